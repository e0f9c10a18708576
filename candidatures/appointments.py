"""A conversation with the team as a file for anyone's own calendar (iCalendar, RFC 5545).

UID is the appointment's uuid and SEQUENCE counts its changes, so that a calendar replaces what it holds. A cancelled
one says it twice: STATUS for the readers that know it, SUMMARY for those that do not. No METHOD, which would ask for an
ORGANIZER (RFC 5546, section 3.2.1).
"""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from candidatures.models import Appointment
from nec_locaux.vtimezones import vtimezone
from socle.text import clean_line, clean_text

PRODID: Final = "-//Numérique en Commun[s]//Candidatures//FR"


def appointment_calendar(appointment: Appointment, url: str) -> bytes:
    """The calendar file of `appointment`; `url` is the address of the candidature's page."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(vtimezone(timezone.get_default_timezone_name()))
    calendar.add_component(_event(appointment, url))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, url: str) -> Event:
    event = Event()
    event.add("uid", str(appointment.uuid))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.updated_at)
    event.add("dtstart", timezone.localtime(appointment.starts_at))
    if appointment.ends_at > appointment.starts_at:
        event.add("dtend", timezone.localtime(appointment.ends_at))
    event.add("status", "CANCELLED" if appointment.cancelled_at else "CONFIRMED")
    event.add("summary", _summary(appointment))
    place = clean_line(appointment.place) or clean_line(appointment.url)
    if place:
        event.add("location", place)
    event.add("description", _description(appointment, url))
    event.add("url", vUri(url))
    return event


def _summary(appointment: Appointment) -> str:
    title = clean_line(_("Rendez-vous NEC : %(title)s") % {"title": appointment.candidature.display_title})
    return _("Annulé : %(title)s") % {"title": title} if appointment.cancelled_at else title


def _description(appointment: Appointment, url: str) -> str:
    note = clean_text(appointment.note).strip()
    meeting = _("Visioconférence : %(url)s") % {"url": clean_line(appointment.url)} if appointment.url else ""
    return "\n\n".join(filter(None, [note, meeting, _("Votre dossier : %(url)s") % {"url": url}]))
