"""The home page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock

from home.blocks import HomeSectionsBlock
from home.models.editions import EditionNationalePage, next_or_latest
from socle.fields import StreamField
from socle.models import BasePage


class HomePage(BasePage):
    """The sentence NEC opens with, the next national meeting, and the parts editors order below."""

    template = "nec_home/home_page.html"
    page_description = _("La page d’accueil du site : sa phrase d’ouverture, puis des parties que vous ordonnez.")
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    schema_type = "WebSite"

    opening = models.CharField(_("début de la phrase"), max_length=60, blank=True)
    adjectives = StreamField(
        [("adjective", CharBlock(label=_("Adjectif"), max_length=30))],
        blank=True,
        max_num=8,
        verbose_name=_("adjectifs entre crochets"),
    )
    closing = models.CharField(
        _("fin de la phrase"), max_length=60, blank=True, help_text=_("Ce qui est entre crochets prend leur couleur.")
    )
    sections = StreamField(HomeSectionsBlock(), blank=True, verbose_name=_("parties"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("opening"), FieldPanel("adjectives"), FieldPanel("closing")], heading=_("Phrase d’ouverture")
        ),
        FieldPanel(
            "sections",
            help_text=_(
                "Chaque partie se remplit de ce que le site publie. Changez leur ordre ; "
                "décochez « Visible » pour en cacher une sans la perdre."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # Both the card at the top and the drawing further down read them.
        editions = list(EditionNationalePage.objects.live().public().for_timeline())
        context["editions"] = editions
        context["edition"] = next_or_latest(editions)
        return context

    def get_search_text(self) -> str:
        return " ".join([self.opening, *(block.value for block in self.adjectives), self.closing])
