"""The variables that the template of the agreements may hold."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from candidatures.variables import Variable

CONVENTION_VARIABLES: Final = (
    Variable("numero_convention", _("le numéro de la convention")),
    Variable("date", _("la date de la convention")),
    Variable("numero", _("le numéro du dossier")),
    Variable("titre", _("le titre du NEC local")),
    Variable("structure", _("le nom de la structure porteuse")),
    Variable("siret", _("son SIRET")),
    Variable("adresse", _("son adresse, saisie avec la convention")),
    Variable("representant", _("qui la représente, saisi avec la convention")),
    Variable("territoire", _("le territoire")),
    Variable("dates", _("les dates de l’événement")),
    Variable("lieu", _("le lieu de l’événement")),
    Variable("montant", _("la subvention accordée")),
    Variable("budget", _("le budget de l’événement")),
    Variable("part", _("la part de la subvention dans le budget")),
    Variable("date_bilan", _("le dernier jour pour envoyer le bilan")),
    Variable("signataire", _("qui signe pour l’ANCT")),
    Variable("structure_signataire", _("la structure signataire")),
)
