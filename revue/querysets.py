"""Queries of the revue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BooleanField, Case, F, Prefetch, Q, Value, When, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from socle.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from revue.models import ArticlePage


class NumeroQuerySet(BasePageQuerySet):
    def latest(self) -> Self:
        """Issues, the newest first."""
        return self.order_by("-number")

    def with_document(self) -> Self:
        """With the printed issue's file."""
        return self.select_related("document")


class ArticleQuerySet(BasePageQuerySet):
    def for_cards(self) -> Self:
        """With signatures and thématiques, in two more queries."""
        return self.prefetch_related(_signatures()).with_thematiques()

    def after(self, article: "ArticlePage") -> Self:
        """Articles in the order of the contents, from the one that follows `article` round to the one before it."""
        follows = Case(When(path__gt=article.path, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(follows=follows).order_by("-follows", "path")

    def around(self, article: "ArticlePage", number: int) -> Self:
        """The `number` articles that follow, as `after` has them, and the one before, in one query.

        Each bears its ranks from 1: `rank_after`, and `rank_before` counted the other way round.
        """
        ranked = self.after(article).annotate(
            rank_after=Window(RowNumber(), order_by=[F("follows").desc(), F("path").asc()]),
            rank_before=Window(RowNumber(), order_by=[F("follows").asc(), F("path").desc()]),
        )
        return ranked.filter(Q(rank_after__lte=number) | Q(rank_before=1)).order_by("rank_after")


class CarnetQuerySet(BasePageQuerySet):
    def latest(self) -> Self:
        """Carnets, the newest first."""
        return self.order_by("-start_date", "-pk")

    def for_cards(self) -> Self:
        """With the file, the event and the thématiques."""
        return self.select_related("document", "event_page").with_thematiques()


def prefetch_for_cards(articles: "Sequence[ArticlePage]") -> None:
    """Give articles that were read already what `for_cards` reads."""
    thematiques = apps.get_model("nec_socle.PageThematique").objects.select_related("thematique")
    prefetch_related_objects(articles, _signatures(), Prefetch("thematique_links", thematiques))


def _signatures() -> Prefetch:
    return Prefetch("author_links", apps.get_model("nec_revue.ArticleAuthor").objects.select_related("personne"))
