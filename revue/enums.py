"""The closed lists of the revue."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Season(models.TextChoices):
    PRINTEMPS = "1-printemps", _("Printemps")
    ETE = "2-ete", _("Été")
    AUTOMNE = "3-automne", _("Automne")
    HIVER = "4-hiver", _("Hiver")


class ArticleKind(models.TextChoices):
    EDITORIAL = "editorial", _("Éditorial")
    ENQUETE = "enquete", _("Enquête")
    ENTRETIEN = "entretien", _("Entretien")
    PORTRAIT = "portrait", _("Portrait")
    CARNET = "carnet", _("Carnet")
    REPORTAGE = "reportage", _("Reportage")
    RECIT = "recit", _("Récit")
    RECHERCHE = "recherche", _("Recherche")
    SYNTHESE = "synthese", _("Synthèse")
    TRIBUNE = "tribune", _("Tribune")


class AuthorRole(models.TextChoices):
    """What a person did for an article."""

    TEXTE = "texte", _("Texte")
    PROPOS = "propos", _("Propos recueillis")
    RECHERCHE = "recherche", _("Recherche")
    PHOTO = "photo", _("Photographies")
    DESSIN = "dessin", _("Dessins")
    SON = "son", _("Son")
    TRADUCTION = "traduction", _("Traduction")

    @property
    def is_author(self) -> bool:
        """Whether the text is theirs: they are then cited as its authors."""
        return self in AUTHORING


AUTHORING: Final = frozenset({AuthorRole.TEXTE, AuthorRole.PROPOS, AuthorRole.RECHERCHE})


class ExportFormat(models.TextChoices):
    """The files made from the content of the revue."""

    PDF = "pdf", _("PDF")
    EPUB = "epub", _("EPUB")
    MARKDOWN = "markdown", _("Markdown")


class CarnetPrecision(models.TextChoices):
    DAY = "day", _("Le jour")
    MONTH = "month", _("Le mois")
    YEAR = "year", _("L’année")
