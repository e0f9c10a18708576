"""An article as Markdown: what a parser of CommonMark reads in it, notes, front matter, hostile text."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from home.models import HomePage
from revue.document import (
    Callout,
    Column,
    Figure,
    Heading,
    Note,
    Picture,
    Quote,
    Signature,
    Step,
    Steps,
    Table,
    read_article,
)
from revue.document.nodes import Block
from revue.exports.markdown import WRITERS, MarkdownWriter, article_markdown
from revue.models import ArticlePage
from socle.prose import Emphasis, Link, Listing, NoteCall, Paragraph, Strong, Superscript, Text
from tests.revues import numero_page, plain_document, rich_article


def address(picture: Picture) -> str:
    return f"https://nec.example/medias/{picture.image}.jpg"


WRITER = MarkdownWriter(address)


def rendered(markdown: str) -> str:
    return MarkdownIt().enable("table").render(markdown)


def test_every_kind_of_block_has_its_writer() -> None:
    assert WRITERS.keys() == set(Block.__args__)


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Heading("Une partie", 1), "## Une partie"),
        (Paragraph((Text("Un "), Strong((Text("mot "),)), Emphasis((Text("fin"),)), NoteCall(2, 1))), (
            "Un **mot** *fin*[^2]"
        )),
        (Paragraph((Link("https://e.fr/a b", (Text("ici"),)), Superscript((Text("e"),)))), (
            "[ici](<https://e.fr/a%20b>)<sup>e</sup>"
        )),
        (Paragraph((Text("1. * _a_ #b <i> & &amp; [x] `c` | $2"),)), (
            r"1\. \* \_a\_ \#b \<i\> & \&amp; \[x\] \`c\` \| \$2"
        )),
        (Listing(False, ((Text("un"), Listing(True, ((Text("deux"),), (Text("trois"),)))), (Text("quatre"),))), (
            "- un\n  1. deux\n  2. trois\n- quatre"
        )),
        (Quote("Dit", "Elle", "Livre", "https://e.fr/"), "> Dit\n>\n> — Elle, [Livre](<https://e.fr/>)"),
        (Figure(Picture("nom", "", "Une salle"), "Légende", "Moi", "CC0", "https://e.fr/"), (
            "![Une salle](<https://nec.example/medias/nom.jpg>)\n\nLégende\n\nCrédit\u00a0: Moi, [CC0](<https://e.fr/>)"
        )),
        (Table("Titre", (Column("A"), Column("B", is_number=True)), (((Text("a|b"),), (Text("1"),)),)), (
            "**Titre**\n\n| A | B |\n| --- | ---: |\n| a\\|b | 1 |"
        )),
        (Callout("Attention", (Heading("À part", 1), Paragraph((Text("Mot."),)))), (
            "> **Attention**\n>\n> ## À part\n>\n> Mot."
        )),
        (Steps(True, (Step("J – 3", "Prévenir", (Paragraph((Text("Tôt."),)),)),)), (
            "1. J – 3\u00a0: **Prévenir**\n\n   Tôt."
        )),
    ],
)  # fmt: skip
def test_blocks_as_markdown(block: Block, markdown: str) -> None:
    assert WRITER.blocks([block]) == markdown


def test_an_article_begins_with_what_is_known_of_it() -> None:
    document = plain_document(
        title="Lire : l’écran",
        signatures=(Signature("Élise \u2028Marchand"), Signature('Jean "X" # de La Fontaine', "Photographies")),
        blocks=(Paragraph((Text("Mot"), NoteCall(1, 1))),),
        notes=(Note(1, (Text("Voir "), Emphasis((Text("ceci"),))), 1),),
        bibliography=((Text("Un livre."),),),
        corrections=((date(2024, 8, 1), "Un chiffre."),),
    )

    text = article_markdown(document, address)

    _empty, matter, body = text.split("---\n", 2)
    known = yaml.safe_load(matter)
    assert known["title"] == "Lire : l’écran"
    assert known["authors"] == ["Élise Marchand", 'Jean "X" # de La Fontaine']
    assert known["date"] == "2024-07-01"
    assert known["license"] == document.licence_url
    assert body == (
        "\n# Lire : l’écran\n\nMot[^1]\n\n## Bibliographie\n\n- Un livre.\n\n"
        "## Corrections\n\n- 1er\u00a0août 2024 – Un chiffre.\n\n[^1]: Voir *ceci*\n"
    )


def test_a_whole_article_is_read_by_a_parser(home_page: HomePage) -> None:
    article = rich_article(home_page, numero_page(home_page))
    document = read_article(ArticlePage.objects.get(pk=article.pk))

    text = article_markdown(document, lambda picture: f"https://nec.example/{picture.name}.jpg")

    assert text.count("[^1]") == 3
    assert text.count("[^2]") == 2
    html = rendered(text.split("---\n", 2)[2])
    assert html.count("<table>") == 2
    assert html.count("<h1>") == 1
    assert 'alt="Une salle pleine"' in html


@given(st.text(alphabet=st.sampled_from("#*_`[]<>()!|~-+=.:1 \\\n\x00\x0b&;aé😀א\u202e"), min_size=1, max_size=40))
def test_any_text_stays_text(said: str) -> None:
    html = rendered(WRITER.blocks([Paragraph((Text(f"a{said}b"),))]))

    assert html.startswith("<p>a")
    assert html.count("<") == 2
