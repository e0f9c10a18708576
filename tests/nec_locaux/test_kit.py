"""The kit of communication of an event."""

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from nec_locaux.enums import DatePrecision
from nec_locaux.kit import KIT_FILES, ODT_TYPE, PAPERS, KitSubject, kit_file, newsletter_texts
from nec_locaux.models import NecLocauxIndexPage
from socle.enums import Papier
from socle.models import Territoire
from tests.factories import NecLocalPageFactory

VOSGES = KitSubject(
    title="NEC Vosges 2027",
    start_date=date(2027, 3, 14),
    place="Épinal, Vosges (88)",
    colour=Papier.MEDIATION,
    summary="Une journée sur la médiation.",
    url="https://exemple.fr/nec-vosges/",
    site_name="Numérique en Commun[s]",
)


def entries(name: str, subject: KitSubject = VOSGES) -> dict[str, bytes]:
    """The files inside one of the kit's, by name."""
    file = kit_file(name)
    assert file is not None
    with zipfile.ZipFile(io.BytesIO(file.read(subject))) as archive:
        assert archive.testzip() is None
        return {entry: archive.read(entry) for entry in archive.namelist()}


def words(pdf: bytes) -> str:
    """The text of a PDF, its spaces made plain."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_kit_has_four_files() -> None:
    assert [(file.name, file.download_name(VOSGES)) for file in KIT_FILES] == [
        ("logo", "logo-nec-vosges.zip"),
        ("affiche", "affiche-nec-vosges.zip"),
        ("bandeaux", "bandeaux-nec-vosges.zip"),
        ("encart", "encart-nec-vosges.odt"),
    ]
    assert kit_file("autre") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("NEC Vosges 2027", "Vosges"),
        ("NEC Vosges", "Vosges"),
        ("NEC 2027", "2027"),
        ("Les communs de Metz", "Les communs de Metz"),
        ("NECtar", "tar"),
        ("", ""),
    ],
)
def test_the_name_between_the_brackets(title: str, name: str) -> None:
    assert KitSubject(title).name == name


def test_the_logo_is_a_drawing_and_an_image_in_ink_and_in_colour() -> None:
    files = entries("logo")

    assert sorted(files) == ["logo-couleur.png", "logo-couleur.svg", "logo-noir.png", "logo-noir.svg"]
    assert b"#d9411a" in files["logo-couleur.svg"]
    assert b"#d9411a" not in files["logo-noir.svg"]
    for name in ("logo-noir.svg", "logo-couleur.svg"):
        assert ET.fromstring(files[name]).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 (our own file)
    with Image.open(io.BytesIO(files["logo-noir.png"])) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0)) == (0, 0, 0, 0)


def test_the_poster_is_an_accessible_a3_with_its_cut() -> None:
    files = entries("affiche")

    assert sorted(files) == ["affiche-couleur.pdf", "affiche-une-encre.pdf"]
    for content in files.values():
        pdf = PdfReader(io.BytesIO(content))
        assert len(pdf.pages) == 1
        box = pdf.pages[0].mediabox
        assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [303, 426]
        catalog: Any = pdf.root_object
        assert catalog["/MarkInfo"]["/Marked"].value is True
        assert words(content) == (
            "NEC Vosges 14 mars 2027 Épinal, Vosges (88) https://exemple.fr/nec-vosges/ Numérique en Commun[s]"
        )


def test_the_banners_have_the_sizes_of_networks_and_the_paper_of_the_thematique() -> None:
    files = entries("bandeaux")

    assert sorted(files) == ["bandeau-1200x627.png", "carre-1080x1080.png"]
    sizes = {}
    for name, content in files.items():
        with Image.open(io.BytesIO(content)) as image:
            sizes[name] = image.size
            assert image.convert("RGB").getpixel((2, 2)) == (0xFF, 0xDA, 0x45)
    assert sizes == {"bandeau-1200x627.png": (1200, 627), "carre-1080x1080.png": (1080, 1080)}


def test_the_text_is_an_opendocument_with_three_lengths() -> None:
    content = kit_file("encart").read(VOSGES)  # type: ignore[union-attr]

    # The type of an OpenDocument is read at a fixed place, before anything is unpacked.
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(ODT_TYPE)] == ODT_TYPE.encode()
    tree = ET.fromstring(entries("encart")["content.xml"])  # noqa: S314 (our own file)
    assert [element.text for element in tree.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h")] == [
        "NEC Vosges 2027",
        "Texte court",
        "Texte moyen",
        "Texte long",
    ]


def test_texts_say_what_is_known_and_nothing_else() -> None:
    about = (
        "C’est un événement de Numérique en Commun[s], qui réunit celles et ceux qui font vivre un numérique "
        "d’intérêt général."
    )
    more = "Le programme et l’inscription\u00a0: https://exemple.fr/nec-vosges/"
    opening = "NEC Vosges 2027, 14\u00a0mars 2027, Épinal, Vosges (88)."

    assert newsletter_texts(VOSGES) == [
        ("Texte court", [opening]),
        ("Texte moyen", [opening, about, more]),
        ("Texte long", [opening, "Une journée sur la médiation.", about, more]),
    ]
    assert newsletter_texts(KitSubject("NEC Vosges"))[0] == ("Texte court", ["NEC Vosges."])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start_date": None}, "NEC Vosges"),
        ({"date_precision": DatePrecision.MONTH}, "NEC Vosges mars 2027"),
        ({"end_date": date(2027, 3, 15)}, "NEC Vosges 14 et 15 mars 2027"),
    ],
)
def test_the_poster_invents_no_day(changes: dict[str, object], expected: str) -> None:
    subject = KitSubject(**{"title": "NEC Vosges", "start_date": date(2027, 3, 14)} | changes)  # type: ignore[arg-type]

    assert words(entries("affiche", subject)["affiche-une-encre.pdf"]) == expected


def test_the_same_event_gives_the_same_files() -> None:
    assert [file.make(VOSGES) for file in KIT_FILES] == [file.make(VOSGES) for file in KIT_FILES]


def test_a_weight_is_known_once_the_file_is_made() -> None:
    file = KIT_FILES[0]
    subject = KitSubject("NEC Poids")

    assert file.size(subject) is None
    content = file.read(subject)
    assert file.size(subject) == len(content)
    assert file.size(KitSubject("NEC Autre")) is None


def test_the_longest_title_holds_on_one_poster() -> None:
    subject = KitSubject("NEC " + "Saint-Dié-des-Vosges " * 12, date(2027, 3, 14), place="Vosges", colour=Papier.NEC)

    for content in entries("affiche", subject).values():
        assert len(PdfReader(io.BytesIO(content)).pages) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60), st.sampled_from(["", *PAPERS, "inconnu"]))
def test_no_text_breaks_a_kit(title: str, place: str, colour: str) -> None:
    subject = KitSubject(title, date(2027, 3, 14), place=place, colour=colour, summary=title)

    for file in KIT_FILES:
        content = file.make(subject)
        assert zipfile.is_zipfile(io.BytesIO(content))
    ET.fromstring(entries("encart", subject)["content.xml"])  # noqa: S314 (our own file)


@pytest.mark.django_db
def test_the_kit_of_a_page_says_what_the_page_says(index: NecLocauxIndexPage, metz: Territoire) -> None:
    page = NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2027, 10, 3))
    page.territoire_links.create(territoire=metz)
    page.save()

    subject = KitSubject.of_page(page, "NEC")

    assert (subject.name, subject.dates, subject.place) == ("Metz", "3\u00a0octobre 2027", page.location_label)
    assert subject.url == page.full_url
    page.live = False
    assert KitSubject.of_page(page, "NEC").url == ""
