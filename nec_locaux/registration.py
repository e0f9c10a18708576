"""Where the registrations of an event stand today, and what its page says of them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nec_locaux.enums import Phase, Status
from socle.charts import format_number
from socle.typography import date_range_text

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage


class State(StrEnum):
    """Where registrations stand."""

    NONE = "none"
    TO_COME = "to_come"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


SENTENCES: Final = {
    State.TO_COME: _("Les inscriptions ne sont pas encore ouvertes."),
    State.OPEN: _("Les inscriptions sont ouvertes."),
    State.FULL: _("Toutes les places sont prises."),
    State.CLOSED: _("Les inscriptions sont closes."),
}


class Registration:
    """What the page of an event says of registering. It says nothing once the event is over or called off."""

    def __init__(self, page: "NecLocalPage") -> None:
        self.page = page
        self.is_held_as_announced = not (page.phase == Phase.AFTER or page.is_past or page.is_called_off)
        self.state = self._state()

    def _state(self) -> State:
        page = self.page
        if not self.is_held_as_announced:
            return State.NONE
        if page.status == Status.FULL:
            return State.FULL
        if page.is_registration_over:
            return State.CLOSED
        if page.status == Status.OPEN:
            return State.OPEN
        return State.TO_COME if page.registration_url or page.registration_deadline else State.NONE

    @property
    def url(self) -> str:
        """The page where to register, while one may."""
        return self.page.registration_url if self.state == State.OPEN else ""

    @property
    def email(self) -> str:
        """The address to write to where there is no such page."""
        return self.page.contact_email if self.state == State.OPEN and not self.url else ""

    @property
    def sentence(self) -> str:
        """Where registrations stand, unless a button or an address says it."""
        return "" if self.url or self.email else str(SENTENCES.get(self.state, ""))

    @property
    def capacity(self) -> str:
        """« 200 places »."""
        number = self.page.capacity
        if number is None or not self.is_held_as_announced:
            return ""
        return ngettext("%(number)s place", "%(number)s places", number) % {"number": format_number(number)}

    @property
    def deadline(self) -> str:
        """The last day to register, while it is to come."""
        day = self.page.registration_deadline
        if day is None or self.state not in {State.OPEN, State.TO_COME}:
            return ""
        return _t("Inscription jusqu’au %(day)s.") % {"day": date_range_text(day)}

    @property
    def can_be_added_to_calendar(self) -> bool:
        return self.is_held_as_announced and self.page.is_day_known

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return self.state != State.NONE or bool(self.capacity) or self.can_be_added_to_calendar
