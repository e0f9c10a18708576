"""The life of a candidature: its transitions, in one table, and what organisers read of each state.

`services.transitions.apply` is the only function that changes a state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidatures import guards
from candidatures.enums import MailKey, Role, State

if TYPE_CHECKING:
    from candidatures.models import Candidature

    Guard = Callable[[Candidature], str]


def always(_candidature: "Candidature") -> str:
    """No condition."""
    return ""


@dataclass(frozen=True)
class Transition:
    """A change of state: who may make it, on what condition, and the e-mails that tell of it.

    `needs_reason` asks whoever makes it to say why. `guard` gives the reason why it may not be made yet, if any. Its
    `mails` are written with it, but those that do not concern the candidature (`mail_catalogue`).
    """

    name: str
    #: What the team reads on the button that makes it; empty for what organisers and tasks alone make.
    label: str | Promise
    sources: frozenset[State]
    target: State
    roles: frozenset[Role]
    needs_reason: bool = False
    guard: "Guard" = always
    mails: tuple[MailKey, ...] = ()


PORTEUR, INSTRUCTEUR, DECIDEUR = Role.PORTEUR, Role.INSTRUCTEUR, Role.DECIDEUR
GESTIONNAIRE, SCHEDULER = Role.GESTIONNAIRE, Role.SCHEDULER

#: States in which the team has not decided yet.
UNDECIDED: Final = frozenset({State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED, State.INTERVIEW})
#: States from which the project goes on: accepted, and not over.
ONGOING: Final = frozenset({State.VALIDATED, State.AGREEMENT_SENT, State.AGREEMENT_SIGNED})
#: States in which organisers may send their bilan.
REPORTING: Final = frozenset({State.EVENT_HELD, State.REPORTS_DUE})
#: States in which nothing more is done.
OVER: Final = frozenset({State.REFUSED, State.WITHDRAWN, State.CANCELLED, State.PAID, State.CLOSED})
#: States that follow an acceptance.
ACCEPTED: Final = ONGOING | REPORTING | {State.REPORTS_RECEIVED, State.PAID, State.CLOSED}


def _table(*transitions: Transition) -> dict[str, Transition]:
    return {transition.name: transition for transition in transitions}


TRANSITIONS: Final = _table(
    Transition(
        "submit",
        "",
        frozenset({State.DRAFT}),
        State.SUBMITTED,
        frozenset({PORTEUR}),
        mails=(MailKey.DEPOSIT_RECEIVED, MailKey.DEPOSIT_TEAM),
    ),
    Transition(
        "start_review",
        _("Commencer l’instruction"),
        frozenset({State.SUBMITTED}),
        State.IN_REVIEW,
        frozenset({INSTRUCTEUR}),
        mails=(MailKey.REVIEW_STARTED,),
    ),
    Transition(
        "request_information",
        _("Demander un complément"),
        frozenset({State.IN_REVIEW, State.INTERVIEW}),
        State.INFO_REQUESTED,
        frozenset({INSTRUCTEUR}),
        guard=guards.nothing_asked,
        mails=(MailKey.INFORMATION_REQUEST,),
    ),
    Transition(
        "answer_request",
        "",
        frozenset({State.INFO_REQUESTED}),
        State.IN_REVIEW,
        frozenset({PORTEUR}),
        guard=guards.all_answered,
    ),
    Transition(
        "cancel_request",
        _("Annuler la demande de complément"),
        frozenset({State.INFO_REQUESTED}),
        State.IN_REVIEW,
        frozenset({INSTRUCTEUR}),
        guard=guards.all_answered,
    ),
    Transition(
        "invite",
        _("Proposer un entretien"),
        frozenset({State.IN_REVIEW}),
        State.INTERVIEW,
        frozenset({INSTRUCTEUR}),
        mails=(MailKey.APPOINTMENT,),
    ),
    Transition(
        "resume_review",
        _("Reprendre l’instruction"),
        frozenset({State.INTERVIEW}),
        State.IN_REVIEW,
        frozenset({INSTRUCTEUR}),
    ),
    Transition(
        "validate",
        _("Donner un accord"),
        frozenset({State.IN_REVIEW, State.INTERVIEW}),
        State.VALIDATED,
        frozenset({DECIDEUR}),
        guard=guards.may_be_accepted,
        mails=(MailKey.ACCEPTED_WITH_GRANT, MailKey.ACCEPTED_WITHOUT_GRANT),
    ),
    Transition(
        "refuse",
        _("Refuser"),
        frozenset({State.IN_REVIEW, State.INTERVIEW}),
        State.REFUSED,
        frozenset({DECIDEUR}),
        needs_reason=True,
        mails=(MailKey.REFUSED,),
    ),
    Transition(
        "reopen",
        _("Rouvrir"),
        frozenset({State.REFUSED}),
        State.IN_REVIEW,
        frozenset({DECIDEUR}),
        needs_reason=True,
        guard=guards.not_anonymous,
        mails=(MailKey.REOPENED,),
    ),
    Transition(
        "withdraw",
        "",
        UNDECIDED,
        State.WITHDRAWN,
        frozenset({PORTEUR}),
        mails=(MailKey.WITHDRAWN, MailKey.WITHDRAWN_TEAM),
    ),
    Transition(
        "send_agreement",
        _("Envoyer la convention"),
        frozenset({State.VALIDATED}),
        State.AGREEMENT_SENT,
        frozenset({GESTIONNAIRE}),
        guard=guards.agreement_made,
        mails=(MailKey.AGREEMENT,),
    ),
    Transition(
        "sign_agreement",
        _("Valider la convention signée"),
        frozenset({State.AGREEMENT_SENT}),
        State.AGREEMENT_SIGNED,
        frozenset({GESTIONNAIRE}),
        guard=guards.agreement_returned,
        mails=(MailKey.AGREEMENT_SIGNED,),
    ),
    Transition(
        "hold_event",
        _("Noter que l’événement a eu lieu"),
        frozenset({State.VALIDATED, State.AGREEMENT_SIGNED}),
        State.EVENT_HELD,
        frozenset({INSTRUCTEUR, SCHEDULER}),
        guard=guards.event_over,
        mails=(MailKey.REPORTS_INVITATION,),
    ),
    Transition(
        "request_reports",
        _("Demander le bilan"),
        frozenset({State.EVENT_HELD}),
        State.REPORTS_DUE,
        frozenset({GESTIONNAIRE, SCHEDULER}),
        guard=guards.grant_given,
        mails=(MailKey.REPORTS_REQUEST,),
    ),
    Transition(
        "send_reports",
        "",
        REPORTING,
        State.REPORTS_RECEIVED,
        frozenset({PORTEUR}),
        mails=(MailKey.REPORTS_RECEIVED, MailKey.REPORTS_TEAM),
    ),
    Transition(
        "return_reports",
        _("Renvoyer le bilan à compléter"),
        frozenset({State.REPORTS_RECEIVED}),
        State.REPORTS_DUE,
        frozenset({GESTIONNAIRE}),
        needs_reason=True,
        mails=(MailKey.REPORTS_RETURNED,),
    ),
    Transition(
        "pay",
        _("Enregistrer le versement"),
        frozenset({State.REPORTS_RECEIVED}),
        State.PAID,
        frozenset({GESTIONNAIRE}),
        guard=guards.payment_within_bounds,
        mails=(MailKey.PAID,),
    ),
    Transition(
        "close",
        _("Clore le dossier"),
        frozenset({State.EVENT_HELD, State.REPORTS_RECEIVED}),
        State.CLOSED,
        frozenset({INSTRUCTEUR, GESTIONNAIRE}),
        guard=guards.no_grant_left,
        mails=(MailKey.CLOSED,),
    ),
    Transition(
        "close_unpaid",
        _("Clore sans versement"),
        REPORTING | {State.REPORTS_RECEIVED},
        State.CLOSED,
        frozenset({GESTIONNAIRE}),
        needs_reason=True,
        guard=guards.grant_given,
        mails=(MailKey.CLOSED_UNPAID,),
    ),
    Transition(
        "cancel",
        _("Annuler le projet"),
        ONGOING,
        State.CANCELLED,
        frozenset({DECIDEUR, GESTIONNAIRE}),
        needs_reason=True,
        mails=(MailKey.CANCELLED,),
    ),
    # What was done on Démarches simplifiées, which has told its users of it: no mail goes twice.
    Transition("receive", "", frozenset({State.DRAFT}), State.SUBMITTED, frozenset({SCHEDULER})),
    Transition("follow_review", "", frozenset({State.SUBMITTED}), State.IN_REVIEW, frozenset({SCHEDULER})),
    Transition(
        "follow_refusal",
        "",
        frozenset({State.SUBMITTED, State.IN_REVIEW}),
        State.REFUSED,
        frozenset({SCHEDULER}),
        needs_reason=True,
    ),
    Transition(
        "follow_closing",
        "",
        frozenset({State.SUBMITTED, State.IN_REVIEW}),
        State.WITHDRAWN,
        frozenset({SCHEDULER}),
        needs_reason=True,
    ),
)

#: What organisers read of a state, apart from the team's words.
PUBLIC_LABELS: Final = {
    State.DRAFT: _("Brouillon"),
    State.SUBMITTED: _("Dossier déposé"),
    State.IN_REVIEW: _("À l’étude"),
    State.INFO_REQUESTED: _("Vos réponses sont attendues"),
    State.INTERVIEW: _("Entretien"),
    State.VALIDATED: _("Accord donné"),
    State.REFUSED: _("Refusé"),
    State.WITHDRAWN: _("Retiré"),
    State.CANCELLED: _("Annulé"),
    State.AGREEMENT_SENT: _("Convention à signer"),
    State.AGREEMENT_SIGNED: _("Convention signée"),
    State.EVENT_HELD: _("Événement tenu"),
    State.REPORTS_DUE: _("Votre bilan est attendu"),
    State.REPORTS_RECEIVED: _("Bilan reçu"),
    State.PAID: _("Subvention versée"),
    State.CLOSED: _("Dossier clos"),
}
