"""The trial dossiers: loaded once beside the demonstration, kept while these tests read them, then forgotten."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Site

from candidatures.deadlines import paris_day
from candidatures.enums import MailKey, MailState, Outcome, ScanState, State
from candidatures.models import (
    AppelPage,
    Appointment,
    Candidature,
    ConventionSettings,
    Courriel,
    CriterionAssessment,
    InformationRequest,
    InternalNote,
    JournalEntry,
    Message,
    NumberSequence,
    Payment,
    PieceJointe,
    Porteur,
)
from candidatures.numbers import take_number
from candidatures.rights import roles_of
from candidatures.siret import read_siret
from candidatures.trial.answers import trial_siret
from candidatures.trial.cases import CASES
from candidatures.trial.clock import Clock
from candidatures.trial.loader import ACCOUNTS, AGREEMENT
from candidatures.trial.marks import trial_dossiers, trial_uuid
from candidatures.trial.plots import PLOTS
from candidatures.workflow import TRANSITIONS
from nec_locaux.models import NecLocalPage
from socle.models import Territoire
from tests.dossiers import whole_dossier
from tests.factories import PorteurFactory

COMMAND = "load_trial_dossiers"
#: What follows Démarches simplifiées: no trial dossier comes from there.
OUTSIDE = {"receive", "follow_review", "follow_refusal", "follow_closing"}
#: Where the public, search engines and machines read of events and of the call.
PUBLIC = (
    "/",
    "/sitemap.xml",
    "/plan-du-site/",
    "/nec-locaux/",
    "/nec-locaux/calendrier/",
    "/nec-locaux/carte/",
    "/nec-locaux/passes/",
    "/nec-locaux/donnees/",
    "/nec-locaux/donnees/csv/",
    "/nec-locaux/donnees/json/",
    "/nec-locaux/agenda/",
    "/nec-locaux/atom/",
    "/api/v2/nec-locaux/",
    "/organiser/appel/",
    "/recherche/?q=essai",
    "/recherche/?q=Quimper",
)

#: What forms hold that changes at each reading.
TOKEN = re.compile(rb'name="(?:csrfmiddlewaretoken|nec-jeton)" value="[^"]+"')


@dataclass(frozen=True)
class Loaded:
    """What the loading found, and what it did."""

    counts_before: Counter[str]
    pages_before: dict[str, bytes]
    #: The day of Paris from which the days of the stories are counted.
    today: date
    mails_sent: int
    printed: str


def call(**options: Any) -> str:
    out = StringIO()
    call_command(COMMAND, stdout=out, **options)
    return out.getvalue()


def count_rows() -> Counter[str]:
    """How many rows each model has."""
    return Counter({model._meta.label: model._default_manager.count() for model in apps.get_models()})


def read_pages() -> dict[str, bytes]:
    """What each address answers, without the tokens that change at each reading."""
    answers = {address: Client().get(address) for address in PUBLIC}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(PUBLIC, 200)
    return {address: TOKEN.sub(b"", b"".join(answer)) for address, answer in answers.items()}


@pytest.fixture(scope="module")
def loaded(loaded_demonstration: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The trial dossiers, loaded once for this module and rolled back after it. Ask for `trial` instead."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("setup_editors", verbosity=0)
        counts, pages = count_rows(), read_pages()
        mail.outbox = []
        today = paris_day(timezone.now())
        with TestCase.captureOnCommitCallbacks(execute=True):
            printed = call(oui=True)
        yield Loaded(counts, pages, today, len(mail.outbox), printed)
        transaction.set_rollback(True)


@pytest.fixture
def trial(loaded: Loaded, demo_site: Site) -> Loaded:
    return loaded


def dossier(rank: int) -> Candidature:
    found: Candidature = Candidature.objects.get(uuid=trial_uuid(rank))
    return found


def test_every_dossier_ends_where_its_case_says(trial: Loaded) -> None:
    assert trial.printed == f"Dossiers d’essai : {len(CASES)} chargés.\n"
    assert [dossier(rank).state for rank in range(1, len(CASES) + 1)] == [case.state for case in CASES]
    assert Candidature.objects.count() == len(CASES)


def test_every_state_and_every_transition_of_the_table_is_there(trial: Loaded) -> None:
    assert {one.target for one in TRANSITIONS.values()} | {State.DRAFT} == set(State)
    assert set(Candidature.objects.values_list("state", flat=True)) == {state.value for state in State}
    lines = JournalEntry.objects.exclude(to_state="").values_list("data__transition", flat=True)
    assert set(lines) == set(TRANSITIONS) - OUTSIDE


def test_every_plot_serves(trial: Loaded) -> None:
    assert {case.plot for case in CASES} == set(PLOTS)


def test_dossiers_say_that_they_are_trials_and_name_nobody(trial: Loaded) -> None:
    rows = Candidature.objects.order_by("uuid")
    titles = [dossier(rank).title for rank in range(1, len(CASES) + 1)]
    assert [title.partition(" : ")[0] for title in titles] == [
        f"Dossier d’essai n° {rank}" for rank in range(1, len(CASES) + 1)
    ]
    assert all(name.startswith("Structure d’essai ") for name in rows.values_list("structure_name", flat=True))
    assert set(Porteur.objects.values_list("email", flat=True)) == {
        f"essai-{rank}@example.org" for rank in range(1, len(CASES) + 1)
    }
    assert all(read_siret(trial_siret(rank)).startswith("000000000") for rank in range(1, len(CASES) + 1))


def test_dossiers_lie_in_many_real_territoires(trial: Loaded) -> None:
    found = [dossier(rank).territoire for rank in range(1, len(CASES) + 1)]
    assert [(place.kind, place.code) for place in found if place] == [(case.kind, case.code) for case in CASES]
    assert len({place.pk for place in found if place}) == len(CASES)


def test_numbers_follow_the_days_of_deposit(trial: Loaded) -> None:
    sent = [dossier(rank) for rank, case in enumerate(CASES, 1) if case.state != State.DRAFT]
    days = [paris_day(one.submitted_at) for one in sent if one.submitted_at]
    assert days == [trial.today - timedelta(days=case.sent) for case in CASES if case.state != "draft"]
    assert [one.number for one in sent] == sorted(str(one.number) for one in sent)
    assert [one.number for one in map(dossier, range(len(sent) + 1, len(CASES) + 1))] == [None, None]


def test_the_journal_goes_forward_and_never_beyond_the_present(trial: Loaded) -> None:
    now = timezone.now()
    for candidature in Candidature.objects.prefetch_related("journal"):
        lines = sorted(candidature.journal.all(), key=lambda line: line.pk)
        moments = [line.created_at for line in lines]
        assert moments == sorted(moments)
        states = [(line.from_state, line.to_state) for line in lines if line.to_state]
        assert [source for source, _target in states[1:]] == [target for _source, target in states[:-1]]
        assert all(moment <= now for moment in [*moments, candidature.created_at, candidature.state_changed_at])


def test_deadlines_are_late_near_and_far(trial: Loaded) -> None:
    today = trial.today
    days = [(day - today).days for day in Candidature.objects.values_list("due_on", flat=True) if day]
    assert min(days) < -30
    assert {-6, -2, 1, 2, 5, 11} <= set(days)
    assert InformationRequest.objects.filter(answered_at=None, cancelled_at=None, due_on__lt=today).count() == 1
    assert Candidature.objects.filter(state=State.REPORTS_DUE, reports_due_on__lt=today).count() == 1
    assert Appointment.objects.filter(starts_at__gt=timezone.now()).count() == 1


def test_what_the_team_works_with_is_there(trial: Loaded) -> None:
    assert {one.outcome for one in Candidature.objects.sent()} == {Outcome.WITH_GRANT, Outcome.WITHOUT_GRANT}
    assert InternalNote.objects.count() == 3
    assert set(Message.objects.values_list("is_from_team", flat=True)) == {True, False}
    assert InformationRequest.objects.filter(answered_at__isnull=False).count() == 1
    assert InformationRequest.objects.filter(cancelled_at__isnull=False).count() == 2
    assert CriterionAssessment.objects.values("appreciation").distinct().count() == 4
    assert PieceJointe.objects.filter(scan_state=ScanState.NOT_CONFIGURED).count() == PieceJointe.objects.count()
    assert Candidature.objects.exclude(deletion_requested_at=None).count() == 1
    assert Payment.objects.count() == len([case for case in CASES if case.state == State.PAID])


def test_files_and_agreements_can_be_read(trial: Loaded) -> None:
    documents = [piece.file for piece in PieceJointe.objects.all()]
    documents += [one.convention.document for one in Candidature.objects.exclude(convention=None)]
    for document in documents:
        with document.open("rb") as file:
            assert file.read(5) == b"%PDF-"


def test_grants_stay_within_the_bounds_of_the_call(trial: Loaded) -> None:
    for candidature in Candidature.objects.filter(grant_awarded__gt=0).select_related("version__appel"):
        rules = candidature.rules
        assert rules.grant_minimum
        assert rules.grant_maximum
        assert rules.grant_minimum <= (candidature.grant_awarded or 0) <= rules.grant_maximum


def test_no_mail_leaves_and_one_stands_for_a_failure(trial: Loaded) -> None:
    assert trial.mails_sent == 0
    states = Counter(Courriel.objects.values_list("state", flat=True))
    assert states[MailState.FAILED] == 1
    assert set(states) == {MailState.SENT, MailState.FAILED}
    assert {(one.sent_at, one.attempts) for one in Courriel.objects.filter(state=MailState.SENT)} == {
        (one.created_at, 1) for one in Courriel.objects.filter(state=MailState.SENT)
    }
    failed = Courriel.objects.get(state=MailState.FAILED)
    assert failed.template_key == MailKey.DEPOSIT_RECEIVED
    assert failed.next_attempt_at
    assert failed.next_attempt_at > timezone.now() + timedelta(hours=5)


def test_the_task_of_sending_finds_nothing_to_do(trial: Loaded) -> None:
    call_command("send_candidature_mails", stdout=StringIO())
    assert mail.outbox == []


def test_the_three_accounts_have_one_role_each_and_no_password(trial: Loaded) -> None:
    users = {name: get_user_model().objects.get(username=name) for name, *_rest in ACCOUNTS}
    assert {name: roles_of(user) for name, user in users.items()} == {
        name: {role} for name, _label, _group, role in ACCOUNTS
    }
    assert not any(user.has_usable_password() for user in users.values())


def test_pages_of_events_stay_drafts(trial: Loaded) -> None:
    pages = NecLocalPage.objects.filter(candidatures__in=trial_dossiers())
    accepted = Candidature.objects.exclude(decided_at=None).exclude(grant_awarded=None)
    assert pages.count() == accepted.count()
    assert not pages.filter(live=True).exists()


def test_the_public_reads_nothing_of_them(trial: Loaded) -> None:
    pages = read_pages()
    assert {address: page == trial.pages_before[address] for address, page in pages.items()} == dict.fromkeys(
        PUBLIC, True
    )


def test_loaded_again_nothing_changes(trial: Loaded) -> None:
    before = count_rows()
    assert call(oui=True) == "Dossiers d’essai : déjà chargés, rien n’a été changé.\n"
    assert call(oui=True, si_possible=True) == "Dossiers d’essai : déjà chargés, rien n’a été changé.\n"
    assert count_rows() == before


def test_erasing_leaves_what_there_was(trial: Loaded, site_settings: Callable[[], ConventionSettings]) -> None:
    assert {name: getattr(site_settings(), name) for name in AGREEMENT} == AGREEMENT
    files = [piece.file for piece in PieceJointe.objects.all()]
    with TestCase.captureOnCommitCallbacks() as callbacks:
        assert call(oui=True, effacer=True) == f"Dossiers d’essai : {len(CASES)} effacés.\n"
    counts = count_rows()
    changed = {name for name in counts if counts[name] != trial.counts_before[name]}
    # Settings exist from the day anyone looks at them; Wagtail keeps in mind that pages were deleted.
    assert changed == {
        "nec_candidatures.ConventionSettings",
        "nec_candidatures.FollowUpSettings",
        "wagtailcore.PageLogEntry",
    }
    assert {getattr(site_settings(), name) for name in AGREEMENT} == {""}
    assert len(callbacks) >= len(files)
    assert call(oui=True, effacer=True) == "Dossiers d’essai : 0 effacés.\n"


def test_erasing_leaves_what_people_wrote(trial: Loaded) -> None:
    person: Porteur = PorteurFactory(email="ines@exemple.fr")
    own = whole_dossier(person)
    number = take_number(timezone.now())
    Candidature.objects.filter(pk=own.pk).update(number=number, state=State.SUBMITTED)
    settings = ConventionSettings.objects.get()
    ConventionSettings.objects.filter(pk=settings.pk).update(title="Convention de l’équipe")
    call(oui=True, effacer=True)
    assert list(Candidature.objects.values_list("pk", "number")) == [(own.pk, number)]
    assert list(Porteur.objects.all()) == [person]
    assert ConventionSettings.objects.get().body == AGREEMENT["body"]
    year, last = number.split("-")[1:]
    assert list(NumberSequence.objects.values_list("year", "last")) == [(int(year), int(last))]


@pytest.fixture
def site_settings(demo_site: Site) -> Callable[[], ConventionSettings]:
    return lambda: ConventionSettings.objects.get(site=demo_site)


@pytest.fixture
def _emptied(trial: Loaded) -> None:
    call(oui=True, effacer=True)


@pytest.mark.usefixtures("trial")
def test_outside_of_development_the_command_asks_for_a_yes() -> None:
    for options in ({}, {"effacer": True}, {"si_possible": True}):
        with pytest.raises(CommandError, match=r"pas en développement.*--oui"):
            call(**options)
    assert Candidature.objects.count() == len(CASES)


@pytest.mark.usefixtures("_emptied")
class TestRefusals:
    def test_dossiers_of_people_are_not_mixed_with_them(self) -> None:
        whole_dossier(PorteurFactory())
        with pytest.raises(CommandError, match="Des dossiers sont déjà là"):
            call(oui=True)
        words = "Des dossiers sont déjà là : les dossiers d’essai ne s’y mêlent pas."
        assert call(oui=True, si_possible=True) == f"Dossiers d’essai : aucun n’a été chargé. {words}\n"
        assert Candidature.objects.count() == 1

    def test_an_account_of_that_name_is_neither_taken_nor_erased(self) -> None:
        user = get_user_model().objects.create_user("essai-decision", "quelquun@example.org")
        with pytest.raises(CommandError, match="Un compte porte déjà le nom"):
            call(oui=True)
        assert call(oui=True, effacer=True) == "Dossiers d’essai : 0 effacés.\n"
        assert get_user_model().objects.get(username="essai-decision") == user

    def test_the_call_must_be_open_and_give_money(self) -> None:
        AppelPage.objects.update(grant_maximum=None)
        with pytest.raises(CommandError, match="un appel ouvert qui donne une subvention"):
            call(oui=True)

    def test_the_territoires_must_be_there(self) -> None:
        Territoire.objects.filter(kind=CASES[0].kind, code=CASES[0].code).update(code="99999")
        with pytest.raises(CommandError, match="load_territoires"):
            call(oui=True)

    def test_the_groups_must_be_there_and_nothing_is_left_of_a_refusal(self) -> None:
        Group.objects.filter(name="Décision").delete()
        before = count_rows()
        with pytest.raises(CommandError, match="setup_editors"):
            call(oui=True)
        assert count_rows() == before

    def test_a_story_that_the_rules_refuse_says_which_and_leaves_nothing(self) -> None:
        yesterday = timezone.now().date() - timedelta(days=1)
        AppelPage.objects.exclude(grant_maximum=None).update(opens_on=yesterday)
        before = count_rows()
        with pytest.raises(CommandError, match=r"Le dossier d’essai n° 1 ne suit pas son histoire : L’appel ouvre le"):
            call(oui=True)
        # A new version of the rules is kept, as when anyone answers the call.
        assert count_rows() - before == Counter({"nec_candidatures.AppelVersion": 1})
        assert timezone.now() - timedelta(days=1) < timezone.now()

    def test_a_password_kept_in_a_file_is_for_development(self, tmp_path: Path, settings: Settings) -> None:
        with pytest.raises(CommandError, match="qu’en développement"):
            call(oui=True, fichier_mot_de_passe=tmp_path / "essai.txt")
        assert not (tmp_path / "essai.txt").exists()


def test_in_development_the_accounts_log_in_with_the_password_of_the_file(
    trial: Loaded, settings: Settings, tmp_path: Path
) -> None:
    settings.DEBUG = True
    password_file = tmp_path / "var" / "essai.txt"
    printed = call(fichier_mot_de_passe=password_file)
    password = password_file.read_text("utf-8").strip()
    assert printed.splitlines()[1] == f"Comptes d’essai : essai-instruction, essai-decision, essai-gestion / {password}"
    assert password_file.stat().st_mode & 0o777 == 0o600
    users = get_user_model().objects.filter(username__startswith="essai-")
    assert [user.check_password(password) for user in users] == [True, True, True]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets lines of the journal be deleted")
def test_the_journal_of_a_trial_dossier_is_guarded_like_any_other(trial: Loaded) -> None:
    with pytest.raises(Exception, match="A line of the journal is kept"), transaction.atomic():
        JournalEntry.objects.filter(candidature=dossier(1))._raw_delete("default")


def test_the_clock_gives_its_time_and_gives_it_back() -> None:
    real, clock = timezone.now, Clock()
    day = paris_day(clock.present) - timedelta(days=400)
    with pytest.raises(RuntimeError), clock.ruling():  # noqa: PT012 (the time is read inside)
        clock.set(day, 9)
        assert (paris_day(timezone.now()), timezone.now().minute) == (day, 0)
        raise RuntimeError
    assert timezone.now is real
    with pytest.raises(ValueError, match="before the present"):
        clock.set(paris_day(clock.present) + timedelta(days=1))
