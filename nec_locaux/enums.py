"""The closed lists of the NEC locaux."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """How well a date is known. A day nobody recorded is shown as its month or its year, never invented."""

    DAY = "day", _("Jour connu")
    MONTH = "month", _("Mois connu")
    YEAR = "year", _("Année connue")


class Mode(models.TextChoices):
    ON_SITE = "sur_place", _("Sur place")
    HYBRID = "hybride", _("Sur place et en ligne")
    ONLINE = "en_ligne", _("En ligne")


class Status(models.TextChoices):
    ANNOUNCED = "annonce", _("Annoncé")
    OPEN = "inscriptions", _("Inscriptions ouvertes")
    FULL = "complet", _("Complet")
    POSTPONED = "reporte", _("Reporté")
    CANCELLED = "annule", _("Annulé")
