"""What every block has, whatever it is."""

from collections.abc import Iterator

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.blocks import Block, ListBlock, StaticBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from socle.blocks import BodyStreamBlock, ColumnsBlock, ColumnStreamBlock, LinkBlock, ProseStreamBlock
from tests.blocks import assert_is_presented

BODY = BodyStreamBlock()
BLOCKS: list[Block] = list(BODY.child_blocks.values())
ALL_BLOCKS = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
EXPECTED = {
    *("paragraph", "heading", "accordion", "steps", "image", "gallery", "video", "audio", "figures", "chart", "table"),
    *("quote", "verbatim", "callout", "buttons", "call_to_action", "page_cards", "latest_pages", "downloads"),
    *("personnes", "partenaires", "form_page", "external_form", "contents", "columns", "separator"),
    "legal_notice",
}
MADE_OF_CONTENTS = {
    *("image", "gallery", "video", "audio", "page_cards", "downloads", "personnes", "partenaires", "form_page"),
    "legal_notice",
}
WRITTEN_BLOCKS = [block for block in BLOCKS if block.name not in MADE_OF_CONTENTS]


def descendants(block: Block) -> Iterator[Block]:
    """The block and all it is made of."""
    yield block
    children = [block.child_block] if isinstance(block, ListBlock) else getattr(block, "child_blocks", {}).values()
    for child in children:
        yield from descendants(child)


def test_the_body_offers_every_block_of_the_site() -> None:
    assert set(BODY.child_blocks) == EXPECTED


@ALL_BLOCKS
def test_a_block_says_what_it_is_to_editors(block: Block) -> None:
    assert_is_presented(block)


@ALL_BLOCKS
def test_a_block_has_a_template_of_its_own(block: Block) -> None:
    assert block.meta.template.startswith("blocks/")
    assert get_template(block.meta.template)
    assert sum(other.meta.template == block.meta.template for other in BLOCKS) == 1


@ALL_BLOCKS
def test_every_field_has_a_french_label(block: Block) -> None:
    for part in descendants(block):
        if isinstance(part, ImageBlock):
            continue  # Wagtail's own, which names its fields itself
        for child in getattr(part, "child_blocks", {}).values():
            assert child.meta.label, f"{block.name}: {child.name}"


@ALL_BLOCKS
@pytest.mark.django_db
def test_a_preview_is_drawn_without_any_content_in_the_site(block: Block) -> None:
    value = block.get_preview_value()
    html = block.render(value, {"request": RequestFactory().get("/")})
    assert "style=" not in html
    assert "None" not in html


@pytest.mark.parametrize("block", WRITTEN_BLOCKS, ids=lambda block: block.name)
@pytest.mark.django_db
def test_an_example_is_what_an_editor_could_write(block: Block) -> None:
    value = block.get_preview_value()
    assert block.render(block.clean(value)) == block.render(value)


@ALL_BLOCKS
def test_the_block_picker_shows_the_preview_in_the_look_of_the_site(block: Block, admin_client: Client) -> None:
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = response.content.decode()
    assert response.status_code == 200
    assert "css/blocks" in html
    assert f'<div class="block block-{block.name}">' in html


@pytest.mark.parametrize("stream", [BodyStreamBlock(), ProseStreamBlock(), ColumnStreamBlock()])
def test_streams_and_their_blocks_pass_wagtail_checks(stream: StreamBlock) -> None:
    assert stream.check() == []


def test_columns_hold_no_columns() -> None:
    nested = [part for part in descendants(ColumnsBlock()) if isinstance(part, ColumnsBlock)]
    assert len(nested) == 1


def test_a_short_text_has_few_blocks() -> None:
    assert list(ProseStreamBlock().child_blocks) == ["paragraph", "heading", "image", "quote", "callout", "buttons"]


def test_a_link_too_has_a_preview() -> None:
    block = LinkBlock()
    assert block.render(block.get_preview_value()).strip() == (
        '<a href="https://lesbases.anct.gouv.fr/collections/ressources-produites-lors-des-nec-locaux">'
        "Les ressources des NEC locaux sur Les Bases</a>"
    )


def test_blocks_are_of_the_kinds_the_others_rely_on() -> None:
    kinds = {block.name for block in BLOCKS if not isinstance(block, StructBlock)}
    assert kinds == {"paragraph", "separator", "legal_notice"}
    assert isinstance(BODY.child_blocks["separator"], StaticBlock)


@ALL_BLOCKS
@pytest.mark.django_db
def test_a_block_just_added_to_a_draft_is_drawn_without_fault(block: Block) -> None:
    html = block.render(block.get_default(), {"request": RequestFactory().get("/")})
    assert "None" not in html


def test_search_finds_words_and_no_option() -> None:
    body = BODY.normalize(
        [
            ("heading", {"text": "Le bilan", "level": "h2", "anchor": "le-bilan"}),
            ("callout", {"title": "Deux critères", "text": "<p>Une collectivité</p>", "kind": "warning"}),
            ("columns", {"ratio": "4-8", "left": [("paragraph", "<p>À gauche</p>")], "right": []}),
            ("chart", {"title": "Formats", "kind": "bars", "points": [{"label": "Ateliers", "value": 26}]}),
        ]
    )
    words = [word for word in BODY.get_searchable_content(body) if word]
    assert words == ["Le bilan", "Deux critères", "Une collectivité", "À gauche", "Formats", "Ateliers"]
