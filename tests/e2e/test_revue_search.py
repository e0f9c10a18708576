"""One finds an article of the revue without JavaScript: words, facets with their counts, and the way back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import NARROW, WIDE, MakePage


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "360"])
def page(request: pytest.FixtureRequest, make_page: MakePage) -> Page:
    return make_page(viewport=request.param, java_script_enabled=False)


def results(page: Page) -> Locator:
    return page.locator(".search-result")


def announced(text: str) -> int:
    """The number that a choice announces: « Enquête (2) »."""
    found = re.search(r"\((\d+)\)$", text.strip())
    assert found, text
    return int(found[1])


def test_facets_leave_what_they_announce(page: Page) -> None:
    page.goto("/revue/")
    page.get_by_role("link", name="Chercher dans la revue").click()
    expect(page.locator("h1")).to_have_text("Chercher dans la revue")
    everything = results(page).count()

    kind = page.locator("fieldset", has_text="Genres").locator("label").first
    count = announced(kind.inner_text())
    kind.click()
    page.get_by_role("button", name="Chercher").click()

    expect(results(page)).to_have_count(count)
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^\s*{count} articles?\.\s*$"))
    expect(kind.get_by_role("checkbox")).to_be_checked()

    numero = page.get_by_label("Numéro").locator("option").nth(1)
    count = announced(numero.inner_text())
    page.get_by_label("Numéro").select_option(numero.get_attribute("value"))
    page.get_by_role("button", name="Chercher").click()
    expect(results(page)).to_have_count(count)

    active = page.get_by_role("list", name="Filtres actifs").get_by_role("link")
    expect(active).to_have_count(2)
    active.first.click()
    active.first.click()
    expect(results(page)).to_have_count(everything)


def test_an_empty_list_leads_out_of_itself(page: Page) -> None:
    page.goto("/revue/recherche/")
    everything = results(page).count()

    page.get_by_label("Mots à chercher").fill("zzzzzz")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Aucun article ne répond à cette recherche.")
    page.get_by_role("link", name="Voir tous les articles").click()
    expect(results(page)).to_have_count(everything)
