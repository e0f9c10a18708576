"""The life of a candidature: its transitions, in one table, and what organisers read of each state.

`services.transitions.apply` is the only function that changes a state.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from candidatures.enums import Role, State


@dataclass(frozen=True)
class Transition:
    """A change of state. `needs_reason` asks whoever makes it to say why."""

    name: str
    sources: frozenset[State]
    target: State
    roles: frozenset[Role]
    needs_reason: bool = False


PORTEUR, INSTRUCTEUR, DECIDEUR = Role.PORTEUR, Role.INSTRUCTEUR, Role.DECIDEUR
GESTIONNAIRE, SCHEDULER = Role.GESTIONNAIRE, Role.SCHEDULER

#: States in which the team has not decided yet.
UNDECIDED: Final = frozenset({State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED, State.INTERVIEW})
#: States from which the project goes on: accepted, and not over.
ONGOING: Final = frozenset({State.VALIDATED, State.AGREEMENT_SENT, State.AGREEMENT_SIGNED})
#: States in which organisers may send their bilan.
REPORTING: Final = frozenset({State.EVENT_HELD, State.REPORTS_DUE})
#: States that follow an acceptance.
ACCEPTED: Final = ONGOING | REPORTING | {State.REPORTS_RECEIVED, State.PAID, State.CLOSED}


def _transition(
    name: str, sources: set[State] | frozenset[State], target: State, *roles: Role, needs_reason: bool = False
) -> Transition:
    return Transition(name, frozenset(sources), target, frozenset(roles), needs_reason)


TRANSITIONS: Final = {
    transition.name: transition
    for transition in (
        _transition("submit", {State.DRAFT}, State.SUBMITTED, PORTEUR),
        _transition("start_review", {State.SUBMITTED}, State.IN_REVIEW, INSTRUCTEUR),
        _transition("request_information", {State.IN_REVIEW, State.INTERVIEW}, State.INFO_REQUESTED, INSTRUCTEUR),
        _transition("answer_request", {State.INFO_REQUESTED}, State.IN_REVIEW, PORTEUR),
        _transition("cancel_request", {State.INFO_REQUESTED}, State.IN_REVIEW, INSTRUCTEUR),
        _transition("invite", {State.IN_REVIEW}, State.INTERVIEW, INSTRUCTEUR),
        _transition("resume_review", {State.INTERVIEW}, State.IN_REVIEW, INSTRUCTEUR),
        _transition("validate", {State.IN_REVIEW, State.INTERVIEW}, State.VALIDATED, DECIDEUR),
        _transition("refuse", {State.IN_REVIEW, State.INTERVIEW}, State.REFUSED, DECIDEUR, needs_reason=True),
        _transition("reopen", {State.REFUSED}, State.IN_REVIEW, DECIDEUR, needs_reason=True),
        _transition("withdraw", UNDECIDED, State.WITHDRAWN, PORTEUR),
        _transition("send_agreement", {State.VALIDATED}, State.AGREEMENT_SENT, GESTIONNAIRE),
        _transition("sign_agreement", {State.AGREEMENT_SENT}, State.AGREEMENT_SIGNED, GESTIONNAIRE),
        _transition("hold_event", {State.VALIDATED, State.AGREEMENT_SIGNED}, State.EVENT_HELD, INSTRUCTEUR, SCHEDULER),
        _transition("request_reports", {State.EVENT_HELD}, State.REPORTS_DUE, GESTIONNAIRE, SCHEDULER),
        _transition("send_reports", REPORTING, State.REPORTS_RECEIVED, PORTEUR),
        _transition("return_reports", {State.REPORTS_RECEIVED}, State.REPORTS_DUE, GESTIONNAIRE, needs_reason=True),
        _transition("pay", {State.REPORTS_RECEIVED}, State.PAID, GESTIONNAIRE),
        _transition("close", {State.EVENT_HELD, State.REPORTS_RECEIVED}, State.CLOSED, INSTRUCTEUR, GESTIONNAIRE),
        _transition("cancel", ONGOING, State.CANCELLED, DECIDEUR, GESTIONNAIRE, needs_reason=True),
    )
}

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
