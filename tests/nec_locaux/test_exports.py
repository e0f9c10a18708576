"""The open data: every cell of every file is what the database holds."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import geojson
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from nec_locaux.dataset import COLUMNS, FIELDS, Place, Source, as_text, known_date, table_schema
from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Status
from nec_locaux.exports import FORMATS, Row
from nec_locaux.models import NecLocalPage, NecLocalPartenaire, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.text import clean_text, formula_safe
from tests.factories import (
    NecLocalPageFactory,
    PartenaireFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.factories.bulk import bulk_nec_locaux
from tests.reading import add_thematiques, count_queries, read, text, texts, titles

pytestmark = pytest.mark.usefixtures("this_morning")

NAMES = [column.name for column in COLUMNS]
CONTACT = "contact@exemple.fr"


@pytest.fixture
def events(index: NecLocauxIndexPage, metz: Territoire, reunion: Territoire) -> list[NecLocalPage]:
    """One event with all there is to know, others with little, each in its own way."""
    full = NecLocalPageFactory(
        parent=index,
        title="NEC Metz, « 2e » ; édition",
        summary="Une ligne,\nune autre.",
        edition_number=2,
        status=Status.OPEN,
        status_note="Places limitées",
        start_date=date(2023, 12, 31),
        end_date=date(2024, 1, 1),
        start_time=time(9),
        end_time=time(17, 30),
        mode=Mode.HYBRID,
        audience=Audience.BOTH,
        territoires=[metz, metz.parent],
        place="Bliiida, Metz",
        address="6 bis avenue de Blida",
        latitude=Decimal("49.1193"),
        longitude=Decimal("6.1757"),
        organisers="Ville de Metz",
        registration_url="https://exemple.fr/inscription?a=1&b=2",
        registration_deadline=date(2023, 12, 1),
        capacity=250,
        contact_email=CONTACT,
        participants=1181,
        structure_count=0,
        speaker_count=60,
        workshop_count=24,
        stand_count=18,
        budget=40000,
        satisfaction=92,
        figures_source="Bilan de la ville",
        resource_url="https://lesbases.anct.gouv.fr/fiche",
    )
    full.partner_links = [
        NecLocalPartenaire(partenaire=PartenaireFactory(name="Les Bases"), role=PartnerRole.NATIONAL, sort_order=1),
        NecLocalPartenaire(partenaire=PartenaireFactory(name="Hubik | Est"), role=PartnerRole.LOCAL, sort_order=0),
    ]
    full.last_published_at = datetime(2024, 1, 15, 9, 30, tzinfo=UTC)
    add_thematiques(full, ThematiqueFactory(slug="mediation"), ThematiqueFactory(slug="ethique"))
    overseas = NecLocalPageFactory(
        parent=index, title="NEC 974", start_date=date(2024, 2, 29), territoires=[reunion], status=Status.CANCELLED
    )
    overseas.partner_links = [
        NecLocalPartenaire(partenaire=PartenaireFactory(name="Solidarnum"), role=PartnerRole.ORGANISER)
    ]
    overseas.save()
    project = TerritoireFactory(kind=TerritoireKind.PROJET, code="", name="Sud Charente")
    month = {"start_date": date(2018, 10, 1), "date_precision": DatePrecision.MONTH}
    year = {"start_date": date(2019, 1, 1), "end_date": date(2020, 1, 1), "date_precision": DatePrecision.YEAR}
    NecLocalPageFactory(parent=index, title="NEC Charente", territoires=[project], **month)
    NecLocalPageFactory(parent=index, title="NEC ESS", mode=Mode.ONLINE, summary="", **year)
    return list(NecLocalPage.objects.order_by("start_date", "pk"))


#: What each column says of a page, written again from the model.
EXPECTED: dict[str, Callable[[NecLocalPage], Any]] = {
    "identifiant": lambda page: str(page.translation_key),
    "nom": lambda page: page.title,
    "edition": lambda page: page.edition_number,
    "statut": lambda page: page.status,
    "statut_precision": lambda page: page.status_note,
    "date_debut": lambda page: known(page, page.start_date),
    "date_fin": lambda page: known(page, page.end_date or page.start_date),
    "precision_date": lambda page: page.date_precision,
    "heure_debut": lambda page: page.start_time and page.start_time.strftime("%H:%M:%S"),
    "heure_fin": lambda page: page.end_time and page.end_time.strftime("%H:%M:%S"),
    "fuseau": lambda page: page.time_zone.key,
    "mode": lambda page: page.mode,
    "publics": lambda page: page.audience,
    "presentation": lambda page: page.summary,
    "territoires": lambda page: [place.name for place in page.territoires],
    "types_territoire": lambda page: [place.kind for place in page.territoires],
    "codes_officiels": lambda page: [place.code for place in page.territoires],
    "departements": lambda page: {"NEC Metz, « 2e » ; édition": ["57"], "NEC 974": ["974"]}.get(page.title, []),
    "regions": lambda page: {"NEC Metz, « 2e » ; édition": ["44"], "NEC 974": ["04"]}.get(page.title, []),
    "lieu": lambda page: page.place,
    "adresse": lambda page: page.address,
    "latitude": lambda page: page.coordinates and page.coordinates[0],
    "longitude": lambda page: page.coordinates and page.coordinates[1],
    "origine_position": lambda page: ("lieu" if page.latitude else "territoire") if page.coordinates else None,
    "organisation": lambda page: page.organisers_label,
    "partenaires": lambda page: [
        link.partenaire.name for link in page.partner_links.order_by("sort_order") if link.role != PartnerRole.ORGANISER
    ],
    "thematiques": lambda page: [thematique.slug for thematique in page.thematiques],
    "inscription": lambda page: page.registration_url,
    "inscription_fin": lambda page: page.registration_deadline and page.registration_deadline.isoformat(),
    "places": lambda page: page.capacity,
    "participants": lambda page: page.participants,
    "structures": lambda page: page.structure_count,
    "intervenants": lambda page: page.speaker_count,
    "ateliers": lambda page: page.workshop_count,
    "stands": lambda page: page.stand_count,
    "budget": lambda page: page.budget,
    "satisfaction": lambda page: page.satisfaction,
    "source_chiffres": lambda page: page.figures_source,
    "programme_publie": lambda page: bool(page.programme),
    "bilan_publie": lambda page: page.participants is not None,
    "page": lambda page: page.full_url,
    "fiche_les_bases": lambda page: page.resource_url,
    "date_mise_a_jour": lambda page: (
        page.last_published_at and page.last_published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    ),
}


def known(page: NecLocalPage, day: date | None) -> str:
    assert day is not None
    form = {DatePrecision.DAY: "%Y-%m-%d", DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}
    return day.strftime(form[DatePrecision(page.date_precision)])


def expected(page: NecLocalPage) -> dict[str, Any]:
    """The record of a page: `None` where nothing is known."""
    values = {name: read_value(page) for name, read_value in EXPECTED.items()}
    return {name: None if value == "" else value for name, value in values.items()}


def in_a_cell(value: Any) -> Any:
    """What a list becomes in the formats that have none."""
    return "|".join(item.replace("|", "/") for item in value) or None if isinstance(value, list) else value


def in_csv(value: Any) -> str:
    value = in_a_cell(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def get(client: Client, index: NecLocauxIndexPage, file_format: str, **parameters: Any) -> bytes:
    response = client.get(f"{index.url}donnees/{file_format}/", parameters)
    assert response.status_code == 200
    return body(response)


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def read_xlsx(content: bytes) -> list[tuple[Any, ...]]:
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["NEC locaux"]
    return list(workbook["NEC locaux"].iter_rows(values_only=True))


# What the files hold


def test_the_expectations_cover_every_column() -> None:
    assert list(EXPECTED) == NAMES


def test_csv_holds_the_database(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    content = get(client, index, "csv")

    assert content.startswith(b"\xef\xbb\xbfidentifiant,nom,")
    assert read_csv(content) == [{name: in_csv(value) for name, value in expected(page).items()} for page in events]


def test_csv_ends_its_lines_as_rfc_4180_asks(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]
) -> None:
    lines = get(client, index, "csv").decode().split("\r\n")

    assert len(lines) == 1 + len(events) + 1
    assert lines[-1] == ""
    assert "\r" not in "".join(lines)


def test_json_holds_the_database(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    assert json.loads(get(client, index, "json")) == [expected(page) for page in events]


def test_geojson_holds_the_database(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    collection = geojson.loads(get(client, index, "geojson"))

    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.is_valid
    assert [feature["properties"] for feature in collection["features"]] == [expected(page) for page in events]
    assert [feature["id"] for feature in collection["features"]] == [str(page.translation_key) for page in events]
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [page.coordinates[1], page.coordinates[0]]} if page.coordinates else None
        for page in events
    ]


def test_xlsx_holds_the_database(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    header, *rows = read_xlsx(get(client, index, "xlsx"))

    assert list(header) == NAMES
    assert rows == [tuple(in_a_cell(value) for value in expected(page).values()) for page in events]


def test_what_is_known_is_as_the_facts_are(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]
) -> None:
    """A few cells in clear, so that no mistake is made twice."""
    rows = {row["nom"]: row for row in read_csv(get(client, index, "csv"))}

    assert [(row["date_debut"], row["date_fin"], row["precision_date"]) for row in rows.values()] == [
        ("2018-10", "2018-10", "month"),
        ("2019", "2020", "year"),
        ("2023-12-31", "2024-01-01", "day"),
        ("2024-02-29", "2024-02-29", "day"),
    ]
    assert rows["NEC 974"]["statut"] == "annule"
    assert rows["NEC 974"]["fuseau"] == "Indian/Reunion"
    assert rows["NEC 974"]["latitude"] == "-21.13"
    assert rows["NEC 974"]["organisation"] == "Solidarnum"
    full = rows["NEC Metz, « 2e » ; édition"]
    assert full["territoires"] == "Metz|Moselle"
    assert full["latitude"] == "49.1193"
    assert full["partenaires"] == "Hubik / Est|Les Bases"
    assert full["thematiques"] == "mediation|ethique"
    assert full["structures"] == "0"
    assert full["date_mise_a_jour"] == "2024-01-15T09:30:00Z"
    assert full["page"] == "http://localhost/nec-locaux/nec-metz-2e-edition/"


def test_no_event_gives_a_file_without_rows(client: Client, index: NecLocauxIndexPage) -> None:
    assert read_csv(get(client, index, "csv")) == []
    assert json.loads(get(client, index, "json")) == []
    assert geojson.loads(get(client, index, "geojson"))["features"] == []
    assert read_xlsx(get(client, index, "xlsx")) == [tuple(NAMES)]


# What they never hold


@pytest.mark.parametrize("file_format", ["csv", "json", "geojson"])
def test_what_is_not_public_is_in_no_file(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage], file_format: str
) -> None:
    NecLocalPageFactory(parent=index, title="NEC brouillon", live=False)
    private = NecLocalPageFactory(parent=index, title="NEC fermé")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    content = get(client, index, file_format).decode()

    assert "NEC brouillon" not in content
    assert "NEC fermé" not in content
    assert CONTACT not in content
    assert "NEC 974" in content


@pytest.mark.parametrize("title", ["=1+1", "+33 1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "#REF!"])
def test_no_text_is_a_formula(client: Client, index: NecLocauxIndexPage, title: str) -> None:
    NecLocalPageFactory(parent=index, title="NEC", slug="nec")
    NecLocalPage.objects.update(title=title, place=title)

    (row,) = read_csv(get(client, index, "csv"))
    workbook = load_workbook(io.BytesIO(get(client, index, "xlsx")))
    cell = workbook["NEC locaux"].cell(2, 1 + NAMES.index("nom"))

    prefix = "" if title.startswith("#") else "'"
    assert row["nom"] == row["lieu"] == f"{prefix}{title}"
    assert (cell.data_type, cell.value) == ("s", title)
    assert json.loads(get(client, index, "json"))[0]["nom"] == title


def test_signs_that_break_files_are_left_out(client: Client, index: NecLocauxIndexPage) -> None:
    NecLocalPageFactory(parent=index, title="NEC", slug="nec")
    NecLocalPage.objects.update(title="NEC\x07\x1b\x0b\ufffe Metz\u202e", summary="un\r\ndeux\rtrois")

    for row in (
        read_csv(get(client, index, "csv"))[0],
        json.loads(get(client, index, "json"))[0],
        dict(zip(*read_xlsx(get(client, index, "xlsx")), strict=True)),
    ):
        assert row["nom"] == "NEC Metz"
        assert row["presentation"] == "un\ndeux\ntrois"


def row_of(title: str, place: str, names: list[str], day: date, precision: str) -> Row:
    fields: dict[str, Any] = dict.fromkeys(FIELDS)
    fields |= {"title": title, "place": place, "start_date": day, "date_precision": precision, "organisers": ""}
    places = [Place(name, TerritoireKind.PROJET, "", "", "", (1.5, -2.5), "Europe/Paris") for name in names]
    source = Source(fields, "https://exemple.fr/", "Europe/Paris", places, [], [])
    return tuple(column.value(source) for column in COLUMNS)


@given(
    title=st.text(),
    place=st.text(),
    names=st.lists(st.text(), max_size=3),
    day=st.dates(min_value=date(1000, 1, 1)),
    precision=st.sampled_from(DatePrecision.values),
)
def test_any_title_place_and_date_come_back(
    title: str, place: str, names: list[str], day: date, precision: str
) -> None:
    rows = [row_of(title, place, names, day, precision)]
    files = {slug: b"".join(file_format.write(rows)) for slug, file_format in FORMATS.items()}

    record = dict(zip(NAMES, rows[0], strict=True))
    cells = {name: as_text(value) for name, value in record.items()}
    assert json.loads(files["json"]) == [record]
    (feature,) = geojson.loads(files["geojson"])["features"]
    assert feature.is_valid
    assert feature["properties"] == record
    (csv_row,) = read_csv(files["csv"])
    assert (csv_row["nom"], csv_row["lieu"]) == (formula_safe(title), formula_safe(place))
    assert csv_row["territoires"] == formula_safe(cells["territoires"])
    header, xlsx_row = read_xlsx(files["xlsx"])
    assert dict(zip(header, xlsx_row, strict=True))["nom"] == (clean_text(title) or None)
    assert (xlsx_row[NAMES.index("lieu")] or "") == cells["lieu"]
    assert day.isoformat().startswith(cells["date_debut"])
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", cells["date_debut"])


def test_known_date_of_nothing_is_nothing() -> None:
    assert known_date(None, DatePrecision.DAY) is None


# The schema


PATTERNS = {
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "boolean": "true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
    "time": r"\d{2}:\d{2}:\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "uri": r"https?://\S+",
}


def faults(field: dict[str, Any], values: list[str]) -> list[str]:
    """What Table Schema finds to say of a column."""
    constraints = field.get("constraints", {})
    given_values = [value for value in values if value != ""]
    found = []
    if constraints.get("required") and len(given_values) < len(values):
        found.append("missing")
    if constraints.get("unique") and len(set(given_values)) < len(given_values):
        found.append("not unique")
    for value in given_values:
        pattern = PATTERNS.get(field.get("format", field["type"]))
        if pattern and not re.fullmatch(pattern, value):
            found.append(f"{value} is no {field['type']}")
        if "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
            found.append(f"{value} breaks the pattern")
        if "enum" in constraints and value not in constraints["enum"]:
            found.append(f"{value} is not in the list")
        if "minimum" in constraints and float(value) < constraints["minimum"]:
            found.append(f"{value} is too small")
        if "maximum" in constraints and float(value) > constraints["maximum"]:
            found.append(f"{value} is too large")
    return found


def test_the_file_respects_its_schema(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    schema = json.loads(get(client, index, "schema"))
    rows = read_csv(get(client, index, "csv"))

    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    assert schema["primaryKey"] == "identifiant"
    for field in schema["fields"]:
        assert {field["name"]: faults(field, [row[field["name"]] for row in rows])} == {field["name"]: []}


def test_the_examples_respect_the_schema() -> None:
    for field in table_schema("")["fields"]:
        assert field["example"]
        assert {field["name"]: faults(field, [field["example"]])} == {field["name"]: []}


def test_the_schema_finds_what_is_wrong() -> None:
    """The check of the two tests above is one that can fail."""
    fields = {field["name"]: field for field in table_schema("")["fields"]}

    assert faults(fields["identifiant"], ["a", "a", ""]) == ["missing", "not unique", *["a is no string"] * 2]
    assert faults(fields["statut"], ["parti"]) == ["parti is not in the list"]
    assert faults(fields["types_territoire"], ["commune|lune"]) == ["commune|lune breaks the pattern"]
    assert faults(fields["satisfaction"], ["-1", "101"]) == ["-1 is too small", "101 is too large"]
    assert faults(fields["date_debut"], ["octobre"]) == ["octobre breaks the pattern"]


def test_the_data_package_lists_the_files(client: Client, index: NecLocauxIndexPage) -> None:
    package = json.loads(get(client, index, "datapackage"))

    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert package["homepage"] == "http://localhost/nec-locaux/donnees/"
    assert [resource["path"] for resource in package["resources"]] == [
        f"http://localhost/nec-locaux/donnees/{file_format}/" for file_format in ("csv", "xlsx", "json", "geojson")
    ]
    assert {resource["schema"] for resource in package["resources"]} == {"http://localhost/nec-locaux/donnees/schema/"}


# How they are served


@pytest.mark.parametrize(
    ("file_format", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("json", "application/json"),
        ("geojson", "application/geo+json"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_named_and_open_to_all(
    client: Client, index: NecLocauxIndexPage, file_format: str, content_type: str
) -> None:
    response = client.get(f"{index.url}donnees/{file_format}/")

    assert body(response)
    assert {
        name: response.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Access-Control-Allow-Origin",
            "Cross-Origin-Resource-Policy",
            "Cache-Control",
        )
    } == {
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="nec-locaux-2024-09-20.{file_format}"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, max-age=60, s-maxage=600",
    }


@pytest.mark.parametrize("file_format", ["zip", "csv-", "pdf", "CSV"])
def test_another_format_is_not_found(client: Client, index: NecLocauxIndexPage, file_format: str) -> None:
    assert client.get(f"{index.url}donnees/{file_format}/").status_code == 404


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_unchanged_file_is_not_sent_twice(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage], metz: Territoire, file_format: str
) -> None:
    address = f"{index.url}donnees/{file_format}/"

    def ask(etag: str) -> tuple[int, str]:
        response = client.get(address, headers={"if-none-match": etag})
        body(response)
        return response.status_code, response.headers["ETag"]

    status, etag = ask('"none"')
    assert status == 200
    assert ask(etag) == (304, etag)

    Territoire.objects.filter(pk=metz.pk).update(name="Metz-Ville")
    status, renamed = ask(etag)
    assert (status, renamed != etag) == (200, True)

    events[0].unpublish()
    status, fewer = ask(renamed)
    assert (status, fewer not in {etag, renamed}) == (200, True)


def test_a_304_leaves_the_kept_headers_as_they_are(client: Client, index: NecLocauxIndexPage) -> None:
    address = f"{index.url}donnees/csv/"
    first = client.get(address)
    body(first)

    second = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert second.status_code == 304
    assert "Content-Security-Policy" not in second.headers
    assert second.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert second.headers["Cache-Control"] == "public, max-age=60, s-maxage=600"


@pytest.mark.parametrize("file_format", ["csv", "json", "geojson", "xlsx"])
def test_the_filters_of_the_address_apply(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage], file_format: str
) -> None:
    content = get(client, index, file_format, region="44")
    titles_found = {
        "csv": lambda: [row["nom"] for row in read_csv(content)],
        "json": lambda: [row["nom"] for row in json.loads(content)],
        "geojson": lambda: [feature["properties"]["nom"] for feature in json.loads(content)["features"]],
        "xlsx": lambda: [row[1] for row in read_xlsx(content)[1:]],
    }[file_format]()

    assert titles_found == ["NEC Metz, « 2e » ; édition"]


@pytest.mark.parametrize("value", ["'", "\udc00", "9" * 4000, "2024-13-45", "=1", "🎉", "%"])
def test_junk_in_the_address_gives_a_file_and_a_page(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage], value: str
) -> None:
    value = value.encode("utf-8", "replace").decode()
    junk = dict.fromkeys(["debut", "fin", "region", "departement", "nature", "thematique", "etat", "public"], value)

    assert len(read_csv(get(client, index, "csv", **junk))) == len(events)
    assert client.get(f"{index.url}donnees/", junk).status_code == 200


@pytest.mark.parametrize("address", ["donnees/", "donnees/csv/", "donnees/json/", "donnees/geojson/", "donnees/xlsx/"])
def test_queries_are_the_same_for_few_and_many(
    client: Client, index: NecLocauxIndexPage, metz: Territoire, reunion: Territoire, address: str
) -> None:
    thematiques = ThematiqueFactory.create_batch(3)
    bulk_nec_locaux(index, 3, [metz, reunion], thematiques)
    few = count_queries(client, f"{index.url}{address}")
    bulk_nec_locaux(index, 300, [metz, reunion], thematiques)

    assert count_queries(client, f"{index.url}{address}") == few
    assert few <= 15


# The page


def test_the_page_says_what_the_data_are(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    soup = read(client, f"{index.url}donnees/")

    assert text(soup.title) == "Données ouvertes – NEC locaux – Numérique en Commun[s]"
    assert titles(soup) == [
        "h1 Données ouvertes",
        "h2 Télécharger",
        "h2 Montrer la liste sur votre site",
        "h2 Les premières lignes",
        "h2 Ce que dit chaque colonne",
        "h2 Interroger les données",
    ]
    facts = dict(zip(texts(soup, ".data-facts dt"), texts(soup, ".data-facts dd"), strict=True))
    assert facts["Licence"] == "Licence ouverte 2.0"
    assert facts["Dernière mise à jour"] == "15 janvier 2024"
    assert soup.select_one("a[rel=license]")["href"].startswith("https://www.etalab.gouv.fr/")  # type: ignore[index,union-attr]
    assert texts(soup, ".data-count") == ["4 lignes"]
    assert [link["href"] for link in soup.select(".download a")] == [
        f"/nec-locaux/donnees/{file_format}/" for file_format in ("csv", "xlsx", "json", "geojson")
    ]
    assert soup.select_one("link[rel=canonical]")["href"] == "http://localhost/nec-locaux/donnees/"  # type: ignore[index]
    assert soup.select("meta[name=robots]") == []


def test_the_page_describes_and_previews_every_column(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]
) -> None:
    preview, schema = read(client, f"{index.url}donnees/").select("table")

    assert texts(preview, "thead th") == NAMES
    assert [texts(row, "td")[1] for row in preview.select("tbody tr")] == [page.title for page in events]
    assert texts(schema, "tbody th") == NAMES
    statut = schema.select("tbody tr")[NAMES.index("statut")]
    assert texts(statut, "li") == [f"{code} {label}" for code, label in Status.choices]
    assert [table.parent["tabindex"] for table in (preview, schema)] == ["0", "0"]  # type: ignore[index]


def test_the_page_keeps_its_filters_in_what_it_offers(
    client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]
) -> None:
    soup = read(client, f"{index.url}donnees/?region=44&etat=inscriptions&autre=1")

    assert texts(soup, ".data-count") == ["1 ligne avec ces filtres"]
    query = "?region=44&etat=inscriptions"
    assert soup.select(".download a")[0]["href"] == f"/nec-locaux/donnees/csv/{query}"
    code = soup.select_one("textarea").get_text()  # type: ignore[union-attr]
    assert code == (
        f'<iframe src="http://localhost/nec-locaux/liste-a-integrer/{query.replace("&", "&amp;")}" '
        'title="Les prochains NEC locaux" width="100%" height="640" loading="lazy" style="border: 0"></iframe>'
    )
    assert soup.select_one("[data-copy]")["data-copy"] == code  # type: ignore[index]
    assert soup.select_one("meta[name=robots]")["content"] == "noindex, nofollow"  # type: ignore[index]


def test_filters_that_keep_nothing_say_so(client: Client, index: NecLocauxIndexPage) -> None:
    soup = read(client, f"{index.url}donnees/?q=introuvable")

    assert texts(soup, ".data-count") == ["0 lignes avec ces filtres"]
    assert soup.select(".download") == []
    assert len(soup.select("table")) == 1


def test_search_engines_read_a_dataset(client: Client, index: NecLocauxIndexPage, events: list[NecLocalPage]) -> None:
    soup = read(client, f"{index.url}donnees/")
    data = json.loads(soup.select_one("script[type='application/ld+json']").get_text())  # type: ignore[union-attr]

    assert (data["@type"], data["license"]) == ("Dataset", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
    assert data["dateModified"] == "2024-01-15T09:30:00+00:00"
    assert len(data["distribution"]) == len(FORMATS)
