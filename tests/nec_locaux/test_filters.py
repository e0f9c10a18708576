"""The filters of the calendar: what each keeps, together and alone, and what junk they survive."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from nec_locaux.enums import Audience, DatePrecision, Nature, Status
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocauxIndexPage
from socle.enums import Papier, TerritoireKind, ThematiqueFamily
from socle.models import Territoire, Thematique
from tests.factories import NecLocalPageFactory, TerritoireFactory, ThematiqueFactory
from tests.reading import add_thematiques

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def france(grand_est: Territoire, moselle: Territoire, metz: Territoire, reunion: Territoire) -> dict[str, Territoire]:
    """A few places of each nature, by name; a région and a département share the code 76."""
    occitanie = TerritoireFactory(kind=TerritoireKind.REGION, code="76", name="Occitanie")
    normandie = TerritoireFactory(kind=TerritoireKind.REGION, code="28", name="Normandie")
    maritime = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="76", name="Seine-Maritime", parent=normandie)
    places: list[Territoire] = [
        *(grand_est, occitanie, normandie, moselle, maritime, reunion, metz),
        TerritoireFactory(kind=TerritoireKind.EPCI, code="200", name="Metz Métropole", parent=moselle),
        TerritoireFactory(kind=TerritoireKind.COMMUNE, code="97411", name="Saint-Denis", parent=reunion),
        TerritoireFactory(kind=TerritoireKind.PROJET, code="", name="Sud Charente"),
    ]
    return {place.name: place for place in places}


@pytest.fixture
def events(index: NecLocauxIndexPage, france: dict[str, Territoire]) -> NecLocauxIndexPage:
    """The calendar with one event for each thing that a filter may ask for."""

    def add(title: str, *names: str, **fields: object) -> object:
        places = [france[name] for name in names]
        return NecLocalPageFactory(
            parent=index, title=title, territoires=places, **{"start_date": date(2024, 10, 3)} | fields
        )

    add("à Metz", "Metz", organisers="Ville de L’Isle-Adam", status=Status.OPEN, audience=Audience.BOTH)
    add("à la métropole", "Metz Métropole", audience=Audience.PROFESSIONALS)
    add("en Moselle", "Moselle", audience=Audience.PUBLIC)
    add("en Occitanie", "Occitanie", status=Status.CANCELLED)
    add("en Seine-Maritime", "Seine-Maritime", place="Salle à 100 %, Rouen")
    add("à Saint-Denis", "Saint-Denis", start_date=date(2024, 11, 19), end_date=date(2024, 11, 20))
    add("à La Réunion", "La Réunion", start_date=date(2023, 3, 1), date_precision=DatePrecision.MONTH)
    add("au sud", "Sud Charente", "Metz", start_date=date(2022, 1, 1), date_precision=DatePrecision.YEAR)
    add("nulle part")
    return index


@pytest.fixture
def thematiques(events: NecLocauxIndexPage) -> list[Thematique]:
    """Three, the last tied to the first; each borne by an event, and one event bears two."""
    ethique = ThematiqueFactory(title="Éthique", slug="ethique", colour=Papier.ETHIQUE)
    donnees = ThematiqueFactory(title="Données", slug="donnees")
    fine = ThematiqueFactory(title="Attention", slug="attention", family=ThematiqueFamily.NEC_LOCAUX)
    fine.parents.add(ethique)
    pages = {page.title: page for page in events.events}
    add_thematiques(pages["à Metz"], ethique, donnees)
    add_thematiques(pages["en Moselle"], donnees)
    add_thematiques(pages["nulle part"], fine)
    return [ethique, donnees, fine]


def read(query: str) -> NecLocalFilters:
    return NecLocalFilters.read(QueryDict(query))


def kept(page: NecLocauxIndexPage, query: str) -> set[str]:
    return set(read(query).apply(page.events).values_list("title", flat=True))


ALL = {
    *("à Metz", "à la métropole", "en Moselle", "en Occitanie", "en Seine-Maritime"),
    *("à Saint-Denis", "à La Réunion", "au sud", "nulle part"),
}


def test_each_filter_keeps_what_answers_it(events: NecLocauxIndexPage) -> None:
    expected = {
        "": ALL,
        "q=metz": {"à Metz", "à la métropole", "au sud"},
        "q=METZ+métropole": {"à la métropole"},
        "q=grand+est": {"à Metz", "à la métropole", "en Moselle", "au sud"},
        "q=isle+adam": {"à Metz"},
        "q=l'isle-adam,": {"à Metz"},
        "q=%25+,": ALL,
        "q=m%25tz": set(),
        "q=1%250": set(),
        "q=100": {"en Seine-Maritime"},
        "q=rouen": {"en Seine-Maritime"},
        "region=44": {"à Metz", "à la métropole", "en Moselle", "au sud"},
        "region=76": {"en Occitanie"},
        "region=974": {"à Saint-Denis", "à La Réunion"},
        "departement=76": {"en Seine-Maritime"},
        "departement=57": {"à Metz", "à la métropole", "en Moselle", "au sud"},
        "departement=974": {"à Saint-Denis", "à La Réunion"},
        "region=44&departement=76": set(),
        "region=28&departement=76": {"en Seine-Maritime"},
        "nature=collectivite": {"à Metz", "à la métropole", "à Saint-Denis", "au sud"},
        "nature=projet": {"au sud"},
        "nature=departement": {"en Moselle", "en Seine-Maritime"},
        "nature=region": {"en Occitanie"},
        "nature=outre_mer": {"à La Réunion"},
        "nature=aucun": {"nulle part"},
        "etat=inscriptions": {"à Metz"},
        "etat=annule": {"en Occitanie"},
        "public=professionnels": {"à Metz", "à la métropole"},
        "public=grand_public": {"à Metz", "en Moselle"},
        "q=metz&public=professionnels&nature=collectivite&region=44": {"à Metz", "à la métropole"},
    }

    assert {query: kept(events, query) for query in expected} == expected


def test_a_period_keeps_what_may_happen_in_it(events: NecLocauxIndexPage) -> None:
    expected = {
        # Three days around two: a day at either end is enough.
        "debut=2024-11-20&fin=2024-11-22": {"à Saint-Denis"},
        "debut=2024-11-17&fin=2024-11-19": {"à Saint-Denis"},
        "debut=2024-11-21": set(),
        "debut=2024-11-18&fin=2024-11-18": set(),
        # A month or a year is kept by each of its days, and by no other.
        "debut=2023-03-31&fin=2023-03-31": {"à La Réunion"},
        "debut=2023-04-01&fin=2023-04-30": set(),
        "debut=2023-02-01&fin=2023-02-28": set(),
        "debut=2022-12-31&fin=2022-12-31": {"au sud"},
        "debut=2021-12-31&fin=2021-12-31": set(),
        # One end is enough, and two in the wrong order are put right.
        "fin=2023-12-31": {"à La Réunion", "au sud"},
        "debut=2023-12-31&fin=2022-06-01": {"à La Réunion", "au sud"},
        # What is no date is no filter.
        "debut=hier&fin=2023-12-31": {"à La Réunion", "au sud"},
        "debut=2023-02-30": ALL,
        "debut=0001-01-01&fin=9999-12-31": ALL,
    }

    assert {query: kept(events, query) for query in expected} == expected


@pytest.mark.parametrize("code", ["986", "987"])
def test_a_period_counts_the_days_of_the_place(index: NecLocauxIndexPage, code: str) -> None:
    """Wallis is twelve hours ahead of UTC and Tahiti ten behind: a day is the same day in both."""
    island = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code=code)
    NecLocalPageFactory(parent=index, title="NEC", start_date=date(2024, 12, 31), territoires=[island])

    found = {day: kept(index, f"debut={day}&fin={day}") for day in ("2024-12-30", "2024-12-31", "2025-01-01")}

    assert found == {"2024-12-30": set(), "2024-12-31": {"NEC"}, "2025-01-01": set()}


def test_any_of_the_thematiques_is_enough(events: NecLocauxIndexPage, thematiques: list[Thematique]) -> None:
    expected = {
        "thematique=donnees": {"à Metz", "en Moselle"},
        "thematique=attention": {"nulle part"},
        "thematique=ethique": {"à Metz", "nulle part"},
        "thematique=donnees&thematique=attention": {"à Metz", "en Moselle", "nulle part"},
        "thematique=donnees&departement=57&public=grand_public": {"à Metz", "en Moselle"},
        "thematique=zzz": ALL,
    }

    assert {query: kept(events, query) for query in expected} == expected


def test_an_event_is_kept_once(events: NecLocauxIndexPage, thematiques: list[Thematique]) -> None:
    found = read("q=metz&departement=57&thematique=ethique&thematique=donnees").apply(events.events)

    assert [page.title for page in found] == ["à Metz"]


def test_a_link_of_the_official_list_keeps_one_territoire(
    events: NecLocauxIndexPage, france: dict[str, Territoire]
) -> None:
    metz = read(f"territoire={france['Metz'].pk}")

    assert set(metz.apply(events.events).values_list("title", flat=True)) == {"à Metz", "au sud"}
    assert [item.label for item in metz.active] == ["Metz"]
    assert metz.querystring == f"territoire={france['Metz'].pk}"
    assert f'<input type="hidden" name="territoire" value="{france["Metz"].pk}"' in str(metz["territoire"])
    assert kept(events, "territoire=99999999999999999999") == ALL


def test_the_default_list_is_what_is_to_come(events: NecLocauxIndexPage) -> None:
    def titles(query: str) -> Iterable[str]:
        return list(read(query).apply_to_coming(events.events).values_list("title", flat=True))

    assert titles("region=974") == ["à Saint-Denis"]
    assert titles("region=974&debut=2020-01-01") == ["à La Réunion", "à Saint-Denis"]
    assert titles("fin=2023-12-31") == ["à La Réunion", "au sud"][::-1]


def test_what_the_address_says_wrong_is_gone_from_the_form(
    events: NecLocauxIndexPage, thematiques: list[Thematique]
) -> None:
    filters = read(
        "q=++metz%20&debut=2024-12-01&fin=2024-10-01&region=zz&departement=57&nature=aucun&etat=perdu"
        "&public=grand_public&thematique=donnees&thematique=x&thematique=donnees&territoire=-1&utm=1&page=3"
    )

    assert filters.querystring == (
        "q=metz&departement=57&nature=aucun&debut=2024-10-01&fin=2024-12-01&public=grand_public&thematique=donnees"
    )
    assert [(item.name, item.value, item.label) for item in filters.active] == [
        ("q", None, "« metz »"),
        ("departement", None, "Moselle"),
        ("nature", None, "Sans territoire unique"),
        ("debut", None, "À partir du 1er\u00a0octobre 2024"),
        ("fin", None, "Jusqu’au 1er\u00a0décembre 2024"),
        ("public", None, "Grand public"),
        ("thematique", "donnees", "Données"),
    ]
    assert filters.has_period
    assert not filters.errors
    assert 'value="2024-10-01"' in str(filters["debut"])


def test_nothing_asked_is_nothing_kept(db: None) -> None:
    filters = read("utm_source=x&region=&q=+&thematique=")

    assert filters.is_empty
    assert (filters.querystring, filters.active, filters.has_period) == ("", [], False)


def test_only_the_thematiques_of_today_are_offered_and_those_chosen(
    events: NecLocauxIndexPage, thematiques: list[Thematique]
) -> None:
    def offered(query: str) -> list[str]:
        return [str(option.data["value"]) for option in read(query)["thematique"].subwidgets]

    assert offered("") == ["donnees", "ethique"]
    assert sorted(offered("thematique=attention")) == ["attention", "donnees", "ethique"]


def test_places_are_those_of_the_official_code(france: dict[str, Territoire]) -> None:
    offered = read("").offered

    assert offered.regions == [
        ("", "Toute la France"),
        ("Hexagone et Corse", [("44", "Grand Est"), ("28", "Normandie"), ("76", "Occitanie")]),
        ("Outre-mer", [("974", "La Réunion")]),
    ]
    assert offered.departements == [
        ("", "Tous les départements"),
        ("974", "La Réunion (974)"),
        ("57", "Moselle (57)"),
        ("76", "Seine-Maritime (76)"),
    ]


def test_the_choices_cost_two_queries_then_none(
    france: dict[str, Territoire], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        read("region=44")
    with django_assert_num_queries(0):
        read("region=44&departement=57")


def test_the_choices_follow_the_database(
    france: dict[str, Territoire], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert read("region=99&thematique=neuve").is_empty

    with django_capture_on_commit_callbacks(execute=True):
        TerritoireFactory(kind=TerritoireKind.REGION, code="99", name="Neuve")
        ThematiqueFactory(slug="neuve")

    assert read("region=99&thematique=neuve").querystring == "region=99&thematique=neuve"

    with django_capture_on_commit_callbacks(execute=True):
        Territoire.objects.get(code="99").delete()
        Thematique.objects.get(slug="neuve").delete()

    assert read("region=99&thematique=neuve").is_empty


NAMES = [*NecLocalFilters.base_fields, "page"]
LIKELY = st.sampled_from(["44", "57", "aucun", "2024-10-03", "9999-12-31", "0001-01-01", "1", "annule", "%", "\ud7ff"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(LIKELY, st.text(max_size=300))), max_size=12))
def test_any_query_string_is_read(events: NecLocauxIndexPage, pairs: list[tuple[str, str]]) -> None:
    """Whatever the address says, it gives a list; and what was understood of it is read back the same."""
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)

    filters = NecLocalFilters.read(query)
    found = set(filters.apply(events.events).values_list("title", flat=True))
    again = read(filters.querystring)

    assert found <= ALL
    assert again.chosen == filters.chosen
    assert filters.is_empty == (not filters.active)
    assert str(filters)


@pytest.mark.parametrize("kind", TerritoireKind.values)
def test_every_kind_of_territoire_has_a_nature(kind: str) -> None:
    assert Nature.of(kind) != Nature.NONE
    assert [nature for nature in Nature if kind in nature.kinds] == [Nature.of(kind)]
