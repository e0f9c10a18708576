"""The records: those that are public, those that are gone, in the order in which they last changed.

Both are read by their position in that order (datestamp, then key), so that what is published while a harvester reads
neither hides a record from it nor gives one twice, unless it changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from revue.models import OaiChange
from revue.oai import sets
from revue.oai.pages import record_pages, with_datestamp, withdrawn
from revue.oai.protocol import Position, Window
from revue.oai.sets import Place

#: Records of an answer.
PAGE_SIZE: Final = 50


@dataclass(frozen=True, order=True)
class Header:
    """What the protocol says of a record before its metadata. One that is deleted has no page, and so no place."""

    datestamp: datetime
    key: UUID
    page_id: int = field(default=0, compare=False)
    path: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)
    last_set_specs: str = field(default="", compare=False)

    @property
    def is_deleted(self) -> bool:
        return self.place is None

    @property
    def set_specs(self) -> tuple[str, ...]:
        """The sets of the record, those it last was in for a deleted one."""
        return self.place.set_specs if self.place else tuple(self.last_set_specs.split())


def list_headers(window: Window, after: Position | None = None) -> tuple[list[Header], Position | None]:
    """The next records of a list, and where those that follow begin: None at its end."""
    in_set = sets.in_set(window.set_spec) if window.set_spec else Q()
    public = _between(with_datestamp(record_pages().filter(in_set)), window, after, "datestamp", "translation_key")
    gone = _between(_with_spec(withdrawn(), window.set_spec), window, after, "changed_at", "key")
    found = list(islice(merge(_public_headers(public), _gone_headers(gone)), PAGE_SIZE + 1))
    headers = _placed(found[:PAGE_SIZE])
    if len(found) <= PAGE_SIZE:
        return headers, None
    last = headers[-1]
    return headers, Position(last.datestamp, last.key, (after.cursor if after else 0) + PAGE_SIZE)


def find_header(key: UUID) -> Header | None:
    """The record of `key`, deleted or not; None where there never was one."""
    public = with_datestamp(record_pages().filter(translation_key=key))
    gone = OaiChange.objects.filter(key=key)
    found = [*_public_headers(public), *_gone_headers(gone)]
    return _placed(found[:1])[0] if found else None


def earliest_datestamp() -> datetime | None:
    """The oldest datestamp of all records, None while there is none."""
    moments = [
        with_datestamp(record_pages()).aggregate(first=Min("datestamp"))["first"],
        OaiChange.objects.aggregate(first=Min("changed_at"))["first"],
    ]
    return min((moment for moment in moments if moment), default=None)


def _between(rows: Any, window: Window, after: Position | None, date: str, key: str) -> Any:
    """The first rows of a list, in its order."""
    if window.since:
        rows = rows.filter(**{f"{date}__gte": window.since})
    if window.until:
        rows = rows.filter(**{f"{date}__lte": window.until})
    if after:
        later = Q(**{f"{date}__gt": after.datestamp})
        rows = rows.filter(later | Q(**{date: after.datestamp, f"{key}__gt": after.key}))
    return rows.order_by(date, key)[: PAGE_SIZE + 1]


def _with_spec(changes: QuerySet[OaiChange], spec: str) -> QuerySet[OaiChange]:
    return changes.filter(set_specs__regex=rf"(^| ){re.escape(spec)}( |$)") if spec else changes


def _public_headers(pages: Any) -> Iterable[Header]:
    for moment, key, pk, path in pages.values_list("datestamp", "translation_key", "pk", "path"):
        yield Header(moment, key, pk, path)


def _gone_headers(changes: Any) -> Iterable[Header]:
    for moment, key, specs in changes.values_list("changed_at", "key", "set_specs"):
        yield Header(moment, key, last_set_specs=specs)


def _placed(headers: list[Header]) -> list[Header]:
    places = sets.places_of((header.page_id, header.path) for header in headers if header.page_id)
    return [replace(header, place=places.get(header.page_id)) for header in headers]
