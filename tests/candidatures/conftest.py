"""What several tests of candidatures begin with."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from candidatures.deadlines import PARIS
from candidatures.models import Candidature, Porteur
from tests.dossiers import TODAY, whole_dossier
from tests.factories import PorteurFactory


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
def dossier(porteur: Porteur) -> Candidature:
    """A draft that may be sent as it is."""
    return whole_dossier(porteur)
