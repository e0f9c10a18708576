"""The EPUB 3.3 of a whole issue: a chapter an article, its notes, its pictures; accessible, and the same octets again.

Written with our own templates: the one library of Python for it (EbookLib) is under the AGPL.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from revue.document import ArticleDocument, Block, Heading, NumeroDocument, Picture
from revue.exports.pdf import cover_png
from revue.exports.pictures import MEDIA_TYPES, picture_file, picture_files
from revue.exports.xhtml import XhtmlWriter
from socle.text import clean_text
from socle.typography import french_text

TEMPLATES: Final = "nec_revue/epub"
MIMETYPE: Final = "application/epub+zip"
COVER_FILE: Final = "images/couverture.png"
#: The date of every file inside: the oldest a zip may bear, so that the same issue gives the same octets.
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Chapter:
    """A file of the text: its name, its title in the contents, the parts it opens, its rubrique, its XHTML."""

    name: str
    title: str
    content: str
    rubrique: str = ""
    parts: tuple[Heading, ...] = ()
    #: Whether the contents list it.
    is_listed: bool = True

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


def numero_epub(document: NumeroDocument) -> bytes:
    """The EPUB of an issue.

    Raises:
        ExportError: when a picture is lost or broken.
    """
    pictures = picture_files(document.pictures)
    chapters = list(_chapters(document))
    context = {"numero": document, "number": french_text(f"n° {document.number}"), "cover_file": COVER_FILE}
    listed = [chapter for chapter in chapters if chapter.is_listed]
    nav = {"title": _("Sommaire"), "contents": list(_groups(listed)), "first_file": listed[0].file}
    package = {
        "title": " – ".join([french_text(f"{document.revue}, n° {document.number}"), document.title]),
        "modified": document.written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "authors": list(dict.fromkeys(person.name for article in document.articles for person in article.signatures)),
        "chapters": chapters,
        "pictures": [_manifest_item(name) for name in pictures],
    }
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": _render("container.xml", {}),
        "EPUB/package.opf": _render("package.opf", context | package),
        "EPUB/nav.xhtml": _render("nav.xhtml", context | nav),
        "EPUB/style.css": _render("style.css", {}),
        f"EPUB/{COVER_FILE}": cover_png(document),
    }
    files |= {f"EPUB/{chapter.file}": chapter.content for chapter in chapters}
    files |= {f"EPUB/images/{name}": content for name, content in pictures.items()}
    return _zip(files)


def _chapters(document: NumeroDocument) -> Iterator[Chapter]:
    cover_text = _("Couverture : %(revue)s, n° %(number)s, %(season)s, « %(title)s »") % {
        "revue": document.revue,
        "number": document.number,
        "season": document.season.lower(),
        "title": document.title,
    }
    context: dict[str, Any] = {"numero": document, "number": french_text(f"n° {document.number}")}
    cover = context | {"title": _("Couverture"), "cover_file": COVER_FILE, "cover_text": french_text(cover_text)}
    yield Chapter("couverture", cover["title"], _render("cover.xhtml", cover), is_listed=False)
    writer = XhtmlWriter(_image_address, is_epub=True)
    if document.editorial:
        editorial = context | {"title": _("Éditorial"), "text": _safe(writer.blocks(document.editorial))}
        yield Chapter("editorial", editorial["title"], _render("editorial.xhtml", editorial))
    for rank, article in enumerate(document.articles, start=1):
        yield _article_chapter(rank, article, writer, context)
    credits_title = _("Ours")
    yield Chapter("ours", credits_title, _render("credits.xhtml", context | {"title": credits_title}))


def _article_chapter(rank: int, article: ArticleDocument, writer: XhtmlWriter, context: dict[str, Any]) -> Chapter:
    shown = context | {"title": article.title, "article": article, "text": _safe(writer.article(article))}
    return Chapter(
        f"article-{rank:02}",
        article.title,
        _render("article.xhtml", shown),
        article.rubrique,
        tuple(_parts(article.blocks)),
    )


def _parts(blocks: Iterable[Block]) -> Iterator[Heading]:
    """The titles of the parts of a text."""
    return (block for block in blocks if isinstance(block, Heading) and block.is_part and block.level == 1)


def _groups(chapters: Iterable[Chapter]) -> Iterator[dict[str, Any]]:
    """The chapters of the contents, those of a same rubrique together under its name."""
    for label, chapters_of_it in groupby(chapters, key=lambda chapter: chapter.rubrique):
        yield {"label": label, "chapters": list(chapters_of_it)}


def _image_address(picture: Picture) -> str:
    return f"images/{picture_file(picture)}"


def _manifest_item(name: str) -> dict[str, str]:
    stem, _dot, extension = name.rpartition(".")
    return {"id": stem, "file": f"images/{name}", "media_type": MEDIA_TYPES[extension]}


def _safe(xhtml: str) -> str:
    return mark_safe(xhtml)  # noqa: S308 (the writer escapes every text it is given)


def _render(template: str, context: dict[str, Any]) -> str:
    return clean_text(render_to_string(f"{TEMPLATES}/{template}", context)).lstrip()


def _zip(files: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        # The specification asks that it comes first, as it is (OCF 3.3, section 4.2.2).
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        for name, content in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
    return written.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
