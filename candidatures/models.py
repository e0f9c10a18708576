"""The call to organise a NEC local."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from socle.charts import format_number, with_unit
from socle.fields import URLField
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.typography import date_range_text


class AppelPage(BodyMixin, BasePage):
    """The call for NEC locaux: its rules as values, its explanations as text.

    The first values are those of the page « NEC locaux » (second half of 2024) and of the guide d'organisation.
    """

    template = "nec_candidatures/appel_page.html"
    page_description = _("L’appel à NEC locaux : ses règles, ses délais, et comment y répondre.")
    subpage_types: ClassVar[list[str]] = installed_only("nec_home.StandardPage")

    opens_on = models.DateField(_("ouverture"), null=True, blank=True)
    closes_on = models.DateField(_("clôture"), null=True, blank=True, help_text=_("Vide pour un appel permanent."))
    delay_months = models.PositiveSmallIntegerField(
        _("délai avant l’événement"),
        default=4,
        validators=[MaxValueValidator(24)],
        help_text=_("En mois, pour demander un soutien financier."),
    )
    minimum_public = models.PositiveIntegerField(_("public minimal"), default=150)
    minimum_collectivites = models.PositiveSmallIntegerField(_("collectivités en soutien, au moins"), default=1)
    grant_minimum = models.PositiveIntegerField(_("subvention, au moins"), default=2500, help_text=_("En euros."))
    grant_maximum = models.PositiveIntegerField(_("subvention, au plus"), default=5000, help_text=_("En euros."))
    grant_share = models.DecimalField(
        _("part du budget, au plus"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(80),
        validators=[MaxValueValidator(Decimal(100))],
        help_text=_("En pour cent du budget de l’événement."),
    )
    rules_source = models.CharField(
        _("source des règles"),
        max_length=255,
        blank=True,
        help_text=_("Le texte et sa date, montrés sous les chiffres."),
    )
    external_form_url = URLField(
        _("formulaire extérieur"), blank=True, help_text=_("Par exemple la démarche sur Démarches simplifiées.")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("delay_months")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("minimum_public"), FieldPanel("minimum_collectivites")])],
            heading=_("Critères obligatoires pour un soutien financier"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("grant_minimum"), FieldPanel("grant_maximum"), FieldPanel("grant_share")])],
            heading=_("Soutien financier"),
        ),
        FieldPanel("rules_source"),
        FieldPanel("external_form_url"),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("appel à NEC locaux")
        verbose_name_plural = _("appels à NEC locaux")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            errors["closes_on"] = _("Choisissez une clôture postérieure à l’ouverture.")
        if (
            self.grant_minimum is not None
            and self.grant_maximum is not None
            and self.grant_maximum < self.grant_minimum
        ):
            errors["grant_maximum"] = _("Indiquez un montant au moins égal au minimum.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_open(self) -> bool:
        """Whether one may apply today."""
        today = timezone.localdate()
        return (self.opens_on is None or self.opens_on <= today) and (self.closes_on is None or today <= self.closes_on)

    @property
    def status_label(self) -> str:
        """When one may apply, in one line."""
        today = timezone.localdate()
        if self.opens_on and today < self.opens_on:
            return str(_("Ouvre le %(day)s") % {"day": date_range_text(self.opens_on)})
        if self.closes_on is None:
            return str(_("Ouvert toute l’année"))
        day = {"day": date_range_text(self.closes_on)}
        return str((_("Ouvert jusqu’au %(day)s") if today <= self.closes_on else _("Clos depuis le %(day)s")) % day)

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The rules an organiser asks about first, as value and legend."""
        return [
            {
                "value": format_number(self.minimum_public),
                "label": _("personnes attendues, au moins, pour être financé"),
            },
            {
                "value": _("%(months)s mois") % {"months": self.delay_months},
                "label": _("entre le dépôt et le jour J, pour être financé"),
            },
            {
                "value": with_unit(self.grant_share, "%"),
                "label": _("du budget au plus peut venir de la subvention"),
            },
            {
                "value": with_unit(self.grant_maximum, "€"),
                "label": _("de subvention au plus, et %(least)s au moins")
                % {"least": with_unit(self.grant_minimum, "€")},
            },
        ]
