"""NEC locaux for tests: to come in October 2024, or published at a known moment."""

from datetime import UTC, date, datetime
from typing import Any

import time_machine

from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from tests.factories import NecLocalPageFactory

PUBLISHED = datetime(2024, 9, 1, 8, 30, tzinfo=UTC)


def make_event(index: NecLocauxIndexPage, **values: Any) -> NecLocalPage:
    """An event of 3 October 2024."""
    page: NecLocalPage = NecLocalPageFactory(
        parent=index, **{"title": "NEC Metz", "start_date": date(2024, 10, 3)} | values
    )
    return page


def publish(page: Any, moment: datetime = PUBLISHED) -> Any:
    """Publish the page as it is at `moment`, as an editor would."""
    with time_machine.travel(moment, tick=False):
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def publish_event(index: NecLocauxIndexPage, moment: datetime = PUBLISHED, **values: Any) -> NecLocalPage:
    """An event as the factory makes it, published at `moment`."""
    page: NecLocalPage = publish(NecLocalPageFactory(parent=index, **values), moment)
    return page
