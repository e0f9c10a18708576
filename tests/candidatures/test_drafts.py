"""What is typed is saved, whoever else writes: the merge of pages, the former states, the columns."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidatures.deadlines import PARIS
from candidatures.enums import Outcome, State, Step
from candidatures.models import Candidature, InformationItem, InformationRequest, Porteur, StepAnswers, StepRevision
from candidatures.services.drafts import (
    MAX_REVISIONS,
    Conflict,
    SaveResult,
    StepClosedError,
    create_draft,
    former_answers,
    marks_of,
    save_step,
    take_back,
    writable_steps,
)
from tests.concurrency import run_together
from tests.dossiers import TODAY, whole_dossier
from tests.factories import AppelVersionFactory, CandidatureFactory, PorteurFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def porteur() -> Porteur:
    return PorteurFactory()


@pytest.fixture
def candidature(porteur: Porteur) -> Candidature:
    return CandidatureFactory(porteur=porteur)


class Tab:
    """A page of the form open somewhere: what it holds, and what is typed in it."""

    def __init__(self, candidature: Candidature, porteur: Porteur, step: Step = Step.OBJECTIF) -> None:
        self.candidature, self.porteur, self.step = candidature, porteur, step
        self.values: dict[str, Any] = dict(stored(candidature, step))
        self.base = marks_of(self.values, self.values)

    def save(self, **typed: Any) -> SaveResult:
        """Type, and save the whole page; it goes on from what it then holds, as the script does."""
        self.values |= typed
        fresh = Candidature.objects.get(pk=self.candidature.pk)
        result = save_step(fresh, self.step, dict(self.values), base=self.base, porteur=self.porteur)
        self.base = marks_of(self.values, self.values)
        return result


def stored(candidature: Candidature, step: Step) -> dict[str, Any]:
    answers = StepAnswers.objects.filter(candidature=candidature, step=step).first()
    return answers.values if answers else {}


# Beginning


def test_a_draft_begins_with_the_address_and_the_offers_it_came_from(porteur: Porteur) -> None:
    version = AppelVersionFactory()

    candidature = create_draft(porteur, version, offres=[12, 7])

    assert stored(candidature, Step.PORTEUR) == {"contact_email": porteur.email}
    assert stored(candidature, Step.FORMATS) == {"offres": ["12", "7"]}
    assert (candidature.state, candidature.version) == (State.DRAFT, version)
    assert list(candidature.porteurs.all()) == [porteur]


def test_a_draft_without_offers_answers_nothing_about_formats(porteur: Porteur) -> None:
    candidature = create_draft(porteur, AppelVersionFactory())

    assert [answers.step for answers in candidature.answers.all()] == [Step.PORTEUR]


# Saving


def test_what_cannot_be_read_is_saved_as_it_is_typed(candidature: Candidature, porteur: Porteur) -> None:
    result = save_step(candidature, Step.EVENEMENT, {"start_date": "14/12/24 ou 15"}, base=None, porteur=porteur)

    assert stored(candidature, Step.EVENEMENT) == {"start_date": "14/12/24 ou 15"}
    assert (result.answers.revision, result.answers.saved_by, result.conflicts) == (1, porteur, [])
    assert candidature.start_date is None


def test_saving_what_is_there_already_makes_no_revision(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    tab.save(objective="Rassembler")

    result = tab.save()

    assert result.answers.revision == 1
    assert StepRevision.objects.count() == 0


def test_a_page_where_nothing_is_typed_makes_no_row(candidature: Candidature, porteur: Porteur) -> None:
    result = Tab(candidature, porteur).save(objective="", thematiques=[])

    assert result.answers.pk is None
    assert StepAnswers.objects.count() == 0


def test_fields_that_a_page_does_not_hold_are_left_as_they_are(candidature: Candidature, porteur: Porteur) -> None:
    Tab(candidature, porteur).save(objective="Rassembler", contribution="Un annuaire")

    save_step(candidature, Step.OBJECTIF, {"objective": "Réunir"}, base=1, porteur=porteur)

    assert stored(candidature, Step.OBJECTIF) == {"objective": "Réunir", "contribution": "Un annuaire"}


def test_each_save_keeps_what_it_replaces(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    for text in ("Un", "Deux", "Trois"):
        tab.save(objective=text)

    kept = StepRevision.objects.values_list("revision", "values")
    assert list(kept) == [(2, {"objective": "Deux"}), (1, {"objective": "Un"})]


def test_the_last_fifty_states_are_kept(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    for number in range(MAX_REVISIONS + 10):
        tab.save(objective=f"Essai {number} sur soixante")

    kept = list(StepRevision.objects.order_by("revision").values_list("revision", flat=True))
    assert kept == list(range(10, 60))
    assert stored(candidature, Step.OBJECTIF) == {"objective": "Essai 59 sur soixante"}


def test_the_candidature_given_is_brought_up_to_date(candidature: Candidature, porteur: Porteur) -> None:
    assert candidature.all_answers == {}

    save_step(candidature, Step.EVENEMENT, {"title": "NEC des Vosges"}, base=None, porteur=porteur)

    assert candidature.all_answers == {Step.EVENEMENT: {"title": "NEC des Vosges"}}
    assert candidature.title == "NEC des Vosges"


def test_what_is_written_after_the_deposit_is_judged_on_its_day(porteur: Porteur) -> None:
    """Four months before the event are counted from the deposit, not from the bilan that is typed after it."""
    sent_at = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=PARIS)
    with time_machine.travel(sent_at, tick=False):
        candidature = whole_dossier(porteur)
        Candidature.objects.filter(pk=candidature.pk).update(state=State.REPORTS_DUE, submitted_at=sent_at)
    late = Candidature.objects.get(pk=candidature.pk)

    with time_machine.travel(datetime(2027, 6, 1, 10, tzinfo=PARIS), tick=False):
        save_step(late, Step.BILAN_QUANTITATIF, {"participants": "181"}, base=None, porteur=porteur)

    late.refresh_from_db()
    assert (late.outcome, stored(late, Step.BILAN_QUANTITATIF)) == (Outcome.WITH_GRANT, {"participants": "181"})


def test_columns_repeat_what_can_be_read_and_when_it_was_saved(candidature: Candidature, porteur: Porteur) -> None:
    later = NOON + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        Tab(candidature, porteur, Step.EVENEMENT).save(
            title="NEC des Vosges", date_precision="jour", start_date="14/03/2027"
        )
        Tab(candidature, porteur, Step.PUBLICS).save(expected_attendance="1 80 personnes")

    candidature.refresh_from_db()
    assert (candidature.title, candidature.start_date) == ("NEC des Vosges", date(2027, 3, 14))
    assert candidature.expected_attendance is None
    assert (candidature.outcome, candidature.updated_at) == (Outcome.UNKNOWN, later)


def test_amounts_and_attendance_reach_their_columns(candidature: Candidature, porteur: Porteur) -> None:
    Tab(candidature, porteur, Step.PUBLICS).save(expected_attendance="1 180")
    Tab(candidature, porteur, Step.BUDGET).save(
        wants_grant="oui",
        grant_requested="2 500,50 €",
        expenses=[{"label": "Salle", "kind": "autre", "amount": "4000"}],
    )

    candidature.refresh_from_db()
    assert candidature.expected_attendance == 1180
    assert (candidature.grant_requested, candidature.budget_total) == (Decimal("2500.50"), Decimal(4000))


# Two pages at once


def test_two_tabs_that_write_two_fields_keep_both(candidature: Candidature, porteur: Porteur) -> None:
    Tab(candidature, porteur).save(objective="Rassembler", contribution="Un annuaire")
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Rassembler les acteurs du Jura")
    result = second.save(contribution="Une carte")

    assert result.conflicts == []
    assert stored(candidature, Step.OBJECTIF) == {
        "objective": "Rassembler les acteurs du Jura",
        "contribution": "Une carte",
    }


def test_the_newest_of_two_texts_wins_and_the_other_is_given_back(candidature: Candidature, porteur: Porteur) -> None:
    Tab(candidature, porteur).save(objective="Rassembler")
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Former les aidants")
    result = second.save(objective="Ouvrir les données")

    assert stored(candidature, Step.OBJECTIF) == {"objective": "Ouvrir les données"}
    label = result.conflicts[0].label
    assert label
    assert result.conflicts == [Conflict(Step.OBJECTIF, "objective", label, "Former les aidants")]
    assert StepRevision.objects.get(revision=2).values == {"objective": "Former les aidants"}


def test_two_tabs_that_type_the_same_do_not_conflict(candidature: Candidature, porteur: Porteur) -> None:
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Former")
    result = second.save(objective="Former")

    assert (result.conflicts, result.answers.revision) == ([], 1)


def test_a_text_that_goes_on_from_the_other_loses_nothing(candidature: Candidature, porteur: Porteur) -> None:
    """A page sent while the script saves it: the saved text is the start of the sent one."""
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Former les")
    result = second.save(objective="Former les aidants")

    assert result.conflicts == []
    assert stored(candidature, Step.OBJECTIF) == {"objective": "Former les aidants"}


def test_emptying_a_field_that_another_has_just_changed_gives_its_text_back(
    candidature: Candidature, porteur: Porteur
) -> None:
    Tab(candidature, porteur).save(objective="Rassembler")
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Former les aidants")
    result = second.save(objective="")

    assert [conflict.text for conflict in result.conflicts] == ["Former les aidants"]
    assert stored(candidature, Step.OBJECTIF) == {"objective": ""}


def test_a_tab_that_saves_again_and_again_keeps_what_the_other_changed(
    candidature: Candidature, porteur: Porteur
) -> None:
    """The first tab never shows what the second wrote: each of its saves still holds the older text."""
    Tab(candidature, porteur).save(objective="Rassembler", contribution="Un annuaire")
    first, second = Tab(candidature, porteur), Tab(candidature, porteur)

    first.save(objective="Former")
    second.save(contribution="Une carte")
    results = [first.save(objective=f"Former {number}") for number in range(3)]

    assert [result.conflicts for result in results] == [[], [], []]
    assert stored(candidature, Step.OBJECTIF) == {"objective": "Former 2", "contribution": "Une carte"}


def test_a_tab_left_open_over_a_hundred_saves_changes_only_what_it_changed(
    candidature: Candidature, porteur: Porteur
) -> None:
    Tab(candidature, porteur).save(objective="Rassembler", contribution="Un annuaire")
    old, busy = Tab(candidature, porteur), Tab(candidature, porteur)
    for number in range(100):
        busy.save(objective=f"Essai {number}")

    result = old.save(contribution="Une carte")

    assert result.conflicts == []
    assert stored(candidature, Step.OBJECTIF) == {"objective": "Essai 99", "contribution": "Une carte"}


def test_groups_of_rows_are_compared_as_a_whole(candidature: Candidature, porteur: Porteur) -> None:
    room, lunch = {"label": "Salle", "amount": "400"}, {"label": "Repas", "amount": "900"}
    Tab(candidature, porteur, Step.BUDGET).save(expenses=[room], budget_note="Estimation")
    first, second = (Tab(candidature, porteur, Step.BUDGET) for _ in range(2))

    first.save(expenses=[room, lunch])
    untouched = second.save(budget_note="Devis reçus")
    third = Tab(candidature, porteur, Step.BUDGET)
    first.save(expenses=[lunch])
    result = third.save(expenses=[room])

    assert untouched.conflicts == []
    assert [conflict.name for conflict in result.conflicts] == ["expenses"]
    assert "Repas" in result.conflicts[0].text
    assert "900" in result.conflicts[0].text
    assert stored(candidature, Step.BUDGET) == {"expenses": [room], "budget_note": "Devis reçus"}


def test_a_field_left_empty_in_a_row_is_one_never_shown(candidature: Candidature, porteur: Porteur) -> None:
    Tab(candidature, porteur, Step.BUDGET).save(expenses=[{"label": "Salle"}])

    result = save_step(
        candidature,
        Step.BUDGET,
        {"expenses": [{"label": "Salle", "kind": "", "amount": ""}]},
        base=None,
        porteur=porteur,
    )

    assert result.answers.revision == 1


@pytest.mark.parametrize("base", [None, 77])
def test_a_page_whose_base_nobody_knows_empties_nothing(
    base: int | None, candidature: Candidature, porteur: Porteur
) -> None:
    Tab(candidature, porteur).save(objective="Rassembler", contribution="Un annuaire")

    result = save_step(
        candidature, Step.OBJECTIF, {"objective": "Former", "contribution": ""}, base=base, porteur=porteur
    )

    assert stored(candidature, Step.OBJECTIF) == {"objective": "Former", "contribution": "Un annuaire"}
    assert [conflict.text for conflict in result.conflicts] == ["Rassembler"]


def test_a_revision_may_say_what_a_page_held(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    tab.save(objective="Rassembler", contribution="Un annuaire")
    tab.save(objective="Former")

    result = save_step(
        candidature, Step.OBJECTIF, {"objective": "Rassembler", "contribution": "Une carte"}, base=1, porteur=porteur
    )

    assert result.conflicts == []
    assert stored(candidature, Step.OBJECTIF) == {"objective": "Former", "contribution": "Une carte"}


@pytest.mark.django_db(transaction=True)
def test_people_who_save_at_the_same_instant_lose_nothing(candidature: Candidature, porteur: Porteur) -> None:
    """Eight tabs, each its own connection: two fields and two pages, made before any of them saved."""
    writings = [(Step.OBJECTIF, "objective"), (Step.OBJECTIF, "contribution"), (Step.EVENEMENT, "title")]
    writings += [(Step.MOYENS, name) for name in ("human", "technical", "material", "communication")]
    writings += [(Step.PUBLICS, "public_details")]

    def write(step: Step, name: str) -> None:
        mine = Candidature.objects.get(pk=candidature.pk)
        save_step(mine, step, {name: f"Texte de {name}"}, base={}, porteur=porteur)

    with time_machine.travel(NOON, tick=True):
        outcomes = run_together(*[partial(write, step, name) for step, name in writings])

    assert outcomes == [None] * len(writings)
    candidature = Candidature.objects.get(pk=candidature.pk)
    for step, name in writings:
        assert stored(candidature, step)[name] == f"Texte de {name}"
    assert candidature.title == "Texte de title"


# What may be written


def test_a_draft_writes_its_ten_pages_and_no_bilan(candidature: Candidature, porteur: Porteur) -> None:
    assert writable_steps(candidature) == Step.of_dossier()
    assert len(Step.of_dossier()) == 10

    with pytest.raises(StepClosedError, match="après l’événement"):
        save_step(candidature, Step.BILAN_QUANTITATIF, {"participants": "3"}, base=None, porteur=porteur)
    assert StepAnswers.objects.count() == 0


@pytest.mark.parametrize("state", [State.EVENT_HELD, State.REPORTS_DUE])
def test_the_bilan_is_written_once_the_event_is_held(state: State, porteur: Porteur) -> None:
    assert writable_steps(CandidatureFactory(porteur=porteur, state=state)) == Step.of_bilan()


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.DRAFT, State.EVENT_HELD, State.REPORTS_DUE, State.INFO_REQUESTED})
)
def test_nothing_is_written_in_other_states(state: State, porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur, state=state)

    assert writable_steps(candidature) == ()
    with pytest.raises(StepClosedError, match="ses réponses ne changent plus"):
        save_step(candidature, Step.OBJECTIF, {"objective": "Trop tard"}, base=None, porteur=porteur)


def test_a_request_of_the_team_opens_the_pages_it_is_about(porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur, state=State.INFO_REQUESTED)
    asked = InformationRequest.objects.create(candidature=candidature)
    answered = InformationRequest.objects.create(candidature=candidature, answered_at=NOON)
    for target in ("publics.venue_capacity", "", "evenement.title", "inconnue.rien"):
        InformationItem.objects.create(request=asked, question="?", target=target)
    InformationItem.objects.create(request=answered, question="?", target="budget.expenses")

    assert writable_steps(candidature) == (Step.EVENEMENT, Step.PUBLICS)
    with pytest.raises(StepClosedError, match="Seules les réponses que l’équipe"):
        save_step(candidature, Step.BUDGET, {"budget_note": "Autre"}, base=None, porteur=porteur)


def test_a_page_opened_before_the_deposit_is_refused_after_it(candidature: Candidature, porteur: Porteur) -> None:
    opened_before = Candidature.objects.get(pk=candidature.pk)
    Candidature.objects.filter(pk=candidature.pk).update(state=State.SUBMITTED)

    with pytest.raises(StepClosedError):
        save_step(opened_before, Step.OBJECTIF, {"objective": "Trop tard"}, base=None, porteur=porteur)


# Former states


def test_what_was_replaced_is_found_again_and_taken_back(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    tab.save(objective="Former les aidants", contribution="Un annuaire")
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        tab.save(objective="Ouvrir les données")

    former = former_answers(Candidature.objects.get(pk=candidature.pk), Step.OBJECTIF)

    assert [(answer.name, answer.text, answer.revision) for answer in former] == [
        ("objective", "Former les aidants", 1)
    ]
    assert former[0].replaced_at == NOON + timedelta(minutes=5)

    take_back(candidature, Step.OBJECTIF, 1, "objective", porteur=porteur)

    assert stored(candidature, Step.OBJECTIF) == {"objective": "Former les aidants", "contribution": "Un annuaire"}
    assert StepRevision.objects.get(revision=2).values["objective"] == "Ouvrir les données"


def test_former_states_leave_out_what_the_present_text_goes_on_from(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    for text in ("Former", "Former les", "Former les aidants"):
        tab.save(objective=text)

    assert former_answers(Candidature.objects.get(pk=candidature.pk), Step.OBJECTIF) == []


def test_saving_costs_as_many_queries_once_the_history_is_full(candidature: Candidature, porteur: Porteur) -> None:
    tab = Tab(candidature, porteur)
    tab.save(objective="Un")

    def cost(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            tab.save(objective=text)
        return len(queries)

    for number in range(MAX_REVISIONS):
        tab.save(objective=f"Essai {number}.")
    first = cost("Deux")
    for number in range(MAX_REVISIONS):
        tab.save(objective=f"Encore {number}.")

    assert cost("Trois") == first
