"""A NEC local as schema.org data (https://schema.org/Event), for search engines. What is not known is left out."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from nec_locaux.enums import DatePrecision, Mode, PartnerRole, Status
from socle.enums import TerritoireKind

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage
    from socle.models import Territoire

SCHEMA: Final = "https://schema.org/"
STATUSES: Final = {Status.CANCELLED: "EventCancelled", Status.POSTPONED: "EventPostponed"}
ATTENDANCES: Final = {
    Mode.ON_SITE: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
}
#: Sessions told to search engines: the data stands in the page, and is read for its first ones.
MAX_SESSIONS: Final = 50


def event_data(page: "NecLocalPage") -> dict[str, Any]:
    """What an event adds to the data of its page."""
    data = {
        "startDate": _start(page),
        "endDate": _end(page),
        "eventStatus": _event_status(page),
        "eventAttendanceMode": f"{SCHEMA}{ATTENDANCES[Mode(page.mode)]}",
        "location": _location(page),
        "organizer": _organizers(page),
        "isAccessibleForFree": True,
        "offers": _offer(page),
        "maximumAttendeeCapacity": page.capacity,
        "audience": page.audience and {"@type": "Audience", "audienceType": str(page.get_audience_display())},
        "keywords": [thematique.title for thematique in page.thematiques],
        "image": page.sharing_image_url,
        "subEvent": list(islice(_sessions(page), MAX_SESSIONS)),
    }
    return {name: value for name, value in data.items() if value}


def _event_status(page: "NecLocalPage") -> str:
    return f"{SCHEMA}{STATUSES.get(Status(page.status), 'EventScheduled')}"


# Dates: ISO 8601, cut where knowledge ends


def _start(page: "NecLocalPage") -> str:
    if page.starts_at:
        return page.starts_at.isoformat()
    return _known_part(page.start_date, page.date_precision)


def _end(page: "NecLocalPage") -> str:
    """The end of the event; of a month or a year, only the one an editor wrote."""
    if not page.is_day_known:
        return _known_part(page.end_date, page.date_precision)
    last = page.last_day
    if last and page.starts_at and page.end_time:
        end = datetime.combine(last, page.end_time, page.time_zone)
        return end.isoformat() if end > page.starts_at else ""
    return _known_part(last, page.date_precision)


def _known_part(day: date | None, precision: str) -> str:
    length = {DatePrecision.YEAR: len("2024"), DatePrecision.MONTH: len("2024-10")}.get(DatePrecision(precision))
    return day.isoformat()[:length] if day else ""


# Place


def _location(page: "NecLocalPage") -> dict[str, Any] | list[dict[str, Any]]:
    """The place, the way in online, or both."""
    online = {"@type": "VirtualLocation", "url": page.registration_url or page.full_url}
    if page.mode == Mode.ONLINE:
        return online
    place = _place(page)
    if page.mode == Mode.ON_SITE:
        return place
    return [place, online] if place else online


def _place(page: "NecLocalPage") -> dict[str, Any]:
    """The place as far as editors gave it: the centre of a territoire is where the map puts it, not where to go."""
    name = page.place or (page.location_label if page.territoires else "")
    address = _address(page)
    if not (name or address):
        return {}
    place: dict[str, Any] = {"@type": "Place", "name": name or page.address}
    if address:
        place["address"] = {"@type": "PostalAddress", **address}
    if page.latitude is not None and page.longitude is not None:
        point = {"latitude": float(page.latitude), "longitude": float(page.longitude)}
        place["geo"] = {"@type": "GeoCoordinates", **point}
    return place


def _address(page: "NecLocalPage") -> dict[str, str]:
    """The address. An event of no territoire may be held abroad: its country is not known."""
    territoires = list(_with_containers(next(iter(page.territoires), None)))
    found = {
        "streetAddress": page.address,
        "addressLocality": _name_of(territoires, TerritoireKind.COMMUNE),
        "addressRegion": _name_of(territoires, TerritoireKind.REGION, TerritoireKind.OUTRE_MER),
        "addressCountry": "FR" if territoires else "",
    }
    return {name: value for name, value in found.items() if value}


def _with_containers(territoire: "Territoire | None") -> "Iterator[Territoire]":
    while territoire is not None:
        yield territoire
        territoire = territoire.parent


def _name_of(territoires: "list[Territoire]", *kinds: TerritoireKind) -> str:
    return next((territoire.name for territoire in territoires if territoire.kind in kinds), "")


# People, offer, image


def _organizers(page: "NecLocalPage") -> list[dict[str, str]]:
    """The partners who organise, else the editors' words: names written in a line are not told apart by a program."""
    links = sorted(page.partner_links.all(), key=lambda link: link.sort_order or 0)
    partenaires = [link.partenaire for link in links if link.role == PartnerRole.ORGANISER]
    if not partenaires and page.organisers:
        return [{"@type": "Organization", "name": page.organisers}]
    return [
        {"@type": "Organization", "name": partenaire.name} | ({"url": partenaire.website} if partenaire.website else {})
        for partenaire in partenaires
    ]


def _offer(page: "NecLocalPage") -> dict[str, Any]:
    """A free place, as long as there is an event to come to."""
    if page.is_called_off or page.is_past:
        return {}
    offer = {"@type": "Offer", "price": 0, "priceCurrency": "EUR", "url": page.registration_url or page.full_url}
    if page.status == Status.FULL:
        offer["availability"] = f"{SCHEMA}SoldOut"
    elif page.is_open:
        offer["availability"] = f"{SCHEMA}InStock"
    if page.status == Status.OPEN and page.registration_deadline:
        offer["validThrough"] = page.registration_deadline.isoformat()
    return offer


# Programme


def _sessions(page: "NecLocalPage") -> Iterator[dict[str, Any]]:
    """The sessions of an event whose days are known, in the order of the editors."""
    if not page.is_day_known:
        return
    for day in page.programme:
        for item in day.value.get("items") or []:
            if item.block_type == "session" and day.value.get("date") and item.value.get("start_time"):
                yield _session(page, day.value, item.value)


def _session(page: "NecLocalPage", day: Any, session: Any) -> dict[str, Any]:
    start = datetime.combine(day["date"], session["start_time"], page.time_zone)
    data = {
        "@type": "Event",
        "name": session["title"],
        "startDate": start.isoformat(),
        "endDate": _session_end(start, session.get("end_time")),
        "eventStatus": _event_status(page),
        "location": _session_place(page, day, session),
    }
    return {name: value for name, value in data.items() if value}


def _session_end(start: datetime, hour: time | None) -> str:
    end = datetime.combine(start.date(), hour, start.tzinfo) if hour else start
    return end.isoformat() if end > start else ""


def _session_place(page: "NecLocalPage", day: Any, session: Any) -> dict[str, Any]:
    """The room, and where it is when that is not where the event is."""
    if page.mode == Mode.ONLINE:
        return {"@type": "VirtualLocation", "url": page.registration_url or page.full_url}
    elsewhere = session.get("off_site") or day.get("place") or page.place
    name = ", ".join(filter(None, [session.get("room"), elsewhere]))
    return {"@type": "Place", "name": name} if name else {}
