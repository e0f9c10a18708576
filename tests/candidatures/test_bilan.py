"""The bilan: three pages, documents, sent whole and once."""

from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from candidatures import access
from candidatures.enums import FileKind, State, Step
from candidatures.models import Candidature, Courriel, Porteur, StepAnswers
from candidatures.services.exchanges import ExchangeRefusedError, missing_reports, send_bilan
from candidatures.steps import get_form
from home.models import HomePage
from tests.factories import AppelPageFactory, AppelVersionFactory, CandidatureFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import main_text, read, texts
from tests.uploads import pdf

pytestmark = pytest.mark.django_db

WHOLE: dict[str, dict[str, Any]] = {
    "bilan-quantitatif": {"participants": "181"},
    "bilan-qualitatif": {"liked": "Les stands.", "to_change": "Indiquer le parking."},
    "bilan-financier": {"expenses": [{"label": "Salle", "kind": "autre", "amount": "1 250,50"}]},
}
PLANNED = {"expenses": [{"label": "Salle", "kind": "autre", "amount": "2000"}], "wants_grant": "non"}


@pytest.fixture
def candidature(home_page: HomePage) -> Candidature:
    appel = AppelPageFactory(parent=home_page, recipients="equipe@exemple.fr")
    made: Candidature = CandidatureFactory(
        version=AppelVersionFactory(appel=appel), state=State.REPORTS_DUE, answers={"budget": PLANNED}
    )
    return made


@pytest.fixture
def organiser(candidature: Candidature) -> PorteurClient:
    return signed_in(candidature.porteurs.get())


def write_whole(candidature: Candidature) -> None:
    """Fill in all that the bilan asks for."""
    for step, values in WHOLE.items():
        StepAnswers.objects.create(candidature=candidature, step=step, values=values, revision=1)


def address(candidature: Candidature, end: str = "") -> str:
    return f"/mes-dossiers/{candidature.uuid}/bilan/{end}"


@pytest.mark.parametrize("state", sorted(set(State) - {State.EVENT_HELD, State.REPORTS_DUE}))
def test_a_bilan_opens_in_its_time_only(candidature: Candidature, organiser: PorteurClient, state: State) -> None:
    Candidature.objects.update(state=state)

    response = organiser.get(address(candidature))

    assert response.status_code == 302
    assert response.headers["Location"] == f"/mes-dossiers/{candidature.uuid}/"


def test_what_is_missing_is_told_with_the_way_to_each_field(candidature: Candidature, organiser: PorteurClient) -> None:
    response = organiser.send(address(candidature, "envoyer/"))

    assert response.status_code == 422
    steps = f"/mes-dossiers/{candidature.uuid}/etapes"
    for target in ("bilan-quantitatif/#participants", "bilan-qualitatif/#liked", "bilan-financier/#expenses-0-label"):
        assert f'href="{steps}/{target}"' in response.content.decode()
    page = BeautifulSoup(response.content, "html.parser")
    (title,) = texts(page, "title")
    assert title.startswith("Erreur : Bilan, ")
    assert "Ce qui a plu" in texts(page, "[role=alert] a")
    candidature.refresh_from_db()
    assert candidature.state == State.REPORTS_DUE


def test_each_page_says_whether_it_is_complete(candidature: Candidature, organiser: PorteurClient) -> None:
    StepAnswers.objects.create(candidature=candidature, step=Step.BILAN_QUANTITATIF, values={"participants": "181"})
    StepAnswers.objects.create(candidature=candidature, step=Step.BILAN_QUALITATIF, values={"liked": "Tout."})

    words = texts(read(organiser, address(candidature)), ".follow-part .follow-detail")

    assert words == ["Complet", "Une réponse à compléter", "À commencer"]


def test_a_whole_bilan_is_sent_once_and_told(candidature: Candidature, organiser: PorteurClient) -> None:
    write_whole(candidature)

    for _time in range(2):
        response = organiser.send(address(candidature, "envoyer/"))
        assert response.headers["Location"] == f"/mes-dossiers/{candidature.uuid}/?fait=bilan"

    candidature.refresh_from_db()
    assert candidature.state == State.REPORTS_RECEIVED
    assert [line.text for line in candidature.journal.all()] == ["Bilan envoyé à l’équipe."]
    assert Courriel.objects.count() == 2


def test_a_dossier_erased_while_it_is_written_is_not_found(candidature: Candidature, organiser: PorteurClient) -> None:
    get = access.get_candidature

    def get_then_erase(porteur: Porteur, uuid: UUID) -> Candidature:
        found = get(porteur, uuid)
        Candidature.objects.filter(pk=found.pk).delete()
        return found

    with patch("candidatures.access.get_candidature", get_then_erase):
        assert organiser.send(address(candidature, "envoyer/")).status_code == 404


def test_a_bilan_emptied_meanwhile_is_not_sent(candidature: Candidature) -> None:
    write_whole(candidature)
    stale = Candidature.objects.whole().get()
    StepAnswers.objects.filter(step="bilan-qualitatif").update(values={})

    with pytest.raises(ExchangeRefusedError, match="Complétez le bilan"):
        send_bilan(stale, candidature.porteurs.get())
    assert Candidature.objects.get().state == State.REPORTS_DUE


def test_a_bilan_that_the_team_returns_is_sent_and_told_again(
    candidature: Candidature, organiser: PorteurClient
) -> None:
    write_whole(candidature)
    organiser.send(address(candidature, "envoyer/"))
    Candidature.objects.update(state=State.REPORTS_DUE)

    organiser.send(address(candidature, "envoyer/"))

    assert Courriel.objects.count() == 4


def test_documents_are_added_and_removed(candidature: Candidature, organiser: PorteurClient) -> None:
    organiser.send(address(candidature), {"document": SimpleUploadedFile("presse.pdf", pdf())})
    piece = candidature.files.get()
    assert (piece.name, piece.kind) == ("presse.pdf", FileKind.BILAN)

    organiser.send(address(candidature), {"remove": str(piece.uuid)})

    assert not candidature.files.exists()


def test_a_document_of_the_dossier_is_not_removed_from_here(candidature: Candidature, organiser: PorteurClient) -> None:
    organiser.send(address(candidature), {"document": SimpleUploadedFile("presse.pdf", pdf())})
    candidature.files.update(kind=FileKind.DOCUMENT)

    organiser.send(address(candidature), {"remove": str(candidature.files.get().uuid)})

    assert candidature.files.count() == 1


def test_a_document_refused_says_why_near_its_field(candidature: Candidature, organiser: PorteurClient) -> None:
    response = organiser.send(address(candidature), {"document": SimpleUploadedFile("a.exe", b"MZ")})

    assert response.status_code == 422
    assert 'id="document_error"' in response.content.decode()


def test_what_was_planned_stands_beside_what_was_spent(candidature: Candidature, organiser: PorteurClient) -> None:
    write_whole(candidature)
    soup = read(organiser, f"/mes-dossiers/{candidature.uuid}/etapes/bilan-financier/")

    assert texts(soup, ".follow-figures tbody tr:first-child > *") == ["Dépenses", "2 000 €", "1 250,50 €"]


def test_more_women_than_speakers_and_a_share_above_100_are_wrong(candidature: Candidature) -> None:
    values = {"participants": "181", "speakers": "10", "women_speakers": "11", "satisfaction": "101"}
    StepAnswers.objects.create(candidature=candidature, step=Step.BILAN_QUANTITATIF, values=values)

    errors = get_form(candidature, Step.BILAN_QUANTITATIF).all_errors

    assert [(error.target, error.message) for error in errors] == [
        ("women_speakers", "Indiquez un nombre au plus égal à celui des intervenantes et intervenants."),
        ("satisfaction", "Indiquez un nombre de 0 à 100."),
    ]


def test_nothing_is_missing_in_a_whole_bilan(candidature: Candidature) -> None:
    write_whole(candidature)

    assert missing_reports(candidature) == []


def test_the_empty_rows_can_be_filled_in_without_a_script(candidature: Candidature, organiser: PorteurClient) -> None:
    soup = read(organiser, f"/mes-dossiers/{candidature.uuid}/etapes/bilan-financier/")

    assert soup.select('[name="expenses-0-label"]')
    assert "Les dépenses réelles" in main_text(soup)
