"""Queries shared by all apps."""

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Coalesce, Length, Substr
from taggit.models import ItemBase
from wagtail.query import PageQuerySet

from socle.enums import ThematiqueFamily
from socle.text import fold_words

if TYPE_CHECKING:
    from socle.models import BasePage, Thematique


class BasePageQuerySet(PageQuerySet):
    """Pages of any type of the site, read in one query with what their cards show."""

    def public(self) -> Self:
        """Pages which no restriction hides: a condition of the query, where the stock reads all restrictions first."""
        restrictions = apps.get_model("wagtailcore.PageViewRestriction").objects
        hiding = restrictions.filter(page__path=Substr(models.OuterRef("path"), 1, Length("page__path")))
        return self.filter(~models.Exists(hiding))

    def with_thematiques(self) -> Self:
        """Fetch the thématiques of all pages in one more query, whatever their number."""
        links = apps.get_model("nec_socle.PageThematique").objects.select_related("thematique")
        return self.prefetch_related(models.Prefetch("thematique_links", links))

    def with_first_words(self) -> Self:
        """With what must be said before the title of each page, in the same query: that an event is not held."""
        cases = [case for model in apps.get_models() for case in getattr(model, "first_words_cases", list)()]
        return self.annotate(first_words=models.Case(*cases, default=models.Value(""), output_field=models.TextField()))

    def for_thematique(self, thematique: "Thematique") -> Self:
        """Pages which bear `thematique` or one of the finer ones tied to it."""
        family = models.Q(thematique_links__thematique=thematique) | models.Q(
            thematique_links__thematique__parents=thematique
        )
        return self.filter(pk__in=self.model.objects.filter(family).values("pk"))

    def indexable(self) -> Self:
        """Live pages which anyone may read and search engines may list."""
        return self.live().public().filter(noindex=False)

    def listable(self) -> Self:
        """Pages of the types shown in automatic lists of any content: those which declare `listable`."""
        page_types = [model for model in apps.get_models() if getattr(model, "listable", False) is True]
        return self.filter(content_type__in=ContentType.objects.get_for_models(*page_types).values())

    def entrances(self) -> Self:
        """Those that a link to « the page of this type » may lead to, the best first."""
        return self.order_by("path")

    def latest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")


class ThematiqueQuerySet(models.QuerySet["Thematique"]):
    def actuelles(self) -> Self:
        """The five thématiques of today (Guide d'organisation, 2024)."""
        return self.filter(family=ThematiqueFamily.ACTUELLE)

    def with_page_counts(self, **page_types: "type[BasePage]") -> Self:
        """Annotate under each name how many public pages of a type bear the thématique or a finer one tied to it."""
        return self.with_counts_among(
            **{name: page_type.objects.live().public() for name, page_type in page_types.items()}
        )

    def with_counts_among(self, **pages: BasePageQuerySet) -> Self:
        """Annotate under each name how many of these pages bear the thématique or a finer one tied to it."""
        return self.annotate(**{name: _page_count(found) for name, found in pages.items()})


def _page_count(pages: BasePageQuerySet) -> models.Subquery:
    thematique = models.OuterRef("pk")
    links = apps.get_model("nec_socle.PageThematique").objects.filter(
        models.Q(thematique=thematique) | models.Q(thematique__parents=thematique),
        page__in=pages.order_by().values("pk"),
    )
    distinct_pages = models.Func("page", template="COUNT(DISTINCT %(expressions)s)", output_field=models.IntegerField())
    return models.Subquery(links.annotate(count=distinct_pages).order_by().values("count"))


class TerritoireQuerySet(models.QuerySet):
    def search_name(self, words: str) -> Self:
        """Territoires whose name holds every word of `words`, whatever the accents."""
        found = self
        for word in fold_words(words).split()[:8]:
            found = found.filter(search_name__contains=word)
        return found


class MotCleQuerySet(models.QuerySet):
    def with_usage(self) -> Self:
        """Annotate as `usage_count` how many pages are filed under each word, whatever their type."""
        counts = [_item_count(model) for model in tagging_models(self.model)]
        return self.annotate(usage_count=reduce(add, counts, models.Value(0)))


def tagging_models(tag_model: type[models.Model]) -> list[Any]:
    """The models of all apps that tie a word of `tag_model` to a page."""
    related = [relation.related_model for relation in tag_model._meta.related_objects]
    return [model for model in related if isinstance(model, type) and issubclass(model, ItemBase)]


def _item_count(model: Any) -> Coalesce:
    items = model.objects.filter(tag=models.OuterRef("pk")).order_by().values("tag")
    return Coalesce(models.Subquery(items.annotate(count=models.Count("pk")).values("count")), 0)
