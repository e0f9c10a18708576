"""Organisers' pages: few queries whatever their dossiers hold, few bytes, nothing from a third party."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from candidatures.enums import FileKind, State, Step
from candidatures.models import AppelPage, Candidature, Porteur, StepAnswers
from home.models import HomePage
from tests.budgets.conftest import measure
from tests.budgets.test_weight import MAXIMUM_BYTES, MAXIMUM_FONTS, MAXIMUM_SCRIPT_BYTES
from tests.dossiers import RULES
from tests.factories import AppelVersionFactory, PorteurFactory
from tests.followed import OUTER_PAGES, add_file, add_revisions, agree, exchange, page_of, private_pages, sent_dossier
from tests.porteurs import PorteurClient, signed_in
from tests.reading import count_queries

MAXIMUM = 20
FEW, MANY = 1, 40
#: What organisers of a long dossier keep: `drafts.MAX_REVISIONS` of each page.
REVISIONS = 50


@pytest.fixture
def porteur(db: None) -> Porteur:
    made: Porteur = PorteurFactory(email="porteuse@exemple.fr")
    return made


@pytest.fixture
def organiser(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


@pytest.fixture
def pages(demo_site: object, porteur: Porteur) -> dict[str, str]:
    """Every kind of organisers' page under the call of the demonstration."""
    return private_pages(porteur, AppelPage.objects.live().open().get())


@pytest.fixture
def read_pages(pages: dict[str, str], organiser: PorteurClient) -> dict[str, str]:
    """Name and text of each page."""
    texts = {name: organiser.get(path).content.decode() for name, path in (pages | outer_pages()).items()}
    assert len(texts) > 25
    return texts


def outer_pages() -> dict[str, str]:
    return {path: path for path in OUTER_PAGES[1:]}


def test_every_page_takes_few_queries(pages: dict[str, str], organiser: PorteurClient) -> None:
    counts = {name: count_queries(organiser, path) for name, path in pages.items()}

    assert {name: count for name, count in counts.items() if count > MAXIMUM} == {}


def test_every_page_is_light(read_pages: dict[str, str]) -> None:
    loads = {name: measure(html) for name, html in read_pages.items()}

    assert {name: load.total for name, load in loads.items() if load.total > MAXIMUM_BYTES} == {}
    assert {
        name: size
        for name, load in loads.items()
        if (size := sum(load.of_type(".js", ".mjs").values())) > MAXIMUM_SCRIPT_BYTES
    } == {}
    assert {name for name, load in loads.items() if len(load.of_type(".woff2")) > MAXIMUM_FONTS} == set()
    assert sum(loads["budget"].of_type(".js").values()) > sum(loads["list"].of_type(".js").values())


def test_no_script_or_style_is_written_in_a_page_and_no_third_party_is_asked(read_pages: dict[str, str]) -> None:
    found = [f"{name}: {element.name}" for name, html in read_pages.items() for element in written_or_foreign(html)]

    assert found == []


def written_or_foreign(html: str) -> list[Any]:
    soup = BeautifulSoup(html, "html.parser")
    written = soup.select("style, [style], script:not([src]):not([type='application/ld+json'])")
    return written + soup.select(":is(script, img, iframe)[src*='//'], link[rel='stylesheet'][href*='//']")


def fill_up(candidature: Candidature, number: int) -> None:
    """Give a dossier `number` of all that its pages list."""
    rows: dict[str, dict[str, Any]] = {
        Step.PARTENAIRES: {
            "collectivites": [{"name": f"Commune {rank}", "kind": "commune"} for rank in range(number)],
            "partners": [{"name": f"Hub {rank}", "part": "finance", "sector": "public"} for rank in range(number)],
        },
        Step.BUDGET: {
            "expenses": [{"label": f"Salle {rank}", "kind": "salle", "amount": "100"} for rank in range(number)],
            "incomes": [{"label": f"Don {rank}", "kind": "prive", "amount": "20"} for rank in range(number)],
        },
        Step.BILAN_FINANCIER: {
            "expenses": [{"label": f"Salle {rank}", "kind": "salle", "amount": "90"} for rank in range(number)],
        },
    }
    for step, values in rows.items():
        StepAnswers.objects.update_or_create(candidature=candidature, step=step, defaults={"values": values})
    for rank in range(number):
        for kind in (FileKind.DOCUMENT, FileKind.BILAN):
            add_file(candidature, kind, f"piece-{rank}.pdf")
    add_revisions(candidature, Step.OBJECTIF, REVISIONS * number // MANY + 1)


def measured(porteur: Porteur, organiser: PorteurClient, number: int) -> dict[str, int]:
    """Queries of each kind of page whose length depends on what dossiers hold."""
    version = AppelVersionFactory(rules=RULES)
    draft = sent_dossier(porteur, version, State.DRAFT)
    asked = sent_dossier(porteur, version, State.INFO_REQUESTED)
    reporting = sent_dossier(porteur, version, State.REPORTS_DUE)
    for candidature in (draft, asked, reporting):
        fill_up(candidature, number)
    exchange(asked, number)
    agree(asked)
    request = asked.information_requests.first()
    assert request
    paths = {
        **{str(step): page_of(draft, f"etapes/{step}/") for step in Step.of_dossier()},
        "revisions": page_of(draft, f"etapes/{Step.OBJECTIF}/versions/"),
        "follow-up": page_of(asked),
        "request": page_of(asked, f"demandes/{request.pk}/"),
        "people": page_of(asked, "acces/"),
        "bilan": page_of(reporting, "bilan/"),
        **{str(step): page_of(reporting, f"etapes/{step}/") for step in Step.of_bilan()},
        "json": page_of(asked, "donnees/"),
    }
    cache.clear()
    return {name: count_queries(organiser, path) for name, path in paths.items()}


def test_a_dossier_costs_the_same_whatever_it_holds(
    home_page: HomePage, porteur: Porteur, organiser: PorteurClient
) -> None:
    few, many = measured(porteur, organiser, FEW), measured(porteur, organiser, MANY)

    assert {name: (few[name], count) for name, count in many.items() if count != few[name]} == {}
    assert {name: count for name, count in many.items() if count > MAXIMUM} == {}


def test_the_list_costs_the_same_for_few_and_many(
    home_page: HomePage, porteur: Porteur, organiser: PorteurClient
) -> None:
    version = AppelVersionFactory(rules=RULES)
    for _rank in range(FEW + 1):
        exchange(sent_dossier(porteur, version, State.INFO_REQUESTED))
    few = count_queries(organiser, "/mes-dossiers/")
    for state in (State.DRAFT, State.AGREEMENT_SENT, State.REPORTS_DUE) * 6:
        sent_dossier(porteur, version, state)

    assert count_queries(organiser, "/mes-dossiers/") == few
    assert few <= MAXIMUM
