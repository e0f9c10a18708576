"""The journal of candidatures: what happened, written with what it tells of."""

from typing import Any
from uuid import UUID

from candidatures.actors import Actor
from candidatures.enums import EntryKind, State
from candidatures.models import Candidature, JournalEntry


def write(  # noqa: PLR0913 (what a line is made of)
    candidature: Candidature,
    kind: EntryKind,
    actor: Actor,
    text: str,
    *,
    is_public: bool = False,
    data: dict[str, Any] | None = None,
    states: tuple[State, State] | None = None,
) -> JournalEntry:
    """A line of the journal. Organisers read `text` when it `is_public`; `data` is the team's alone.

    `states` are the former and the new one, where it tells of a transition.
    """
    from_state, to_state = states or ("", "")
    act = {"act": str(actor.token)} if actor.token else {}
    return JournalEntry.objects.create(
        candidature=candidature,
        kind=kind,
        role=actor.role,
        porteur=actor.porteur,
        user_id=actor.user.pk if actor.user else None,
        from_state=from_state,
        to_state=to_state,
        text=text,
        is_public=is_public,
        data=(data or {}) | act,
    )


def is_written(candidature: Candidature, token: UUID) -> bool:
    """Whether the act that bears `token` was already made on this candidature."""
    return candidature.journal.filter(data__act=str(token)).exists()
