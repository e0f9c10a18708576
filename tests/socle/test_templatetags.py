"""Template tags and filters, and the components that stand on them."""

import json
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import SafeString

from socle.enums import Papier
from socle.templatetags import nec


def render(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def test_icon_is_decorative() -> None:
    assert nec.icon("arrow").startswith('<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24"')


def test_unknown_icon_is_our_slip() -> None:
    with pytest.raises(ValueError, match="licorne"):
        nec.icon("licorne")


@pytest.mark.parametrize("key", Papier.values)
def test_each_paper_has_its_pictogram(key: str) -> None:
    assert 'viewBox="0 0 48 48"' in nec.pictogram(key)


def test_no_paper_no_pictogram() -> None:
    assert nec.pictogram("") == ""


@pytest.mark.parametrize(("number", "same_as"), [(6, 1), (10, 5), (None, 1)])
def test_later_covers_take_the_drawings_in_turn(number: int | None, same_as: int) -> None:
    assert nec.cover_drawing(number) == nec.cover_drawing(same_as)


def test_five_covers_differ() -> None:
    assert len({nec.cover_drawing(number) for number in range(1, nec.COVER_DRAWINGS + 1)}) == nec.COVER_DRAWINGS


def test_french_escapes_what_is_not_safe() -> None:
    assert render("{{ text|french }}", text="<b>Quoi ?</b>") == "&lt;b&gt;Quoi\u202f?&lt;/b&gt;"


def test_french_keeps_safe_markup() -> None:
    assert render("{{ text|french }}", text=SafeString('<b title="a ?">Quoi ?</b>')) == '<b title="a ?">Quoi\u202f?</b>'


def test_french_of_nothing_is_nothing() -> None:
    assert render("{{ text|french }}{{ text|french_text }}", text=None) == ""


def test_french_text_writes_no_tag() -> None:
    assert render('{{ text|french }} <b title="{{ text|french_text }}">', text='"1er" <i> ?') == (
        '«\u202f1<sup>er</sup>\u202f» &lt;i&gt;\u202f? <b title="«\u202f1er\u202f» &lt;i&gt;\u202f?">'
    )


def test_brand_on_two_lines() -> None:
    assert nec.brand("Numérique en Commun[s]") == (
        '<span>Numérique</span> <span>en Commun<span class="mark">[</span>s<span class="mark">]</span></span>'
    )


def test_marked_brackets_are_escaped() -> None:
    assert nec.mark_brackets("<i>[") == '&lt;i&gt;<span class="mark">[</span>'


def test_date_range_raises_the_first() -> None:
    assert nec.date_range(date(2021, 5, 1)) == "1<sup>er</sup>\u00a0mai 2021"
    assert nec.date_range_text(date(2021, 5, 1)) == "1er\u00a0mai 2021"
    assert nec.date_range(None) == ""


def test_ordinal() -> None:
    assert [nec.ordinal(7), nec.ordinal(1, "f"), nec.ordinal(None)] == ["7<sup>e</sup>", "1<sup>re</sup>", ""]


def test_file_size_unknown() -> None:
    assert nec.filesize_fr(None) == ""


def test_json_ld_cannot_leave_its_script() -> None:
    data = {"name": "</script><script>alert(1)</script> & \u2028"}
    text = nec.json_ld(data)

    assert not {"<", ">", "&", "\u2028"} & set(text)
    assert json.loads(text) == data


@pytest.mark.parametrize(
    ("query", "name", "value", "expected"),
    [
        ("theme=a&theme=b&page=3", "theme", "a", "?theme=b"),
        ("theme=a&q=x", "theme", None, "?q=x"),
        ("q=a%26b", "theme", "a", "?q=a%26b"),
    ],
)
def test_query_without(query: str, name: str, value: str | None, expected: str) -> None:
    context = Context({"request": RequestFactory().get(f"/?{query}")})

    assert nec.query_without(context, name, value) == expected


@dataclass(frozen=True)
class MenuLink:
    url: str
    page_path: str


@pytest.mark.parametrize(
    ("page_path", "link", "expected"),
    [
        ("00010001", MenuLink("/revue/", "00010001"), "page"),
        ("000100010002", MenuLink("/revue/", "00010001"), "true"),
        ("00010002", MenuLink("/revue/", "00010001"), ""),
        ("000100010002", MenuLink("/", "0001"), ""),
        ("00010001", MenuLink("https://exemple.fr/", ""), ""),
    ],
)
def test_current_section(page_path: str, link: MenuLink, expected: str) -> None:
    context = Context({"page": SimpleNamespace(path=page_path), "chrome": SimpleNamespace(home_url="/")})

    assert nec.current_section(context, link) == expected


def test_no_section_is_current_without_a_page() -> None:
    assert nec.current_section(Context(), MenuLink("/revue/", "00010001")) == ""


def test_absolute_url() -> None:
    request = RequestFactory().get("/revue/")

    assert nec.absolute_url(Context({"request": request}), "/static/a.png") == "http://testserver/static/a.png"
    assert nec.absolute_url(Context(), "/static/a.png") == "/static/a.png"


def test_session_is_known_by_its_cookie() -> None:
    request = RequestFactory().get("/")
    assert not nec.has_session(request)

    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert nec.has_session(request)


class SampleForm(forms.Form):
    """One field of each layout."""

    places = forms.IntegerField(
        label="Nombre de places", help_text="En chiffres.", error_messages={"required": "Indiquez un nombre de places."}
    )
    region = forms.ChoiceField(label="Région", choices=[("", "Toutes")], required=False)
    themes = forms.MultipleChoiceField(
        label="Thématiques",
        choices=[("ethique", "Éthique"), ("autre", "Autre")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez une thématique."},
    )
    text = forms.CharField(label="Message", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="J’accepte.", error_messages={"required": "Cochez la case."})
    trap = forms.CharField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(label="Budget", required=False)


def test_widget_kinds() -> None:
    kinds = {field.name: nec.widget_kind(field) for field in SampleForm()}

    assert kinds == {
        "places": "input",
        "region": "select",
        "themes": "choices",
        "text": "textarea",
        "agreed": "checkbox",
        "trap": "hidden",
        "file": "file",
    }


def test_option_colours() -> None:
    assert [nec.option_colour(option) for option in SampleForm()["themes"].subwidgets] == ["ethique", ""]


def test_form_tells_errors_and_links_them() -> None:
    html = render_to_string("components/form.html", {"form": SampleForm({}), "action": "/envoi/"})

    assert '<a href="#id_places">Nombre de places&nbsp;: Indiquez un nombre de places.</a>' in html
    assert '<a href="#id_themes_0">Thématiques&nbsp;: Choisissez une thématique.</a>' in html
    assert '<a href="#id_agreed">J’accepte&nbsp;: Cochez la case.</a>' in html
    assert 'aria-describedby="id_places_helptext id_places_error"' in html
    assert 'id="id_places_helptext"' in html
    assert 'id="id_places_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.count("(facultatif)") == len(["region", "text", "file"])
    assert 'enctype="multipart/form-data"' in html


def test_form_without_errors_has_no_summary() -> None:
    html = render_to_string("components/form.html", {"form": SampleForm(), "action": "/envoi/"})

    assert 'role="alert"' not in html


def test_filters_colour_the_chips() -> None:
    html = render_to_string("components/filters.html", {"form": SampleForm({"themes": ["ethique"]})})

    assert '<label class="chip" data-t="ethique"><input type="checkbox" name="themes" value="ethique"' in html
    assert '<label class="chip"><input type="checkbox" name="themes" value="autre"' in html


def test_pagination_marks_the_page_and_keeps_the_filters() -> None:
    request = RequestFactory().get("/?q=metz&page=2")
    page_obj = Paginator(range(100), 10).get_page(2)
    html = render_to_string("components/pagination.html", {"page_obj": page_obj}, request=request)

    assert 'href="?q=metz&amp;page=2" aria-current="page"' in html
    assert 'href="?q=metz&amp;page=1" rel="prev"' in html
    assert 'href="?q=metz&amp;page=10"' in html


def test_one_page_needs_no_pagination() -> None:
    page_obj = Paginator(range(3), 10).get_page(1)

    assert render_to_string("components/pagination.html", {"page_obj": page_obj}).strip() == ""


def test_figures_keep_label_and_value_together() -> None:
    figures = [{"value": "80 %", "label": "du budget", "source": "Source : appel"}]
    html = render_to_string("components/figures.html", {"figures": figures})

    assert "<dt>du budget<small>Source\u00a0: appel</small></dt>" in html
    assert '<dd class="figure-value bracketed">80\u202f%</dd>' in html
