"""The geometry of charts, for any values."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.charts import (
    LONGEST_RETURN,
    Point,
    UndrawableError,
    bars,
    columns,
    format_number,
    ring,
    total_of,
    with_unit,
)

VALUES = st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False, allow_infinity=False)
SERIES = st.lists(VALUES, min_size=1, max_size=12)


def points(*values: object) -> list[Point]:
    return [Point(f"valeur {rank}", Decimal(str(value))) for rank, value in enumerate(values)]


@given(SERIES)
def test_bars_stay_in_the_drawing_and_leave_room_for_their_value(values: list[Decimal]) -> None:
    for bar in bars(points(*values), "%"):
        assert 0 <= bar.length <= 78
        assert 0 <= bar.tick <= LONGEST_RETURN


@given(SERIES)
def test_lengths_are_in_the_order_of_the_values(values: list[Decimal]) -> None:
    drawn = columns(points(*values))
    in_order = sorted(drawn, key=lambda bar: bar.point.value)
    assert [bar.length for bar in in_order] == sorted(bar.length for bar in drawn)


@given(st.lists(VALUES, min_size=2, max_size=12).filter(any))
def test_lengths_are_in_proportion(values: list[Decimal]) -> None:
    drawn = columns(points(*values))
    highest = max(values)
    for bar in drawn:
        assert abs(bar.length - bar.point.value / highest * 100) <= Decimal("0.005")
        assert bar.rest == 100 - bar.length
    assert max(bar.length for bar in drawn) == 100


@given(VALUES.filter(bool), st.integers(min_value=2, max_value=12))
def test_equal_values_have_equal_lengths(value: Decimal, count: int) -> None:
    assert len({bar.length for bar in bars(points(*[value] * count))}) == 1


@given(st.lists(VALUES, min_size=1, max_size=8).filter(any))
def test_the_parts_of_a_ring_follow_one_another_and_fill_it(values: list[Decimal]) -> None:
    parts = ring(points(*values))
    assert abs(sum((part.share for part in parts), Decimal(0)) - 100) < Decimal("0.001")
    for part, following in itertools.pairwise(parts):
        assert following.start + Decimal("0.02") >= part.start + part.dash
    for part in parts:
        assert 0 <= part.dash <= 100
        assert 0 <= part.start <= 100
        assert (part.label_x**2 + part.label_y**2) == pytest.approx(118**2, rel=0.01)


@pytest.mark.parametrize("value", ["-0.001", "-5", "NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("draw", [bars, columns, ring])
def test_values_that_no_chart_shows_are_refused(draw: object, value: str) -> None:
    with pytest.raises(UndrawableError):
        draw(points(1, value))  # type: ignore[operator]


def test_zeros_are_drawn_as_nothing() -> None:
    assert [bar.length for bar in bars(points(0, 0))] == [0, 0]
    assert bars(points(0, 4))[0].tick == 0


def test_a_ring_of_zeros_is_refused() -> None:
    with pytest.raises(UndrawableError):
        ring(points(0, 0))


def test_the_shares_of_lens_are_those_of_the_mockup() -> None:
    drawn = bars(points("31.5", "18.5", "7"), "%")
    assert [bar.text for bar in drawn] == ["31,5\u202f%", "18,5\u202f%", "7\u202f%"]
    assert [bar.length for bar in drawn] == [Decimal("72.00"), Decimal("42.29"), Decimal("16.00")]


def test_a_ring_starts_at_the_top_and_turns_clockwise() -> None:
    first, second = ring(points(1, 1))
    assert (first.label_x, first.label_y) == (118.0, 0.0)
    assert (second.label_x, second.label_y) == (-118.0, 0.0)
    assert first.dash_array == "49.20 50.80"
    assert first.dash_offset == Decimal("-0.40")
    assert first.share_text == "50\u202f%"


def test_a_total_leaves_out_what_is_of_another_nature() -> None:
    values = [Point("2022", Decimal(1800)), Point("2020", Decimal(2600), is_other=True)]
    assert total_of(values) == 1800


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        ("-0.0", "0"),
        (7, "7"),
        ("7.50", "7,5"),
        ("0.125", "0,125"),
        (1800, "1\u202f800"),
        ("1234567.8", "1\u202f234\u202f567,8"),
        ("1E+3", "1\u202f000"),
        (-14000, "\u221214\u202f000"),
    ],
)
def test_numbers_are_written_in_french(value: object, text: str) -> None:
    assert format_number(Decimal(str(value))) == text


@given(VALUES)
def test_a_written_number_reads_back_as_itself(value: Decimal) -> None:
    assert Decimal(format_number(value).replace("\u202f", "").replace(",", ".")) == value


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_written(value: str) -> None:
    with pytest.raises(UndrawableError):
        format_number(Decimal(value))


def test_a_unit_never_leaves_its_number() -> None:
    assert with_unit(14000, "€") == "14\u202f000\u202f€"
    assert with_unit(Decimal("4.0"), "") == "4"
