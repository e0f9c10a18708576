"""Reading of the official geographic code shipped in `socle/data/`, and its loading into the database."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.text import fold_words

TERRITOIRES_PATH = Path(__file__).resolve().parent / "data" / "territoires.csv.gz"
BATCH_SIZE = 2000

# Parents first: a row may only point at one of an earlier level.
LEVELS = (
    (TerritoireKind.REGION, TerritoireKind.OUTRE_MER),
    (TerritoireKind.DEPARTEMENT,),
    (TerritoireKind.EPCI, TerritoireKind.COMMUNE),
)
PARENT_KINDS: dict[str, tuple[str, ...]] = {
    TerritoireKind.DEPARTEMENT: (TerritoireKind.REGION,),
    TerritoireKind.EPCI: (TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER),
    TerritoireKind.COMMUNE: (TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER),
}
FIELDS = ("name", "search_name", "parent_id", "latitude", "longitude")

Key = tuple[str, str]


@dataclass(frozen=True)
class OfficialTerritoire:
    """One row of the official code. `socle/data/README.md` says what each column means and where it comes from."""

    kind: str
    code: str
    name: str
    parent_code: str
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass
class LoadReport:
    """How many rows a load made, changed and left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def read_territoires(path: Path = TERRITOIRES_PATH) -> Iterator[OfficialTerritoire]:
    """The rows of the official code, parents before children."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield OfficialTerritoire(
                kind=row["kind"],
                code=row["code"],
                name=row["name"],
                parent_code=row["parent"],
                latitude=Decimal(row["latitude"]) if row["latitude"] else None,
                longitude=Decimal(row["longitude"]) if row["longitude"] else None,
            )


@transaction.atomic
def load_territoires(rows: Iterable[OfficialTerritoire]) -> LoadReport:
    """Bring the database to `rows`: add what is missing, correct what differs, remove nothing.

    Territoires the team added (without a code of this file, or of the kind « territoire de projet ») are not touched.
    Raises `ValueError` for a row whose parent is unknown.
    """
    by_level = group_by_level(rows)
    report = LoadReport()
    known: dict[Key, tuple[Any, ...]] = {
        (kind, code): (identifier, *values)
        for kind, code, identifier, *values in Territoire.objects.exclude(code="").values_list(
            "kind", "code", "id", *FIELDS
        )
    }
    ids: dict[Key, int] = {key: values[0] for key, values in known.items()}
    for level in by_level:
        created = load_level(level, known, ids, report)
        ids |= {(territoire.kind, territoire.code): territoire.pk for territoire in created}
    return report


def group_by_level(rows: Iterable[OfficialTerritoire]) -> list[list[OfficialTerritoire]]:
    """`rows`, sorted so that a level only depends on those before it."""
    level_of = {kind: number for number, kinds in enumerate(LEVELS) for kind in kinds}
    levels: list[list[OfficialTerritoire]] = [[] for _ in LEVELS]
    for row in rows:
        levels[level_of[TerritoireKind(row.kind)]].append(row)
    return levels


def load_level(
    rows: list[OfficialTerritoire], known: dict[Key, tuple[Any, ...]], ids: dict[Key, int], report: LoadReport
) -> list[Territoire]:
    """Write one level, and give the territoires it created."""
    to_create, to_update = [], []
    for row in rows:
        present = known.get((row.kind, row.code))
        territoire = build_territoire(row, ids)
        if present is None:
            to_create.append(territoire)
        elif present[1:] != tuple(getattr(territoire, field) for field in FIELDS):
            territoire.pk = present[0]
            to_update.append(territoire)
        else:
            report.unchanged += 1
    report.created += len(to_create)
    report.updated += len(to_update)
    Territoire.objects.bulk_update(to_update, FIELDS, batch_size=BATCH_SIZE // 10)
    return Territoire.objects.bulk_create(to_create, batch_size=BATCH_SIZE)


def build_territoire(row: OfficialTerritoire, ids: dict[Key, int]) -> Territoire:
    """The territoire, unsaved, that `row` describes."""
    return Territoire(
        kind=row.kind,
        code=row.code,
        name=row.name,
        search_name=fold_words(row.name),
        parent_id=find_parent(row, ids),
        latitude=row.latitude,
        longitude=row.longitude,
    )


def find_parent(row: OfficialTerritoire, ids: dict[Key, int]) -> int | None:
    if not row.parent_code:
        return None
    for kind in PARENT_KINDS[row.kind]:
        if identifier := ids.get((kind, row.parent_code)):
            return identifier
    message = f"{row.kind} {row.code}: parent {row.parent_code} is unknown."
    raise ValueError(message)
