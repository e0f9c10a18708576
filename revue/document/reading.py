"""The document of an article and of an issue, read from their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Self

from django.db.models import Prefetch
from django.utils import timezone

from revue.document.blocks import Reader, read_picture
from revue.document.nodes import ArticleDocument, ArticleText, Note, NumeroDocument, Signature
from revue.enums import AuthorRole
from revue.models import ArticleAuthor, ArticlePage, NumeroPage, RevueIndexPage
from revue.notes import CallCounter
from revue.notes import Note as NumberedNote
from revue.presentation import contents
from socle.blocks import place_headings
from socle.chrome import get_chrome
from socle.prose import NoteCall, NoteCaller, read_words
from socle.typography import french_text

#: For a page that was never published: the same page must give the same file, whenever it is made.
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Setting:
    """What all the articles of an issue share: asked for once."""

    numero: NumeroPage
    revue: RevueIndexPage
    site_name: str
    owner: str

    @classmethod
    def of(cls, numero: NumeroPage) -> Self:
        site = numero.get_site()
        chrome = get_chrome(site) if site else None
        names = (chrome.site_name, chrome.owner) if chrome else ("", "")
        return cls(numero, numero.get_parent().specific, *(french_text(name) for name in names))


def read_article(page: ArticlePage, setting: Setting | None = None) -> ArticleDocument:
    """All that `page` says, as it stands."""
    setting = setting or Setting.of(page.numero)
    said = read_text(page)
    return ArticleDocument(
        pk=page.pk,
        title=french_text(page.title),
        kind=french_text(page.get_kind_display()),
        rubrique=french_text(page.rubrique.title) if page.rubrique else "",
        summary=french_text(page.summary),
        signatures=tuple(_signature(link) for link in page.signatures),
        blocks=said.blocks,
        notes=said.notes,
        bibliography=said.bibliography,
        corrections=tuple((value["day"], french_text(value["text"])) for value in page.dated_corrections),
        issue=french_text(f"{setting.revue.title}, n° {setting.numero.number}"),
        season=setting.numero.season_label,
        citation=french_text(page.cite_in(setting.revue.title)),
        licence=french_text(str(page.get_licence_display())),
        licence_url=page.licence_url,
        url=said.url,
        site_name=setting.site_name,
        owner=setting.owner,
        published_on=first_day(page),
        written_at=page.last_published_at or UNDATED,
    )


def read_text(page: ArticlePage) -> ArticleText:
    """What is read of `page`, without what surrounds it."""
    base_url = page.full_url or ""
    place_headings(page.body)
    return ArticleText(
        url=base_url,
        blocks=tuple(Reader(base_url, _note_caller(page.notes)).stream(page.body)),
        notes=tuple(Note(note.number, read_words(note.text, base_url), note.calls) for note in page.notes),
        bibliography=tuple(read_words(entry.value.source, base_url) for entry in page.bibliography),
    )


def _note_caller(notes: Iterable[NumberedNote]) -> NoteCaller:
    counter = CallCounter(notes)

    def call_note(uuid: str) -> NoteCall | None:
        counted = counter.count(uuid)
        return NoteCall(*counted) if counted else None

    return call_note


def read_numero(page: NumeroPage, articles: Iterable[ArticlePage]) -> NumeroDocument:
    """All that the issue `page` says, with `articles`, in the order in which its contents show them."""
    base_url = page.full_url or ""
    setting = Setting.of(page)
    place_headings(page.editorial)
    read = []
    for article in (article for part in contents(articles) for article in part.articles):
        # Its parent is known: asking for it would cost a query an article.
        article.numero = page
        read.append(read_article(article, setting))
    return NumeroDocument(
        pk=page.pk,
        title=french_text(page.title),
        number=page.number,
        season=page.season_label,
        summary=french_text(page.summary),
        colour=page.colour,
        revue=french_text(setting.revue.title),
        cover=read_picture(page.cover_image, is_photo=False) if page.cover_image else None,
        editorial=tuple(Reader(base_url).stream(page.editorial)),
        editorial_author=page.editorial_author.name if page.editorial_author else "",
        credits=tuple((french_text(line.value["role"]), french_text(line.value["names"])) for line in page.credits),
        articles=tuple(read),
        licence=french_text(str(page.get_licence_display())),
        licence_url=page.licence_url,
        url=base_url,
        site_name=setting.site_name,
        owner=setting.owner,
        publisher=french_text(setting.revue.publisher) or setting.owner,
        issn=setting.revue.online_issn or setting.revue.issn,
        identifier=f"urn:uuid:{page.translation_key}",
        published_on=first_day(page),
        written_at=max([article.written_at for article in read] + [page.last_published_at or UNDATED]),
    )


def articles_of(numero: NumeroPage) -> list[ArticlePage]:
    """The articles that anyone may read, in the order of the contents, with all that a document reads."""
    links = ArticleAuthor.objects.select_related("personne")
    return list(
        ArticlePage.objects.live()
        .public()
        .child_of(numero)
        .order_by("path")
        .select_related("rubrique")
        .prefetch_related(Prefetch("author_links", links), "footnotes")
    )


def first_day(page: ArticlePage | NumeroPage) -> date | None:
    """The day of the first publication: the one the editors give for an article, else the one the site knows."""
    given: date | None = getattr(page, "published_on", None)
    if given is None and page.first_published_at:
        return timezone.localdate(page.first_published_at)
    return given


def _signature(link: ArticleAuthor) -> Signature:
    role = AuthorRole(link.role)
    about = ", ".join(filter(None, [link.personne.role, link.personne.organisation]))
    shown = "" if role == AuthorRole.TEXTE else str(role.label)
    return Signature(link.personne.name, shown, french_text(about))
