"""Blocks of words: exact markup and checks."""

from typing import Any

import pytest
from pytest_django.asserts import assertHTMLEqual, assertInHTML
from wagtail.rich_text import RichText

from socle.blocks import (
    AccordionBlock,
    ButtonsBlock,
    CalloutBlock,
    CallToActionBlock,
    FiguresBlock,
    HeadingBlock,
    ParagraphBlock,
    QuoteBlock,
    SeparatorBlock,
    StepsBlock,
    TableBlock,
    VerbatimBlock,
)
from socle.blocks.base import RICH_TEXT_FEATURES
from socle.blocks.table import CellsBlock, table_error
from tests.factories import TerritoireFactory

from .conftest import Errors, Render


def test_a_paragraph_is_prose_set_in_french() -> None:
    block = ParagraphBlock()
    assertHTMLEqual(
        block.render(RichText("<p>Qui peut venir ?</p>")), '<div class="prose"><p>Qui peut venir\u202f?</p></div>'
    )
    assert block.features == RICH_TEXT_FEATURES
    assert not {"h2", "h3", "image", "embed"} & set(block.features)


def test_a_heading_bears_its_anchor(render_block: Render) -> None:
    html = render_block(HeadingBlock(), text="Du dossier au jour J", level="h3")
    assertHTMLEqual(html, '<h2 id="du-dossier-au-jour-j" tabindex="-1">Du dossier au jour J</h2>')


def test_folds_open_without_script(render_block: Render) -> None:
    folds = [{"title": "Qui ?", "text": "<p>Vous</p>"}, {"title": "Où ?", "text": "<p>Ici</p>"}]
    html = render_block(AccordionBlock(), folds=folds, open_first=True)
    assertHTMLEqual(
        html,
        """<div class="accordion">
        <details class="fold" open><summary><h2>Qui\u202f?</h2></summary><div class="prose"><p>Vous</p></div></details>
        <details class="fold"><summary><h2>Où\u202f?</h2></summary><div class="prose"><p>Ici</p></div></details>
        </div>""",
    )


def test_steps_are_numbered(render_block: Render) -> None:
    html = render_block(
        StepsBlock(), steps=[{"title": "Vous déposez"}, {"title": "On signe", "text": "<p>À deux.</p>"}]
    )
    assertHTMLEqual(
        html,
        """<ol class="numbered">
        <li><span class="number bracketed" aria-hidden="true">1</span>
          <div><h2 class="step-title">Vous déposez</h2></div></li>
        <li><span class="number bracketed" aria-hidden="true">2</span>
          <div><h2 class="step-title">On signe</h2><div class="prose small"><p>À deux.</p></div></div></li>
        </ol>""",
    )


def test_a_timeline_bears_its_markers(render_block: Render) -> None:
    html = render_block(StepsBlock(), kind="timeline", steps=[{"marker": "2018", "title": "Nantes"}])
    assertInHTML('<p class="timeline-marker">2018</p>', html)
    assert "number" not in html


@pytest.mark.parametrize(
    ("kind", "surface", "word"),
    [("aside", "raised", ""), ("information", "recessed", "À savoir"), ("warning", "recessed", "Attention")],
)
def test_a_callout_says_in_a_word_what_it_is(render_block: Render, kind: str, surface: str, word: str) -> None:
    html = render_block(CalloutBlock(), title="Deux critères", text="<p>Texte</p>", kind=kind)
    assert f'class="callout {surface} bracketed' in html
    assert ('class="callout-kind"' in html) is bool(word)
    assert word in html
    assertInHTML('<h2 class="title-2 block-title">Deux critères</h2>', html)


def test_the_first_button_is_the_main_one(render_block: Render) -> None:
    links = [
        {"label": "Déposer", "external_url": "https://example.org/"},
        {"label": "Écrire", "email": "a@example.org"},
    ]
    html = render_block(ButtonsBlock(), links=links)
    assert html.count("button-secondary") == 1
    assert html.index("https://example.org/") < html.index("button-secondary") < html.index("mailto:a@example.org")
    assert html.count("(autre site)") == 1


def test_a_call_to_action_has_a_title_a_text_and_a_button(render_block: Render) -> None:
    links = [{"label": "Déposer", "email": "a@example.org"}]
    html = render_block(CallToActionBlock(), title="Organisez un NEC local", text="L’appel est permanent.", links=links)
    assertInHTML('<p class="lead">L’appel est permanent.</p>', html)
    assertInHTML('<a class="button bracketed" href="mailto:a@example.org">Déposer</a>', html)


def test_a_quote_names_its_author_and_source(render_block: Render) -> None:
    html = render_block(
        QuoteBlock(),
        text="Deux parcours",
        author="Ville de Metz",
        source="Bilan",
        source_url="https://example.org/bilan",
    )
    assertHTMLEqual(
        html,
        """<figure class="quote bracketed bracketed-mark u-quote">
        <blockquote cite="https://example.org/bilan"><p class="title-3">Deux parcours</p></blockquote>
        <figcaption>Ville de Metz, <cite><a href="https://example.org/bilan">Bilan</a></cite></figcaption></figure>""",
    )
    assert "figcaption" not in render_block(QuoteBlock(), text="Une exergue")


def test_markup_in_a_plain_field_is_shown_as_text(render_block: Render) -> None:
    html = render_block(QuoteBlock(), text="<script>alert(1)</script>", author="<b>A</b>")
    assert "<script>" not in html
    assert "&lt;b&gt;A&lt;/b&gt;" in html


@pytest.mark.django_db
def test_a_verbatim_names_the_person_and_the_territory(render_block: Render) -> None:
    metz = TerritoireFactory(name="Metz", code="57463")
    html = render_block(VerbatimBlock(), text="« On lit ensemble ? »", person="Une médiatrice", territoire=metz)
    assertHTMLEqual(
        html,
        """<figure class="verbatim"><blockquote><p>«\u202fOn lit ensemble\u202f?\u202f»</p></blockquote>
        <figcaption><b>Une médiatrice</b> <span class="format-word">Metz</span></figcaption></figure>""",
    )


def test_figures_bear_definition_source_and_date(render_block: Render) -> None:
    figure = {"number": "1 800", "legend": "personnes", "definition": "présentes", "source": "bilan", "date": "2022"}
    html = render_block(FiguresBlock(), figures=[figure], source="page « La démarche »")
    assertInHTML('<dd class="figure-value bracketed">1\u202f800</dd>', html)
    assertInHTML("<dt>personnes<small>présentes</small><small>Source\u00a0: bilan, 2022</small></dt>", html)
    assertInHTML('<p class="source">Source\u00a0: page «\u202fLa démarche\u202f»</p>', html)


def test_a_figure_needs_its_legend(errors_of: Errors) -> None:
    assert list(errors_of(FiguresBlock(), figures=[{"number": "181", "legend": ""}])) == ["figures"]


def table(**changes: Any) -> dict[str, Any]:
    columns = [{"type": "text", "heading": "Édition"}, {"type": "number", "heading": "Présents"}]
    value = {"caption": "Éditions", "columns": columns, "rows": [{"values": ["Lens 2022", "1800"]}]}
    return {**value, **changes}


def test_a_table_has_caption_and_headers(render_block: Render) -> None:
    html = render_block(TableBlock(), table=table(), row_headers=True, source="bilan")
    assertInHTML(
        """<table class="table"><caption>Éditions</caption>
        <thead><tr><th scope="col">Édition</th><th scope="col" class="table-number">Présents</th></tr></thead>
        <tbody><tr><th scope="row">Lens 2022</th><td class="table-number">1\u202f800</td></tr></tbody></table>""",
        html,
    )
    assertInHTML('<p class="source">Source\u00a0: bilan</p>', html)
    assert '<th scope="row">' not in render_block(TableBlock(), table=table(), row_headers=False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, ""),
        ({"rows": []}, "Ajoutez au moins une colonne et une ligne."),
        ({"columns": [], "rows": [{"values": []}]}, "Ajoutez au moins une colonne et une ligne."),
        ({"caption": ""}, "Donnez une légende au tableau : elle dit ce qu’il contient."),
        (
            {"columns": [{"type": "text", "heading": ""}], "rows": [{"values": ["a"]}]},
            "Donnez un intitulé à chaque colonne.",
        ),
    ],
)
def test_a_table_without_caption_or_headings_is_refused(
    errors_of: Errors, changes: dict[str, Any], message: str
) -> None:
    assert table_error(CellsBlock().to_python(table(**changes))) == message
    assert list(errors_of(TableBlock(), table=table(**changes))) == (["table"] if message else [])


def test_a_separator_is_a_rule() -> None:
    assert SeparatorBlock().render(None).strip() == '<hr class="separator">'
