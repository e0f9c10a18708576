"""The closed lists of the candidatures."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FormMode(models.TextChoices):
    """Where an organiser fills in the form."""

    SITE = "site", _("Sur ce site")
    EXTERNAL = "exterieur", _("Sur un autre site, par un lien")
    PREFILLED = "prerempli", _("Sur ce site, puis sur un autre site, prérempli")


class RuleKind(models.TextChoices):
    """The rules of a call. Each has a value, a sentence for organisers and a source."""

    LEGAL_ENTITY = "personne_morale", _("Être une personne morale")
    PERIOD = "periode", _("Ouverture et clôture")
    DELAY = "delai", _("Délai avant l’événement")
    PUBLIC = "public", _("Public minimal")
    VENUE = "lieu", _("Lieu assez grand")
    COLLECTIVITE = "collectivite", _("Soutien de collectivités")
    GRANT = "subvention", _("Montant de la subvention")
    SHARE = "part", _("Part du budget")
    COSTS = "frais", _("Frais pris en charge")


class Evidence(models.TextChoices):
    """What in a dossier answers a criterion that is only considered (page « Les NEC locaux », 2024)."""

    FUNDING = "financements", _("Des financements et une équipe")
    ORGANISERS = "organisateurs", _("Plusieurs structures qui organisent")
    MATURITY = "maturite", _("Ce qui existe déjà sur le territoire")
    MOBILISATION = "mobilisation", _("Des acteurs publics et privés")
    CHARTE = "charte", _("Des mesures pour la charte")
    RESTITUTION = "restitution", _("Une restitution ou des ressources")
    INNOVATION = "innovation", _("Une nouveauté de fond ou de forme")


class Verdict(models.TextChoices):
    """What is known of a criterion."""

    MET = "oui", _("Rempli")
    NOT_MET = "non", _("Non rempli")
    UNKNOWN = "inconnu", _("À préciser")


class Outcome(models.TextChoices):
    """What a project may ask for. Nothing blocks an unaided one: the brand is free under the charte."""

    WITH_GRANT = "avec", _("Avec soutien financier")
    WITHOUT_GRANT = "sans", _("Sans soutien financier")
    UNKNOWN = "inconnu", _("À préciser")


class Step(models.TextChoices):
    """The pages of the form and of the bilan; a value ends the page's address."""

    PORTEUR = "porteur", _("La structure porteuse")
    EVENEMENT = "evenement", _("L’événement")
    OBJECTIF = "objectif", _("L’objectif et les thématiques")
    PUBLICS = "publics", _("Les publics et le lieu")
    PARTENAIRES = "partenaires", _("Les partenaires")
    FORMATS = "formats", _("Les formats")
    MOYENS = "moyens", _("Les moyens")
    BUDGET = "budget", _("Le budget")
    PIECES = "pieces", _("Les pièces jointes")
    RELECTURE = "relecture", _("Relecture et envoi")
    BILAN_QUANTITATIF = "bilan-quantitatif", _("Le bilan en chiffres")
    BILAN_QUALITATIF = "bilan-qualitatif", _("Ce qui a marché, ce qui change")
    BILAN_FINANCIER = "bilan-financier", _("Le bilan financier")

    @classmethod
    def of_dossier(cls) -> tuple[Self, ...]:
        """The pages of the form, in order."""
        return tuple(step for step in cls if not step.value.startswith("bilan"))

    @classmethod
    def of_bilan(cls) -> tuple[Self, ...]:
        """The pages of the bilan, in order."""
        return tuple(step for step in cls if step.value.startswith("bilan"))


class State(models.TextChoices):
    """Where a candidature stands, for the team. `workflow` says what may follow, and what organisers read."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Déposée")
    IN_REVIEW = "in_review", _("En instruction")
    INFO_REQUESTED = "info_requested", _("Complément demandé")
    INTERVIEW = "interview", _("Entretien")
    VALIDATED = "validated", _("Acceptée")
    REFUSED = "refused", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")
    CANCELLED = "cancelled", _("Annulée")
    AGREEMENT_SENT = "agreement_sent", _("Convention envoyée")
    AGREEMENT_SIGNED = "agreement_signed", _("Convention signée")
    EVENT_HELD = "event_held", _("Événement tenu")
    REPORTS_DUE = "reports_due", _("Bilans attendus")
    REPORTS_RECEIVED = "reports_received", _("Bilans reçus")
    PAID = "paid", _("Subvention versée")
    # Wagtail says « Fermer » for the English word.
    CLOSED = "closed", pgettext_lazy("état d’une candidature", "Close")


class Role(models.TextChoices):
    """Who takes a candidature from one state to another."""

    PORTEUR = "porteur", _("Porteuse ou porteur")
    INSTRUCTEUR = "instructeur", _("Instruction")
    DECIDEUR = "decideur", _("Décision")
    GESTIONNAIRE = "gestionnaire", _("Gestion")
    SCHEDULER = "scheduler", _("Tâche planifiée")


class StructureKind(models.TextChoices):
    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunalité")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    ETAT = "etat", _("Service ou établissement public")
    ASSOCIATION = "association", _("Association déclarée")
    COOPERATIVE = "cooperative", _("Coopérative")
    ENTREPRISE = "entreprise", _("Entreprise")
    OTHER = "autre", _("Autre personne morale")
    INFORMAL = "collectif", _("Particulier ou collectif non déclaré")

    @property
    def is_legal_entity(self) -> bool:
        return self is not StructureKind.INFORMAL

    @property
    def is_collectivite(self) -> bool:
        """Whether such a structure is itself a collectivité, whose support is then given."""
        return self in {StructureKind.COMMUNE, StructureKind.EPCI, StructureKind.DEPARTEMENT, StructureKind.REGION}


class CollectiviteKind(models.TextChoices):
    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunalité")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    OTHER = "autre", _("Autre collectivité")


class PartnerPart(models.TextChoices):
    """What an organisation does in a project."""

    CO_ORGANISER = "co_organise", _("Co-organise")
    PARTNER = "partenaire", _("Est partenaire")
    FUNDER = "finance", _("Finance")


class Sector(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "prive", _("Privé")
    ASSOCIATIVE = "associatif", _("Associatif ou coopératif")


class TargetPublic(models.TextChoices):
    """Whom a project is for."""

    ELECTED = "elus", _("Élues, élus et agents")
    MEDIATORS = "mediation", _("Médiatrices et médiateurs")
    ASSOCIATIONS = "associations", _("Associations, tiers-lieux")
    RESEARCH = "recherche", _("Recherche, enseignement")
    COMPANIES = "entreprises", _("Entreprises")
    PUBLIC = "grand_public", _("Grand public")


class Support(models.TextChoices):
    """What organisers may ask the team for, money apart (guide d'organisation, 2024)."""

    ADVICE = "conseils", _("Des conseils sur la programmation, les intervenantes et les intervenants")
    VISIT = "venue", _("Une intervention de Société Numérique le jour même")


class IncomeKind(models.TextChoices):
    """Where the money comes from, the grant of the call apart."""

    OWN = "propre", _("Ressources propres")
    COLLECTIVITE = "collectivite", _("Collectivité")
    STATE = "etat", _("État ou établissement public")
    PRIVATE = "prive", _("Mécénat ou partenaire privé")
    IN_KIND = "nature", _("Apport en nature")
    OTHER = "autre", _("Autre")


class FileKind(models.TextChoices):
    """What a file was sent for."""

    DOCUMENT = "piece", _("Pièce du dossier")
    MESSAGE = "message", _("Fichier d’un message")
    ANSWER = "complement", _("Réponse à une demande de complément")
    AGREEMENT = "convention", _("Convention signée")
    BILAN = "bilan", _("Pièce du bilan")


class ScanState(models.TextChoices):
    """What the antivirus says of a file."""

    NOT_CONFIGURED = "sans", _("Non analysé : aucun antivirus n’est installé")
    PENDING = "attente", _("Analyse en attente")
    CLEAN = "sain", _("Analysé, sain")
    INFECTED = "infecte", _("Refusé par l’antivirus")
    FAILED = "echec", _("L’analyse a échoué")


class EntryKind(models.TextChoices):
    """What a line of the journal tells."""

    TRANSITION = "etat", _("Changement d’état")
    MESSAGE = "message", _("Message")
    FILE = "fichier", _("Fichier")
    REQUEST = "complement", _("Demande de complément")
    APPOINTMENT = "rendez_vous", _("Rendez-vous")
    ACCESS = "acces", _("Accès au dossier")
    DATA = "donnees", _("Données personnelles")
    READING = "lecture", _("Consultation par l’équipe")
    ASSIGNMENT = "attribution", _("Attribution")
    ASSESSMENT = "appreciation", _("Appréciation")
    AGREEMENT = "convention", _("Convention")
    PAYMENT = "versement", _("Versement")
    PAGE = "page", _("Page de l’événement")
    DEADLINE = "echeance", _("Échéance")
    NOTE = "note", _("Note interne")
    EXPORT = "export", _("Export")


class MailState(models.TextChoices):
    QUEUED = "attente", _("En attente")
    SENT = "parti", _("Parti")
    FAILED = "echec", _("Échec")
    ABANDONED = "abandon", _("Abandonné")
    #: Not to be sent: the team has given it up too, or its dossier was made anonymous.
    SET_ASIDE = "ecarte", _("Écarté")


class MailKey(models.TextChoices):
    """The e-mails about candidatures whose words the team may change; `mail_catalogue` says what each may hold."""

    DEPOSIT_RECEIVED = "depot_accuse", _("Dossier déposé : accusé de réception")
    DEPOSIT_TEAM = "depot_equipe", _("Dossier déposé : avis à l’équipe")
    ASSIGNMENT = "attribution", _("Dossier attribué : avis à la personne qui l’instruit")
    REVIEW_STARTED = "etude", _("Instruction commencée")
    MESSAGE = "message", _("Message de l’équipe")
    MESSAGE_TEAM = "message_equipe", _("Message reçu : avis à l’équipe")
    INFORMATION_REQUEST = "complement", _("Demande de complément")
    INFORMATION_REMINDER = "complement_relance", _("Demande de complément : rappel")
    INFORMATION_CANCELLED = "complement_annule", _("Demande de complément annulée")
    INFORMATION_TEAM = "complement_equipe", _("Réponses à une demande : avis à l’équipe")
    APPOINTMENT = "rendez_vous", _("Rendez-vous fixé")
    APPOINTMENT_CHANGED = "rendez_vous_change", _("Rendez-vous changé")
    APPOINTMENT_CANCELLED = "rendez_vous_annule", _("Rendez-vous annulé")
    ACCEPTED_WITH_GRANT = "accord_subvention", _("Accord, avec subvention")
    ACCEPTED_WITHOUT_GRANT = "accord", _("Accord, sans subvention")
    REFUSED = "refus", _("Refus")
    REOPENED = "reouverture", _("Réouverture d’un dossier refusé")
    CANCELLED = "annulation", _("Projet annulé")
    WITHDRAWN = "retrait", _("Dossier retiré")
    WITHDRAWN_TEAM = "retrait_equipe", _("Dossier retiré : avis à l’équipe")
    AGREEMENT = "convention", _("Convention à signer")
    AGREEMENT_REMINDER = "convention_relance", _("Convention à signer : rappel")
    AGREEMENT_RETURNED_TEAM = "convention_equipe", _("Convention signée reçue : avis à l’équipe")
    AGREEMENT_SIGNED = "convention_signee", _("Convention signée par toutes les parties")
    REPORTS_INVITATION = "bilan_invitation", _("Événement tenu sans subvention : bilan proposé")
    REPORTS_REQUEST = "bilan_demande", _("Bilan demandé")
    REPORTS_REMINDER = "bilan_relance", _("Bilan demandé : rappel")
    REPORTS_RETURNED = "bilan_retourne", _("Bilan à compléter")
    REPORTS_RECEIVED = "bilan_recu", _("Bilan reçu : accusé de réception")
    REPORTS_TEAM = "bilan_equipe", _("Bilan reçu : avis à l’équipe")
    PAID = "versement", _("Subvention versée")
    CLOSED = "cloture", _("Dossier clos")
    CLOSED_UNPAID = "cloture_sans_versement", _("Dossier clos sans versement")
    DELETION_TEAM = "effacement_equipe", _("Effacement demandé : avis à l’équipe")
    DELETION_DONE = "effacement_fait", _("Effacement fait")
    RETENTION_DRAFT = "conservation_brouillon", _("Brouillon bientôt effacé")
    RETENTION_DOSSIER = "conservation_dossier", _("Dossier bientôt rendu anonyme")


def mail_key_choices() -> list[tuple[str, Any]]:
    """The choices of `MailKey`, read late: a new e-mail needs no migration."""
    return MailKey.choices


class DecisionKind(models.TextChoices):
    """What was decided on a candidature."""

    ACCEPTED = "acceptee", _("Acceptée")
    REFUSED = "refusee", _("Refusée")


class Appreciation(models.TextChoices):
    """What the team thinks of a project under one of the criteria taken into account."""

    STRONG = "fort", _("Point fort")
    SUFFICIENT = "suffisant", _("Satisfaisant")
    WEAK = "faible", _("Point faible")
    UNKNOWN = "inconnu", _("Ne peut pas être apprécié")


class OutsideState(models.TextChoices):
    """Where a dossier stands on Démarches simplifiées, in the words of its API (GraphQL v2, `DossierState`)."""

    EN_CONSTRUCTION = "en_construction", _("En construction")
    EN_INSTRUCTION = "en_instruction", _("En instruction")
    ACCEPTE = "accepte", _("Accepté")
    REFUSE = "refuse", _("Refusé")
    SANS_SUITE = "sans_suite", _("Classé sans suite")


class ImportState(models.TextChoices):
    """How an import from Démarches simplifiées goes."""

    RUNNING = "en_cours", _("En cours")
    DONE = "fini", _("Fini")
    FAILED = "echec", _("Interrompu : à reprendre")


class ImportPhase(models.TextChoices):
    """What an import reads, in order: the dossiers, those deleted there, those that wait in the service's bin."""

    DOSSIERS = "dossiers", _("Dossiers")
    DELETED = "supprimes", _("Dossiers supprimés")
    PENDING = "corbeille", _("Dossiers dans la corbeille")
