"""The pins of a map: which events share one, and where the label of each can be read.

A pin keeps its size on the screen while the drawing stretches, from a phone's width to half of a wide screen. The place
of a label is good when it covers no other pin at any width between the two. Lengths are in pixels for a text of 14
pixels; what leaves this module is in `em`, so that labels grow with the reader's own size of text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import hypot
from typing import Final, Generic, TypeVar

Event = TypeVar("Event")

#: More pins than this would hide the map.
MAX_PINS: Final = 30
#: Narrowest and widest drawing: a screen of 320 pixels; seven columns of twelve on a wide one.
NARROWEST: Final = 288
WIDEST: Final = 720
#: Events whose points are nearer than this on the narrowest drawing share a pin.
NEAR: Final = 12
#: How far a label may stand out of the drawing: the margins of the page and of the figure hold it.
MARGIN_X: Final = 10
MARGIN_Y: Final = 36
TEXT_SIZE: Final = 14
LABEL_HEIGHT: Final = 28
#: What brackets and paper add to the text of a label, and the mean width of a sign in bold; of the thin ones.
LABEL_PADDING: Final = 20
SIGN_WIDTH: Final = 7.2
THIN_WIDTH: Final = 4
THIN_SIGNS: Final = frozenset(" .")
#: Half the side of the square point with the paper around it, and from it to its label.
POINT_REACH: Final = 7
GAP: Final = 3


@dataclass(frozen=True)
class Box:
    """A rectangle that keeps its size, its middle (dx, dy) pixels from a point given in widths of the drawing."""

    x: float
    y: float
    dx: float
    dy: float
    reach_x: float
    reach_y: float

    def meets(self, other: "Box") -> bool:
        """Whether the two touch at any width from the narrowest to the widest."""
        low_x, high_x = _widths(self.x - other.x, self.dx - other.dx, self.reach_x + other.reach_x)
        low_y, high_y = _widths(self.y - other.y, self.dy - other.dy, self.reach_y + other.reach_y)
        return max(low_x, low_y, NARROWEST) < min(high_x, high_y, WIDEST)

    def is_within(self, height: float) -> bool:
        """Whether it stays in the drawing, `height` widths high, or in the margins around it."""
        return all(
            self.x * width + self.dx - self.reach_x >= -MARGIN_X
            and self.x * width + self.dx + self.reach_x <= width + MARGIN_X
            and self.y * width + self.dy - self.reach_y >= -MARGIN_Y
            and self.y * width + self.dy + self.reach_y <= height * width + MARGIN_Y
            for width in (NARROWEST, WIDEST)
        )


def _widths(slope: float, offset: float, reach: float) -> tuple[float, float]:
    """The widths between which `slope` times the width plus `offset` is less than `reach` away from 0."""
    if slope == 0:
        return (NARROWEST, WIDEST) if abs(offset) < reach else (WIDEST, NARROWEST)
    first, last = (-reach - offset) / slope, (reach - offset) / slope
    return (first, last) if first < last else (last, first)


@dataclass(frozen=True)
class Spot(Generic[Event]):
    """Events at nearly one point, in widths of the drawing: that of the first."""

    x: float
    y: float
    events: tuple[Event, ...]

    @cached_property
    def point_box(self) -> Box:
        return Box(self.x, self.y, 0, 0, POINT_REACH, POINT_REACH)

    def distance(self, other: "Spot[Event]") -> float:
        return hypot(self.x - other.x, self.y - other.y)

    def joined(self, other: "Spot[Event]") -> "Spot[Event]":
        return Spot(self.x, self.y, (*self.events, *other.events))


@dataclass(frozen=True)
class Pin(Generic[Event]):
    """A point of the drawing, what its label says, and where the label stands beside it."""

    spot: Spot[Event]
    text: str
    dx: float
    dy: float

    @property
    def events(self) -> tuple[Event, ...]:
        return self.spot.events

    @cached_property
    def label_box(self) -> Box:
        return Box(self.spot.x, self.spot.y, self.dx, self.dy, label_width(self.text) / 2, LABEL_HEIGHT / 2)


def label_width(text: str) -> float:
    """Width in pixels that holds a text, within a sign: nothing here measures the font."""
    return LABEL_PADDING + sum(THIN_WIDTH if sign in THIN_SIGNS else SIGN_WIDTH for sign in text)


def arrange(
    spots: Iterable[Spot[Event]], height: float, text_of: Callable[[Sequence[Event]], str]
) -> tuple[list[Pin[Event]], list[Event]]:
    """Pins for events in their order, with no label over another pin, and the events for which there was no room.

    The first come has the best place. What finds none joins the nearest pin, and all are placed again.
    """
    groups = gather(spots)
    groups, others = groups[:MAX_PINS], groups[MAX_PINS:]
    while True:
        pins, blocked = _place(groups, height, text_of)
        if not blocked:
            return pins, list(chain.from_iterable(spot.events for spot in others))
        groups = _join(groups, blocked)


def gather(spots: Iterable[Spot[Event]]) -> list[Spot[Event]]:
    """Spots, those nearly at one point made one."""
    groups: list[Spot[Event]] = []
    for spot in spots:
        near = (rank for rank, group in enumerate(groups) if group.distance(spot) * NARROWEST < NEAR)
        rank = next(near, None)
        if rank is None:
            groups.append(spot)
        else:
            groups[rank] = groups[rank].joined(spot)
    return groups


def _place(
    groups: Sequence[Spot[Event]], height: float, text_of: Callable[[Sequence[Event]], str]
) -> tuple[list[Pin[Event]], list[Spot[Event]]]:
    """The pins whose label has a place, and the spots whose label has none. One alone always has one."""
    pins: list[Pin[Event]] = []
    blocked: list[Spot[Event]] = []
    for spot in groups:
        taken = [other.point_box for other in groups if other is not spot] + [pin.label_box for pin in pins]
        candidates = _candidates(spot, text_of(spot.events))
        free = (
            pin
            for pin in candidates
            if pin.label_box.is_within(height) and not any(pin.label_box.meets(box) for box in taken)
        )
        pin = next(free, candidates[0] if len(groups) == 1 else None)
        if pin is None:
            blocked.append(spot)
        else:
            pins.append(pin)
    return pins, blocked


def _candidates(spot: Spot[Event], text: str) -> list[Pin[Event]]:
    """A label above its point, else below, beside, or above and below to one side; the best first."""
    beside = POINT_REACH + GAP + label_width(text) / 2
    above = POINT_REACH + GAP + LABEL_HEIGHT / 2
    aside = label_width(text) / 2 - POINT_REACH
    offsets = [
        *((0, -above), (0, above), (beside, 0), (-beside, 0)),
        *((aside, -above), (-aside, -above), (aside, above), (-aside, above)),
    ]
    return [Pin(spot, text, dx, dy) for dx, dy in offsets]


def _join(groups: Sequence[Spot[Event]], blocked: Sequence[Spot[Event]]) -> list[Spot[Event]]:
    """The groups once each blocked one has joined the nearest other."""
    kept = list(groups)
    for spot in blocked:
        if len(kept) > 1 and spot in kept:
            kept.remove(spot)
            rank = min(range(len(kept)), key=lambda place: kept[place].distance(spot))
            kept[rank] = kept[rank].joined(spot)
    return kept
