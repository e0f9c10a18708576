"""The e-mails about candidatures: one for an event, sent once, tried again when the server refuses."""

import logging
import smtplib
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailKey, MailState, Role, State
from candidatures.models import Candidature, Courriel
from candidatures.services import mails
from candidatures.services.mails import Letter, Words
from candidatures.services.refusals import ActRefusedError
from home.models import HomePage
from tests.concurrency import run_together
from tests.factories import AppelPageFactory, CandidatureFactory, EditorFactory, PorteurFactory
from tests.mail_sink import Sink

pytestmark = pytest.mark.django_db


def queue(candidature: Candidature, subject: str = "Votre dossier", **changes: Any) -> Courriel:
    values: dict[str, Any] = {
        "key": "essai",
        "to": "ines@exemple.fr",
        "words": Words(subject, f"Au sujet de {candidature.title}."),
        "letter": Letter(),
        "mail": MailKey.MESSAGE,
        "porteur": None,
    }
    courriel, _is_new = mails._queue(candidature, **values | changes)
    return courriel


def later(delay: timedelta = timedelta(minutes=1)) -> time_machine.travel:
    """The clock so much further: a mail that failed has its time again."""
    return time_machine.travel(timezone.now() + delay, tick=False)


def retry() -> str:
    out = StringIO()
    call_command("send_candidature_mails", stdout=out)
    return out.getvalue().strip()


def test_a_mail_leaves_once_its_transaction_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        courriel = queue(CandidatureFactory(title="NEC Vosges"), letter=Letter(reply_to="paul@exemple.fr"))
        assert (courriel.state, mail.outbox) == (MailState.QUEUED, [])
    (message,) = mail.outbox
    assert (message.subject, message.to, message.reply_to) == (
        "Votre dossier",
        ["ines@exemple.fr"],
        ["paul@exemple.fr"],
    )
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "NEC Vosges" in message.body
    courriel.refresh_from_db()
    assert (courriel.state, courriel.attempts, courriel.error) == (MailState.SENT, 1, "")
    assert courriel.sent_at is not None


def test_an_event_that_is_undone_sends_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    candidature = CandidatureFactory()
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        queue(candidature)
        transaction.set_rollback(True)
    assert callbacks == []
    assert mail.outbox == []
    assert not Courriel.objects.exists()


def test_the_same_event_makes_one_mail_for_each_candidature(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, other = CandidatureFactory.create_batch(2)
    with django_capture_on_commit_callbacks(execute=True):
        courriels = [queue(first), queue(first, subject="Autre objet"), queue(other)]
    assert courriels[0] == courriels[1] != courriels[2]
    assert [message.subject for message in mail.outbox] == ["Votre dossier", "Votre dossier"]


def test_a_subject_says_that_an_answer_is_awaited_and_holds_on_one_line() -> None:
    candidature = CandidatureFactory(title="Votre\nNEC " + "x" * 240)
    subject = mails.compose(candidature, MailKey.REPORTS_REMINDER).subject
    assert subject.startswith("[Action requise] Rappel, votre bilan est attendu\u00a0: Votre NEC xxx")
    assert len(subject) == 255


def test_each_participant_gets_a_mail(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    candidature = CandidatureFactory(porteur=PorteurFactory(email="ines@exemple.fr"))
    candidature.participations.create(porteur=PorteurFactory(email="paul@exemple.fr"))
    with django_capture_on_commit_callbacks(execute=True):
        courriels = mails.write(candidature, MailKey.REPORTS_REQUEST, "1")
        assert mails.write(candidature, MailKey.REPORTS_REQUEST, "1") == []
    assert [courriel.to for courriel in courriels] == ["ines@exemple.fr", "paul@exemple.fr"]
    assert [courriel.porteur and courriel.porteur.email for courriel in courriels] == [row.to for row in courriels]
    assert [message.to for message in mail.outbox] == [["ines@exemple.fr"], ["paul@exemple.fr"]]
    assert {message.subject[:16] for message in mail.outbox} == {"[Action requise]"}


def test_the_team_is_written_to_where_the_call_says(
    home_page: HomePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    appel = AppelPageFactory(parent=home_page, recipients="nec@anct.example, aap@anct.example")
    candidature = CandidatureFactory(version=appel.get_version())
    assigned = CandidatureFactory(version=candidature.version, instructeur=EditorFactory(email="aap@anct.example"))
    other = CandidatureFactory(version=candidature.version, instructeur=EditorFactory(email="lea@anct.example"))
    with django_capture_on_commit_callbacks(execute=True):
        for one in (candidature, assigned, other):
            mails.write(one, MailKey.REPORTS_TEAM, "1")
    shared = ["nec@anct.example", "aap@anct.example"]
    assert [message.to for message in mail.outbox] == [shared, shared, [*shared, "lea@anct.example"]]


def test_a_call_without_recipients_or_without_page_writes_to_nobody(home_page: HomePage) -> None:
    appel = AppelPageFactory(parent=home_page, recipients="")
    orphan = CandidatureFactory()
    for candidature in (CandidatureFactory(version=appel.get_version()), orphan):
        assert mails.write(candidature, MailKey.REPORTS_TEAM, "1") == []
    assert not Courriel.objects.exists()


def test_a_server_that_is_full_gets_every_mail_once_when_it_is_not(sink: Sink) -> None:
    courriels = [queue(CandidatureFactory()) for _rank in range(3)]
    sink.is_full = True
    assert retry() == "Courriels : 0 partis, 3 en attente, 0 abandonnés."
    for courriel in courriels:
        courriel.refresh_from_db()
        assert (courriel.state, courriel.attempts, courriel.sent_at) == (MailState.FAILED, 1, None)
        assert courriel.error == "SMTPDataError 452"
    sink.is_full = False
    assert retry() == "Courriels : 0 partis, 0 en attente, 0 abandonnés.", "Nothing is tried again at once."
    with later():
        assert retry() == "Courriels : 3 partis, 0 en attente, 0 abandonnés."
        assert retry() == "Courriels : 0 partis, 0 en attente, 0 abandonnés."
    assert len(sink.mails) == 3
    assert {(row.state, row.attempts, row.error) for row in Courriel.objects.all()} == {(MailState.SENT, 2, "")}


def test_a_server_that_is_down_breaks_no_page(
    sink: Sink, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with django_capture_on_commit_callbacks(execute=True):
        courriel = queue(CandidatureFactory())
    courriel.refresh_from_db()
    assert (courriel.state, courriel.error) == (MailState.FAILED, "ConnectionRefusedError")
    settings.EMAIL_PORT = port
    with later():
        assert retry() == "Courriels : 1 partis, 0 en attente, 0 abandonnés."
    assert [message["To"] for message in sink.mails] == ["ines@exemple.fr"]


def test_an_address_that_no_mail_can_bear_stays_in_the_outbox() -> None:
    courriel = queue(CandidatureFactory(), to="ines@exemple.fr\nBcc: x@exemple.fr")
    assert mails.send(courriel.pk) is False
    courriel.refresh_from_db()
    assert (courriel.state, courriel.error) == (MailState.FAILED, "BadHeaderError")


def test_the_error_kept_holds_no_address() -> None:
    refused = smtplib.SMTPRecipientsRefused({"ines@exemple.fr": (550, b"no such mailbox")})
    assert mails._describe(refused) == "SMTPRecipientsRefused"


def test_a_mail_whose_worker_died_is_sent_by_another() -> None:
    courriel = queue(CandidatureFactory())
    assert mails._claim(courriel.pk)
    assert retry() == "Courriels : 0 partis, 0 en attente, 0 abandonnés."
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert retry() == "Courriels : 1 partis, 0 en attente, 0 abandonnés."
    assert len(mail.outbox) == 1


def test_a_mail_is_no_longer_tried_after_a_week() -> None:
    queue(CandidatureFactory())
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert retry() == "Courriels : 0 partis, 0 en attente, 1 abandonnés."
        assert retry() == "Courriels : 0 partis, 0 en attente, 0 abandonnés."
    assert mail.outbox == []
    assert Courriel.objects.get().state == MailState.ABANDONED


def test_mails_given_up_are_told_once_in_the_log_of_errors(caplog: pytest.LogCaptureFixture) -> None:
    secret = queue(CandidatureFactory(state=State.SUBMITTED), "Secret")
    Courriel.objects.update(to="ines@exemple.fr", state=MailState.FAILED, error="SMTPDataError 452")
    with later(timedelta(days=8)):
        assert retry() == "Courriels : 0 partis, 0 en attente, 1 abandonnés."
        assert retry() == "Courriels : 0 partis, 0 en attente, 0 abandonnés."
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (line.getMessage(), line.__dict__["count"]) == ("Mails of candidatures given up", 1)
    assert line.__dict__["courriels"] == [secret.pk]
    assert "ines@" not in caplog.text


def test_a_mail_whose_worker_died_is_no_longer_tried_after_a_week() -> None:
    queue(CandidatureFactory())
    Courriel.objects.update(state=MailState.SENT, error=mails.SENDING, sent_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert mails.to_send_again(timezone.now()) == []
        assert mails.give_up(timezone.now()) == 1


def test_a_mail_waits_longer_and_longer_after_each_failure() -> None:
    start = timezone.now()
    courriel = queue(CandidatureFactory(), to="ines@exemple.fr\nBcc: x@exemple.fr")
    waits = []
    with time_machine.travel(start, tick=False) as clock:
        for _attempt in range(7):
            assert mails.to_send_again(timezone.now()) == [courriel.pk]
            assert not mails.send(courriel.pk)
            courriel.refresh_from_db()
            assert courriel.next_attempt_at
            waits.append(courriel.next_attempt_at - timezone.now())
            clock.move_to(courriel.next_attempt_at - timedelta(seconds=1))
            assert mails.to_send_again(timezone.now()) == []
            assert not mails.send(courriel.pk)
            clock.move_to(courriel.next_attempt_at)
    minutes = [wait // timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 360, 360, 360]
    courriel.refresh_from_db()
    assert courriel.attempts == 7


# Sent again by the team


def test_a_mail_is_sent_again_once_however_often_it_is_asked_for(
    reviewed: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        courriel = queue(reviewed)
    courriel.refresh_from_db()
    as_seen = [Courriel.objects.get(), Courriel.objects.get()]
    user = EditorFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert [mails.resend(one, Actor(Role.INSTRUCTEUR, user=user)) for one in as_seen] == [True, False]
    assert [message.to for message in mail.outbox] == [["ines@exemple.fr"]] * 2
    courriel.refresh_from_db()
    assert (courriel.state, courriel.attempts, courriel.resent_by) == (MailState.SENT, 1, user)
    entry = reviewed.journal.get(kind=EntryKind.MESSAGE)
    assert (entry.text, entry.user, entry.is_public) == ("Courriel renvoyé : Votre dossier", user, False)


def test_an_abandoned_mail_sent_again_has_its_week(reviewed: Candidature, sink: Sink) -> None:
    courriel = queue(reviewed)
    sink.is_full = True
    with later(timedelta(days=8)):
        assert retry() == "Courriels : 0 partis, 0 en attente, 1 abandonnés."
        courriel.refresh_from_db()
        assert mails.resend(courriel, Actor(Role.GESTIONNAIRE, user=EditorFactory()))
        assert retry() == "Courriels : 0 partis, 1 en attente, 0 abandonnés."
        sink.is_full = False
        with later():
            assert retry() == "Courriels : 1 partis, 0 en attente, 0 abandonnés."
    assert len(sink.mails) == 1


def test_a_mail_that_waits_or_is_empty_is_not_sent_again(reviewed: Candidature) -> None:
    waiting = queue(reviewed)
    actor = Actor(Role.DECIDEUR, user=EditorFactory())
    assert not mails.resend(waiting, actor)
    Courriel.objects.update(state=MailState.SENT, error=mails.SENDING)
    assert not mails.resend(Courriel.objects.get(), actor)
    Courriel.objects.update(state=MailState.SENT, error="", to="")
    assert not mails.resend(Courriel.objects.get(), actor)
    with pytest.raises(ActRefusedError):
        mails.resend(waiting, Actor.organiser(PorteurFactory()))


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_send_a_mail_again_once(sink: Sink) -> None:
    seen = queue(CandidatureFactory(state=State.IN_REVIEW))
    assert len(sink.mails) == 1
    seen.refresh_from_db()
    actor = Actor(Role.GESTIONNAIRE, user=EditorFactory())
    outcomes: list[bool] = []
    assert run_together(*[lambda: outcomes.append(mails.resend(seen, actor))] * 4) == [None] * 4
    assert sorted(outcomes) == [False, False, False, True]
    assert len(sink.mails) == 2


def test_a_mail_that_has_been_erased_is_not_sent() -> None:
    assert mails.send(0) is False


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_a_mail_once(sink: Sink) -> None:
    queue_at = [CandidatureFactory() for _rank in range(3)]
    sink.is_full = True
    pks = [queue(candidature).pk for candidature in queue_at]
    sink.is_full = False

    def work() -> None:
        for pk in pks:
            mails.send(pk)

    with later():
        assert run_together(*[work] * 4) == [None] * 4
    assert len(sink.mails) == 3
    assert {(row.state, row.attempts) for row in Courriel.objects.all()} == {(MailState.SENT, 2)}


@pytest.mark.django_db(transaction=True)
def test_the_same_event_told_by_several_at_once_makes_one_mail(sink: Sink) -> None:
    candidature = CandidatureFactory()
    rows: list[Courriel] = []

    def tell() -> None:
        with transaction.atomic():
            rows.append(queue(Candidature.objects.select_related("version__appel").get(pk=candidature.pk)))

    assert run_together(*[tell] * 4) == [None] * 4
    assert len(rows) == 4
    assert len({row.pk for row in rows}) == 1
    assert len(sink.mails) == 1
