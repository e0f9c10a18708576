"""What the team sets for all candidatures of a site."""

from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.documents.blocks import DocumentChooserBlock

from candidatures.convention_words import CONVENTION_VARIABLES
from candidatures.demarches.address import address_problem
from candidatures.variables import Variable, check
from socle.fields import StreamField, URLField

#: Years that no retention goes beyond.
MAX_YEARS: Final = 30


@register_setting(icon="lock", order=200)
class RetentionSettings(BaseSiteSetting):
    """Why the data of candidatures is kept, and how long; a daily command warns, then makes it anonymous."""

    purposes = models.TextField(
        _("finalités"),
        max_length=2000,
        blank=True,
        help_text=_("Pourquoi ces données sont gardées, en phrases. Vide : rien n’en est dit."),
    )
    draft_months = models.PositiveSmallIntegerField(
        _("brouillons sans activité"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12 * MAX_YEARS)],
        help_text=_("En mois, après le dernier enregistrement. Le brouillon est ensuite effacé."),
    )
    refused_years = models.PositiveSmallIntegerField(
        _("dossiers refusés, retirés ou annulés"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_YEARS)],
        help_text=_("En années, après le refus, le retrait ou l’annulation. Le dossier est ensuite rendu anonyme."),
    )
    closed_years = models.PositiveSmallIntegerField(
        _("dossiers versés ou clos"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_YEARS)],
        help_text=_(
            "En années, après le versement ou la clôture : la durée de conservation des pièces comptables. Le dossier "
            "est ensuite rendu anonyme."
        ),
    )
    warning_days = models.PositiveSmallIntegerField(
        _("prévenir avant"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("En jours, avant un effacement."),
    )

    panels: ClassVar = [
        FieldPanel("purposes"),
        MultiFieldPanel(
            [
                FieldPanel("draft_months"),
                FieldPanel("refused_years"),
                FieldPanel("closed_years"),
                FieldPanel("warning_days"),
            ],
            heading=_("Durées"),
        ),
    ]

    class Meta:
        verbose_name = _("conservation des candidatures")


@register_setting(icon="history", order=210)
class FollowUpSettings(BaseSiteSetting):
    """The delays of the reminders and of the bilan."""

    reminder_days = models.PositiveSmallIntegerField(
        _("rappeler avant l’échéance"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("En jours, pour une demande de complément ou un bilan. Zéro : le jour même."),
    )
    agreement_reminder_days = models.PositiveSmallIntegerField(
        _("rappeler une convention à signer après"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("En jours après son envoi."),
    )
    request_days = models.PositiveSmallIntegerField(
        _("délai pour répondre à une demande"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("En jours, proposé pour chaque demande de complément."),
    )
    reports_months = models.PositiveSmallIntegerField(
        _("délai pour envoyer le bilan"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
        help_text=_("En mois, après le dernier jour de l’événement."),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("request_days"), FieldPanel("reminder_days")]),
        FieldRowPanel([FieldPanel("agreement_reminder_days"), FieldPanel("reports_months")]),
    ]

    class Meta:
        verbose_name = _("délais des candidatures")


@register_setting(icon="doc-full", order=220)
class ConventionSettings(BaseSiteSetting):
    """The template of the agreements. Its texts may hold the variables of `convention_words`, between braces."""

    title = models.CharField(_("titre"), max_length=200, blank=True)
    body = models.TextField(
        _("texte"),
        blank=True,
        max_length=60_000,
        help_text=_(
            "Une ligne vide sépare deux paragraphes ; une ligne qui commence par « # » est un titre d’article."
        ),
    )
    signatory = models.CharField(
        _("signataire"), max_length=255, blank=True, help_text=_("Nom et qualité de qui signe pour l’ANCT.")
    )
    signatory_body = models.CharField(
        _("structure signataire"), max_length=255, blank=True, help_text=_("Sa dénomination et son adresse.")
    )
    number_prefix = models.CharField(
        _("début du numéro"),
        max_length=20,
        blank=True,
        help_text=_("Suivi du numéro du dossier. Vide : le numéro du dossier seul."),
    )
    joins_dossier = models.BooleanField(_("annexer le dossier déposé"), default=True)
    annexes = StreamField(
        [("document", DocumentChooserBlock(label=_("Document")))],
        blank=True,
        verbose_name=_("autres annexes"),
        help_text=_("Jointes à chaque convention, dans cet ordre."),
    )

    panels: ClassVar = [
        HelpPanel(template="nec_candidatures/admin/variables_help.html"),
        FieldPanel("title"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("signatory"), FieldPanel("signatory_body")], heading=_("Signature")),
        FieldPanel("number_prefix"),
        MultiFieldPanel([FieldPanel("joins_dossier"), FieldPanel("annexes")], heading=_("Annexes")),
    ]

    class Meta:
        verbose_name = _("modèle de convention")

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What its texts may hold."""
        return CONVENTION_VARIABLES

    def clean(self) -> None:
        super().clean()
        errors = {}
        for name in ("title", "body"):
            try:
                check(getattr(self, name), self.variables)
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)


@register_setting(icon="link-external", order=230)
class DemarchesSettings(BaseSiteSetting):
    """The link with Démarches simplifiées. Off while a value is missing; its token comes from the environment alone."""

    appel = models.ForeignKey(
        "nec_candidatures.AppelPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("appel"),
        help_text=_("Celui dont les dossiers viennent de cette démarche, et dont les correspondances servent."),
    )
    demarche_number = models.PositiveBigIntegerField(_("numéro de la démarche"), null=True, blank=True)
    base_url = URLField(
        _("adresse du service"),
        blank=True,
        help_text=_("Par exemple https://demarche.numerique.gouv.fr, sans rien après."),
    )
    prefills = models.BooleanField(
        _("préremplir"), default=False, help_text=_("Créer là-bas un dossier prérempli avec ce qui est écrit ici.")
    )
    imports = models.BooleanField(
        _("importer"), default=False, help_text=_("Reprendre ici les dossiers déposés là-bas.")
    )

    panels: ClassVar = [
        FieldPanel("appel"),
        FieldRowPanel([FieldPanel("demarche_number"), FieldPanel("base_url")]),
        FieldRowPanel([FieldPanel("prefills"), FieldPanel("imports")]),
    ]

    class Meta:
        verbose_name = _("Démarches simplifiées")

    @property
    def is_configured(self) -> bool:
        """Whether it says which démarche, and where, and may be asked there."""
        return bool(self.demarche_number and self.base_url) and not address_problem(self.base_url)

    def clean(self) -> None:
        super().clean()
        problem = address_problem(self.base_url) if self.base_url else ""
        if problem:
            raise ValidationError({"base_url": problem})
