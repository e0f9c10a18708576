"""The blocks of a bilan and of the charte in practice: what they draw, say and refuse."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.blocks import Block, StreamBlock, StructBlock

from home.models import HomePage
from nec_locaux.blocks import BilanStreamBlock, CarnetBlock, FeedbackBlock, OriginBlock, PracticeBlock
from tests.blocks import assert_is_presented, complete, errors_of
from tests.factories import NecDocumentFactory, StandardPageFactory
from tests.reading import text, texts

BILAN = BilanStreamBlock()
PRACTICE = PracticeBlock()
OWN_BLOCKS: list[Block] = [BILAN.child_blocks["feedback"], BILAN.child_blocks["origin"], BILAN.child_blocks["carnet"]]
ALL_OWN_BLOCKS = pytest.mark.parametrize("block", [*OWN_BLOCKS, PRACTICE], ids=lambda block: type(block).__name__)
POINTS = [{"label": "Moselle", "value": Decimal(120)}, {"label": "Meuse", "value": Decimal(12)}]


def draw(block: StructBlock, **fields: Any) -> BeautifulSoup:
    return BeautifulSoup(block.render(complete(block, fields)), "html.parser")


@ALL_OWN_BLOCKS
def test_a_block_says_what_it_is_to_editors(block: Block) -> None:
    assert_is_presented(block)


@ALL_OWN_BLOCKS
def test_every_field_has_a_label(block: StructBlock) -> None:
    assert [name for name, child in block.child_blocks.items() if not child.meta.label] == []


@ALL_OWN_BLOCKS
@pytest.mark.django_db
def test_a_block_is_drawn_with_its_example_and_with_nothing(block: Block) -> None:
    for value in (block.get_preview_value(), block.get_default()):
        html = block.render(value, {"request": RequestFactory().get("/")})
        assert "None" not in html
        assert "style=" not in html


@pytest.mark.parametrize("block", [FeedbackBlock(), OriginBlock(), PRACTICE], ids=lambda block: type(block).__name__)
@pytest.mark.django_db
def test_an_example_is_what_an_editor_could_write(block: Block) -> None:
    value = block.get_preview_value()

    assert block.render(block.clean(value)) == block.render(value)


@pytest.mark.parametrize("block", OWN_BLOCKS, ids=lambda block: block.name)
def test_the_block_picker_shows_a_preview(block: Block, admin_client: Client) -> None:
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    assert f'<div class="block block-{block.name}">' in response.content.decode()


def test_streams_pass_wagtail_checks() -> None:
    assert BILAN.check() == []
    assert StreamBlock([("practice", PRACTICE)]).check() == []


def test_feedback_shows_the_lesson_then_both_lists() -> None:
    soup = draw(
        FeedbackBlock(),
        title="Ce que la ville en retient",
        lesson="Deux parcours !",
        lesson_source="d’après la ville",
        liked=["Les stands"],
        to_change=["Le parking", "Les boissons"],
    )

    assert texts(soup, "h2") == ["Ce que la ville en retient"]
    assert texts(soup, "h3") == ["Ce qui a plu", "À faire autrement"]
    assert texts(soup, ".feedback-lesson.bracketed-mark p") == ["Deux parcours !", "À retenir, d’après la ville"]
    assert texts(soup, "li") == ["Les stands", "Le parking", "Les boissons"]


def test_feedback_without_title_raises_its_lists_and_leaves_no_empty_place() -> None:
    soup = draw(FeedbackBlock(), liked=["Les stands"])

    assert texts(soup, "h2") == ["Ce qui a plu"]
    assert soup.select("h3, .feedback-lesson, .split") == []


def test_feedback_is_escaped() -> None:
    soup = draw(FeedbackBlock(), lesson="<script>alert(1)</script>", liked=["<b>gras</b>"])

    assert soup.select("script, b") == []
    assert texts(soup, ".feedback-lesson p") == ["<script>alert(1)</script>"]


def test_feedback_says_something() -> None:
    assert errors_of(FeedbackBlock(), title="Retours") == {"liked": "Donnez au moins un point, ou la leçon à retenir."}
    assert errors_of(FeedbackBlock(), lesson="Deux parcours.") == {}
    assert errors_of(FeedbackBlock(), to_change=["Le parking"]) == {}
    assert FeedbackBlock().clean_deferred(complete(FeedbackBlock(), {}))["title"] is not None


@pytest.mark.parametrize(("origin", "heading"), [("territoire", "Territoire"), ("secteur", "Secteur"), ("", "Libellé")])
def test_the_table_of_origins_says_what_its_rows_are(origin: str, heading: str) -> None:
    soup = draw(OriginBlock(), title="D’où viennent-ils ?", origin=origin, points=POINTS, source="inscriptions")

    assert texts(soup, "thead th") == [heading, "Valeur"]
    assert texts(soup, "tbody tr") == ["Moselle 120", "Meuse 12"]


def test_origins_are_checked_as_any_chart() -> None:
    fields = {"title": "Origine", "origin": "secteur", "points": POINTS, "source": "inscriptions"}

    assert errors_of(OriginBlock(), **fields) == {}
    assert list(errors_of(OriginBlock(), **{**fields, "points": POINTS[:1]})) == ["points"]
    assert list(errors_of(OriginBlock(), **{**fields, "origin": "ailleurs"})) == ["origin"]


@pytest.mark.django_db
def test_a_carnet_is_a_file_with_its_licence() -> None:
    soup = draw(CarnetBlock(), title="Carnet", text="Récits.", document=NecDocumentFactory(title="Carnet de bord"))

    assert texts(soup, "h2") == ["Carnet"]
    assert texts(soup, ".download a") == ["Carnet de bord", "CC BY-SA 4.0 FR"]


def test_a_carnet_may_be_a_page_while_it_is_online(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, title="Le carnet en ligne")

    assert [link["href"] for link in draw(CarnetBlock(), title="Carnet", page=page).select("a")] == [page.url]
    page.unpublish()
    assert draw(CarnetBlock(), title="Carnet", page=page).select("a") == []


def test_a_carnet_leads_to_one_thing(home_page: HomePage) -> None:
    page, document = StandardPageFactory(parent=home_page), NecDocumentFactory()
    message = "Choisissez un fichier ou une page, pas les deux."

    assert errors_of(CarnetBlock(), title="Carnet") == {"document": "Choisissez un fichier, ou une page du site."}
    assert errors_of(CarnetBlock(), title="Carnet", page=page, document=document) == {
        "document": message,
        "page": message,
    }
    assert errors_of(CarnetBlock(), title="Carnet", page=page) == {}
    assert CarnetBlock().clean_deferred(complete(CarnetBlock(), {"title": "Carnet"}))["page"] is None


def test_a_practice_is_an_engagement_and_how_it_is_kept() -> None:
    soup = draw(PRACTICE, title="Entrée gratuite", text="Repas & supports compris.")

    assert texts(soup, "p") == ["Entrée gratuite", "Repas & supports compris."]


def test_the_first_block_of_each_part_bears_its_anchor() -> None:
    value = BILAN.normalize(
        [
            ("paragraph", "<p>D’abord.</p>"),
            ("verbatim", {"text": "Un."}),
            ("verbatim", {"text": "Deux."}),
            ("feedback", {"lesson": "Retenir."}),
        ]
    )

    soup = BeautifulSoup(BILAN.render(value), "html.parser")

    assert [(part.anchor, str(part.title)) for part in BILAN.get_parts(value).values()] == [
        ("paroles", "Paroles"),
        ("ce-qui-a-plu", "Ce qui a plu, ce qui change"),
    ]
    assert [block.get("id") for block in soup.select(".stream > .block")] == [None, "paroles", None, "ce-qui-a-plu"]
    assert text(soup.find(id="paroles")) == "« Un. »"
