"""The national editions in one drawing: a lying bracket a year, as high as the attendance."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from socle import charts

if TYPE_CHECKING:
    from home.models import EditionNationalePage


#: Height of the dotted stub that stands for an attendance nobody knows, in percent of the drawing.
STUB = Decimal(6)


@dataclass(frozen=True)
class EditionColumn:
    """An edition and its bracket."""

    edition: "EditionNationalePage"
    bar: charts.Bar


def edition_columns(editions: "Iterable[EditionNationalePage]") -> list[EditionColumn]:
    """The columns of `editions`, in their order."""
    shown = list(editions)
    bars = charts.columns([_point(edition) for edition in shown])
    return [
        EditionColumn(edition, replace(bar, length=bar.length or STUB))
        for edition, bar in zip(shown, bars, strict=True)
    ]


def _point(edition: "EditionNationalePage") -> charts.Point:
    return charts.Point(
        label=str(edition.year),
        value=Decimal(edition.attendance or 0),
        is_other=not edition.attendance or not edition.attendance_is_comparable,
    )
