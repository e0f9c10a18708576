"""The time at which a trial dossier lives its story."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Self

from django.utils import timezone

from candidatures.deadlines import PARIS


class Clock:
    """A clock that stands in the past until it is set again."""

    def __init__(self) -> None:
        self.present = timezone.now()
        self._now = self.present

    def set(self, day: date, hour: int = 10) -> None:
        """Stand at `hour` of `day`, in Paris. Raises ValueError for a moment to come: nothing is told that is not."""
        moment = datetime.combine(day, time(hour), PARIS)
        if moment > self.present:
            message = f"A trial dossier lives before the present: {moment}."
            raise ValueError(message)
        self._now = moment

    def now(self) -> datetime:
        """What stands in place of `timezone.now`."""
        return self._now

    @contextmanager
    def ruling(self) -> Iterator[Self]:
        """Give its time to the whole process.

        Services and models ask Django what time it is, and the journal is never changed once it is written: so that
        its lines have their dates, Django itself must give them. For a command alone: threads share it.
        """
        real = timezone.now
        timezone.now = self.now
        try:
            yield self
        finally:
            timezone.now = real
