"""What the calendar counts of itself, and every change that makes it count again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from nec_locaux import counters
from nec_locaux.counters import PastGroup, Totals
from nec_locaux.enums import DatePrecision, Nature, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import (
    NecLocalPageFactory,
    StandardPageFactory,
    TerritoireFactory,
)

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def full_index(
    index: NecLocauxIndexPage, grand_est: Territoire, moselle: Territoire, metz: Territoire, reunion: Territoire
) -> NecLocauxIndexPage:
    """Events of all natures, past and to come, two of them called off."""
    vosges = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88", parent=grand_est)
    projet = TerritoireFactory(kind=TerritoireKind.PROJET, code="", parent=grand_est)

    def add(day: date, *places: Any, **fields: Any) -> None:
        NecLocalPageFactory(parent=index, start_date=day, territoires=places, **fields)

    add(date(2023, 3, 1), metz)
    add(date(2023, 5, 1), metz, vosges)
    add(date(2023, 6, 1), grand_est)
    add(date(2022, 6, 1), reunion)
    add(date(2022, 7, 1), projet)
    add(date(2022, 8, 1))
    add(date(2022, 9, 1), moselle, status=Status.CANCELLED)
    add(date(2022, 9, 1), moselle, status=Status.POSTPONED)
    add(date(2024, 1, 1), vosges, date_precision=DatePrecision.YEAR)
    add(date(2024, 11, 30), reunion, end_date=date(2024, 12, 1))
    return index


def test_the_calendar_is_counted_by_place(full_index: NecLocauxIndexPage) -> None:
    """An event counts once in each région and département it is held in; one called off, or to come, in none."""
    assert counters.region_counts(full_index) == {"44": 4, "974": 1}
    assert counters.departement_counts(full_index) == {"57": 2, "88": 1, "974": 1}


def test_the_calendar_is_counted_by_year_and_nature(full_index: NecLocauxIndexPage) -> None:
    assert counters.past_groups(full_index) == [
        PastGroup(2023, Nature.COLLECTIVITE, 2),
        PastGroup(2023, Nature.REGION, 1),
        PastGroup(2022, Nature.PROJET, 1),
        PastGroup(2022, Nature.DEPARTEMENT, 2),
        PastGroup(2022, Nature.OUTRE_MER, 1),
        PastGroup(2022, Nature.NONE, 1),
    ]


def test_the_calendar_in_a_few_numbers(full_index: NecLocauxIndexPage) -> None:
    assert counters.totals(full_index) == Totals(
        events=10,
        upcoming=2,
        held=6,
        territoires=5,
        first_day=date(2022, 6, 1),
        last_day=date(2024, 12, 31),
    )


def test_past_territoires_are_known_with_those_they_lie_in(
    index: NecLocauxIndexPage, grand_est: Territoire, moselle: Territoire, metz: Territoire
) -> None:
    other = TerritoireFactory(code="57464", parent=moselle)
    NecLocalPageFactory(parent=index, territoires=[metz])
    NecLocalPageFactory(parent=index, territoires=[other], start_date=date(2025, 1, 1))

    assert counters.past_territoires(index) == {metz.pk, moselle.pk, grand_est.pk}


def test_an_empty_calendar_counts_nothing(index: NecLocauxIndexPage) -> None:
    assert counters.totals(index) == Totals(0, 0, 0, 0, None, None)
    assert (counters.region_counts(index), counters.past_groups(index)) == ({}, [])
    assert counters.past_territoires(index) == frozenset()


def test_it_counts_once(full_index: NecLocauxIndexPage, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    counters.totals(full_index)

    with django_assert_num_queries(0):
        counters.totals(full_index)
        counters.region_counts(full_index)
        counters.departement_counts(full_index)
        counters.past_groups(full_index)
        counters.past_territoires(full_index)


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("987", datetime(2024, 10, 4, 10, tzinfo=UTC)),
        ("57", datetime(2024, 10, 3, 22, tzinfo=UTC)),
        ("986", datetime(2024, 10, 3, 12, tzinfo=UTC)),
    ],
)
def test_an_event_is_past_at_the_midnight_of_its_place(index: NecLocauxIndexPage, code: str, ends: datetime) -> None:
    """What was counted before midnight is not kept after it."""
    place = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code=code)
    NecLocalPageFactory(parent=index, start_date=date(2024, 10, 3), territoires=[place])

    with time_machine.travel(ends, tick=False) as clock:
        clock.shift(-1)
        before = counters.totals(index)
        clock.shift(1)
        after = counters.totals(index)

    assert (before.upcoming, before.held) == (1, 0)
    assert (after.upcoming, after.held) == (0, 1)
    assert after.last_day == date(2024, 10, 3)


def _publish(event: NecLocalPage) -> None:
    event.save_revision().publish()


def _unpublish(event: NecLocalPage) -> None:
    # As the explorer does: it knows the page, not its type.
    Page.objects.get(pk=event.pk).unpublish()


def _delete(event: NecLocalPage) -> None:
    Page.objects.get(pk=event.pk).delete()


def _move(event: NecLocalPage) -> None:
    event.move(Page.objects.get(title="Ailleurs"), pos="last-child")


def _move_what_holds_it(event: NecLocalPage) -> None:
    event.get_parent().move(Page.objects.get(title="Ailleurs"), pos="last-child")


def _restrict(event: NecLocalPage) -> None:
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.LOGIN)


def _release(event: NecLocalPage) -> None:
    PageViewRestriction.objects.get().delete()


def _leave_its_territoire(event: NecLocalPage) -> None:
    event.territoire_links.get().delete()


@pytest.mark.parametrize(
    "change",
    [_publish, _unpublish, _delete, _move, _move_what_holds_it, _restrict, _release, _leave_its_territoire],
    ids=lambda change: change.__name__,
)
def test_every_change_of_an_event_is_counted(
    index: NecLocauxIndexPage,
    home_page: HomePage,
    change: Callable[[NecLocalPage], None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    StandardPageFactory(parent=home_page, title="Ailleurs")
    event = NecLocalPageFactory(parent=index, territoires=[TerritoireFactory()])
    other = NecLocalPageFactory(parent=index)
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    if change is _restrict:
        PageViewRestriction.objects.all().delete()
    if change is _publish:
        event.unpublish()
    event = NecLocalPage.objects.get(pk=event.pk)
    key = counters.CACHE_KEY.format(page_id=index.pk)
    before = counters.totals(index)
    assert counters.cache.get(key) is not None

    with django_capture_on_commit_callbacks(execute=True):
        change(event)

    assert counters.cache.get(key) is None
    index.refresh_from_db()
    is_still_there = change is _move_what_holds_it
    assert (counters.totals(index) == before) == is_still_there
