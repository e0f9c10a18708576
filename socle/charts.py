"""Geometry and numbers of the charts drawn on the server (visual identity, sections 3 and 6).

Only lengths in percent of the drawing and small constants in pixels come out of here, so that the drawing stretches
with its container and its text does not, and no `style` attribute is needed.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from socle.typography import THIN

MINUS = "\u2212"

#: Longest bar, in percent of the drawing; its value stands in what remains, even in 288 px (a screen of 320).
WIDEST_BAR = Decimal(78)
NARROWEST_BAR = Decimal(40)
#: Width of one sign of a value, in percent of the narrowest drawing.
SIGN_WIDTH = Decimal(4)
#: Returns of a bracket in pixels, at most, and how they shrink with a short bar so that both brackets never meet.
LONGEST_RETURN = Decimal(12)
RETURN_BY_PERCENT = Decimal("1.2")
#: Half the gap between two parts of a ring, in percent of its length.
RING_GAP = Decimal("0.4")
#: Radius, in the units of the ring's drawing, of the circle on which the parts' numbers stand.
RING_LABEL_RADIUS = 118
#: Below this share two numbers side by side would touch: the part is read in the legend alone.
RING_LABEL_SHARE = Decimal(3)
#: Decimals kept in a length: a hundredth of a percent is a tenth of a pixel.
PRECISION = Decimal("0.01")


class UndrawableError(ValueError):
    """A value no chart can show: negative, infinite, not a number, or nothing to share out."""


@dataclass(frozen=True)
class Point:
    """One value of a chart. `is_other` marks a value of another nature, or one not known yet: its stroke is dashed."""

    label: str
    value: Decimal
    note: str = ""
    colour: str = ""
    is_other: bool = False


@dataclass(frozen=True)
class Bar:
    """A value as a length: `length` in percent of the drawing, `tick` the returns of its end bracket in pixels."""

    point: Point
    text: str
    length: Decimal
    tick: Decimal

    @property
    def rest(self) -> Decimal:
        """What the bar leaves of the whole: the top of a column drawn downwards."""
        return 100 - self.length


@dataclass(frozen=True)
class RingPart:
    """A value as a part of a ring, in percent of its length from the top, clockwise."""

    point: Point
    number: int
    text: str
    share: Decimal
    share_text: str
    start: Decimal
    dash: Decimal

    @property
    def dash_array(self) -> str:
        return f"{self.dash} {100 - self.dash}"

    @property
    def dash_offset(self) -> Decimal:
        return -self.start

    @property
    def is_labelled(self) -> bool:
        return self.share >= RING_LABEL_SHARE

    @property
    def label_x(self) -> float:
        return round(RING_LABEL_RADIUS * math.sin(self._middle), 1)

    @property
    def label_y(self) -> float:
        return round(-RING_LABEL_RADIUS * math.cos(self._middle), 1)

    @property
    def _middle(self) -> float:
        """Angle of the part's middle, clockwise from the top."""
        return math.tau * float(self.start + self.dash / 2) / 100


def bars(points: Sequence[Point], unit: str = "") -> list[Bar]:
    """Horizontal bars, the longest taking what its text leaves. Raises UndrawableError on a value no bar can show."""
    texts = [with_unit(point.value, unit) for point in points]
    longest_text = max((len(text) for text in texts), default=0)
    widest = max(NARROWEST_BAR, min(WIDEST_BAR, 100 - SIGN_WIDTH * (longest_text + 1)))
    return [
        _bar(point, text, length) for point, text, length in zip(points, texts, _lengths(points, widest), strict=True)
    ]


def columns(points: Sequence[Point], unit: str = "") -> list[Bar]:
    """Lying brackets, the highest taking the full height. Raises UndrawableError on a value no column can show."""
    lengths = _lengths(points, Decimal(100))
    return [_bar(point, with_unit(point.value, unit), length) for point, length in zip(points, lengths, strict=True)]


def ring(points: Sequence[Point], unit: str = "") -> list[RingPart]:
    """The parts of a whole. Raises UndrawableError when a value is negative or not finite, or all are zero."""
    total = _checked_total(points)
    if total == 0:
        raise UndrawableError(total)
    parts: list[RingPart] = []
    end = Decimal(0)
    for number, point in enumerate(points, start=1):
        share = point.value / total * 100
        gap = min(RING_GAP, share / 4)
        parts.append(
            RingPart(
                point=point,
                number=number,
                text=with_unit(point.value, unit),
                share=share,
                share_text=with_unit(_rounded(share, Decimal("0.1")), "%"),
                start=_rounded(end + gap),
                dash=_rounded(max(share - 2 * gap, Decimal(0))),
            )
        )
        end += share
    return parts


def total_of(points: Iterable[Point]) -> Decimal:
    """The sum of the values of one nature: those marked as other are left out."""
    return sum((point.value for point in points if not point.is_other), Decimal(0))


def format_number(value: Decimal | float) -> str:
    """A number in French: comma, thousands apart by U+202F, no useless zero. Raises UndrawableError on NaN."""
    number = Decimal(str(value))
    if not number.is_finite():
        raise UndrawableError(value)
    sign, digits = (MINUS, -number) if number < 0 else ("", number)
    whole, _, decimals = f"{digits:f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", THIN)
    decimals = decimals.rstrip("0")
    text = f"{grouped},{decimals}" if decimals else grouped
    return text if text == "0" else sign + text


def with_unit(value: Decimal | float, unit: str) -> str:
    """A number and its unit, kept on one line by U+202F."""
    return f"{format_number(value)}{THIN}{unit}" if unit else format_number(value)


def _bar(point: Point, text: str, length: Decimal) -> Bar:
    return Bar(point, text, length, min(LONGEST_RETURN, _rounded(length * RETURN_BY_PERCENT)))


def _lengths(points: Sequence[Point], widest: Decimal) -> list[Decimal]:
    _checked_total(points)
    highest = max((point.value for point in points), default=Decimal(0))
    if highest == 0:
        return [Decimal(0) for _ in points]
    return [_rounded(point.value / highest * widest) for point in points]


def _checked_total(points: Sequence[Point]) -> Decimal:
    for point in points:
        if not point.value.is_finite() or point.value < 0:
            raise UndrawableError(point.value)
    return sum((point.value for point in points), Decimal(0))


def _rounded(value: Decimal, step: Decimal = PRECISION) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)
