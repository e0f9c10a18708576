"""The national editions in one drawing: a lying bracket a year, as high as the attendance."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from socle import charts

if TYPE_CHECKING:
    from home.models import EditionNationalePage


@dataclass(frozen=True)
class EditionColumn:
    """An edition and its bracket, of no length where nobody knows the attendance: a dotted stub stands for it."""

    edition: "EditionNationalePage"
    bar: charts.Bar


def edition_columns(editions: "Iterable[EditionNationalePage]") -> list[EditionColumn]:
    """The columns of `editions`, in their order."""
    shown = list(editions)
    return [
        EditionColumn(edition, bar)
        for edition, bar in zip(shown, charts.columns([_point(edition) for edition in shown]), strict=True)
    ]


def _point(edition: "EditionNationalePage") -> charts.Point:
    return charts.Point(
        label=str(edition.year),
        value=Decimal(edition.attendance or 0),
        note=edition.attendance_definition,
        is_other=edition.attendance is None or not edition.attendance_is_comparable,
    )
