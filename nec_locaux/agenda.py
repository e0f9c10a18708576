"""Ways of putting the NEC locaux in one's own calendar: files, addresses to subscribe to, forms of online calendars."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from nec_locaux import ical, wording

if TYPE_CHECKING:
    from nec_locaux.filters import NecLocalFilters
    from nec_locaux.models import NecLocalPage, NecLocauxIndexPage


@dataclass(frozen=True)
class OnlineAgenda:
    """An online calendar, and the address of its form filled in with the event."""

    name: str
    url: str


@dataclass(frozen=True)
class EventAgenda:
    """The ways of putting one event in one's calendar."""

    file_url: str
    online: tuple[OnlineAgenda, ...]


@dataclass(frozen=True)
class Subscriptions:
    """The addresses by which one follows the calendar, with the filters of the page."""

    #: Opens the calendar program of the device, which subscribes.
    webcal_url: str
    #: The same calendar, to paste into a program that asks for an address.
    calendar_url: str
    atom_url: str
    rss_url: str
    #: What the filters keep, as the page says it; empty without any.
    kept: str


def event_agenda(event: "NecLocalPage") -> EventAgenda | None:
    """How to add `event`; None when there is nothing to add: over, called off, no known day, no address yet."""
    period = ical.Period.of(event)
    url = event.full_url
    if period is None or not url or event.is_past or event.is_called_off:
        return None
    return EventAgenda(event.subpage_url("ics"), tuple(_online(event, period, url)))


def _online(event: "NecLocalPage", period: ical.Period, url: str) -> list[OnlineAgenda]:
    """The forms of the calendars most people have. They are links: nothing is asked of these sites by the page."""
    said = {
        "title": wording.stated_title(event),
        "location": wording.venue(event),
        "description": ical.description(event, url),
    }
    outlook = urlencode(_outlook(said, period, event))
    return [
        OnlineAgenda(
            _("Google Agenda"), f"https://calendar.google.com/calendar/render?{urlencode(_google(said, period, event))}"
        ),
        OnlineAgenda(_("Outlook.com"), f"https://outlook.live.com/calendar/action/compose?{outlook}"),
        OnlineAgenda(_("Microsoft 365"), f"https://outlook.office.com/calendar/action/compose?{outlook}"),
    ]


def _google(said: dict[str, str], period: ical.Period, event: "NecLocalPage") -> dict[str, str]:
    """Local hours with their zone, or days with an exclusive end."""
    fields = {
        "action": "TEMPLATE",
        "text": said["title"],
        "dates": f"{_compact(period.start)}/{_compact(period.end or period.start)}",
        "location": said["location"],
        "details": said["description"],
    }
    return fields if period.is_all_day else fields | {"ctz": event.time_zone.key}


def _outlook(said: dict[str, str], period: ical.Period, event: "NecLocalPage") -> dict[str, str]:
    """Instants in UTC, or days with an exclusive end."""
    fields = {
        "rru": "addevent",
        "subject": said["title"],
        "startdt": _instant(period.start),
        "enddt": _instant(period.end or period.start),
        "location": said["location"],
        "body": said["description"],
    }
    return fields | {"allday": "true"} if period.is_all_day else fields


def _compact(moment: date | datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S" if isinstance(moment, datetime) else "%Y%m%d")


def _instant(moment: date | datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment.isoformat()


def subscriptions(page: "NecLocauxIndexPage", filters: "NecLocalFilters | None") -> Subscriptions | None:
    """How to follow the calendar as `filters` keep it; None for a page that has no address yet."""
    calendar_url = page.full_subpage_url("ics")
    if not calendar_url:
        return None
    query = f"?{filters.querystring}" if filters and filters.querystring else ""
    return Subscriptions(
        webcal_url=f"{urlsplit(calendar_url)._replace(scheme='webcal').geturl()}{query}",
        calendar_url=f"{calendar_url}{query}",
        atom_url=f"{page.subpage_url('atom')}{query}",
        rss_url=f"{page.subpage_url('rss')}{query}",
        kept=", ".join(item.label for item in filters.active) if filters else "",
    )
