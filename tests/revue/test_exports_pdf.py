"""The PDFs of the revue: tagged, titled, in French, with the bookmarks of their contents; any text makes one."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from wagtail.models import Site

from home.models import HomePage
from revue.document import (
    ArticleDocument,
    Column,
    Heading,
    LinkItem,
    Links,
    Note,
    Quote,
    Signature,
    Table,
    articles_of,
    read_article,
    read_numero,
)
from revue.exports.errors import ExportError
from revue.exports.pdf import article_pdf, cover_png, numero_pdf
from revue.models import ArticlePage
from socle.prose import NoteCall, Paragraph, Text
from tests.factories import NecImageFactory
from tests.revues import article_page, numero_page, plain_document, rich_numero


def bookmarks(reader: PdfReader, items: Any = None, depth: int = 1) -> list[tuple[int, str, int]]:
    """The bookmarks, each with its depth, its words and its page, from 1."""
    found: list[tuple[int, str, int]] = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found += bookmarks(reader, item, depth + 1)
        else:
            found.append((depth, str(item.title), (reader.get_destination_page_number(item) or 0) + 1))
    return found


def words(reader: PdfReader, page: int) -> str:
    """The words of a page, from 1, on one line; Typst joins the parts of a line of contents by U+2060."""
    return " ".join(reader.pages[page - 1].extract_text().replace("\u2060", "").split())


def test_an_issue_is_an_accessible_book(home_page: HomePage, named_site: Site) -> None:
    numero = rich_numero(home_page)
    document = read_numero(numero, articles_of(numero))

    content = numero_pdf(document)

    reader = PdfReader(BytesIO(content))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Illettrisme et inclusion – Numérique en Commun[s]"
    marks = bookmarks(reader)
    assert [(depth, title) for depth, title, _page in marks] == [
        (1, "Éditorial"),
        (1, "Lire l’écran\xa0: 3 leçons & un pari"),
        (1, "Enquêtes"),
        (2, "À Metz"),
        (2, "À Lens"),
        (1, "Après"),
        (1, "Ours"),
    ]
    contents = words(reader, 2)
    place = 0
    for _depth, title, page in marks:
        shown = " ".join(title.split())
        place = contents.index(f"{shown} {page} ", place)
        assert shown in words(reader, page)
    last = marks[-2][2]
    assert "[1]Lire ceci" in words(reader, last)
    assert "Rédaction en chef : François Huguet" in words(reader, marks[-1][2])


def test_an_article_has_the_bookmarks_of_its_parts(short_article: ArticleDocument) -> None:
    reader = PdfReader(BytesIO(article_pdf(short_article)))

    assert [title for _depth, title, _page in bookmarks(reader)] == ["Une partie", "Bibliographie"]
    assert "Pour citer :" in words(reader, 1)


def test_the_same_article_gives_the_same_octets(short_article: ArticleDocument) -> None:
    assert article_pdf(short_article) == article_pdf(short_article)


@pytest.fixture
def short_article(home_page: HomePage) -> ArticleDocument:
    """A short article with two parts, of which one is of a block."""
    article = article_page(
        numero_page(home_page),
        body=[
            {"type": "heading", "value": {"text": "Une partie", "level": "h2"}},
            {"type": "callout", "value": {"title": "À part", "text": "<p>Mot.</p>", "kind": "aside"}},
        ],
        bibliography=[{"type": "reference", "value": "<p>Un livre.</p>"}],
    )
    return read_article(ArticlePage.objects.get(pk=article.pk))


def test_a_lost_picture_is_named(home_page: HomePage) -> None:
    image = NecImageFactory(title="Une salle pleine")
    value = {"image": {"image": image.pk, "alt_text": "Une salle", "decorative": False}, "rendering": "photo"}
    article = article_page(numero_page(home_page), body=[{"type": "image", "value": value}])
    image.file.storage.delete(image.file.name)

    with pytest.raises(ExportError, match="Une salle pleine"):
        article_pdf(read_article(ArticlePage.objects.get(pk=article.pk)))


def test_an_image_makes_the_cover(home_page: HomePage) -> None:
    numero = numero_page(home_page, cover_image=NecImageFactory())

    assert cover_png(read_numero(numero, [])).startswith(b"\x89PNG")


@settings(max_examples=8)
@given(st.text(alphabet=st.sampled_from("#$@<>[]{}*_`\\/=-+~\"' \n\x00\x0b\u202eaé😀א漢"), max_size=60))
def test_any_text_makes_a_pdf(said: str) -> None:
    document = plain_document(
        title=said,
        summary=said,
        citation=said,
        signatures=(Signature(said, said, said),),
        blocks=(
            Paragraph((Text(said), NoteCall(1, 1))),
            Heading(said, 1, is_part=True),
            Quote(said, said),
            Links((LinkItem(said, "https://nec.example/"),)),
        ),
        notes=(Note(1, (Text(said),), 1),),
    )

    assert article_pdf(document).startswith(b"%PDF")


def test_a_long_table_goes_on_under_its_heads() -> None:
    names = [f"Rang {number}." for number in range(1, 121)]
    table = Table(
        caption="Les rangs",
        columns=(Column("Nom"), Column("Nombre", is_number=True)),
        rows=tuple(((Text(name),), (Text("1"),)) for name in names),
    )

    reader = PdfReader(BytesIO(article_pdf(plain_document(blocks=(table,)))))

    pages = [words(reader, page) for page in range(1, len(reader.pages) + 1)]
    assert [name for page in pages for name in names if name in page] == names
    bearers = [page for page in pages if "Rang" in page]
    assert len(bearers) > 1
    assert all("Nom Nombre" in page for page in bearers)


def test_a_chart_stays_under_its_title_which_is_said_once() -> None:
    columns = (Column("Libellé"), Column("Valeur", is_number=True))
    rows = (((Text("Metz"),), (Text("181"),)), ((Text("Lens"),), (Text("1 800"),)))
    chart = Table(caption="Combien", columns=columns, rows=rows, introduction="Des personnes.", lengths=(10.0, 100.0))
    for lines in range(28, 44):
        text = tuple(Paragraph((Text(f"Ligne {line}."),)) for line in range(lines))
        blocks = (*text, Heading("Combien", 1, is_part=True), chart)

        reader = PdfReader(BytesIO(article_pdf(plain_document(blocks=blocks))))

        pages = [words(reader, page) for page in range(1, len(reader.pages) + 1)]
        [bearer] = [page for page in pages if "Combien" in page]
        assert bearer.count("Combien") == 1
        assert all(said in bearer for said in ("Des personnes.", "Metz", "Lens"))
