"""The one function that changes the state of a candidature."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import EntryKind, Role, State
from candidatures.mail_catalogue import CATALOGUE
from candidatures.models import Candidature, JournalEntry
from candidatures.services import deadlines, journal, mails
from candidatures.services.locks import locked_copy
from candidatures.services.mails import Letter
from candidatures.services.refusals import ActRefusedError
from candidatures.workflow import PUBLIC_LABELS, TRANSITIONS, Transition
from socle.text import clean_text


class TransitionRefusedError(ActRefusedError):
    """A change of state that the table does not allow, or no longer. Its text says so in French to whoever asked."""


def apply(  # noqa: PLR0913 (what a change of state is made of)
    candidature: Candidature,
    name: str,
    actor: Actor,
    *,
    reason: str = "",
    text: str = "",
    data: dict[str, Any] | None = None,
    letter: Letter | None = None,
) -> JournalEntry:
    """Make the transition `name` of `workflow.TRANSITIONS`, write it in the journal and write its mails, or do nothing.

    The row changes on condition that it is still in the state that `candidature` was read in: of two people who act at
    once, one succeeds. Organisers read that the state changed, and `text`; `reason` and `data` are the team's alone.
    `letter` gives the mails what they say and bear.

    Raises:
        KeyError: when the table has no such transition.
        TransitionRefusedError: for a role that may not, a reason not given, a state that the transition does not leave,
            a guard that does not let it through.
    """
    transition = TRANSITIONS[name]
    if actor.role not in transition.roles:
        raise TransitionRefusedError(_("Votre rôle ne permet pas cette action."))
    why = clean_text(reason).strip()
    if transition.needs_reason and not why:
        raise TransitionRefusedError(_("Indiquez la raison de cette décision."))
    source = State(candidature.state)
    with transaction.atomic():
        present = locked_copy(candidature)
        if present is None or source not in transition.sources or present.state != source:
            raise TransitionRefusedError(_refusal(present, actor))
        if present.anonymised_at:
            raise TransitionRefusedError(_("Ce dossier est anonyme : il ne change plus."))
        problem = transition.guard(present)
        if problem:
            raise TransitionRefusedError(problem)
        if not _change_state(present, source, transition):
            raise TransitionRefusedError(_refusal(locked_copy(candidature), actor))
        entry = journal.write(
            candidature,
            EntryKind.TRANSITION,
            actor,
            text,
            is_public=True,
            data=(data or {}) | {"transition": name} | ({"reason": why} if why else {}),
            states=(source, transition.target),
        )
        _tell(present, transition, str(entry.pk), letter or Letter())
        deadlines.refresh(present)
    candidature.state, candidature.state_changed_at = transition.target, present.state_changed_at
    candidature.due_on = present.due_on
    return entry


def problem_of(candidature: Candidature, name: str) -> str:
    """Why the transition `name` may not be made now, whoever asks; empty where it may."""
    transition = TRANSITIONS[name]
    if candidature.state not in transition.sources:
        return _refusal(candidature, Actor.scheduler())
    return transition.guard(candidature)


def _change_state(candidature: Candidature, source: State, transition: Transition) -> bool:
    rows = Candidature.objects.filter(pk=candidature.pk, state=source)
    now = timezone.now()
    candidature.state, candidature.state_changed_at = transition.target, now
    return bool(rows.update(state=transition.target, state_changed_at=now, updated_at=now))


def _tell(candidature: Candidature, transition: Transition, event: str, letter: Letter) -> None:
    for key in transition.mails:
        if CATALOGUE[key].concerns(candidature):
            mails.write(candidature, key, event, letter)


def _refusal(present: Candidature | None, actor: Actor) -> str:
    if present is None:
        return _("Ce dossier n’existe plus.")
    state = State(present.state)
    label = PUBLIC_LABELS[state] if actor.role == Role.PORTEUR else state.label
    return _("Cette action n’est plus possible : le dossier est maintenant dans l’état « %(state)s ».") % {
        "state": label
    }
