"""The calendar file of a conversation with the team, read back as a calendar reads it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from candidatures.enums import State
from candidatures.models import Appointment, Candidature
from home.models import HomePage
from tests.factories import CandidatureFactory, PorteurFactory
from tests.porteurs import signed_in

pytestmark = pytest.mark.django_db


def appointment_of(candidature: Candidature, **changes: object) -> Appointment:
    """A conversation on a winter day, from 14:30 to 15:00 in Paris."""
    known = {
        "starts_at": datetime(2027, 1, 12, 13, 30, tzinfo=UTC),
        "ends_at": datetime(2027, 1, 12, 14, tzinfo=UTC),
        "note": "Préparez votre budget.\nEt vos questions.",
        "url": "https://visio.exemple.fr/nec",
        "sequence": 3,
    }
    return Appointment.objects.create(candidature=candidature, **(known | changes))


def event_of(appointment: Appointment) -> Any:
    """The event of the file, as its organiser downloads it."""
    candidature = appointment.candidature
    porteur = candidature.porteurs.get()
    response = signed_in(porteur).get(f"/mes-dossiers/{candidature.uuid}/rendez-vous/{appointment.uuid}/")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="rendez-vous-nec.ics"'
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    return event


@pytest.fixture
def candidature(home_page: HomePage) -> Candidature:
    made: Candidature = CandidatureFactory(title="NEC Vosges", state=State.INTERVIEW)
    return made


def test_the_file_holds_the_hour_of_paris_and_the_number_of_changes(candidature: Candidature) -> None:
    appointment = appointment_of(candidature)
    event = event_of(appointment)

    assert str(event["uid"]) == str(appointment.uuid)
    assert event["sequence"] == 3
    assert event["status"] == "CONFIRMED"
    assert event["summary"] == "Rendez-vous NEC : NEC Vosges"
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event["dtstart"].dt.isoformat() == "2027-01-12T14:30:00+01:00"
    assert event["dtend"].dt.isoformat() == "2027-01-12T15:00:00+01:00"
    assert str(event["description"]).startswith(
        "Préparez votre budget.\nEt vos questions.\n\nVisioconférence : https://"
    )
    assert str(event["url"]).endswith(f"/mes-dossiers/{candidature.uuid}/")


def test_a_cancelled_one_says_it_twice(candidature: Candidature) -> None:
    event = event_of(appointment_of(candidature, cancelled_at=datetime(2027, 1, 2, tzinfo=UTC)))

    assert event["status"] == "CANCELLED"
    assert event["summary"] == "Annulé : Rendez-vous NEC : NEC Vosges"


def test_one_that_ends_before_it_begins_has_no_end(candidature: Candidature) -> None:
    event = event_of(appointment_of(candidature, ends_at=datetime(2027, 1, 12, 13, tzinfo=UTC)))

    assert "dtend" not in event


def test_what_was_typed_writes_no_line_of_the_calendar(candidature: Candidature) -> None:
    candidature.title = "NEC\r\nATTENDEE:mailto:x@exemple.fr"
    candidature.save()
    event = event_of(appointment_of(candidature, place="Salle\r\nSTATUS:CANCELLED", note="\x07a\r\nEND:VEVENT"))

    assert "attendee" not in event
    assert event["status"] == "CONFIRMED"
    assert event["location"] == "Salle STATUS:CANCELLED"
    assert event["summary"] == "Rendez-vous NEC : NEC ATTENDEE:mailto:x@exemple.fr"


def test_the_one_of_another_candidature_is_not_found(candidature: Candidature) -> None:
    appointment = appointment_of(CandidatureFactory(porteur=PorteurFactory(), state=State.INTERVIEW))
    client = signed_in(candidature.porteurs.get())

    response = client.get(f"/mes-dossiers/{candidature.uuid}/rendez-vous/{appointment.uuid}/")

    assert response.status_code == 404
