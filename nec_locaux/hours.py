"""The days of the week and the hours of an event, in words."""

from datetime import date, time

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from socle.typography import FIRM

#: Beyond, the names of the days of the week come back: dates alone are clearer.
DAYS_OF_A_WEEK = 7


def clock_text(hour: time) -> str:
    """An hour as French writes it: « 9 h », « 14 h 30 »."""
    minutes = f"{FIRM}{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}{FIRM}h{minutes}"


def weekday_name(day: date) -> str:
    """Name of the day of the week of `day`."""
    return (
        _("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"),
    )[day.weekday()]  # fmt: skip


def hours_text(first: date, last: date, opening: time | None, closing: time | None) -> str:
    """« Jeudi, de 9 h à 17 h », « Du mardi à 9 h au mercredi à 17 h »; only what is known is said.

    `opening` is an hour of the first day, `closing` one of the last. Empty where neither the hours nor the names of the
    days say anything.
    """
    words = _hours_of_a_day(first, opening, closing) if first == last else _hours_of_days(first, last, opening, closing)
    return str(capfirst(words))


def _hours_of_a_day(day: date, opening: time | None, closing: time | None) -> str:
    if opening and closing:
        hours = _("de %(opening)s à %(closing)s") % {"opening": clock_text(opening), "closing": clock_text(closing)}
    elif opening:
        hours = _("à partir de %(opening)s") % {"opening": clock_text(opening)}
    elif closing:
        hours = _("jusqu’à %(closing)s") % {"closing": clock_text(closing)}
    else:
        return weekday_name(day)
    return f"{weekday_name(day)}, {hours}"


def _hours_of_days(first: date, last: date, opening: time | None, closing: time | None) -> str:
    has_names = (last - first).days < DAYS_OF_A_WEEK
    if opening and closing and has_names:
        return _("du %(first)s à %(opening)s au %(last)s à %(closing)s") % {
            "first": weekday_name(first),
            "opening": clock_text(opening),
            "last": weekday_name(last),
            "closing": clock_text(closing),
        }
    parts = [_names_of_days(first, last)] if has_names else []
    if opening:
        parts.append(_("à partir de %(opening)s le premier jour") % {"opening": clock_text(opening)})
    if closing:
        parts.append(_("jusqu’à %(closing)s le dernier jour") % {"closing": clock_text(closing)})
    return ", ".join(parts)


def _names_of_days(first: date, last: date) -> str:
    names = {"first": weekday_name(first), "last": weekday_name(last)}
    if (last - first).days == 1:
        return _("%(first)s et %(last)s") % names
    return _("du %(first)s au %(last)s") % names
