"""The map of the NEC locaux: an engraving of France, the pins of what is to come, and the same in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nec_locaux.counters import (
    DEPARTEMENT_KINDS,
    REGION_KINDS,
    count_by_code,
    departement_counts,
    region_counts,
    totals,
)
from nec_locaux.enums import DatePrecision
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.pins import LABEL_HEIGHT, TEXT_SIZE, Pin, Spot, arrange, label_width
from nec_locaux.projections import Projection
from nec_locaux.querysets import NecLocalQuerySet
from nec_locaux.wording import stated_title, when
from socle.models import PageThematique
from socle.text import fold
from socle.typography import FIRM, short_month_name

DATA_PATH: Final = Path(__file__).resolve().parent / "data" / "carte.json"
#: Events read for the pins: the nearest in time. The others are told by their number.
MAX_EVENTS: Final = 60
#: Names told by a pin that many events share.
MAX_NAMES: Final = 6
#: From this number of events on, the lines of a territoire grow no thicker.
THICKEST: Final = 3
#: How far out of its island an event may lie and still belong to it: half a line of the inset.
INSET_MARGIN: Final = 0.04
#: Length of the bracket's returns along a label, in pixels.
RETURN: Final = 6


# What the build script made


@dataclass(frozen=True)
class Drawing:
    """An engraving in its own units: the lines of each territoire by code, and where a point of the earth falls."""

    width: int
    height: int
    paths: dict[str, str]
    projection: Projection

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    @property
    def ratio(self) -> float:
        """Height in widths."""
        return self.height / self.width

    def locate(self, coordinates: tuple[float, float] | None, margin: float = 0) -> tuple[float, float] | None:
        """The point of a latitude and longitude, in widths of the drawing; None out of it by more than `margin`."""
        if coordinates is None:
            return None
        x, y = (value / self.width for value in self.projection.place(*coordinates))
        return (x, y) if -margin <= x <= 1 + margin and -margin <= y <= self.ratio + margin else None


@dataclass(frozen=True)
class Atlas:
    """All drawings: France by régions, each overseas département in small, each région by départements."""

    france: Drawing
    insets: dict[str, Drawing]
    regions: dict[str, Drawing]
    region_names: dict[str, str]
    departement_names: dict[str, str]

    def region_of(self, departement: str) -> str:
        """The région whose drawing shows a département; empty for those without a shape."""
        return next((code for code, drawing in self.regions.items() if departement in drawing.paths), "")


@cache
def atlas() -> Atlas:
    """The drawings shipped in `nec_locaux/data/`, read once."""
    data = json.loads(DATA_PATH.read_text(encoding="utf-8"))
    return Atlas(
        france=_drawing(data["france"]),
        insets={code: _drawing(item) for code, item in data["insets"].items()},
        regions={code: _drawing(item) for code, item in data["regions"].items()},
        region_names=data["names"]["regions"],
        departement_names=data["names"]["departements"],
    )


def _drawing(data: Mapping[str, Any]) -> Drawing:
    return Drawing(data["width"], data["height"], data["paths"], Projection(**data["projection"]))


# What the templates read


@dataclass(frozen=True)
class Area:
    """A territoire of the map, and its events in number. An address is empty where there is nothing to see."""

    code: str
    name: str
    path: str
    held: int
    found: int
    url: str
    held_url: str
    found_url: str
    is_current: bool = False

    @property
    def weight(self) -> int:
        """Thickness of the lines: 0 to 3."""
        return min(self.held, THICKEST)

    @property
    def title(self) -> str:
        """« Grand Est : 3 NEC tenus, 1 à venir »."""
        held = ngettext("%(number)s NEC tenu", "%(number)s NEC tenus", self.held) % {"number": self.held}
        found = _(", %(number)s à venir") % {"number": self.found} if self.found else ""
        return f"{self.name}{FIRM}: {held if self.held else _('aucun NEC tenu')}{found}"


@dataclass(frozen=True)
class MapEvent:
    """An event as the map shows it, and its rank among those read."""

    page: NecLocalPage
    rank: int

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Those of the place, else the centre of the first territoire, which the query read beside the event."""
        page: Any = self.page
        pairs = ((page.latitude, page.longitude), (page.centre_latitude, page.centre_longitude))
        known = ((float(north), float(east)) for north, east in pairs if north is not None and east is not None)
        return next(known, None)

    @property
    def colour(self) -> str:
        """Key of the paper of the first thématique; none for what will not be held."""
        return "" if self.page.is_called_off else str(self.page.colour or "")

    @property
    def name(self) -> str:
        """« NEC Metz, 3 octobre 2024 »; what must be said first comes first."""
        return ", ".join(filter(None, [stated_title(self.page), when(self.page)]))

    @property
    def label(self) -> str:
        """The day it starts in few signs, as well as it is known; or that it is called off."""
        start = self.page.start_date
        if self.page.is_called_off or start is None:
            return str(self.page.get_status_display())
        if self.page.date_precision == DatePrecision.YEAR:
            return str(start.year)
        if self.page.date_precision == DatePrecision.MONTH:
            return f"{short_month_name(start.month)} {start.year}"
        return f"{start.day if start.day > 1 else '1er'} {short_month_name(start.month)}"


def label_of(events: Sequence[MapEvent]) -> str:
    """What a pin says: the date of its event, or how many it stands for."""
    if len(events) == 1:
        return events[0].label
    return ngettext("%(number)s date", "%(number)s dates", len(events)) % {"number": len(events)}


@dataclass(frozen=True)
class MapPin:
    """A pin as SVG writes it. In an inset it has no point: its label stands in the middle."""

    pin: Pin[MapEvent]
    ratio: float
    map_url: str
    has_point: bool = True

    @cached_property
    def events(self) -> list[MapEvent]:
        return sorted(self.pin.events, key=lambda event: event.rank)

    @property
    def is_group(self) -> bool:
        return len(self.events) > 1

    @property
    def anchor(self) -> str:
        """Of its events in the words beside the map."""
        return f"epingle-{self.events[0].page.pk}"

    @property
    def url(self) -> str:
        """The event's page; for several, their list beside the map."""
        return f"{self.map_url}#{self.anchor}" if self.is_group else str(self.events[0].page.url)

    @property
    def text(self) -> str:
        return self.pin.text

    @property
    def colour(self) -> str:
        """The paper all its events have, else the neutral one."""
        colours = {event.colour for event in self.events}
        return colours.pop() if len(colours) == 1 else ""

    @property
    def name(self) -> str:
        """Who and when, for those who do not see the map, and for a pointer that rests on the pin."""
        if not self.is_group:
            return self.events[0].name
        names = [event.name for event in self.events[:MAX_NAMES]]
        rest = len(self.events) - len(names)
        told = [*names, ngettext("%(number)s autre", "%(number)s autres", rest) % {"number": rest}] if rest else names
        return f"{self.text}{FIRM}: {f'{FIRM}; '.join(told)}"

    @property
    def x(self) -> str:
        return _percent(self.pin.spot.x)

    @property
    def y(self) -> str:
        return _percent(self.pin.spot.y / self.ratio)

    @property
    def box(self) -> dict[str, str]:
        """The rectangle of the label around the pin's point."""
        width = label_width(self.text)
        return {
            "x": _em(self.pin.dx - width / 2),
            "y": _em(self.pin.dy - LABEL_HEIGHT / 2),
            "width": _em(width),
            "height": _em(LABEL_HEIGHT),
        }

    @property
    def text_x(self) -> str:
        return _em(self.pin.dx)

    @property
    def text_y(self) -> str:
        return _em(self.pin.dy)

    @property
    def brackets(self) -> str:
        """Dashes that draw of the rectangle only its sides and their returns: a pair of brackets."""
        gap = label_width(self.text) - 2 * RETURN
        lengths = (RETURN, gap, LABEL_HEIGHT + 2 * RETURN, gap, LABEL_HEIGHT + RETURN)
        return " ".join(_em(length) for length in lengths)


@dataclass(frozen=True)
class Inset:
    """An overseas département in its vignette."""

    area: Area
    drawing: Drawing
    pin: MapPin | None


@dataclass(frozen=True)
class Map:
    """The whole figure and what it says in words. `region` is the one shown by départements, None for all France."""

    drawing: Drawing
    areas: list[Area]
    insets: list[Inset]
    elsewhere: list[Area]
    pins: list[MapPin]
    unplaced: list[MapEvent]
    total: int
    rest: int
    region: Area | None
    france_url: str
    list_url: str
    table_url: str
    first_year: int | None
    has_period: bool

    @cached_property
    def rows(self) -> list[Area]:
        """All territoires in the order of the alphabet, overseas after the others, with those no drawing shows."""
        overseas = [inset.area for inset in self.insets]
        return [*sorted(self.areas, key=lambda area: fold(area.name)), *overseas, *self.elsewhere]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """What each thickness of the lines means."""
        year = self.first_year
        none = _("aucun NEC depuis %(year)s") % {"year": year} if year else _("aucun NEC")
        return [(0, none), (1, "1"), (2, "2"), (3, _("3 ou plus"))]

    @property
    def note(self) -> str:
        """How to read the figure."""
        if self.has_period:
            pins = _("Les épingles portent la date des rendez-vous de la période.")
        else:
            pins = _("Les épingles portent la date des rendez-vous à venir.")
        if self.region:
            lines = _("Plus le trait est épais, plus le département a déjà accueilli de NEC.")
        else:
            lines = _("Plus le trait est épais, plus la région a déjà accueilli de NEC.")
        return " ".join([pins, lines, _("Tout ce que montre la carte figure dans la liste.")])

    @property
    def all_pins(self) -> list[MapPin]:
        """Those of the drawing and of the vignettes, by the date of the first event of each."""
        pins = [*self.pins, *(inset.pin for inset in self.insets if inset.pin)]
        return sorted(pins, key=lambda pin: pin.events[0].rank)


# Making


def build_map(page: NecLocauxIndexPage, events: NecLocalQuerySet, filters: NecLocalFilters) -> Map:
    """The map of `events`, which the filters have kept. Two queries, whatever the number of events."""
    return _MapBuilder(page, events, filters).build()


class _MapBuilder:
    """Puts together the counts, the events and the drawing that the filters ask for."""

    def __init__(self, page: NecLocauxIndexPage, events: NecLocalQuerySet, filters: NecLocalFilters) -> None:
        self.page = page
        self.filters = filters
        self.atlas = atlas()
        self.departement = filters.chosen_departement.code if filters.chosen_departement else ""
        self.region = self._shown_region()
        rows = list(_for_pins(events))
        self.events = [MapEvent(row, rank) for rank, row in enumerate(rows)]
        self.total = rows[0].total if rows else 0
        kinds = DEPARTEMENT_KINDS if self.region else REGION_KINDS
        self.found = count_by_code(_links_of(events), kinds) if rows else {}
        self.held_by_region = region_counts(page)
        self.held_by_departement = departement_counts(page)
        self.map_url = self._with_filters("map")

    def build(self) -> Map:
        drawing = self.atlas.regions[self.region] if self.region else self.atlas.france
        insets = [] if self.region else [self._inset(code, inset) for code, inset in self.atlas.insets.items()]
        points = {event: drawing.locate(event.coordinates) for event in self.events}
        pins, crowded = arrange(
            (Spot(*point, (event,)) for event, point in points.items() if point), drawing.ratio, label_of
        )
        in_insets = {event for inset in insets if inset.pin for event in inset.pin.events}
        return Map(
            drawing=drawing,
            areas=[self._area(code, path) for code, path in drawing.paths.items()],
            insets=insets,
            elsewhere=self._elsewhere(),
            pins=[MapPin(pin, drawing.ratio, self.map_url) for pin in pins],
            unplaced=[event for event, point in points.items() if point is None and event not in in_insets],
            total=self.total,
            rest=self.total - len(self.events) + len(crowded),
            region=self._area(self.region, "", is_region=True) if self.region else None,
            france_url=self._address(),
            list_url=self._with_filters("upcoming"),
            table_url=f"{self.map_url}#tableau",
            first_year=self._first_year(),
            has_period=self.filters.has_period,
        )

    def _shown_region(self) -> str:
        """The région whose départements are shown: the one chosen, or that of the département chosen."""
        chosen = self.filters.chosen_region
        code = chosen.code if chosen else self.atlas.region_of(self.departement)
        return code if code in self.atlas.regions else ""

    def _inset(self, code: str, drawing: Drawing) -> Inset:
        events = tuple(event for event in self.events if drawing.locate(event.coordinates, INSET_MARGIN))
        pin = Pin(Spot(0.5, drawing.ratio / 2, events), label_of(events), 0, 0)
        return Inset(
            area=self._area(code, drawing.paths[code]),
            drawing=drawing,
            pin=MapPin(pin, drawing.ratio, self.map_url, has_point=False) if events else None,
        )

    def _elsewhere(self) -> list[Area]:
        """Overseas territories that no drawing shows, where there is something to tell."""
        if self.region:
            return []
        undrawn = [code for code in self.atlas.region_names if code not in self.atlas.regions]
        areas = [self._area(code, "") for code in undrawn]
        return [area for area in areas if area.held or area.found]

    def _area(self, code: str, path: str, *, is_region: bool = False) -> Area:
        by_departement = bool(self.region) and not is_region
        names = self.atlas.departement_names if by_departement else self.atlas.region_names
        held = (self.held_by_departement if by_departement else self.held_by_region).get(code, 0)
        found = self.found.get(code, 0)
        place = {"region": self.region, "departement": code} if by_departement else {"region": code}
        query = urlencode({"departement" if by_departement else "region": code})
        return Area(
            code=code,
            name=names[code],
            path=path,
            held=held,
            found=found,
            url=self._address(**place),
            held_url=f"{self.page.subpage_url('past')}?{query}" if held else "",
            found_url=f"{self.page.url}{self._address(**place)}" if found else "",
            is_current=by_departement and code == self.departement,
        )

    def _address(self, **place: str) -> str:
        """The present filters with another place, for the page one is on."""
        return f"?{self.filters.query_with(**{'region': '', 'departement': '', 'territoire': None, **place})}"

    def _with_filters(self, view: str) -> str:
        """Address of a view of the calendar with the present filters."""
        query = self.filters.querystring
        return f"{self.page.subpage_url(view)}{f'?{query}' if query else ''}"

    def _first_year(self) -> int | None:
        """Since when the calendar knows events that were held."""
        numbers = totals(self.page)
        return numbers.first_day.year if numbers.held and numbers.first_day else None


def _for_pins(events: NecLocalQuerySet) -> NecLocalQuerySet:
    """The first events in the order of the calendar, with what a pin needs and the number of all: one query.

    The few are chosen before anything is read beside them, so that thousands cost no more than they.
    """
    first = NecLocalPage.objects.filter(pk__in=events.values("pk")[:MAX_EVENTS]).by_date()
    total = events.order_by().annotate(whole=Value(1)).values("whole").annotate(number=Count("pk")).values("number")
    links = NecLocalTerritoire.objects.filter(page=OuterRef("pk")).order_by("sort_order", "pk")
    thematiques = PageThematique.objects.filter(page=OuterRef("pk")).order_by("sort_order", "pk")
    return first.annotate(
        centre_latitude=Subquery(links.values("territoire__latitude")[:1]),
        centre_longitude=Subquery(links.values("territoire__longitude")[:1]),
        colour=Subquery(thematiques.values("thematique__colour")[:1]),
        total=Subquery(total),
    ).defer_streamfields()


def _links_of(events: NecLocalQuerySet) -> Any:
    return NecLocalTerritoire.objects.filter(page__in=events.order_by().values("pk"))


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def _em(pixels: float) -> str:
    return f"{pixels / TEXT_SIZE:.2f}".rstrip("0").rstrip(".") + "em"
