"""The PDF of a programme: what it says, when it is made, how it is served."""

from datetime import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from nec_locaux.enums import Audience, Format, SessionAccess, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from nec_locaux.pdf import ProgrammePdf, make_programme_pdf
from socle.pdf import FOLDER
from tests.factories import (
    NecLocalPageFactory,
    PartenaireFactory,
    PersonneFactory,
    ThematiqueFactory,
)
from tests.programmes import FIRST_DAY, Item, day, pause, session
from tests.reading import read, texts

pytestmark = pytest.mark.usefixtures("own_media")


@pytest.fixture
def index(index: NecLocauxIndexPage, named_site: Site) -> NecLocauxIndexPage:
    """The calendar of a site that has a name."""
    return index


def event(index: NecLocauxIndexPage, *days: Item, **fields: Any) -> NecLocalPage:
    page: NecLocalPage = NecLocalPageFactory(
        parent=index, title="NEC Metz", slug="nec-metz", programme=list(days), **{"start_date": FIRST_DAY, **fields}
    )
    return page


@pytest.fixture
def metz(index: NecLocauxIndexPage) -> NecLocalPage:
    nadia = PersonneFactory(first_name="Nadia", last_name="Ferrand", role="Élue", organisation="Ville de Metz")
    return event(
        index,
        day(
            pause("09:00", "Accueil, café"),
            session(
                "11:30",
                "Bâtir l'avenir",
                "12:30",
                format=Format.ATELIER,
                room="Salle 1",
                capacity=30,
                access=SessionAccess.REGISTRATION,
                audience=Audience.PROFESSIONALS,
                thematique=ThematiqueFactory(title="Communs"),
                speakers=[{"personne": nadia, "part": "animation"}],
                description="<p>On lit <a href='/charte/'>la charte</a>.</p>",
            ),
            session("11:30", "Repérer", "12:00", is_highlight=True),
            (
                "stands",
                {
                    "start_time": time(15),
                    "title": "Découvrir",
                    "stands": [
                        {
                            "title": "Réparer",
                            "partenaire": PartenaireFactory(name="Le Repair Café"),
                            "description": "On ouvre",
                        }
                    ],
                },
            ),
        ),
        start_time=time(9),
        end_time=time(17),
        place="Bliiida, Metz",
        address="7 avenue de Blida",
        transport="À dix minutes de la gare.",
        accessibility="Entrée de plain-pied.",
    )


def reader_of(page: NecLocalPage) -> PdfReader:
    return PdfReader(BytesIO(ProgrammePdf(page).read()))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def stored() -> list[str]:
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def test_it_says_all_that_one_needs_without_the_site(metz: NecLocalPage) -> None:
    words = words_of(reader_of(metz))

    for expected in (
        "NEC Metz",
        "Date : 3 octobre 2099 (samedi, de 9 h à 17 h)",
        "Lieu : Bliiida, Metz, 7 avenue de Blida",
        "Samedi 3 octobre 2099",
        "9 h Accueil, café",
        "[atelier] Salle 1, 30 places, jusqu’à 12 h 30",
        "Bâtir l’avenir",
        "Nadia Ferrand (animation)",
        "Communs. Sur inscription, professionnelles et professionnels",
        "On lit la charte.",
        "Temps fort jusqu’à 12 h Repérer",
        "[stands] Découvrir",
        "Réparer (Le Repair Café) : On ouvre",
        "Elles et ils interviennent",
        "Nadia Ferrand, Animation, Élue, Ville de Metz",
        "Y aller : À dix minutes de la gare.",
        "Accessibilité : Entrée de plain-pied.",
        "http://localhost/nec-locaux/nec-metz/",
    ):
        assert expected in words, expected


def test_it_is_tagged_named_and_has_its_outline(metz: NecLocalPage) -> None:
    reader = reader_of(metz)
    catalog: Any = reader.root_object

    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "Programme – NEC Metz – Numérique en Commun[s]"
    assert metadata.author == "l’Agence nationale de la cohésion des territoires"
    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    outline: Any = reader.outline
    titles = [str(item["/Title"]) for item in outline if not isinstance(item, list)]
    assert titles == ["Samedi 3\u00a0octobre 2099", "Elles et ils interviennent", "Venir, être bien accueilli"]
    (sessions,) = [item for item in outline if isinstance(item, list)]
    assert [str(item["/Title"]) for item in sessions] == ["Bâtir l’avenir", "Repérer", "Découvrir"]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_a_called_off_event_says_so_first(index: NecLocauxIndexPage, status: Status) -> None:
    page = event(index, day(session("09:00", "Ouverture")), status=status, status_note="La salle est fermée.")

    words = words_of(reader_of(page)).removeprefix("Numérique en Commun[s] ")

    assert words.startswith(f"{status.label} La salle est fermée. Programme NEC Metz")


def test_several_days_are_told_apart(index: NecLocauxIndexPage) -> None:
    page = event(
        index, day(session("09:00"), title="Journée OFF"), day(session("10:00"), place="Médiathèque"), end_date=None
    )

    words = words_of(reader_of(page))

    assert "Samedi 3 octobre 2099 : Journée OFF" in words
    assert "Samedi 3 octobre 2099 Médiathèque" in words


def test_texts_are_never_markup_and_odd_signs_break_nothing(index: NecLocauxIndexPage) -> None:
    title = "#strong[x] $1$ *gras* _ital_ 😀 <b>"
    page = event(index, day(session("09:00", title, room="😀"), session(None, "😀"), pause("10:00", "#")))

    words = words_of(reader_of(page))

    assert "#strong[x] $1$ *gras* _ital_ <b>" in words
    assert "Séance" in words


def test_sixty_parallel_sessions_fit(index: NecLocauxIndexPage) -> None:
    page = event(index, day(*(session("09:00", f"Séance {rank}.") for rank in range(60))))

    words = words_of(reader_of(page))

    assert [words.count(f"Séance {rank}.") for rank in range(60)] == [1] * 60


def test_the_route_serves_it_with_its_name_and_how_long_it_lasts(client: Client, metz: NecLocalPage) -> None:
    response = client.get("/nec-locaux/nec-metz/programme/")

    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''Programme%20%E2%80%93%20NEC%20Metz%20%E2%80%93%20"
        "Num%C3%A9rique%20en%20Commun%5Bs%5D.pdf"
    )
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=600"
    again = client.get("/nec-locaux/nec-metz/programme/", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("days", [[], [day()]], ids=["no day", "an empty day"])
def test_an_event_without_programme_has_no_pdf(client: Client, index: NecLocauxIndexPage, days: list[Item]) -> None:
    page = event(index, *days)
    make_programme_pdf.enqueue(page.pk)

    assert client.get(f"{page.url}programme/").status_code == 404
    assert stored() == []


def test_publishing_makes_it_once_and_the_page_says_its_weight(
    client: Client, metz: NecLocalPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert texts(read(client, metz), ".programme-pdf") == ["Programme accessible (PDF)"]

    with django_capture_on_commit_callbacks(execute=True):
        metz.save_revision().publish()

    page = NecLocalPage.objects.get(pk=metz.pk)
    assert stored() == [Path(ProgrammePdf(page).path).name]
    (words,) = texts(read(client, page), ".programme-pdf")
    size = default_storage.size(ProgrammePdf(page).path)
    assert words == f"Programme accessible (PDF, {round(size / 1000)} Ko)"


def test_a_new_programme_replaces_the_former_file(
    metz: NecLocalPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ProgrammePdf(metz).read()
    former = stored()
    metz.title = "NEC Metz Métropole"
    with django_capture_on_commit_callbacks(execute=True):
        metz.save_revision().publish()

    assert len(stored()) == 1
    assert stored() != former


def test_publishing_an_event_without_programme_makes_nothing(
    index: NecLocauxIndexPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = event(index)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert stored() == []


def test_a_page_taken_offline_has_no_pdf(metz: NecLocalPage) -> None:
    metz.unpublish()
    make_programme_pdf.enqueue(metz.pk)

    assert metz.programme_pdf is None
    assert stored() == []


def test_the_day_it_is_read_changes_nothing_in_it(metz: NecLocalPage) -> None:
    with time_machine.travel("2026-01-01", tick=False):
        before = ProgrammePdf(NecLocalPage.objects.get(pk=metz.pk)).digest
    with time_machine.travel("2120-01-01", tick=False):
        after = ProgrammePdf(NecLocalPage.objects.get(pk=metz.pk)).digest

    assert before == after


def test_publishing_purges_it_from_shared_caches(metz: NecLocalPage) -> None:
    assert metz.get_cached_paths() == ["/", "/agenda/", "/programme/"]
