"""Where those who manage follow what comes from Démarches simplifiées."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from candidatures.enums import ImportState, OutsideState, State
from candidatures.models import DemarchesSettings, ImportRun, OutsideDossier, Prefill
from home.models import HomePage
from socle.permissions import MANAGEMENT
from tests.accounts import log_in, member_of
from tests.demarches_server import DEMARCHE, TOKEN, FakeService, demarches_server, dossier, origin, service
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
