"""The text of a document as XHTML: well-formed whatever is written, notes with their ways back, pictures described."""

from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from home.models import HomePage
from revue.document import Figure, Heading, KeyFigures, Note, Picture, Rule, read_article
from revue.document.nodes import Block
from revue.exports.xhtml import WRITERS, XhtmlWriter, article_body
from revue.models import ArticlePage
from socle.prose import Link, NoteCall, Paragraph, Text, read_prose
from tests.reading import texts
from tests.revues import numero_page, rich_article


def address(picture: Picture) -> str:
    return f"images/{picture.image}.jpg"


EPUB = XhtmlWriter(address, is_epub=True)


def parse(xhtml: str) -> Any:
    """The tree of a fragment, which must be well-formed XML."""
    opened = f'<body xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">{xhtml}</body>'
    return etree.parse(StringIO(opened))


def test_every_kind_of_block_has_its_writer() -> None:
    assert WRITERS.keys() == {kind for kind in Block.__args__ if kind is not None}


def test_a_whole_article_is_well_formed(home_page: HomePage) -> None:
    article = rich_article(home_page, numero_page(home_page))
    document = read_article(ArticlePage.objects.get(pk=article.pk))

    xhtml = EPUB.article(document)

    parse(xhtml)
    soup = BeautifulSoup(xhtml, "html.parser")
    assert texts(soup, "h2")[-2:] == ["Notes", "Bibliographie"]
    assert [link["href"] for link in soup.select('a[role="doc-noteref"]')] == ["#note-1", "#note-2", "#note-1"]
    assert [link["href"] for link in soup.select("#note-1 a[role=doc-backlink]")] == ["#appel-1", "#appel-1-2"]
    assert {link["href"][1:] for link in soup.select("a[role=doc-backlink]")} == {
        call["id"] for call in soup.select('a[role="doc-noteref"]')
    }
    assert soup.select_one('section[epub\\:type="bibliography"]') is not None


def test_a_feed_gets_the_text_without_places_of_its_own(home_page: HomePage) -> None:
    article = rich_article(home_page, numero_page(home_page))
    document = read_article(ArticlePage.objects.get(pk=article.pk))

    xhtml = article_body(document, address)

    parse(xhtml)
    assert "epub:" not in xhtml
    assert f'<a href="{article.full_url}#note-1">[1]</a>' in xhtml
    soup = BeautifulSoup(xhtml, "html.parser")
    assert texts(soup, "ol:last-of-type > li")[:2] == ["Lire ceci !", "Voir La charte."]


@pytest.mark.parametrize(
    ("block", "xhtml"),
    [
        (Heading("A & B", 1, "a-b"), '<h2 id="partie-a-b">A &amp; B</h2>'),
        (Heading("Loin", 9), "<h6>Loin</h6>"),
        (Rule(), "<hr/>"),
        (Paragraph((Text("1 < 2"), NoteCall(1, 2))), (
            '<p>1 &lt; 2<a epub:type="noteref" role="doc-noteref" id="appel-1-2" href="#note-1">[1]</a></p>'
        )),
        (Paragraph((Link('https://e.fr/?a="b"&c', (Text("là"),)),)), (
            '<p><a href="https://e.fr/?a=%22b%22&amp;c">là</a></p>'
        )),
        (Figure(Picture("nom", "", "Un « mot »")), (
            '<figure class="photo"><img src="images/nom.jpg" alt="Un « mot »"/></figure>'
        )),
        (Figure(Picture("nom", "", "", is_photo=False), credit="Moi", licence="CC0", licence_url="https://e.fr/"), (
            '<figure><img src="images/nom.jpg" alt="" role="presentation"/><figcaption>'
            '<p>Crédit\xa0: Moi, <a href="https://e.fr/">CC0</a></p></figcaption></figure>'
        )),
        (KeyFigures(()), '<ul class="figures"></ul>'),
    ],
)  # fmt: skip
def test_blocks_as_xhtml(block: Block, xhtml: str) -> None:
    assert EPUB.block(block) == xhtml


@settings(max_examples=60)
@given(st.text())
def test_any_text_is_well_formed(words: str) -> None:
    blocks: list[Block] = [
        Paragraph((Text(words), Link(words, (Text(words),)))),
        Heading(words, 1, words),
        Figure(Picture(words, "", words)),
    ]

    parse(EPUB.blocks(blocks) + EPUB.notes([Note(1, (Text(words),), 1)]))


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("<>&\"'/ abpiul#=\x00\x0b\ufffe\u202e😀א")))
def test_any_rich_text_is_well_formed(html: str) -> None:
    parse(EPUB.blocks(read_prose(html, "https://nec.example/")))
