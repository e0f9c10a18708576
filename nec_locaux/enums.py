"""The closed lists of the NEC locaux."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.enums import TerritoireKind


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


class Audience(models.TextChoices):
    """Whom an event, a session or an offer is for (retour d'expérience du NEC Metz, 2023: two paths, two voices)."""

    PROFESSIONALS = "professionnels", _("Professionnelles et professionnels")
    PUBLIC = "grand_public", _("Grand public")
    BOTH = "tous", _("Tous les publics")


class Format(models.TextChoices):
    """Types of sessions (guide d'organisation, 2024; bilan de l'édition de Lens, 2022)."""

    PLENIERE = "pleniere", _("plénière")
    MASTERCLASS = "masterclass", _("masterclass")
    ATELIER = "atelier", _("atelier")
    RETEX = "retex", _("retour d’expérience")
    PITCH = "pitch", _("pitch")
    TABLE_RONDE = "table_ronde", _("table ronde")
    REGARDS_CROISES = "regards_croises", _("regards croisés")
    FISHBOWL = "fishbowl", _("fishbowl")
    BARCAMP = "barcamp", _("barcamp")
    STAND = "stand", _("stand découverte")


class SessionAccess(models.TextChoices):
    OPEN = "ouvert", _("Ouvert à tout le monde")
    REGISTRATION = "inscription", _("Sur inscription")
    RESERVED = "reserve", _("Temps réservé")


class SessionService(models.TextChoices):
    """What makes a session accessible."""

    LSF = "lsf", _("interprétation en LSF")
    TRANSCRIPTION = "transcription", _("transcription en direct")
    INDUCTION_LOOP = "boucle", _("boucle magnétique")
    STREAMED = "direct", _("diffusion en direct")


class PartnerRole(models.TextChoices):
    """What an organisation does for an event; pages show them in this order (bilan de l'édition de Lens, 2022)."""

    ORGANISER = "organise", _("Organisation")
    SUPPORT = "soutient", _("Collectivités et institutions en soutien")
    NATIONAL = "national", _("Partenaires nationaux")
    LOCAL = "local", _("Acteurs locaux")
    ECONOMIC = "economique", _("Acteurs économiques")
    EXHIBITOR = "expose", _("Stands et comptoir")


class Phase(models.TextChoices):
    """The two faces of an event's page."""

    BEFORE = "avant", _("Avant l’événement")
    AFTER = "apres", _("Après l’événement")


class Nature(models.TextChoices):
    """The kinds of territoires that hold a NEC local, as the official list sorts them; and events that have none."""

    COLLECTIVITE = "collectivite", _("Commune ou intercommunalité")
    PROJET = "projet", _("Territoire de projet")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    OUTRE_MER = "outre_mer", _("Outre-mer")
    NONE = "aucun", _("Sans territoire unique")

    @property
    def plural(self) -> str:
        """What a list of several is called."""
        return str(_NATURE_PLURALS[self])

    @property
    def kinds(self) -> tuple[TerritoireKind, ...]:
        """The kinds of the official code which it gathers."""
        return _NATURE_KINDS.get(self, ())

    @classmethod
    def of(cls, kind: str) -> "Nature":
        """The nature that a kind of territoire belongs to; `NONE` for an empty kind."""
        return next((nature for nature in cls if kind in nature.kinds), cls.NONE)


_NATURE_KINDS = {
    Nature.COLLECTIVITE: (TerritoireKind.COMMUNE, TerritoireKind.EPCI),
    Nature.PROJET: (TerritoireKind.PROJET,),
    Nature.DEPARTEMENT: (TerritoireKind.DEPARTEMENT,),
    Nature.REGION: (TerritoireKind.REGION,),
    Nature.OUTRE_MER: (TerritoireKind.OUTRE_MER,),
}
_NATURE_PLURALS = {
    Nature.COLLECTIVITE: _("Communes et intercommunalités"),
    Nature.PROJET: _("Territoires de projet"),
    Nature.DEPARTEMENT: _("Départements"),
    Nature.REGION: _("Régions"),
    Nature.OUTRE_MER: _("Outre-mer"),
    Nature.NONE: _("Rencontres sans territoire unique"),
}
