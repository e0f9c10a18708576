"""An article of the revue."""

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelsearch import index
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, PageManager

from revue.blocks import ArticleStreamBlock, BibliographyStreamBlock
from revue.enums import ArticleKind, AuthorRole
from revue.querysets import ArticleQuerySet
from socle.enums import Licence
from socle.fields import StreamField
from socle.installed import installed_only
from socle.models import BasePage, MotCle, Personne
from socle.models.rows import UniqueRow
from socle.routing import RoutedPageMixin

if TYPE_CHECKING:
    from revue.models.numero import NumeroPage

#: Words a minute of an adult who reads French for pleasure, rounded down.
READING_SPEED = 220
NEXT_ARTICLES = 3

ArticleManager = PageManager.from_queryset(ArticleQuerySet)


class ArticlePage(RoutedPageMixin, BasePage):
    """An article of the revue, with its notes, its references and who signs it."""

    template = "nec_revue/article_page.html"
    subpage_patterns = "revue.urls.article_patterns"
    page_description = _("Un article d’un numéro : ses signatures, sa licence, son texte, ses notes.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.NumeroPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "Article"

    kind = models.CharField(_("genre"), max_length=12, choices=ArticleKind, default=ArticleKind.ENQUETE, db_index=True)
    rubrique = models.ForeignKey(
        "nec_revue.Rubrique",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        verbose_name=_("rubrique"),
        help_text=_("Sa partie du sommaire."),
    )
    first_page = models.PositiveSmallIntegerField(
        _("première page"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Du numéro imprimé.")
    )
    last_page = models.PositiveSmallIntegerField(
        _("dernière page"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    body = StreamField(ArticleStreamBlock(), blank=True, verbose_name=_("texte"))
    bibliography = StreamField(BibliographyStreamBlock(), blank=True, verbose_name=_("bibliographie"))
    audio = models.ForeignKey(
        "nec_socle.NecDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("version à écouter"),
        help_text=_("Un fichier MP3, M4A, OGG, OPUS ou WAV : l’article lu."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY_SA_4)
    published_on = models.DateField(
        _("première parution"),
        null=True,
        blank=True,
        help_text=_("Si l’article a paru avant d’être mis en ligne ici. Vide : le jour de sa publication sur le site."),
    )
    mots_cles = ClusterTaggableManager(
        through="nec_revue.ArticleMotCle", blank=True, verbose_name=_("mots-clés"), related_name="articles"
    )

    objects = ArticleManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("rubrique")]),
        InlinePanel(
            "author_links",
            heading=_("Autrices et auteurs"),
            label=_("Autrice ou auteur"),
            help_text=_("Dans l’ordre des signatures. Le menu Référentiels permet d’ajouter une personne."),
        ),
        FieldPanel("body"),
        InlinePanel("footnotes", heading=_("Notes"), label=_("Note")),
        FieldPanel("bibliography"),
        *BasePage.thematique_panels,
        FieldPanel("mots_cles"),
        InlinePanel("related_links", heading=_("NEC local ou édition dont il parle"), label=_("Page")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("licence"), FieldPanel("published_on")]),
                FieldRowPanel([FieldPanel("first_page"), FieldPanel("last_page")]),
                FieldPanel("audio"),
            ],
            heading=_("Parution"),
        ),
        InlinePanel(
            "change_links",
            heading=_("Corrections publiées"),
            label=_("Correction"),
            help_text=_("Ce qui a changé depuis la première parution, et que lectrices et lecteurs doivent savoir."),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("rubrique"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.last_page and not self.first_page:
            raise ValidationError({"first_page": _("Indiquez aussi la première page.")})
        if self.first_page and self.last_page and self.last_page < self.first_page:
            raise ValidationError({"last_page": _("Indiquez une dernière page qui ne précède pas la première.")})

    @cached_property
    def signatures(self) -> list["ArticleAuthor"]:
        """Who made the article and how, in the editors' order."""
        if "author_links" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.author_links.all())
        return list(self.author_links.select_related("personne"))

    @property
    def authors(self) -> list[Personne]:
        """Those whose work the text is: whom one cites."""
        return [link.personne for link in self.signatures if AuthorRole(link.role).is_author]

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
    def numero(self) -> "NumeroPage":
        """The issue the article belongs to."""
        numero: NumeroPage = self.get_parent().specific
        return numero

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
    """A person who signs an article, in the order of the signatures, and what they did."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="author_links")
    personne = models.ForeignKey(
        "nec_socle.Personne", on_delete=models.PROTECT, related_name="article_links", verbose_name=_("personne")
    )
    role = models.CharField(_("part"), max_length=12, choices=AuthorRole, default=AuthorRole.TEXTE)

    panels: ClassVar = [FieldRowPanel([FieldPanel("personne"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("signature")
        constraints = [models.UniqueConstraint(fields=["article", "personne"], name="nec_revue_unique_article_author")]

    def __str__(self) -> str:
        return str(self.personne)


class ArticleRelatedPage(UniqueRow):
    """A NEC local or an édition nationale the article speaks of."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_links")
    #: A page of any type: the apps of those it may be may not be installed.
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels: ClassVar = [
        PageChooserPanel("page", installed_only("nec_locaux.NecLocalPage", "nec_home.EditionNationalePage") or None)
    ]

    class Meta(UniqueRow.Meta):
        verbose_name = _("page liée")
        constraints = [models.UniqueConstraint(fields=["article", "page"], name="nec_revue_unique_related_page")]

    def __str__(self) -> str:
        return str(self.page)


class ArticleChange(Orderable):
    """A correction that readers must know of, with its day."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="change_links")
    changed_on = models.DateField(_("date"))
    text = models.CharField(_("ce qui a changé"), max_length=500)

    panels: ClassVar = [FieldPanel("changed_on"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("correction")

    def __str__(self) -> str:
        return self.text


class ArticleMotCle(ItemBase):
    """A word that an article is filed under."""

    tag = models.ForeignKey(MotCle, on_delete=models.CASCADE, related_name="article_items")
    content_object = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="mot_cle_items")

    class Meta:
        verbose_name = _("mot-clé de l’article")
