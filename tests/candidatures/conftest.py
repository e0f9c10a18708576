"""What several tests of candidatures begin with."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from candidatures.deadlines import PARIS
from candidatures.enums import State
from candidatures.models import AppelPage, Candidature, Porteur
from home.models import HomePage
from tests.dossiers import TODAY, whole_dossier
from tests.factories import AppelPageFactory, PorteurFactory
from tests.followed import sent_dossier


@pytest.fixture
def _writing_day() -> Iterator[None]:
    """The day on which whole dossiers are written, at ten in the morning."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=PARIS), tick=False):
        yield


@pytest.fixture
def porteur() -> Porteur:
    person: Porteur = PorteurFactory(email="ines@exemple.fr")
    return person


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    """A call with a page."""
    appel: AppelPage = AppelPageFactory(parent=home_page)
    return appel


@pytest.fixture
def reviewed(call: AppelPage, porteur: Porteur) -> Candidature:
    """A whole dossier that the team reviews."""
    return sent_dossier(porteur, call.get_version(), State.IN_REVIEW)


@pytest.fixture
def dossier(porteur: Porteur) -> Candidature:
    """A draft that may be sent as it is."""
    return whole_dossier(porteur)
