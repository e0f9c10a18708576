"""Calendars and feeds to subscribe to.

Readers ask for them again and again: each has an ETag and a date, and answers 304 while nothing has changed. The ETag
of the calendar is known before it is written; those of the others, which are short, come from their content.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import content_disposition_header

from nec_locaux import feeds, ical
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.querysets import NecLocalQuerySet
from socle.feeds import RssFeed, Source, write_feed
from socle.models import Territoire
from socle.views.feeds import kept, newest, removed_at, site_name

#: Change it with what the calendar says of an event: readers then take again what they have.
CALENDAR_FORMAT = 1
#: The whole calendar, which most follow, is kept as written under its ETag: many readers never send it back.
CACHE_KEY = "nec:calendar:{}"
CACHE_SECONDS = 3600
CALENDAR_TYPE = "text/calendar; charset=utf-8"


def calendar_ics(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """All events whose day is known, past and cancelled ones too: what leaves a calendar leaves those who follow it."""
    filters = NecLocalFilters.read(request.GET)
    events = filters.apply(page.events)
    url = page.get_full_url(request) or ""
    etag, changed_at = calendar_version(page, url, filters, events)
    response = get_conditional_response(request, etag, int(changed_at.timestamp()) if changed_at else None)
    if response is None:
        listed = _with_urls(ical.for_calendar(events), request)
        write = partial(ical.subscription_calendar, listed, _subscription(page, url, filters))
        content = cache.get_or_set(CACHE_KEY.format(etag), write, CACHE_SECONDS) if filters.is_empty else write()
        response = _file(content or b"", page.slug)
    response["ETag"] = etag
    return kept(response, page, changed_at)


def event_ics(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    """The event alone. There is none while its day is not known."""
    if not page.is_day_known:
        raise Http404
    content = ical.event_calendar(page, page.get_full_url(request) or "")
    return kept(_file(content, page.slug), page, page.last_published_at)


def atom(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    return _feed(page, request, "atom", Atom1Feed)


def rss(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    return _feed(page, request, "rss", RssFeed)


def _feed(
    page: NecLocauxIndexPage, request: HttpRequest, route: str, feed_class: type[Atom1Feed | RssFeed]
) -> HttpResponse:
    filters = NecLocalFilters.read(request.GET)
    events = list(feeds.latest(filters.apply(page.events)))
    publisher, url = site_name(request), page.get_full_url(request) or ""
    source = Source(
        key=page.translation_key,
        title=f"{_name(page, filters)} – {publisher}",
        summary=page.summary,
        publisher=publisher,
        url=_filtered(url, filters),
        feed_url=_filtered(f"{url}{page.reverse_subpage(route)}", filters),
    )
    entries = (feeds.entry(event, event_url) for event, event_url in _with_urls(events, request))
    content = write_feed(feed_class, source, entries)
    published = [event.last_published_at for event in events if event.last_published_at]
    return kept(
        HttpResponse(content, content_type=feed_class.content_type),
        page,
        newest([*published, removed_at(NecLocalPage)]),
    )


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.ics") or ""
    return response


def calendar_version(
    page: NecLocauxIndexPage, url: str, filters: NecLocalFilters, events: NecLocalQuerySet
) -> tuple[str, datetime | None]:
    """The ETag of the calendar and the day it last changed, without writing it.

    All that it says comes from these rows: an event changes by being published, but its territoires and thématiques
    have names of their own.
    """
    published = list(events.order_by("pk").values_list("pk", "last_published_at"))
    used = Territoire.objects.filter(pk__in=NecLocalTerritoire.objects.values("territoire"))
    places = used.order_by("pk").values_list("pk", "name", "code", "kind", "parent__name", "parent__code")
    said = (
        *(CALENDAR_FORMAT, url, page.title, page.summary, filters.querystring),
        *(published, list(places), filters.offered.themes),
    )
    dates = [moment for _pk, moment in published]
    return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"', newest(
        [*dates, page.last_published_at, removed_at(NecLocalPage)]
    )


def _with_urls(events: Iterable[NecLocalPage], request: HttpRequest) -> Iterator[tuple[NecLocalPage, str]]:
    """Each event with its address. The request keeps what all addresses share, which else is read for each."""
    for event in events:
        yield event, event.get_full_url(request) or ""


def _subscription(page: NecLocauxIndexPage, url: str, filters: NecLocalFilters) -> ical.Subscription:
    return ical.Subscription(
        name=_name(page, filters),
        description=page.summary,
        source=_filtered(f"{url}{page.reverse_subpage('ics')}", filters),
        url=_filtered(url, filters),
    )


def _name(page: NecLocauxIndexPage, filters: NecLocalFilters) -> str:
    """The name of the list, and what it is filtered by."""
    labels = ", ".join(item.label for item in filters.active)
    return f"{page.title} ({labels})" if labels else page.title


def _filtered(address: str, filters: NecLocalFilters) -> str:
    return f"{address}?{filters.querystring}" if filters.querystring else address
