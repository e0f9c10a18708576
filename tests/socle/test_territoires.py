"""The official geographic code: what is shipped, and what loading it changes."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import call_command

from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.territoires import LoadReport, OfficialTerritoire, load_territoires, read_territoires
from tests.factories import TerritoireFactory

GRAND_EST = OfficialTerritoire("region", "44", "Grand Est", "", Decimal("48.71"), Decimal("5.78"))
MOSELLE = OfficialTerritoire("departement", "57", "Moselle", "44", Decimal("49.03"), Decimal("6.52"))
METZ = OfficialTerritoire("commune", "57463", "Metz", "57", Decimal("49.12"), Decimal("6.18"))
METROPOLE = OfficialTerritoire("epci", "200039865", "Metz Métropole", "57", Decimal("49.1"), Decimal("6.15"))
LA_REUNION = OfficialTerritoire("outre_mer", "974", "La Réunion", "", Decimal("-21.13"), Decimal("55.5"))
SAINT_DENIS = OfficialTerritoire("commune", "97411", "Saint-Denis", "974", Decimal("-20.88"), Decimal("55.45"))
# Children first, on purpose.
SAMPLE = [METZ, METROPOLE, MOSELLE, GRAND_EST, SAINT_DENIS, LA_REUNION]


@pytest.fixture(scope="module")
def official() -> list[OfficialTerritoire]:
    return list(read_territoires())


def test_file_holds_the_whole_code_of_2026(official: list[OfficialTerritoire]) -> None:
    assert Counter(row.kind for row in official) == {
        TerritoireKind.REGION: 13,
        TerritoireKind.DEPARTEMENT: 96,
        TerritoireKind.OUTRE_MER: 13,
        TerritoireKind.EPCI: 1266,
        TerritoireKind.COMMUNE: 34963,
    }


def test_codes_are_unique_within_a_kind(official: list[OfficialTerritoire]) -> None:
    assert len({(row.kind, row.code) for row in official}) == len(official)


def test_municipal_arrondissements_are_left_out(official: list[OfficialTerritoire]) -> None:
    paris = [row.code for row in official if row.kind == "commune" and row.parent_code == "75"]
    assert paris == ["75056"]


def test_overseas_territory_is_one_row_and_holds_its_communes(official: list[OfficialTerritoire]) -> None:
    assert [row.kind for row in official if row.code == "974"] == ["outre_mer"]
    assert [row.kind for row in official if row.name == "Guadeloupe"] == ["outre_mer"]
    assert sum(row.parent_code == "974" and row.kind == "commune" for row in official) == 24


def test_every_centre_of_mainland_france_is_in_france(official: list[OfficialTerritoire]) -> None:
    mainland = [row for row in official if row.latitude is not None and not row.parent_code.startswith("97")]
    strays = [
        row
        for row in mainland
        if row.kind != "outre_mer" and not (41 < (row.latitude or 0) < 51.2 and -5.3 < (row.longitude or 0) < 9.7)
    ]
    assert strays == []


def test_apostrophes_are_typographic(official: list[OfficialTerritoire]) -> None:
    assert [row.name for row in official if "'" in row.name] == []
    assert any(row.name == "L’Abergement-Clémenciat" for row in official)


@pytest.mark.django_db
def test_load_links_each_territoire_to_its_parent() -> None:
    report = load_territoires(SAMPLE)

    assert report == LoadReport(created=6)
    metz = Territoire.objects.get(kind="commune", code="57463")
    assert metz.parent is not None
    assert metz.parent.name == "Moselle"
    assert metz.parent.parent is not None
    assert metz.parent.parent.code == "44"
    assert (metz.latitude, metz.longitude) == (Decimal("49.12"), Decimal("6.18"))
    saint_denis = Territoire.objects.get(code="97411")
    assert saint_denis.search_name == "saint denis"
    assert saint_denis.parent is not None
    assert saint_denis.parent.kind == TerritoireKind.OUTRE_MER


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    load_territoires(SAMPLE)

    assert load_territoires(SAMPLE) == LoadReport(unchanged=6)
    assert Territoire.objects.count() == 6


@pytest.mark.django_db
def test_loading_corrects_a_changed_name_and_keeps_its_identity() -> None:
    load_territoires(SAMPLE)
    before = Territoire.objects.get(code="57463").pk

    report = load_territoires([*SAMPLE[1:], replace(METZ, name="Metz-en-Lorraine")])

    assert report == LoadReport(updated=1, unchanged=5)
    metz = Territoire.objects.get(code="57463")
    assert (metz.pk, metz.name, metz.search_name) == (before, "Metz-en-Lorraine", "metz en lorraine")


@pytest.mark.django_db
def test_loading_keeps_what_the_team_added() -> None:
    project = TerritoireFactory(kind=TerritoireKind.PROJET, code="", name="Territoires d’action")

    load_territoires(SAMPLE)

    project.refresh_from_db()
    assert (project.kind, project.name) == (TerritoireKind.PROJET, "Territoires d’action")
    assert Territoire.objects.count() == 7


@pytest.mark.django_db
def test_unknown_parent_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(ValueError, match="commune 57463: parent 57 is unknown"):
        load_territoires([GRAND_EST, METZ])

    assert Territoire.objects.count() == 0


@pytest.mark.django_db
def test_whole_code_loads_and_searches_without_accents(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_territoires")

    assert capsys.readouterr().out == "Territoires : 36351 ajoutés, 0 corrigés, 0 inchangés.\n"
    assert Territoire.objects.filter(parent__isnull=True).count() == 26
    found = Territoire.objects.search_name("saint étienne du rouvray")
    assert [territoire.code for territoire in found] == ["76575"]
