"""The plain page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from socle.models import BasePage, BodyMixin


class StandardPage(BodyMixin, BasePage):
    """A page of body blocks: démarche, guide, partenaires, publics, legal pages."""

    template = "nec_home/standard_page.html"
    page_description = _(
        "Du texte et des blocs au choix : présentation, guide, page légale. Elle peut porter d’autres pages."
    )

    show_children = models.BooleanField(
        _("lister les pages de cette rubrique"),
        default=True,
        help_text=_("Les pages placées sous celle-ci sont présentées à la fin."),
    )

    content_panels = [
        *BasePage.content_panels,
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
        FieldPanel("show_children"),
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]
    subpage_types: ClassVar[list[str]] = [
        "nec_home.StandardPage",
        "nec_home.ChartePage",
        "nec_candidatures.AppelPage",
        "nec_candidatures.EligibilitePage",
        "nec_locaux.OffresDeFormatsIndexPage",
        "nec_socle.FormPage",
    ]

    class Meta:
        verbose_name = _("page simple")
        verbose_name_plural = _("pages simples")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_child_cards() if self.show_children else []
        return context

    def get_child_cards(self) -> list[BasePage]:
        """The pages below this one, as cards."""
        return list(BasePage.objects.live().public().child_of(self).with_thematiques())
