"""Records as simple Dublin Core (`oai_dc`). docs/developpement.md says the same, for those who harvest."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from urllib.parse import urljoin

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _

from revue.document import first_day
from revue.enums import AuthorRole, ExportFormat
from revue.models import ArticleAuthor, ArticleMotCle, ArticlePage, CarnetPage, ExportFile, NumeroPage
from revue.oai.records import Header
from revue.oai.sets import Place
from revue.periodical import Periodical, get_periodical
from socle.models import BasePage, Personne
from socle.text import clean_line

Element = tuple[str, str]
RecordPage = ArticlePage | NumeroPage | CarnetPage

LANGUAGE: Final = "fr"
#: What is read, in the types of the Dublin Core and of OpenAIRE.
TEXT: Final = "Text"
ARTICLE: Final = "info:eu-repo/semantics/article"
OPEN_ACCESS: Final = "info:eu-repo/semantics/openAccess"
HTML: Final = "text/html"
PDF: Final = "application/pdf"


def describe(headers: Iterable[Header], request: HttpRequest) -> dict[int, list[Element]]:
    """The elements of the records, by page, in a fixed number of queries."""
    shelf = _Shelf({header.page_id: header.place for header in headers if header.place}, request)
    return {
        page.pk: [(name, clean_line(str(value))) for name, value in _elements(page, shelf) if value]
        for page in shelf.pages()
    }


class _Shelf:
    """The pages of an answer, and what their records say of others."""

    def __init__(self, places: dict[int, Place], request: HttpRequest) -> None:
        self.places = places
        self.request = request
        self.periodical = get_periodical()
        made = ExportFile.objects.filter(page__in=places, format=ExportFormat.PDF).exclude(file="")
        self.with_pdf = frozenset(made.values_list("page", flat=True))

    def pages(self) -> Iterator[RecordPage]:
        signed = Prefetch("author_links", ArticleAuthor.objects.select_related("personne"))
        filed = Prefetch("mot_cle_items", ArticleMotCle.objects.select_related("tag"))
        articles = ArticlePage.objects.filter(pk__in=self.places).defer("body", "bibliography")
        yield from articles.prefetch_related(signed, filed)
        yield from (place.numero for pk, place in self.places.items() if place.numero and place.numero.pk == pk)
        yield from CarnetPage.objects.filter(pk__in=self.places).select_related("document").defer("body")

    def full_url(self, page: BasePage) -> str:
        return page.get_full_url(self.request) or ""

    def pdf_url(self, page: RecordPage) -> str:
        """Address of the PDF made from the page, else of the one the editors gave."""
        document = getattr(page, "document", None)
        if not isinstance(page, CarnetPage) and page.pk in self.with_pdf:
            return f"{self.full_url(page)}{page.reverse_subpage('export', [ExportFormat.PDF.value])}"
        return urljoin(self.full_url(page), document.url) if document else ""


def _elements(page: RecordPage, shelf: _Shelf) -> Iterator[Element]:
    """The elements of a record. An empty one is not known: it is left out."""
    yield "title", page.title
    match page:
        case ArticlePage():
            yield from _article(page, shelf)
        case NumeroPage():
            yield from _numero(page, shelf)
        case CarnetPage():
            yield from _carnet(page)
    yield from (("subject", thematique.title) for thematique in shelf.places[page.pk].thematiques)
    yield "description", page.summary
    yield "publisher", shelf.periodical.publisher
    yield "type", TEXT
    yield "language", LANGUAGE
    yield "format", HTML
    yield "identifier", shelf.full_url(page)
    pdf_url = shelf.pdf_url(page)
    if pdf_url:
        yield "format", PDF
        yield "identifier", pdf_url


def _article(page: ArticlePage, shelf: _Shelf) -> Iterator[Element]:
    for link in page.signatures:
        yield ("creator" if AuthorRole(link.role).is_author else "contributor"), filed_name(link.personne)
    yield from (("subject", item.tag.name) for item in page.mot_cle_items.all())
    yield "date", _day(first_day(page))
    yield "type", ARTICLE
    yield "type", page.get_kind_display()
    yield from _licence(page)
    numero = shelf.places[page.pk].numero
    if numero:
        yield "source", source_of(page, numero, shelf.periodical)
        yield "relation", shelf.full_url(numero)
    yield from _issns(shelf.periodical)


def _numero(page: NumeroPage, shelf: _Shelf) -> Iterator[Element]:
    if page.editorial_author:
        yield "contributor", filed_name(page.editorial_author)
    yield "date", str(page.year)
    yield from _licence(page)
    yield "source", _numbered(page, shelf.periodical)
    yield "relation", shelf.periodical.full_url
    yield from _issns(shelf.periodical)


def _carnet(page: CarnetPage) -> Iterator[Element]:
    """Its date is that of what it tells: when it came out is not always known."""
    yield "coverage", page.date_label
    yield "relation", page.external_url


def _licence(page: ArticlePage | NumeroPage) -> Iterator[Element]:
    yield "rights", str(page.get_licence_display())
    yield "rights", page.licence_url
    if page.licence_url:
        yield "rights", OPEN_ACCESS


def _issns(periodical: Periodical) -> Iterator[Element]:
    return (("relation", f"urn:ISSN:{issn}") for issn in periodical.issns)


def filed_name(personne: Personne) -> str:
    """A name as catalogues file it: « Huguet, François »."""
    return ", ".join(filter(None, [personne.last_name, personne.first_name]))


def source_of(article: ArticlePage, numero: NumeroPage, periodical: Periodical) -> str:
    """The issue and the pages where an article stands: « La revue NEC, n° 3, été 2024, p. 8-21 »."""
    first, last = article.first_page, article.last_page
    pages = f", p. {first}-{last}" if last and last != first else f", p. {first}"
    return f"{_numbered(numero, periodical)}{pages if first else ''}"


def _numbered(numero: NumeroPage, periodical: Periodical) -> str:
    return _("%(title)s, n° %(number)s, %(season)s") % {
        "title": periodical.title,
        "number": numero.number,
        "season": numero.season_label.lower(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
