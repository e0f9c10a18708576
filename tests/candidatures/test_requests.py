"""What the team asks, and the conversations it sets: told by mail, cancelled, reminded once."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.enums import Role, State
from candidatures.models import Appointment, Candidature, InformationRequest
from candidatures.services import exchanges, meetings, requests
from candidatures.services.meetings import Meeting
from candidatures.services.refusals import ActRefusedError
from candidatures.services.requests import Question
from candidatures.services.transitions import TransitionRefusedError
from tests.team import actor, move

pytestmark = pytest.mark.django_db

QUESTIONS = [Question("Combien de places ?", "publics.venue_capacity"), Question("Qui anime ?"), Question("  ")]
DUE = date(2031, 3, 2)


def ask(candidature: Candidature, due_on: date | None = DUE) -> InformationRequest:
    return requests.request_information(candidature, actor(), QUESTIONS, introduction="Deux précisions.", due_on=due_on)


def test_a_request_waits_for_the_organisers(reviewed: Candidature) -> None:
    request = ask(reviewed)
    assert (reviewed.state, reviewed.due_on) == (State.INFO_REQUESTED, DUE)
    assert list(request.items.values_list("question", "target")) == [
        ("Combien de places ?", "publics.venue_capacity"),
        ("Qui anime ?", ""),
    ]
    courriel = reviewed.courriels.get()
    assert courriel.subject.startswith("[Action requise] L’équipe vous pose des questions")
    words = "Deux précisions.\n\n– Combien de places ?\n– Qui anime ?\n\nRépondez avant la fin du 2 mars 2031."
    assert words in courriel.body.replace("\u00a0", " ")
    assert reviewed.journal.get().data["request"] == request.pk


@pytest.mark.parametrize(
    ("questions", "due_on", "problem"),
    [
        ([], None, "Posez au moins une question"),
        ([Question(" \n")], None, "Posez au moins une question"),
        ([Question("Quoi ?", "budget.inconnu")], None, "Choisissez une réponse du dossier"),
        ([Question("Quoi ?")], date(2020, 1, 1), "Choisissez un jour à venir"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    reviewed: Candidature, questions: list[Question], due_on: date | None, problem: str
) -> None:
    with pytest.raises(ActRefusedError, match=problem):
        requests.request_information(reviewed, actor(), questions, due_on=due_on)
    assert not InformationRequest.objects.exists()


def test_a_request_in_a_state_that_has_none_leaves_nothing(reviewed: Candidature) -> None:
    move(reviewed, State.VALIDATED)
    with pytest.raises(TransitionRefusedError, match="« Acceptée »"):
        ask(reviewed)
    assert not InformationRequest.objects.exists()
    with pytest.raises(ActRefusedError, match="Votre rôle"):
        requests.request_information(reviewed, actor(Role.GESTIONNAIRE), QUESTIONS)


def test_two_requests_are_cancelled_one_after_the_other(reviewed: Candidature) -> None:
    first, second = ask(reviewed), ask(reviewed, None)
    assert reviewed.courriels.count() == 2
    requests.cancel_request(first, actor())
    requests.cancel_request(first, actor())
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.due_on) == (State.INFO_REQUESTED, None)
    requests.cancel_request(second, actor())
    reviewed.refresh_from_db()
    assert reviewed.state == State.IN_REVIEW
    told = list(reviewed.courriels.order_by("pk").values_list("template_key", flat=True))
    assert told == ["complement", "complement", "complement_annule", "complement_annule"]


def test_a_request_answered_is_not_cancelled(reviewed: Candidature) -> None:
    request = ask(reviewed)
    exchanges.answer_request(request, reviewed.porteurs.get(), {})
    with pytest.raises(ActRefusedError, match="a déjà sa réponse"):
        requests.cancel_request(request, actor())
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.due_on) == (State.IN_REVIEW, None)


def test_a_request_is_reminded_once(reviewed: Candidature) -> None:
    request = ask(reviewed)
    assert [requests.remind(request), requests.remind(request)] == [True, False]
    assert reviewed.courriels.filter(template_key="complement_relance").count() == 1
    assert reviewed.journal.filter(text="Rappel de la demande de complément.").count() == 1


# Conversations


def at(days: int, minutes: int = 0) -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=days, minutes=minutes)


def test_a_conversation_is_told_with_a_file_for_calendars_then_changed_then_cancelled(
    reviewed: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    meeting = Meeting(at(2), at(2, 30), url="https://visio.exemple.fr/nec", note="Le budget.")
    with django_capture_on_commit_callbacks(execute=True):
        appointment = meetings.invite(reviewed, actor(), meeting)
        assert reviewed.state == State.INTERVIEW
        meetings.change(appointment, actor(), meeting)
        later = Meeting(at(3), at(3, 30), place="01 23 45 67 89")
        meetings.change(appointment, actor(), later)
        meetings.cancel(appointment, actor())
        meetings.cancel(appointment, actor())
    assert reviewed.state == State.INTERVIEW
    told = list(reviewed.courriels.order_by("pk").values_list("template_key", flat=True))
    assert told == ["rendez_vous", "rendez_vous_change", "rendez_vous_annule"]
    first, _changed, cancelled = mail.outbox
    assert "https://visio.exemple.fr/nec\n\nLe budget." in str(first.body)
    ((name, content, kind),) = cancelled.attachments
    assert (name, kind) == ("rendez-vous-nec.ics", "text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["UID"]), str(event["SEQUENCE"]), str(event["STATUS"])) == (
        str(appointment.uuid),
        "2",
        "CANCELLED",
    )
    with pytest.raises(ActRefusedError, match="est annulé"):
        meetings.change(appointment, actor(), meeting)


def test_nothing_changes_of_a_conversation_that_is_over(reviewed: Candidature) -> None:
    appointment = meetings.invite(reviewed, actor(), Meeting(at(2), at(2, 30)))
    with time_machine.travel(at(3), tick=False):
        for act in (meetings.cancel, partial(meetings.change, meeting=Meeting(at(5), at(5)))):
            with pytest.raises(ActRefusedError, match=r"Ce rendez-vous est passé\."):
                act(appointment, actor())

    appointment.refresh_from_db()
    assert (appointment.cancelled_at, appointment.sequence, reviewed.courriels.count()) == (None, 0, 1)


def test_a_second_conversation_leaves_the_state(reviewed: Candidature) -> None:
    for days in (2, 3):
        meetings.invite(reviewed, actor(), Meeting(at(days), at(days)))
    assert (reviewed.state, Appointment.objects.count(), reviewed.courriels.count()) == (State.INTERVIEW, 2, 2)


@pytest.mark.parametrize(
    ("meeting", "problem"),
    [
        (Meeting(at(-1), at(1)), "Choisissez un moment à venir"),
        (Meeting(at(2), at(1)), "Choisissez une fin qui suive le début"),
    ],
)
def test_a_conversation_that_makes_no_sense_is_refused(reviewed: Candidature, meeting: Meeting, problem: str) -> None:
    with pytest.raises(ActRefusedError, match=problem):
        meetings.invite(reviewed, actor(), meeting)


def test_a_dossier_that_is_over_has_no_conversation(reviewed: Candidature) -> None:
    move(reviewed, State.CLOSED)
    with pytest.raises(ActRefusedError, match="n’attend pas de rendez-vous"):
        meetings.invite(reviewed, actor(), Meeting(at(2), at(3)))
