"""The registers of the team: the e-mails of the candidatures, and their journal."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailKey, MailState, Role, State
from candidatures.models import Candidature, Courriel, JournalEntry
from candidatures.services import journal
from candidatures.team.registers import error_words
from socle.permissions import DECISION, MANAGEMENT, REVIEW, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory, EditorFactory, SuperuserFactory
from tests.reading import main_text, read

pytestmark = pytest.mark.django_db
MAILS, JOURNAL = "/admin/candidatures/courriels/", "/admin/candidatures/journal/"


@pytest.fixture(autouse=True)
def _groups(reviewed: Candidature) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def reviewer() -> Client:
    return log_in(member_of(REVIEW.name))


@pytest.fixture
def courriel(reviewed: Candidature) -> Courriel:
    values: dict[str, Any] = {"to": "ines@exemple.fr", "subject": "Votre dossier", "body": "Bonjour Inès <b>.\n\nFin."}
    return Courriel.objects.create(
        candidature=reviewed, key="1", template_key=MailKey.MESSAGE, state=MailState.FAILED, **values
    )


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        assert response.status_code == 200
        assert b"".join(response)
    return len(captured)


# Who comes in


@pytest.mark.parametrize("group", [TEAM.name, WRITERS.name])
def test_nobody_else_reads_a_register(group: str, courriel: Courriel, reviewed: Candidature) -> None:
    client = log_in(member_of(group))
    line = journal.write(reviewed, EntryKind.NOTE, Actor.scheduler(), "Ligne.")
    urls = [MAILS, f"{MAILS}?export=csv", f"{MAILS}inspect/{courriel.pk}/", JOURNAL, f"{JOURNAL}inspect/{line.pk}/"]
    for url in urls:
        assert client.get(url).status_code == 302, url
    assert client.post(f"{MAILS}resend/{courriel.pk}/").status_code == 302
    courriel.refresh_from_db()
    assert courriel.resent_at is None
    for url in urls:
        assert Client().get(url).status_code == 302, url


def test_the_three_groups_read_and_management_alone_exports(courriel: Courriel) -> None:
    for group, may_export in ((REVIEW.name, False), (DECISION.name, False), (MANAGEMENT.name, True)):
        client = log_in(member_of(group))
        for url in (MAILS, JOURNAL):
            page = client.get(url)
            assert page.status_code == 200
            assert ("export=csv" in page.content.decode()) is may_export
            assert client.get(f"{url}?export=csv").status_code == (200 if may_export else 302)


def test_no_address_writes_in_a_register(courriel: Courriel, reviewed: Candidature) -> None:
    client = log_in(SuperuserFactory())
    line = journal.write(reviewed, EntryKind.NOTE, Actor.scheduler(), "Ligne.")
    for base, pk in ((MAILS, courriel.pk), (JOURNAL, line.pk)):
        for action in ("create/", f"edit/{pk}/", f"delete/{pk}/", f"history/{pk}/"):
            assert client.get(base + action).status_code == 404
            assert client.post(base + action).status_code == 404
        assert client.post(base).status_code == 405 or Courriel.objects.count() == 1
    assert client.post(f"{JOURNAL}resend/{line.pk}/").status_code == 404
    assert client.get(f"{MAILS}resend/{courriel.pk}/").status_code == 405
    with pytest.raises(NoReverseMatch):
        reverse("candidatures_journal_modeladmin_delete", args=[line.pk])
    line.refresh_from_db()
    assert line.text == "Ligne."
    shown = client.get(reverse("wagtailusers_groups:add")).content.decode()
    right = Permission.objects.get(codename="change_courriel")
    assert f'value="{right.pk}"' not in shown


def test_what_is_about_a_draft_is_its_organisers_alone(reviewer: Client) -> None:
    draft = CandidatureFactory(title="NEC secret")
    row = Courriel.objects.create(candidature=draft, to="a@exemple.fr", subject="Votre brouillon", body="x")
    line = journal.write(draft, EntryKind.DATA, Actor.scheduler(), "Effacement annoncé.")
    for base, pk in ((MAILS, row.pk), (JOURNAL, line.pk)):
        assert "NEC secret" not in reviewer.get(base).content.decode()
        assert "NEC secret" not in reviewer.get(f"{base}?dossier={draft.pk}").content.decode()
        assert reviewer.get(f"{base}inspect/{pk}/").status_code == 302
    assert reviewer.post(f"{MAILS}resend/{row.pk}/").status_code == 302
    row.refresh_from_db()
    assert row.state == MailState.QUEUED


# The e-mails


def test_the_register_says_where_each_mail_is(reviewer: Client, courriel: Courriel) -> None:
    Courriel.objects.update(error="SMTPDataError 452", attempts=2, next_attempt_at=timezone.now() + timedelta(hours=1))
    Courriel.objects.create(candidature=courriel.candidature, to="b@exemple.fr", subject="Autre", state="abandon")
    words = main_text(read(reviewer, MAILS))
    for expected in ("ines@exemple.fr", "nouvel essai", "Message refusé par le serveur", "Abandonné"):
        assert expected in words
    only = main_text(read(reviewer, f"{MAILS}?state__exact=abandon"))
    assert "b@exemple.fr" in only
    assert "ines@exemple.fr" not in only


def test_a_mail_is_read_in_full_and_its_reading_is_written(
    reviewer: Client, courriel: Courriel, reviewed: Candidature
) -> None:
    Courriel.objects.update(error="SMTPDataError 452")
    for _reading in range(2):
        page = reviewer.get(f"{MAILS}inspect/{courriel.pk}/").content.decode()
    assert "SMTPDataError 452" in page
    assert "<p>Bonjour Inès &lt;b&gt;.</p>" in page
    assert "Renvoyer ce courriel" in page
    entry = reviewed.journal.get(kind=EntryKind.READING)
    assert (entry.text, entry.role) == ("Courriel lu.", Role.INSTRUCTEUR)


def test_a_double_click_sends_a_mail_again_once(
    reviewer: Client, courriel: Courriel, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            response = reviewer.post(f"{MAILS}resend/{courriel.pk}/", {"seen": ""})
            assert (response.status_code, response["Location"]) == (303, f"{MAILS}inspect/{courriel.pk}/")
    assert [message.to for message in mail.outbox] == [["ines@exemple.fr"]]
    courriel.refresh_from_db()
    assert (courriel.state, courriel.attempts) == (MailState.SENT, 1)
    page = reviewer.get(f"{MAILS}inspect/{courriel.pk}/")
    assert "vient d’être renvoyé" in page.content.decode()
    # Read again, it may be sent again.
    seen = page.context["instance"].resent_at.isoformat()
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(f"{MAILS}resend/{courriel.pk}/", {"seen": seen})
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("seen", ["x", "2026-13-45T00:00", "2026-01-01T00:00:00", "\x00", "9" * 5000])
def test_a_form_that_says_anything_breaks_nothing(reviewer: Client, courriel: Courriel, seen: str) -> None:
    assert reviewer.post(f"{MAILS}resend/{courriel.pk}/", {"seen": seen}).status_code == 303


def test_whoever_reads_without_a_role_sends_nothing(courriel: Courriel) -> None:
    user = EditorFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_candidature", "access_admin"]))
    client = log_in(user)
    page = client.get(f"{MAILS}inspect/{courriel.pk}/").content.decode()
    assert "Bonjour Inès" in page
    assert "Renvoyer" not in page
    assert client.post(f"{MAILS}resend/{courriel.pk}/").status_code == 302
    courriel.refresh_from_db()
    assert courriel.resent_at is None


def test_errors_are_said_in_words() -> None:
    assert error_words("ConnectionRefusedError") == "Serveur de courriel injoignable"
    assert error_words("SMTPDataError 452") == "Message refusé par le serveur de courriel"
    assert error_words("OddError") == "OddError"


def test_a_mail_given_up_is_set_aside_once_by_whoever_has_a_role(
    reviewer: Client, courriel: Courriel, reviewed: Candidature
) -> None:
    url = f"{MAILS}set_aside/{courriel.pk}/"
    assert "Ne pas le renvoyer" not in reviewer.get(f"{MAILS}inspect/{courriel.pk}/").content.decode()
    assert reviewer.post(url).status_code == 303
    courriel.refresh_from_db()
    assert courriel.state == MailState.FAILED

    Courriel.objects.update(state=MailState.ABANDONED)
    assert "Ne pas le renvoyer" in reviewer.get(f"{MAILS}inspect/{courriel.pk}/").content.decode()
    assert reviewer.get(url).status_code == 405
    for _click in range(2):
        response = reviewer.post(url)
        assert (response.status_code, response["Location"]) == (303, f"{MAILS}inspect/{courriel.pk}/")
    courriel.refresh_from_db()
    assert courriel.state == MailState.SET_ASIDE
    entry = reviewed.journal.get(kind=EntryKind.MESSAGE)
    assert (entry.text, entry.role) == ("Courriel jamais parti, et laissé ainsi : Votre dossier", Role.INSTRUCTEUR)
    words = main_text(read(reviewer, f"{MAILS}?state__exact=ecarte"))
    assert "Abandonné, puis laissé sans envoi" in words
    # It may still be sent, by whoever thinks again.
    assert "Renvoyer ce courriel" in reviewer.get(f"{MAILS}inspect/{courriel.pk}/").content.decode()


def test_whoever_reads_without_a_role_sets_nothing_aside(courriel: Courriel) -> None:
    Courriel.objects.update(state=MailState.ABANDONED)
    user = EditorFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_candidature", "access_admin"]))
    for client in (log_in(user), log_in(member_of(TEAM.name))):
        assert client.post(f"{MAILS}set_aside/{courriel.pk}/").status_code == 302
    courriel.refresh_from_db()
    assert courriel.state == MailState.ABANDONED


# The journal


def test_the_journal_is_narrowed_by_kind_and_by_dossier(reviewer: Client, reviewed: Candidature) -> None:
    other = CandidatureFactory(state=State.SUBMITTED, number="NEC-2030-9999")
    journal.write(reviewed, EntryKind.NOTE, Actor.scheduler(), "Une note.")
    journal.write(reviewed, EntryKind.PAYMENT, Actor.scheduler(), "Un versement.")
    journal.write(other, EntryKind.NOTE, Actor.scheduler(), "Ailleurs.")
    words = main_text(read(reviewer, f"{JOURNAL}?kind__exact=note&dossier={reviewed.pk}"))
    assert "Une note." in words
    assert "Un versement." not in words
    assert "Ailleurs." not in words
    assert "Ailleurs." in main_text(read(reviewer, f"{JOURNAL}?q=NEC-2030-9999"))


@pytest.mark.parametrize(
    "junk",
    [
        *("q=%22*", "p=-1", "p=99999999999999999999", "o=9", "o=x", "dossier=x", f"dossier={2**70}"),
        *("kind__exact=inconnu", "state__exact=inconnu", "candidature__porteurs=1", "id__in=1,x", "export=pdf"),
    ],
)
def test_whatever_the_address_says_a_register_answers(junk: str) -> None:
    client = log_in(SuperuserFactory())
    for base in (MAILS, JOURNAL):
        assert client.get(f"{base}?{junk}").status_code == 200


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x", "1-1"])
def test_a_row_that_does_not_exist_is_not_found(pk: str) -> None:
    client = log_in(SuperuserFactory())
    for url in (f"{MAILS}inspect/{pk}/", f"{JOURNAL}inspect/{pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{MAILS}resend/{pk}/").status_code == 404


def test_exports_cost_the_same_for_many_rows_and_hold_no_formula(reviewed: Candidature) -> None:
    client = log_in(SuperuserFactory())

    def add(number: int) -> None:
        for rank in range(number):
            one = CandidatureFactory(state=State.SUBMITTED, title=f"NEC {rank}")
            person = one.porteurs.get()
            journal.write(one, EntryKind.MESSAGE, Actor.organiser(person), "=1+1")
            Courriel.objects.create(candidature=one, to="a@exemple.fr", subject="=1+1", body="x")

    add(2)
    urls = [f"{base}{end}" for base in (MAILS, JOURNAL) for end in ("", "?export=csv", "?export=xlsx")]
    for url in urls:
        # Content types are read once for all.
        queries(client, url)
    few = [queries(client, url) for url in urls]
    add(15)
    assert [queries(client, url) for url in urls] == few

    lines = JournalEntry.objects.count()
    content = b"".join(client.get(f"{JOURNAL}?export=csv")).decode()
    rows = list(csv.DictReader(StringIO(content.lstrip("\ufeff"))))
    assert len(rows) == lines
    assert "'=1+1" in {row["Quoi"] for row in rows}
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"{JOURNAL}?export=xlsx").getvalue())).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


@pytest.mark.parametrize(
    ("base", "words"),
    [(MAILS, "Registre des courriels exporté en CSV."), (JOURNAL, "Journal exporté en CSV.")],
)
def test_whoever_takes_a_register_in_a_file_is_told_in_each_dossier_of_it(
    base: str, words: str, courriel: Courriel, reviewed: Candidature
) -> None:
    other, absent = (CandidatureFactory(state=State.SUBMITTED) for _rank in range(2))
    for one in (reviewed, other):
        journal.write(one, EntryKind.NOTE, Actor.scheduler(), "Ligne.")
        for _rank in range(2):
            Courriel.objects.create(candidature=one, to="a@exemple.fr", subject="Avis", body="x")
    Courriel.objects.create(to="b@exemple.fr", subject="Sans dossier", body="x")
    manager = member_of(MANAGEMENT.name)
    lines = JournalEntry.objects.count()

    response = log_in(manager).get(f"{base}?export=csv")

    rows = list(csv.DictReader(StringIO(b"".join(response).decode().lstrip("\ufeff"))))
    # The file is the register as it was: it does not tell of itself.
    assert len(rows) == (lines if base == JOURNAL else Courriel.objects.count())
    told = JournalEntry.objects.filter(kind=EntryKind.EXPORT)
    assert {(line.candidature_id, line.user_id, line.role, line.text) for line in told} == {
        (one.pk, manager.pk, Role.GESTIONNAIRE, words) for one in (reviewed, other)
    }
    assert told.count() == 2
    assert not absent.journal.exists()


def test_a_narrowed_export_is_told_where_it_reads_alone(courriel: Courriel, reviewed: Candidature) -> None:
    other = CandidatureFactory(state=State.SUBMITTED)
    Courriel.objects.create(candidature=other, to="a@exemple.fr", subject="Avis", body="x")
    client = log_in(member_of(MANAGEMENT.name))
    assert b"".join(client.get(f"{MAILS}?export=xlsx&dossier={other.pk}"))
    assert JournalEntry.objects.filter(kind=EntryKind.EXPORT).get().candidature == other
    assert client.get(f"{MAILS}?export=xlsx&q=rien").status_code == 200
    assert JournalEntry.objects.filter(kind=EntryKind.EXPORT).count() == 1
