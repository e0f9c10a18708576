"""What the team reads of a day that comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.typography import date_range_text

#: Days before which a deadline is near.
NEAR: Final = timedelta(days=7)


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due, as it stands on another day."""

    due_on: date
    today: date

    @property
    def is_late(self) -> bool:
        return self.due_on < self.today

    @property
    def is_near(self) -> bool:
        """Whether it comes within a week; late is no longer near."""
        return not self.is_late and self.due_on <= self.today + NEAR

    @property
    def day(self) -> str:
        """« 3 décembre 2026 »."""
        return date_range_text(self.due_on)

    @property
    def left(self) -> str:
        """« dans 5 jours », « aujourd’hui », « en retard de 2 jours »."""
        days = (self.due_on - self.today).days
        if days < 0:
            words = ngettext("en retard d’un jour", "en retard de %(count)s jours", -days)
            return words % {"count": -days}
        if days == 0:
            return _("aujourd’hui")
        if days == 1:
            return _("demain")
        return _("dans %(count)s jours") % {"count": days}
