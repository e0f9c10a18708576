"""What the migrations make of the events that a site has already."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest

from home.models import HomePage
from socle.enums import TerritoireKind
from tests.factories import NecLocalPageFactory, NecLocauxIndexPageFactory, TerritoireFactory

migration = import_module("nec_locaux.migrations.0003_territoires_des_nec_locaux")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (TerritoireKind.COMMUNE, "57463"),
        (TerritoireKind.COMMUNE, "97411"),
        (TerritoireKind.OUTRE_MER, "971"),
        # An EPCI bears the number of a company, which may begin as an overseas département does.
        (TerritoireKind.EPCI, "971234567"),
    ],
)
def test_it_fills_the_columns_as_saving_the_page_would(home_page: HomePage, kind: str, code: str) -> None:
    place = TerritoireFactory(kind=kind, code=code, name="L’Étang-Salé", parent=TerritoireFactory(name="Là-bas"))
    page = NecLocalPageFactory(
        parent=NecLocauxIndexPageFactory(parent=home_page),
        start_date=date(2023, 12, 31),
        place="Salle des fêtes",
        organisers="La Mairie",
        participants=0,
        territoires=[place],
    )
    fields = ("title", "place", "organisers", "start_date", "end_date", "participants")
    old = SimpleNamespace(territoire=place, **{name: getattr(page, name) for name in fields})

    columns = migration.columns_of_lists(old)

    assert columns["ends_at"] == page.ends_at
    assert columns["has_bilan"] is page.has_bilan is True
    assert set(columns["search_words"].split()) == set(page.search_words.split())
