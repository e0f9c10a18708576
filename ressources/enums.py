"""The closed lists of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RessourceKind(models.TextChoices):
    GUIDE = "guide", _("Guide")
    VIDEO = "video", _("Vidéo")
    PODCAST = "podcast", _("Podcast")
    FICHE = "fiche", _("Fiche")
    FICHIER = "fichier", _("Fichier")
    SITE = "site", _("Site")
