"""What must hold for a NEC local to be published. A draft may break every one of these rules."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.urls import Resolver404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from nec_locaux.blocks.programme_checks import programme_validation_error

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage

#: What to correct, by the name of the field beside which the form says it.
Errors = dict[str, ValidationError]


def event_errors(event: "NecLocalPage") -> Errors:
    """What the event's own fields say against one another."""
    errors = {**_date_errors(event), **_place_errors(event)}
    # What is measured against the dates waits for dates that agree.
    return errors if "end_date" in errors else {**errors, **_deadline_errors(event), **_programme_errors(event)}


def neighbour_errors(event: "NecLocalPage", parent: Page | None) -> Errors:
    """What the event says against other pages. They change without it: ask this when publishing, never when saving."""
    errors: Errors = {}
    if parent and _is_own_address(parent, event.slug):
        errors["slug"] = ValidationError(
            _("Choisissez une autre adresse : le calendrier se sert déjà de « %(slug)s »."),
            params={"slug": event.slug},
        )
    previous = event.previous_edition
    if previous and previous.pk == event.pk:
        errors["previous_edition"] = ValidationError(_("Choisissez une autre page que celle-ci."))
    elif previous and previous.start_date and event.start_date and previous.start_date > event.start_date:
        errors["previous_edition"] = ValidationError(_("Choisissez une édition qui a eu lieu avant celle-ci."))
    return errors


def _date_errors(event: "NecLocalPage") -> Errors:
    start, end = event.start_date, event.end_date
    if start and end and end < start:
        return {"end_date": ValidationError(_("Choisissez un dernier jour égal ou postérieur au premier."))}
    is_one_day = not end or end == start
    if is_one_day and event.start_time and event.end_time and event.end_time <= event.start_time:
        message = _(
            "Indiquez une heure de fin postérieure à celle du début, ou le lendemain comme dernier jour "
            "si l’événement finit après minuit."
        )
        return {"end_time": ValidationError(message)}
    return {}


def _deadline_errors(event: "NecLocalPage") -> Errors:
    deadline, last = event.registration_deadline, event.last_day
    if deadline and last and deadline > last:
        message = _("Choisissez un jour qui ne dépasse pas la fin de l’événement.")
        return {"registration_deadline": ValidationError(message)}
    return {}


def _place_errors(event: "NecLocalPage") -> Errors:
    if event.latitude is not None and event.longitude is None:
        return {"longitude": ValidationError(_("Indiquez aussi la longitude, ou videz la latitude."))}
    if event.longitude is not None and event.latitude is None:
        return {"latitude": ValidationError(_("Indiquez aussi la latitude, ou videz la longitude."))}
    return {}


def _programme_errors(event: "NecLocalPage") -> Errors:
    """Days out of the event's; sessions in one room at one time are the programme's own affair."""
    error = programme_validation_error(event.programme, event.start_date, event.last_day)
    return {"programme": error} if error else {}


def _is_own_address(parent: Page, slug: str) -> bool:
    """Whether `parent` answers itself at the address that a page of that slug would take below it."""
    parent = parent.specific
    if not slug or not isinstance(parent, RoutablePageMixin):
        return False
    try:
        parent.resolve_subpage(f"/{slug}/")
    except Resolver404:
        return False
    return True
