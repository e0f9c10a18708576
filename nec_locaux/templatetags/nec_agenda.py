"""Links to calendars and feeds, for the templates of the NEC locaux."""

from django import template

from nec_locaux.agenda import EventAgenda, Subscriptions, event_agenda, subscriptions
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage

register = template.Library()


@register.simple_tag(name="event_agenda")
def event_agenda_tag(page: NecLocalPage) -> EventAgenda | None:
    """The ways of putting `page` in one's own calendar; None when it is not to be put there."""
    return event_agenda(page)


@register.simple_tag(name="subscriptions")
def subscriptions_tag(page: NecLocauxIndexPage, filters: NecLocalFilters | str | None = None) -> Subscriptions | None:
    """The addresses by which one follows the calendar, with `filters` where the page has some."""
    return subscriptions(page, filters if isinstance(filters, NecLocalFilters) else None)
