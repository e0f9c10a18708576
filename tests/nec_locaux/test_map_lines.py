"""The engraving: geometry of the script that cuts it, and where the drawings it made put a point of the earth."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nec_locaux.cartography import Drawing, atlas
from nec_locaux.projections import Projection, lambert
from scripts.build_map import (
    CLIP,
    STEP,
    Shape,
    bounds,
    crossings,
    distance,
    drawing,
    frame,
    hatch,
    is_inside,
    joined,
    path_of,
    read_path,
    read_shapes,
    read_territoires,
    search,
    spans,
)

SQUARE: Shape = [[(0, 0), (40, 0), (40, 40), (0, 40)]]
HOLED: Shape = [*SQUARE, [(10, 10), (30, 10), (30, 30), (10, 30)]]
IDENTITY = Projection("degrees", 1, 0, 1, 0)


# Reading


def test_a_path_is_read_with_every_command_of_the_package() -> None:
    assert read_path("M1 2h3v4l-1 1H1zm5 5 1 0 0 1z") == [
        [(1, 2), (4, 2), (4, 6), (3, 7), (1, 7)],
        [(6, 7), (7, 7), (7, 8)],
    ]
    assert read_path("M0 0c1 1 2 2 3 0s1 1 2 2L.5-.5z") == [[(0, 0), (3, 0), (5, 2), (0.5, -0.5)]]


def test_a_ring_may_start_where_the_last_was_closed() -> None:
    assert read_path("M1 1h2v2zl-1-1h-1z") == [[(1, 1), (3, 1), (3, 3)], [(1, 1), (0, 0), (-1, 0)]]


def test_shapes_are_found_by_the_code_of_their_departement() -> None:
    script = (
        'w("path", {\n class: "FR-2A",\n style: D({ display: 1 }),\n d: "M0 0h1v1z",\n})'
        'w("path", {\n class: "FR-GES",\n style: D({ display: 1 }),\n d: "M0 0h9v9z",\n})'
        'w("path", {\n class: "FR-971",\n d: "M2 2h1v1z",\n})'
    )

    assert read_shapes(script) == {"2A": [[(0, 0), (1, 0), (1, 1)]], "971": [[(2, 2), (3, 2), (3, 3)]]}


# Lines


def test_a_level_is_cut_where_it_meets_the_edges() -> None:
    assert crossings(HOLED, 20) == [0, 10, 30, 40]
    assert spans(HOLED, 20) == [(0, 10), (30, 40)]
    assert spans(HOLED, 5) == [(0, 40)]
    assert spans(HOLED, 50) == []


def test_neighbours_are_one_over_the_gaps_of_the_source() -> None:
    assert joined([(30, 40), (0, 10), (11, 20)], gap=2) == [(0, 20), (30, 40)]
    assert joined([(0, 30), (10, 20)], gap=0) == [(0, 30)]


def test_lines_stop_short_of_each_edge_and_the_shortest_are_left_out() -> None:
    assert hatch([SQUARE]) == {level: [(CLIP, 40 - CLIP)] for level in (3, 10, 17, 24, 31, 38)}
    assert hatch([[[(0, 0), (5, 0), (5, 40), (0, 40)]]]) == {}


def test_lines_are_written_each_from_the_end_of_the_one_before() -> None:
    assert path_of({3: [(2.2, 7.8), (12.2, 37.8)], 10: [(-4.4, 9)]}) == "m2 3h6m4 0h26m-42 7h13"


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=3, max_size=12))
def test_every_line_lies_in_its_shape(points: list[tuple[int, int]]) -> None:
    shape: Shape = [[(float(x), float(y)) for x, y in points]]

    for level, row in hatch([shape]).items():
        assert (level - STEP // 2) % STEP == 0
        for start, end in row:
            assert start < end
            assert is_inside(((start + end) / 2, level), shape)
            assert distance((start - CLIP, level), shape) == pytest.approx(0, abs=1e-6)


def test_a_point_is_as_far_as_the_nearest_edge() -> None:
    assert distance((20, 5), HOLED) == 0
    assert distance((20, 13), HOLED) == 3
    assert distance((43, 44), SQUARE) == 5


def test_a_frame_holds_its_shapes_in_its_middle() -> None:
    high: Shape = [[(10, 0), (20, 0), (20, 40), (10, 40)]]

    assert bounds(high) == (10, 0, 20, 40)
    view = frame([high], 600)
    assert (view.factor, view.left, view.top, view.width, view.height) == (15, -5, 0, 600, 600)
    made = drawing({"57": [high]}, IDENTITY)
    assert made["projection"]["x_start"] == 75
    assert list(made["paths"]) == ["57"]


def test_a_search_finds_the_lowest_cost() -> None:
    found = search((0, 0), (8, 8), lambda values: (values[0] - 3) ** 2 + abs(values[1] + 5))

    assert found == pytest.approx([3, -5], abs=0.1)


# Precision of what was made


def lines(path: str) -> Iterator[tuple[int, int, int]]:
    """Ordinate, start and end of each line of a path."""
    x = y = 0
    for dx, dy, length in re.findall(r"m(-?\d+) ?(-?\d+)h(\d+)", path):
        x, y = x + int(dx), y + int(dy)
        yield y, x, x + int(length)
        x += int(length)


def territoires_at(drawn: Drawing, latitude: float, longitude: float) -> set[str]:
    """Those that cover a place with one of the two lines it is between."""
    x, y = drawn.projection.place(latitude, longitude)
    return {
        code
        for code, path in drawn.paths.items()
        for level, start, end in lines(path)
        if abs(level - y) < STEP and start - CLIP - 0.5 <= x <= end + CLIP + 0.5
    }


@pytest.mark.parametrize(
    ("place", "coordinates", "region", "departement"),
    [
        ("Metz", (49.1197, 6.1764), "44", "57"),
        ("Lille", (50.6366, 3.0635), "32", "59"),
        ("Brest", (48.3904, -4.4861), "53", "29"),
        ("Nice", (43.7034, 7.2663), "93", "06"),
        ("Bayonne", (43.4929, -1.4748), "75", "64"),
        ("Ajaccio", (41.9192, 8.7386), "94", "2A"),
        ("Bastia", (42.6973, 9.4509), "94", "2B"),
        ("Paris", (48.8566, 2.3522), "11", "75"),
        ("Perpignan", (42.6976, 2.8954), "76", "66"),
        ("Belfort", (47.6397, 6.8638), "27", "90"),
        ("Basse-Terre", (15.9985, -61.7255), "971", "971"),
        ("Fort-de-France", (14.6037, -61.0731), "972", "972"),
        ("Cayenne", (4.9372, -52.326), "973", "973"),
        ("Saint-Denis", (-20.8789, 55.4481), "974", "974"),
        ("Mamoudzou", (-12.7806, 45.2278), "976", "976"),
    ],
)
def test_towns_fall_on_the_lines_of_their_departement(
    place: str, coordinates: tuple[float, float], region: str, departement: str
) -> None:
    whole = atlas().insets.get(region, atlas().france)

    assert region in territoires_at(whole, *coordinates), place
    assert departement in territoires_at(atlas().regions[region], *coordinates), place


def test_the_centre_of_every_departement_falls_on_its_lines() -> None:
    rows = [row for row in read_territoires() if row["kind"] == "departement"]
    centres = {row["code"]: (row["parent"], float(row["latitude"]), float(row["longitude"])) for row in rows}

    assert len(centres) == 96
    # The middle of the crescent that the Hauts-de-Seine are lies in Paris.
    assert territoires_at(atlas().regions["11"], *centres.pop("92")[1:]) == {"75"}
    assert [
        code
        for code, (region, north, east) in centres.items()
        if code not in territoires_at(atlas().regions[region], north, east)
    ] == []


def test_nearly_all_communes_fall_on_the_lines_of_their_departement() -> None:
    rows = read_territoires()
    region_of = {row["code"]: row["parent"] for row in rows if row["kind"] == "departement"}
    communes = [row for row in rows if row["kind"] == "commune" and row["parent"] in region_of and row["latitude"]][
        ::50
    ]

    right = sum(
        row["parent"]
        in territoires_at(atlas().regions[region_of[row["parent"]]], float(row["latitude"]), float(row["longitude"]))
        for row in communes
    )

    assert len(communes) > 600
    assert right / len(communes) > 0.97


def test_the_drawings_have_every_territoire_once() -> None:
    drawn = atlas()

    assert len(drawn.france.paths) == 13
    assert list(drawn.insets) == ["971", "972", "973", "974", "976"]
    assert sorted(drawn.regions) == sorted([*drawn.france.paths, *drawn.insets])
    codes = [code for item in drawn.regions.values() for code in item.paths]
    assert len(codes) == len(set(codes)) == 101
    assert set(codes) <= set(drawn.departement_names)
    assert drawn.region_of("57") == "44"
    assert drawn.region_of("988") == ""


def test_no_line_leaves_its_drawing_and_all_are_apart_by_the_step() -> None:
    drawn = atlas()
    for item in [drawn.france, *drawn.insets.values(), *drawn.regions.values()]:
        for path in item.paths.values():
            found = list(lines(path))
            assert path_of({}) == ""
            assert "".join(re.findall(r"m-?\d+ ?-?\d+h\d+", path)) == path
            assert all(0 <= y <= item.height and 0 <= x <= end <= item.width for y, x, end in found)
            assert {(y - STEP // 2) % STEP for y, _, _ in found} == {0}


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_of_the_earth_has_a_place(latitude: float, longitude: float) -> None:
    x, y = atlas().france.projection.place(latitude, longitude)

    assert abs(x) < 1e6
    assert abs(y) < 1e6


def test_the_conic_is_upright_on_its_meridian_and_true_to_its_scale() -> None:
    assert lambert(46.5, 2.337229) == (0, 0)
    assert lambert(48.0, 2.337229)[0] == 0
    north = lambert(49.001, 2.337229)[1] - lambert(48.999, 2.337229)[1]
    assert north == pytest.approx(3.4907e-05, rel=1e-3)
