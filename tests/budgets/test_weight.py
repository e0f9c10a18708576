"""What the first visit of a page transfers, and from whom."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from tests.budgets.conftest import measure
from tests.demo import read, typical_addresses

MAXIMUM_BYTES = 100_000
MAXIMUM_SCRIPT_BYTES = 10_000
MAXIMUM_FONTS = 2
EVENT_ATTRIBUTE = re.compile(r"^on[a-z]+$")
OWN_HOSTS = ("http://localhost", "http://testserver")
# Loaded by the browser without a visitor's word. A link is no request.
LOADING = (
    "link[href], script[src], img[src], img[srcset], source[srcset], iframe[src], video[src], audio[src], object[data]"
)
LINKS_OF_NO_REQUEST = {
    *("canonical", "alternate", "license", "me", "author", "help", "cite-as"),
    *("schema.DC", "schema.DCTERMS"),
}

pytestmark = pytest.mark.usefixtures("demo_site")


@pytest.fixture
def pages(client: Client) -> dict[str, str]:
    """Address and text of each type of page."""
    return {address.path: read(client, address) for address in typical_addresses()}


def test_first_load_is_light(pages: dict[str, str]) -> None:
    heavy = {path: load.total for path, html in pages.items() if (load := measure(html)).total > MAXIMUM_BYTES}

    assert heavy == {}


def test_two_fonts_at_most(pages: dict[str, str]) -> None:
    fonts = {path: sorted(measure(html).of_type(".woff2", ".woff", ".ttf", ".otf")) for path, html in pages.items()}

    assert {path: found for path, found in fonts.items() if len(found) > MAXIMUM_FONTS} == {}
    assert any(fonts.values())


def test_scripts_are_few(pages: dict[str, str]) -> None:
    scripts = {path: sum(measure(html).of_type(".js", ".mjs").values()) for path, html in pages.items()}

    assert {path: size for path, size in scripts.items() if size > MAXIMUM_SCRIPT_BYTES} == {}


def test_all_the_scripts_of_the_site_are_few() -> None:
    scripts = {path.name: path.stat().st_size for path in (settings.BASE_DIR / "static" / "js").glob("**/*js")}

    assert {"budget.js", "draft.js", "programme.js"} <= scripts.keys()
    assert sum(scripts.values()) < MAXIMUM_SCRIPT_BYTES


def test_nothing_is_asked_of_a_third_party(pages: dict[str, str]) -> None:
    asked = []
    for path, html in pages.items():
        for element in BeautifulSoup(html, "html.parser").select(LOADING):
            if element.name == "link" and LINKS_OF_NO_REQUEST & set(element["rel"]):
                continue
            written = " ".join(str(element.get(name) or "") for name in ("href", "src", "srcset", "data"))
            asked += [
                f"{path}: {address}"
                for address in re.findall(r"(?:https?:)?//[^\s,]+", written)
                if not address.startswith(OWN_HOSTS)
            ]

    assert asked == []


def test_no_script_or_style_is_written_in_a_page(pages: dict[str, str]) -> None:
    written = []
    for path, html in pages.items():
        for element in BeautifulSoup(html, "html.parser").find_all(True):
            is_data = element.get("type") in {"application/ld+json", "application/json"}
            if element.name == "style" or (element.name == "script" and not element.get("src") and not is_data):
                written.append(f"{path}: <{element.name}>")
            written += [
                f"{path}: {element.name} {name}"
                for name in element.attrs
                if name == "style" or EVENT_ATTRIBUTE.match(name)
            ]

    assert written == []
