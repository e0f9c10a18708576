"""The EPUB of an issue: sound for the W3C's checker, navigable, described, the same octets again."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup
from lxml import etree
from PIL import Image
from wagtail.models import Site

from home.models import HomePage
from revue.document import NumeroDocument, Signature, articles_of, read_numero
from revue.exports.epub import numero_epub
from socle.prose import Paragraph, Text
from tests.epubs import check_epub
from tests.reading import texts
from tests.revues import article_page, numero_page, plain_document, rich_numero


def part(book: zipfile.ZipFile, name: str) -> BeautifulSoup:
    return BeautifulSoup(book.read(f"EPUB/{name}"), "xml")


def test_an_issue_is_a_sound_and_accessible_epub(home_page: HomePage, named_site: Site, tmp_path: Path) -> None:
    numero = rich_numero(home_page)
    document = read_numero(numero, articles_of(numero))

    content = numero_epub(document)

    assert check_epub(content, tmp_path) == []
    book = zipfile.ZipFile(io.BytesIO(content))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", 0, b"application/epub+zip")
    assert_described(part(book, "package.opf"), document)
    assert_navigable(part(book, "nav.xhtml"))
    assert_noted(part(book, "article-01.xhtml"))
    images = [name for name in book.namelist() if name.startswith("EPUB/images/image-")]
    # The image of the block « Image » is in the gallery too, and is there once.
    assert len(images) == 2
    assert {Image.open(io.BytesIO(book.read(name))).mode for name in images} == {"L"}


def assert_described(package: BeautifulSoup, document: NumeroDocument) -> None:
    said = {meta["property"]: meta.get_text() for meta in package.select("meta[property]")}
    assert said["schema:accessibilityHazard"] == "none"
    assert said["schema:accessModeSufficient"] == "textual"
    # Nobody has examined the book: it says what it offers, and claims no conformity.
    assert not {"dcterms:conformsTo", "a11y:certifiedBy"} & set(said)
    assert said["dcterms:identifier"] == "urn:issn:2049-3630"
    assert said["dcterms:modified"] == "2000-01-01T00:00:00Z"
    assert "texte de remplacement" in said["schema:accessibilitySummary"]
    assert texts(package, "dc|title") == ["La revue NEC, n° 3 – Illettrisme et inclusion"]
    assert texts(package, "dc|identifier") == [document.identifier]


def assert_navigable(nav: BeautifulSoup) -> None:
    toc = nav.select_one('nav[epub|type="toc"]')
    assert toc is not None
    assert [child.find(["a", "span"]).get_text() for child in toc.select("nav > ol > li")] == [  # type: ignore[union-attr]
        "Éditorial",
        "Lire l’écran\xa0: 3 leçons & un pari",
        "Enquêtes",
        "Après",
        "Ours",
    ]
    assert [link["href"] for link in toc.select("span + ol > li > a")] == ["article-02.xhtml", "article-03.xhtml"]
    assert [link["href"] for link in toc.select("li li li a")][:1] == ["article-02.xhtml#partie-une-partie"]
    landmarks = nav.select('nav[epub|type="landmarks"] a')
    assert [link["epub:type"] for link in landmarks] == ["cover", "toc", "bodymatter"]


def assert_noted(chapter: BeautifulSoup) -> None:
    assert texts(chapter, 'aside[epub|type="footnote"]') == ["[1] Lire ceci ! ↩ 1 ↩ 2", "[2] Voir La charte. ↩"]
    assert texts(chapter, "h1") == ["Lire l’écran : 3 leçons & un pari"]


def test_the_same_issue_gives_the_same_octets(home_page: HomePage) -> None:
    numero = numero_page(home_page)
    article_page(numero)
    document = read_numero(numero, articles_of(numero))

    assert numero_epub(document) == numero_epub(document)


def test_what_is_written_is_never_markup(home_page: HomePage, tmp_path: Path) -> None:
    hostile = '</title><script>alert("x")</script> & \x0b]]> \u202e😀 א'
    article = plain_document(
        title=hostile,
        summary=hostile,
        signatures=(Signature(hostile, hostile, hostile),),
        blocks=(Paragraph((Text(hostile),)),),
        url="https://nec.example/é ç/?a=<b>",
    )
    document = replace(
        read_numero(numero_page(home_page), []),
        title=hostile,
        publisher=hostile,
        credits=((hostile, hostile),),
        articles=(article,),
    )

    book = zipfile.ZipFile(io.BytesIO(numero_epub(document)))

    for name in book.namelist():
        if name.endswith((".xhtml", ".opf")):
            assert b"<script" not in book.read(name)
            assert etree.fromstring(book.read(name)) is not None
