"""The chart block: what it draws, says and refuses."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django.asserts import assertInHTML

from socle.blocks import ChartBlock

from .conftest import Errors, Render

BLOCK = ChartBlock()
FORMATS = [
    {"label": "Retours d’expérience", "value": Decimal(45)},
    {"label": "Ateliers", "value": Decimal(26), "note": "on repart avec un livrable"},
    {"label": "Regards croisés", "value": Decimal(10)},
]


def chart(**fields: Any) -> dict[str, Any]:
    return {"title": "Cinq façons de se parler", "points": FORMATS, "source": "bilan de l’édition 2022", **fields}


def test_bars_are_drawn_in_percent_between_brackets(render_block: Render) -> None:
    html = render_block(BLOCK, **chart())
    assertInHTML('<rect class="chart-paper" y="1" width="78.00%" height="34"/>', html)
    assertInHTML('<rect class="chart-paper" y="1" width="45.07%" height="34"/>', html)
    assertInHTML('<path class="chart-ink" d="M12 2.5H2.5v31H12"/>', html, count=3)
    assertInHTML('<text class="chart-value" x="14" y="27">26</text>', html)
    assert "style=" not in html


def test_the_drawing_is_an_image_with_a_name(render_block: Render) -> None:
    html = render_block(BLOCK, **chart())
    assert (
        'role="img" aria-label="Cinq façons de se parler : 3 valeurs, '
        'de 45 (Retours d’expérience) à 10 (Regards croisés)."'
    ) in html


def test_every_value_is_in_the_table(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(unit="%"))
    assertInHTML(
        """<tr><th scope="row">Ateliers</th><td class="table-number">26\u202f%</td>
        <td>on repart avec un livrable</td></tr>""",
        html,
    )
    assert html.count("<tr>") == 4


def test_labels_stand_above_their_bars_as_text(render_block: Render) -> None:
    html = render_block(BLOCK, **chart())
    assertInHTML('<p><b>Ateliers</b> <span class="muted">on repart avec un livrable</span></p>', html)


def test_source_date_and_total_follow(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(show_total=True, date="septembre 2022"))
    assertInHTML(
        """<figcaption class="source">
        Source\u00a0: bilan de l’édition 2022, septembre 2022. Total\u00a0: 81.</figcaption>""",
        html,
    )
    assert "Total" not in render_block(BLOCK, **chart())


def test_a_value_of_another_nature_is_dashed_and_not_counted(render_block: Render) -> None:
    points = [*FORMATS, {"label": "Pitchs", "value": Decimal(24), "is_other": True}]
    html = render_block(BLOCK, **chart(points=points, show_total=True))
    assert html.count("is-other") == 1
    assert "Total\u00a0: 81." in html


def test_a_value_may_bear_the_paper_of_a_thematique(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(points=[*FORMATS, {"label": "Vert", "value": Decimal(3), "colour": "ecologie"}]))
    assert html.count('data-t="ecologie"') == 1


def test_columns_grow_from_the_ground(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(kind="columns"))
    assert '<svg y="0%" height="100.00%">' in html.replace('y="0.00%"', 'y="0%"')
    assert '<svg y="42.22%" height="57.78%">' in html
    assert '<svg width="57.78%">' in html


def test_a_ring_has_a_legend_with_shares(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(kind="ring"))
    assertInHTML('<span class="chart-value poster">55,6\u202f%</span>', html)
    assert html.count('pathLength="100"') == 3


def test_a_zero_is_a_mark_without_a_bar(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(points=[{"label": "Un", "value": Decimal(0)}, FORMATS[0]]))
    assert html.count("<rect") == 1
    assertInHTML('<text class="chart-value" x="14" y="27">0</text>', html)


def test_a_chart_whose_values_are_lost_draws_no_ring(render_block: Render) -> None:
    html = render_block(BLOCK, **chart(kind="ring", points=[{"label": "Un", "value": Decimal(0)}]))
    assert "ring-paper" not in html


def test_one_value_is_no_chart(errors_of: Errors) -> None:
    assert "points" in errors_of(BLOCK, **chart(points=FORMATS[:1]))


def test_zeros_alone_are_no_chart(errors_of: Errors) -> None:
    zeros = [{"label": name, "value": Decimal(0)} for name in "ab"]
    assert errors_of(BLOCK, **chart(points=zeros)) == {
        "points": "Toutes les valeurs sont nulles : il n’y a rien à dessiner."
    }


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), None])
def test_values_are_numbers_from_zero(errors_of: Errors, value: Decimal | None) -> None:
    points = [*FORMATS, {"label": "Faux", "value": value}]
    assert list(errors_of(BLOCK, **chart(points=points))) == ["points"]


def test_a_ring_of_shares_makes_a_whole(errors_of: Errors) -> None:
    assert errors_of(BLOCK, **chart(kind="ring", unit="%")) == {
        "points": "Les parts font 81\u202f% : complétez-les jusqu’à 100 %, ou choisissez les barres."
    }
    assert errors_of(BLOCK, **chart(kind="ring", unit="personnes")) == {}
    rounded = [{"label": name, "value": Decimal("33.3")} for name in "abc"]
    assert errors_of(BLOCK, **chart(kind="ring", unit="%", points=rounded)) == {}


def test_a_ring_has_few_parts_of_one_nature(errors_of: Errors) -> None:
    many = [{"label": str(rank), "value": Decimal(1)} for rank in range(9)]
    assert errors_of(BLOCK, **chart(kind="ring", points=many)) == {
        "kind": "Au-delà de huit parts, un anneau ne se lit plus : choisissez les barres."
    }
    other = [*FORMATS, {"label": "Pitchs", "value": Decimal(24), "is_other": True}]
    assert errors_of(BLOCK, **chart(kind="ring", points=other)) == {
        "points": "Les parts d’un anneau sont toutes de même nature : choisissez les barres."
    }


def test_a_chart_says_its_source(errors_of: Errors) -> None:
    assert list(errors_of(BLOCK, **chart(source=""))) == ["source"]


def test_a_draft_may_be_incomplete() -> None:
    block = ChartBlock()
    value = block.normalize({**{name: child.get_default() for name, child in block.child_blocks.items()}, "points": []})
    assert list(block.clean_deferred(value)["points"]) == []


def test_values_survive_storage() -> None:
    stored = BLOCK.get_prep_value(BLOCK.normalize(chart(kind="bars", unit="", introduction="")))
    assert [point.value for point in BLOCK.to_python(stored).points] == [45, 26, 10]
