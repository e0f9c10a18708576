"""The open data and the framed list, in a browser."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE, MakePage

DATA = "/nec-locaux/donnees/"
WIDGET = "/nec-locaux/liste-a-integrer/"


def test_no_violation(each_look: Page, axe: Callable[[Page], list[str]]) -> None:
    page = each_look
    assert page.viewport_size is not None
    found = []
    for address in (DATA, f"{DATA}?region=44&thematique=x&q=metz", WIDGET, f"{WIDGET}?q=zzzz"):
        page.goto(address)
        found += [f"{address}\n    {line}" for line in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    assert not found, "\n" + "\n".join(found)


@pytest.fixture
def partner(tmp_path: Path) -> Path:
    """The folder of another site."""
    return tmp_path


@pytest.fixture
def partner_site(partner: Path) -> Iterator[str]:
    """The address of another site: a browser lets none but a local one frame the tests' local server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(partner))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_partner_frames_the_list_with_the_code_of_the_page(
    make_page: MakePage, live_site: str, partner: Path, partner_site: str
) -> None:
    page = make_page(viewport=WIDE)
    page.goto(f"{DATA}?etat=annonce")
    code = page.get_by_label("Code à copier").input_value()
    # The site's own name is that of its settings; the test's server has another port.
    code = re.sub(r'src="https?://[^/]+', f'src="{live_site}', code)

    (partner / "index.html").write_text(f"<!DOCTYPE html><title>Partenaire</title>{code}", "utf-8")
    page.goto(partner_site)
    frame = page.frame_locator("iframe[title='Les prochains NEC locaux']")

    expect(frame.get_by_role("heading", name="Les prochains NEC locaux")).to_be_visible()
    assert frame.locator("body").evaluate("body => getComputedStyle(body).paddingTop") == "16px"
    link = frame.get_by_role("link", name="Voir tous les NEC locaux")
    expect(link).to_have_attribute("target", "_top")
    expect(link).to_have_attribute("href", re.compile(r"/nec-locaux/\?etat=annonce$"))


def test_the_tables_scroll_by_keyboard(make_page: MakePage) -> None:
    page = make_page(viewport=NARROW)
    page.goto(DATA)
    region = page.get_by_role("region", name="Les premières lignes")
    region.focus()
    page.keyboard.press("ArrowRight")

    expect(region).to_be_focused()
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_the_code_is_copied_where_scripts_run(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    page.goto(DATA)
    page.get_by_role("button", name="Copier le code").click()

    expect(page.locator("#code-copie")).to_have_text("Code copié")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Code à copier").input_value()


def test_without_scripts_the_filters_change_the_files(make_page: MakePage) -> None:
    page = make_page(viewport=WIDE, java_script_enabled=False)
    page.goto(DATA)
    page.get_by_label("Mot ou lieu").fill("metz")
    page.get_by_role("button", name="Appliquer les filtres").click()

    expect(page.get_by_role("link", name="Télécharger en CSV")).to_have_attribute("href", f"{DATA}csv/?q=metz")
    expect(page.get_by_role("button", name="Copier le code")).to_have_count(0)
