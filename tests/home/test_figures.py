"""Sources of figures shown together."""

from home.figures import Figure, group_figures


def figure(value: str, source: str = "", day: str = "") -> dict[str, str]:
    return {"value": value, "label": "personnes", "day": day, "source": source}


def test_a_source_most_figures_share_is_said_once() -> None:
    group = group_figures(
        [figure("1 800", "page"), figure("228", "bilan"), figure("450", "bilan", "27 septembre 2022")]
    )

    assert group.source == "bilan"
    assert group.figures == [
        Figure("1 800", "personnes", "", "page"),
        Figure("228", "personnes", "", ""),
        Figure("450", "personnes", "27 septembre 2022", ""),
    ]


def test_a_source_of_one_figure_stays_with_it() -> None:
    group = group_figures([figure("1 800", "page")])

    assert (group.source, group.figures[0].source) == ("", "page")


def test_no_figure_has_no_source() -> None:
    assert group_figures([]).figures == []
