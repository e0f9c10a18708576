"""The papers of thématiques."""

import pytest

from socle.enums import ThematiqueFamily
from tests.factories import ThematiqueFactory

pytestmark = pytest.mark.django_db


def test_a_thematique_without_a_paper_takes_that_of_the_one_it_is_tied_to() -> None:
    current = ThematiqueFactory(colour="donnees")
    past = ThematiqueFactory(colour="", family=ThematiqueFamily.PASSEE)

    past.parents.add(current)

    past.refresh_from_db()
    assert past.colour == "donnees"


def test_a_thematique_keeps_its_own_paper() -> None:
    own = ThematiqueFactory(colour="ethique", family=ThematiqueFamily.PASSEE)

    own.parents.add(ThematiqueFactory(colour="donnees"))

    own.refresh_from_db()
    assert own.colour == "ethique"
