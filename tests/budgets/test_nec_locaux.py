"""The calendar, its views, its feeds and its files cost the same number of queries for 3, 300 and 10,000 events."""

from datetime import UTC, datetime

import time_machine
from django.core.cache import cache
from django.test import Client

from home.models import HomePage
from nec_locaux.models import NecLocauxIndexPage
from socle.enums import TerritoireKind
from tests.factories import NecLocauxIndexPageFactory, TerritoireFactory, ThematiqueFactory
from tests.factories.bulk import bulk_nec_locaux
from tests.reading import queries_of

MAXIMUM = 15
NUMBERS = (3, 300, 10_000)
#: The filters keep those of two places, one event in five: a file of ten thousand rows is made once, unfiltered.
PLACES = 10
FILE_FORMATS = ("csv", "json", "geojson", "xlsx")


def addresses(index: NecLocauxIndexPage) -> list[str]:
    """Every view of the calendar, plain and filtered, and every feed and file."""
    views = [index.subpage_url(name) for name in ("upcoming", "month", "past", "map", "widget", "dataset")]
    feeds = [index.subpage_url(name) for name in ("ics", "atom", "rss")]
    files = [index.subpage_url("export", name) for name in FILE_FORMATS]
    filtered = [f"{path}?q=nec&region=44&nature=departement" for path in [*views, *feeds, *files]]
    return [*views, *feeds, *files, *filtered]


def test_views_feeds_and_files_cost_the_same_whatever_the_number(home_page: HomePage, client: Client) -> None:
    index = NecLocauxIndexPageFactory(parent=home_page)
    region = TerritoireFactory(kind=TerritoireKind.REGION, code="44", name="Grand Est")
    places = [
        TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code=code, parent=region, latitude=48, longitude=6)
        for code in ("57", "88")
    ]
    places += TerritoireFactory.create_batch(PLACES - len(places), latitude=48, longitude=-3)
    themes = ThematiqueFactory.create_batch(3)
    counted: dict[str, list[int]] = {}

    # On a slow machine, time would empty the caches between two requests.
    with time_machine.travel(datetime.now(tz=UTC), tick=False):
        for number in NUMBERS:
            bulk_nec_locaux(index, number - index.numchild, places, themes)
            cache.clear()
            # The chrome and the counters are warm; each address is then read once.
            client.get(index.url)
            for path in addresses(index):
                counted.setdefault(path, []).append(queries_of(client, path))

    assert {path: counts for path, counts in counted.items() if len(set(counts)) > 1} == {}
    assert {path: counts for path, counts in counted.items() if max(counts) > MAXIMUM} == {}


def test_the_budget_sees_every_event_it_makes(home_page: HomePage) -> None:
    index = NecLocauxIndexPageFactory(parent=home_page)

    bulk_nec_locaux(index, 300, [TerritoireFactory()])

    assert (index.events.upcoming().count(), index.events.past().count()) == (60, 240)
