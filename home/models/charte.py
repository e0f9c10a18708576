"""The charte: NEC's engagements, dated and versioned."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, StructValue
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.pdf import ChartePdf
from socle.enums import Licence
from socle.fields import StreamField
from socle.models import BasePage, BodyMixin


class EngagementValue(StructValue):
    @property
    def anchor(self) -> str:
        """End of the address that leads to this engagement."""
        return slugify(self["title"])


class EngagementBlock(StructBlock):
    """An engagement: its title, what it asks, and how one checks it."""

    title = CharBlock(label=_("Titre"), max_length=120)
    short_title = CharBlock(
        label=_("Titre court"), max_length=60, required=False, help_text=_("Pour la page d’accueil.")
    )
    short_text = CharBlock(
        label=_("En une ligne"), max_length=160, required=False, help_text=_("Pour la page d’accueil.")
    )
    text = RichTextBlock(label=_("Texte"), features=["bold", "italic", "link", "ol", "ul"])
    checks = ListBlock(CharBlock(max_length=160), label=_("Comment on le vérifie"), default=[])

    class Meta:
        icon = "clipboard-list"
        label = _("Engagement")
        value_class = EngagementValue


class ChartePage(BodyMixin, RoutablePageMixin, BasePage):
    """The engagements every event that bears NEC's name signs; below it, the same as a PDF."""

    template = "nec_home/charte_page.html"
    page_description = _("Des engagements numérotés, avec la version du texte, sa date et qui doit le respecter.")
    subpage_types: ClassVar[list[str]] = []

    version = models.CharField(_("version"), max_length=40, blank=True)
    version_date = models.DateField(_("date de la version"), null=True, blank=True)
    licence = models.CharField(_("licence du texte"), max_length=20, choices=Licence, default=Licence.CC_BY_SA_4)
    engagements = StreamField([("engagement", EngagementBlock())], verbose_name=_("engagements"))
    applies_to = StreamField(
        [("who", CharBlock(label=_("Qui"), max_length=160))],
        blank=True,
        verbose_name=_("qui doit la respecter"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("version"), FieldPanel("version_date"), FieldPanel("licence")]),
        FieldPanel("engagements"),
        FieldPanel("applies_to"),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("charte")
        verbose_name_plural = _("chartes")

    @property
    def licence_url(self) -> str:
        """Address of the licence's text, empty where there is none."""
        return Licence(self.licence).url

    @property
    def pdf_url(self) -> str:
        """Address of the PDF, empty while there is nothing to print."""
        return f"{self.url}{self.reverse_subpage('pdf')}" if self.live and self.engagements and self.url else ""

    @property
    def pdf_size(self) -> int | None:
        return ChartePdf(self).size

    @path("pdf/", name="pdf")
    def pdf(self, request: HttpRequest) -> HttpResponse:
        """The engagements as an accessible PDF (PDF/UA-1)."""
        if not self.pdf_url:
            raise Http404
        return ChartePdf(self).get_response()

    def get_cached_paths(self) -> list[str]:
        """What publishing the page makes stale in a shared cache."""
        return ["/", "/pdf/"]

    def get_json_ld(self) -> dict[str, Any]:
        return super().get_json_ld() | {"license": self.licence_url}
