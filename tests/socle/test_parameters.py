"""Query strings: whatever they hold, the form gives values a page can use."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from socle.parameters import (
    MAX_PAGE_NUMBER,
    LineField,
    PageNumberField,
    PageNumberForm,
    ParametersForm,
    TolerantMultipleChoiceField,
)


class ListForm(ParametersForm):
    """The parameters of a list, for these tests."""

    q = LineField(max_length=20)
    page = PageNumberField()
    kind = TolerantMultipleChoiceField(choices=[("article", "Article"), ("numero", "Numéro")])
    sort = forms.ChoiceField(choices=[("date", "Date"), ("title", "Titre")], required=False, initial="date")
    since = forms.DateField(required=False)


def read(query: str) -> dict[str, Any]:
    return ListForm.parameters(QueryDict(query))


EMPTY = {"q": "", "page": 1, "kind": [], "sort": "date", "since": None}


def test_what_is_understood_is_kept() -> None:
    values = read("q=communs&page=3&kind=article&kind=numero&sort=title&since=2024-09-25")
    assert {**values, "since": str(values["since"])} == {
        "q": "communs",
        "page": 3,
        "kind": ["article", "numero"],
        "sort": "title",
        "since": "2024-09-25",
    }


@pytest.mark.parametrize(
    "query",
    [
        *("", "autre=1", "page=abc", "page=-1", "page=0", "page=1e9", "page=99999999999999999999"),
        *("page=" + "9" * 10_000, "sort=pas", "sort=", "kind=pas"),
    ],
)
def test_the_rest_gives_the_usual_list(query: str) -> None:
    assert read(query) == EMPTY


def test_one_bad_value_spoils_no_other() -> None:
    assert read("since=hier&q=lens&kind=article&kind=inconnu") == {**EMPTY, "q": "lens", "kind": ["article"]}


def test_texts_are_cleaned_and_cut() -> None:
    assert read("q=%00%09a%0d%0ab")["q"] == "a b"
    assert read("q=" + "x" * 10_000)["q"] == "x" * 20


def test_choices_are_kept_once() -> None:
    assert read("kind=article&" * 1000)["kind"] == ["article"]


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("page=2", 2), ("page=deux", 1), (f"page={MAX_PAGE_NUMBER + 1}", 1), ("page=٣", 3), ("page=%00", 1)],
)
def test_page_number(query: str, number: int) -> None:
    assert PageNumberForm.read(QueryDict(query)) == number


@given(st.dictionaries(st.sampled_from(["q", "page", "kind", "sort", "since"]), st.text()))
def test_nothing_breaks_it(data: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(data)
    values = ListForm.parameters(query)
    assert set(values) == set(EMPTY)
    assert 1 <= values["page"] <= MAX_PAGE_NUMBER
    assert len(values["q"]) <= 20
    assert values["sort"] in {"date", "title"}
