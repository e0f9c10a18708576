"""The list that other sites frame."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from nec_locaux.enums import DatePrecision, Status
from nec_locaux.models import NecLocauxIndexPage
from socle.models import Territoire
from tests.factories import NecLocalPageFactory
from tests.factories.bulk import bulk_nec_locaux
from tests.nec_locaux.conftest import TODAY
from tests.reading import count_queries, read, text, texts

pytestmark = pytest.mark.usefixtures("today")

MAXIMUM_OCTETS = 15_000
STYLE_SHEET = Path(settings.BASE_DIR, "static", "css", "widget.css")


def widget(client: Client, index: NecLocauxIndexPage, query: str = "") -> BeautifulSoup:
    return read(client, f"{index.url}liste-a-integrer/{query}")


def test_any_site_may_frame_it_and_it_alone(client: Client, index: NecLocauxIndexPage) -> None:
    response = client.get(f"{index.url}liste-a-integrer/")

    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        "frame-ancestors *"
    )
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "public, max-age=60, s-maxage=600"
    for address in (index.url, f"{index.url}donnees/"):
        other = client.get(address)
        assert other.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert other.headers["X-Frame-Options"] == "DENY"


def test_a_browser_that_asks_again_keeps_the_right_to_frame(client: Client, index: NecLocauxIndexPage) -> None:
    address = f"{index.url}liste-a-integrer/"
    etag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"if-none-match": etag})

    assert again.status_code == 304
    assert again.headers.get("Content-Security-Policy", "frame-ancestors *").endswith("frame-ancestors *")
    assert again.headers.get("Cross-Origin-Resource-Policy", "cross-origin") == "cross-origin"
    assert "X-Frame-Options" not in again.headers


def test_it_lists_what_is_to_come_the_nearest_first(
    client: Client, index: NecLocauxIndexPage, moselle: Territoire
) -> None:
    NecLocalPageFactory(parent=index, title="NEC passé", start_date=date(2024, 9, 19))
    NecLocalPageFactory(parent=index, title="NEC loin", start_date=date(2025, 1, 1), date_precision=DatePrecision.MONTH)
    NecLocalPageFactory(
        parent=index, title="NEC Metz", start_date=date(2024, 10, 3), territoires=[moselle], status=Status.OPEN
    )
    NecLocalPageFactory(parent=index, title="NEC brouillon", start_date=date(2024, 10, 4), live=False)

    soup = widget(client, index)

    assert texts(soup, "li > a") == ["NEC Metz", "NEC loin"]
    assert texts(soup, "li > p") == [
        "3 octobre 2024, Moselle (57)",
        "Inscriptions ouvertes",
        "janvier 2025, Rencontre thématique, sans territoire unique",
    ]
    assert [(link["href"], link["target"]) for link in soup.select("a")] == [
        ("http://localhost/nec-locaux/nec-metz/", "_top"),
        ("http://localhost/nec-locaux/nec-loin/", "_top"),
        ("http://localhost/nec-locaux/", "_top"),
    ]


@pytest.mark.parametrize(("status", "label"), [(Status.CANCELLED, "Annulé"), (Status.POSTPONED, "Reporté")])
def test_what_is_called_off_says_so_first(client: Client, index: NecLocauxIndexPage, status: str, label: str) -> None:
    NecLocalPageFactory(
        parent=index, title="NEC Metz", start_date=date(2024, 10, 3), status=status, status_note="Salle inondée"
    )

    (item,) = widget(client, index).select("li")

    assert text(item).startswith(f"{label} – Salle inondée NEC Metz")


def test_an_empty_list_says_so(client: Client, index: NecLocauxIndexPage) -> None:
    soup = widget(client, index)

    assert soup.select("li") == []
    assert text(soup.main) == (
        "Les prochains NEC locaux Aucun NEC local n’est annoncé pour le moment. Voir tous les NEC locaux"
    )


def test_the_filters_of_the_address_apply_and_go_on(
    client: Client, index: NecLocauxIndexPage, moselle: Territoire
) -> None:
    NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2024, 10, 3), territoires=[moselle])
    NecLocalPageFactory(parent=index, title="NEC Nantes", start_date=date(2024, 10, 4))

    soup = widget(client, index, "?departement=57&autre=%27")

    assert texts(soup, "li > a") == ["NEC Metz"]
    assert soup.select(".all a")[0]["href"] == "http://localhost/nec-locaux/?departement=57"


def test_it_is_no_page_for_search_engines(client: Client, index: NecLocauxIndexPage) -> None:
    soup = widget(client, index)

    assert [tag["content"] for tag in soup.select("meta[name=robots]")] == ["noindex"]
    assert [tag["href"] for tag in soup.select("link[rel=canonical]")] == ["http://localhost/nec-locaux/"]
    assert text(soup.title) == text(soup.h1) == "Les prochains NEC locaux"


def test_it_is_light_and_stands_alone(client: Client, index: NecLocauxIndexPage, moselle: Territoire) -> None:
    for rank in range(30):
        NecLocalPageFactory(
            parent=index,
            title=f"NEC {rank:02} {'très ' * 20}",
            start_date=TODAY + timedelta(days=rank),
            territoires=[moselle],
            status=Status.CANCELLED,
            status_note="Une longue raison. " * 5,
        )

    response = client.get(f"{index.url}liste-a-integrer/")
    soup = BeautifulSoup(response.content, "html.parser")

    assert len(soup.select("li")) == 10
    assert len(response.content) + STYLE_SHEET.stat().st_size < MAXIMUM_OCTETS
    assert [link["href"] for link in soup.select("link[rel=stylesheet]")] == ["/static/css/widget.css"]
    assert soup.select("script, img, iframe, style, form, [style]") == []
    assert "url(" not in STYLE_SHEET.read_text("utf-8")


def test_queries_are_the_same_for_few_and_many(client: Client, index: NecLocauxIndexPage, moselle: Territoire) -> None:
    bulk_nec_locaux(index, 3, [moselle])
    few = count_queries(client, f"{index.url}liste-a-integrer/")
    bulk_nec_locaux(index, 300, [moselle])

    assert count_queries(client, f"{index.url}liste-a-integrer/") == few
    assert few <= 15
