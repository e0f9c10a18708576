"""The page all pages of the site are made from."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.url_routing import RouteResult

from socle.admin_forms import BasePageForm
from socle.blocks import BodyStreamBlock
from socle.fields import StreamField
from socle.models.rows import UniqueRow
from socle.querysets import BasePageQuerySet
from socle.search import index_stems

if TYPE_CHECKING:
    from socle.models.snippets import Thematique

#: No page of the site lies that deep: beyond, an address is not looked at part by part.
MAX_DEPTH = 12
#: What sharing cards show of an image (`templates/components/sharing.html`).
SHARING_FILTER = "fill-1200x630|format-jpeg"

BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """What every page has: a summary for its cards, sharing fields, thématiques, a breadcrumb, structured data.

    It is a table of its own: a mixed list (a search, a thématique, cards) reads pages of all types in one query.
    """

    summary = models.TextField(
        _("chapô"),
        blank=True,
        max_length=500,
        help_text=_("Une à trois phrases. Elles ouvrent la page et la présentent dans les listes."),
    )
    listing_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image des listes"),
        help_text=_("Elle accompagne le titre, qui dit déjà où mène la carte : elle est décorative."),
    )
    sharing_title = models.CharField(
        _("titre de partage"), max_length=255, blank=True, help_text=_("S’il doit différer du titre de la page.")
    )
    sharing_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image de partage"),
        help_text=_("1200 × 630 px au moins."),
    )
    noindex = models.BooleanField(
        _("ne pas référencer"),
        default=False,
        help_text=_("La page reste publique, mais les moteurs de recherche et le plan du site l’omettent."),
    )

    objects = BasePageManager()

    base_form_class: ClassVar[type[BasePageForm]] = BasePageForm
    is_creatable = False
    #: Whether editors may choose this type in an automatic list of pages.
    listable: ClassVar[bool] = False
    #: How long a shared cache may keep the page, in seconds. Publishing purges it before.
    cache_seconds: ClassVar[int] = 600
    #: What lists say before the title; `with_first_words()` reads it.
    first_words = ""
    #: Type given to search engines (schema.org).
    schema_type: ClassVar[str] = "WebPage"

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    thematique_panels: ClassVar[list[Panel]] = [
        InlinePanel(
            "thematique_links",
            heading=_("Thématiques"),
            label=_("Thématique"),
            help_text=_("Huit au plus, la principale en premier."),
            max_num=8,
        )
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("noindex")],
            heading=_("Pour les moteurs de recherche"),
        ),
        MultiFieldPanel([FieldPanel("sharing_title"), FieldPanel("sharing_image")], heading=_("Pour le partage")),
        MultiFieldPanel([FieldPanel("listing_image"), FieldPanel("show_in_menus")], heading=_("Pour les listes")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("search_stems"),
        index.FilterField("noindex"),
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def kind_label(self) -> str:
        """The French name of the page's type, empty for plain pages: « Page simple » tells visitors nothing.

        Reads the cached content type: no query, specific or not.
        """
        model = self.specific_class or type(self)
        return capfirst(str(model._meta.verbose_name)) if getattr(model, "listable", False) else ""

    @classmethod
    def first_words_cases(cls) -> list[models.When]:
        """What lists say before the titles of this type, as conditions on `BasePage`. Subclasses tell."""
        return []

    @cached_property
    def thematiques(self) -> list["Thematique"]:
        """The page's thématiques in the editors' order."""
        return [link.thematique for link in self._ordered_thematique_links()]

    def _ordered_thematique_links(self) -> "list[PageThematique]":
        if "thematique_links" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.thematique_links.all())
        return list(self.thematique_links.select_related("thematique"))

    @cached_property
    def breadcrumb(self) -> list[Page]:
        """Live pages from the home page to the parent; empty on the home page itself."""
        site = next(iter(self._get_relevant_site_root_paths()), None)
        if site is None:
            return []
        return [page for page in self.ancestors if page.live and page.url_path.startswith(site.root_path)]

    @cached_property
    def ancestors(self) -> list[Page]:
        """The pages above this one, from the root, read once for all that needs them.

        Each says whether a restriction is laid on it or on this page (`is_restricted`).
        """
        restrictions = PageViewRestriction.objects.filter(models.Q(page=models.OuterRef("pk")) | models.Q(page=self.pk))
        return list(self.read_ancestors().annotate(is_restricted=models.Exists(restrictions)))

    def read_ancestors(self) -> QuerySet[Page]:
        """What `ancestors` reads of them. A type of page that needs more of them joins it here."""
        pages: QuerySet[Page] = self.get_ancestors().only("title", "url_path", "path", "depth", "live", "alias_of")
        return pages

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Restrictions of this page and of those above it, as the stock gives them, from `ancestors`."""
        pages = [self, *self.ancestors]
        if any(page.alias_of_id for page in pages):
            restrictions: QuerySet[PageViewRestriction] = super().get_view_restrictions()
            return restrictions
        if self.ancestors and not any(page.is_restricted for page in self.ancestors):
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in pages])

    @property
    def meta_title(self) -> str:
        return self.seo_title or self.title

    @property
    def meta_description(self) -> str:
        return self.search_description or self.summary

    @property
    def sharing_image_url(self) -> str:
        """Full address of the image that sharing cards show, empty where the page has none."""
        image = self.sharing_image or self.listing_image
        if image is None or not self.full_url:
            return ""
        try:
            return urljoin(self.full_url, image.get_rendition(SHARING_FILTER).url)
        except SourceImageIOError:
            return ""

    @property
    def updated_at(self) -> datetime | None:
        """When the public text last changed."""
        return self.last_published_at or self.latest_revision_created_at

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find in one query the page of an address, or the one its route is below; the stock asks for each part."""
        if path_components:
            known = path_components[:MAX_DEPTH]
            addresses = [f"{self.url_path}{'/'.join(known[:end])}/" for end in range(1, len(known) + 1)]
            # The slug has an index, the whole address has none.
            pages = Page.objects.filter(slug__in=known, url_path__in=addresses)
            page = pages.order_by("-depth").specific().first()
            if page is not None:
                return page.route(request, path_components[page.depth - self.depth :])
        return super().route(request, path_components)

    def get_json_ld(self) -> dict[str, Any]:
        """The page as schema.org data. Subclasses add to it."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": self.schema_type,
            "name": self.title,
            "url": self.full_url,
            "inLanguage": "fr",
        }
        if self.meta_description:
            data["description"] = self.meta_description
        if self.last_published_at:
            data["dateModified"] = self.last_published_at.isoformat()
        return data

    def get_search_text(self) -> str:
        """The words of the page beyond its title and summary: those of its streams. Subclasses may add some."""
        streams = [getattr(self, field.name) for field in self._meta.get_fields() if isinstance(field, StreamField)]
        return " ".join(str(text) for value in streams for text in value.stream_block.get_searchable_content(value))

    def search_stems(self) -> str:
        """Marked French stems of the page's words: the public search finds the same pages on every database."""
        return index_stems(self.title, self.summary, self.get_search_text())

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return [] if self.noindex else super().get_sitemap_urls(request)


class PageThematique(UniqueRow):
    """A thématique borne by a page of any type: one table, so that one query finds them all."""

    page = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="thematique_links")
    thematique = models.ForeignKey(
        "nec_socle.Thematique",
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name=_("thématique"),
    )

    panels: ClassVar = [FieldPanel("thematique")]

    class Meta(UniqueRow.Meta):
        verbose_name = _("thématique de la page")
        constraints = [models.UniqueConstraint(fields=["page", "thematique"], name="nec_socle_unique_page_thematique")]

    def __str__(self) -> str:
        return str(self.thematique)


class BodyMixin(models.Model):
    """A page body made of the site's blocks."""

    body = StreamField(BodyStreamBlock(), blank=True, verbose_name=_("contenu"))

    body_panels: ClassVar = [FieldPanel("body")]
    body_search_fields: ClassVar = [index.SearchField("body")]

    class Meta:
        abstract = True
