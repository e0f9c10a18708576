"""The pages of the library."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from ressources.enums import RessourceKind
from socle.enums import Licence
from socle.fields import URLField
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.typography import file_size

RESSOURCES_PER_LIST = 20
ACTION_LABELS = {
    RessourceKind.GUIDE: _("Lire le guide"),
    RessourceKind.VIDEO: _("Voir la vidéo"),
    RessourceKind.PODCAST: _("Écouter le podcast"),
    RessourceKind.FICHE: _("Lire la fiche"),
    RessourceKind.FICHIER: _("Ouvrir le fichier"),
    RessourceKind.SITE: _("Voir le site"),
}


class RessourcesIndexPage(BodyMixin, BasePage):
    """The library: all resources, the latest first."""

    template = "nec_ressources/ressources_index_page.html"
    page_description = _("La bibliothèque : toutes les ressources. Une seule sur le site.")
    subpage_types: ClassVar[list[str]] = ["nec_ressources.RessourcePage", *installed_only("nec_home.StandardPage")]
    max_count = 1
    schema_type = "CollectionPage"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des ressources")
        verbose_name_plural = _("pages des ressources")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        ressources = RessourcePage.objects.live().public().child_of(self).latest_first().with_thematiques()
        context["page_obj"] = Paginator(ressources.select_related("document"), RESSOURCES_PER_LIST).get_page(
            request.GET.get("page")
        )
        return context


class RessourcePage(BodyMixin, BasePage):
    """A guide, video, podcast or file that anyone may reuse."""

    template = "nec_ressources/ressource_page.html"
    page_description = _("Un guide, une vidéo, un podcast ou un fichier à réutiliser.")
    parent_page_types: ClassVar[list[str]] = ["nec_ressources.RessourcesIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "LearningResource"

    kind = models.CharField(_("type"), max_length=10, choices=RessourceKind, db_index=True)
    origin = models.CharField(
        _("origine"), max_length=150, blank=True, help_text=_("L’événement ou l’organisme dont elle vient.")
    )
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    external_url = URLField(_("adresse"), blank=True, help_text=_("Là où la ressource se lit ou s’écoute."))
    document = models.ForeignKey(
        "nec_socle.NecDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("fichier"),
    )
    duration = models.CharField(_("durée"), max_length=40, blank=True, help_text=_("Par exemple « 52 min »."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("origin"), FieldPanel("year")]),
        MultiFieldPanel([FieldPanel("external_url"), FieldPanel("document")], heading=_("Où la trouver")),
        FieldRowPanel([FieldPanel("duration"), FieldPanel("licence")]),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("origin"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")

    @property
    def action_label(self) -> str:
        """What the link to the resource does."""
        return str(ACTION_LABELS.get(RessourceKind(self.kind), _("Ouvrir la ressource")))

    @property
    def details(self) -> list[str]:
        """What one wants to know before opening it: length, type of file, pages, size, accessibility."""
        document = self.document
        if document is None:
            return [self.duration] if self.duration else []
        pages = document.page_count
        found = [
            self.duration,
            document.file_extension.upper(),
            ngettext("%(n)s page", "%(n)s pages", pages) % {"n": pages} if pages else "",
            file_size(document.file_size) if document.file_size else "",
            _t("document accessible") if document.is_accessible else "",
        ]
        return [detail for detail in found if detail]

    @property
    def provenance(self) -> str:
        """Where it comes from and when, the year said once."""
        year = str(self.year or "")
        return self.origin if year in self.origin else ", ".join(part for part in (self.origin, year) if part)

    @property
    def licence_url(self) -> str:
        """Address of the licence's text, empty where there is none."""
        return Licence(self.licence).url if self.licence else ""
