"""What the views of feeds and calendars share: how long they may be kept, when what they follow last changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from wagtail.models import PageLogEntry, Site

from socle.chrome import get_chrome
from socle.models import BasePage

#: How long a browser keeps an answer before it asks again, in seconds.
BROWSER_SECONDS: Final = 60
REMOVALS: Final = ("wagtail.unpublish", "wagtail.delete", "wagtail.move")
RESTRICTIONS: Final = (
    "wagtail.view_restriction.create",
    "wagtail.view_restriction.edit",
    "wagtail.view_restriction.delete",
)


def removed_at(*models: type[Model]) -> datetime | None:
    """When a page of these types last left what the public sees, or came back, which no date of the others says."""
    moment: datetime | None = removals(*models).aggregate(last=Max("timestamp"))["last"]
    return moment


def removals(*models: type[Model]) -> QuerySet[PageLogEntry]:
    """What the log says of these removals and returns."""
    types = ContentType.objects.get_for_models(*models).values()
    entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(
        content_type__in=types, action__in=(*REMOVALS, *RESTRICTIONS)
    )
    return entries


def newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def kept(response: HttpResponse, page: BasePage, changed_at: datetime | None) -> HttpResponse:
    """Say how long the answer may be kept. Wagtail takes it back from a page that only some may read."""
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=page.cache_seconds)
    return response


def site_name(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return get_chrome(site).site_name if site else ""
