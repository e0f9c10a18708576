"""A revue with one issue."""

import pytest

from home.models import HomePage
from revue.models import NumeroPage, RevueIndexPage
from tests.factories import NumeroPageFactory, RevueIndexPageFactory


@pytest.fixture
def revue(home_page: HomePage) -> RevueIndexPage:
    page: RevueIndexPage = RevueIndexPageFactory(parent=home_page, title="La revue")
    return page


@pytest.fixture
def numero(revue: RevueIndexPage) -> NumeroPage:
    page: NumeroPage = NumeroPageFactory(
        parent=revue, number=3, title="Illettrisme et inclusion", colour="mediation", summary="Un numéro."
    )
    return page
