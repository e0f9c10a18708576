"""Models of the candidatures, by theme."""

from candidatures.models.access import Participation, Porteur, PorteurSession, SignInLink
from candidatures.models.appel import AppelPage, AppelRegle, AppelVersion, CorrespondanceExterne, EligibilitePage
from candidatures.models.candidature import Candidature, DossierVersion, NumberSequence, StepAnswers, StepRevision
from candidatures.models.exchanges import (
    Appointment,
    Convention,
    InformationItem,
    InformationRequest,
    Message,
)
from candidatures.models.files import PieceJointe
from candidatures.models.journal import Courriel, JournalEntry

__all__ = [
    "AppelPage",
    "AppelRegle",
    "AppelVersion",
    "Appointment",
    "Candidature",
    "Convention",
    "CorrespondanceExterne",
    "Courriel",
    "DossierVersion",
    "EligibilitePage",
    "InformationItem",
    "InformationRequest",
    "JournalEntry",
    "Message",
    "NumberSequence",
    "Participation",
    "PieceJointe",
    "Porteur",
    "PorteurSession",
    "SignInLink",
    "StepAnswers",
    "StepRevision",
]
