"""Wagtail's search in the database, made safe for whatever people type, in the admin as on the public pages.

`WAGTAILSEARCH_BACKENDS` names this module. On SQLite, a quotation mark or a tab in a query raises a database error, and
a query of some thousand words exhausts Python's stack (seen on Wagtail 8.0.1).
"""

import re
from copy import copy
from typing import Any

from wagtail.search.backends import database

from socle.text import clean_line

MAX_LENGTH = 200
MAX_WORDS = 12
WORD = re.compile(r"\w+")


def searchable_words(query: str) -> str:
    """The words of `query` and nothing else, cut to what a person types."""
    return " ".join(WORD.findall(clean_line(query[:MAX_LENGTH]))[:MAX_WORDS])


class CleanQueryMixin:
    """Cleans the queries it is given, as text or as what Wagtail has parsed of a text."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(_clean(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(_clean(query), *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the name that Wagtail looks for)
    """The backend of the database in use, with clean queries."""
    backend_class = type(database.SearchBackend(dict(params)))
    return type("CleanQueryBackend", (CleanQueryMixin, backend_class), {})(params)


def _clean(query: Any) -> Any:
    if isinstance(query, str):
        return searchable_words(query)
    cleaned = copy(query)
    if hasattr(query, "query_string"):
        cleaned.query_string = searchable_words(query.query_string)
    if hasattr(query, "subqueries"):
        cleaned.subqueries = [_clean(part) for part in query.subqueries[:MAX_WORDS]]
    return cleaned
