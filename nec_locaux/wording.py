"""What calendars and feeds say of a NEC local, in plain text.

A reader keeps what it was given, and may show it years later: nothing here depends on the present day.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from nec_locaux.enums import Mode, Status
from socle.text import clean_line, clean_text
from socle.typography import FIRM, date_range_text, french_text

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage

#: A page made by a program may never have been published: it has no date, and calendars and Atom require one.
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def published_at(event: "NecLocalPage") -> datetime:
    """When the public text last changed, in UTC."""
    return (event.last_published_at or NEVER).astimezone(UTC)


def plain(text: str) -> str:
    """`text` cleaned, its lines kept and ended by a line feed alone."""
    return "\n".join(clean_text(text).splitlines()).strip()


def stated_title(event: "NecLocalPage") -> str:
    """The title, after what must be said first: « Reporté : NEC Metz »."""
    title = clean_line(event.title)
    return f"{event.get_status_display()}{FIRM}: {title}" if event.is_called_off else title


def state(event: "NecLocalPage") -> str:
    """What changes a visitor's plans: that the event is called off and why, or that it is full. Empty otherwise."""
    if not event.is_called_off and event.status != Status.FULL:
        return ""
    return " ".join(filter(None, [f"{event.get_status_display()}.", clean_line(event.status_note)]))


def when(event: "NecLocalPage") -> str:
    """The date in words, as well as it is known."""
    return date_range_text(event.start_date, event.end_date, event.date_precision) if event.start_date else ""


def venue(event: "NecLocalPage") -> str:
    """Where to go: the place and its address, else the territoires; empty where nothing says it."""
    known = [clean_line(event.place), clean_line(event.address)]
    if any(known):
        return ", ".join(filter(None, known))
    return clean_line(event.location_label) if event.territoires or event.mode == Mode.ONLINE else ""


def registration(event: "NecLocalPage") -> str:
    """How to register while it is open: « Inscription jusqu’au 20 septembre 2024 : https://… »."""
    address = event.registration_url or event.contact_email
    if event.status != Status.OPEN or not address:
        return ""
    if event.registration_deadline is None:
        return french_text(_("Inscription : %(address)s") % {"address": address})
    day = date_range_text(event.registration_deadline)
    return french_text(_("Inscription jusqu’au %(day)s : %(address)s") % {"day": day, "address": address})


def paragraphs(event: "NecLocalPage") -> list[str]:
    """What there is to say of the event beyond its date and its place."""
    said = [state(event), plain(event.summary), registration(event)]
    return [paragraph for paragraph in said if paragraph]
