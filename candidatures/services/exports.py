"""The trace of what leaves the site in a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from candidatures.enums import EntryKind
from candidatures.models import JournalEntry
from candidatures.rights import actor_of
from socle.text import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: Lines written at once.
BATCH: Final = 500


def record_export(keys: Sequence[int], user: "AbstractBaseUser", what: str) -> None:
    """Write in the journal of each candidature that `user` took it out of the site: `what` says in which file."""
    actor = actor_of(user)
    lines = (
        JournalEntry(
            candidature_id=key,
            kind=EntryKind.EXPORT,
            role=actor.role if actor else "",
            user_id=user.pk,
            text=clean_line(what),
        )
        for key in keys
    )
    JournalEntry.objects.bulk_create(lines, batch_size=BATCH)
