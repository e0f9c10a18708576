"""Titles: levels that never skip, anchors that are unique and stay."""

import re
from typing import Any

import pytest
from pytest_django.asserts import assertHTMLEqual
from wagtail.blocks import StreamBlockValidationError, StreamValue

from socle.blocks import BodyStreamBlock, HeadingBlock, OutlineEntry, ProseStreamBlock, place_headings

from .conftest import Errors

BODY = BodyStreamBlock()


def stream(*children: tuple[str, Any]) -> StreamValue:
    return BODY.normalize(list(children))


def heading(text: str, level: str = "h2", anchor: str = "") -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": level, "anchor": anchor}


def titles(html: str) -> list[tuple[str, str]]:
    """Level and text of each title of the page, in order."""
    return re.findall(r"<h([1-6])[^>]*>([^<]*)</h", html)


def test_the_outline_lists_titles_with_their_anchors() -> None:
    body = stream(heading("Le déroulé"), heading("Avant", "h3"), heading("Après", "h3"), heading("Le bilan"))
    assert place_headings(body) == [
        OutlineEntry("Le déroulé", "le-deroule", 2),
        OutlineEntry("Avant", "avant", 3),
        OutlineEntry("Après", "apres", 3),
        OutlineEntry("Le bilan", "le-bilan", 2),
    ]


def test_a_sub_part_without_a_part_is_raised() -> None:
    assert [entry.level for entry in place_headings(stream(heading("Avant", "h3"), heading("Après", "h3")))] == [2, 3]


def test_equal_titles_have_different_anchors() -> None:
    body = stream(heading("Bilan"), heading("Bilan"), heading("Autre", anchor="bilan"))
    assert [entry.anchor for entry in place_headings(body)] == ["bilan", "bilan-2", "bilan-3"]


def test_a_title_never_takes_an_id_of_the_layout() -> None:
    assert [entry.anchor for entry in place_headings(stream(heading("Contenu"), heading("Menu")))] == [
        "contenu-2",
        "menu-2",
    ]


def test_a_title_of_signs_alone_still_has_an_anchor() -> None:
    assert place_headings(stream(heading("…")))[0].anchor == "partie"


def test_blocks_take_the_level_below_the_title_they_follow() -> None:
    fold = {"title": "Question", "text": "<p>Réponse</p>"}
    accordion = ("accordion", {"title": "Questions", "folds": [fold]})
    html = BODY.render(stream(accordion, heading("Partie"), accordion, heading("Sous-partie", "h3"), accordion))
    assert titles(html) == [
        ("2", "Questions"),
        ("3", "Question"),
        ("2", "Partie"),
        ("3", "Questions"),
        ("4", "Question"),
        ("3", "Sous-partie"),
        ("4", "Questions"),
        ("5", "Question"),
    ]


def test_an_untitled_block_gives_its_level_to_its_items() -> None:
    accordion = ("accordion", {"title": "", "folds": [{"title": "Question", "text": "<p>Réponse</p>"}]})
    assert titles(BODY.render(stream(heading("Partie"), accordion))) == [("2", "Partie"), ("3", "Question")]


def test_a_body_below_another_title_starts_one_level_lower() -> None:
    html = BODY.render(stream(heading("Partie"), heading("Sous-partie", "h3")), {"heading_level": 3})
    assert titles(html) == [("3", "Partie"), ("4", "Sous-partie")]


def test_titles_inside_columns_belong_to_the_part_they_stand_in() -> None:
    columns = ("columns", {"ratio": "6-6", "left": [heading("Ce qui a plu")], "right": [heading("À changer")]})
    body = stream(heading("Bilan"), columns)
    assert titles(BODY.render(body)) == [("2", "Bilan"), ("3", "Ce qui a plu"), ("3", "À changer")]
    assert [entry.anchor for entry in place_headings(body)] == ["bilan", "ce-qui-a-plu", "a-changer"]


def test_the_contents_list_the_titles_of_the_page_and_lead_to_them() -> None:
    contents = ("contents", {"title": ""})
    body = stream(contents, heading("Le déroulé"), heading("Avant", "h3"), heading("Le déroulé"))
    html = BODY.render(body)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    assert links == [("le-deroule", "Le déroulé"), ("avant", "Avant"), ("le-deroule-2", "Le déroulé")]
    assert re.findall(r' id="([^"]+)"', html) == [anchor for anchor, _text in links]


def test_contents_of_a_body_without_titles_show_nothing() -> None:
    html = BODY.render(stream(("contents", {"title": ""}), ("paragraph", "<p>Texte</p>")))
    assert "<nav" not in html


def test_each_block_stands_in_an_element_that_names_it() -> None:
    assertHTMLEqual(
        BODY.render(stream(heading("Bilan"), ("separator", None))),
        """<div class="stream">
        <div class="block block-heading"><h2 id="bilan" tabindex="-1">Bilan</h2></div>
        <div class="block block-separator"><hr class="separator"></div></div>""",
    )


def test_an_empty_body_draws_nothing() -> None:
    assert BODY.render(stream()) == ""


def test_anchors_are_written_down_when_the_page_is_published() -> None:
    cleaned = BODY.clean(stream(heading("Bilan"), heading("Bilan"), heading("Autre", anchor="bilan-2")))
    assert [child.value["anchor"] for child in cleaned] == ["bilan", "bilan-3", "bilan-2"]


def test_anchors_of_a_draft_still_follow_the_text() -> None:
    block = ProseStreamBlock()
    cleaned = block.clean_deferred(block.normalize([heading("Bi")]))
    assert cleaned[0].value["anchor"] == ""


def test_an_anchor_given_twice_is_refused_beside_the_second() -> None:
    with pytest.raises(StreamBlockValidationError) as caught:
        BODY.clean(stream(heading("Un", anchor="bilan"), ("separator", None), heading("Deux", anchor="bilan")))
    assert list(caught.value.block_errors) == [2]
    assert caught.value.block_errors[2].block_errors["anchor"].messages == [
        "Un autre intertitre de la page a déjà cette ancre : changez-la ou videz-la."
    ]


@pytest.mark.parametrize("anchor", ["Bilan", "le bilan", "bilan--2", "é", "-bilan"])
def test_an_anchor_is_written_for_an_address(errors_of: Errors, anchor: str) -> None:
    assert errors_of(HeadingBlock(), text="Bilan", anchor=anchor) == {
        "anchor": "Écrivez l’ancre en minuscules sans accent, chiffres et traits d’union."
    }


@pytest.mark.parametrize("anchor", ["contenu", "pied", "menu"])
def test_an_anchor_of_the_layout_is_refused(errors_of: Errors, anchor: str) -> None:
    assert errors_of(HeadingBlock(), text="Bilan", anchor=anchor) == {
        "anchor": "Cette ancre sert déjà à la mise en page : choisissez-en une autre."
    }
