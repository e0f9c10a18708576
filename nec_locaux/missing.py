"""What the page of a NEC local still lacks, of what is due: a programme beforehand, a bilan and its sheet afterwards.

Nothing is due of an event that was cancelled or postponed. An event that is over no longer lacks a programme: it would
serve nobody. A draft without a date is still to come.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nec_locaux.enums import Status

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage

CALLED_OFF = (Status.CANCELLED, Status.POSTPONED)


class Part(TextChoices):
    PROGRAMME = "programme", _("programme")
    BILAN = "bilan", _("bilan")
    SHEET = "fiche", _("fiche Les Bases")


#: What is due once the event is over.
AFTERWARDS = (Part.BILAN, Part.SHEET)


def missing_parts(event: "NecLocalPage") -> list[Part]:
    """The parts that are due and that the page does not have."""
    if event.is_called_off:
        return []
    if not event.is_past:
        return [] if event.has_programme else [Part.PROGRAMME]
    has = {Part.BILAN: event.has_bilan, Part.SHEET: bool(event.resource_url)}
    return [part for part in AFTERWARDS if not has[part]]


def missing_label(event: "NecLocalPage") -> str:
    """The same in words, empty when nothing is missing."""
    return ", ".join(str(part.label) for part in missing_parts(event))


def lacks(parts: Iterable[str]) -> Q:
    """The events that lack at least one of `parts`."""
    is_over = Q(ends_at__lte=timezone.now())
    conditions = {
        Part.PROGRAMME: ~is_over & Q(has_programme=False),
        Part.BILAN: is_over & Q(has_bilan=False),
        Part.SHEET: is_over & Q(resource_url=""),
    }
    lacking = Q(pk__in=[])
    for part in parts:
        lacking |= conditions[Part(part)]
    return lacking & ~Q(status__in=CALLED_OFF)
