"""The lists of the offers of formats in the admin, and the register of what was passed on to their partners."""

import uuid
from csv import DictReader
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from home.models import HomePage
from nec_locaux.enums import Audience, Format
from nec_locaux.filters import clear_choices
from nec_locaux.models import MiseEnRelation, OffreDeFormatPage, OffresDeFormatsIndexPage
from socle.permissions import CONTRIBUTORS, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import (
    OffreDeFormatPageFactory,
    OffresDeFormatsIndexPageFactory,
    PartenaireFactory,
    ThematiqueFactory,
)
from tests.reading import count_queries, queries_of

MENU = "/admin/offres-de-formats/"
REGISTER = "/admin/mises-en-relation/"


@pytest.fixture
def index(home_page: HomePage) -> OffresDeFormatsIndexPage:
    page = OffresDeFormatsIndexPageFactory(parent=home_page)
    hubikoop, elan = PartenaireFactory(name="Hubikoop"), PartenaireFactory(name="=Élan")
    workshop = OffreDeFormatPageFactory(
        parent=page,
        title="Cartographier",
        partenaire=hubikoop,
        format=Format.ATELIER,
        first_year=2023,
        contact_email="contact@example.org",
        audience=Audience.PUBLIC,
    )
    workshop.thematique_links.create(thematique=ThematiqueFactory(title="Données", slug="donnees"))
    workshop.save()
    OffreDeFormatPageFactory(
        parent=page, title="Raconter", partenaire=elan, format=Format.RETEX, first_year=2022, last_year=2023
    )
    OffreDeFormatPageFactory(parent=page, title="Débattre", partenaire=hubikoop, format=Format.FISHBOWL)
    clear_choices()
    return page


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def cells(client: Client, address: str) -> dict[str, tuple[str, ...]]:
    """What the columns of the offers say, by title."""
    context = client.get(address).context
    names = ("format", "partenaire", "years", "contact")
    columns = [column for column in context["table"].columns.values() if column.name in names]
    return {page.title: tuple(str(column.get_value(page)) for column in columns) for page in context["object_list"]}


def test_lists_say_what_is_offered(admin_client: Client, index: OffresDeFormatsIndexPage) -> None:
    expected = {
        "Cartographier": ("atelier", "Hubikoop", "depuis 2023", "Renseigné"),
        "Débattre": ("fishbowl", "Hubikoop", "", "Absent"),
        "Raconter": ("retour d’expérience", "=Élan", "de 2022 à 2023", "Absent"),
    }

    assert cells(admin_client, MENU) == cells(admin_client, f"/admin/pages/{index.pk}/") == expected
    assert titles(admin_client, MENU) == ["Cartographier", "Débattre", "Raconter"]


def test_address_of_a_partner_is_not_listed(admin_client: Client, index: OffresDeFormatsIndexPage) -> None:
    csv = b"".join(admin_client.get(f"{MENU}?export=csv").streaming_content)  # type: ignore[attr-defined]

    assert b"contact@example.org" not in csv + admin_client.get(MENU).content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("format=retex&format=fishbowl", ["Débattre", "Raconter"]),
        ("partenaire={hubikoop}", ["Cartographier", "Débattre"]),
        ("year=2022", ["Raconter"]),
        ("year=2023", ["Cartographier", "Raconter"]),
        ("audience=grand_public", ["Cartographier"]),
        ("thematique=donnees", ["Cartographier"]),
        ("has_contact=true", ["Cartographier"]),
        ("has_contact=false", ["Débattre", "Raconter"]),
        ("has_contact=false&q=racont", ["Raconter"]),
        ("partenaire=999&year=1515&format=x", ["Cartographier", "Débattre", "Raconter"]),
    ],
)
def test_filters(admin_client: Client, index: OffresDeFormatsIndexPage, query: str, expected: list[str]) -> None:
    query = query.format(hubikoop=OffreDeFormatPage.objects.get(title="Débattre").partenaire_id)

    assert titles(admin_client, f"{MENU}?{query}") == expected
    assert set(titles(admin_client, f"/admin/pages/{index.pk}/?{query}")) == set(expected)


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("partner_name", ["Raconter", "Cartographier"]),
        ("-partner_name", ["Cartographier", "Raconter"]),
        ("format", ["Cartographier", "Raconter"]),
        ("-format", ["Raconter", "Cartographier"]),
        ("first_year", ["Raconter", "Cartographier"]),
        ("-first_year", ["Cartographier", "Raconter"]),
    ],
)
def test_lists_are_put_in_order(
    admin_client: Client, index: OffresDeFormatsIndexPage, ordering: str, expected: list[str]
) -> None:
    for address in (MENU, f"/admin/pages/{index.pk}/"):
        listed = titles(admin_client, f"{address}?ordering={ordering}")
        assert [title for title in listed if title in expected] == expected


@pytest.mark.parametrize("junk", ["x", "9" * 40, "-1", "\x00", "é" * 300])
def test_lists_take_whatever_the_address_says(admin_client: Client, index: OffresDeFormatsIndexPage, junk: str) -> None:
    names = ("format", "partenaire", "year", "audience", "has_contact", "thematique", "ordering", "p")

    answers = {admin_client.get(f"{MENU}results/", {name: junk}).status_code for name in names}

    # What no page can be asked for is refused at the door.
    assert answers <= {200, 400}


def test_csv_opens_well_in_a_spreadsheet(admin_client: Client, index: OffresDeFormatsIndexPage) -> None:
    content = b"".join(admin_client.get(f"{MENU}?export=csv").streaming_content)  # type: ignore[attr-defined]

    first, _second, third = DictReader(StringIO(content.decode("utf-8-sig")))
    assert (first["Titre"], first["Type de format"], first["Thématiques"]) == ("Cartographier", "atelier", "Données")
    assert (first["Proposée depuis"], first["Contact"], third["Partenaire"]) == ("2023", "Renseigné", "'=Élan")
    assert first["Adresse de la page"] == "http://localhost/offres-de-formats/cartographier/"


@pytest.mark.parametrize("address", [MENU, f"{MENU}?export=csv", "/admin/pages/{pk}/"])
def test_lists_cost_the_same_for_more_offers(
    admin_client: Client, index: OffresDeFormatsIndexPage, address: str
) -> None:
    address = address.format(pk=index.pk)
    few = count_queries(admin_client, address)
    for _number in range(8):
        OffreDeFormatPageFactory(parent=index)

    assert queries_of(admin_client, address) == few


# The register


@pytest.fixture
def passed_on(index: OffresDeFormatsIndexPage) -> MiseEnRelation:
    """One message about each of two offers; the second is given."""
    for number, title in enumerate(("Raconter", "Cartographier")):
        with time_machine.travel(datetime(2026, 11, 20 + number, 9, 30, tzinfo=UTC), tick=False):
            row = MiseEnRelation.objects.create(offre=OffreDeFormatPage.objects.get(title=title), token=uuid.uuid4())
    return row


def client_of(group: str) -> Client:
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(group))


READ = ("", "?q=racont", "?export=csv", "?export=xlsx", "inspect/{pk}/")
WRITTEN = ("create/", "edit/{pk}/", "delete/{pk}/", "history/{pk}/", "choose_parent/")


def test_the_team_reads_it(passed_on: MiseEnRelation) -> None:
    client = client_of(TEAM.name)

    answers = [client.get(f"{REGISTER}{address}".format(pk=passed_on.pk)).status_code for address in READ]

    assert answers == [200, 200, 200, 200, 200]
    html = client.get(REGISTER).content.decode()
    assert html.index("Cartographier") < html.index("Raconter")
    assert "Hubikoop" in html
    assert f'href="{REGISTER}inspect/{passed_on.pk}/"' in html
    assert REGISTER in client.get("/admin/").content.decode()


@pytest.mark.parametrize("group", [WRITERS.name, CONTRIBUTORS.name])
def test_others_do_not_read_it(passed_on: MiseEnRelation, group: str) -> None:
    client = client_of(group)

    for address in READ:
        response = client.get(f"{REGISTER}{address}".format(pk=passed_on.pk))
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert REGISTER not in client.get("/admin/").content.decode()


def test_visitors_do_not_read_it(passed_on: MiseEnRelation, client: Client) -> None:
    for address in READ:
        response = client.get(f"{REGISTER}{address}".format(pk=passed_on.pk))
        assert response.headers["Location"].startswith("/admin/login/")


def test_nobody_changes_it(admin_client: Client, passed_on: MiseEnRelation) -> None:
    for address in WRITTEN:
        for method in (admin_client.get, admin_client.post):
            assert method(f"{REGISTER}{address}".format(pk=passed_on.pk)).status_code == 404
    assert admin_client.get(f"/admin/bulk/nec_locaux/miseenrelation/delete/?id={passed_on.pk}").status_code == 404
    html = admin_client.get(REGISTER).content.decode()
    assert not any(f"{REGISTER}{action}/" in html for action in ("create", "edit", "delete"))
    assert MiseEnRelation.objects.count() == 2


def test_row_says_what_was_kept(admin_client: Client, passed_on: MiseEnRelation) -> None:
    html = admin_client.get(f"{REGISTER}inspect/{passed_on.pk}/").content.decode()

    for text in ("Cartographier", "Hubikoop", "21 novembre 2026", str(passed_on.token)):
        assert text in html
    assert "contact@example.org" not in html


def test_register_is_searched(admin_client: Client, passed_on: MiseEnRelation) -> None:
    def found(query: str) -> list[str]:
        response = admin_client.get(REGISTER, {"q": query})
        return [row.offre.title for row in response.context["object_list"]]

    assert found("racont") == ["Raconter"]
    assert found("hubikoop") == ["Cartographier"]
    assert found("rien") == []


def test_register_is_put_in_order(admin_client: Client, passed_on: MiseEnRelation) -> None:
    def listed(order: str) -> list[str]:
        response = admin_client.get(REGISTER, {"o": order})
        return [row.offre.title for row in response.context["object_list"]]

    assert listed("") == listed("-0") == ["Cartographier", "Raconter"]
    assert listed("0") == ["Raconter", "Cartographier"]
    assert listed("2") == ["Raconter", "Cartographier"]


@pytest.mark.parametrize("junk", ["x", "9" * 40, "-1", "0", "\x00", "é" * 300, "0.1.2.3", "--", "1'"])
def test_register_takes_whatever_the_address_says(admin_client: Client, passed_on: MiseEnRelation, junk: str) -> None:
    names = (
        "q",
        "o",
        "p",
        "e",
        "export",
        "offre",
        "offre__contact_email__startswith",
        "token",
        "created_at__gte",
        "zz",
    )

    answers = {admin_client.get(REGISTER, {name: junk}).status_code for name in names}
    answers |= {admin_client.get(f"{REGISTER}inspect/{junk}/").status_code}

    # What no page can be asked for is refused at the door.
    assert answers <= {200, 400, 404}


def test_address_cannot_be_guessed_by_filters(admin_client: Client, passed_on: MiseEnRelation) -> None:
    for start in ("contact", "autre"):
        response = admin_client.get(REGISTER, {"offre__contact_email__startswith": start})
        assert len(response.context["object_list"]) == 2


def test_register_is_exported_safely(admin_client: Client, passed_on: MiseEnRelation) -> None:
    csv = b"".join(admin_client.get(f"{REGISTER}?export=csv").streaming_content)  # type: ignore[attr-defined]
    xlsx = b"".join(admin_client.get(f"{REGISTER}?export=xlsx").streaming_content)  # type: ignore[attr-defined]

    assert csv.startswith(b"\xef\xbb\xbf")
    rows = list(DictReader(StringIO(csv.decode("utf-8-sig"))))
    assert [(row["Offre"], row["Partenaire"]) for row in rows] == [
        ("Cartographier", "Hubikoop"),
        ("Raconter", "'=Élan"),
    ]
    sheet = load_workbook(BytesIO(xlsx)).worksheets[0]
    assert [(row[2].value, row[2].data_type) for row in sheet.iter_rows(min_row=2)] == [
        ("Hubikoop", "s"),
        ("=Élan", "s"),
    ]


@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_register_costs_the_same_for_more_messages(admin_client: Client, passed_on: MiseEnRelation, query: str) -> None:
    address = f"{REGISTER}{query}"
    few = count_queries(admin_client, address)
    for offre in OffreDeFormatPage.objects.all():
        MiseEnRelation.objects.create(offre=offre)

    assert queries_of(admin_client, address) == few
