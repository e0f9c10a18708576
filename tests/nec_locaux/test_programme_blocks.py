"""The blocks of a programme: what they refuse, where they say it, and what a draft may leave out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from nec_locaux.blocks import ProgrammeStreamBlock, programme_errors, programme_validation_error
from nec_locaux.blocks.programme import DayStreamBlock
from nec_locaux.programme import Entry
from tests.programmes import FIRST_DAY, Item, day, pause, session, stands

BLOCK = ProgrammeStreamBlock()
ENTRIES = list(DayStreamBlock().child_blocks.values())


def programme(*days: Item) -> StreamValue:
    return BLOCK.normalize(list(days))


def messages(error: Any, *path: Any) -> dict[tuple[Any, ...], str]:
    """Every message of an error of blocks, by the place where the editor reads it."""
    if isinstance(error, StreamBlockValidationError | StructBlockValidationError):
        found: dict[tuple[Any, ...], str] = {}
        for key, child in error.block_errors.items():
            found |= messages(child, *path, key)
        return found
    return {path: " ".join(error.messages)}


def refused(*days: Item) -> dict[tuple[Any, ...], str]:
    with pytest.raises(StreamBlockValidationError) as caught:
        BLOCK.clean(programme(*days))
    return messages(caught.value)


@pytest.mark.parametrize("make", [session, pause])
def test_an_end_before_the_start_is_refused_beside_the_end(make: Any) -> None:
    assert refused(day(pause("08:00"), make("10:00", "Ouverture", "09:59"))) == {
        (0, "items", 1, "end_time"): "Indiquez une heure de fin qui vient après l’heure de début."
    }


def test_an_end_at_the_start_is_refused() -> None:
    assert list(refused(day(session("10:00", end="10:00")))) == [(0, "items", 0, "end_time")]


def test_an_end_at_midnight_closes_the_day() -> None:
    BLOCK.clean(programme(day(session("22:00", end="00:00"))))


def test_two_sessions_in_one_room_at_one_time_each_say_so() -> None:
    message = (
        "«\u202fBâtir\u202f» et «\u202fRepérer\u202f» se tiennent en même temps dans la même salle (Salle 1). "
        "Changez la salle ou l’heure de l’une des deux."
    )
    assert refused(
        day(session("09:00", "Bâtir", "10:00", room="Salle 1"), on=date(2099, 10, 2)),
        day(
            session("11:30", "Bâtir", "12:30", room="Salle 1"),
            session("11:30", "Ailleurs", "12:30", room="Salle 2"),
            session("12:00", "Repérer", "13:00", room=" salle 1"),
        ),
    ) == {(1, "items", 0, "room"): message, (1, "items", 2, "room"): message}


def test_a_room_is_the_same_in_two_days_of_the_same_date_and_place() -> None:
    first = day(session("11:30", "Un", "12:30", room="A"), place="Mairie")
    second = day(session("11:30", "Deux", room="A"), place="mairie")

    assert list(refused(first, second)) == [(0, "items", 0, "room"), (1, "items", 0, "room")]


@pytest.mark.parametrize(
    "other",
    [
        day(session("12:30", "Deux", "13:30", room="A")),
        day(session("11:30", "Deux", "12:30", room="B")),
        day(session("11:30", "Deux", "12:30")),
        day(session("11:30", "Deux", "12:30", room="A", off_site="3 rue des Lilas")),
        day(session("11:30", "Deux", "12:30", room="A"), place="Médiathèque"),
        day(session("11:30", "Deux", "12:30", room="A"), on=date(2099, 10, 4)),
        day(stands("11:30", "Réparer", room="A")),
    ],
    ids=["after", "other room", "no room", "off site", "other place", "other date", "stands"],
)
def test_what_shares_neither_room_nor_time_is_accepted(other: Item) -> None:
    BLOCK.clean(programme(day(session("11:30", "Un", "12:30", room="A")), other))


def minutes(start: int, length: int | None) -> set[int]:
    return set(range(start, start + (1 if length is None else length)))


@given(
    st.lists(
        st.tuples(st.integers(0, 1300), st.none() | st.integers(1, 130), st.sampled_from(["A", "B"])),
        min_size=2,
        max_size=6,
    )
)
def test_sessions_are_refused_exactly_when_they_share_a_minute_of_a_room(
    bookings: list[tuple[int, int | None, str]],
) -> None:
    def clock(minute: int) -> str:
        return f"{minute // 60:02d}:{minute % 60:02d}"

    items = [
        session(clock(start), f"N° {rank}", None if length is None else clock(start + length), room=room)
        for rank, (start, length, room) in enumerate(bookings)
    ]
    expected = {
        (0, "items", rank, "room")
        for rank, (start, length, room) in enumerate(bookings)
        for other, (second, other_length, other_room) in enumerate(bookings)
        if rank != other and room == other_room and minutes(start, length) & minutes(second, other_length)
    }
    if expected:
        assert set(refused(day(*items))) == expected
    else:
        BLOCK.clean(programme(day(*items)))


def test_a_draft_may_hold_any_of_it() -> None:
    value = programme(
        day(session("11:30", "Un", "10:30", room="A"), session("11:30", "Deux", room="A")),
        day(session(None, ""), pause(None, ""), stands(None), on=None),
    )

    assert len(BLOCK.clean_deferred(value)) == 2


def test_days_out_of_the_event_s_are_named_beside_their_date() -> None:
    value = programme(day(on=date(2099, 10, 2)), day(on=date(2099, 10, 3)), day(on=date(2099, 10, 5)), day(on=None))
    message = (
        "Le 5\u00a0octobre 2099 n’est pas un jour de l’événement (3\u00a0et 4\u00a0octobre 2099). "
        "Corrigez cette date, ou celles de l’événement dans l’onglet Annonce."
    ).replace("3\u00a0et", "3 et")

    assert programme_errors(value, FIRST_DAY, date(2099, 10, 4))[1] == (2, message)
    assert [index for index, _message in programme_errors(value, FIRST_DAY)] == [0, 2]
    assert list(messages(programme_validation_error(value, FIRST_DAY, date(2099, 10, 4)))) == [
        (0, "date"),
        (2, "date"),
    ]


@pytest.mark.parametrize(("start", "end"), [(None, None), (date(2099, 10, 2), date(2099, 10, 5))])
def test_days_are_accepted_within_the_event_s_or_while_these_are_unknown(start: date | None, end: date | None) -> None:
    value = programme(day(on=date(2099, 10, 2)), day(on=date(2099, 10, 5)))

    assert programme_validation_error(value, start, end) is None


def test_an_event_that_ends_before_it_starts_is_not_blamed_on_its_programme() -> None:
    assert programme_errors(programme(day(on=FIRST_DAY)), FIRST_DAY, date(2099, 10, 1)) == []


@pytest.mark.parametrize("block", ENTRIES, ids=lambda block: block.name)
def test_a_block_says_what_it_is_and_shows_itself(block: Any, admin_client: Client) -> None:
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert len(str(block.get_description())) > 20
    assert response.status_code == 200
    assert block.get_preview_value()["title"] in response.content.decode().replace("\u202f", " ")


@pytest.mark.parametrize("block", ENTRIES, ids=lambda block: block.name)
def test_a_preview_is_what_an_editor_could_write(block: Any) -> None:
    value = block.get_preview_value()

    assert Entry.from_block(block.name, block.clean(value)) == Entry.from_block(block.name, value)


def test_blocks_pass_the_checks_of_wagtail() -> None:
    assert BLOCK.check() == []
