"""The addresses of the demonstration that tests read: found in its database, so that a new type needs no word here."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client
from wagtail.models import Page, Site

from socle.chrome import page_url
from socle.models import FormPage

#: Pages read for each type: types have variants (an event before and after), and the first and last differ most.
PAGES_PER_TYPE = 2
NO_SUCH_ADDRESS = "/adresse-qui-n-existe-pas/"


@dataclass(frozen=True)
class Address:
    """A public address, and the status that it answers."""

    path: str
    status: int = 200


def live_pages() -> list[Page]:
    """Every public page of the default site, as its own type."""
    root = Site.objects.get(is_default_site=True).root_page
    return list(Page.objects.descendant_of(root, inclusive=True).live().public().specific().order_by("path"))


def every_address() -> list[Address]:
    """Every public page, and what the pages declare below them in the sitemap."""
    found = dict.fromkeys(path for page in live_pages() for path in page_paths(page))
    return [Address(path) for path in found] + list(other_addresses())


def typical_addresses() -> list[Address]:
    """The first, the last and the fullest page of each type, the first and last route it declares, searches, an error.

    The fullest is the one with the most pages below: an issue without articles shows little of what an issue is.
    """
    by_type: dict[type[Page], list[Page]] = {}
    for page in live_pages():
        by_type.setdefault(type(page), []).append(page)
    found: dict[str, None] = {}
    for pages in by_type.values():
        ends = [pages[0], *pages[1:][1 - PAGES_PER_TYPE :]]
        fullest = max(pages, key=lambda page: page.numchild)
        paths = [page_paths(page) for page in dict.fromkeys([*ends, *([fullest] if fullest.numchild else [])])]
        found.update(dict.fromkeys(path for declared in paths for path in [*declared[:2], declared[-1]]))
    return [Address(path) for path in found] + list(other_addresses())


def page_paths(page: Page) -> list[str]:
    """The page's own address, then those of its routes. Pages out of search engines have an address too."""
    declared = [urlsplit(entry["location"]).path for entry in page.get_sitemap_urls()]
    return list(dict.fromkeys([page.url, *declared]))


def other_addresses() -> Iterator[Address]:
    search = page_url("nec_home.SearchPage")
    if search:
        yield Address(f"{search}?q=num%C3%A9rique")
        yield Address(f"{search}?q=zzzzzz")
    revue = page_url("nec_revue.RevueIndexPage")
    if revue:
        yield Address(f"{revue}recherche/?q=num%C3%A9rique&genre=enquete")
        yield Address(f"{revue}recherche/?q=zzzzzz&genre=enquete")
    yield Address(NO_SUCH_ADDRESS, status=404)


def form_paths() -> list[str]:
    """Where the public forms are sent."""
    return [page.submission_url for page in live_pages() if isinstance(page, FormPage)]


def read(client: Client, address: Address) -> str:
    """The page at `address`, as text. Raises `AssertionError` where the status is another."""
    response = client.get(address.path)
    assert response.status_code == address.status, f"{address.path}: {response.status_code}"
    return response.content.decode()
