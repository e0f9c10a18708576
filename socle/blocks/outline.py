"""The titles of a body in reading order: their levels, which never skip, and their anchors, each unique."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from socle.blocks.base import FIRST_LEVEL, LAST_LEVEL
from socle.blocks.heading import RESERVED_ANCHORS, HeadingBlock, HeadingValue


@dataclass(frozen=True)
class OutlineEntry:
    """A title of the body."""

    text: str
    anchor: str
    level: int


def place_headings(
    stream: Any, first_level: int = FIRST_LEVEL, other_anchors: Iterable[str] = ()
) -> list[OutlineEntry]:
    """Give every title of `stream` its level and anchor, and return them in reading order.

    `first_level` is the level of a part: one below the title the body stands under. A sub-part without a part before it
    is raised to a part, and an anchor already taken, in the stream or by `other_anchors` of the page, gets a number.
    """
    taken = {*RESERVED_ANCHORS, *other_anchors}
    return [_place(value, level, taken) for value, level in _headings(stream, first_level)]


def unique_anchor(wanted: str, taken: set[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`… when it is taken; it is added to `taken`."""
    base = wanted or "partie"
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _place(value: HeadingValue, level: int, taken: set[str]) -> OutlineEntry:
    value.placed_level = level
    value.placed_anchor = unique_anchor(value.wanted_anchor, taken)
    return OutlineEntry(value.get("text") or "", value.placed_anchor, level)


def _headings(stream: Any, first_level: int) -> Iterator[tuple[HeadingValue, int]]:
    last = first_level - 1
    for child in stream:
        if isinstance(child.block, HeadingBlock):
            last = min(first_level + child.value.depth, last + 1, LAST_LEVEL)
            yield child.value, last
            continue
        for column in getattr(child.block, "get_columns", lambda value: ())(child.value):
            yield from _headings(column, min(last + 1, LAST_LEVEL))
