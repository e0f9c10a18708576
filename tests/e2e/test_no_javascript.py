"""The site works without JavaScript."""

import re

from playwright.sync_api import expect

from tests.demo import Address
from tests.e2e.conftest import NARROW, WIDE, MakePage


def test_every_type_of_page_has_its_heading_and_text(make_page: MakePage, addresses: list[Address]) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    for address in addresses:
        page.goto(address.path)
        expect(page.locator("h1"), address.path).to_have_count(1)
        expect(page.locator("h1"), address.path).to_be_visible()
        assert page.locator("main").inner_text().strip(), address.path


def test_main_menu_opens_on_a_telephone(make_page: MakePage) -> None:
    """The menu is a popover, which the browser opens by itself (visual identity, section 6)."""
    page = make_page(viewport=NARROW, java_script_enabled=False)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Menu principal")
    expect(menu).to_have_count(0)

    page.get_by_role("button", name="Menu").click()

    expect(menu.get_by_role("button", name="Fermer")).to_be_visible()
    menu.get_by_role("link", name="NEC locaux").click()
    expect(page).to_have_url(re.compile(r"/nec-locaux/$"))
    expect(page.locator("h1")).to_be_visible()


def test_search_finds_from_the_keyboard_alone(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto("/recherche/")

    page.locator("main input[type=search]").fill("numérique")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?q=num%C3%A9rique"))
    expect(page.locator("main").get_by_role("link").first).to_be_visible()
