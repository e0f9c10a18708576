"""Every internal link of the demonstration leads somewhere."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Site

from tests.demo import NO_SUCH_ADDRESS, every_address

ADDRESS_ATTRIBUTES = ("href", "src", "poster", "action", "data-src")
OWN_HOSTS = {"", "localhost", "testserver"}
MAXIMUM_ADDRESSES = 1500
# Of the addresses that differ only by the values of their parameters, so many are read.
READ_OF_A_KIND = 6


def addresses_in(html: str) -> Iterator[str]:
    """What the page links to or loads, as written."""
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        for attribute in ADDRESS_ATTRIBUTES:
            if value := element.get(attribute):
                yield str(value)
        for attribute in ("srcset", "imagesrcset"):
            for candidate in str(element.get(attribute) or "").split(","):
                if candidate.strip():
                    yield candidate.split()[0]


def ids_in(html: str) -> set[str]:
    return {str(element["id"]) for element in BeautifulSoup(html, "html.parser").find_all(id=True)}


def is_own(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"", "http", "https"} and (parts.hostname or "") in OWN_HOSTS


def is_followed(html: str) -> bool:
    """Whether robots may follow the links of the page: not those of a filtered one, for filters have no end."""
    return '<meta name="robots" content="noindex, nofollow">' not in html


def kind_of(address: str) -> tuple[str, ...]:
    """The path of an address and the names of its parameters; an address without any is alone of its kind."""
    parts = urlsplit(address)
    return (parts.path, *sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}))


@pytest.mark.usefixtures("demo_site")
def test_every_internal_link_and_anchor_answers(client: Client, admin_client: Client) -> None:
    seen: dict[str, int] = {}
    anchors: dict[str, set[str]] = {}
    wanted_anchors: list[tuple[str, str, str]] = []
    waiting = [(address.path, "") for address in every_address() if address.path != NO_SUCH_ADDRESS]
    kinds: Counter[tuple[str, ...]] = Counter()
    broken = []

    while waiting:
        path, source = waiting.pop()
        if path in seen or kinds[kind_of(path)] >= READ_OF_A_KIND:
            continue
        kinds[kind_of(path)] += 1
        status, html = fetch(client, admin_client, path)
        seen[path] = status
        assert len(seen) < MAXIMUM_ADDRESSES
        if status >= 400:
            broken.append(f"{source} → {path}: {status}")
        if not html:
            continue
        anchors[path] = ids_in(html)
        for written in addresses_in(html):
            if not is_own(written):
                continue
            parts = urlsplit(urljoin(path, written))
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.query and not is_followed(html):
                continue
            if parts.fragment:
                wanted_anchors.append((path, target, unquote(parts.fragment)))
            waiting.append((target, path))

    missing = [
        f"{source} → {target}#{anchor}"
        for source, target, anchor in dict.fromkeys(wanted_anchors)
        if target in anchors and anchor not in anchors[target]
    ]
    assert sorted(broken) == []
    assert sorted(missing) == []
    assert len(seen) > 30


def fetch(client: Client, admin_client: Client, path: str) -> tuple[int, str]:
    """Status and, for a public page, its text."""
    clean = unquote(urlsplit(path).path)
    if clean.startswith(settings.STATIC_URL):
        return (200 if finders.find(clean.removeprefix(settings.STATIC_URL)) else 404), ""
    if clean.startswith(settings.MEDIA_URL):
        return (200 if default_storage.exists(clean.removeprefix(settings.MEDIA_URL)) else 404), ""
    if clean.startswith("/admin/"):
        return admin_client.get(path, follow=True).status_code, ""
    response = client.get(path, follow=True)
    is_page = response.get("Content-Type", "").startswith("text/html")
    # Read to its end, lest the file of a document stay open.
    content = response.getvalue()
    return response.status_code, content.decode() if is_page else ""


@pytest.mark.usefixtures("demo_site")
def test_unknown_address_says_so_in_french(client: Client) -> None:
    response = client.get(NO_SUCH_ADDRESS)

    assert response.status_code == 404
    assert '<html lang="fr"' in response.content.decode()


def test_own_hosts_cover_the_site_of_the_demonstration(demo_site: Site) -> None:
    assert demo_site.hostname in OWN_HOSTS
