"""Queries of the revue."""

from typing import Self

from socle.querysets import BasePageQuerySet


class NumeroQuerySet(BasePageQuerySet):
    def latest(self) -> Self:  # type: ignore[override]
        """Issues, the newest first."""
        return self.order_by("-number")


class ArticleQuerySet(BasePageQuerySet):
    def for_cards(self) -> Self:
        """With authors and thématiques, in a fixed number of queries."""
        return self.prefetch_related("author_links__personne").with_thematiques()
