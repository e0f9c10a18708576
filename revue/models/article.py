"""An article of the revue."""

import math
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelsearch import index
from taggit.models import ItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.blocks import StructValue
from wagtail.models import Orderable, Page, PageManager
from wagtail.rich_text import get_text_for_indexing
from wagtail_footnotes.widgets import ReadonlyUUIDInput

from revue.blocks import (
    ArticleStreamBlock,
    BibliographyStreamBlock,
    CorrectionsStreamBlock,
    noted_blocks,
    noted_texts,
)
from revue.enums import ArticleKind, AuthorRole
from revue.notes import Note, called_notes, expand_texts, fit_beside, number_notes
from revue.querysets import ArticleQuerySet, prefetch_for_cards
from socle.blocks import ContentsBlock, OutlineEntry, QuoteBlock, place_headings
from socle.blocks.contents import nested
from socle.blocks.media import MEDIA_TYPES
from socle.enums import Licence
from socle.fields import StreamField
from socle.installed import installed_only
from socle.models import BasePage, MotCle, MotsClesField, Personne
from socle.models.rows import UniqueRow
from socle.routing import RoutedPageMixin
from socle.widgets import MotsClesWidget

if TYPE_CHECKING:
    from revue.models.numero import NumeroPage

#: Words a minute of an adult who reads French for pleasure, rounded down.
READING_SPEED = 220
NEXT_ARTICLES = 3
#: From how many minutes of reading, and how many titles, an article opens with its table of contents.
LONG_MINUTES = 6
LONG_HEADINGS = 3
#: Anchors that the page itself uses: a title of the text never takes one.
PAGE_ANCHORS = ("bibliographie", "citer", "corrections", "ecouter", "notes", "telecharger")

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
    corrections = StreamField(
        CorrectionsStreamBlock(),
        blank=True,
        verbose_name=_("corrections publiées"),
        help_text=_("Ce qui a changé depuis la première parution, et que lectrices et lecteurs doivent savoir."),
    )
    mots_cles = MotsClesField(
        through="nec_revue.ArticleMotCle", blank=True, verbose_name=_("mots-clés"), related_name="articles"
    )

    objects = ArticleManager()

    text_panels = [
        *BasePage.content_panels,
        FieldRowPanel(
            [
                FieldPanel("kind"),
                FieldPanel("rubrique", help_text=_("Sa partie du sommaire. Le menu Référentiels permet d’en ajouter.")),
            ],
            heading=_("Genre et rubrique"),
        ),
        InlinePanel(
            "author_links",
            heading=_("Autrices et auteurs"),
            label=_("Autrice ou auteur"),
            icon="user",
            help_text=_("Dans l’ordre des signatures. Le menu Référentiels permet d’ajouter une personne."),
        ),
        FieldPanel(
            "body",
            icon="pilcrow",
            help_text=_(
                "Un texte collé d’un traitement de texte perd sa mise en forme, sauf gras, italique, liens et listes. "
                "Dans un bloc Texte, tapez / puis choisissez Note pour poser un appel de note."
            ),
        ),
    ]
    note_panels: ClassVar = [
        InlinePanel(
            "footnotes",
            heading=_("Notes"),
            label=_("Note"),
            icon="openquote",
            panels=[
                FieldPanel("text", heading=_("Texte")),
                FieldPanel(
                    "uuid",
                    heading=_("Repère"),
                    help_text=_("Ce que le bloc Texte montre à la place du numéro."),
                    widget=ReadonlyUUIDInput,
                ),
            ],
            help_text=_(
                "Une note s’appelle depuis un bloc Texte : placez-y le curseur, tapez / et choisissez Note, pour en "
                "écrire une ou en appeler une qui existe. Leur ordre ici n’importe pas : le site numérote d’après les "
                "appels."
            ),
        ),
        FieldPanel("bibliography", icon="list-ul"),
    ]
    filing_panels: ClassVar = [
        *BasePage.thematique_panels,
        FieldPanel(
            "mots_cles",
            widget=MotsClesWidget,
            icon="tag",
            help_text=_(
                "Séparés par des virgules. Un mot déjà connu est repris, quels que soient ses accents et majuscules."
            ),
        ),
        InlinePanel("related_links", heading=_("NEC local ou édition dont il parle"), label=_("Page"), icon="link"),
    ]
    publication_panels: ClassVar = [
        FieldRowPanel([FieldPanel("licence"), FieldPanel("published_on")], heading=_("Première parution")),
        FieldRowPanel([FieldPanel("first_page"), FieldPanel("last_page")], heading=_("Dans le numéro imprimé")),
        FieldPanel("audio", icon="media"),
        FieldPanel("corrections", icon="edit"),
        HelpPanel(heading=_("Fichiers faits par le site"), icon="download", template="nec_revue/admin/files.html"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Contenu")),
            ObjectList(note_panels, heading=_("Notes et références")),
            ObjectList(filing_panels, heading=_("Classement")),
            ObjectList(publication_panels, heading=_("Parution")),
            ObjectList(BasePage.promote_panels, heading=_("Promotion")),
            # They show no tab of their own: the dates of publication and the comments.
            ObjectList(BasePage.settings_panels, heading=_("Publication")),
        ]
    )
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

    @cached_property
    def mots_cles_in_order(self) -> list[MotCle]:
        """The words it is filed under, asked for once."""
        return list(self.mots_cles.all())

    @cached_property
    def notes(self) -> list[Note]:
        """The notes that the text calls, by the order of their first call. A note never called is left out."""
        texts = {str(footnote.uuid): footnote.text for footnote in self.footnotes.all()}
        return number_notes(noted_texts(self.body), texts)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        before, after = self._neighbours()
        prefetch_related_objects([link.personne for link in self.signatures], "portrait__renditions")
        outline = self._outline()
        return {
            **context,
            "numero": self.numero,
            "outline": outline,
            "contents": self._contents(outline),
            "notes": list(zip(self.notes, expand_texts(self.notes), self._quotes_after_notes(), strict=True)),
            "notes_are_beside": fit_beside(noted_blocks(self.body), self.notes),
            "related_pages": self._related_pages(),
            "changes": self.dated_corrections,
            "mots_cles": self.mots_cles_in_order,
            "previous_article": before,
            "next_article": next((page for page in after if page.path > self.path), None),
            "next_articles": after,
        }

    def _neighbours(self) -> "tuple[ArticlePage | None, list[ArticlePage]]":
        """The article before this one in its issue, and those that follow it round the issue, with what cards show.

        What this page shows of itself comes with them, in the same queries.
        """
        found = list(ArticlePage.objects.live().public().sibling_of(self, inclusive=False).around(self, NEXT_ARTICLES))
        before = next((page for page in found if page.rank_before == 1 and page.path < self.path), None)
        after = [page for page in found if page.rank_after <= NEXT_ARTICLES]
        prefetch_for_cards([page for page in (self, *after) if page.pk])
        return before, after

    def _quotes_after_notes(self) -> list[int]:
        """For each note, the rank of the first quote that comes after its call; 0 where none does."""
        rank = 1
        ranks: dict[str, int] = {}
        for child in self.body:
            if isinstance(child.block, QuoteBlock):
                rank += 1
            for uuid in called_notes(noted_texts([child])):
                ranks.setdefault(uuid, rank)
        return [ranks[note.uuid] if ranks[note.uuid] < rank else 0 for note in self.notes]

    def _outline(self) -> list[OutlineEntry]:
        """The titles of the text, none of which takes an anchor of the page."""
        anchors = [anchor for note in self.notes for anchor in (note.anchor, *note.call_anchors)]
        return place_headings(self.body, other_anchors=(*PAGE_ANCHORS, *anchors))

    def _contents(self, outline: list[OutlineEntry]) -> list[tuple[OutlineEntry, list[OutlineEntry]]]:
        """The table of contents of a long article, empty where editors placed one themselves."""
        is_long = self.reading_minutes >= LONG_MINUTES and len(outline) >= LONG_HEADINGS
        if not is_long or any(isinstance(child.block, ContentsBlock) for child in self.body):
            return []
        return nested(outline, min(entry.level for entry in outline))

    def _related_pages(self) -> list[BasePage]:
        """The public pages that the article speaks of."""
        pages = BasePage.objects.live().public().with_first_words()
        return list(pages.filter(pk__in=self.related_links.values_list("page", flat=True)).order_by("path"))

    @cached_property
    def dated_corrections(self) -> list[StructValue]:
        """The corrections, the last first. The preview of a draft may hold one without its day yet."""
        dated = [child.value for child in self.corrections if child.value.get("day")]
        return sorted(dated, key=itemgetter("day"), reverse=True)

    @property
    def audio_type(self) -> str:
        """Media type of the version to listen to, empty where it is not known."""
        return MEDIA_TYPES.get(self.audio.file_extension, "") if self.audio else ""

    @cached_property
    def numero(self) -> "NumeroPage":
        """The issue the article belongs to."""
        numero: NumeroPage = self.ancestors[-1].basepage.numeropage
        return numero

    def read_ancestors(self) -> QuerySet[Page]:
        """With the issue, its parent."""
        pages: QuerySet[Page] = self.get_ancestors().select_related("basepage__numeropage")
        return pages

    @property
    def licence_url(self) -> str:
        """Address of the licence's text, empty where there is none."""
        return Licence(self.licence).url

    @property
    def pages_label(self) -> str:
        """Where it stands in the printed issue: « Pages 8 à 21 », empty where that is not known."""
        first, last = self.first_page, self.last_page
        if not first:
            return ""
        if not last or last == first:
            return _("Page %(first)s") % {"first": first}
        return _("Pages %(first)s à %(last)s") % {"first": first, "last": last}

    @property
    def byline(self) -> str:
        """Who signs, else the kind of article, and the minutes it takes."""
        signed = ", ".join(author.name for author in self.authors) or self.get_kind_display()
        return _("%(signed)s, %(minutes)s min") % {"signed": signed, "minutes": self.reading_minutes}

    @property
    def citation(self) -> str:
        """The article's reference, as plain text."""
        return self.cite_in(self.ancestors[-2].title)

    def cite_in(self, revue: str) -> str:
        """The same, for those who know the title of the revue already."""
        authors = ", ".join(author.name for author in self.authors)
        numero = self.numero
        issue = _("« %(title)s », %(revue)s, n° %(number)s, %(season)s") % {
            "title": self.title,
            "revue": revue,
            "number": numero.number,
            "season": numero.season_label.lower(),
        }
        return f"{authors}, {issue}." if authors else f"{issue}."

    def get_search_text(self) -> str:
        names = (signature.personne.name for signature in self.signatures)
        notes = (get_text_for_indexing(note.text) for note in self.notes)
        return " ".join([super().get_search_text(), *names, *notes])

    def get_json_ld(self) -> dict[str, Any]:
        # Named by a string, for it reads the models.
        data: dict[str, Any] = import_string("revue.structured_data.article_data")(self)
        return super().get_json_ld() | data


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


class ArticleMotCle(ItemBase):
    """A word that an article is filed under."""

    tag = models.ForeignKey(MotCle, on_delete=models.CASCADE, related_name="article_items")
    content_object = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="mot_cle_items")

    class Meta:
        verbose_name = _("mot-clé de l’article")
