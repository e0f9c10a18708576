"""Questions put to the index of Wagtail's search, whose tables these are, in the terms of the database in use.

Wagtail's own queries compare its text keys with every page, one by one: on PostgreSQL two thousand pages took seconds.
Asking the index alone, for marked stems alone, uses its inverted index, and gives the same answer on both databases.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import BigIntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast
from wagtail.search.backends import get_search_backend

from socle.search import marked

Stems = tuple[str, ...]

AND: Final = "and"
OR: Final = "or"


@dataclass(frozen=True)
class IndexQuery:
    """Phrases of stems, to be found behind `marker`: all of them, or one at least. A word is a phrase of one."""

    marker: str
    phrases: tuple[Stems, ...]
    operator: str = AND

    def keys(self, model: type[Model]) -> QuerySet[Any]:
        """Keys of the objects of `model`, or of its subclasses, that hold the phrases: a subquery, nothing is read."""
        subclasses = [item for item in apps.get_models() if issubclass(item, model)]
        types = ContentType.objects.get_for_models(*subclasses)
        entries = apps.get_model("wagtailsearch", "IndexEntry").objects.filter(
            content_type__in=[item.pk for item in types.values()]
        )
        if connections[entries.db].vendor == "postgresql":
            found = entries.filter(body=self._postgresql_query())
        else:
            found = entries.filter(pk__in=self._sqlite_entries().values("pk"))
        return found.values(key=Cast("object_id", BigIntegerField()))

    def fts5(self) -> str:
        """The query in the language of SQLite's FTS5. Stems are letters and digits, so nothing needs escaping."""
        phrases = [f'"{marked(self.marker, phrase)}"' for phrase in self.phrases]
        return f" {self.operator.upper()} ".join(phrases)

    def tsquery(self) -> str:
        """The query in the language of PostgreSQL's `to_tsquery`."""
        phrases = [" <-> ".join(f"{self.marker}{item}" for item in phrase) for phrase in self.phrases]
        return (" & " if self.operator == AND else " | ").join(f"({phrase})" for phrase in phrases)

    def _postgresql_query(self) -> Any:
        from django.contrib.postgres.search import SearchQuery  # noqa: PLC0415 (needs PostgreSQL's driver)

        return SearchQuery(self.tsquery(), search_type="raw", config=get_search_backend().config)

    def _sqlite_entries(self) -> QuerySet[Any]:
        from modelsearch.backends.database.sqlite.query import MatchExpression  # noqa: PLC0415 (needs FTS5's table)

        entries = apps.get_model("wagtailsearch", "SQLiteFTSIndexEntry").objects
        return entries.filter(MatchExpression(["body"], Value(self.fts5())))
