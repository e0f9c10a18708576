"""Time zones as calendars exchange them: VTIMEZONE (RFC 5545, section 3.6.5).

Written by hand in the classic form, from 1970 and by yearly rule, which all readers know: those that `icalendar`
derives from the tz database are read one hour off by ical.js and Outlook. A test checks each against `zoneinfo`, from
2020 to 2040.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard, vRecur


@dataclass(frozen=True)
class Season:
    """A part of the year: its name, its offset from UTC in hours, and when it begins."""

    name: str
    offset: int
    #: The first time it would have begun by its rule; hours of the zone itself.
    begins: datetime = datetime(1970, 1, 1)  # noqa: DTZ001
    month: int = 0
    day: str = ""


#: Standard time of each zone, then its summer time where it has one.
ZONES: Final[dict[str, tuple[Season, ...]]] = {
    "Europe/Paris": (
        Season("CET", 1, datetime(1970, 10, 25, 3), month=10, day="-1SU"),  # noqa: DTZ001
        Season("CEST", 2, datetime(1970, 3, 29, 2), month=3, day="-1SU"),  # noqa: DTZ001
    ),
    "America/Miquelon": (
        Season("-03", -3, datetime(1970, 11, 1, 2), month=11, day="1SU"),  # noqa: DTZ001
        Season("-02", -2, datetime(1970, 3, 8, 2), month=3, day="2SU"),  # noqa: DTZ001
    ),
    "America/Guadeloupe": (Season("AST", -4),),
    "America/Martinique": (Season("AST", -4),),
    "America/Cayenne": (Season("-03", -3),),
    "America/St_Barthelemy": (Season("AST", -4),),
    "America/Marigot": (Season("AST", -4),),
    "Indian/Reunion": (Season("+04", 4),),
    "Indian/Mayotte": (Season("EAT", 3),),
    "Indian/Kerguelen": (Season("+05", 5),),
    "Pacific/Wallis": (Season("+12", 12),),
    "Pacific/Tahiti": (Season("-10", -10),),
    "Pacific/Noumea": (Season("+11", 11),),
    "Etc/GMT+8": (Season("-08", -8),),
}


def vtimezone(name: str) -> Timezone:
    """The description of the zone `name` of the tz database."""
    standard, *summer = ZONES[name]
    component = Timezone()
    component.add("tzid", name)
    for season in summer:
        component.add_component(_observance(TimezoneDaylight(), season, before=standard))
    component.add_component(_observance(TimezoneStandard(), standard, before=summer[0] if summer else standard))
    return component


def _observance(component: Component, season: Season, before: Season) -> Component:
    component.add("dtstart", season.begins)
    component.add("tzoffsetfrom", timedelta(hours=before.offset))
    component.add("tzoffsetto", timedelta(hours=season.offset))
    component.add("tzname", season.name)
    if season.day:
        component.add("rrule", vRecur(freq="YEARLY", bymonth=season.month, byday=season.day))
    return component
