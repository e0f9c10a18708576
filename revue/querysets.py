"""Queries of the revue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import RowNumber

from socle.querysets import BasePageQuerySet, MotCleQuerySet

if TYPE_CHECKING:
    from revue.models import ArticleAuthor, ArticlePage
    from socle.models import Personne


class NumeroQuerySet(BasePageQuerySet):
    def latest(self) -> Self:
        """Issues, the newest first."""
        return self.order_by("-number")

    def already_out(self) -> Self:
        """Without those that are only announced."""
        return self.filter(is_to_appear=False)

    def for_covers(self) -> Self:
        """With the printed issues' files and the images of the covers, in one more query where there are some."""
        return self.select_related("document", "cover_image").prefetch_related("cover_image__renditions")


class ArticleQuerySet(BasePageQuerySet):
    def for_cards(self) -> Self:
        """With signatures, their portraits and thématiques, in two more queries."""
        return self.prefetch_related(_signatures()).with_thematiques()

    def for_contents(self) -> Self:
        """In the order of the contents, with rubriques, signatures, portraits and thématiques; without texts."""
        return self.order_by("path").select_related("rubrique").defer("body", "bibliography").for_cards()

    def by(self, personne: "Personne") -> Self:
        """Those that `personne` signs, the newest first."""
        links = apps.get_model("nec_revue.ArticleAuthor").objects.filter(personne=personne)
        return self.filter(pk__in=links.values("article")).latest_first()

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
        """With the file and the thématiques."""
        return self.select_related("document").with_thematiques()


def prefetch_for_cards(articles: "Sequence[ArticlePage]") -> None:
    """Give articles that were read already what `for_cards` reads."""
    thematiques = apps.get_model("nec_socle.PageThematique").objects.select_related("thematique")
    prefetch_related_objects(articles, _signatures(), Prefetch("thematique_links", thematiques))


def _signatures() -> Prefetch:
    links = apps.get_model("nec_revue.ArticleAuthor").objects.select_related("personne__portrait")
    return Prefetch("author_links", links)


def signatories(articles: ArticleQuerySet, numeros: NumeroQuerySet) -> "QuerySet[Personne]":
    """Those who sign one of `articles`, or the editorial of one of `numeros`, by name."""
    signed = _author_links(articles).filter(personne=OuterRef("pk"))
    opened = numeros.filter(editorial_author=OuterRef("pk"))
    personnes: QuerySet[Personne] = apps.get_model("nec_socle.Personne").objects.filter(Exists(signed) | Exists(opened))
    return personnes.order_by("last_name", "first_name", "pk")


def mots_cles(articles: ArticleQuerySet) -> MotCleQuerySet:
    """The words that some of `articles` are filed under."""
    items = apps.get_model("nec_revue.ArticleMotCle").objects.filter(tag=OuterRef("pk"))
    words: MotCleQuerySet = apps.get_model("nec_socle.MotCle").objects.all()
    return words.filter(Exists(items.filter(content_object__in=articles.order_by().values("pk"))))


def mot_cle_count(articles: ArticleQuerySet) -> Subquery:
    """How many of `articles` are filed under a word, for an annotation on words."""
    items = apps.get_model("nec_revue.ArticleMotCle").objects.filter(
        tag=OuterRef("pk"), content_object__in=articles.order_by().values("pk")
    )
    return Subquery(items.order_by().values("tag").annotate(value=Count("pk")).values("value"))


def article_count(articles: ArticleQuerySet) -> Subquery:
    """How many of `articles` a person signs, for an annotation on people."""
    return _of_each_person(articles, Count("pk"))


def last_publication(articles: ArticleQuerySet) -> Subquery:
    """When the last of `articles` that a person signs was published or corrected, for an annotation on people."""
    return _of_each_person(articles, Max("article__last_published_at"))


def _of_each_person(articles: ArticleQuerySet, value: Aggregate) -> Subquery:
    links = _author_links(articles).filter(personne=OuterRef("pk")).order_by()
    return Subquery(links.values("personne").annotate(value=value).values("value"))


def _author_links(articles: ArticleQuerySet) -> "QuerySet[ArticleAuthor]":
    links: QuerySet[ArticleAuthor] = apps.get_model("nec_revue.ArticleAuthor").objects.filter(
        article__in=articles.order_by().values("pk")
    )
    return links
