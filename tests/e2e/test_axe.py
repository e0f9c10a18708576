"""axe-core finds nothing to say on any type of page, at both widths and in both schemes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.demo import Address
from tests.e2e.conftest import NARROW, WIDE, MakePage

# Widest text a telephone shows, and the smallest window WCAG 1.4.10 asks for.
REFLOW = ViewportSize(width=320, height=640)


def test_no_violation(each_look: Page, addresses: list[Address], axe: Callable[[Page], list[str]]) -> None:
    page = each_look
    found = []
    for address in addresses:
        page.goto(address.path)
        found += [f"{address.path}\n    {line}" for line in axe(page)]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("viewport", [REFLOW, NARROW, WIDE], ids=["320", "360", "1280"])
def test_no_page_scrolls_sideways(make_page: MakePage, addresses: list[Address], viewport: ViewportSize) -> None:
    page = make_page(viewport=viewport)
    wide = []
    for address in addresses:
        page.goto(address.path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            wide.append(f"{address.path}: {width}")

    assert wide == []
