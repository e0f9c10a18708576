"""Territoires are found among the official names, from what people write of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from candidatures.places import MAX_SUGGESTIONS, Places, find_places
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import TerritoireFactory

pytestmark = pytest.mark.django_db


def make(kind: TerritoireKind, code: str, name: str, parent: Territoire | None = None) -> Territoire:
    territoire: Territoire = TerritoireFactory(kind=kind, code=code, name=name, parent=parent)
    return territoire


@pytest.fixture
def places() -> dict[str, Territoire]:
    """A small part of the official code, with its homonyms."""
    grand_est = make(TerritoireKind.REGION, "44", "Grand Est")
    ile_de_france = make(TerritoireKind.REGION, "11", "Île-de-France")
    occitanie = make(TerritoireKind.REGION, "76", "Occitanie")
    vosges = make(TerritoireKind.DEPARTEMENT, "88", "Vosges", grand_est)
    seine = make(TerritoireKind.DEPARTEMENT, "93", "Seine-Saint-Denis", ile_de_france)
    oise = make(TerritoireKind.DEPARTEMENT, "95", "Val-d’Oise", ile_de_france)
    paris = make(TerritoireKind.DEPARTEMENT, "75", "Paris", ile_de_france)
    gard = make(TerritoireKind.DEPARTEMENT, "30", "Gard", occitanie)
    aude = make(TerritoireKind.DEPARTEMENT, "11", "Aude", occitanie)
    reunion = make(TerritoireKind.OUTRE_MER, "974", "La Réunion")
    commune, epci = TerritoireKind.COMMUNE, TerritoireKind.EPCI
    return {
        "grand_est": grand_est,
        "vosges": vosges,
        "aude": aude,
        "reunion": reunion,
        "epinal": make(commune, "88160", "Épinal", vosges),
        "ca": make(epci, "200068757", "Communauté d’agglomération d’Epinal", vosges),
        "denis_93": make(commune, "93066", "Saint-Denis", seine),
        "denis_30": make(commune, "30247", "Saint-Denis", gard),
        "denis_974": make(commune, "97411", "Saint-Denis", reunion),
        "isle": make(commune, "95313", "L’Isle-Adam", oise),
        "paris": make(commune, "75056", "Paris", paris),
        "vitry": make(epci, "200066876", "Communauté de communes de Vitry, Champagne et Der", vosges),
        "altitude": make(epci, "242500338", "Communauté de communes Altitude 800", vosges),
        "y": make(commune, "80829", "Y", vosges),
    }


def labels(found: Places) -> list[str]:
    assert found.taken is None
    return [label for _key, label in found.labels]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Épinal", "epinal"),
        ("epinal", "epinal"),
        ("  ÉPINAL ", "epinal"),
        ("Épinal (88)", "epinal"),
        ("Épinal 88", "epinal"),
        ("Épinal (88000)", "epinal"),
        ("88000 Épinal", "epinal"),
        ("Épinal (88160)", "epinal"),
        ("Épinal, Vosges (88)", "epinal"),
        ("Épinal, Grand Est", "epinal"),
        ("Ville d’Épinal", "epinal"),
        ("vosges", "vosges"),
        ("Vosges (88)", "vosges"),
        ("Département des Vosges", "vosges"),
        ("88", "vosges"),
        ("11", "aude"),
        ("CA d'Épinal", "ca"),
        ("agglo d’Épinal", "ca"),
        ("communauté d'agglomération d'épinal", "ca"),
        ("Communauté d’agglomération d’Epinal, Vosges (88)", "ca"),
        ("200068757", "ca"),
        ("L'Isle-Adam", "isle"),
        ("l isle adam", "isle"),
        ("Isle-Adam", "isle"),
        ("Saint-Denis (93)", "denis_93"),
        ("Saint-Denis (93200)", "denis_93"),
        ("St Denis, La Réunion", "denis_974"),
        ("Saint Denis (97400)", "denis_974"),
        ("Réunion", "reunion"),
        ("Région Grand Est", "grand_est"),
        ("Ville de Paris", "paris"),
        ("Communauté de communes de Vitry, Champagne et Der", "vitry"),
        ("Communauté de communes Altitude 800", "altitude"),
        ("Y", "y"),
    ],
)
def test_what_names_one_territoire_takes_it(places: dict[str, Territoire], typed: str, name: str) -> None:
    assert find_places(typed).taken == places[name]


def test_homonyms_are_suggested_with_their_departement(places: dict[str, Territoire]) -> None:
    assert labels(find_places("saint denis")) == [
        "Saint-Denis, Gard (30)",
        "Saint-Denis, Seine-Saint-Denis (93)",
        "Saint-Denis, La Réunion (974)",
    ]


def test_a_commune_and_a_departement_of_one_name_are_told_apart(places: dict[str, Territoire]) -> None:
    assert labels(find_places("Paris")) == ["Paris (75) · Département", "Paris, Paris (75) · Commune"]


@pytest.mark.parametrize("typed", ["Isle", "Épinal (75)", "88160", "CC Altitude 800"])
def test_a_part_of_a_name_a_wrong_departement_and_a_bare_code_are_suggested_and_never_taken(
    places: dict[str, Territoire], typed: str
) -> None:
    found = find_places(typed)
    assert found.taken is None
    assert found.suggestions[0] in {places["isle"], places["epinal"], places["altitude"]}


@pytest.mark.parametrize("typed", ["", " ", "Atlantide", "88000", "%", "_", "' OR 1=1 --", "()", ",", "🙂" * 300])
def test_what_names_nothing_gives_nothing(places: dict[str, Territoire], typed: str) -> None:
    assert find_places(typed) == Places()


def test_more_answers_than_one_reads_are_said_to_be_too_many() -> None:
    for number in range(MAX_SUGGESTIONS + 1):
        make(TerritoireKind.COMMUNE, f"{number:05d}", f"Saint-Nom {number}ter")
    assert find_places("saint nom") == Places(is_too_wide=True)


def test_a_name_beside_many_that_hold_it_is_taken() -> None:
    for number in range(100):
        make(TerritoireKind.COMMUNE, f"{number:05d}", f"Nom-sur-Eau {number}ter")
    nom = make(TerritoireKind.COMMUNE, "99999", "Nom")
    assert find_places("Nom").taken == nom


@pytest.mark.parametrize("typed", ["Épinal", "Saint-Denis", "Épinal (75)", "Atlantide (88)"])
def test_a_search_and_its_labels_take_two_queries_at_most(
    places: dict[str, Territoire], typed: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        find_places(typed).labels  # noqa: B018 (reading them is what is counted)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(["saint", ",", "(88)", "ca", "97", "2A", "d'", "l’", "-", "région"]), max_size=30).map(
            " ".join
        ),
    )
)
def test_no_text_breaks_the_search(places: dict[str, Territoire], typed: str) -> None:
    found = find_places(typed)
    assert len(found.suggestions) <= MAX_SUGGESTIONS
    assert not (found.taken and found.suggestions)
