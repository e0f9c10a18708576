"""The page of an event made from its dossier: whole, once, never public."""

from decimal import Decimal

import pytest
from django.test import Client

from candidatures.enums import Role, State, Step
from candidatures.models import Candidature, StepAnswers
from candidatures.services import event_pages
from candidatures.services.refusals import ActRefusedError
from home.models import HomePage
from nec_locaux.enums import Audience, Mode, PartnerRole
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from tests.factories import CandidatureFactory, NecLocauxIndexPageFactory, PartenaireFactory
from tests.team import actor, move

pytestmark = pytest.mark.django_db

BILAN = {"participants": "181", "structures": "40", "workshops": "12", "satisfaction": "87"}


@pytest.fixture
def calendar(home_page: HomePage) -> NecLocauxIndexPage:
    index: NecLocauxIndexPage = NecLocauxIndexPageFactory(parent=home_page)
    return index


def test_the_draft_says_what_the_dossier_says(
    reviewed: Candidature, calendar: NecLocauxIndexPage, client: Client
) -> None:
    partner = PartenaireFactory(name="Hub Est")
    page = event_pages.make_draft(reviewed, actor())
    assert page is not None
    page = NecLocalPage.objects.child_of(calendar).get()
    assert (page.live, page.has_unpublished_changes, page.title, page.slug) == (False, True, "NEC Vosges", "nec-vosges")
    assert (page.start_date, page.end_date, page.mode) == (reviewed.start_date, reviewed.end_date, Mode.ON_SITE)
    assert (page.place, page.capacity, page.audience) == ("Salle des fêtes", 1200, Audience.PROFESSIONALS)
    assert page.organisers == "Association Les Ponts, Hub Est"
    assert page.summary == "Réunir celles et ceux qui accompagnent. Puis agir."
    assert [territoire.name for territoire in page.territoires] == ["Vosges"]
    assert [thematique.title for thematique in page.thematiques] == ["Inclusion numérique"]
    assert [(link.partenaire, link.role) for link in page.partner_links.all()] == [(partner, PartnerRole.ORGANISER)]
    draft = page.get_latest_revision_as_object()
    assert [territoire.name for territoire in draft.territoires] == ["Vosges"]
    assert "ines@exemple.fr" not in str(page.latest_revision.content)
    assert client.get(page.get_url() or "/").status_code == 404


def test_a_dossier_has_one_page_however_often_it_is_asked_for(
    reviewed: Candidature, calendar: NecLocauxIndexPage
) -> None:
    first = event_pages.make_draft(reviewed, actor())
    stale = Candidature.objects.get()
    assert event_pages.make_draft(stale, actor()) == event_pages.make_draft(reviewed, actor()) == first
    assert NecLocalPage.objects.count() == 1
    assert reviewed.journal.count() == 1


def test_an_almost_empty_dossier_makes_a_page_too(calendar: NecLocauxIndexPage) -> None:
    for _rank in range(2):
        page = event_pages.make_draft(CandidatureFactory(state=State.IN_REVIEW), actor())
        assert page
        assert (page.title, page.start_date, page.live) == ("NEC local sans titre", None, False)
    assert set(NecLocalPage.objects.values_list("slug", flat=True)) == {
        "nec-local-sans-titre",
        "nec-local-sans-titre-2",
    }


def test_a_site_without_calendar_has_no_page(reviewed: Candidature) -> None:
    assert event_pages.make_draft(reviewed, actor()) is None
    assert reviewed.event_page is None


def test_the_figures_of_the_bilan_go_to_a_draft(reviewed: Candidature, calendar: NecLocauxIndexPage) -> None:
    manager = actor(Role.GESTIONNAIRE)
    with pytest.raises(ActRefusedError, match="n’a pas de page"):
        event_pages.offer_figures(reviewed, manager)
    page = event_pages.make_draft(reviewed, manager)
    assert page
    page.participants = 150
    page.save_revision().publish()
    StepAnswers.objects.create(candidature=reviewed, step=Step.BILAN_QUANTITATIF, values=BILAN)
    move(reviewed, State.REPORTS_RECEIVED, real_cost=Decimal("5250.50"))

    written = event_pages.offer_figures(reviewed, manager)
    assert [(figure.name, figure.value) for figure in written] == [
        ("structure_count", 40),
        ("workshop_count", 12),
        ("satisfaction", 87),
        ("budget", 5251),
    ]
    reviewed.refresh_from_db()
    assert event_pages.offer_figures(reviewed, manager) == []
    event_pages.offer_figures(reviewed, manager, names=["participants"])

    live = NecLocalPage.objects.get()
    draft = live.get_latest_revision_as_object()
    assert (live.live, live.participants, live.structure_count, live.budget) == (True, 150, None, None)
    assert (draft.participants, draft.structure_count, draft.satisfaction, draft.budget) == (181, 40, 87, 5251)
    assert draft.figures_source.startswith("Bilan de Association Les Ponts, ")
    assert live.has_unpublished_changes
