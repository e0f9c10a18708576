"""The import of the dossiers of Démarches simplifiées."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from candidatures.demarches.client import Client, Patience
from candidatures.demarches.kept import file_names, read_kept
from candidatures.demarches.mapping import translate
from candidatures.demarches.shapes import Champ
from candidatures.enums import DecisionKind, ImportPhase, ImportState, OutsideState, State, Step, TargetPublic
from candidatures.models import (
    AppelPage,
    Candidature,
    CorrespondanceExterne,
    DemarchesSettings,
    ImportRun,
    OutsideDossier,
    Porteur,
    Prefill,
)
from candidatures.services import transitions
from candidatures.services.erasure import erase_draft
from candidatures.services.imports import IN_REQUEST, ImportRefusedError, import_now, lacks, run_import
from candidatures.steps import FORMS, StepContext
from home.models import HomePage
from nec_locaux.enums import Format
from tests.demarches_server import (
    DEMARCHE,
    TOKEN,
    FakeService,
    Reply,
    champ,
    deleted,
    demarches_server,
    dossier,
    origin,
    service,
)
from tests.dossiers import RULES
from tests.factories import AppelPageFactory, CandidatureFactory, PorteurFactory
from tests.team import actor

__all__ = ["demarches_server", "origin", "service"]

pytestmark = pytest.mark.django_db

TIES = [
    ("evenement.title", "champ_T1"),
    ("evenement.start_date", "champ_D1"),
    ("publics.expected_attendance", "champ_N1"),
    ("publics.target_publics", "champ_M1"),
    ("budget.wants_grant", "champ_B1"),
    ("budget.grant_requested", "champ_A1"),
    ("partenaires.partners", "champ_R1"),
]
LATER = "2027-02-01T10:00:00+01:00"


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    page: AppelPage = AppelPageFactory(parent=home_page)
    page.external_fields.set([CorrespondanceExterne(source=source, target=target) for source, target in TIES])
    page.save()
    return page


@pytest.fixture
def link(call: AppelPage, origin: str) -> DemarchesSettings:
    return DemarchesSettings.objects.create(
        site=call.get_site(), appel=call, demarche_number=DEMARCHE, base_url=origin, imports=True
    )


@pytest.fixture
def client(service: FakeService, origin: str) -> Client:
    return Client(origin, TOKEN, patience=Patience(tries=2, wait=lambda _seconds: None))


def counts(run: ImportRun) -> tuple[int, ...]:
    """Created, updated, unchanged, deleted, with a problem."""
    return (run.created_count, run.updated_count, run.unchanged_count, run.deleted_count, run.problem_count)


def known(number: int) -> OutsideDossier:
    return OutsideDossier.objects.select_related("candidature").get(number=number)


def made(number: int) -> Candidature:
    candidature = known(number).candidature
    assert candidature
    return candidature


def run(link: DemarchesSettings, client: Client) -> ImportRun:
    done = run_import(link, client)
    assert (done.state, done.error) == (ImportState.DONE, "")
    return done


# From a dossier to a candidature


def test_a_dossier_becomes_a_candidature_that_was_sent(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    publics = list(TargetPublic)[:2]
    service.dossiers = [
        dossier(
            12,
            demandeur={
                "__typename": "PersonneMorale",
                "siret": "13002603200016",
                "entreprise": {"raisonSociale": "ANCT", "nomCommercial": ""},
            },
            champs=[
                champ("T1", "NEC\u0000 Vosges"),
                champ("D1", "14 mars 2027", "DateChamp", date="2027-03-14"),
                champ("N1", "1200", "IntegerNumberChamp", integerNumber="1200"),
                champ("M1", "", "MultipleDropDownListChamp", values=[str(one.label).upper() for one in publics]),
                champ("B1", "Oui", "CheckboxChamp", checked=True),
                champ("A1", "3500.5", "DecimalNumberChamp", decimalNumber=3500.5),
                champ("X9", "sans correspondance"),
            ],
        )
    ]

    assert counts(run(link, client)) == (1, 0, 0, 0, 0)

    candidature = made(12)
    assert (candidature.state, candidature.number) == (State.SUBMITTED, "NEC-2027-0001")
    assert candidature.submitted_at == datetime(2027, 1, 10, 8, 30, tzinfo=UTC)
    assert candidature.version.appel == link.appel
    assert [porteur.email for porteur in candidature.porteurs.all()] == ["porteuse12@exemple.fr"]
    assert candidature.all_answers == {
        "porteur": {"contact_email": "porteuse12@exemple.fr", "structure_name": "ANCT", "siret": "13002603200016"},
        "evenement": {"title": "NEC Vosges", "start_date": "14/03/2027"},
        "publics": {"expected_attendance": "1200", "target_publics": [one.value for one in publics]},
        "budget": {"wants_grant": "oui", "grant_requested": "3500,5"},
    }
    assert (candidature.title, candidature.start_date) == ("NEC Vosges", date(2027, 3, 14))
    assert (candidature.expected_attendance, candidature.grant_requested) == (1200, Decimal("3500.5"))
    (version,) = candidature.dossier_versions.all()
    assert version.answers["evenement"]["title"] == "NEC Vosges"
    (line,) = candidature.journal.all()
    assert (line.role, line.to_state, line.text) == (
        "scheduler",
        "submitted",
        "Dossier déposé sur Démarches simplifiées.",
    )
    # It told its own users: no mail goes twice.
    assert (mail.outbox, candidature.courriels.count()) == ([], 0)
    assert known(12).data["champs"][-1] == {
        "label": "Question X9",
        "kind": "TextChamp",
        "value": "sans correspondance",
    }


def test_read_again_it_changes_nothing_and_asks_what_changed_since(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.dossiers = [dossier(1), dossier(2)]
    first = run(link, client)
    service.asked.clear()
    # The service gives again what changed while the former import ran.
    for row in service.dossiers:
        row["dateDerniereModification"] = "2999-01-01T00:00:00+00:00"
    assert counts(run(link, client)) == (0, 2, 0, 0, 0)
    assert service.asked[0]["since"] == (first.started_at - timedelta(minutes=10)).isoformat()
    assert [variables["since"] for variables in service.asked] == [service.asked[0]["since"]] * 3

    assert counts(run(link, client)) == (0, 0, 2, 0, 0)
    assert Candidature.objects.count() == 2
    assert [made(number).journal.count() for number in (1, 2)] == [1, 1]
    assert [made(number).dossier_versions.count() for number in (1, 2)] == [1, 1]


def test_an_older_answer_changes_nothing(service: FakeService, link: DemarchesSettings, client: Client) -> None:
    service.dossiers = [dossier(1, dateDerniereModification=LATER)]
    run(link, client)
    ImportRun.objects.all().delete()
    service.dossiers = [dossier(1, champs=[champ("T1", "Ancien")])]
    assert counts(run(link, client)) == (0, 0, 1, 0, 0)
    assert made(1).title == "NEC 1"


def test_answers_that_changed_there_are_taken_and_the_former_ones_kept(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.dossiers = [dossier(1)]
    run(link, client)
    ImportRun.objects.all().delete()
    service.dossiers = [dossier(1, champs=[champ("T1", "NEC Meuse")], dateDerniereModification=LATER)]

    assert counts(run(link, client)) == (0, 1, 0, 0, 0)

    candidature = made(1)
    assert candidature.title == "NEC Meuse"
    assert [version.answers["evenement"]["title"] for version in candidature.dossier_versions.all()] == [
        "NEC 1",
        "NEC Meuse",
    ]
    event = candidature.answers.get(step=Step.EVENEMENT)
    assert [row.values["title"] for row in event.revisions.all()] == ["NEC 1"]


@pytest.mark.parametrize(
    ("there", "here", "problems"),
    [
        (OutsideState.EN_CONSTRUCTION, State.SUBMITTED, ""),
        (OutsideState.EN_INSTRUCTION, State.IN_REVIEW, ""),
        (
            OutsideState.ACCEPTE,
            State.IN_REVIEW,
            "Accepté là-bas : donnez ici l’accord, avec le montant de la subvention.",
        ),
        (OutsideState.REFUSE, State.REFUSED, ""),
        (OutsideState.SANS_SUITE, State.WITHDRAWN, ""),
    ],
)
def test_each_state_there_gives_one_here(
    service: FakeService, link: DemarchesSettings, client: Client, there: OutsideState, here: State, problems: str
) -> None:
    service.dossiers = [dossier(1, state=there.value, motivation="Hors délai.")]
    run(link, client)
    assert (known(1).state, made(1).state, known(1).problem) == (there, here, problems)
    assert made(1).courriels.count() == 0


def test_a_dossier_follows_its_state_and_keeps_the_motivation_of_a_refusal(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    for day, state in enumerate(["en_construction", "en_instruction", "refuse"], start=1):
        moment = f"2999-02-0{day}T10:00:00+01:00"
        service.dossiers = [dossier(1, state=state, motivation="Trop tard.\u0000", dateDerniereModification=moment)]
        run(link, client)
    candidature = made(1)
    lines = candidature.journal.values_list("from_state", "to_state", "text")
    assert list(lines) == [
        ("draft", "submitted", "Dossier déposé sur Démarches simplifiées."),
        ("submitted", "in_review", ""),
        ("in_review", "refused", "Trop tard."),
    ]
    decision = candidature.decisions.get()
    assert (decision.kind, decision.public_text, decision.reasons, decision.decided_by) == (
        DecisionKind.REFUSED,
        "Trop tard.",
        "Refusé sur Démarches simplifiées.",
        None,
    )
    assert candidature.decided_at


def test_what_the_team_did_here_is_never_overridden(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.dossiers = [dossier(1)]
    run(link, client)
    transitions.apply(made(1), "start_review", actor())
    ImportRun.objects.all().delete()
    service.dossiers = [
        dossier(1, state="refuse", champs=[champ("T1", "Autre")], dateDerniereModification=LATER, motivation="Non.")
    ]

    assert counts(run(link, client)) == (0, 1, 0, 0, 1)

    candidature = made(1)
    assert (candidature.state, candidature.title) == (State.IN_REVIEW, "NEC 1")
    told = (
        "Ses réponses ont changé là-bas après le début de l’instruction : elles n’ont pas été reprises ici.\n"
        "Là-bas : « Refusé ». Ici : « En instruction ». Rien n’a été changé ici."
    )
    assert known(1).problem == told
    assert [line.text for line in candidature.journal.filter(kind="note")] == [told]
    assert not candidature.decisions.exists()


def test_what_could_not_be_read_is_told(service: FakeService, link: DemarchesSettings, client: Client) -> None:
    row = {"champs": [champ("b", "Épinal")]}
    service.dossiers = [
        dossier(
            1,
            champs=[
                champ("D1", "un jour"),
                champ("M1", "", "MultipleDropDownListChamp", values=["Inconnus"]),
                champ("R1", "", "RepetitionChamp", rows=[row]),
            ],
        ),
        dossier(2, usager={"email": "compte supprimé"}),
    ]
    assert counts(run(link, client)) == (2, 0, 0, 0, 2)
    assert known(1).problem == "Réponses à relire là-bas : Publics visés, Les structures partenaires, Premier jour."
    assert made(1).all_answers["evenement"] == {"start_date": "un jour"}
    assert known(2).candidature is None
    assert known(2).problem == "L’adresse électronique de l’usager ne se lit pas : rien n’a été créé ici."


def test_rows_and_names_of_files_are_kept_as_they_are_read_there(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    names = ["devis.pdf", "plan\n.pdf"]
    row = {
        "champs": [
            champ("a", "Médiathèque"),
            champ("b", "", "CheckboxChamp", checked=False),
            champ("c", "", "PieceJustificativeChamp", files=[{"filename": "lettre.odt"}]),
        ]
    }
    service.dossiers = [
        dossier(
            1,
            champs=[
                champ("T1", "NEC Vosges"),
                champ("D1", "14 mars 2027", "DateChamp", date="2027-03-14"),
                champ("R1", "", "RepetitionChamp", rows=[row, {"champs": [champ("a", None)]}]),
                champ("F1", None, "PieceJustificativeChamp", files=[{"filename": name} for name in names]),
                champ("F2", None, "PieceJustificativeChamp", files=[]),
                champ("M1", "", "MultipleDropDownListChamp", values=["Élus", "Agents"]),
            ],
        )
    ]
    run(link, client)
    kept = known(1).data
    answers = read_kept(kept)
    assert [(one.text, one.files) for one in answers] == [
        ("NEC Vosges", ()),
        ("14\u00a0mars 2027", ()),
        ("", ()),
        ("", ("devis.pdf", "plan .pdf")),
        ("", ()),
        ("Élus, Agents", ()),
    ]
    assert [[(one.label, one.text, one.files) for one in row] for row in answers[2].rows] == [
        [("Question a", "Médiathèque", ()), ("Question b", "Non", ()), ("Question c", "", ("lettre.odt",))],
        [("Question a", "", ())],
    ]
    assert file_names(answers) == ["lettre.odt", "devis.pdf", "plan .pdf"]

    # What is read again there without having changed is not told as changed.
    service.dossiers[0]["dateDerniereModification"] = LATER
    versions = made(1).dossier_versions.count()
    run(link, client)
    assert known(1).data == kept
    assert made(1).dossier_versions.count() == versions


def test_a_wrong_dossier_does_not_stop_the_others_and_nothing_of_it_is_logged(
    service: FakeService, link: DemarchesSettings, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    service.dossiers = [
        dossier(1, state="brouillon"),
        dossier(2, usager={"email": 3}),
        dossier(2**70),
        dossier(3, dateDepot="hier"),
        dossier(4, champs="secret"),
        {},
        {"number": "x"},
        dossier(5),
    ]
    for row in service.dossiers:
        row.setdefault("dateDerniereModification", LATER)
    done = run_import(link, client)
    assert (done.state, counts(done)) == (ImportState.DONE, (1, 0, 0, 0, 7))
    assert done.error.startswith("Dossier illisible : 1. Dossier illisible : 2. Dossier illisible : 118059162071741130")
    assert Candidature.objects.get() == made(5)
    assert "secret" not in caplog.text


# A dossier prefilled from here


def prefilled(call: AppelPage, porteur: Porteur, number: int = 9001, **fields: Any) -> Candidature:
    candidature: Candidature = CandidatureFactory(
        version=call.get_version(),
        porteur=porteur,
        answers={"evenement": {"title": "NEC d’ici", "venue": "Salle"}, "publics": {"expected_attendance": "80"}},
    )
    Prefill.objects.create(
        candidature=candidature,
        demarche_number=DEMARCHE,
        dossier_number=number,
        **{"url": "https://exemple.fr"} | fields,
    )
    return candidature


def test_a_dossier_prefilled_from_here_is_the_candidature_it_came_from(
    service: FakeService, link: DemarchesSettings, client: Client, call: AppelPage
) -> None:
    mine = prefilled(
        call, PorteurFactory(email="a@exemple.fr"), kept=["evenement.title", "publics.expected_attendance"]
    )
    service.dossiers = [dossier(9001, usager={"email": "A@exemple.fr"}, champs=[champ("T1", "NEC de là-bas")])]

    assert counts(run(link, client)) == (1, 0, 0, 0, 1)

    assert made(9001) == mine
    mine.refresh_from_db()
    assert (mine.state, mine.title) == (State.SUBMITTED, "NEC de là-bas")
    assert mine.answers_of("evenement") == {"title": "NEC de là-bas", "venue": "Salle"}
    prefill = Prefill.objects.get()
    assert (prefill.kept, prefill.dropped) == (["evenement.title"], ["publics.expected_attendance"])
    assert known(9001).problem == (
        "Réponses préremplies perdues là-bas : Nombre de personnes attendues.\n"
        "Réponses remplacées par celles de là-bas : Titre de l’événement."
    )


def test_who_sends_it_from_another_address_gets_no_access_here(
    service: FakeService, link: DemarchesSettings, client: Client, call: AppelPage
) -> None:
    mine = prefilled(call, PorteurFactory(email="a@exemple.fr"))
    service.dossiers = [dossier(9001)]
    run(link, client)
    assert [porteur.email for porteur in mine.porteurs.all()] == ["a@exemple.fr"]
    assert "par une autre adresse" in known(9001).problem


# Deletion


def test_dossiers_deleted_there_are_noted_and_nothing_is_erased(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.dossiers = [dossier(1), dossier(2), dossier(3)]
    service.deleted, service.pending = [deleted(1), deleted(77)], [deleted(2, "expired")]

    assert counts(run(link, client)) == (3, 0, 0, 2, 0)

    told = "Supprimé sur Démarches simplifiées. Rien n’a été effacé ici."
    rows = OutsideDossier.objects.order_by("number")
    assert [(row.deletion_reason, row.problem) for row in rows] == [("user_request", told), ("expired", told), ("", "")]
    assert known(1).deleted_at == datetime(2027, 1, 20, 7, tzinfo=UTC)
    assert [line.text for line in made(1).journal.filter(kind="note")] == [told]

    service.dossiers = []
    assert counts(run(link, client)) == (0, 0, 0, 0, 0)
    assert Candidature.objects.count() == 3


def test_what_was_erased_here_never_comes_back(service: FakeService, link: DemarchesSettings, client: Client) -> None:
    service.dossiers = [dossier(1, state="accepte"), dossier(2)]
    run(link, client)
    Candidature.objects.filter(pk=made(1).pk).update(state=State.DRAFT)
    assert erase_draft(made(1))
    Candidature.objects.filter(outside_dossier__number=2).update(anonymised_at=timezone.now(), title="")
    assert (known(1).candidature, known(1).data, known(1).problem) == (None, {}, "")

    for row in service.dossiers:
        row |= {"dateDerniereModification": "2999-01-01T00:00:00+00:00", "champs": [champ("T1", "Revenu")]}
    assert counts(run(link, client)) == (0, 0, 2, 0, 0)
    assert Candidature.objects.get().title == ""
    assert known(1).data == {}


# Failure, and what follows it


def test_an_import_that_fails_is_taken_up_from_its_last_page(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.page_size = 2
    service.dossiers = [dossier(number) for number in range(1, 6)]
    service.fails_after = "4"
    failed = run_import(link, client)
    service.fails_after = ""
    assert (failed.state, failed.error) == (ImportState.FAILED, "Le service est en panne (503).")
    assert (failed.phase, failed.cursor, counts(failed)) == (ImportPhase.DOSSIERS, "4", (4, 0, 0, 0, 0))

    service.asked.clear()
    done = run(link, client)
    assert (done.pk, counts(done)) == (failed.pk, (5, 0, 0, 0, 0))
    assert [variables["after"] for variables in service.asked] == ["4", None, None]
    assert Candidature.objects.count() == 5


def test_it_is_taken_up_in_the_list_where_it_stopped(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    service.dossiers, service.deleted = [dossier(1)], [deleted(1)]
    ImportRun.objects.create(
        demarche_number=DEMARCHE, state=ImportState.FAILED, phase=ImportPhase.DELETED, created_count=7
    )
    assert counts(run(link, client)) == (7, 0, 0, 0, 0)
    assert len(service.asked) == 2


def test_a_cursor_that_died_is_forgotten(service: FakeService, link: DemarchesSettings, client: Client) -> None:
    service.dossiers = [dossier(1)]
    ImportRun.objects.create(demarche_number=DEMARCHE, state=ImportState.FAILED, cursor="mort")
    service.script = [Reply(200, {"errors": [{"message": "Invalid cursor"}]})]
    failed = run_import(link, client)
    assert (failed.state, failed.cursor) == (ImportState.FAILED, "")
    assert counts(run(link, client)) == (1, 0, 0, 0, 0)


def test_one_import_runs_at_once_and_one_that_died_is_taken_up(
    service: FakeService, link: DemarchesSettings, client: Client
) -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=14), tick=False):
        running = ImportRun.objects.create(demarche_number=DEMARCHE)
    with pytest.raises(ImportRefusedError, match="déjà en cours"):
        run_import(link, client)
    assert service.asked == []
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert run(link, client).pk == running.pk


def test_an_unforeseen_error_ends_the_import_and_goes_up(
    service: FakeService, link: DemarchesSettings, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.dossiers = [dossier(1)]
    monkeypatch.setattr("candidatures.services.outside_dossiers.create_draft", lambda *_args: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        run_import(link, client)
    failed = ImportRun.objects.get()
    assert (failed.state, failed.error) == (ImportState.FAILED, "Erreur inattendue, écrite dans le journal du serveur.")


# The command, the task, what is missing


def test_nothing_is_asked_unless_all_is_set(settings: Settings, link: DemarchesSettings, service: FakeService) -> None:
    assert lacks(link) == []
    settings.NEC_DEMARCHES_TOKEN = ""
    assert lacks(link) == ["Le jeton manque (variable DEMARCHES_TOKEN)."]
    assert lacks(DemarchesSettings()) == [
        "Le choix d’importer n’est pas coché.",
        "Le numéro de la démarche manque.",
        "L’appel qui reçoit les dossiers n’est pas choisi.",
        "Le jeton manque (variable DEMARCHES_TOKEN).",
    ]
    settings.NEC_DEMARCHES_HOSTS = []
    assert "L’adresse du service manque, ou n’est pas permise." in lacks(link)
    with pytest.raises(CommandError, match="Le jeton manque"):
        call_command("import_demarches")
    import_now.enqueue(link.pk)
    import_now.enqueue(0)
    assert (service.asked, ImportRun.objects.count()) == ([], 0)


def test_the_command_says_what_it_did_or_why_it_failed(service: FakeService, link: DemarchesSettings) -> None:
    service.dossiers = [dossier(1)]
    out = StringIO()
    call_command("import_demarches", stdout=out)
    assert out.getvalue() == (
        "Démarche 4242. Créés : 1. Mis à jour : 0. Inchangés : 0. Supprimés là-bas : 0. À vérifier : 0.\n"
    )
    service.script = [Reply(401, {})]
    with pytest.raises(CommandError, match="interrompu : Le service refuse le jeton"):
        call_command("import_demarches", stdout=StringIO())
    link.imports = False
    link.save()
    out = StringIO()
    call_command("import_demarches", stdout=out)
    assert out.getvalue() == "Aucun import de Démarches simplifiées n’est demandé dans les réglages.\n"


def test_in_a_request_it_neither_waits_nor_lasts(
    service: FakeService, link: DemarchesSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.page_size = 1
    service.dossiers = [dossier(1), dossier(2)]
    service.script = [Reply(503)]
    import_now.enqueue(link.pk)
    assert ImportRun.objects.get().error == "Le service est en panne (503)."

    monkeypatch.setattr("candidatures.services.imports.IN_REQUEST", IN_REQUEST / 1e9)
    import_now.enqueue(link.pk)
    stopped = ImportRun.objects.get()
    assert (stopped.state, stopped.cursor, stopped.created_count) == (ImportState.FAILED, "1", 1)
    assert stopped.error == "Arrêté pour ne pas faire attendre : relancez l’import, il continuera."


def test_what_did_not_change_costs_no_more_than_its_own_look_up(
    service: FakeService, link: DemarchesSettings, client: Client, django_assert_num_queries: Any
) -> None:
    service.dossiers = [dossier(number) for number in range(1, 7)]
    run(link, client)
    for many in (3, 6):
        service.dossiers = service.dossiers[:3] if many == 3 else [dossier(number) for number in range(1, 7)]
        ImportRun.objects.all().delete()
        with django_assert_num_queries(9 + 3 * many):
            run_import(link, client)


# The mapping


TITLES = st.text(min_size=1, max_size=80)


@pytest.mark.django_db(transaction=False)
@given(
    title=TITLES,
    day=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    number=st.integers(0, 1_000_000),
    amount=st.decimals(0, 99_999_999, places=2),
    formats=st.lists(st.sampled_from(list(Format)), unique=True),
    yes=st.booleans(),
)
def test_values_come_back_as_they_were_sent(
    title: str, day: date, number: int, amount: Decimal, formats: list[Format], yes: bool
) -> None:
    champs = [
        champ("T1", title),
        champ("D1", "", "DateChamp", date=day.isoformat()),
        champ("N1", "", "IntegerNumberChamp", integerNumber=str(number)),
        champ("A1", "", "DecimalNumberChamp", decimalNumber=float(amount)),
        champ("F1", "", "MultipleDropDownListChamp", values=[str(one.label) for one in formats]),
        champ("B1", "", "CheckboxChamp", checked=yes),
    ]
    ties = [
        CorrespondanceExterne(source=source, target=f"champ_{key}")
        for source, key in [
            ("evenement.title", "T1"),
            ("evenement.start_date", "D1"),
            ("publics.expected_attendance", "N1"),
            ("budget.grant_requested", "A1"),
            ("formats.formats", "F1"),
            ("budget.wants_grant", "B1"),
            ("evenement.absent", "T1"),
        ]
    ]
    found = translate([Champ.model_validate(one) for one in champs], ties, RULES)
    context = StepContext(RULES, {step.value: values for step, values in found.answers.items()})

    def cleaned(step: Step) -> dict[str, Any]:
        return FORMS[step](found.answers.get(step, {}), context=context).cleaned

    assert cleaned(Step.EVENEMENT)["start_date"] == day
    assert cleaned(Step.PUBLICS)["expected_attendance"] == number
    assert cleaned(Step.BUDGET)["grant_requested"] == amount
    assert cleaned(Step.BUDGET)["wants_grant"] == ("oui" if yes else "non")
    assert cleaned(Step.FORMATS)["formats"] == [one.value for one in formats]
    assert set(found.unread) <= {"Titre de l’événement"}
