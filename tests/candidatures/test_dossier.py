"""A dossier as columns and facts: what cannot be read is unknown, what was written counts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from candidatures.dossier import Columns, read_columns, read_facts
from candidatures.eligibility import Facts
from candidatures.enums import Evidence
from candidatures.models import Candidature
from nec_locaux.enums import DatePrecision
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.dossiers import TODAY, whole_answers
from tests.factories import CandidatureFactory, TerritoireFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def candidature_of(**answers: dict[str, Any]) -> Candidature:
    candidature: Candidature = CandidatureFactory(answers=answers)
    return candidature


def whole(**changes: Any) -> Candidature:
    return candidature_of(**whole_answers(**changes))


def test_an_empty_dossier_says_nothing() -> None:
    candidature = candidature_of()
    assert read_columns(candidature) == Columns()
    assert read_facts(candidature) == Facts(sent_on=TODAY)


def test_a_whole_dossier_fills_the_columns() -> None:
    candidature = whole()
    assert read_columns(candidature) == Columns(
        title="NEC Vosges",
        structure_name="Association Les Ponts",
        territoire_id=Territoire.objects.get(kind=TerritoireKind.DEPARTEMENT, code="88").pk,
        start_date=date(2027, 5, 15),
        end_date=date(2027, 5, 16),
        date_precision=DatePrecision.DAY,
        expected_attendance=1180,
        grant_requested=Decimal(3000),
        budget_total=Decimal("5250.50"),
    )


def test_a_whole_dossier_tells_all_its_facts() -> None:
    assert read_facts(whole()) == Facts(
        sent_on=TODAY,
        is_legal_entity=True,
        collectivites=1,
        expected_attendance=1180,
        venue_capacity=1200,
        start_date=date(2027, 5, 15),
        wants_grant=True,
        grant_requested=Decimal(3000),
        budget_total=Decimal("5250.50"),
        evidence=frozenset({Evidence.FUNDING, Evidence.ORGANISERS}),
    )


def test_what_cannot_be_read_is_unknown_and_the_rest_stays() -> None:
    candidature = whole(
        evenement={"start_date": "au printemps", "territoire_name": "Atlantide"},
        publics={"expected_attendance": "beaucoup", "venue_capacity": "assez grande"},
        porteur={"structure_kind": "royaume"},
        budget={"grant_requested": "le plus possible"},
    )
    columns, facts = read_columns(candidature), read_facts(candidature)
    assert (columns.start_date, columns.territoire_id, columns.expected_attendance) == (None, None, None)
    assert (columns.title, columns.end_date, columns.budget_total) == (
        "NEC Vosges",
        date(2027, 5, 16),
        Decimal("5250.50"),
    )
    assert (facts.start_date, facts.expected_attendance, facts.venue_capacity) == (None, None, None)
    assert (facts.is_legal_entity, facts.grant_requested, facts.wants_grant) == (None, None, True)


@pytest.mark.parametrize("values", [{"title": ["a", "b"]}, {"title": None}, {"start_date": {"a": 1}}, {"month": 3}])
def test_answers_of_another_shape_break_nothing(values: dict[str, Any]) -> None:
    candidature = whole(evenement=values, partenaires={"partners": "rien", "collectivites": [None, "x"]})
    read_columns(candidature)
    assert read_facts(candidature).collectivites == 0


def test_a_month_gives_its_first_day_and_says_so() -> None:
    candidature = whole(evenement={"date_precision": "month", "month": "05/2027"})
    columns, facts = read_columns(candidature), read_facts(candidature)
    assert (columns.start_date, columns.end_date, columns.date_precision) == (date(2027, 5, 1), None, "month")
    assert (facts.start_date, facts.date_precision) == (date(2027, 5, 1), DatePrecision.MONTH)


@pytest.mark.parametrize(
    ("kind", "is_legal_entity"), [("association", True), ("commune", True), ("collectif", False), ("", None)]
)
def test_only_an_informal_group_is_no_legal_entity(kind: str, is_legal_entity: bool | None) -> None:
    assert read_facts(whole(porteur={"structure_kind": kind})).is_legal_entity is is_legal_entity


@pytest.mark.parametrize(
    ("kind", "partners", "count"),
    [
        ("commune", None, 1),
        ("commune", {"collectivites": [{"name": "VILLE D’EPINAL"}, {"name": "Vosges"}]}, 2),
        ("departement", {"collectivites": [{"name": "Commune d’Épinal"}]}, 2),
        ("association", None, None),
        ("etat", {"collectivites": []}, 0),
        ("inconnu", {}, 0),
    ],
)
def test_a_collectivite_that_carries_the_project_counts(
    kind: str, partners: dict[str, Any] | None, count: int | None
) -> None:
    answers = {"porteur": {"structure_kind": kind, "structure_name": "Ville d’Épinal"}} | (
        {"partenaires": partners} if partners is not None else {}
    )

    assert read_facts(candidature_of(**answers)).collectivites == count


def test_collectivites_are_unknown_before_their_page_then_those_with_a_name_count() -> None:
    assert read_facts(candidature_of()).collectivites is None
    assert read_facts(candidature_of(partenaires={})).collectivites == 0
    rows = [{"name": "Vosges"}, {"support": "Une salle"}, {"name": "Épinal", "kind": "royaume"}]
    assert read_facts(candidature_of(partenaires={"collectivites": rows})).collectivites == 2


@pytest.mark.parametrize(
    ("answer", "wants", "grant"), [("oui", True, Decimal(3000)), ("non", False, None), ("", None, None)]
)
def test_a_grant_counts_once_it_is_wanted(answer: str, wants: bool | None, grant: Decimal | None) -> None:
    candidature = whole(budget={"wants_grant": answer})
    facts = read_facts(candidature)
    assert (facts.wants_grant, facts.grant_requested) == (wants, grant)
    assert read_columns(candidature).grant_requested == grant


def partner(part: str = "partenaire", sector: str = "public") -> dict[str, str]:
    return {"name": "Une structure", "part": part, "sector": sector}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"budget": {"incomes": [{"amount": "1"}]}, "moyens": {"human": "Deux personnes"}}, {Evidence.FUNDING}),
        ({"budget": {"incomes": [{"amount": "0"}]}, "moyens": {"human": "Deux personnes"}}, set()),
        ({"budget": {"incomes": [{"amount": "1"}]}, "moyens": {"human": " "}}, set()),
        (
            {"budget": {"wants_grant": "oui", "grant_requested": "3000"}, "moyens": {"human": "Deux personnes"}},
            set(),
        ),
        ({"partenaires": {"partners": [partner("co_organise")]}}, {Evidence.ORGANISERS}),
        ({"partenaires": {"partners": [partner(), partner("finance")]}}, set()),
        ({"partenaires": {"partners": [partner(), partner(sector="associatif")]}}, {Evidence.MOBILISATION}),
        ({"partenaires": {"partners": [partner(), partner(sector="prive")]}}, {Evidence.MOBILISATION}),
        ({"partenaires": {"partners": [partner(sector="prive"), partner(sector="associatif")]}}, set()),
        ({"evenement": {"digital_maturity": "Un réseau"}}, {Evidence.MATURITY}),
        ({"relecture": {"charter_measures": "Le train"}}, {Evidence.CHARTE}),
        ({"formats": {"restitution": "Une fiche"}}, {Evidence.RESTITUTION}),
        ({"formats": {"innovation": "Un jeu"}}, {Evidence.INNOVATION}),
        ({"formats": {"innovation": "\n ", "restitution": ""}}, set()),
    ],
)
def test_what_is_written_answers_the_criteria_considered(answers: dict[str, Any], expected: set[Evidence]) -> None:
    assert read_facts(candidature_of(**answers)).evidence == expected


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 2, 22, 59, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 2, 23, 0, tzinfo=UTC), date(2026, 11, 3)),
    ],
)
def test_it_would_be_sent_today_in_paris_unless_a_day_is_given(moment: datetime, day: date) -> None:
    candidature = candidature_of()
    with time_machine.travel(moment, tick=False):
        assert read_facts(candidature).sent_on == day
        assert read_facts(candidature, date(2026, 1, 31)).sent_on == date(2026, 1, 31)


def test_reading_takes_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    TerritoireFactory.create_batch(20)
    candidature = Candidature.objects.select_related("version").get(pk=whole().pk)
    with django_assert_max_num_queries(2):
        read_facts(candidature)
    with django_assert_max_num_queries(2):
        read_columns(candidature)
