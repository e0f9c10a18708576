"""The closed lists shared by all apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Licences of NEC's productions. The first is the charter's (third engagement)."""

    CC_BY_SA_4 = "cc-by-sa-4.0", _("CC BY-SA 4.0 FR")
    LICENCE_OUVERTE_2 = "etalab-2.0", _("Licence ouverte 2.0")
    CC_BY_4 = "cc-by-4.0", _("CC BY 4.0")
    CC0 = "cc0-1.0", _("CC0 1.0, domaine public")
    RESERVED = "tous-droits", _("Tous droits réservés")

    @property
    def url(self) -> str:
        """Address of the licence's text, empty for reserved rights."""
        return LICENCE_URLS.get(self, "")


LICENCE_URLS = {
    Licence.CC_BY_SA_4: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.LICENCE_OUVERTE_2: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC_BY_4: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
}


class Papier(models.TextChoices):
    """The papers of the visual identity: each pairs a colour with a pictogram (section 2.1)."""

    ETHIQUE = "ethique", _("Rose, bras levés")
    DONNEES = "donnees", _("Bleu, barres qui montent")
    MEDIATION = "mediation", _("Jaune, mains qui se prennent")
    ECOLOGIE = "ecologie", _("Vert, tige et feuilles")
    COMMUNS = "communs", _("Lilas, bien partagé")
    NEC = "nec", _("Minium, national")


class ThematiqueFamily(models.TextChoices):
    """Where a theme comes from; only the present ones head the site."""

    ACTUELLE = "actuelle", _("Thématique actuelle")
    NEC_LOCAUX = "nec_locaux", _("Thématique des NEC locaux")
    PASSEE = "passee", _("Thématique d’une édition passée")


class PartenaireKind(models.TextChoices):
    ETAT = "etat", _("État et établissement public")
    COLLECTIVITE = "collectivite", _("Collectivité")
    ASSOCIATION = "association", _("Association")
    COOPERATIVE = "cooperative", _("Coopérative")
    ENTREPRISE = "entreprise", _("Entreprise")
    RECHERCHE = "recherche", _("Recherche et enseignement")
    RESEAU = "reseau", _("Réseau et collectif")


class TerritoireKind(models.TextChoices):
    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunalité")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    OUTRE_MER = "outre_mer", _("Outre-mer")
    PROJET = "projet", _("Territoire de projet")


class AlertLevel(models.TextChoices):
    INFORMATION = "information", _("Information")
    WARNING = "attention", _("Attention")


class AccessibilityStatus(models.TextChoices):
    """The three states a public declaration may give (RGAA, declaration of accessibility)."""

    NONE = "non", _("non conforme")
    PARTIAL = "partiellement", _("partiellement conforme")
    FULL = "totalement", _("totalement conforme")
