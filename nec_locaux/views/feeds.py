"""Calendars and feeds to subscribe to.

Readers ask for them again and again: each has an ETag and a date, and answers 304 while nothing has changed. The ETag
of the calendar is known before it is written; those of the others, which are short, come from their content.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import content_disposition_header, http_date
from wagtail.models import PageLogEntry, Site

from nec_locaux import feeds, ical
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.querysets import NecLocalQuerySet
from socle.chrome import get_chrome
from socle.models import Territoire

#: Change it with what the calendar says of an event: readers then take again what they have.
CALENDAR_FORMAT = 1
#: The whole calendar, which most follow, is kept as written under its ETag: many readers never send it back.
CACHE_KEY = "nec:calendar:{}"
CACHE_SECONDS = 3600
CALENDAR_TYPE = "text/calendar; charset=utf-8"
#: How long a browser keeps an answer before it asks again, in seconds.
BROWSER_SECONDS = 60
REMOVALS = ("wagtail.unpublish", "wagtail.delete", "wagtail.move")
RESTRICTIONS = ("wagtail.view_restriction.create", "wagtail.view_restriction.edit", "wagtail.view_restriction.delete")


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
    return _kept(response, page, changed_at)


def event_ics(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    """The event alone. There is none while its day is not known."""
    if not page.is_day_known:
        raise Http404
    content = ical.event_calendar(page, page.get_full_url(request) or "")
    return _kept(_file(content, page.slug), page, page.last_published_at)


def atom(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    return _feed(page, request, "atom", Atom1Feed)


def rss(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    return _feed(page, request, "rss", feeds.RssFeed)


def _feed(
    page: NecLocauxIndexPage, request: HttpRequest, route: str, feed_class: type[Atom1Feed | feeds.RssFeed]
) -> HttpResponse:
    filters = NecLocalFilters.read(request.GET)
    events = list(feeds.latest(filters.apply(page.events)))
    publisher, url = _site_name(request), page.get_full_url(request) or ""
    source = feeds.Source(
        index=page,
        title=f"{_name(page, filters)} – {publisher}",
        publisher=publisher,
        url=_filtered(url, filters),
        feed_url=_filtered(f"{url}{page.reverse_subpage(route)}", filters),
    )
    content = feeds.write_feed(feed_class, source, _with_urls(events, request))
    published = [event.last_published_at for event in events if event.last_published_at]
    return _kept(
        HttpResponse(content, content_type=feed_class.content_type), page, _newest([*published, _removed_at()])
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
    return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"', _newest([*dates, page.last_published_at, _removed_at()])


def _removed_at() -> datetime | None:
    """When an event last left what the public sees or came back: no date of those which are there says it."""
    removals = PageLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(NecLocalPage), action__in=(*REMOVALS, *RESTRICTIONS)
    )
    moment: datetime | None = removals.aggregate(last=Max("timestamp"))["last"]
    return moment


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _kept(response: HttpResponse, page: NecLocauxIndexPage | NecLocalPage, changed_at: datetime | None) -> HttpResponse:
    """Say how long the answer may be kept. Wagtail takes it back from a page that only some may read."""
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=page.cache_seconds)
    return response


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


def _site_name(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return get_chrome(site).site_name if site else ""
