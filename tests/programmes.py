"""Programmes for tests: days and what stands in them, in the form a StreamField takes."""

from datetime import date, time
from typing import Any

Item = tuple[str, dict[str, Any]]

#: Far enough never to be over.
FIRST_DAY = date(2099, 10, 3)


def hour(text: str) -> time:
    return time.fromisoformat(text)


def session(start: str | None, title: str = "Séance", end: str | None = None, **fields: Any) -> Item:
    return "session", {"title": title, **_hours(start, end), **fields}


def pause(start: str | None, title: str = "Pause", end: str | None = None) -> Item:
    return "pause", {"title": title, **_hours(start, end)}


def stands(start: str | None, *names: str, title: str = "Stands", **fields: Any) -> Item:
    return "stands", {"title": title, **_hours(start, None), "stands": [{"title": name} for name in names], **fields}


def day(*items: Item, on: date | None = FIRST_DAY, title: str = "", place: str = "") -> Item:
    return "day", {"date": on, "title": title, "place": place, "items": list(items)}


def _hours(start: str | None, end: str | None) -> dict[str, time | None]:
    return {"start_time": hour(start) if start else None, "end_time": hour(end) if end else None}
