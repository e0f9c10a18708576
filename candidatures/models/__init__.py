"""Models of the candidatures, by theme."""

from candidatures.models.access import Participation, Porteur, PorteurSession, SignInLink
from candidatures.models.appel import AppelPage, AppelRegle, AppelVersion, CorrespondanceExterne, EligibilitePage
from candidatures.models.candidature import Candidature, DossierVersion, NumberSequence, StepAnswers, StepRevision
from candidatures.models.demarches import ImportRun, OutsideDossier, Prefill
from candidatures.models.exchanges import (
    Appointment,
    Convention,
    ConventionAnnexe,
    InformationItem,
    InformationRequest,
    Message,
)
from candidatures.models.files import PieceJointe
from candidatures.models.instruction import (
    CriterionAssessment,
    Decision,
    FollowUp,
    InternalNote,
    Payment,
    SavedView,
)
from candidatures.models.journal import Courriel, JournalEntry
from candidatures.models.mails import ModeleCourriel
from candidatures.models.settings import ConventionSettings, DemarchesSettings, FollowUpSettings, RetentionSettings

__all__ = [
    "AppelPage",
    "AppelRegle",
    "AppelVersion",
    "Appointment",
    "Candidature",
    "Convention",
    "ConventionAnnexe",
    "ConventionSettings",
    "CorrespondanceExterne",
    "Courriel",
    "CriterionAssessment",
    "Decision",
    "DemarchesSettings",
    "DossierVersion",
    "EligibilitePage",
    "FollowUp",
    "FollowUpSettings",
    "ImportRun",
    "InformationItem",
    "InformationRequest",
    "InternalNote",
    "JournalEntry",
    "Message",
    "ModeleCourriel",
    "NumberSequence",
    "OutsideDossier",
    "Participation",
    "Payment",
    "PieceJointe",
    "Porteur",
    "PorteurSession",
    "Prefill",
    "RetentionSettings",
    "SavedView",
    "SignInLink",
    "StepAnswers",
    "StepRevision",
]
