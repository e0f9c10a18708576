"""Pins: which events share one, and labels that never cover one another."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nec_locaux.pins import MAX_PINS, NARROWEST, WIDEST, Box, Pin, Spot, arrange, gather, label_width

SHARES = st.floats(0, 1, allow_nan=False)
SPOTS = st.lists(st.tuples(SHARES, SHARES), max_size=45).map(
    lambda points: [Spot(x, y, (rank,)) for rank, (x, y) in enumerate(points)]
)


def count(events: Sequence[int]) -> str:
    return "30 sept." if len(events) == 1 else f"{len(events)} dates"


def at_width(box: Box, width: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in pixels of a drawing of that width."""
    x, y = box.x * width + box.dx, box.y * width + box.dy
    return x - box.reach_x, y - box.reach_y, x + box.reach_x, y + box.reach_y


def overlap(first: Box, second: Box, width: float) -> bool:
    left, top, right, bottom = at_width(first, width)
    other_left, other_top, other_right, other_bottom = at_width(second, width)
    slack = 1e-6
    return (
        left < other_right - slack
        and other_left < right - slack
        and top < other_bottom - slack
        and other_top < bottom - slack
    )


def test_one_pin_has_its_label_above_its_point() -> None:
    pins, others = arrange([Spot(0.5, 0.5, ("Metz",))], 1, lambda events: "3 oct.")

    assert others == []
    assert pins == [Pin(Spot(0.5, 0.5, ("Metz",)), "3 oct.", 0, -24)]


def test_events_at_nearly_one_point_share_a_pin_at_the_first() -> None:
    near = 11 / NARROWEST

    assert gather([Spot(0.5, 0.5, (1,)), Spot(0.9, 0.5, (2,)), Spot(0.5 + near, 0.5, (3,))]) == [
        Spot(0.5, 0.5, (1, 3)),
        Spot(0.9, 0.5, (2,)),
    ]
    assert len(gather([Spot(0.5, 0.5, (1,)), Spot(0.5 + 13 / NARROWEST, 0.5, (2,))])) == 2


def test_a_label_that_would_cover_another_goes_elsewhere() -> None:
    pins, _ = arrange([Spot(0.5, 0.5, (1,)), Spot(0.6, 0.5, (2,))], 1, count)

    assert [(pin.text, pin.dx, pin.dy) for pin in pins] == [("30 sept.", 0, -24), ("30 sept.", 0, 24)]


def test_a_label_at_the_edge_stays_on_the_page() -> None:
    pins, _ = arrange([Spot(0, 0.5, (1,)), Spot(1, 0.5, (2,))], 1, count)

    beside = 7 + 3 + label_width("30 sept.") / 2
    assert [pin.dx for pin in pins] == [beside, -beside]


def test_where_no_place_is_left_pins_are_made_one() -> None:
    crowd = [Spot(0.5 + x * 0.05, 0.5 + y * 0.05, (x * 5 + y,)) for x in range(5) for y in range(5)]

    pins, others = arrange(crowd, 1, count)

    assert others == []
    assert len(pins) < 25
    assert sorted(event for pin in pins for event in pin.events) == list(range(25))
    assert [pin.text for pin in pins] == [count(pin.events) for pin in pins]


def test_beyond_the_most_pins_the_last_events_are_left_out() -> None:
    grid = [Spot(x * 0.1 + 0.05, y * 0.1 + 0.05, (x * 10 + y,)) for x in range(10) for y in range(10)]

    pins, others = arrange(grid, 1, lambda events: "1")

    assert len(pins) <= MAX_PINS
    assert others == list(range(MAX_PINS, 100))


@given(SPOTS)
def test_no_label_ever_covers_another_pin_and_no_event_is_lost(spots: list[Spot[int]]) -> None:
    pins, others = arrange(spots, 1, count)

    assert len(pins) <= MAX_PINS
    assert sorted([*others, *(event for pin in pins for event in pin.events)]) == list(range(len(spots)))
    for width in (NARROWEST, 320, 474, 600, WIDEST):
        for pin in pins:
            for other in pins:
                if other is not pin:
                    assert not overlap(pin.label_box, other.label_box, width)
                    assert not overlap(pin.label_box, other.spot.point_box, width)


@given(
    st.tuples(SHARES, SHARES, st.integers(-50, 50), st.integers(-50, 50)),
    st.tuples(SHARES, SHARES, st.integers(-50, 50), st.integers(-50, 50)),
)
def test_two_boxes_meet_when_they_overlap_at_some_width(
    first: tuple[float, float, int, int], second: tuple[float, float, int, int]
) -> None:
    one, two = Box(*first, 30, 14), Box(*second, 30, 14)

    assert one.meets(two) == two.meets(one)
    if any(overlap(one, two, width) for width in range(NARROWEST, WIDEST + 1, 8)):
        assert one.meets(two)


def test_boxes_that_part_as_the_drawing_grows_still_meet() -> None:
    assert Box(0.4, 0.5, 0, 0, 30, 14).meets(Box(0.5, 0.5, 0, 0, 30, 14))
    assert not Box(0.2, 0.5, 0, 0, 30, 14).meets(Box(0.8, 0.5, 0, 0, 30, 14))
    # Apart on a phone, one over the other on a wide screen.
    assert Box(0.6, 0.5, -80, 0, 30, 14).meets(Box(0.4, 0.5, 80, 0, 30, 14))


def test_a_label_is_as_wide_as_its_signs_and_can_be_touched() -> None:
    assert label_width("1") >= 24
    assert label_width("3 oct.") == pytest.approx(20 + 4 * 7.2 + 2 * 4)
