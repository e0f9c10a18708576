"""How tests read a page: its text as a visitor has it, its titles, its queries."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

_SPACES = re.compile(r"\s+")


def read(client: Client, page: Any) -> BeautifulSoup:
    """The page at the address of `page` (a page, or an address), which must answer 200."""
    response = client.get(page if isinstance(page, str) else page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(element: Tag | None) -> str:
    """The words of an element on one line, its no-break spaces as plain ones."""
    assert element is not None
    return _SPACES.sub(" ", element.get_text()).strip()


def texts(soup: Tag, selector: str) -> list[str]:
    """The words of every element that `selector` finds."""
    return [text(element) for element in soup.select(selector)]


def main_text(soup: BeautifulSoup) -> str:
    """The words of a page without what surrounds it."""
    return text(soup.main)


def titles(soup: BeautifulSoup) -> list[str]:
    """The titles of the content, in order, each with its level: « h2 Sommaire »."""
    assert soup.main is not None
    return [f"{title.name} {text(title)}" for title in soup.main.select("h1, h2, h3, h4, h5, h6")]


def count_queries(client: Client, page: Any) -> int:
    """Queries of a page once its chrome is warm."""
    address = page if isinstance(page, str) else page.url
    queries_of(client, address)
    return queries_of(client, address)


def queries_of(client: Client, address: str) -> int:
    """Queries of one answer as things are, read to its end where it is sent in pieces."""
    with CaptureQueriesContext(connection) as queries:
        response: Any = client.get(address)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
    return len(queries)


def add_thematiques(page: Any, *thematiques: Any) -> None:
    """Make `page` bear `thematiques`, in order."""
    for order, thematique in enumerate(thematiques):
        page.thematique_links.create(thematique=thematique, sort_order=order)
    # The relation is deferred until its page is saved.
    page.save()
