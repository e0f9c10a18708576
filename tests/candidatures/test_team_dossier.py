"""The page of a dossier as the team reads it: what is to be done first, all that was said, and nothing that leaves."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidatures.access import cookie_name
from candidatures.enums import EntryKind, State, Step
from candidatures.models import AppelPage, Candidature, CriterionAssessment, JournalEntry, Payment
from candidatures.own_data import read_own_data
from candidatures.services import instruction, submission
from candidatures.summary import read_version
from candidatures.team.changes import compare
from candidatures.team.dossier import JOURNAL_LINES, MAIN_ACTS, NEXT_THINGS
from candidatures.team.place import PlaceMap
from candidatures.workflow import TRANSITIONS
from socle.permissions import DECISION, MANAGEMENT, REVIEW
from tests.accounts import log_in, member_of
from tests.factories import PorteurSessionFactory, SuperuserFactory, TerritoireFactory
from tests.followed import exchange, page_of
from tests.team import accepted, actor, held, move, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(reviewed: Candidature) -> Client:
    submission.keep_version(reviewed)
    return log_in(SuperuserFactory())


def read(client: Client, candidature: Candidature, query: str = "") -> BeautifulSoup:
    response = client.get(reverse("nec_candidatures_team:dossier", args=[candidature.pk]) + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def offers(page: BeautifulSoup) -> dict[str, str]:
    """The acts of the moment, with what each still lacks."""
    rows = page.select(".nec-offers")[0].select("li")
    return {
        row.select("a, .nec-blocked")[0].get_text(strip=True): " ".join(
            why.get_text(strip=True) for why in row.select(".nec-why")
        )
        for row in rows
    }


def test_the_state_and_what_may_be_done_come_first(reviewed: Candidature) -> None:
    call_command("setup_editors", verbosity=0)
    reader = log_in(member_of(REVIEW.name))
    page = read(reader, reviewed)
    first = page.select_one("#etat")
    assert first
    assert "En instruction" in first.get_text()
    assert "Instruire : demander un complément" in first.get_text().replace("\u00a0", " ")
    assert offers(page) == {"Demander un complément": ""}
    decider = read(log_in(member_of(DECISION.name)), reviewed)
    assert list(offers(decider)) == ["Donner un accord", "Refuser"]
    # Every section of the page is reached from its top.
    ids = {element["id"] for element in page.select("section[id]")}
    assert {str(link["href"])[1:] for link in page.select(".nec-anchors a")} == ids - {"etat"}


def test_what_an_act_still_lacks_is_said_where_it_stands(call: AppelPage) -> None:
    call_command("setup_editors", verbosity=0)
    candidature = accepted(call)
    page = read(log_in(member_of(MANAGEMENT.name)), candidature)
    said = offers(page)
    (remedy,) = page.select(".nec-remedy")
    assert remedy.get_text() == "Écrire le modèle de convention"
    assert remedy["href"] == reverse(
        "wagtailsettings:edit", args=["nec_candidatures", "conventionsettings", call.get_site().pk]
    )
    assert said["Préparer la convention"] == "Écrivez d’abord le modèle de convention, dans les réglages."
    assert said["Envoyer la convention"] == "Préparez d’abord la convention."
    assert said["Annuler le projet"] == ""
    move(candidature, State.AGREEMENT_SIGNED)
    held(candidature, date(2099, 1, 1))
    blocked = offers(read(log_in(member_of(REVIEW.name)), candidature))
    assert blocked["Noter que l’événement a eu lieu"].startswith("L’événement n’est pas encore passé")


@time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
def test_a_day_that_has_passed_is_said_to_be_late(office: Client, reviewed: Candidature) -> None:
    for due_on, words in ((date(2026, 11, 29), "(en retard de 2 jours)."), (date(2026, 12, 3), "3 décembre 2026.")):
        move(reviewed, State.IN_REVIEW, due_on=due_on)
        first = read(office, reviewed).select_one("#etat")
        assert first is not None
        told = " ".join(first.get_text().split())
        assert words in told
        assert ("en retard" in told) is (due_on < date(2026, 12, 1))


def test_each_state_that_the_team_sees_says_what_is_to_be_done(office: Client, reviewed: Candidature) -> None:
    told = {State.VALIDATED, State.EVENT_HELD, State.REPORTS_RECEIVED}
    assert set(NEXT_THINGS) | told == set(State) - {State.DRAFT}
    for state in told:
        move(reviewed, state)
        assert "À faire" in read(office, reviewed).get_text()
    move(reviewed, State.AGREEMENT_SENT)
    assert "Attendre la convention signée." in read(office, reviewed).get_text().replace("\u00a0", " ")
    offered = {transition.name for transition in TRANSITIONS.values() if transition.label}
    assert offered - {"invite", "cancel_request"} <= {name for name, _view in MAIN_ACTS}


def test_an_agreement_that_came_back_is_to_be_verified(office: Client, call: AppelPage) -> None:
    assert "Vérifier la convention signée, puis la valider." in read(office, signed(call)).get_text()


def test_budget_place_and_eligibility_are_read_with_their_reasons(office: Client, reviewed: Candidature) -> None:
    text = read(office, reviewed).get_text(" ", strip=True)
    assert "57,14\u202f%" in text
    assert "Pour ce budget, l’appel permet au plus 4\u202f200,40\u202f€" in text
    assert "Avec soutien financier" in text
    assert "1\u202f180 personnes" in text.replace("\u2009", "\u202f")
    assert "Salle des fêtes" in text


def test_a_known_place_is_a_point_of_the_map() -> None:
    vosges = TerritoireFactory(latitude=Decimal("48.1700"), longitude=Decimal("6.4500"))
    found = PlaceMap.of(vosges)
    assert found
    assert found.drawing.width * 0.6 < found.x < found.drawing.width
    island = PlaceMap.of(TerritoireFactory(latitude=Decimal("-21.1000"), longitude=Decimal("55.5000")))
    assert island
    assert island.drawing is not found.drawing
    assert PlaceMap.of(TerritoireFactory(latitude=None, longitude=None)) is None
    assert PlaceMap.of(TerritoireFactory(latitude=Decimal(10), longitude=Decimal(100))) is None
    assert PlaceMap.of(None) is None


def test_notes_never_leave(office: Client, reviewed: Candidature, client: Client) -> None:
    instruction.write_note(reviewed, actor(), "Méfiance : budget gonflé.")
    page = read(office, reviewed)
    assert "Méfiance" in page.select_one("#notes").get_text()  # type: ignore[union-attr]
    assert "Méfiance" not in page.select_one("#messages").get_text()  # type: ignore[union-attr]
    assert "Méfiance" not in str(read_own_data(reviewed))
    assert not reviewed.courriels.exists()
    PorteurSessionFactory(porteur=reviewed.porteurs.get(), token="jeton")
    client.cookies[cookie_name()] = "jeton"
    theirs = client.get(page_of(reviewed))
    assert theirs.status_code == 200
    assert "Méfiance" not in theirs.content.decode()
    assert not reviewed.journal.filter(text__contains="Méfiance").exists()
    assert not reviewed.journal.filter(kind=EntryKind.NOTE, is_public=True).exists()


def test_a_reading_is_in_the_journal_once(office: Client, reviewed: Candidature) -> None:
    for _time in range(3):
        read(office, reviewed)
    lines = JournalEntry.objects.filter(kind=EntryKind.READING)
    assert [line.text for line in lines] == ["Dossier consulté."]
    read(log_in(SuperuserFactory()), reviewed)
    assert lines.all().count() == 2


def test_a_long_journal_is_read_whole_when_asked(office: Client, reviewed: Candidature) -> None:
    for rank in range(JOURNAL_LINES + 5):
        instruction.write_note(reviewed, actor(), f"Note {rank}")
    page = read(office, reviewed)
    assert len(page.select("#journal tbody tr")) == JOURNAL_LINES
    link = page.select_one("#journal a")
    assert link
    whole = read(office, reviewed, str(link["href"]).partition("#")[0])
    assert len(whole.select("#journal tbody tr")) > JOURNAL_LINES


def test_what_changed_is_read_answer_by_answer(office: Client, reviewed: Candidature) -> None:
    row = reviewed.answers.get(step=Step.PUBLICS)
    row.values |= {"venue_capacity": "1 300"}
    row.save()
    budget = reviewed.answers.get(step=Step.BUDGET)
    budget.values["expenses"].append({"label": "Son", "kind": "autre", "amount": "10"})
    budget.save()
    second = submission.keep_version(reviewed)
    first = reviewed.dossier_versions.get(number=1)
    sections = compare(read_version(first), read_version(second))
    found = {
        (section.title, change.label): (change.before, change.after)
        for section in sections
        for change in section.changes
    }
    assert found["Les publics et le lieu", "Capacité du lieu"] == (("1\u202f200",), ("1\u202f300",))
    before, after = found["Le budget", "Les dépenses"]
    assert set(after) - set(before) == {"Son · Autre dépense · 10\u202f€"}
    assert len(found) == 2
    assert compare(read_version(second), read_version(second)) == []
    response = office.get(reverse("nec_candidatures_team:changes", args=[reviewed.pk, 2]))
    text = BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)
    assert "Capacité du lieu 1\u202f200 1\u202f300" in text
    start = office.get(reverse("nec_candidatures_team:changes", args=[reviewed.pk, 1]))
    assert "C’est la première version" in start.content.decode()


def test_a_dossier_costs_the_same_with_one_of_each_and_with_forty(office: Client, reviewed: Candidature) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(office, reviewed)
        return len(queries)

    def fill(number: int) -> None:
        exchange(reviewed, number)
        author = actor()
        for rank in range(number):
            instruction.write_note(reviewed, author, f"Note {rank}")
            instruction.plan(reviewed, author, date(2031, 1, 1), f"Échéance {rank}")
            CriterionAssessment.objects.get_or_create(candidature=reviewed, criterion=f"critere-{rank}")
            Payment.objects.create(candidature=reviewed, amount=1, paid_on=date(2031, 1, 1))
        submission.keep_version(reviewed)

    fill(1)
    read(office, reviewed)
    few = count()
    fill(39)

    assert count() == few
