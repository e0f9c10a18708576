"""The page of the NEC locaux: a calendar, a map, archives, feeds and open data under one address."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from nec_locaux.querysets import NecLocalQuerySet
from socle.charts import format_number
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.models.rows import UniqueRow
from socle.routing import RoutedPageMixin


class NecLocauxIndexPage(RoutedPageMixin, BodyMixin, BasePage):
    """The calendar of the NEC locaux: those to come, then, below it, the month, the map, the past and the data."""

    template = "nec_locaux/nec_locaux_index_page.html"
    subpage_patterns = "nec_locaux.urls.calendar_patterns"
    page_description = _("Le calendrier des NEC locaux. Une seule sur le site.")
    subpage_types: ClassVar[list[str]] = ["nec_locaux.NecLocalPage", *installed_only("nec_home.StandardPage")]
    max_count = 1
    schema_type = "CollectionPage"

    official_count = models.PositiveSmallIntegerField(
        _("nombre officiel de NEC locaux"), null=True, blank=True, help_text=_("Tel que l’équipe l’a annoncé.")
    )
    official_territories = models.PositiveSmallIntegerField(_("nombre officiel de territoires"), null=True, blank=True)
    official_definition = models.CharField(
        _("ce que comptent ces nombres"),
        max_length=255,
        blank=True,
        help_text=_("Par exemple : « depuis janvier 2021 »."),
    )
    official_date = models.DateField(
        _("date de l’annonce"), null=True, blank=True, help_text=_("Le jour où l’équipe a donné ces nombres.")
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("official_count"), FieldPanel("official_territories")]),
                FieldPanel("official_definition"),
                FieldPanel("official_date"),
            ],
            heading=_("Chiffres officiels"),
        ),
        InlinePanel(
            "host_links",
            heading=_("Territoires qui ont accueilli un NEC local"),
            label=_("Territoire"),
            help_text=_("La liste officielle. Chaque nom mène à ses rencontres quand le calendrier en connaît."),
        ),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des NEC locaux")
        verbose_name_plural = _("pages des NEC locaux")

    @property
    def events(self) -> NecLocalQuerySet:
        """The events that anyone may read, below this page."""
        from nec_locaux.models.event import NecLocalPage  # noqa: PLC0415 (each of the two names the other)

        pages: NecLocalQuerySet = NecLocalPage.objects.live().public()
        # A page that is being written, seen in its preview, has no place yet.
        return pages.child_of(self) if self.path else pages.none()

    @property
    def official_figures(self) -> list[dict[str, str]]:
        """The official numbers that are known; `official_definition` says what they count."""
        numbers = (
            (self.official_count, _("NEC locaux")),
            (self.official_territories, _("territoires")),
        )
        return [
            {"value": format_number(number), "label": str(label)} for number, label in numbers if number is not None
        ]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The page and its lasting views: search engines may list what nobody filtered."""
        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        views = ("month", "map", "past", "dataset") if urls else ()
        return urls + [{"location": f"{base}{self.reverse_subpage(name)}"} for name in views]


class HostTerritoire(UniqueRow):
    """A territoire of the official list of those which have hosted a NEC local."""

    page = ParentalKey(NecLocauxIndexPage, on_delete=models.CASCADE, related_name="host_links")
    territoire = models.ForeignKey(
        "nec_socle.Territoire", on_delete=models.PROTECT, related_name="+", verbose_name=_("territoire")
    )

    panels: ClassVar = [FieldPanel("territoire")]

    class Meta(UniqueRow.Meta):
        verbose_name = _("territoire d’accueil")
        verbose_name_plural = _("territoires d’accueil")
        constraints = [models.UniqueConstraint(fields=["page", "territoire"], name="nec_locaux_unique_host")]

    def __str__(self) -> str:
        return str(self.territoire)
