"""The programme of an event in a browser: filtered as one chooses, by keyboard, without script, read aloud."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE, MakePage

ADDRESS = "/nec-locaux/nec-orleans-metropole-exemple/"
SESSIONS = 9
PUBLIC_SESSIONS = 4


def titles(page: Page) -> list[str]:
    """The sessions a visitor sees."""
    return page.locator("#programme h4:visible").all_inner_texts()


def test_a_box_filters_at_once_says_how_many_are_left_and_keeps_the_address(page_1280: Page) -> None:
    page = page_1280
    page.goto(ADDRESS)
    status = page.locator("#programme").get_by_role("status")
    expect(status).to_have_text(f"{SESSIONS} séances")
    loads: list[str] = []
    # The browser asks for the site's icon again at each change of the address.
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)

    page.get_by_label("Grand public").check()

    expect(status).to_have_text(f"{PUBLIC_SESSIONS} séances sur {SESSIONS}")
    assert len(titles(page)) == PUBLIC_SESSIONS
    expect(page.locator(".programme-day:visible")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?public=grand_public#programme$"))

    page.get_by_label("Médiation", exact=True).check()

    expect(status).to_have_text(f"1 séance sur {SESSIONS}")
    expect(page.locator(".programme-day:visible")).to_have_count(1)

    page.locator("#programme").get_by_role("link", name="Tout effacer").click()

    expect(status).to_have_text(f"{SESSIONS} séances")
    expect(page).to_have_url(re.compile(rf"{ADDRESS}#programme$"))
    assert len(titles(page)) == SESSIONS
    assert loads == []


def test_the_filtered_address_shows_the_same_to_another(make_page: MakePage, page_1280: Page) -> None:
    page_1280.goto(ADDRESS)
    page_1280.get_by_label("Médiation", exact=True).check()
    expect(page_1280).to_have_url(re.compile(r"\?parcours=mediation#programme$"))
    other = make_page(viewport=WIDE, java_script_enabled=False)

    other.goto(page_1280.url)

    assert titles(other) == titles(page_1280)
    assert len(titles(other)) == 3


def test_the_keyboard_is_enough(page_1280: Page) -> None:
    page = page_1280
    page.goto(ADDRESS)
    box = page.get_by_label("Grand public")
    box.focus()

    page.keyboard.press("Space")

    expect(page.locator("#programme").get_by_role("status")).to_have_text(f"{PUBLIC_SESSIONS} séances sur {SESSIONS}")
    expect(box).to_be_focused()


def test_the_form_does_it_without_script(make_page: MakePage) -> None:
    page = make_page(viewport=NARROW, java_script_enabled=False)
    page.goto(ADDRESS)
    form = page.locator("#programme form")
    form.locator("summary").click()
    form.get_by_label("Grand public").check()

    form.get_by_role("button", name="Appliquer les filtres").click()

    expect(page).to_have_url(re.compile(r"\?public=grand_public#programme$"))
    assert len(titles(page)) == PUBLIC_SESSIONS
    expect(page.locator("#programme form").get_by_label("Grand public")).to_be_checked()


def test_what_a_session_is_about_unfolds(page_360: Page) -> None:
    page_360.goto(ADDRESS)
    words = page_360.get_by_text("On repart avec un plan d’action")
    expect(words).to_be_hidden()

    page_360.locator("#programme summary", has_text="De quoi parlera-t-on").first.press("Enter")

    expect(words).to_be_visible()


@pytest.mark.parametrize("width", [NARROW, WIDE], ids=["360", "1280"])
def test_it_stays_a_table_to_a_screen_reader(make_page: MakePage, width: dict[str, int]) -> None:
    page = make_page(viewport=width)
    page.goto(ADDRESS)
    table = page.locator("#programme").get_by_role("table").first

    expect(table.get_by_role("columnheader")).to_have_text(["Heure", "Séances"])
    expect(table.get_by_role("row")).to_have_count(9)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile("^11.h.30")))
    expect(row.get_by_role("cell").get_by_role("listitem")).to_have_count(2)


def test_filtered_it_breaks_no_rule_of_accessibility(each_look: Page, axe: Callable[[Page], list[str]]) -> None:
    each_look.goto(f"{ADDRESS}?public=grand_public&parcours=mediation#programme")

    assert axe(each_look) == []


def test_what_is_printed_is_unfolded_and_has_no_form(page_1280: Page) -> None:
    page = page_1280
    page.goto(ADDRESS)

    page.emulate_media(media="print")

    expect(page.locator("#programme form")).to_be_hidden()
    expect(page.get_by_text("On repart avec un plan d’action")).to_be_visible()
