"""What the tests of the NEC locaux share: a calendar without events, places of the official code, a day to be at."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from home.models import HomePage
from nec_locaux.models import NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import NecLocauxIndexPageFactory, TerritoireFactory

TODAY = date(2024, 9, 20)


@pytest.fixture
def today() -> Iterator[None]:
    """Be at the first instant of `TODAY`, in universal time. A file asks for it with `pytestmark`."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def this_morning() -> Iterator[None]:
    """Be at ten in the morning of `TODAY`, in Paris."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def index(home_page: HomePage) -> NecLocauxIndexPage:
    """A calendar that has no event."""
    page: NecLocauxIndexPage = NecLocauxIndexPageFactory(parent=home_page)
    return page


@pytest.fixture
def grand_est(db: None) -> Territoire:
    return place(TerritoireKind.REGION, "44", "Grand Est", "48.71", "5.78")


@pytest.fixture
def moselle(grand_est: Territoire) -> Territoire:
    return place(TerritoireKind.DEPARTEMENT, "57", "Moselle", "49.05", "6.62", grand_est)


@pytest.fixture
def metz(moselle: Territoire) -> Territoire:
    return place(TerritoireKind.COMMUNE, "57463", "Metz", "49.12", "6.18", moselle)


@pytest.fixture
def reunion(db: None) -> Territoire:
    return place(TerritoireKind.OUTRE_MER, "974", "La Réunion", "-21.13", "55.5")


def place(
    kind: TerritoireKind, code: str, name: str, latitude: str, longitude: str, parent: Territoire | None = None
) -> Territoire:
    """A territoire as `load_territoires` gives it."""
    centre = {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}
    territoire: Territoire = TerritoireFactory(kind=kind, code=code, name=name, parent=parent, **centre)
    return territoire
