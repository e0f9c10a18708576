"""The one function that changes the state of a candidature."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import EntryKind, Role, State
from candidatures.models import Candidature
from candidatures.services import journal
from candidatures.workflow import PUBLIC_LABELS, TRANSITIONS, Transition
from socle.text import clean_text


class TransitionRefusedError(Exception):
    """A change of state that the table does not allow, or no longer. Its text says so in French to whoever asked."""


def apply(
    candidature: Candidature,
    name: str,
    actor: Actor,
    *,
    reason: str = "",
    text: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Make the transition `name` of `workflow.TRANSITIONS`, and write it in the journal, or do nothing.

    The row changes on condition that it is still in the state that `candidature` was read in: of two people who act at
    once, one succeeds. Organisers read that the state changed, and `text`; `reason` and `data` are the team's alone.

    Raises:
        KeyError: when the table has no such transition.
        TransitionRefusedError: for a role that may not, a reason not given, a state that the transition does not leave.
    """
    transition = TRANSITIONS[name]
    if actor.role not in transition.roles:
        raise TransitionRefusedError(_("Votre rôle ne permet pas cette action."))
    why = clean_text(reason).strip()
    if transition.needs_reason and not why:
        raise TransitionRefusedError(_("Indiquez la raison de cette décision."))
    source = State(candidature.state)
    with transaction.atomic():
        if not _change_state(candidature, source, transition):
            raise TransitionRefusedError(_refusal(candidature, actor))
        journal.write(
            candidature,
            EntryKind.TRANSITION,
            actor,
            text,
            is_public=True,
            data=(data or {}) | {"transition": name} | ({"reason": why} if why else {}),
            states=(source, transition.target),
        )
    candidature.state = transition.target


def _change_state(candidature: Candidature, source: State, transition: Transition) -> bool:
    if source not in transition.sources:
        return False
    rows = Candidature.objects.filter(pk=candidature.pk, state=source)
    now = timezone.now()
    return bool(rows.update(state=transition.target, state_changed_at=now, updated_at=now))


def _refusal(candidature: Candidature, actor: Actor) -> str:
    present = Candidature.objects.filter(pk=candidature.pk).values_list("state", flat=True).first()
    if present is None:
        return _("Ce dossier n’existe plus.")
    state = State(present)
    label = PUBLIC_LABELS[state] if actor.role == Role.PORTEUR else state.label
    return _("Cette action n’est plus possible : le dossier est maintenant dans l’état « %(state)s ».") % {
        "state": label
    }
