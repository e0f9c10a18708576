"""The journal of candidatures: what happened, written with what it tells of."""

from typing import Any

from candidatures.actors import Actor
from candidatures.enums import EntryKind
from candidatures.models import Candidature, JournalEntry


def write(
    candidature: Candidature,
    kind: EntryKind,
    actor: Actor,
    text: str,
    *,
    is_public: bool = False,
    data: dict[str, Any] | None = None,
) -> JournalEntry:
    """A line of the journal. Organisers read `text` when it `is_public`; `data` is the team's alone."""
    return JournalEntry.objects.create(
        candidature=candidature,
        kind=kind,
        role=actor.role,
        porteur=actor.porteur,
        user_id=actor.user.pk if actor.user else None,
        text=text,
        is_public=is_public,
        data=data or {},
    )
