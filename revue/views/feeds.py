"""The articles to follow: of the revue, of an issue, of someone who signs, of a thématique.

Readers ask for them again and again: each has an ETag and a date, known before it is written, and answers 304 while
nothing has changed.
"""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urljoin

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from revue import feeds
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from revue.oai.pages import with_datestamp
from revue.querysets import ArticleQuerySet
from socle.feeds import Source, write_feed
from socle.models import Thematique
from socle.parameters import PageNumberForm
from socle.views.feeds import kept, newest, removals, site_name

#: Change it with what the feeds say of an article: readers then take again what they have.
FEED_FORMAT = 1


@dataclass(frozen=True)
class Selection:
    """The articles of a feed: those of a page, or of a view below it."""

    page: RevueIndexPage | NumeroPage
    articles: ArticleQuerySet
    title: str
    summary: str = ""
    #: The end of the address of the view, below the page.
    route: str = ""
    #: The page of the site that shows the same, where it is no such view.
    url: str = ""


def revue_feed(page: RevueIndexPage, request: HttpRequest, file_format: str) -> HttpResponse:
    return _answer(request, Selection(page, page.articles, page.title, page.summary), file_format)


def numero_feed(page: NumeroPage, request: HttpRequest, file_format: str) -> HttpResponse:
    return _answer(request, Selection(page, page.articles, f"{page.title}, {page.label}", page.summary), file_format)


def signature_feed(page: RevueIndexPage, request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    personne = get_object_or_404(page.signatories, slug=slug)
    route = page.reverse_subpage("signature", [slug])
    selection = Selection(page, page.articles.by(personne), f"{personne.name}, {page.title}", route=route)
    return _answer(request, selection, file_format)


def thematique_feed(page: RevueIndexPage, request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    """Its own articles and those of the finer thématiques tied to it, as its page shows."""
    thematique = get_object_or_404(Thematique, slug=slug)
    selection = Selection(
        page,
        page.articles.for_thematique(thematique),
        f"{thematique.title}, {page.title}",
        thematique.introduction,
        route=f"thematiques/{slug}/",
        url=thematique.url,
    )
    return _answer(request, selection, file_format)


def _answer(request: HttpRequest, selection: Selection, file_format: str) -> HttpResponse:
    page, articles = selection.page, with_datestamp(selection.articles).order_by("-datestamp", "-pk")
    # In the same query as the dates: when an article last left, the same for all rows.
    removed = removals(ArticlePage, NumeroPage).order_by("-timestamp").values("timestamp")[:1]
    dates = list(articles.annotate(removed_at=Subquery(removed)).values_list("pk", "datestamp", "removed_at"))
    listed = Paginator(dates, feeds.LENGTH).get_page(PageNumberForm.read(request.GET))
    address = f"{page.get_full_url(request)}{selection.route}"
    said = (FEED_FORMAT, file_format, address, selection.title, selection.summary, listed.number, dates)
    etag = f'"{sha256(repr(said).encode()).hexdigest()[:32]}"'
    changed_at = newest(moment for _pk, *moments in dates for moment in moments)
    response = get_conditional_response(request, etag, int(changed_at.timestamp()) if changed_at else None)
    if response is None:
        shown = articles.filter(pk__in=[pk for pk, *_moments in listed])
        content = _write(request, selection, file_format, address, shown, listed)
        response = HttpResponse(content, content_type=feeds.FEEDS[file_format].content_type)
    response["ETag"] = etag
    return kept(response, page, changed_at)


def _write(
    request: HttpRequest,
    selection: Selection,
    file_format: str,
    address: str,
    articles: ArticleQuerySet,
    listed: ListPage,
) -> bytes:
    publisher = site_name(request)
    feed_url = f"{address}{file_format}/"
    source = Source(
        key=selection.page.translation_key,
        title=f"{selection.title} – {publisher}",
        summary=selection.summary,
        publisher=publisher,
        url=urljoin(address, selection.url),
        feed_url=_numbered(feed_url, listed.number),
        name=f"{selection.route}{file_format}",
    )
    entries = feeds.entries(feeds.read_articles(articles))
    return write_feed(feeds.FEEDS[file_format], source, entries, pages=_pages(feed_url, listed))


def _pages(feed_url: str, listed: ListPage) -> list[tuple[str, str]]:
    """The pages of a feed that has several, each with what it is to the one that is read."""
    last = listed.paginator.num_pages
    if last == 1:
        return []
    numbers = {
        "first": 1,
        "previous": listed.number - 1 if listed.has_previous() else 0,
        "next": listed.number + 1 if listed.has_next() else 0,
        "last": last,
    }
    return [(rel, _numbered(feed_url, number)) for rel, number in numbers.items() if number]


def _numbered(feed_url: str, number: int) -> str:
    return f"{feed_url}?page={number}" if number > 1 else feed_url
