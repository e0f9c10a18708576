"""The carnets: what the NEC locaux left in print before the revue, from 2020 on."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page, PageManager

from revue.enums import CarnetPrecision
from revue.querysets import CarnetQuerySet
from socle.fields import URLField
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.parameters import PageNumberForm
from socle.typography import date_range_text

CARNETS_PER_PAGE: Final = 24

CarnetManager = PageManager.from_queryset(CarnetQuerySet)


class CarnetsIndexPage(BodyMixin, BasePage):
    """The older series: all carnets, the latest first."""

    template = "nec_revue/carnets_index_page.html"
    page_description = _("Les carnets parus avant la revue. Une seule page sur le site.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.RevueIndexPage"]
    subpage_types: ClassVar[list[str]] = ["nec_revue.CarnetPage"]
    max_count = 1
    schema_type = "PublicationVolume"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page des carnets")
        verbose_name_plural = _("pages des carnets")

    @property
    def carnets(self) -> CarnetQuerySet:
        """The carnets that anyone may read, the newest first."""
        pages: CarnetQuerySet = CarnetPage.objects.live().public()
        return pages.child_of(self).latest()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        carnets = Paginator(self.carnets.for_cards(), CARNETS_PER_PAGE)
        context["page_obj"] = carnets.get_page(PageNumberForm.read(request.GET))
        return context


class CarnetPage(BodyMixin, BasePage):
    """A carnet: what was told of one NEC local."""

    template = "nec_revue/carnet_page.html"
    page_description = _("Un carnet : l’événement qu’il raconte, son fichier ou l’adresse où il se lit.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.CarnetsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True
    schema_type = "CreativeWork"

    start_date = models.DateField(
        _("premier jour"), db_index=True, help_text=_("De ce que le carnet raconte, ou de sa parution.")
    )
    end_date = models.DateField(_("dernier jour"), null=True, blank=True)
    date_precision = models.CharField(
        _("précision de la date"), max_length=10, choices=CarnetPrecision, default=CarnetPrecision.DAY
    )
    is_announced_only = models.BooleanField(
        _("annoncé seulement"), default=False, help_text=_("Cochez si rien ne dit qu’il a paru.")
    )
    document = models.ForeignKey(
        "nec_socle.NecDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("fichier"),
    )
    external_url = URLField(_("adresse"), blank=True, help_text=_("Là où le carnet se lit, s’il n’est pas ici."))
    #: A page of any type: the app of the NEC locaux may not be installed.
    event_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("NEC local raconté"),
    )

    objects = CarnetManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date"), FieldPanel("date_precision")]),
                FieldPanel("is_announced_only"),
                PageChooserPanel("event_page", installed_only("nec_locaux.NecLocalPage") or None),
            ],
            heading=_("Ce qu’il raconte"),
        ),
        MultiFieldPanel([FieldPanel("document"), FieldPanel("external_url")], heading=_("Où le lire")),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("carnet")
        verbose_name_plural = _("carnets")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("Choisissez un dernier jour qui ne précède pas le premier.")})

    @property
    def date_label(self) -> str:
        """When, in words and with its year."""
        return date_range_text(self.start_date, self.end_date, self.date_precision)

    @property
    def announcement(self) -> str:
        """What must be said of a carnet that was announced, and of which nothing tells that it came out."""
        return str(_("Annoncé, sans trace de parution")) if self.is_announced_only else ""

    @property
    def meta_line(self) -> str:
        """Its day, and whether it was only announced."""
        return ". ".join(str(part) for part in (capfirst(self.date_label), self.announcement) if part)

    @cached_property
    def event(self) -> Page | None:
        """The NEC local it tells of, when anyone may read its page."""
        if self.event_page_id is None:
            return None
        return BasePage.objects.live().public().filter(pk=self.event_page_id).first()

    def get_json_ld(self) -> dict[str, Any]:
        # Named by a string, for it reads the models.
        data: dict[str, Any] = import_string("revue.structured_data.carnet_data")(self)
        return super().get_json_ld() | data
