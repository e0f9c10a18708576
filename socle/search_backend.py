"""Wagtail's search in the database, made safe for whatever people type, in the admin as on the public pages.

`WAGTAILSEARCH_BACKENDS` names this module. On SQLite, a quotation mark or a tab in a query raises a database error, and
a query of some thousand words exhausts Python's stack (seen on Wagtail 8.0.1).
"""

import re
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
    """Cleans the queries given as text; those that code builds stay as they are."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(_clean(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(_clean(query), *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the name that Wagtail looks for)
    """The backend of the database in use, with clean queries."""
    backend_class = type(database.SearchBackend(dict(params)))
    return type("CleanQueryBackend", (CleanQueryMixin, backend_class), {})(params)


def _clean(query: Any) -> Any:
    return searchable_words(query) if isinstance(query, str) else query
