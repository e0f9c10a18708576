"""The map of the NEC locaux, drawn and told in words."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nec_locaux import counters
from nec_locaux.cartography import MAX_EVENTS, Map, atlas, build_map
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.pins import MAX_PINS
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import NecLocalPageFactory, TerritoireFactory, ThematiqueFactory
from tests.reading import add_thematiques, count_queries, read, text, texts, titles

pytestmark = pytest.mark.usefixtures("today")

AddEvent = Callable[..., NecLocalPage]


@pytest.fixture
def add(index: NecLocauxIndexPage) -> AddEvent:
    """Add an event to come, at a latitude and longitude where `at` gives them."""

    def make(title: str, at: tuple[float, float] | None = None, **fields: Any) -> NecLocalPage:
        place = {"latitude": f"{at[0]:.4f}", "longitude": f"{at[1]:.4f}"} if at else {}
        event: NecLocalPage = NecLocalPageFactory(
            parent=index, **{"title": title, "start_date": date(2024, 10, 3), **place, **fields}
        )
        return event

    return make


def drawn(index: NecLocauxIndexPage, **parameters: str) -> Map:
    filters = NecLocalFilters.read(parameters)
    return build_map(index, filters.apply_to_coming(index.events), filters)


def map_url(index: NecLocauxIndexPage) -> str:
    return index.subpage_url("map")


def pins(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    """Label, name and address of each pin."""
    return [(text(link.find("text")), text(link.title), str(link["href"])) for link in soup.select(".map-pins a")]


def area(soup: BeautifulSoup, code: str) -> Tag:
    path = soup.find(id=f"lignes-{code}")
    assert path is not None
    assert path.parent is not None
    return path.parent


def row(soup: BeautifulSoup, name: str) -> list[Tag]:
    """The cells of a territoire in the table."""
    found = [line for line in soup.select(".map-table tbody tr") if text(line.th) == name]
    assert len(found) == 1
    return found[0].select("th, td")


# The whole page


def test_an_empty_map_shows_france_and_says_so(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, map_url(index))

    assert titles(soup) == ["h1 Carte des NEC locaux", "h2 Aucun rendez-vous n’est annoncé pour le moment"]
    assert len(soup.select(".map-drawing .map-lines a")) == 13
    assert texts(soup, ".map-insets > li > a") == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    assert pins(soup) == []
    assert texts(soup, ".map-legend li") == ["aucun NEC", "1", "2", "3 ou plus"]
    assert len(soup.select(".map-table tbody tr")) == 18


def test_filters_that_keep_nothing_lead_to_what_is_near(
    client: Client, index: NecLocauxIndexPage, add: AddEvent
) -> None:
    add("NEC Metz", (49.12, 6.18))

    soup = read(client, f"{map_url(index)}?q=introuvable")

    assert titles(soup)[1] == "h2 Aucun rendez-vous ne répond à ces filtres"
    assert pins(soup) == []
    assert texts(soup, ".calendar-empty a") == ["NEC Metz"]


def test_the_map_is_one_of_the_views(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, map_url(index))

    assert texts(soup, ".calendar-views [aria-current=page]") == ["Carte"]
    assert len(soup.select("form.filters")) == 1
    assert text(soup.title).startswith("Carte des NEC locaux")


def test_nothing_is_styled_in_the_page(client: Client, index: NecLocauxIndexPage, add: AddEvent) -> None:
    add("NEC Metz", (49.12, 6.18))

    html = client.get(map_url(index)).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]*(?:application/ld\+json|src=))", html) == []


def test_the_source_of_the_shapes_is_credited(client: Client, index: NecLocauxIndexPage) -> None:
    assert "Contours : DSFR Chart 2.0.4, DINUM, licence MIT." in texts(read(client, map_url(index)), ".map-note")


# Pins


def test_a_pin_leads_to_its_event_and_is_named_after_it(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, metz: Territoire
) -> None:
    event = add("NEC Metz", territoires=[metz])
    add_thematiques(event, ThematiqueFactory(colour="mediation"), ThematiqueFactory(colour="communs"))

    soup = read(client, map_url(index))

    assert pins(soup) == [("3 oct.", "NEC Metz, 3 octobre 2024", event.url)]
    assert [link["data-t"] for link in soup.select(".map-pins a")] == ["mediation"]
    assert [(pin["x"], pin["y"]) for pin in soup.select(".map-pins > svg")] == [("71.9%", "20.1%")]
    assert texts(soup, ".map-events a") == ["NEC Metz, 3 octobre 2024"]


def test_the_place_comes_before_the_centre_of_the_territoire(
    index: NecLocauxIndexPage, add: AddEvent, metz: Territoire
) -> None:
    add("au lieu", (43.6, 1.44), territoires=[metz])
    add("au centre", None, territoires=[metz])
    half = add("sans longitude", None, territoires=[metz])
    NecLocalPage.objects.filter(pk=half.pk).update(latitude="43.6")

    placed = {event.page.title: pin.pin.spot for pin in drawn(index).pins for event in pin.events}

    assert placed["au centre"] == placed["sans longitude"]
    assert placed["au lieu"].y > placed["au centre"].y


@pytest.mark.parametrize(
    ("fields", "label", "name"),
    [
        ({"start_date": date(2024, 11, 1)}, "1er nov.", "NEC, 1er novembre 2024"),
        (
            {"start_date": date(2024, 11, 19), "end_date": date(2024, 11, 20)},
            "19 nov.",
            "NEC, 19 et 20 novembre 2024",
        ),
        (
            {"start_date": date(2024, 11, 1), "date_precision": DatePrecision.MONTH},
            "nov. 2024",
            "NEC, novembre 2024",
        ),
        ({"start_date": date(2025, 1, 1), "date_precision": DatePrecision.YEAR}, "2025", "NEC, 2025"),
        ({"status": Status.CANCELLED}, "Annulé", "Annulé : NEC, 3 octobre 2024"),
        ({"status": Status.POSTPONED}, "Reporté", "Reporté : NEC, 3 octobre 2024"),
    ],
)
def test_a_label_says_what_is_known(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, fields: dict[str, Any], label: str, name: str
) -> None:
    add("NEC", (47, 2), **fields)

    soup = read(client, map_url(index))

    assert [(pin_label, pin_name) for pin_label, pin_name, _ in pins(soup)] == [(label, name)]
    assert texts(soup, ".map-events a") == [name]


def test_what_is_called_off_has_no_paper(client: Client, index: NecLocauxIndexPage, add: AddEvent) -> None:
    add_thematiques(add("NEC", (47, 2), status=Status.CANCELLED), ThematiqueFactory(colour="communs"))

    assert [link["data-t"] for link in read(client, map_url(index)).select(".map-pins a")] == [""]


def test_events_at_one_place_share_a_pin_that_leads_to_their_list(
    client: Client, index: NecLocauxIndexPage, add: AddEvent
) -> None:
    later = add("NEC Nancy", (49.1, 6.2), start_date=date(2024, 12, 1), status=Status.CANCELLED)
    first = add("NEC Metz", (49.12, 6.18))

    soup = read(client, map_url(index))

    address = f"{map_url(index)}#epingle-{first.pk}"
    assert pins(soup) == [
        ("2 dates", "2 dates : NEC Metz, 3 octobre 2024 ; Annulé : NEC Nancy, 1er décembre 2024", address)
    ]
    group = soup.select_one(f"#epingle-{first.pk}")
    assert group is not None
    assert [link["href"] for link in group.select("a")] == [first.url, later.url]


def test_a_crowded_pin_names_the_first_events(index: NecLocauxIndexPage, add: AddEvent) -> None:
    for day in range(1, 10):
        add(f"NEC {day}", (47, 2), start_date=date(2024, 11, day))

    (pin,) = drawn(index).pins

    assert pin.text == "9 dates"
    assert pin.name.count("novembre") == 6
    assert pin.name.endswith("; 3 autres")


def test_overseas_events_stand_in_their_vignette(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, reunion: Territoire
) -> None:
    add("NEC 974", territoires=[reunion])

    soup = read(client, map_url(index))

    vignette = soup.select(".map-insets > li")[3]
    assert texts(vignette, "text") == ["3 oct."]
    assert vignette.select(".map-point") == []
    assert texts(soup, ".map-drawing text") == []
    assert texts(soup, ".map-events a") == ["NEC 974, 3 octobre 2024"]


def test_an_event_out_of_the_map_is_told_in_words(client: Client, index: NecLocauxIndexPage, add: AddEvent) -> None:
    noumea = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code="988", name="Nouvelle-Calédonie")
    add("NEC Nouméa", (-22.27, 166.44), territoires=[noumea])
    add("NEC ESS")

    soup = read(client, map_url(index))

    assert pins(soup) == []
    assert titles(soup)[1:] == ["h2 2 rendez-vous à venir", "h3 Sans place sur cette carte"]
    assert texts(soup, ".map-events a") == ["NEC ESS, 3 octobre 2024", "NEC Nouméa, 3 octobre 2024"]
    assert "Aussi outre-mer : Nouvelle-Calédonie." in texts(soup, ".map-note")
    assert texts(soup, ".map-table tbody tr:last-child :is(th, td)") == ["Nouvelle-Calédonie", "0", "1 rendez-vous"]


@given(st.floats(-90, 90), st.floats(-180, 180))
@example(90.0, 180.0)
@example(-90.0, -180.0)
@example(48.85, 2.35)
@example(-21.1, 55.5)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_any_place_on_earth_is_on_the_map_or_in_the_words(latitude: float, longitude: float) -> None:
    france, insets = atlas().france, atlas().insets
    places = [france.locate((latitude, longitude)), *(item.locate((latitude, longitude)) for item in insets.values())]

    inside = [place for place in places if place]

    assert len(inside) <= 1
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in inside)
    if not (40 < latitude < 52 and -7 < longitude < 12):
        assert places[0] is None


# Territoires


def test_the_map_leads_to_the_same_in_a_table(client: Client, index: NecLocauxIndexPage, grand_est: Territoire) -> None:
    soup = read(client, f"{index.url}?region=44")

    links = [link["href"] for link in soup.select(".map-note a") if text(link) == "Lire la carte en tableau"]
    assert links == [f"{map_url(index)}?region=44#tableau"]
    assert len(read(client, map_url(index)).select("#tableau table")) == 1


def test_lines_grow_thicker_with_the_events_held(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, grand_est: Territoire, metz: Territoire
) -> None:
    weights = []
    for year in (None, 2019, 2020, 2021, 2022):
        if year:
            add(f"NEC {year}", territoires=[metz], start_date=date(year, 5, 1))
            counters.clear_counters()
        weights.append(area(read(client, map_url(index)), "44")["class"])

    assert weights == [["weight-0"], ["weight-1"], ["weight-2"], ["weight-3"], ["weight-3"]]


def test_a_region_filters_the_map_and_keeps_the_other_filters(
    client: Client, index: NecLocauxIndexPage, grand_est: Territoire
) -> None:
    soup = read(client, f"{map_url(index)}?q=metz&departement=99")

    link = area(soup, "44")
    assert link["href"] == "?q=metz&region=44"
    assert link["tabindex"] == "-1"
    assert link.find_parent(attrs={"aria-hidden": "true"}) is not None
    name, *_ = row(soup, "Grand Est")
    assert name.a is not None
    assert name.a["href"] == "?q=metz&region=44"


def test_the_table_says_what_lines_and_pins_say(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, metz: Territoire
) -> None:
    add("NEC tenu", territoires=[metz], start_date=date(2023, 5, 1))
    add("NEC à venir", territoires=[metz])
    add("NEC annulé", territoires=[metz], start_date=date(2022, 5, 1), status=Status.CANCELLED)
    counters.clear_counters()

    soup = read(client, map_url(index))

    _, held, found = row(soup, "Grand Est")
    assert [text(held), text(found)] == ["1 NEC tenu", "1 rendez-vous"]
    assert [link["href"] for link in (*held.select("a"), *found.select("a"))] == [
        f"{index.subpage_url('past')}?region=44",
        f"{index.url}?region=44",
    ]
    assert text(area(soup, "44").title) == "Grand Est : 1 NEC tenu, 1 à venir"
    assert [text(cell) for cell in row(soup, "Bretagne")] == ["Bretagne", "0", "0"]
    assert text(area(soup, "53").title) == "Bretagne : aucun NEC tenu"
    assert texts(soup, ".map-legend li")[0] == "aucun NEC depuis 2022"


def test_a_chosen_region_shows_its_departements(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, metz: Territoire, grand_est: Territoire
) -> None:
    add("NEC tenu", territoires=[metz], start_date=date(2023, 5, 1))
    add("NEC Metz", territoires=[metz])
    add("NEC Toulouse", (43.6, 1.44), territoires=[grand_est])
    counters.clear_counters()

    soup = read(client, f"{map_url(index)}?region=44")

    assert len(soup.select(".map-drawing .map-lines a")) == 10
    assert area(soup, "57")["href"] == "?region=44&departement=57"
    assert area(soup, "57")["class"] == ["weight-1"]
    assert soup.select(".map-insets") == []
    assert [(text(link), link["href"]) for link in soup.select(".map-region a")] == [("Voir toute la France", "?")]
    assert [name for _, name, _ in pins(soup)] == ["NEC Metz, 3 octobre 2024"]
    assert texts(soup, ".map-events a") == ["NEC Metz, 3 octobre 2024", "NEC Toulouse, 3 octobre 2024"]
    assert texts(soup, ".map-table caption") == ["Grand Est, par département"]
    assert [text(cell) for cell in row(soup, "Moselle (57)")] == ["Moselle (57)", "1 NEC tenu", "1 rendez-vous"]


def test_a_chosen_departement_stands_out_in_its_region(
    client: Client, index: NecLocauxIndexPage, moselle: Territoire
) -> None:
    soup = read(client, f"{map_url(index)}?departement=57")

    assert [link["href"] for link in soup.select(".map-lines a.is-current")] == ["?region=44&departement=57"]
    assert texts(soup, ".map-table [aria-current]") == ["Moselle (57)"]


def test_a_chosen_island_is_shown_in_full(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, reunion: Territoire
) -> None:
    add("NEC 974", territoires=[reunion])

    soup = read(client, f"{map_url(index)}?region=974")

    assert [link["href"] for link in soup.select(".map-drawing .map-lines a")] == ["?region=974&departement=974"]
    assert len(soup.select(".map-point")) == 1
    assert texts(soup, ".map-table caption") == ["La Réunion"]


def test_a_region_without_a_shape_leaves_france(client: Client, index: NecLocauxIndexPage, add: AddEvent) -> None:
    noumea = TerritoireFactory(kind=TerritoireKind.OUTRE_MER, code="988", name="Nouvelle-Calédonie")
    add("NEC Nouméa", territoires=[noumea])

    soup = read(client, f"{map_url(index)}?region=988")

    assert len(soup.select(".map-drawing .map-lines a")) == 13
    assert texts(soup, ".map-events a") == ["NEC Nouméa, 3 octobre 2024"]


def test_a_period_may_show_what_is_over(client: Client, index: NecLocauxIndexPage, add: AddEvent) -> None:
    add("NEC Metz", (49.12, 6.18), start_date=date(2023, 10, 3))

    soup = read(client, f"{map_url(index)}?debut=2023-01-01&fin=2023-12-31")

    assert [name for _, name, _ in pins(soup)] == ["NEC Metz, 3 octobre 2023"]
    assert titles(soup)[1] == "h2 1 rendez-vous sur cette période"
    assert texts(soup, ".map-table thead th") == ["Région", "Déjà tenus", "Sur la période"]


@pytest.mark.parametrize(
    "query", ["region=", "region=%00"[:7], "region=zz&departement=zz", "region=44'", "departement=2A&region=44&page=x"]
)
def test_junk_in_the_address_leaves_a_map(client: Client, index: NecLocauxIndexPage, query: str) -> None:
    assert client.get(f"{map_url(index)}?{query}").status_code == 200


# Cost


def test_the_map_costs_two_queries_beside_the_counters(
    index: NecLocauxIndexPage, add: AddEvent, metz: Territoire
) -> None:
    for number in range(12):
        add_thematiques(add(f"NEC {number}", territoires=[metz]), ThematiqueFactory())
    filters = NecLocalFilters.read({})
    # Warm: the counters, and the addresses of the site.
    counters.totals(index)
    assert index.url

    with CaptureQueriesContext(connection) as queries:
        made = build_map(index, filters.apply_to_coming(index.events), filters)
        assert [pin.url for pin in made.all_pins]
        assert [event.name for event in made.pins[0].events]
        assert made.pins[0].colour == "donnees"

    assert len(queries) == 2


def test_the_page_costs_the_same_for_few_and_many(
    client: Client, index: NecLocauxIndexPage, add: AddEvent, metz: Territoire
) -> None:
    add("NEC Metz", territoires=[metz])
    few = count_queries(client, map_url(index))
    for number in range(30):
        add(f"NEC {number}", (44 + number / 10, number / 10))

    assert count_queries(client, map_url(index)) == few
    assert few <= 15


def test_many_events_leave_a_light_map_and_are_told_by_their_number(
    client: Client, index: NecLocauxIndexPage, add: AddEvent
) -> None:
    for number in range(MAX_EVENTS + 12):
        add(f"NEC numéro {number}", (43.5 + number % 9 * 0.7, -0.5 + number // 9 * 0.9))

    response = client.get(map_url(index))
    soup = BeautifulSoup(response.content, "html.parser")

    assert 10 <= len(pins(soup)) <= MAX_PINS
    told = texts(soup, ".map-events a")
    found = re.search(r"Voir dans la liste (\d+) autres rendez-vous, plus lointains", text(soup.figcaption))
    assert found is not None
    assert len(told) + int(found[1]) == MAX_EVENTS + 12
    assert titles(soup)[1] == f"h2 {MAX_EVENTS + 12} rendez-vous à venir"
    assert len(gzip.compress(response.content)) < 40_000
    assert len(gzip.compress(str(soup.figure).encode())) < 10_000
