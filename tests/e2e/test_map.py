"""The map in a browser: labels that can be read and touched, territoires that take the pointer, and no script."""

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.e2e.conftest import NARROW, WIDE, MakePage

MAP = "/nec-locaux/carte/"


def boxes(found: Locator) -> list[FloatRect]:
    return [box for item in found.all() if (box := item.bounding_box())]


def meet(first: FloatRect, second: FloatRect) -> bool:
    return (
        first["x"] < second["x"] + second["width"]
        and second["x"] < first["x"] + first["width"]
        and first["y"] < second["y"] + second["height"]
        and second["y"] < first["y"] + first["height"]
    )


@pytest.mark.parametrize("address", [MAP, "/nec-locaux/"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["360", "1280"])
def test_labels_hold_their_text_and_never_meet(make_page: MakePage, viewport: dict[str, int], address: str) -> None:
    page: Page = make_page(viewport=viewport)
    page.goto(address)

    labels, words = boxes(page.locator(".map-drawing .map-label")), boxes(page.locator(".map-drawing text"))

    assert labels
    for rank, (label, word) in enumerate(zip(labels, words, strict=True)):
        assert label["height"] >= 28
        assert label["width"] >= 24
        assert label["x"] + 3 < word["x"]
        assert word["x"] + word["width"] < label["x"] + label["width"] - 3
        assert not any(meet(label, other) for other in labels[rank + 1 :])
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_pin_is_reached_by_keyboard_and_leads_to_its_event(page_1280: Page) -> None:
    page_1280.goto(MAP)
    pin = page_1280.locator(".map-pins a").first
    name = pin.locator("title").text_content() or ""
    pin.focus()

    assert page_1280.evaluate("document.activeElement.closest('.map-pins') !== null")
    expect(page_1280.get_by_role("group", name="Rendez-vous sur la carte").get_by_role("link").first).to_be_focused()
    page_1280.keyboard.press("Enter")
    expect(page_1280.get_by_role("heading", level=1)).to_contain_text(name.split(",")[0])


def test_a_territoire_takes_the_pointer_between_its_lines_without_script(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto(MAP)
    lines = page.locator("#lignes-53")
    box = lines.bounding_box()
    assert box is not None

    lines.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.6}, force=True)

    expect(page).to_have_url(re.compile(r"\?region=53$"))
    expect(page.get_by_role("link", name="Finistère (29)")).to_be_visible()
    page.get_by_role("link", name="Voir toute la France").click()
    expect(page).to_have_url(re.compile(rf"{MAP}\??$"))


def test_the_keyboard_skips_the_lines_for_the_table(page_1280: Page) -> None:
    page_1280.goto(MAP)

    page_1280.get_by_role("link", name="Grand Est").press("Enter")

    expect(page_1280).to_have_url(re.compile(r"\?region=44$"))
    assert page_1280.locator('.map-lines a:not([tabindex="-1"])').count() == 0
