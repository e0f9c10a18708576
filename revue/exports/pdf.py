"""The PDF of an article, and of a whole issue, by Typst: accessible (PDF/UA-1), in the site's fonts."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from revue.document import ArticleDocument, Note, NumeroDocument, Picture
from revue.exports.errors import ExportError
from revue.exports.pictures import picture_file, picture_files
from socle.prose import Break, Emphasis, Link, Listing, NoteCall, Paragraph, Strong, Superscript, Text
from socle.templatetags.nec import COVER_DRAWINGS
from socle.typography import date_range_text, french_text
from socle.typst import Node, PdfError, compile_image, compile_pdf, prose_nodes

ARTICLE_TEMPLATE: Final = "typst/revue_article.typ"
NUMERO_TEMPLATE: Final = "typst/revue_numero.typ"
COVER_TEMPLATE: Final = "typst/revue_couverture.typ"
PROSE: Final = (Break, Emphasis, Link, Listing, NoteCall, Paragraph, Strong, Superscript, Text)
#: Dots an inch at which the cover of an EPUB is 1,600 pixels high.
COVER_PPI: Final = 144


def article_pdf(document: ArticleDocument) -> bytes:
    """The PDF of an article.

    Raises:
        ExportError: when a picture is lost, or Typst refuses the text.
    """
    data = {"meta": _meta(document, _("Article"), document.byline), "labels": _labels(), "article": _article(document)}
    try:
        return compile_pdf(ARTICLE_TEMPLATE, data, document.written_at, picture_files(document.pictures))
    except PdfError as error:
        raise _refusal(error) from error


def numero_pdf(document: NumeroDocument) -> bytes:
    """The PDF of a whole issue: its cover, its contents, its editorial, its articles, who made it.

    Raises:
        ExportError: when a picture is lost, or Typst refuses the text.
    """
    data = {
        "meta": _meta(document, _("Numéro"), document.publisher),
        "labels": _labels(),
        "numero": _numero(document),
    }
    pictures = [*document.pictures, *([document.cover] if document.cover else [])]
    try:
        return compile_pdf(NUMERO_TEMPLATE, data, document.written_at, picture_files(pictures))
    except PdfError as error:
        raise _refusal(error) from error


def cover_png(document: NumeroDocument) -> bytes:
    """The cover of an issue as an image.

    Raises:
        ExportError: when its picture is lost, or Typst refuses its words.
    """
    pictures = picture_files([document.cover] if document.cover else [])
    try:
        return compile_image(COVER_TEMPLATE, {"numero": _cover(document)}, "png", COVER_PPI, pictures)
    except PdfError as error:
        raise _refusal(error) from error


def as_node(value: Any) -> Any:
    """A part of a document as the templates read it: its kind, and its fields."""
    if isinstance(value, PROSE):
        return prose_nodes([value])[0]
    if isinstance(value, Picture):
        return {
            "file": picture_file(value),
            "alternative": value.alternative,
            "width": value.image.width,
            "height": value.image.height,
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {"kind": type(value).__name__} | {
            item.name: as_node(getattr(value, item.name)) for item in fields(value)
        }
    if isinstance(value, tuple):
        return [as_node(item) for item in value]
    return value


def cover_drawing(number: int) -> str:
    """The brackets composed for the cover of a number, as SVG; numbers beyond the drawn ones take them in turn."""
    found = finders.find(f"img/cover-{(number - 1) % COVER_DRAWINGS + 1}.svg")
    return Path(str(found)).read_text(encoding="utf-8")


def _refusal(error: PdfError) -> ExportError:
    return ExportError(_("Le PDF n’a pas pu être composé : %(reason)s") % {"reason": error})


def _meta(document: ArticleDocument | NumeroDocument, kind: str, author: str) -> Node:
    day = document.published_on
    return {
        "kind": kind,
        "title": " – ".join(filter(None, [document.title, document.site_name])),
        "author": author or document.owner,
        "site_name": document.site_name,
        "date": [day.year, day.month, day.day] if day else None,
        "foot": "",
    }


def _labels() -> dict[str, str]:
    return {
        "article": _("Article"),
        "numero": _("Numéro"),
        "contents": _("Sommaire"),
        "editorial": _("Éditorial"),
        "bibliography": _("Bibliographie"),
        "corrections": _("Corrections"),
        "credits": _("Ours"),
        "credit": _("Crédit"),
        "source": _("Source"),
        "licence": _("Licence"),
        "address": _("À lire en ligne"),
        "transcript": _("Transcription"),
        "read_transcript": _("Lire la transcription"),
        "cite": _("Pour citer"),
        "issn": _("ISSN"),
        "publisher": _("Édition"),
        "published": _("Première parution"),
        "who": _("Qui signe"),
        "heading": _("Partie"),
    }


def _article(document: ArticleDocument) -> Node:
    return {
        "pk": document.pk,
        "title": document.title,
        "kind": document.kind,
        "rubrique": document.rubrique,
        "summary": document.summary,
        "byline": document.byline,
        "about": [{"name": person.name, "about": person.about} for person in document.signatures if person.about],
        "blocks": [as_node(block) for block in document.blocks],
        "notes": [_note(note) for note in document.notes],
        "bibliography": [prose_nodes(entry) for entry in document.bibliography],
        "corrections": [f"{_day(day)} – {text}" for day, text in document.corrections],
        "issue": ", ".join(filter(None, [document.issue, document.season.lower()])),
        "citation": document.citation,
        "licence": document.licence,
        "licence_url": document.licence_url,
        "url": document.url,
        "published": _day(document.published_on),
    }


def _note(note: Note) -> list[Node]:
    return prose_nodes(note.children)


def _numero(document: NumeroDocument) -> Node:
    return _cover(document) | {
        "summary": document.summary,
        "editorial": [as_node(block) for block in document.editorial],
        "editorial_author": document.editorial_author,
        "credits": [{"role": role, "names": names} for role, names in document.credits],
        "articles": [_article(article) for article in document.articles],
        "licence": document.licence,
        "licence_url": document.licence_url,
        "url": document.url,
        "publisher": document.publisher,
        "issn": document.issn,
        "published": _day(document.published_on),
        "head": french_text(f"{document.revue}, n° {document.number}"),
    }


def _cover(document: NumeroDocument) -> Node:
    return {
        "revue": document.revue,
        "title": document.title,
        "number": french_text(f"n° {document.number}"),
        "season": document.season,
        "colour": document.colour,
        "site_name": document.site_name,
        "cover": as_node(document.cover) if document.cover else None,
        "drawing": cover_drawing(document.number),
    }


def _day(day: date | None) -> str:
    return date_range_text(day) if day else ""
