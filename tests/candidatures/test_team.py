"""What the team reads of the candidatures."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidatures.enums import ScanState, State
from candidatures.models import Candidature, DossierVersion, PieceJointe
from home.models import HomePage
from socle.permissions import CONTRIBUTORS, REVIEW, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory

LIST = "nec_candidatures_team:index"
DOSSIER = "nec_candidatures_team:dossier"


@pytest.fixture
def team(home_page: HomePage) -> Client:
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(REVIEW.name))


@pytest.fixture
def sent(db: None) -> Candidature:
    answers = {"evenement": {"title": "NEC Vosges"}, "objectif": {"objective": "Relier\nles acteurs"}}
    candidature: Candidature = CandidatureFactory(
        state=State.SUBMITTED, number="NEC-2026-0001", title="NEC Vosges", answers=answers
    )
    DossierVersion.objects.create(candidature=candidature, number=1, answers=answers)
    return candidature


def piece(candidature: Candidature, scan_state: ScanState) -> PieceJointe:
    return PieceJointe.objects.create(
        candidature=candidature,
        file=ContentFile(b"%PDF-1.7", name="budget.pdf"),
        name="budget.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
        scan_state=scan_state,
    )


def test_the_list_shows_what_was_sent_and_no_draft(team: Client, sent: Candidature) -> None:
    CandidatureFactory(title="Brouillon secret")

    page = BeautifulSoup(team.get(reverse(LIST)).content, "html.parser")

    rows = page.select("table.listing tbody tr")
    assert [row.select("td.title")[0].get_text(strip=True) for row in rows] == ["NEC-2026-0001"]
    assert page.select("table.listing tbody a")[0]["href"] == reverse(DOSSIER, args=[sent.pk])
    assert "Brouillon secret" not in page.get_text()
    # Nothing is added, changed or deleted from there.
    assert page.select("a[href*='/add/'], a[href*='/edit/'], a[href*='/delete/']") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=vosges", 1),
        ("q=metz", 0),
        ("state=submitted", 1),
        ("state=paid", 0),
        ("ordering=-title", 1),
        ("q=%22", 0),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(team: Client, sent: Candidature, query: str, found: int) -> None:
    response = team.get(f"{reverse(LIST)}?{query}")

    assert response.status_code == 200
    assert len(BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")) == found


def test_a_dossier_reads_as_it_was_sent(team: Client, sent: Candidature) -> None:
    sent.answers.filter(step="objectif").update(values={"objective": "Changé depuis"})

    text = team.get(reverse(DOSSIER, args=[sent.pk])).content.decode()

    assert "Relier<br>les acteurs" in text
    assert "Changé depuis" not in text
    assert sent.porteurs.get().email in text


def test_a_draft_is_its_organisers_alone(team: Client) -> None:
    draft = CandidatureFactory()
    file = piece(draft, ScanState.CLEAN)

    assert team.get(reverse(DOSSIER, args=[draft.pk])).status_code == 404
    assert team.get(reverse("nec_candidatures_team:file", args=[draft.pk, file.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("scan_state", "status"),
    [
        (ScanState.CLEAN, 200),
        (ScanState.NOT_CONFIGURED, 200),
        (ScanState.PENDING, 404),
        (ScanState.FAILED, 404),
        (ScanState.INFECTED, 404),
    ],
)
def test_a_file_not_found_clean_is_not_given(
    team: Client, sent: Candidature, scan_state: ScanState, status: int
) -> None:
    file = piece(sent, scan_state)
    url = reverse("nec_candidatures_team:file", args=[sent.pk, file.uuid])

    response = team.get(url)

    assert response.status_code == status
    assert (url in team.get(reverse(DOSSIER, args=[sent.pk])).content.decode()) is (status == 200)
    if status == 200:
        assert response.headers["Content-Disposition"] == 'attachment; filename="budget.pdf"'
        assert b"".join(response.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]


def test_a_file_is_only_given_with_its_own_candidature(team: Client, sent: Candidature) -> None:
    other = CandidatureFactory(state=State.SUBMITTED)
    file = piece(sent, ScanState.CLEAN)

    assert team.get(reverse("nec_candidatures_team:file", args=[other.pk, file.uuid])).status_code == 404


@pytest.mark.parametrize("group", [TEAM.name, WRITERS.name, CONTRIBUTORS.name])
def test_nobody_else_reads_anything(team: Client, sent: Candidature, group: str) -> None:
    file = piece(sent, ScanState.CLEAN)
    client = log_in(member_of(group))
    addresses = [
        reverse(LIST),
        reverse("nec_candidatures_team:index_results"),
        reverse(DOSSIER, args=[sent.pk]),
        reverse("nec_candidatures_team:file", args=[sent.pk, file.uuid]),
        reverse("nec_candidatures_team:file", args=[sent.pk, uuid.uuid4()]),
    ]

    for address in addresses:
        response = client.get(address)
        assert response.status_code in {302, 403}, address
        assert b"Vosges" not in response.content
    assert reverse(LIST) not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(LIST) in team.get(reverse("wagtailadmin_home")).content.decode()


def test_the_public_gets_the_login(client: Client, sent: Candidature) -> None:
    assert client.get(reverse(DOSSIER, args=[sent.pk])).status_code == 302


def test_the_list_costs_the_same_for_three_and_for_many(team: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert team.get(reverse(LIST)).status_code == 200
        return len(queries)

    CandidatureFactory.create_batch(3, state=State.SUBMITTED)
    team.get(reverse(LIST))
    few = count()
    CandidatureFactory.create_batch(60, state=State.SUBMITTED)

    assert count() == few
