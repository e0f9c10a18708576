"""NEC locaux as calendars (iCalendar, RFC 5545; RFC 7986 for the calendar itself).

What is decided here:

- An event whose day is not known, only its month or its year, is in no calendar: a calendar has nothing but days, and a
  day is never invented. An event without hours takes the whole day (VALUE=DATE, exclusive end). So does one of several
  days whose last hour is not known, for the same reason.
- UID is the page's `translation_key`: it survives a move, a new slug and a new host; a copy of the page gets its own.
- SEQUENCE is the number of seconds from the first publication to the last: it grows with each, and nothing keeps it.
- No METHOD: with PUBLISH, every event must have an ORGANIZER (RFC 5546, section 3.2.1), whose address few events give.
- What is called off stays, and says it: STATUS for the readers that know it, SUMMARY for those that do not.
- GEO is the place an editor gave. The centre of a territoire is where the map puts it, not where to go.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from icalendar import Calendar, Component, Event, vCalAddress, vDuration, vUri

from nec_locaux import wording
from nec_locaux.enums import DatePrecision, Mode, Status
from nec_locaux.vtimezones import vtimezone
from socle.text import clean_line

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage
    from nec_locaux.querysets import NecLocalQuerySet

PRODID: Final = "-//Numérique en Commun[s]//NEC locaux//FR"
#: How often a reader should ask again.
REFRESH: Final = timedelta(hours=12)
#: Largest INTEGER (RFC 5545, section 3.3.8): seconds enough for 68 years.
LARGEST_SEQUENCE: Final = 2**31 - 1
STATUSES: Final = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
HEAVY_COLUMNS: Final = ("body", "programme", "charte", "bilan", "professionals_text", "public_text", "search_words")


@dataclass(frozen=True)
class Period:
    """When an event stands in a calendar: whole days, or hours of its place."""

    start: date | datetime
    #: Exclusive for whole days; None where nobody gave it.
    end: date | datetime | None

    @classmethod
    def of(cls, event: "NecLocalPage") -> Self | None:
        """The period of `event`; None for one whose day is not known."""
        if not event.is_day_known or event.start_date is None or event.last_day is None:
            return None
        return cls._of_hours(event, event.last_day) or cls._of_days(event.start_date, event.last_day)

    @classmethod
    def _of_hours(cls, event: "NecLocalPage", last_day: date) -> Self | None:
        start = event.starts_at
        if start is None or (event.end_time is None and last_day != event.start_date):
            return None
        end = datetime.combine(last_day, event.end_time, event.time_zone) if event.end_time else None
        return cls(start, end if end and end > start else None)

    @classmethod
    def _of_days(cls, first: date, last: date) -> Self:
        last = max(first, last)
        return cls(first, None if last == date.max else last + timedelta(days=1))

    @property
    def is_all_day(self) -> bool:
        return not isinstance(self.start, datetime)


@dataclass(frozen=True)
class Subscription:
    """What a calendar to subscribe to says of itself."""

    name: str
    description: str
    #: Where it is read again, and the page it comes from.
    source: str
    url: str


def for_calendar(events: "NecLocalQuerySet") -> "NecLocalQuerySet":
    """Those of `events` that have a day, in its order, with all that a calendar says, in a fixed number of queries."""
    known = events.filter(date_precision=DatePrecision.DAY, start_date__isnull=False)
    return known.for_cards().defer(*HEAVY_COLUMNS).order_by("start_date", "pk")


def event_calendar(event: "NecLocalPage", url: str) -> bytes:
    """A file that adds `event`, whose page stands at `url`, to anyone's own calendar."""
    return _calendar([(event, url)], None)


def subscription_calendar(events: Iterable[tuple["NecLocalPage", str]], subscription: Subscription) -> bytes:
    """A calendar to subscribe to, of events each with the address of its page."""
    return _calendar(events, subscription)


def _calendar(events: Iterable[tuple["NecLocalPage", str]], subscription: Subscription | None) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if subscription:
        _describe(calendar, subscription)
    placed = [(event, url, period) for event, url in events if (period := Period.of(event))]
    for name in sorted({event.time_zone.key for event, _url, period in placed if not period.is_all_day}):
        calendar.add_component(vtimezone(name))
    for event, url, period in placed:
        component = _event(event, url, period)
        if subscription:
            # Whoever follows the calendar is not busy each day that an event is held somewhere.
            component.add("transp", "TRANSPARENT")
        calendar.add_component(component)
    return calendar.to_ical()


def _describe(calendar: Calendar, subscription: Subscription) -> None:
    """Say it in the words of RFC 7986, then in those that readers had before."""
    name, description = clean_line(subscription.name), clean_line(subscription.description)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    if description:
        calendar.add("description", description)
        calendar.add("x-wr-caldesc", description)
    calendar.add("url", vUri(subscription.url))
    calendar.add("source", vUri(subscription.source), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))


def _event(event: "NecLocalPage", url: str, period: Period) -> Event:
    component = Event()
    component.add("uid", str(event.translation_key))
    _add_times(component, event, period)
    component.add("status", STATUSES.get(Status(event.status), "CONFIRMED"))
    component.add("summary", wording.stated_title(event))
    component.add("description", description(event, url))
    component.add("url", vUri(url))
    location = wording.venue(event)
    if location:
        component.add("location", location)
    if event.latitude is not None and event.longitude is not None:
        component.add("geo", (float(event.latitude), float(event.longitude)))
    if event.thematiques:
        component.add("categories", [clean_line(thematique.title) for thematique in event.thematiques])
    if event.contact_email:
        component.add("organizer", _organizer(event))
    return component


def _add_times(component: Component, event: "NecLocalPage", period: Period) -> None:
    published = wording.published_at(event)
    component.add("dtstamp", published)
    component.add("last-modified", published)
    component.add("sequence", sequence(event))
    component.add("dtstart", period.start)
    if period.end is not None:
        component.add("dtend", period.end)


def sequence(event: "NecLocalPage") -> int:
    """The rank of this version among those of the event."""
    if event.first_published_at is None or event.last_published_at is None:
        return 0
    seconds = int((event.last_published_at - event.first_published_at).total_seconds())
    return min(max(seconds, 0), LARGEST_SEQUENCE)


def description(event: "NecLocalPage", url: str) -> str:
    """What the event's entry says, ended by the page's address: many readers do not show URL."""
    said = wording.paragraphs(event)
    if event.mode == Mode.HYBRID:
        said.append(str(Mode.HYBRID.label))
    return "\n\n".join([*said, url])


def _organizer(event: "NecLocalPage") -> vCalAddress:
    organizer = vCalAddress(f"mailto:{event.contact_email}")
    # Parameters have no escapes, yet readers, `icalendar` among them, take a backslash for one.
    name = clean_line(event.organisers).replace("\\", "/")
    if name:
        organizer.params["CN"] = name
    return organizer
