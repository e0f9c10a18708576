"""The closed lists of the revue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Season(models.TextChoices):
    PRINTEMPS = "1-printemps", _("Printemps")
    ETE = "2-ete", _("Été")
    AUTOMNE = "3-automne", _("Automne")
    HIVER = "4-hiver", _("Hiver")


class ArticleKind(models.TextChoices):
    ENQUETE = "enquete", _("Enquête")
    ENTRETIEN = "entretien", _("Entretien")
    PORTRAIT = "portrait", _("Portrait")
    CARNET = "carnet", _("Carnet")
    REPORTAGE = "reportage", _("Reportage")
    TRIBUNE = "tribune", _("Tribune")
