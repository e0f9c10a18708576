"""The e-mails about candidatures: whom each is for, its subject, and the variables that its words may hold.

The words are those of `templates/email/candidature/`, or those the team wrote instead (`ModeleCourriel`): both hold
variables between braces, and nothing in them is run.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidatures.enums import MailKey
from candidatures.variables import Variable

if TYPE_CHECKING:
    from candidatures.models import Candidature


class Audience(enum.Enum):
    """Whom a mail is for: all who may open the dossier, the team, or the person who reviews it."""

    PORTEURS = "porteurs"
    TEAM = "team"
    INSTRUCTEUR = "instructeur"


def _always(_candidature: "Candidature") -> bool:
    return True


def _has_grant(candidature: "Candidature") -> bool:
    return candidature.has_grant


def _has_no_grant(candidature: "Candidature") -> bool:
    return not candidature.has_grant


@dataclass(frozen=True)
class MailSpec:
    """An e-mail. `concerns` says whether a candidature gets it when what it tells of happens."""

    key: MailKey
    audience: Audience
    subject: str | Promise
    own_variables: tuple[Variable, ...] = ()
    #: Its subject says first that an answer is awaited.
    awaits_answer: bool = False
    concerns: "Callable[[Candidature], bool]" = _always

    @property
    def template(self) -> str:
        return f"email/candidature/{self.key.value}.txt"

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All that its words may hold."""
        shared = COMMON if self.audience is Audience.PORTEURS else (*COMMON, TEAM_LINK)
        return (*shared, *self.own_variables)


COMMON: Final = (
    Variable("dossier", _("le numéro et le titre du dossier")),
    Variable("numero", _("le numéro du dossier")),
    Variable("titre", _("le titre du NEC local")),
    Variable("structure", _("la structure porteuse")),
    Variable("appel", _("le titre de l’appel")),
    Variable("dates", _("les dates de l’événement")),
    Variable("lien", _("l’adresse de la page de suivi")),
    Variable("site", _("le nom du site")),
)
TEAM_LINK: Final = Variable("lien_equipe", _("l’adresse du dossier dans l’administration"))
REASON: Final = Variable("raison", _("la raison, en entier"))
MESSAGE: Final = Variable("message", _("ce que l’équipe écrit"))
DUE: Final = Variable("echeance", _("le dernier jour pour répondre, s’il y en a un"))
AMOUNT: Final = Variable("montant", _("la subvention accordée"))
QUESTIONS: Final = Variable("questions", _("les questions, une par ligne"))
MEETING: Final = (
    Variable("quand", _("le jour et l’heure du rendez-vous")),
    Variable("ou", _("le lieu, le téléphone ou l’adresse de la visioconférence")),
    Variable("note", _("ce qu’il faut préparer")),
)
NUMBER: Final = Variable("numero_convention", _("le numéro de la convention"))
PORTEURS, TEAM = Audience.PORTEURS, Audience.TEAM

CATALOGUE: Final = {
    spec.key: spec
    for spec in (
        MailSpec(MailKey.DEPOSIT_RECEIVED, PORTEURS, _("Votre dossier {numero} est déposé")),
        MailSpec(MailKey.DEPOSIT_TEAM, TEAM, _("Dossier déposé : {dossier}")),
        MailSpec(
            MailKey.ASSIGNMENT,
            Audience.INSTRUCTEUR,
            _("Dossier à instruire : {dossier}"),
            (Variable("auteur", _("qui vous l’attribue")),),
        ),
        MailSpec(MailKey.REVIEW_STARTED, PORTEURS, _("Votre dossier est à l’étude : {dossier}")),
        MailSpec(MailKey.MESSAGE, PORTEURS, _("Message de l’équipe : {dossier}"), (MESSAGE,)),
        MailSpec(
            MailKey.MESSAGE_TEAM,
            TEAM,
            _("Nouveau message : {dossier}"),
            (Variable("fichiers", _("une phrase sur les fichiers joints, s’il y en a")),),
        ),
        MailSpec(
            MailKey.INFORMATION_REQUEST,
            PORTEURS,
            _("L’équipe vous pose des questions : {dossier}"),
            (MESSAGE, QUESTIONS, DUE),
            awaits_answer=True,
        ),
        MailSpec(
            MailKey.INFORMATION_REMINDER,
            PORTEURS,
            _("Vos réponses sont attendues : {dossier}"),
            (QUESTIONS, DUE),
            awaits_answer=True,
        ),
        MailSpec(MailKey.INFORMATION_CANCELLED, PORTEURS, _("Vous n’avez plus à répondre : {dossier}"), (QUESTIONS,)),
        MailSpec(
            MailKey.INFORMATION_TEAM,
            TEAM,
            _("Réponses à votre demande : {dossier}"),
            (Variable("retard", _("une phrase, si les réponses sont en retard")),),
        ),
        MailSpec(MailKey.APPOINTMENT, PORTEURS, _("Rendez-vous avec l’équipe {quand} : {titre}"), MEETING),
        MailSpec(MailKey.APPOINTMENT_CHANGED, PORTEURS, _("Rendez-vous changé : {quand}, {titre}"), MEETING),
        MailSpec(MailKey.APPOINTMENT_CANCELLED, PORTEURS, _("Rendez-vous annulé : {quand}, {titre}"), MEETING[:1]),
        MailSpec(
            MailKey.ACCEPTED_WITH_GRANT,
            PORTEURS,
            _("Accord donné à votre NEC local : {dossier}"),
            (MESSAGE, AMOUNT),
            concerns=_has_grant,
        ),
        MailSpec(
            MailKey.ACCEPTED_WITHOUT_GRANT,
            PORTEURS,
            _("Accord donné à votre NEC local : {dossier}"),
            (MESSAGE,),
            concerns=_has_no_grant,
        ),
        MailSpec(MailKey.REFUSED, PORTEURS, _("Votre dossier n’est pas retenu : {dossier}"), (MESSAGE,)),
        MailSpec(MailKey.REOPENED, PORTEURS, _("Votre dossier est étudié à nouveau : {dossier}"), (MESSAGE,)),
        MailSpec(MailKey.CANCELLED, PORTEURS, _("Projet annulé : {dossier}"), (MESSAGE,)),
        MailSpec(MailKey.WITHDRAWN, PORTEURS, _("Votre dossier est retiré : {dossier}")),
        MailSpec(MailKey.WITHDRAWN_TEAM, TEAM, _("Dossier retiré : {dossier}"), (REASON,)),
        MailSpec(
            MailKey.AGREEMENT,
            PORTEURS,
            _("Convention à signer : {dossier}"),
            (NUMBER, AMOUNT),
            awaits_answer=True,
        ),
        MailSpec(
            MailKey.AGREEMENT_REMINDER,
            PORTEURS,
            _("Votre convention attend votre signature : {dossier}"),
            (NUMBER,),
            awaits_answer=True,
        ),
        MailSpec(MailKey.AGREEMENT_RETURNED_TEAM, TEAM, _("Convention signée reçue : {dossier}")),
        MailSpec(MailKey.AGREEMENT_SIGNED, PORTEURS, _("Convention signée : {dossier}"), (NUMBER,)),
        MailSpec(
            MailKey.REPORTS_INVITATION,
            PORTEURS,
            _("Votre NEC local a eu lieu : {dossier}"),
            concerns=_has_no_grant,
        ),
        MailSpec(
            MailKey.REPORTS_REQUEST, PORTEURS, _("Votre bilan est attendu : {dossier}"), (DUE,), awaits_answer=True
        ),
        MailSpec(
            MailKey.REPORTS_REMINDER,
            PORTEURS,
            _("Rappel, votre bilan est attendu : {dossier}"),
            (DUE,),
            awaits_answer=True,
        ),
        MailSpec(
            MailKey.REPORTS_RETURNED,
            PORTEURS,
            _("Votre bilan est à compléter : {dossier}"),
            (REASON, DUE),
            awaits_answer=True,
        ),
        MailSpec(MailKey.REPORTS_RECEIVED, PORTEURS, _("Votre bilan est arrivé : {dossier}")),
        MailSpec(MailKey.REPORTS_TEAM, TEAM, _("Bilan reçu : {dossier}")),
        MailSpec(
            MailKey.PAID,
            PORTEURS,
            _("Subvention versée : {dossier}"),
            (
                Variable("montant_verse", _("le montant versé")),
                Variable("verse_le", _("le jour du versement")),
                Variable("reference", _("la référence du versement, s’il y en a une")),
            ),
        ),
        MailSpec(MailKey.CLOSED, PORTEURS, _("Votre dossier est clos : {dossier}")),
        MailSpec(MailKey.CLOSED_UNPAID, PORTEURS, _("Votre dossier est clos : {dossier}"), (MESSAGE,)),
        MailSpec(MailKey.DELETION_TEAM, TEAM, _("Effacement demandé : {dossier}")),
        MailSpec(MailKey.DELETION_DONE, PORTEURS, _("Vos données sont effacées : {numero}")),
        MailSpec(
            MailKey.RETENTION_DRAFT,
            PORTEURS,
            _("Votre brouillon sera bientôt effacé : {titre}"),
            (Variable("efface_le", _("le jour de l’effacement")),),
        ),
        MailSpec(
            MailKey.RETENTION_DOSSIER,
            PORTEURS,
            _("Votre dossier sera bientôt rendu anonyme : {dossier}"),
            (Variable("efface_le", _("le jour de l’effacement")),),
        ),
    )
}
