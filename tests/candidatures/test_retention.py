"""What is kept of candidatures, and how long: warned, then erased or made anonymous, by the clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from candidatures.actors import Actor
from candidatures.deadlines import PARIS
from candidatures.enums import Appreciation, EntryKind, FileKind, MailKey, MailState, Outcome, State, Step
from candidatures.models import (
    AppelPage,
    Candidature,
    Convention,
    Courriel,
    Decision,
    JournalEntry,
    OutsideDossier,
    PieceJointe,
    Porteur,
    RetentionSettings,
    SignInLink,
    StepAnswers,
)
from candidatures.models.files import private_storage
from candidatures.services import drafts, journal, mails, retention
from tests.factories import CandidatureFactory, EditorFactory, PorteurFactory, TerritoireFactory
from tests.followed import add_file, agree, exchange, page_of, sent_dossier
from tests.porteurs import signed_in
from tests.reading import main_text, read

pytestmark = pytest.mark.django_db
BEGINNING = datetime(2026, 1, 10, 9, tzinfo=PARIS)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGINNING, tick=False) as traveller:
        yield traveller


def on(clock: time_machine.Traveller, day: str) -> str:
    """What the command says on that day, at five in the morning."""
    clock.move_to(datetime.fromisoformat(f"{day}T05:00:00").replace(tzinfo=PARIS))
    out = StringIO()
    call_command("apply_retention", stdout=out)
    return out.getvalue().strip()


def told(warned: int = 0, erased: int = 0, anonymised: int = 0) -> str:
    return f"Effacements annoncés : {warned}. Brouillons effacés : {erased}. Dossiers rendus anonymes : {anonymised}."


def set_durations(site: Site, **durations: int) -> None:
    RetentionSettings.objects.update_or_create(site=site, defaults=durations)


# Drafts


def test_an_idle_draft_is_told_of_once_then_erased_whole(
    clock: time_machine.Traveller,
    porteur: Porteur,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    draft = CandidatureFactory(title="NEC Vosges", porteur=porteur, answers={Step.OBJECTIF: {"objective": "Réunir."}})
    piece = PieceJointe(candidature=draft, name="devis.pdf", content_type="application/pdf", size=3, sha256="0" * 64)
    piece.file.save("devis.pdf", ContentFile(b"pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        assert on(clock, "2026-03-25") == told()
        assert on(clock, "2026-03-26") == told(warned=1)
        assert on(clock, "2026-03-26") == told()
        assert on(clock, "2026-04-09") == told()
    (message,) = mail.outbox
    assert message.to == ["ines@exemple.fr"]
    assert message.subject == "Votre brouillon sera bientôt effacé\u00a0: NEC Vosges"
    assert "effacé le 10\u00a0avril 2026" in message.body
    with django_capture_on_commit_callbacks(execute=True):
        assert on(clock, "2026-04-10") == told(erased=1)
        assert on(clock, "2026-04-11") == told()
    for model in (Candidature, StepAnswers, PieceJointe, JournalEntry, Courriel, Porteur):
        assert not model._default_manager.exists()
    assert not private_storage().exists(piece.file.name)
    assert len(mail.outbox) == 1


def test_a_draft_taken_up_again_is_kept_as_long_again(clock: time_machine.Traveller, dossier: Candidature) -> None:
    porteur = Porteur.objects.get()
    assert on(clock, "2026-03-26") == told(warned=1)
    clock.move_to(datetime(2026, 4, 9, 23, 30, tzinfo=PARIS))
    drafts.save_step(dossier, Step.OBJECTIF, {"objective": "Réunir encore."}, base=None, porteur=porteur)
    assert on(clock, "2026-04-10") == told()
    assert on(clock, "2026-06-23") == told()
    assert on(clock, "2026-06-24") == told(warned=1)
    assert on(clock, "2026-07-08") == told()
    assert on(clock, "2026-07-09") == told(erased=1)
    assert not Candidature.objects.exists()


def test_a_person_with_another_dossier_stays(clock: time_machine.Traveller, porteur: Porteur) -> None:
    CandidatureFactory(porteur=porteur)
    other = CandidatureFactory(porteur=porteur, state=State.IN_REVIEW)
    on(clock, "2026-03-26")
    assert on(clock, "2026-04-10") == told(erased=1)
    assert Candidature.objects.get() == other
    assert Porteur.objects.get() == porteur


# Durations


def test_longer_durations_set_after_a_warning_put_the_end_off(clock: time_machine.Traveller, site: Site) -> None:
    CandidatureFactory()
    assert on(clock, "2026-03-26") == told(warned=1)
    set_durations(site, draft_months=6, warning_days=10)
    assert on(clock, "2026-04-10") == told()
    assert on(clock, "2026-06-30") == told(warned=1)
    assert on(clock, "2026-07-09") == told()
    assert on(clock, "2026-07-10") == told(erased=1)


def test_shorter_durations_warn_before_they_erase(clock: time_machine.Traveller, site: Site) -> None:
    CandidatureFactory()
    set_durations(site, draft_months=1, warning_days=10)
    assert on(clock, "2026-03-01") == told(warned=1)
    assert "11\u00a0mars 2026" in Courriel.objects.get().body
    set_durations(site, warning_days=1)
    assert on(clock, "2026-03-10") == told(), "The day that was told is kept."
    assert on(clock, "2026-03-11") == told(erased=1)


@pytest.mark.parametrize(
    ("state", "warned", "ended"),
    [
        (State.REFUSED, "2027-12-26", "2028-01-10"),
        (State.WITHDRAWN, "2027-12-26", "2028-01-10"),
        (State.CANCELLED, "2027-12-26", "2028-01-10"),
        (State.PAID, "2035-12-26", "2036-01-10"),
        (State.CLOSED, "2035-12-26", "2036-01-10"),
    ],
)
def test_each_end_has_its_duration(clock: time_machine.Traveller, state: State, warned: str, ended: str) -> None:
    CandidatureFactory(state=state, number="NEC-2026-0001", title="NEC Vosges")
    day_before = (datetime.fromisoformat(warned) - timedelta(days=1)).date().isoformat()
    assert on(clock, day_before) == told()
    assert on(clock, warned) == told(warned=1)
    assert on(clock, ended) == told(anonymised=1)
    assert on(clock, ended) == told()


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT} - retention.FRUITLESS - retention.ACCOUNTED))
def test_a_dossier_that_lives_is_kept(clock: time_machine.Traveller, state: State) -> None:
    CandidatureFactory(state=state)
    assert on(clock, "2046-01-10") == told()


def test_a_dossier_reopened_before_its_day_lives(clock: time_machine.Traveller) -> None:
    candidature = CandidatureFactory(state=State.REFUSED)
    assert on(clock, "2027-12-26") == told(warned=1)
    Candidature.objects.filter(pk=candidature.pk).update(state=State.IN_REVIEW)
    assert on(clock, "2028-01-10") == told()
    again = datetime(2028, 2, 1, 9, tzinfo=PARIS)
    Candidature.objects.filter(pk=candidature.pk).update(state=State.REFUSED, state_changed_at=again)
    assert on(clock, "2028-02-02") == told()
    assert on(clock, "2030-01-17") == told(warned=1)


def test_people_read_why_and_how_long_as_the_settings_say(porteur: Porteur, call: AppelPage, site: Site) -> None:
    RetentionSettings.objects.update_or_create(
        site=site,
        defaults={"purposes": "Étudier votre projet.", "draft_months": 4, "refused_years": 1, "warning_days": 7},
    )
    client = signed_in(porteur)
    draft = sent_dossier(porteur, call.get_version(), State.DRAFT)
    sent = sent_dossier(porteur, call.get_version(), State.IN_REVIEW)
    for url in (page_of(draft, "etapes/relecture/"), page_of(sent)):
        words = main_text(read(client, url))
        assert "Étudier votre projet." in words
        assert "Un brouillon où plus rien n’est écrit est effacé après 4 mois." in words
        assert "Un dossier refusé, retiré ou annulé est rendu anonyme après 1 an." in words
        assert "Un courriel vous prévient au moins 7 jours avant." in words


# What is left


@pytest.fixture
def paid(call: AppelPage, porteur: Porteur) -> Candidature:
    """A dossier with all that may be kept of one."""
    candidature = sent_dossier(porteur, call.get_version(), State.PAID)
    exchange(candidature)
    member = EditorFactory()
    convention = agree(candidature)
    Convention.objects.filter(pk=convention.pk).update(
        amount=Decimal(3000),
        representative="Inès Rivière",
        signed_file=add_file(candidature, FileKind.AGREEMENT, "s.pdf"),
    )
    candidature.notes.create(author=member, body="Inès rappelle lundi.")
    candidature.follow_ups.create(due_on="2026-02-01", label="Rappeler Inès")
    candidature.assessments.create(criterion="c1", appreciation=Appreciation.STRONG, comment="Inès est prête.")
    candidature.decisions.create(kind="acceptee", amount=Decimal(3000), reasons="Inès", public_text="Bravo Inès")
    candidature.payments.create(amount=Decimal(3000), paid_on="2026-01-09", reference="VIR Inès", recorded_by=member)
    OutsideDossier.objects.create(
        outside_id="a", number=1, demarche_number=2, candidature=candidature, state="accepte", data={"nom": "Inès"}
    )
    SignInLink.objects.create(email=porteur.email, token_hash="x", expires_at=BEGINNING)
    journal.write(candidature, EntryKind.ACCESS, Actor.organiser(porteur), "Accès ouvert à ines@exemple.fr.")
    mails.write(candidature, MailKey.PAID, "1")
    candidature.territoire = TerritoireFactory()
    candidature.outcome, candidature.grant_awarded, candidature.grant_paid = Outcome.WITH_GRANT, 3000, 3000
    candidature.instructeur = member
    candidature.save()
    return candidature


STATISTICS = (
    "number",
    "state",
    "territoire",
    "start_date",
    "end_date",
    "expected_attendance",
    "grant_requested",
    "budget_total",
    "outcome",
    "grant_awarded",
    "grant_paid",
    "submitted_at",
    "decided_at",
)


def test_figures_alone_are_left_of_a_dossier(
    clock: time_machine.Traveller,
    paid: Candidature,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = Candidature.objects.values(*STATISTICS).get()
    convention = Convention.objects.get()
    document = convention.document
    assert private_storage().exists(document.name)
    assert before["expected_attendance"]
    on(clock, "2035-12-26")
    with django_capture_on_commit_callbacks(execute=True):
        assert on(clock, "2036-01-10") == told(anonymised=1)

    assert Candidature.objects.values(*STATISTICS).get() == before
    stored = Candidature.objects.get()
    assert (stored.title, stored.structure_name, stored.instructeur, stored.event_page) == ("", "", None, None)
    assert stored.anonymised_at is not None
    assert not private_storage().exists(document.name)
    assert list(Decision.objects.values_list("amount", "reasons", "public_text")) == [(Decimal(3000), "", "")]
    assert stored.payments.get().amount == Decimal(3000)
    assert stored.convention.amount == Decimal(3000)
    entries = list(stored.journal.all())
    assert entries[-1].text == "Dossier rendu anonyme au terme de sa conservation."
    assert {(entry.text, str(entry.data), entry.porteur_id is None) for entry in entries[:-1]} == {("", "{}", True)}
    assert set(Courriel.objects.values_list("to", "subject", "body")) == {("", "", "")}
    assert not Courriel.objects.exclude(porteur=None).exists()
    assert MailState.QUEUED not in Courriel.objects.values_list("state", flat=True)
    assert not Porteur.objects.exists()
    assert not SignInLink.objects.exists()


def test_no_table_of_candidatures_says_a_name_any_more(clock: time_machine.Traveller, paid: Candidature) -> None:
    def mentions() -> set[str]:
        found = set()
        for model in apps.get_app_config("nec_candidatures").get_models():
            for row in model._base_manager.values():
                if any(
                    word in str(value)
                    for value in row.values()
                    for word in ("Inès", "ines@", "Les Ponts", "NEC Vosges")
                ):
                    found.add(model.__name__)
        return found

    assert {"Candidature", "StepAnswers", "Courriel", "Porteur", "JournalEntry", "InternalNote"} <= mentions()
    on(clock, "2035-12-26")
    on(clock, "2036-01-10")
    assert mentions() == set()


def test_one_dossier_made_anonymous_leaves_the_others(clock: time_machine.Traveller, paid: Candidature) -> None:
    other = sent_dossier(PorteurFactory(email="lea@exemple.fr"), paid.version, State.IN_REVIEW)
    exchange(other)
    mails.write(other, MailKey.MESSAGE, "1")

    def kept() -> dict[str, Any]:
        return {
            name: list(getattr(other, name).values())
            for name in ("answers", "files", "messages", "courriels", "journal")
        }

    before = kept()
    on(clock, "2035-12-26")
    on(clock, "2036-01-10")
    assert kept() == before
    assert Porteur.objects.get().email == "lea@exemple.fr"
