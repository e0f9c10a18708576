"""The calendar in a browser: by keyboard, without JavaScript, on a telephone, and as axe-core reads it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import NARROW, WIDE, MakePage

CALENDAR = "/nec-locaux/"
#: Each view, full and empty, in the words of the demonstration: Metz held a NEC local in November 2023.
VIEWS = [
    "",
    "?q=metz&debut=2020-01-01&nature=collectivite",
    "?departement=57&etat=complet",
    "calendrier/",
    "calendrier/?mois=2024-11",
    "calendrier/?mois=2020-02&region=44",
    "carte/",
    "passes/",
    "passes/?region=44",
    "passes/?q=introuvable",
]


def test_axe_has_nothing_to_say(each_look: Page, axe: Callable[[Page], list[str]]) -> None:
    page = each_look
    found = []
    for view in VIEWS:
        page.goto(CALENDAR + view)
        if page.viewport_size == NARROW:
            page.locator(".filters-fold > summary").click()
        found += [f"{view}\n    {line}" for line in axe(page)]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_view_scrolls_sideways(make_page: MakePage, width: int) -> None:
    page = make_page(viewport=ViewportSize(width=width, height=700))
    wide = {}
    for view in VIEWS:
        page.goto(CALENDAR + view)
        wide[view] = page.evaluate("document.documentElement.scrollWidth")

    assert wide == dict.fromkeys(VIEWS, width)


def test_the_filters_are_set_and_taken_away_by_keyboard(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto(f"{CALENDAR}passes/")

    page.get_by_label("Mot ou lieu").focus()
    page.keyboard.type("nec")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Région")).to_be_focused()
    page.keyboard.type("Grand")
    boxes = page.get_by_role("group", name="Thématiques").get_by_role("checkbox")
    for _ in range(30):
        page.keyboard.press("Tab")
        if boxes.first.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/passes/\?q=nec&region=44&"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\s*\d+ rendez-vous passés?\s*$"))
    active = page.get_by_role("list", name="Filtres actifs").get_by_role("link")
    expect(active).to_have_text(["Retirer « nec »", "Retirer Grand Est"])

    active.last.focus()
    page.keyboard.press("Enter")

    expect(active).to_have_text(["Retirer « nec »"])
    expect(page.get_by_label("Mot ou lieu")).to_have_value("nec")
    expect(page.get_by_label("Région")).to_have_value("")


def test_the_filters_unfold_on_a_telephone_without_a_script(make_page: MakePage) -> None:
    page = make_page(viewport=NARROW, java_script_enabled=False)
    page.goto(CALENDAR)
    expect(page.get_by_label("Mot ou lieu")).to_be_hidden()

    page.locator("summary", has_text="Filtrer le calendrier").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Mot ou lieu").fill("introuvable")
    page.get_by_role("button", name="Appliquer les filtres").click()

    expect(page.get_by_role("status")).to_have_text(re.compile("Aucun rendez-vous ne répond à ces filtres"))
    expect(page.get_by_role("heading", name="Les prochains rendez-vous, partout en France")).to_be_visible()


def test_the_views_lead_to_one_another_with_the_filters(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto(f"{CALENDAR}?region=44")
    views = page.get_by_role("navigation", name="Vues du calendrier")

    for name, address in [
        ("Mois par mois", "calendrier/"),
        ("Carte", "carte/"),
        ("Passés", "passes/"),
        ("À venir", ""),
    ]:
        views.get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(f"{CALENDAR}{address}\\?region=44$"))
        expect(views.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")


def test_a_telephone_lists_the_days_that_have_something(make_page: MakePage) -> None:
    """The table stays one for screen readers, whatever it looks like."""
    wide, narrow = make_page(viewport=WIDE), make_page(viewport=NARROW)
    for page in (wide, narrow):
        page.goto(f"{CALENDAR}calendrier/?mois=2024-11")

    expect(wide.get_by_role("table", name="Novembre 2024").get_by_role("cell")).to_have_count(35)
    days = narrow.get_by_role("table", name="Novembre 2024").get_by_role("cell")
    assert 0 < days.count() < 30
    expect(days.first).to_contain_text(
        re.compile(r"^\s*(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d+ novembre")
    )
    assert {day.bounding_box()["x"] for day in days.all()} == {days.first.bounding_box()["x"]}  # type: ignore[index]


def test_the_months_turn_by_their_links(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto(f"{CALENDAR}calendrier/?mois=2024-11&q=nec")
    months = page.get_by_role("navigation", name="Mois")

    months.get_by_role("link", name="Décembre 2024").click()

    expect(page).to_have_url(re.compile(r"\?mois=2024-12&q=nec$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("NEC locaux, décembre 2024")
