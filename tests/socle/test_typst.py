"""PDFs made by Typst: rich text as a tree, texts that are never markup, accessible documents."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.template import TemplateDoesNotExist
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from socle.typst import FONTS, PdfError, compile_pdf, drawable, fingerprint, rich_text, template_path

CHARTE = "typst/charte.typ"
WRITTEN = datetime(2024, 9, 1, 8, 30, 15, 123, tzinfo=UTC)
BASE = "https://nec.example/charte/"


def text(words: str) -> dict[str, str]:
    return {"kind": "text", "text": words}


def paragraph(*children: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "paragraph", "children": list(children)}


def data(**changes: Any) -> dict[str, Any]:
    return {
        "meta": {
            "kind": "Charte",
            "title": "Titre",
            "author": "ANCT",
            "site_name": "NEC",
            "date": [2024, 9, 1],
            "foot": "NEC",
        },
        "title": "Titre",
        "summary": "",
        "facts": [],
        "engagements": [],
        "labels": {"engagement": "Engagement", "checks": "Contrôle", "applies_to": "Qui"},
        "applies_to": [],
        "notes": [],
    } | changes


def engagement(title: str, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "text": nodes, "checks": []}


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


# Rich text


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("", []),
        ("<p></p><p> </p>", []),
        ("<p>Un <b>mot</b> et\n  un autre</p>", [
            paragraph(text("Un "), {"kind": "strong", "children": [text("mot")]}, text(" et un autre"))
        ]),
        ("<p><i>a</i><em>b</em><strong>c</strong></p>", [
            paragraph(
                {"kind": "emphasis", "children": [text("a")]},
                {"kind": "emphasis", "children": [text("b")]},
                {"kind": "strong", "children": [text("c")]},
            )
        ]),
        ("<p>7<sup>e</sup><br/>fin</p>", [
            paragraph(text("7"), {"kind": "superscript", "children": [text("e")]}, {"kind": "break"}, text("fin"))
        ]),
        ("<ul><li>un</li><li><b>deux</b><ol><li>trois</li></ol></li></ul>", [
            {
                "kind": "list",
                "items": [
                    [text("un")],
                    [
                        {"kind": "strong", "children": [text("deux")]},
                        {"kind": "enumeration", "items": [[text("trois")]]},
                    ],
                ],
            }
        ]),
        ("Seul<p>Puis</p>", [paragraph(text("Seul")), paragraph(text("Puis"))]),
        ("<div><p>Dedans</p></div>", [paragraph(text("Dedans"))]),
        ("<p>Ouvert <b>sans fin", [paragraph(text("Ouvert "), {"kind": "strong", "children": [text("sans fin")]})]),
        ("</b><p>Fin sans début</p></p>", [paragraph(text("Fin sans début"))]),
        ("<p>5 &lt; 6 &amp; #[x] $y$</p>", [paragraph(text("5 < 6 & #[x] $y$"))]),
        ("<p>L'eau ?</p>", [paragraph(text("L’eau\u202f?"))]),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_tree_of_rich_text(html: str, tree: list[dict[str, Any]]) -> None:
    assert rich_text(html, BASE) == tree


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("/contact/", "https://nec.example/contact/"),
        ("#ouverture", "https://nec.example/charte/#ouverture"),
        ("mailto:nec@example.org", "mailto:nec@example.org"),
    ],
)
def test_links_are_written_in_full(address: str, url: str) -> None:
    [node] = rich_text(f'<p><a href="{address}">ici</a></p>', BASE)

    assert node["children"] == [{"kind": "link", "children": [text("ici")], "url": url}]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "http://[", "data:text/html,x"])
def test_links_that_lead_nowhere_leave_their_words(address: str) -> None:
    assert rich_text(f'<p><a href="{address}">ici</a></p>', BASE) == [paragraph(text("ici"))]


@pytest.mark.django_db
def test_a_link_to_a_page_that_is_gone_leaves_its_words() -> None:
    assert rich_text('<p><a linktype="page" id="999999">ici</a></p>', BASE) == [paragraph(text("ici"))]


# Signs


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Œuvre « à » 5\u202f€, n° 3 → ½", "Œuvre « à » 5\u202f€, n° 3 → ½"),
        ("Bravo 🎉\ufe0f !", "Bravo  !"),
        ("漢字", "□□"),
        ("a\x07b\ufffec", "abc"),
        ("une\nligne\tou deux", "une ligne ou deux"),
    ],
)
def test_signs_that_no_font_draws_are_left_out(written: str, drawn: str) -> None:
    assert drawable({"texts": [written], "number": 3}) == {"texts": [drawn], "number": 3}


# Documents


def test_texts_are_never_read_as_markup() -> None:
    hostile = '#panic("x") *gras* _i_ $x^2$ @ref <label> `code` \\ // fin ] } #{ "'

    pdf = compile_pdf(
        CHARTE, data(title=hostile, engagements=[engagement(hostile, [paragraph(text(hostile))])]), WRITTEN
    )

    assert words_of(pdf).count('#panic("x") *gras* _i_ $x^2$') == 3


def test_every_node_is_set() -> None:
    nodes = rich_text(
        "<p>Un <b>deux</b> <i>trois</i> <a href='https://example.org/'>quatre</a> 7<sup>e</sup><br>cinq</p>"
        "<ul><li>six<ol><li>sept</li></ol></li></ul>",
        BASE,
    )

    pdf = compile_pdf(CHARTE, data(engagements=[engagement("Titre", nodes)]), WRITTEN)

    for word in ("Un deux trois quatre 7e", "cinq", "six", "sept"):
        assert word in words_of(pdf)
    addresses = [
        annotation.get_object()["/A"]["/URI"]
        for page in PdfReader(BytesIO(pdf)).pages
        for annotation in page.get("/Annots", [])
    ]
    assert addresses == ["https://example.org/"]


def test_the_document_is_accessible_and_in_our_fonts() -> None:
    reader = PdfReader(BytesIO(compile_pdf(CHARTE, data(), WRITTEN)))
    catalog: Any = reader.root_object
    resources: Any = reader.pages[0]["/Resources"]

    assert catalog["/Lang"] == "fr-FR"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    fonts = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    assert {name.split("+")[1].split("-")[0] for name in fonts} <= {"NEC", "NECTexte", "NECTitres", "NECAffiche"}


@settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=60), words=st.text(max_size=200))
def test_any_text_makes_a_document(title: str, words: str) -> None:
    pdf = compile_pdf(CHARTE, data(title=title, engagements=[engagement(title, [paragraph(text(words))])]), WRITTEN)

    assert pdf.startswith(b"%PDF-1.7")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/abpiul =\"'&;#\u00a0", max_size=120))
def test_any_html_makes_a_tree(html: str) -> None:
    assert all(node["kind"] in {"paragraph", "list", "enumeration"} for node in rich_text(html, BASE))


def test_the_same_data_makes_the_same_file() -> None:
    assert compile_pdf(CHARTE, data(), WRITTEN) == compile_pdf(CHARTE, data(), WRITTEN)


def test_the_fingerprint_follows_the_data() -> None:
    assert fingerprint(CHARTE, data()) == fingerprint(CHARTE, data())
    assert fingerprint(CHARTE, data()) != fingerprint(CHARTE, data(title="Autre"))


def test_what_typst_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()")
    monkeypatch.setattr("socle.typst.template_path", lambda name: broken)

    with pytest.raises(PdfError, match="panicked"):
        compile_pdf("broken.typ", {}, WRITTEN)


def test_a_template_that_nobody_has_is_told() -> None:
    with pytest.raises(TemplateDoesNotExist):
        template_path("typst/rien.typ")


def test_fonts_come_with_their_licence() -> None:
    assert {file.name for file in FONTS.iterdir()} == {
        "README.md",
        "nec-texte.OFL.txt",
        "nec-texte.ttf",
        "nec-texte-gras.ttf",
        "nec-texte-italique.ttf",
        "nec-titres.OFL.txt",
        "nec-titres-grands.ttf",
        "nec-titres-petits.ttf",
    }
