"""The time zone of a territoire, from the code of its département (tz database, 2025b)."""

from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from socle.models import Territoire

METROPOLE: Final = "Europe/Paris"
OVERSEAS: Final = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",
}
CODE_LENGTH: Final = 3
#: How people name the hours of each overseas zone.
HOURS: Final = {
    "America/Guadeloupe": _("heure de la Guadeloupe"),
    "America/Martinique": _("heure de la Martinique"),
    "America/Cayenne": _("heure de la Guyane"),
    "Indian/Reunion": _("heure de La Réunion"),
    "America/Miquelon": _("heure de Saint-Pierre-et-Miquelon"),
    "Indian/Mayotte": _("heure de Mayotte"),
    "America/St_Barthelemy": _("heure de Saint-Barthélemy"),
    "America/Marigot": _("heure de Saint-Martin"),
    "Indian/Kerguelen": _("heure des Terres australes et antarctiques françaises"),
    "Pacific/Wallis": _("heure de Wallis-et-Futuna"),
    "Pacific/Tahiti": _("heure de Tahiti"),
    "Pacific/Noumea": _("heure de la Nouvelle-Calédonie"),
    "Etc/GMT+8": _("heure de Clipperton"),
}


def time_zone_of(territoire: Territoire | None) -> ZoneInfo:
    """The zone in which an event of `territoire` counts its hours; that of mainland France where nothing says other.

    Reads the territoire and those it lies in, so fetch its `parent` beforehand.
    """
    while territoire is not None:
        zone = OVERSEAS.get(territoire.code[:CODE_LENGTH]) if _is_overseas_code(territoire) else None
        if zone:
            return ZoneInfo(zone)
        territoire = territoire.parent
    return ZoneInfo(METROPOLE)


def hours_of(zone: ZoneInfo) -> str:
    """Whose hours those of `zone` are: « heure de La Réunion »; empty for those of mainland France."""
    return str(HOURS.get(zone.key, ""))


def _is_overseas_code(territoire: Territoire) -> bool:
    """Communes and overseas départements begin with their number; the codes of EPCI are company numbers."""
    return territoire.kind in {"commune", "outre_mer"}
