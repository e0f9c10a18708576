"""Where those who manage follow what comes from Démarches simplifiées."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from candidatures.demarches.client import NO_PATIENCE
from candidatures.demarches.client import Client as DemarchesClient
from candidatures.enums import EntryKind, ImportState, OutsideState, State
from candidatures.models import Candidature, DemarchesSettings, ImportRun, OutsideDossier, Prefill
from candidatures.services.imports import run_import
from candidatures.services.outside_dossiers import forget
from home.models import HomePage
from socle.permissions import MANAGEMENT, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.demarches_server import DEMARCHE, TOKEN, FakeService, champ, demarches_server, dossier, origin, service
from tests.factories import AppelPageFactory, CandidatureFactory
from tests.reading import main_text

__all__ = ["demarches_server", "origin", "service"]

pytestmark = pytest.mark.django_db
PAGE, DOSSIERS = "nec_candidatures_team:outside", "nec_candidatures_team:outside_dossiers"


@pytest.fixture
def client(home_page: HomePage) -> Client:
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(MANAGEMENT.name))


@pytest.fixture
def link(home_page: HomePage, origin: str) -> DemarchesSettings:
    return DemarchesSettings.objects.create(
        site=home_page.get_site(),
        appel=AppelPageFactory(parent=home_page),
        demarche_number=DEMARCHE,
        base_url=origin,
        imports=True,
    )


def said(page: str) -> str:
    """The words of a page."""
    return main_text(BeautifulSoup(page, "html.parser"))


def page(client: Client, name: str = PAGE, query: str = "") -> str:
    answer = client.get(f"{reverse(name)}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def outside(number: int, **fields: Any) -> OutsideDossier:
    return OutsideDossier.objects.create(
        outside_id=f"d{number}",
        number=number,
        demarche_number=DEMARCHE,
        state=OutsideState.EN_CONSTRUCTION,
        data={"champs": [{"label": "Nom", "value": "Personne"}]},
        **fields,
    )


def test_the_page_says_what_is_missing_and_offers_no_import(client: Client) -> None:
    shown = page(client)
    told = said(shown)
    for words in ("Absent du serveur", "Le choix d’importer n’est pas coché.", "Aucun import pour le moment."):
        assert words in told
    assert "Importer maintenant" not in told
    assert client.post(reverse(PAGE)).status_code == 302
    assert ImportRun.objects.count() == 0


def test_an_import_is_asked_for_by_post_and_its_token_is_never_shown(
    client: Client,
    link: DemarchesSettings,
    service: FakeService,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert "Importer maintenant" in page(client)
    service.dossiers = [dossier(1)]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse(PAGE), follow=True)
    shown = answer.content.decode()
    assert "L’import est demandé" in shown
    assert TOKEN not in shown
    run = ImportRun.objects.get()
    assert (run.state, run.created_count) == (ImportState.DONE, 1)

    ImportRun.objects.create(demarche_number=DEMARCHE)
    assert "Un import est déjà en cours." in client.post(reverse(PAGE), follow=True).content.decode()
    assert ImportRun.objects.count() == 2


def test_runs_and_prefills_that_failed_tell_why(client: Client, link: DemarchesSettings) -> None:
    ImportRun.objects.create(demarche_number=DEMARCHE, state=ImportState.FAILED, error="Le service ne répond pas.")
    Prefill.objects.create(
        candidature=CandidatureFactory(), demarche_number=DEMARCHE, error="Le service est en panne (503)."
    )
    told = said(page(client))
    for words in ("Interrompu", "Le service ne répond pas.", "Le service est en panne (503)."):
        assert words in told


def test_dossiers_are_listed_with_what_there_is_to_look_at_and_none_of_their_answers(
    client: Client, django_assert_num_queries: Any
) -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW, number="NEC-2027-0001", title="NEC Vosges")
    outside(24_681_012, candidature=candidature, problem="Là-bas, refusé.\nIci, non.")
    outside(2)
    outside(3, problem="Illisible.")

    everything = page(client, DOSSIERS)
    assert "Personne" not in everything
    told = said(everything)
    for words in ("NEC-2027-0001", "En instruction", "Là-bas, refusé.", "Illisible."):
        assert words in told
    to_check = said(page(client, DOSSIERS, "?a_verifier"))
    assert "NEC Vosges" in to_check
    assert "Voir tous les dossiers" in to_check
    # One without a candidature is looked at again by each import: it is not seen away.
    assert 'name="number" value="24681012"' in everything
    for number in ("24681012", "3", "x", "9" * 40, ""):
        assert client.post(reverse(DOSSIERS), {"number": number}).status_code == 302
    left = OutsideDossier.objects.exclude(problem="").values_list("number", flat=True)
    assert list(left) == [3]


def test_what_came_from_there_is_read_on_the_dossier_with_where_its_files_are(
    client: Client, link: DemarchesSettings, service: FakeService
) -> None:
    row = {"champs": [champ("a", "Médiathèque <b>"), champ("b", None)]}
    service.dossiers = [
        dossier(
            24_681_012,
            champs=[
                champ("D1", "14 mars 2027", "DateChamp", date="2027-03-14"),
                champ("R1", "", "RepetitionChamp", rows=[row]),
                champ("F1", None, "PieceJustificativeChamp", files=[{"filename": "devis.pdf"}]),
                champ("T2", None),
            ],
        )
    ]
    run_import(link, DemarchesClient(link.base_url, TOKEN, patience=NO_PATIENCE))
    candidature = Candidature.objects.get()
    url = reverse("nec_candidatures_team:dossier", args=[candidature.pk])

    shown = BeautifulSoup(client.get(url).content, "html.parser")
    section = shown.select_one("#demarches")
    assert section is not None
    there = f"{link.base_url}/procedures/{DEMARCHE}/dossiers/24681012"
    assert [a["href"] for a in section.select("a")] == [there]
    given = {
        " ".join(dt.get_text().split()): " ".join(dd.get_text(" ").split())
        for dt, dd in zip(section.select("dl")[1].select("dt"), section.select("dl")[1].select("dd"), strict=True)
    }
    assert given == {
        "Question D1": "14 mars 2027",
        "Question R1": "Question a : Médiathèque <b> Question b : sans réponse",
        "Question F1": "devis.pdf",
        "Question T2": "Sans réponse",
    }
    files = shown.select_one("#fichiers")
    assert files is not None
    assert files.select_one("a[href='#demarches']") is not None
    assert candidature.journal.filter(kind=EntryKind.READING).get().text == "Dossier consulté."
    assert f'href="{there}"' in page(client, DOSSIERS)

    # Nobody else reads it; erased, it is no longer there; the service no longer known, nothing leads to it.
    for group in (TEAM.name, WRITERS.name):
        assert log_in(member_of(group)).get(url).status_code == 302
    forget(candidature)
    link.delete()
    words = client.get(url).content.decode()
    assert "Ses réponses ne sont plus gardées ici." in words
    assert "Médiathèque" not in words
    assert there not in words


def test_a_dossier_sent_here_says_nothing_of_the_service(client: Client) -> None:
    candidature = CandidatureFactory(state=State.SUBMITTED)
    shown = client.get(reverse("nec_candidatures_team:dossier", args=[candidature.pk])).content.decode()
    assert "#demarches" not in shown


def test_many_dossiers_cost_no_more_than_few(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 4):
        outside(number, candidature=CandidatureFactory(state=State.SUBMITTED), problem="x")
    with django_assert_max_num_queries(60) as few:
        page(client, DOSSIERS)
    for number in range(4, 61):
        outside(number, problem="x")
    with django_assert_max_num_queries(len(few)):
        assert "sur 2" in said(page(client, DOSSIERS))
    for query in ("?p=2", "?p=99", "?p=x"):
        page(client, DOSSIERS, query)


def test_an_address_that_is_not_allowed_is_told_near_its_field(settings: Settings, home_page: HomePage) -> None:
    settings.NEC_DEMARCHES_HOSTS = ["demarche.numerique.gouv.fr"]
    link = DemarchesSettings(site=home_page.get_site(), base_url="https://169.254.169.254", demarche_number=1)
    assert not link.is_configured
    with pytest.raises(ValidationError) as error:
        link.full_clean()
    assert list(error.value.message_dict) == ["base_url"]
    link.base_url = "https://demarche.numerique.gouv.fr"
    link.full_clean()
    assert link.is_configured
