"""Queries of the revue."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BooleanField, Case, Prefetch, Value, When

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
        links = apps.get_model("nec_revue.ArticleAuthor").objects.select_related("personne")
        return self.prefetch_related(Prefetch("author_links", links)).with_thematiques()

    def after(self, article: "ArticlePage") -> Self:
        """Articles in the order of the contents, from the one that follows `article` round to the one before it."""
        follows = Case(When(path__gt=article.path, then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(follows=follows).order_by("-follows", "path")

    def before(self, article: "ArticlePage") -> Self:
        """Articles that come before `article` in the order of the contents, the nearest first."""
        return self.filter(path__lt=article.path).order_by("-path")


class CarnetQuerySet(BasePageQuerySet):
    def latest(self) -> Self:
        """Carnets, the newest first."""
        return self.order_by("-start_date", "-pk")

    def for_cards(self) -> Self:
        """With the file, the event and the thématiques."""
        return self.select_related("document", "event_page").with_thematiques()
