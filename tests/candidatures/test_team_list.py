"""The team's list of the candidatures: what it shows, how it is narrowed, searched, sorted, and kept as a view."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidatures.enums import Outcome, State
from candidatures.models import AppelVersion, Candidature, SavedView
from candidatures.services.refusals import ActRefusedError
from candidatures.services.saved_views import MAX_VIEWS, save_view
from candidatures.team.words import Deadline
from home.models import HomePage
from socle.enums import TerritoireKind
from socle.permissions import MANAGEMENT, REVIEW
from tests.accounts import log_in, member_of
from tests.factories import AppelVersionFactory, CandidatureFactory, SuperuserFactory, TerritoireFactory

LIST = "nec_candidatures_team:index"
TODAY = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def reviewer() -> User:
    return member_of(REVIEW.name)


def dossier(number: int, **values: Any) -> Candidature:
    given: dict[str, Any] = {"state": State.SUBMITTED, "number": f"NEC-2026-{number:04}", "title": f"NEC {number}"}
    made: Candidature = CandidatureFactory(**given | values)
    return made


def listed(client: Client, query: str = "") -> list[str]:
    """The numbers in the list, in its order."""
    response = client.get(f"{reverse(LIST)}?{query}")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [cell.get_text(strip=True)[-4:] for cell in page.select("table.listing td.title")]


@time_machine.travel(TODAY)
def test_a_row_says_what_matters(reviewer: User) -> None:
    reviewer.first_name, reviewer.last_name = "Inès", "Ferrand"
    reviewer.save()
    dossier(
        1,
        title="NEC Vosges",
        territoire=TerritoireFactory(name="Vosges", code="88"),
        start_date=date(2027, 5, 15),
        due_on=date(2026, 11, 29),
        expected_attendance=1180,
        grant_requested=Decimal("3000.50"),
        grant_awarded=Decimal(2000),
        outcome=Outcome.WITH_GRANT,
        state=State.INFO_REQUESTED,
        instructeur=reviewer,
        submitted_at=datetime(2026, 10, 2, tzinfo=UTC),
    )

    page = BeautifulSoup(log_in(reviewer).get(reverse(LIST)).content, "html.parser")

    cells = [
        " ".join(cell.get_text(" ").split()).replace("\u202f", " ") for cell in page.select("table.listing tbody td")
    ]
    assert [cell for cell in cells if cell] == [
        "NEC-2026-0001",
        "NEC Vosges",
        "Vosges (88)",
        "15 mai 2027",
        "en retard de 2 jours 29 novembre 2026",
        "Complément demandé",
        "Inès Ferrand",
        "1 180",
        "3 000,50 €",
        "2 000 €",
        "Avec soutien",
    ]
    assert page.select_one("td.is-late svg") is not None
    assert page.select_one("input[data-bulk-action-checkbox]") is not None


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 11, 20), "en retard de 11 jours"),
        (date(2026, 11, 30), "en retard d’un jour"),
        (date(2026, 12, 1), "aujourd’hui"),
        (date(2026, 12, 2), "demain"),
        (date(2026, 12, 8), "dans 7 jours"),
    ],
)
def test_days_left_are_said_in_words(day: date, left: str) -> None:
    deadline = Deadline(day, date(2026, 12, 1))
    assert deadline.left == left
    assert (deadline.is_late, deadline.is_near) == (day < date(2026, 12, 1), day >= date(2026, 12, 1))
    assert not Deadline(date(2026, 12, 9), date(2026, 12, 1)).is_near


@time_machine.travel(TODAY)
def test_each_filter_keeps_what_it_says(reviewer: User) -> None:
    region = TerritoireFactory(kind=TerritoireKind.REGION, code="44", name="Grand Est")
    vosges = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88", name="Vosges", parent=region)
    epinal = TerritoireFactory(kind=TerritoireKind.COMMUNE, code="88160", name="Épinal", parent=vosges)
    version: AppelVersion = AppelVersionFactory()
    dossier(1, state=State.IN_REVIEW, instructeur=reviewer, territoire=epinal, due_on=date(2026, 11, 30))
    wanted = {"outcome": Outcome.WITH_GRANT, "grant_requested": Decimal(3000)}
    dossier(2, territoire=region, due_on=date(2026, 12, 1), **wanted)
    dossier(3, start_date=date(2027, 3, 1), grant_awarded=Decimal(0), due_on=date(2026, 12, 20), version=version)
    dossier(
        4, state=State.PAID, grant_awarded=Decimal(2000), deletion_requested_at=TODAY, instructeur=SuperuserFactory()
    )
    client = log_in(reviewer)

    found = {
        query: "".join(number[-1] for number in sorted(listed(client, query)))
        for query in (
            "state=in_review&state=paid",
            "instructeur=moi",
            "instructeur=personne",
            f"instructeur={reviewer.pk}",
            "deadline=retard",
            "deadline=semaine",
            "deadline=mois",
            "outcome=avec",
            "region=44",
            "departement=88",
            "year=2027",
            "grant_asked=true",
            "grant_asked=false",
            "grant_awarded=true",
            "grant_awarded=false",
            "deletion=true",
            "deletion=false",
            "state=in_review&instructeur=personne",
            # What does not exist is left aside, the rest is not.
            "state=inconnu&instructeur=moi",
            "instructeur=99999999999999999999",
        )
    }

    assert found == {
        "state=in_review&state=paid": "14",
        "instructeur=moi": "1",
        "instructeur=personne": "23",
        f"instructeur={reviewer.pk}": "1",
        "deadline=retard": "1",
        "deadline=semaine": "2",
        "deadline=mois": "23",
        "outcome=avec": "2",
        "region=44": "12",
        "departement=88": "1",
        "year=2027": "3",
        "grant_asked=true": "2",
        "grant_asked=false": "134",
        "grant_awarded=true": "4",
        "grant_awarded=false": "123",
        "deletion=true": "4",
        "deletion=false": "123",
        "state=in_review&instructeur=personne": "",
        "state=inconnu&instructeur=moi": "1",
        "instructeur=99999999999999999999": "1234",
    }


def test_the_call_is_a_filter(reviewer: User, call: Any) -> None:
    dossier(1, version=call.get_version())
    dossier(2)
    assert listed(log_in(reviewer), f"call={call.pk}") == ["0001"]


def test_words_are_found_in_number_title_and_structure_whatever_the_accents(reviewer: User) -> None:
    dossier(1, title="NEC d’Épinal")
    dossier(2, structure_name="Hub Grand Est")
    client = log_in(reviewer)
    found = {
        query: sorted(listed(client, f"q={query}")) for query in ("epinal", "ÉPINAL", "est hub", "2026-0002", "metz")
    }
    assert found == {
        "epinal": ["0001"],
        "ÉPINAL": ["0001"],
        "est hub": ["0002"],
        "2026-0002": ["0002"],
        "metz": [],
    }


def test_every_column_sorts_with_what_is_empty_last(reviewer: User) -> None:
    dossier(1, state=State.PAID, due_on=date(2026, 12, 1), grant_awarded=Decimal(10), instructeur=reviewer)
    dossier(2, state=State.IN_REVIEW, due_on=date(2026, 11, 1), territoire=TerritoireFactory(name="Aube"))
    dossier(3, state=State.SUBMITTED, expected_attendance=5)
    client = log_in(reviewer)
    page = BeautifulSoup(client.get(reverse(LIST)).content, "html.parser")
    keys = {str(link["href"]).rpartition("ordering=")[2] for link in page.select("table.listing th a")}
    assert len(keys) == 11
    for key in keys:
        assert len(listed(client, f"ordering={key}")) == 3, key
    assert listed(client, "ordering=due_on")[:2] == ["0002", "0001"]
    assert listed(client, "ordering=-due_on")[:2] == ["0001", "0002"]
    # By the order of the work, not of its words.
    assert listed(client, "ordering=state") == ["0003", "0002", "0001"]
    assert listed(client, "ordering=-instructeur")[0] == "0001"
    assert listed(client, "ordering=territoire")[0] == "0002"
    assert len(listed(client, "ordering=password")) == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.one_of(st.text(max_size=40), st.sampled_from(["\x00", '"', "9" * 30, "-1", "é" * 3000, "' OR 1=1 --"])))
def test_no_address_breaks_the_list(reviewer: User, value: str) -> None:
    client = log_in(reviewer)
    dossier_count = Candidature.objects.count()
    names = (
        "q",
        "p",
        "ordering",
        "state",
        "instructeur",
        "call",
        "region",
        "year",
        "deadline",
        "grant_asked",
        "export",
    )
    # The site refuses a NUL in any address.
    expected = 400 if "\x00" in value else 200
    for name in (LIST, "nec_candidatures_team:save_view"):
        assert client.get(reverse(name), dict.fromkeys(names, value)).status_code == expected
    assert Candidature.objects.count() == dossier_count


def test_the_list_of_2000_costs_what_that_of_20_does(reviewer: User) -> None:
    client = log_in(reviewer)
    version = AppelVersionFactory()
    territoire = TerritoireFactory()
    SavedView.objects.create(owner=reviewer, name="Les miens", query="instructeur=moi")

    def add(start: int, end: int) -> None:
        Candidature.objects.bulk_create(
            Candidature(
                version=version,
                number=f"N-{rank}",
                state=State.SUBMITTED,
                title=f"NEC {rank}",
                territoire=territoire,
                instructeur=reviewer,
            )
            for rank in range(start, end)
        )

    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{reverse(LIST)}?{query}").status_code == 200
        return len(queries)

    add(0, 20)
    client.get(reverse(LIST))
    queries = ("", "q=NEC&state=submitted&ordering=-title", "p=2")
    few = [count(query) for query in queries]
    add(20, 2000)
    SavedView.objects.bulk_create(SavedView(owner=reviewer, name=f"Vue {n}", query="deadline=retard") for n in range(9))

    assert [count(query) for query in queries] == few
    assert max(few) <= 20
    assert len(listed(client)) == 50


def views_of(client: Client, query: str = "") -> dict[str, str]:
    """The count of each view, by its label; a star marks the present one."""
    page = BeautifulSoup(client.get(f"{reverse(LIST)}?{query}").content, "html.parser")
    links: Any = page.select(".nec-views a:first-child")
    return {
        " ".join(link.find(string=True, recursive=False).split()) + ("*" if link.get("aria-current") else ""): (
            link.select_one("span").get_text() if link.select_one("span") else ""
        )
        for link in links
    }


def test_the_views_of_the_work_say_how_many(reviewer: User) -> None:
    states = (State.SUBMITTED, State.INTERVIEW, State.INFO_REQUESTED, State.REPORTS_DUE, State.REPORTS_RECEIVED)
    for rank, state in enumerate(states):
        dossier(rank, state=state)
    dossier(9, state=State.REPORTS_RECEIVED, grant_awarded=Decimal(1000))
    CandidatureFactory(state=State.DRAFT)
    client = log_in(reviewer)

    assert views_of(client) == {
        "Toutes*": "6",
        "À instruire": "2",
        "En attente de réponse": "1",
        "Bilans attendus": "1",
        "À payer": "1",
    }
    page = BeautifulSoup(client.get(reverse(LIST)).content, "html.parser")
    links: Any = page.select(".nec-views a")
    addresses = {link.find(string=True, recursive=False).strip(): link["href"] for link in links}
    assert listed(client, addresses["À payer"].partition("?")[2]) == ["0009"]
    # The same filters in another order are the same view.
    query = "state=interview&state=submitted&state=in_review"
    assert "À instruire*" in views_of(client, query)


def test_a_view_of_ones_own_is_kept_shared_and_deleted(reviewer: User) -> None:
    client, colleague = log_in(reviewer), log_in(member_of(MANAGEMENT.name))
    address = reverse("nec_candidatures_team:save_view") + "?instructeur=moi&q=metz&p=3&inconnu=1&ordering=title"
    form = client.get(address).content.decode()
    assert "Instruite par : Moi" in form.replace("\xa0", " ")
    assert "Recherche : metz" in form.replace("\xa0", " ")

    assert "Donnez un nom à cette vue." in client.post(address, {"name": " "}).content.decode()
    long = client.post(address, {"name": "x" * 61})
    assert "Raccourcissez ce nom" in long.content.decode()
    assert "x" * 61 in long.content.decode()
    assert client.post(address, {"name": "a\x00"}).status_code == 200
    assert client.post(address, {"name": "Mes dossiers à Metz"}).status_code == 302

    view = SavedView.objects.get()
    assert (view.owner, view.query, view.is_shared) == (reviewer, "instructeur=moi&ordering=title&q=metz", False)
    assert views_of(client, view.query)["Mes dossiers à Metz*"] == ""
    assert "Mes dossiers à Metz" not in views_of(colleague)
    delete = reverse("nec_candidatures_team:delete_view", args=[view.pk])
    assert colleague.get(delete).status_code == colleague.post(delete).status_code == 404
    again = client.post(address, {"name": "Mes dossiers à Metz"}).content.decode()
    assert "Vous avez déjà une vue de ce nom." in again

    shared = reverse("nec_candidatures_team:save_view") + "?instructeur=moi"
    assert client.post(shared, {"name": "Les miens", "is_shared": "on"}).status_code == 302
    dossier(1, instructeur=reviewer)
    # « Moi » is whoever looks.
    assert views_of(client)["Les miens"] == "1"
    assert views_of(colleague)["Les miens"] == "0"
    delete_shared = reverse("nec_candidatures_team:delete_view", args=[SavedView.objects.get(is_shared=True).pk])
    assert colleague.post(delete_shared).status_code == 404

    assert client.get(delete).status_code == 200
    assert client.post(delete).status_code == 302
    assert client.post(delete_shared).status_code == 302
    assert not SavedView.objects.exists()


def test_views_are_few_and_short(reviewer: User) -> None:
    with pytest.raises(ActRefusedError, match="trop nombreux"):
        save_view(reviewer, "Trop", "q=" + "x" * 2000)
    with pytest.raises(ActRefusedError, match="rôle"):
        save_view(User(pk=0, username="personne"), "Rien", "")
    for rank in range(MAX_VIEWS):
        save_view(reviewer, f"Vue {rank}", "")
    with pytest.raises(ActRefusedError, match="20 vues"):
        save_view(reviewer, "Une de trop", "")
