"""The catalogue of the formats that partners offer to organisers."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager

from nec_locaux.enums import Audience, Format
from nec_locaux.querysets import OffreDeFormatQuerySet
from socle.models import BasePage, BodyMixin
from socle.routing import FormReceiverMixin, RoutedPageMixin
from socle.typography import FIRM

OffreDeFormatManager = PageManager.from_queryset(OffreDeFormatQuerySet)


MINUTES_IN_AN_HOUR = 60


def duration_text(minutes: int) -> str:
    """A length of time as French writes it: « 45 min », « 2 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, MINUTES_IN_AN_HOUR)
    if not hours:
        return f"{rest}{FIRM}min"
    return f"{hours}{FIRM}h{FIRM}{rest:02d}" if rest else f"{hours}{FIRM}h"


class OffresDeFormatsIndexPage(RoutedPageMixin, BodyMixin, BasePage):
    """The catalogue: what partners can come and run, and the selection an organiser makes of it."""

    template = "nec_locaux/offres_de_formats_index_page.html"
    subpage_patterns = "nec_locaux.urls.catalogue_patterns"
    page_description = _("Le catalogue des formats que les partenaires proposent. Une seule sur le site.")
    subpage_types: ClassVar[list[str]] = ["nec_locaux.OffreDeFormatPage"]
    max_count = 1
    schema_type = "CollectionPage"

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("catalogue des offres de formats")
        verbose_name_plural = _("catalogues des offres de formats")

    @property
    def offres(self) -> OffreDeFormatQuerySet:
        """The offers that anyone may read, below this page."""
        offres: OffreDeFormatQuerySet = OffreDeFormatPage.objects.live().public().child_of(self)
        return offres


class OffreDeFormatPage(RoutedPageMixin, FormReceiverMixin, BodyMixin, BasePage):
    """A format that a partner can come and run: masterclass, workshop or feedback.

    What nobody said of it (its length, its public) is left empty and not shown.
    """

    template = "nec_locaux/offre_de_format_page.html"
    subpage_patterns = "nec_locaux.urls.offre_patterns"
    submission_view = "nec_locaux.views.offres.receive_message"
    page_description = _("Un format qu’un partenaire peut venir animer : masterclass, atelier, retour d’expérience…")
    parent_page_types: ClassVar[list[str]] = ["nec_locaux.OffresDeFormatsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    listable = True

    partenaire = models.ForeignKey(
        "nec_socle.Partenaire", on_delete=models.PROTECT, related_name="offres", verbose_name=_("partenaire")
    )
    format = models.CharField(_("type de format"), max_length=20, choices=Format, db_index=True)
    audience = models.CharField(_("public"), max_length=15, choices=Audience, blank=True, db_index=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("durée"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(6000)],
        help_text=_("En minutes."),
    )
    minimum_people = models.PositiveSmallIntegerField(_("personnes, au moins"), null=True, blank=True)
    maximum_people = models.PositiveSmallIntegerField(_("personnes, au plus"), null=True, blank=True)
    needs = models.TextField(
        _("ce qu’il faut sur place"), blank=True, help_text=_("Salle, matériel, connexion, préparation.")
    )
    first_year = models.PositiveSmallIntegerField(
        _("proposée depuis"),
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(2018), MaxValueValidator(2100)],
    )
    last_year = models.PositiveSmallIntegerField(
        _("jusqu’en"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2018), MaxValueValidator(2100)],
        help_text=_("Vide si elle l’est toujours."),
    )
    contact_email = models.EmailField(
        _("adresse du contact"),
        blank=True,
        help_text=_("Jamais montrée : le formulaire « Prendre attache » lui écrit. Vide : pas de formulaire."),
    )

    objects = OffreDeFormatManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("partenaire"), FieldPanel("format")]),
        *BasePage.thematique_panels,
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("duration_minutes"),
                FieldRowPanel([FieldPanel("minimum_people"), FieldPanel("maximum_people")]),
                FieldPanel("needs"),
            ],
            heading=_("Ce qu’on en sait"),
        ),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
        *BodyMixin.body_panels,
        # A contributor, who may only read what partners are, does not see where they are written to.
        FieldPanel("contact_email", permission="nec_socle.change_partenaire"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.FilterField("format"),
        index.RelatedFields("partenaire", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("offre de format")
        verbose_name_plural = _("offres de formats")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.first_year and self.last_year and self.last_year < self.first_year:
            errors["last_year"] = _("Choisissez une année égale ou postérieure à la première.")
        if self.minimum_people and self.maximum_people and self.maximum_people < self.minimum_people:
            errors["maximum_people"] = _("Indiquez un nombre au moins égal au minimum.")
        if errors:
            raise ValidationError(errors)

    @property
    def form_url(self) -> str:
        return self.subpage_url("contact") or "/"

    @property
    def catalogue(self) -> OffresDeFormatsIndexPage:
        """The catalogue the offer stands in."""
        catalogue: OffresDeFormatsIndexPage = OffresDeFormatsIndexPage.objects.parent_of(self).get()
        return catalogue

    @property
    def colour(self) -> str:
        """Key of the paper of its first thématique, empty when it has none."""
        return self.thematiques[0].colour if self.thematiques else ""

    @property
    def duration(self) -> str:
        """How long it takes, in words; empty when nobody said."""
        return duration_text(self.duration_minutes) if self.duration_minutes else ""

    @property
    def people(self) -> str:
        """How many people it is made for, in words; empty when nobody said."""
        least, most = self.minimum_people, self.maximum_people
        if least and most and least != most:
            return _t("de %(least)d à %(most)d personnes") % {"least": least, "most": most}
        if least and not most:
            return ngettext("%(n)d personne au moins", "%(n)d personnes au moins", least) % {"n": least}
        if most and not least:
            return ngettext("%(n)d personne au plus", "%(n)d personnes au plus", most) % {"n": most}
        return ngettext("%(n)d personne", "%(n)d personnes", most) % {"n": most} if most else ""

    @property
    def years(self) -> str:
        """The years it is on offer, in words; empty when nobody said."""
        first, last = self.first_year, self.last_year
        if first and last and first != last:
            return _t("de %(first)d à %(last)d") % {"first": first, "last": last}
        if first and not last:
            return _t("depuis %(year)d") % {"year": first}
        if last and not first:
            return _t("jusqu’en %(year)d") % {"year": last}
        return str(first or "")

    def get_search_text(self) -> str:
        return f"{super().get_search_text()} {self.partenaire.name} {self.get_format_display()} {self.needs}"

    def get_json_ld(self) -> dict[str, Any]:
        return super().get_json_ld() | {"author": {"@type": "Organization", "name": self.partenaire.name}}


class MiseEnRelation(models.Model):
    """A message passed on to a partner: that it was, and when. Neither its text nor its sender is kept."""

    offre = models.ForeignKey(
        OffreDeFormatPage, on_delete=models.CASCADE, related_name="mises_en_relation", verbose_name=_("offre")
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("date"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.offre} ({self.created_at:%d/%m/%Y})"
