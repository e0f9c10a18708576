"""The pages of the revue: its issues and their articles."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, PageManager

from revue.enums import ArticleKind, Season
from revue.querysets import ArticleQuerySet, NumeroQuerySet
from socle.enums import Licence, Papier
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin, Personne
from socle.typography import file_size

ARTICLES_PER_LIST = 12
#: Words a minute of an adult who reads French for pleasure, rounded down.
READING_SPEED = 220
NEXT_ARTICLES = 3

NumeroManager = PageManager.from_queryset(NumeroQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)


class RevueIndexPage(BodyMixin, BasePage):
    """The revue: its latest issue, all issues, recent articles."""

    template = "nec_revue/revue_index_page.html"
    page_description = _(
        "La page de la revue : le dernier numéro, tous les numéros, les articles. Une seule sur le site."
    )
    subpage_types: ClassVar[list[str]] = ["nec_revue.NumeroPage", *installed_only("nec_home.StandardPage")]
    max_count = 1
    schema_type = "Periodical"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page de la revue")
        verbose_name_plural = _("pages de la revue")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().public().descendant_of(self).latest_first().for_cards()
        numeros = list(NumeroPage.objects.live().public().child_of(self).latest().with_document())
        context["numeros"] = numeros
        context["numero"] = numeros[0] if numeros else None
        context["page_obj"] = Paginator(articles, ARTICLES_PER_LIST).get_page(request.GET.get("page"))
        return context


class NumeroPage(BodyMixin, BasePage):
    """An issue of the revue; its articles are its children."""

    template = "nec_revue/numero_page.html"
    page_description = _("Un numéro de la revue. Ses articles se créent sous lui.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.RevueIndexPage"]
    subpage_types: ClassVar[list[str]] = ["nec_revue.ArticlePage"]
    listable = True
    schema_type = "PublicationIssue"

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True, validators=[MinValueValidator(1)])
    season = models.CharField(_("saison"), max_length=12, choices=Season)
    year = models.PositiveSmallIntegerField(_("année"))
    colour = models.CharField(_("papier de la couverture"), max_length=20, choices=Papier, default=Papier.NEC)
    document = models.ForeignKey(
        "nec_socle.NecDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("PDF imprimé"),
    )

    objects = NumeroManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("season"), FieldPanel("year")]),
        FieldPanel("colour"),
        FieldPanel("document", help_text=_("La version imprimée, à télécharger depuis la page du numéro.")),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.FilterField("number")]

    class Meta:
        verbose_name = _("numéro de la revue")
        verbose_name_plural = _("numéros de la revue")

    @property
    def season_label(self) -> str:
        """Season and year: « Été 2024 »."""
        return f"{self.get_season_display()} {self.year}"

    @property
    def document_label(self) -> str:
        """The printed issue's file in a few words: « PDF, 64 pages, 4,1 Mo »."""
        document = self.document
        if document is None:
            return ""
        pages = document.page_count
        found = [
            document.file_extension.upper(),
            ngettext("%(n)s page", "%(n)s pages", pages) % {"n": pages} if pages else "",
            file_size(document.file_size) if document.file_size else "",
        ]
        return ", ".join(part for part in found if part)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = list(ArticlePage.objects.live().public().child_of(self).order_by("path").for_cards())
        numeros = NumeroPage.objects.live().public().sibling_of(self)
        context["articles"] = articles
        context["authors"] = list(dict.fromkeys(author for article in articles for author in article.authors))
        context["previous_numero"] = numeros.filter(number__lt=self.number).latest().first()
        context["next_numero"] = numeros.filter(number__gt=self.number).order_by("number").first()
        return context

    def get_json_ld(self) -> dict[str, Any]:
        return super().get_json_ld() | {"issueNumber": self.number}


class ArticlePage(BodyMixin, BasePage):
    """An article of the revue."""

    template = "nec_revue/article_page.html"
    page_description = _("Un article d’un numéro : ses signatures, sa licence, son texte.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.NumeroPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "Article"

    kind = models.CharField(_("genre"), max_length=12, choices=ArticleKind, default=ArticleKind.ENQUETE, db_index=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY_SA_4)

    objects = ArticleManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("licence")]),
        InlinePanel(
            "author_links",
            heading=_("Autrices et auteurs"),
            label=_("Autrice ou auteur"),
            help_text=_("Dans l’ordre des signatures. Le menu Référentiels permet d’ajouter une personne."),
        ),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.FilterField("kind")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @cached_property
    def authors(self) -> list[Personne]:
        """The article's authors in the editors' order."""
        if "author_links" in getattr(self, "_prefetched_objects_cache", {}):
            return [link.personne for link in self.author_links.all()]
        return [link.personne for link in self.author_links.select_related("personne")]

    @cached_property
    def reading_minutes(self) -> int:
        """Minutes to read the article, at least one."""
        return max(1, math.ceil(count_words(self.body.raw_data) / READING_SPEED))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["numero"] = self.numero
        others = ArticlePage.objects.live().public().sibling_of(self, inclusive=False).after(self).for_cards()
        context["next_articles"] = list(others[:NEXT_ARTICLES])
        return context

    @cached_property
    def numero(self) -> NumeroPage:
        """The issue the article belongs to."""
        return NumeroPage.objects.parent_of(self).get()

    @property
    def licence_url(self) -> str:
        """Address of the licence's text, empty where there is none."""
        return Licence(self.licence).url

    @property
    def byline(self) -> str:
        """Who signs, else the kind of article, and the minutes it takes."""
        signed = ", ".join(author.name for author in self.authors) or self.get_kind_display()
        return _("%(signed)s, %(minutes)s min") % {"signed": signed, "minutes": self.reading_minutes}

    @property
    def citation(self) -> str:
        """The article's reference, as plain text."""
        authors = ", ".join(author.name for author in self.authors)
        numero = self.numero
        issue = _("« %(title)s », La revue NEC, n° %(number)s, %(season)s") % {
            "title": self.title,
            "number": numero.number,
            "season": numero.season_label.lower(),
        }
        return f"{authors}, {issue}." if authors else f"{issue}."

    def get_json_ld(self) -> dict[str, Any]:
        return super().get_json_ld() | {
            "headline": self.title,
            "author": [{"@type": "Person", "name": author.name} for author in self.authors],
            "license": self.licence_url,
        }


def count_words(data: Any) -> int:
    """Words of a stream's raw data. It is read as stored: resolving its pages, images and people would cost queries."""
    if isinstance(data, str):
        return len(strip_tags(data).split())
    if isinstance(data, Mapping):
        kept = data["value"] if "value" in data and "type" in data else list(data.values())
        return count_words(kept)
    if isinstance(data, Iterable):
        return sum(count_words(item) for item in data)
    return 0


class ArticleAuthor(Orderable):
    """A person who signs an article, in the order of the signatures."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="author_links")
    personne = models.ForeignKey(
        "nec_socle.Personne", on_delete=models.PROTECT, related_name="+", verbose_name=_("personne")
    )

    panels: ClassVar = [FieldPanel("personne")]

    class Meta(Orderable.Meta):
        verbose_name = _("signature")
        constraints = [models.UniqueConstraint(fields=["article", "personne"], name="nec_revue_unique_article_author")]

    def __str__(self) -> str:
        return str(self.personne)
