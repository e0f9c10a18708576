"""Figures shown together: a source most of them share is said once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A figure as `components/figures.html` reads it."""

    value: str
    label: str
    detail: str
    source: str


@dataclass(frozen=True)
class FigureGroup:
    """Figures, and the source of those that name none."""

    figures: list[Figure]
    source: str


def group_figures(figures: Sequence[Mapping[str, Any]]) -> FigureGroup:
    """Figures given by `value`, `label`, `day` and `source`; a source that two share is the group's."""
    source, count = Counter(figure.get("source") or "" for figure in figures).most_common(1)[0] if figures else ("", 0)
    shared = source if count > 1 else ""
    shown = [
        Figure(
            value=figure["value"],
            label=figure["label"],
            detail=figure.get("day") or "",
            source="" if figure.get("source") == shared else figure.get("source") or "",
        )
        for figure in figures
    ]
    return FigureGroup(shown, shared)
