"""Days and hours as the organisers' pages write them, in Paris time."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from candidatures import budget
from candidatures.models import Candidature
from candidatures.services import retention
from candidatures.timeline import moment_text
from socle.templatetags.nec import french
from socle.typography import date_range_text

register = template.Library()


@register.filter
def day_words(value: date | datetime | None) -> SafeString:
    """A day: « 1er mars 2027 »."""
    if value is None:
        return SafeString("")
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    return french(date_range_text(day))


@register.filter
def moment_words(value: datetime | None) -> SafeString:
    """A day and an hour: « le 1er mars 2027 à 14 h 30 »."""
    return french(moment_text(value)) if value else SafeString("")


@register.filter
def euros(value: Decimal | None) -> str:
    """An amount: « 1 250,50 € »."""
    return "" if value is None else budget.euros(value)


@register.inclusion_tag("nec_candidatures/includes/data_notice.html")
def data_notice(candidature: Candidature) -> dict[str, Any]:
    """Why the data of a candidature is kept and how long, from the settings of its site."""
    settings = retention.settings_for(candidature)
    return {"purposes": settings.purposes.strip(), "durations": retention.durations_in_words(settings)}
