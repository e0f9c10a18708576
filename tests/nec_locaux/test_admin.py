"""The lists of NEC locaux in the admin: their columns, orders, filters, search and exports."""

from collections.abc import Iterator
from csv import DictReader
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from home.models import HomePage
from nec_locaux.enums import DatePrecision, Mode, Status
from nec_locaux.filters import clear_choices
from nec_locaux.missing import Part, lacks, missing_parts
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    StandardPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.programmes import day, session
from tests.reading import count_queries

MENU = "/admin/nec-locaux/"


@pytest.fixture
def index(home_page: HomePage) -> NecLocauxIndexPage:
    """Three events, and a plain page beside them."""
    page = NecLocauxIndexPageFactory(parent=home_page)
    metz = TerritoireFactory(code="57463", name="Metz")
    NecLocalPageFactory(parent=page, title="NEC Metz", start_date=date(2023, 10, 3), territoires=[metz])
    NecLocalPageFactory(
        parent=page,
        title="NEC Épinal",
        start_date=date(2024, 9, 19),
        end_date=date(2024, 9, 20),
        status=Status.OPEN,
        organisers="=HYPERLINK(1)",
    )
    NecLocalPageFactory(parent=page, title="NEC Lens", start_date=date(2021, 6, 1), date_precision=DatePrecision.MONTH)
    StandardPageFactory(parent=page, title="Guide")
    return page


def titles(client: Client, address: str) -> list[str]:
    """Titles of the pages listed at `address`, in order."""
    response = client.get(address)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def test_explorer_shows_every_child(admin_client: Client, index: NecLocauxIndexPage) -> None:
    address = f"/admin/pages/{index.pk}/"

    assert set(titles(admin_client, address)) == {"NEC Metz", "NEC Épinal", "NEC Lens", "Guide"}


@pytest.mark.parametrize("address", ["/admin/pages/{pk}/", MENU, "/admin/pages/usage/nec_locaux/neclocalpage/"])
def test_columns_say_when_where_and_in_what_state(
    admin_client: Client, index: NecLocauxIndexPage, address: str
) -> None:
    html = admin_client.get(address.format(pk=index.pk)).content.decode()

    for text in ("3 octobre 2023", "19 et 20 septembre 2024", "juin 2021", "Metz", "Inscriptions ouvertes"):
        assert text in html.replace("\u00a0", " ")
    assert "er juin 2021" not in html


def test_explorer_sorts_by_date(admin_client: Client, index: NecLocauxIndexPage) -> None:
    listed = titles(admin_client, f"/admin/pages/{index.pk}/?ordering=-start_date")

    assert [title for title in listed if title != "Guide"] == ["NEC Épinal", "NEC Metz", "NEC Lens"]


def test_menu_starts_with_the_latest(admin_client: Client, index: NecLocauxIndexPage) -> None:
    assert titles(admin_client, MENU) == ["NEC Épinal", "NEC Metz", "NEC Lens"]
    assert titles(admin_client, f"{MENU}?ordering=start_date") == ["NEC Lens", "NEC Metz", "NEC Épinal"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=inscriptions", ["NEC Épinal"]),
        ("status=annonce&status=inscriptions", ["NEC Épinal", "NEC Metz", "NEC Lens"]),
        ("start_date_from=2023-01-01&start_date_to=2023-12-31", ["NEC Metz"]),
        ("mode=en_ligne", []),
        ("status=n-existe-pas", ["NEC Épinal", "NEC Metz", "NEC Lens"]),
        ("start_date_from=hier", ["NEC Épinal", "NEC Metz", "NEC Lens"]),
    ],
)
def test_filters(admin_client: Client, index: NecLocauxIndexPage, query: str, expected: list[str]) -> None:
    assert titles(admin_client, f"{MENU}?{query}") == expected
    assert set(titles(admin_client, f"/admin/pages/{index.pk}/?{query}")) - {"Guide"} == set(expected)


def test_search_combines_with_filters_and_orders(admin_client: Client, index: NecLocauxIndexPage) -> None:
    for address in (MENU, f"/admin/pages/{index.pk}/"):
        assert set(titles(admin_client, f"{address}?q=nec")) == {"NEC Metz", "NEC Épinal", "NEC Lens"}
        assert titles(admin_client, f"{address}?q=nec&status=inscriptions&ordering=start_date") == ["NEC Épinal"]


@pytest.mark.parametrize("query", ['"', "nec\t", "a " * 5_000, "AND", "NEAR(", "nec*", "é'--", "\u202f"])
def test_search_takes_whatever_is_typed(admin_client: Client, index: NecLocauxIndexPage, query: str) -> None:
    for address in (MENU, f"/admin/pages/{index.pk}/", "/admin/pages/search/", "/admin/images/", "/admin/documents/"):
        assert admin_client.get(address, {"q": query}).status_code == 200


def test_list_costs_the_same_for_more_events(admin_client: Client, index: NecLocauxIndexPage) -> None:
    queries = ["", "?ordering=missing_count&missing=bilan&region=44", "?q=nec", "?export=csv"]
    addresses = [f"{address}{query}" for address in (MENU, f"/admin/pages/{index.pk}/") for query in queries]
    region = TerritoireFactory(name="Grand Est", code="44", kind=TerritoireKind.REGION)
    metz = TerritoireFactory(name="Metz", parent=TerritoireFactory(name="Moselle", parent=region))

    def add(start: date) -> None:
        page = NecLocalPageFactory(parent=index, start_date=start, territoires=[TerritoireFactory(), metz])
        page.thematique_links.create(thematique=ThematiqueFactory())
        page.save()

    def counts() -> dict[str, int]:
        return {address: count_queries(admin_client, address) for address in addresses}

    add(date(2022, 1, 1))
    few = counts()
    for number in range(1, 9):
        add(date(2022, 2, number))

    assert counts() == few


def test_csv_opens_well_in_a_spreadsheet(admin_client: Client, index: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{MENU}?export=csv")

    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"\xef\xbb\xbf")
    heading, first, second, _third = content.decode("utf-8-sig").splitlines()
    assert heading.startswith("Titre,Premier jour,Dernier jour,Précision de la date,État,Mode,Territoire")
    assert first.startswith("NEC Épinal,2024-09-19,2024-09-20,Jour connu,Inscriptions ouvertes,Sur place")
    assert ",'=HYPERLINK(1)," in first
    assert ",Metz," in second


def test_xlsx_never_computes(admin_client: Client, index: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{MENU}?export=xlsx&status=inscriptions")

    workbook = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    heads, row = list(workbook.worksheets[0].iter_rows())
    organisers = next(cell for head, cell in zip(heads, row, strict=True) if head.value == "Organisation")
    assert (organisers.value, organisers.data_type) == ("=HYPERLINK(1)", "s")


def test_one_parent_leads_straight_to_the_form(admin_client: Client, index: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{MENU}choose_parent/")

    assert response.headers["Location"] == f"/admin/pages/add/nec_locaux/neclocalpage/{index.pk}/"


# What is missing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAST, TO_COME = date(2026, 10, 1), date(2027, 3, 18)
SHEET = "https://lesbases.anct.gouv.fr/ressources/metz"
DAY = [day(session("09:00"), on=TO_COME)]
MISSING: list[tuple[dict[str, Any], str]] = [
    ({"start_date": TO_COME}, "programme"),
    ({"start_date": TO_COME, "programme": DAY}, ""),
    ({"start_date": None, "live": False}, "programme"),
    ({"start_date": TO_COME, "status": Status.CANCELLED}, ""),
    ({"start_date": TO_COME, "status": Status.POSTPONED}, ""),
    # It lasts until this evening.
    ({"start_date": date(2026, 11, 22)}, "programme"),
    ({"start_date": date(2026, 11, 21)}, "bilan, fiche Les Bases"),
    ({"start_date": date(2026, 1, 1), "date_precision": DatePrecision.YEAR}, "programme"),
    ({"start_date": date(2025, 1, 1), "date_precision": DatePrecision.YEAR}, "bilan, fiche Les Bases"),
    ({"start_date": PAST}, "bilan, fiche Les Bases"),
    ({"start_date": PAST, "participants": 0}, "fiche Les Bases"),
    ({"start_date": PAST, "bilan": [("paragraph", "<p>Fait</p>")]}, "fiche Les Bases"),
    ({"start_date": PAST, "resource_url": SHEET}, "bilan"),
    ({"start_date": PAST, "resource_url": SHEET, "budget": 14_000}, ""),
    ({"start_date": PAST, "status": Status.CANCELLED}, ""),
]


@pytest.fixture
def states(home_page: HomePage) -> Iterator[NecLocauxIndexPage]:
    """One event in each state of `MISSING`, called by its rank."""
    with time_machine.travel(NOW, tick=False):
        page = NecLocauxIndexPageFactory(parent=home_page)
        for rank, (fields, _missing) in enumerate(MISSING):
            NecLocalPageFactory(parent=page, title=f"NEC {rank:02}", **fields)
        yield page


def test_only_what_is_due_is_missing(admin_client: Client, states: NecLocauxIndexPage) -> None:
    expected = {f"NEC {rank:02}": missing for rank, (_fields, missing) in enumerate(MISSING)}

    for address in (MENU, f"/admin/pages/{states.pk}/"):
        response = admin_client.get(address)
        column = next(column for column in response.context["table"].columns.values() if column.name == "missing")
        assert {page.title: column.get_value(page) for page in response.context["object_list"]} == expected


@pytest.mark.parametrize("part", list(Part))
def test_filter_and_column_agree(admin_client: Client, states: NecLocauxIndexPage, part: Part) -> None:
    expected = {page.title for page in NecLocalPage.objects.all() if part in missing_parts(page)}

    assert expected == {page.title for page in NecLocalPage.objects.filter(lacks([part]))}
    for address in (MENU, f"/admin/pages/{states.pk}/"):
        assert set(titles(admin_client, f"{address}?missing={part}")) == expected
        assert set(titles(admin_client, f"{address}?missing={part}&q=nec")) == expected


def test_several_parts_find_those_that_lack_one(admin_client: Client, states: NecLocauxIndexPage) -> None:
    expected = {f"NEC {rank:02}" for rank, (_fields, missing) in enumerate(MISSING) if missing}

    assert set(titles(admin_client, f"{MENU}?missing=programme&missing=bilan&missing=fiche")) == expected


def test_what_lacks_most_comes_last(admin_client: Client, states: NecLocauxIndexPage) -> None:
    counts = {f"NEC {rank:02}": len(missing.split(", ")) if missing else 0 for rank, (_, missing) in enumerate(MISSING)}

    for address in (MENU, f"/admin/pages/{states.pk}/"):
        listed = [counts[title] for title in titles(admin_client, f"{address}?ordering=missing_count")]
        assert listed == sorted(counts.values())
        assert titles(admin_client, f"{address}?ordering=-missing_count")[0] in {"NEC 06", "NEC 08", "NEC 09"}


# Places and thématiques


@pytest.fixture
def places(
    index: NecLocauxIndexPage, grand_est: Territoire, moselle: Territoire, reunion: Territoire
) -> dict[str, NecLocalPage]:
    """Events of a commune, a région, an overseas territory, and one that bears a thématique."""
    thionville = TerritoireFactory(name="Thionville", code="57672", parent=moselle)
    theme = ThematiqueFactory(title="Données", slug="donnees")
    finer = ThematiqueFactory(title="Données ouvertes", slug="donnees-ouvertes")
    finer.parents.add(theme)
    events = {
        "NEC Thionville": NecLocalPageFactory(parent=index, title="NEC Thionville", territoires=[thionville]),
        "NEC Grand Est": NecLocalPageFactory(parent=index, title="NEC Grand Est", territoires=[grand_est]),
        "NEC 974": NecLocalPageFactory(parent=index, title="NEC 974", territoires=[reunion], mode=Mode.ONLINE),
    }
    events["NEC 974"].thematique_links.create(thematique=finer)
    events["NEC 974"].save()
    clear_choices()
    return events


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("region=44", {"NEC Thionville", "NEC Grand Est"}),
        ("region=974", {"NEC 974"}),
        ("thematique=donnees", {"NEC 974"}),
        ("thematique=donnees-ouvertes&region=974&mode=en_ligne", {"NEC 974"}),
        ("region=44&q=thionville", {"NEC Thionville"}),
        ("region=44&thematique=donnees", set()),
    ],
)
def test_filters_on_place_and_thematique(
    admin_client: Client, places: dict[str, NecLocalPage], index: NecLocauxIndexPage, query: str, expected: set[str]
) -> None:
    for address in (MENU, f"/admin/pages/{index.pk}/"):
        assert set(titles(admin_client, f"{address}?{query}")) == expected


def test_lists_follow_places_and_states(
    admin_client: Client, places: dict[str, NecLocalPage], index: NecLocauxIndexPage
) -> None:
    for address in (MENU, f"/admin/pages/{index.pk}/"):
        by_place = [title for title in titles(admin_client, f"{address}?ordering=first_territoire") if title in places]
        assert by_place == ["NEC Grand Est", "NEC 974", "NEC Thionville"]
        assert titles(admin_client, f"{address}?ordering=-status")[0] in {"NEC Épinal", "Guide"}


JUNK = ["x", "9" * 40, "-1", "\x00", "é" * 300, "'--", "[]", "2026-02-30"]


@pytest.mark.parametrize("junk", JUNK)
def test_lists_take_whatever_the_address_says(admin_client: Client, index: NecLocauxIndexPage, junk: str) -> None:
    filters = ("missing", "status", "mode", "region", "thematique", "start_date_from", "owner")
    addresses = [f"{MENU}results/", f"/admin/pages/{index.pk}/results/"]

    answers = [admin_client.get(addresses[0], {name: junk}).status_code for name in filters]
    answers += [
        admin_client.get(address, {"ordering": junk, "p": junk, "q": "nec"}).status_code for address in addresses
    ]

    # What no page can be asked for is refused at the door.
    assert set(answers) <= {200, 400}


def test_export_says_all_that_is_known(admin_client: Client, states: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{MENU}?export=csv")

    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = {row["Titre"]: row for row in DictReader(StringIO(content))}
    assert {title: row["Ce qui manque"] for title, row in rows.items()} == {
        f"NEC {rank:02}": missing for rank, (_fields, missing) in enumerate(MISSING)
    }
    assert rows["NEC 13"]["Budget"] == "14000"
    assert rows["NEC 13"]["Fiche sur Les Bases"] == SHEET
    assert rows["NEC 02"]["Publication"] == "brouillon"
    assert rows["NEC 00"]["Adresse de la page"] == "http://localhost/nec-locaux/nec-00/"
