"""The PDF of the charte: what it says, when it is made, how it is served."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import PageViewRestriction, Site

from home.models import ChartePage, HomePage
from home.pdf import ChartePdf, make_charte_pdf
from socle import pdf as pdf_module
from socle.enums import Licence
from socle.pdf import FOLDER
from tests.factories import ChartePageFactory

pytestmark = pytest.mark.usefixtures("own_media")

ENGAGEMENTS = [
    {
        "title": "Garantir l'ouverture",
        "text": "<p>On entre <b>sans payer</b>.</p><ul><li>Publications accessibles</li></ul>",
        "checks": ["Gratuité de l'entrée", "Accessibilité"],
    },
    {"title": "Agir pour la diversité", "text": "<p>Voir <a href='/publics/'>les publics</a>.</p>", "checks": []},
]


@pytest.fixture
def charte(home_page: HomePage, named_site: Site) -> ChartePage:
    page: ChartePage = ChartePageFactory(
        parent=home_page,
        summary="Deux engagements.",
        version="2",
        version_date=date(2024, 3, 1),
        licence=Licence.CC_BY_SA_4,
        engagements=[("engagement", value) for value in ENGAGEMENTS],
        applies_to=[("who", "Les structures qui organisent")],
    )
    return page


def stored() -> list[str]:
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One item for each compilation."""
    made: list[str] = []
    compile_pdf = pdf_module.compile_pdf

    def compile_and_count(template: str, *args: Any) -> bytes:
        made.append(template)
        return compile_pdf(template, *args)

    monkeypatch.setattr(pdf_module, "compile_pdf", compile_and_count)
    return made


def test_it_says_all_that_the_charte_says(charte: ChartePage) -> None:
    reader = PdfReader(BytesIO(ChartePdf(charte).read()))
    words = words_of(reader)

    for expected in (
        "La charte",
        "Deux engagements.",
        "Version\u00a0: 2",
        "Date\u00a0: 1er mars 2024",
        "Licence\u00a0: CC BY-SA 4.0 FR",
        "Garantir l’ouverture",
        "On entre sans payer.",
        "Publications accessibles",
        "Comment on le vérifie",
        "Gratuité de l’entrée",
        "Agir pour la diversité",
        "Qui la respecte",
        "Les structures qui organisent",
        "http://localhost/la-charte/",
    ):
        assert " ".join(expected.split()) in words, expected
    assert words.count("Comment on le vérifie") == 1


def test_its_title_author_date_language_and_bookmarks(charte: ChartePage) -> None:
    reader = PdfReader(BytesIO(ChartePdf(charte).read()))
    catalog: Any = reader.root_object

    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "La charte – Numérique en Commun[s]"
    assert metadata.author == "l’Agence nationale de la cohésion des territoires"
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2024, 3, 1)
    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    bookmarks = [str(item["/Title"]) for item in reader.outline if not isinstance(item, list)]
    assert bookmarks == ["1 Garantir l’ouverture", "2 Agir pour la diversité", "Qui la respecte"]
    assert len(reader.pages) == 1


def test_its_links_are_written_in_full(charte: ChartePage) -> None:
    reader = PdfReader(BytesIO(ChartePdf(charte).read()))

    addresses = [item.get_object()["/A"]["/URI"] for page in reader.pages for item in page.get("/Annots", [])]
    assert addresses == [
        "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "http://localhost/publics/",
        "http://localhost/la-charte/",
    ]


def test_an_empty_version_and_date_say_nothing(charte: ChartePage) -> None:
    charte.version, charte.version_date = "", None

    words = words_of(PdfReader(BytesIO(ChartePdf(charte).read())))

    assert "Version" not in words
    assert "Date" not in words


def test_publishing_makes_it(
    charte: ChartePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, makings: list[str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        charte.save_revision().publish()

    assert stored() == [Path(ChartePdf(charte).path).name]
    assert len(makings) == 1


def test_a_new_text_replaces_the_former_file(
    charte: ChartePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ChartePdf(charte).read()
    default_storage.save(f"{FOLDER}/charte-{charte.pk}0-autre.pdf", BytesIO(b"x"))
    former = stored()
    charte.title = "La nouvelle charte"
    with django_capture_on_commit_callbacks(execute=True):
        charte.save_revision().publish()

    charte = ChartePage.objects.get(pk=charte.pk)
    assert sorted(stored()) == sorted([Path(ChartePdf(charte).path).name, f"charte-{charte.pk}0-autre.pdf"])
    assert set(former) != set(stored())


def test_a_draft_makes_nothing(
    charte: ChartePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        charte.save_revision()
    charte.unpublish()
    make_charte_pdf.enqueue(charte.pk)

    assert stored() == []


def test_the_route_makes_it_once_when_it_is_missing(client: Client, charte: ChartePage, makings: list[str]) -> None:
    first, second = client.get(charte.pdf_url), client.get(charte.pdf_url)

    assert (charte.pdf_url, first.status_code) == ("/la-charte/pdf/", 200)
    assert first.content == second.content
    assert first.content.startswith(b"%PDF-1.7")
    assert len(makings) == 1


def test_the_route_says_what_it_gives(client: Client, charte: ChartePage) -> None:
    response = client.get(charte.pdf_url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''La%20charte%20%E2%80%93%20Num%C3%A9rique%20en%20Commun%5Bs%5D.pdf"
    )
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=600"
    again = client.get(charte.pdf_url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_size_is_known_once_it_is_made(charte: ChartePage) -> None:
    assert charte.pdf_size is None

    content = ChartePdf(charte).read()

    assert charte.pdf_size == len(content)


def test_a_private_charte_is_kept_in_no_shared_cache(client: Client, admin_client: Client, charte: ChartePage) -> None:
    PageViewRestriction.objects.create(page=charte, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(charte.pdf_url).status_code == 302
    response = admin_client.get(charte.pdf_url)
    policy = response["Cache-Control"].split(", ")
    assert response.status_code == 200
    assert {"private", "no-store"} <= set(policy)
    assert "public" not in policy


def test_a_charte_without_engagement_has_no_pdf(client: Client, home_page: HomePage) -> None:
    page = ChartePageFactory(parent=home_page)

    assert page.pdf_url == ""
    assert client.get(f"{page.url}pdf/").status_code == 404


def test_a_visitor_is_asked_to_come_back_while_another_process_makes_it(
    client: Client, charte: ChartePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "WAIT_SECONDS", 0)
    monkeypatch.setattr(cache, "add", lambda *args: False)

    response = client.get(charte.pdf_url)

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "5", "no-store")


def test_the_page_offers_it(client: Client, charte: ChartePage) -> None:
    assert f'href="{charte.pdf_url}"' in client.get(charte.url).content.decode()


def test_publishing_purges_it_from_shared_caches(charte: ChartePage) -> None:
    assert charte.get_cached_paths() == ["/", "/pdf/"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Charte "NEC" 1/2 : <deux>', "Charte NEC 1 2 deux – Numérique en Commun[s].pdf"),
        ("Été", "Été – Numérique en Commun[s].pdf"),
    ],
)
def test_its_name_suits_every_file_system(charte: ChartePage, title: str, name: str) -> None:
    charte.title = title

    assert ChartePdf(charte).file_name == name
