"""The numbers of candidatures: NEC-2026-0042, counted from 1 in each year of Paris, without hole or double."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from candidatures.deadlines import paris_day
from candidatures.models import NumberSequence


def take_number(sent_at: datetime) -> str:
    """The number of a candidature sent at `sent_at`.

    Part of the caller's transaction: the sequence waits for its end, and one undone gives its number back.
    """
    year = paris_day(sent_at).year
    with transaction.atomic():
        sequence, _is_new = NumberSequence.objects.get_or_create(year=year)
        # The update takes the row: whoever comes next counts from what is committed.
        NumberSequence.objects.filter(pk=sequence.pk).update(last=F("last") + 1)
        sequence.refresh_from_db(fields=["last"])
    return f"NEC-{year}-{sequence.last:04d}"
