"""The files of the open data. All is read before the first octet is sent: a file is whole, or it is an error."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from nec_locaux.dataset import COLUMNS, FIELDS, Place, Source, Value, as_text
from nec_locaux.models import NecLocalPartenaire, NecLocalTerritoire
from nec_locaux.querysets import NecLocalQuerySet
from nec_locaux.timezones import time_zone_of
from socle.enums import TerritoireKind
from socle.models import PageThematique, Territoire
from socle.spreadsheets import BYTE_ORDER_MARK, stream_workbook, xlsx_cell
from socle.text import formula_safe

#: Rows written at once: few enough to start early, many enough to send no crumbs.
BATCH: Final = 500
#: Overseas, the code of a région is not that of its département (code officiel géographique).
OVERSEAS_REGIONS: Final = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}

Row = tuple[Value, ...]
Writer = Callable[[Sequence[Row]], Iterator[bytes]]


@dataclass(frozen=True)
class Summary:
    """How many rows there are, and when the last of them was published."""

    count: int
    updated_at: datetime | None


def summarise(events: NecLocalQuerySet) -> Summary:
    """What a page says of the data without reading it, in one query."""
    found = events.order_by().aggregate(count=Count("pk"), updated_at=Max("last_published_at"))
    return Summary(found["count"], found["updated_at"])


# Reading


def read_rows(events: NecLocalQuerySet, index_url: str, limit: int | None = None) -> list[Row]:
    """The rows of `events`, in the order of `COLUMNS`, the oldest event first. Five queries, whatever their number.

    `index_url` is the address of the page they stand below.
    """
    events = events.order_by("start_date", "pk")[:limit]
    places = _places(events)
    links = _related(NecLocalTerritoire.objects.all(), events, "territoire_id")
    thematiques = _related(PageThematique.objects.all(), events, "thematique__slug")
    partenaires = _related(NecLocalPartenaire.objects.all(), events, "role", "partenaire__name")
    rows = []
    for fields in events.values("pk", "slug", *FIELDS):
        pk = fields["pk"]
        own = [places[key] for (key,) in links[pk] if key in places]
        source = Source(
            fields=fields,
            url=f"{index_url}{fields['slug']}/",
            time_zone=own[0].time_zone if own else time_zone_of(None).key,
            places=own,
            thematiques=[slug for (slug,) in thematiques[pk]],
            partenaires=partenaires[pk],
        )
        rows.append(tuple(column.value(source) for column in COLUMNS))
    return rows


def _related(links: QuerySet[Any], events: NecLocalQuerySet, *names: str) -> dict[int, list[tuple[Any, ...]]]:
    """What is linked to each event, in the editors' order."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    ordered = links.filter(page__in=events.values("pk")).order_by("sort_order", "pk")
    for page, *values in ordered.values_list("page_id", *names):
        found[page].append(tuple(values))
    return found


def _places(events: NecLocalQuerySet) -> dict[int, Place]:
    """The territoires of all events by their key, each read once however many events it holds."""
    keys = NecLocalTerritoire.objects.filter(page__in=events.values("pk")).values("territoire")
    territoires = Territoire.objects.filter(pk__in=keys).select_related("parent__parent__parent")
    return {territoire.pk: _place(territoire) for territoire in territoires}


def _place(territoire: Territoire) -> Place:
    chain = list(_chain(territoire))
    departements = [
        place.code for place in chain if place.kind in {TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER}
    ]
    regions = [place.code for place in chain if place.kind == TerritoireKind.REGION]
    departement = next(iter(departements), "")
    latitude, longitude = territoire.latitude, territoire.longitude
    return Place(
        name=territoire.name,
        kind=territoire.kind,
        code=territoire.code,
        departement=departement,
        region=next(iter(regions), OVERSEAS_REGIONS.get(departement, "")),
        coordinates=None if latitude is None or longitude is None else (float(latitude), float(longitude)),
        time_zone=time_zone_of(territoire).key,
    )


def _chain(territoire: Territoire) -> Iterator[Territoire]:
    """The territoire, then those it lies in."""
    place: Territoire | None = territoire
    while place is not None:
        yield place
        place = place.parent


def fingerprint(rows: Iterable[Row]) -> str:
    """What tells these rows from others, for a cache to ask whether it still has the latest."""
    digest = sha256(repr([column.name for column in COLUMNS]).encode())
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()[:32]


# Writing


def write_csv(rows: Sequence[Row]) -> Iterator[bytes]:
    """RFC 4180, in UTF-8. Texts that a spreadsheet would compute begin with an apostrophe."""
    yield _csv_lines([[column.name for column in COLUMNS]], start=BYTE_ORDER_MARK)
    for batch in _batches(rows):
        yield _csv_lines([_csv_cell(value) for value in row] for row in batch)


def _csv_cell(value: Value) -> str:
    # A number below zero begins with a sign, and is no formula.
    is_text = isinstance(value, str | list)
    return formula_safe(as_text(value)) if is_text else as_text(value)


def _csv_lines(rows: Iterable[Sequence[str]], start: str = "") -> bytes:
    buffer = io.StringIO(newline="")
    buffer.write(start)
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def write_json(rows: Sequence[Row]) -> Iterator[bytes]:
    """An array of objects, one a line."""
    yield b"[\n"
    yield from _json_lines(_named(row) for row in rows)
    yield b"\n]\n"


def write_geojson(rows: Sequence[Row]) -> Iterator[bytes]:
    """RFC 7946. An event without coordinates has no geometry."""
    yield b'{"type": "FeatureCollection", "features": [\n'
    yield from _json_lines(_feature(_named(row)) for row in rows)
    yield b"\n]}\n"


def _feature(properties: dict[str, Value]) -> dict[str, Any]:
    longitude, latitude = properties["longitude"], properties["latitude"]
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": properties["identifiant"],
        "geometry": None if longitude is None else point,
        "properties": properties,
    }


def _json_lines(items: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    start = ""
    for batch in _batches(items):
        yield (start + ",\n".join(json.dumps(item, ensure_ascii=False) for item in batch)).encode()
        start = ",\n"


def write_xlsx(rows: Sequence[Row]) -> Iterator[bytes]:
    """A workbook of one sheet. Numbers stay numbers; no text is a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("NEC locaux")
    sheet.freeze_panes = "C2"
    sheet.append([column.name for column in COLUMNS])
    for row in rows:
        sheet.append([xlsx_cell(sheet, as_text(value) if isinstance(value, list) else value) for value in row])
    yield from stream_workbook(workbook)


def _named(row: Row) -> dict[str, Value]:
    return {column.name: value for column, value in zip(COLUMNS, row, strict=True)}


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


@dataclass(frozen=True)
class FileFormat:
    """A format in which the data can be taken."""

    #: End of its address and of its files' names.
    slug: str
    label: str
    description: Any
    content_type: str
    write: Writer

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]


FORMATS: Final = {
    file_format.slug: file_format
    for file_format in (
        FileFormat(
            "csv",
            "CSV",
            _("texte en UTF-8, colonnes séparées par des virgules"),
            "text/csv; charset=utf-8; header=present",
            write_csv,
        ),
        FileFormat(
            "xlsx",
            "XLSX",
            _("pour un tableur"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
        ),
        FileFormat("json", "JSON", _("un tableau d’objets"), "application/json", write_json),
        FileFormat("geojson", "GeoJSON", _("pour une carte, en WGS 84"), "application/geo+json", write_geojson),
    )
}
