"""Queries of the roof."""

from typing import Self

from socle.querysets import BasePageQuerySet


class EditionQuerySet(BasePageQuerySet):
    """National editions by year."""

    def for_timeline(self) -> Self:
        """From the first edition to the last."""
        return self.order_by("year")

    def latest_edition_first(self) -> Self:
        return self.order_by("-year")
