"""The lists of NEC locaux in the admin: their columns, orders, filters, search and exports."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook  # type: ignore[import-untyped]

from home.models import HomePage
from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocauxIndexPage
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    StandardPageFactory,
    TerritoireFactory,
)

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
    admin_client.get(MENU)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(MENU)
    for day in range(1, 9):
        NecLocalPageFactory(parent=index, start_date=date(2022, 1, day), territoires=[TerritoireFactory()])
    with CaptureQueriesContext(connection) as many:
        admin_client.get(MENU)

    assert len(many) == len(few)


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
    heads, row = list(workbook.active.iter_rows())
    organisers = next(cell for head, cell in zip(heads, row, strict=True) if head.value == "Organisation")
    assert (organisers.value, organisers.data_type) == ("=HYPERLINK(1)", "s")


def test_one_parent_leads_straight_to_the_form(admin_client: Client, index: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{MENU}choose_parent/")

    assert response.headers["Location"] == f"/admin/pages/add/nec_locaux/neclocalpage/{index.pk}/"
