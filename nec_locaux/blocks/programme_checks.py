"""What is checked in a programme beyond each field, and where in the stream its message stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import combinations
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError, StructValue

from socle.text import fold_words
from socle.typography import date_range_text, french_text

#: The end of a day, which a clock writes as its start.
MIDNIGHT = time()
_MINUTES_OF_A_DAY = 24 * 60


class _Booking(NamedTuple):
    """A room taken by a session; `day` and `item` are its positions in the streams."""

    day: int
    item: int
    title: str
    first: int
    last: int


def ends_before_it_starts(value: StructValue) -> bool:
    """Whether both hours are known and in the wrong order."""
    start, end = value.get("start_time"), value.get("end_time")
    return start is not None and end is not None and _end_minute(end) <= _minute(start)


def room_errors(programme: StreamValue) -> dict[int, StructBlockValidationError]:
    """Errors by day for the sessions which share a room at the same time: one on each, which names the other."""
    messages: dict[int, dict[int, str]] = defaultdict(dict)
    for room, bookings in _bookings(programme).values():
        for one, other in combinations(bookings, 2):
            if one.first < other.last and other.first < one.last:
                message = _room_message(room, one.title, other.title)
                messages[one.day].setdefault(one.item, message)
                messages[other.day].setdefault(other.item, message)
    return {day: _day_error(items) for day, items in messages.items()}


def programme_errors(
    programme: StreamValue, start_date: date | None, end_date: date | None = None
) -> list[tuple[int, str]]:
    """The days of the programme that are none of the event's: position in the stream, and what to do about it."""
    if start_date is None:
        return []
    last = max(start_date, end_date or start_date)
    return [
        (index, _day_message(day.value["date"], start_date, last))
        for index, day in enumerate(programme)
        if day.value.get("date") and not start_date <= day.value["date"] <= last
    ]


def programme_validation_error(
    programme: StreamValue, start_date: date | None, end_date: date | None = None
) -> StreamBlockValidationError | None:
    """The same as an error to raise, or to add to the field of a form: each message stands beside its date."""
    errors = {
        index: StructBlockValidationError(block_errors={"date": ValidationError(message)})
        for index, message in programme_errors(programme, start_date, end_date)
    }
    return StreamBlockValidationError(block_errors=errors) if errors else None


def _bookings(programme: StreamValue) -> dict[tuple[Any, ...], tuple[str, list[_Booking]]]:
    """The sessions that have an hour and a room, by day, place and room, with the room as its editor wrote it."""
    bookings: dict[tuple[Any, ...], tuple[str, list[_Booking]]] = {}
    for key, room, booking in _booked(programme):
        bookings.setdefault(key, (room, []))[1].append(booking)
    return bookings


def _booked(programme: Iterable[Any]) -> Iterator[tuple[tuple[Any, ...], str, _Booking]]:
    for day_index, day in enumerate(programme):
        for index, item in enumerate(day.value["items"]):
            session = item.value
            if item.block_type == "session" and session.get("room") and session.get("start_time") is not None:
                names = (day.value.get("place"), session.get("off_site"), session["room"])
                key = (day.value.get("date"), *(fold_words(name or "") for name in names))
                yield key, session["room"], _booking(day_index, index, session)


def _booking(day: int, item: int, session: StructValue) -> _Booking:
    """A session without an end holds its room for a minute: nothing says how long it lasts."""
    first, end = _minute(session["start_time"]), session.get("end_time")
    return _Booking(day, item, session["title"], first, first + 1 if end is None else _end_minute(end))


def _day_error(messages: dict[int, str]) -> StructBlockValidationError:
    items = {
        index: StructBlockValidationError(block_errors={"room": ValidationError(message)})
        for index, message in messages.items()
    }
    return StructBlockValidationError(block_errors={"items": StreamBlockValidationError(block_errors=items)})


def _room_message(room: str, one: str, other: str) -> str:
    message = _t(
        "« %(one)s » et « %(other)s » se tiennent en même temps dans la même salle (%(room)s). "
        "Changez la salle ou l’heure de l’une des deux."
    )
    return french_text(message % {"one": one, "other": other, "room": room})


def _day_message(day: date, start: date, last: date) -> str:
    message = _t(
        "Le %(day)s n’est pas un jour de l’événement (%(days)s). "
        "Corrigez cette date, ou celles de l’événement dans l’onglet Annonce."
    )
    return french_text(message % {"day": date_range_text(day), "days": date_range_text(start, last)})


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _end_minute(hour: time) -> int:
    return _MINUTES_OF_A_DAY if hour == MIDNIGHT else _minute(hour)
