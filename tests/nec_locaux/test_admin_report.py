"""The report « NEC locaux à relancer »: who is in it, who reads it, its filters and its exports."""

from collections.abc import Iterator
from csv import DictReader
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from home.models import HomePage
from nec_locaux.enums import PartnerRole, Status
from nec_locaux.filters import clear_choices
from nec_locaux.models import NecLocauxIndexPage
from socle.editors import find_permissions
from socle.enums import TerritoireKind
from socle.permissions import CONTRIBUTORS, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import (
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    PartenaireFactory,
    TerritoireFactory,
)
from tests.reading import count_queries

REPORT = "/admin/reports/a-relancer/"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHEET = "https://lesbases.anct.gouv.fr/ressources/metz"


@pytest.fixture
def index(home_page: HomePage) -> Iterator[NecLocauxIndexPage]:
    with time_machine.travel(NOW, tick=False):
        page = NecLocauxIndexPageFactory(parent=home_page)
        region = TerritoireFactory(name="Grand Est", code="44", kind=TerritoireKind.REGION)
        metz = TerritoireFactory(name="Metz", parent=region)
        first = NecLocalPageFactory(
            parent=page,
            title="NEC Metz",
            start_date=date(2026, 11, 19),
            end_date=date(2026, 11, 20),
            territoires=[metz],
            contact_email="nec@example.org",
            participants=12,
        )
        first.partner_links.create(partenaire=PartenaireFactory(name="Ville de Metz"), role=PartnerRole.ORGANISER)
        first.save()
        NecLocalPageFactory(parent=page, title="=NEC Lens", start_date=date(2021, 6, 1), organisers="@Lens")
        NecLocalPageFactory(parent=page, title="NEC Drôme", start_date=date(2024, 9, 19), resource_url=SHEET)
        complete = {"resource_url": SHEET, "participants": 3}
        NecLocalPageFactory(parent=page, title="Complet", start_date=date(2024, 9, 19), **complete)
        NecLocalPageFactory(parent=page, title="Annulé", start_date=date(2024, 9, 19), status=Status.CANCELLED)
        NecLocalPageFactory(parent=page, title="Reporté", start_date=date(2024, 9, 19), status=Status.POSTPONED)
        NecLocalPageFactory(parent=page, title="À venir", start_date=date(2027, 3, 18))
        NecLocalPageFactory(parent=page, title="Brouillon", start_date=date(2024, 9, 19), live=False)
        clear_choices()
        yield page


def rows(client: Client, query: str = "") -> list[tuple[str, ...]]:
    """What each row says, in order."""
    response = client.get(f"{REPORT}{query}")
    assert response.status_code == 200
    columns = response.context["table"].columns.values()
    return [tuple(str(column.get_value(page)) for column in columns) for page in response.context["object_list"]]


def titles(client: Client, query: str = "") -> list[str]:
    return [row[0] for row in rows(client, query)]


def test_events_wait_in_the_order_of_their_end(admin_client: Client, index: NecLocauxIndexPage) -> None:
    unknown_place = "Rencontre thématique, sans territoire unique"

    assert [tuple(cell.replace("\u00a0", " ") for cell in row) for row in rows(admin_client)] == [
        ("=NEC Lens", "1er juin 2021", unknown_place, "bilan, fiche Les Bases", "1999", ""),
        ("NEC Drôme", "19 septembre 2024", unknown_place, "bilan", "793", ""),
        ("NEC Metz", "19 et 20 novembre 2026", "Metz", "fiche Les Bases", "1", "nec@example.org"),
    ]


def test_rows_lead_to_the_form(admin_client: Client, index: NecLocauxIndexPage) -> None:
    html = admin_client.get(REPORT).content.decode()
    page = index.get_children().get(title="NEC Metz")

    assert f'href="/admin/pages/{page.pk}/edit/"' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?ordering=-ends_at", ["NEC Metz", "NEC Drôme", "=NEC Lens"]),
        ("?missing=bilan", ["=NEC Lens", "NEC Drôme"]),
        ("?missing=fiche", ["=NEC Lens", "NEC Metz"]),
        ("?missing=bilan&missing=fiche", ["=NEC Lens", "NEC Drôme", "NEC Metz"]),
        ("?region=44", ["NEC Metz"]),
        ("?has_contact=true", ["NEC Metz"]),
        ("?has_contact=false", ["=NEC Lens", "NEC Drôme"]),
        ("?start_date_from=2024-01-01&start_date_to=2024-12-31", ["NEC Drôme"]),
    ],
)
def test_filters_and_orders(admin_client: Client, index: NecLocauxIndexPage, query: str, expected: list[str]) -> None:
    assert titles(admin_client, query) == expected


@pytest.mark.parametrize("junk", ["x", "9" * 40, "-1", "\x00", "é" * 300, "programme", "2026-02-30"])
def test_report_takes_whatever_the_address_says(admin_client: Client, index: NecLocauxIndexPage, junk: str) -> None:
    names = ("missing", "region", "has_contact", "start_date_from", "ordering", "p", "export")

    answers = {admin_client.get(REPORT, {name: junk}).status_code for name in names}

    # What no page can be asked for is refused at the door.
    assert answers <= {200, 400}


def test_csv_opens_well_in_a_spreadsheet(admin_client: Client, index: NecLocauxIndexPage) -> None:
    content = b"".join(admin_client.get(f"{REPORT}?export=csv").streaming_content)  # type: ignore[attr-defined]

    assert content.startswith(b"\xef\xbb\xbf")
    first, _second, third = DictReader(StringIO(content.decode("utf-8-sig")))
    assert (first["Titre"], first["Organisation"]) == ("'=NEC Lens", "'@Lens")
    assert third == {
        "Titre": "NEC Metz",
        "Premier jour": "2026-11-19",
        "Dernier jour": "2026-11-20",
        "Territoire": "Metz",
        "Ce qui manque": "fiche Les Bases",
        "Jours depuis la fin": "1",
        "Adresse de contact": "nec@example.org",
        "Organisation": "Ville de Metz",
        "Adresse de la page": "http://localhost/nec-locaux/nec-metz/",
    }


def test_xlsx_never_computes(admin_client: Client, index: NecLocauxIndexPage) -> None:
    response = admin_client.get(f"{REPORT}?export=xlsx&missing=bilan")

    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [(row[0].value, row[0].data_type) for row in sheet.iter_rows(min_row=2)] == [
        ("=NEC Lens", "s"),
        ("NEC Drôme", "s"),
    ]
    assert sheet["B2"].value == date(2021, 6, 1)


@pytest.mark.parametrize("query", ["", "?export=csv", "?region=44&missing=fiche"])
def test_report_costs_the_same_for_more_events(admin_client: Client, index: NecLocauxIndexPage, query: str) -> None:
    metz = TerritoireFactory(parent=TerritoireFactory(parent=TerritoireFactory(code="44", kind=TerritoireKind.EPCI)))

    few = count_queries(admin_client, f"{REPORT}{query}")
    for day in range(1, 9):
        page = NecLocalPageFactory(parent=index, start_date=date(2022, 1, day), territoires=[metz])
        page.partner_links.create(partenaire=PartenaireFactory(), role=PartnerRole.ORGANISER)
        page.save()

    assert count_queries(admin_client, f"{REPORT}{query}") == few


# Who reads it


@pytest.mark.parametrize("group", [TEAM.name, WRITERS.name])
def test_those_who_change_pages_read_it(index: NecLocauxIndexPage, group: str) -> None:
    call_command("setup_editors", verbosity=0)
    client = log_in(member_of(group))

    assert titles(client) == ["=NEC Lens", "NEC Drôme", "NEC Metz"]
    assert REPORT in client.get("/admin/").content.decode()


def test_contributors_read_of_their_own_pages(index: NecLocauxIndexPage) -> None:
    call_command("setup_editors", verbosity=0)
    user = member_of(CONTRIBUTORS.name)
    client = log_in(user)
    page = index.get_children().get(title="NEC Drôme")
    page.owner = user
    page.save(clean=False)

    assert titles(client) == ["NEC Drôme"]
    content = b"".join(client.get(f"{REPORT}?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert b"NEC Metz" not in content


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}results/", f"{REPORT}?export=csv"])
def test_others_do_not_read_it(index: NecLocauxIndexPage, client: Client, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/admin/login/")

    group = Group.objects.create(name="Images")
    group.permissions.set(find_permissions(["wagtailadmin.access_admin"]))
    client = log_in(member_of("Images"))
    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert REPORT not in client.get("/admin/").content.decode()
