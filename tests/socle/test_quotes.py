"""Straight quotes become French ones, and nothing else changes."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.quotes import french_quotes
from socle.typography import french_html, french_text

LINK = '<a href="/?a=1&amp;b=&quot;2&quot;" title="1er ?">'
TAGS = ["<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br/>", LINK, "</a>"]
QUOTES = ['"', "&quot;", "«", "»", "“", "”"]
WORDS = ["mot", " ", "l'", "?", ":", "(", ")", "…", "...", "5", "1er", "XIXe", "2e", "n°", "&amp;"]
CODE = ['<code>"a" ? 1er</code>', "<pre>b ; 2e</pre>"]
ADDRESSES = [" https://exemple.fr/?q=1er;2e", " nec@exemple.fr"]
PAGES = st.lists(st.sampled_from([*TAGS, *QUOTES, *WORDS, *CODE, *ADDRESSES]), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('dire "oui"', "dire «\u202foui\u202f»"),
        ('"Bon", dit-elle', "«\u202fBon\u202f», dit-elle"),
        ('dit:"oui"', "dit:«\u202foui\u202f»"),
        ('l\'"économie"', "l’«\u202féconomie\u202f»"),
        ('("oui")', "(«\u202foui\u202f»)"),
        ('" oui " et " non "', "«\u202foui\u202f» et «\u202fnon\u202f»"),
        ('"Elle dit "oui" et sort"', "«\u202fElle dit “oui” et sort\u202f»"),
        ('« Elle dit "oui" »', "«\u202fElle dit “oui”\u202f»"),
        ('un écran de 15" et "mot"', 'un écran de 15" et «\u202fmot\u202f»'),
        ('un "mot sans fin', 'un "mot sans fin'),
        ('sans début" un', 'sans début" un'),
        ('"un\ndeux"', '"un\ndeux"'),
        ('"https://exemple.fr/a"', "«\u202fhttps://exemple.fr/a\u202f»"),
        ('dire "oui" ?', "dire «\u202foui\u202f»\u202f?"),
    ],
)
def test_quotes_of_a_text(written: str, expected: str) -> None:
    assert french_text(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<p>"<b>oui</b>"</p>', "<p>«\u202f<b>oui</b>\u202f»</p>"),
        ("<b>&quot;oui&quot;</b>", "<b>«\u202foui\u202f»</b>"),
        ('<p>"un</p><p>deux"</p>', '<p>"un</p><p>deux"</p>'),
        ('"a <code>"b"</code> c"', '«\u202fa <code>"b"</code> c\u202f»'),
        ("un écran de 15&quot;", "un écran de 15&quot;"),
    ],
)
def test_quotes_of_a_page(written: str, expected: str) -> None:
    assert french_html(written) == expected


def bare(text: str) -> str:
    """`text` with one sign for every quote, and without spaces."""
    return re.sub(r"\s", "", re.sub("[«»“”]|&quot;", '"', text))


@given(st.lists(st.text(alphabet='ab 5:.?«»“”"('), max_size=4))
def test_quotes_change_nothing_else_and_are_set_once(runs: list[str]) -> None:
    once = french_quotes(runs)

    assert [bare(run) for run in once] == [bare(run) for run in runs]
    assert french_quotes(once) == once


@given(PAGES)
def test_a_page_set_twice_stays_as_it_is(html: str) -> None:
    once = french_html(html)

    assert french_html(once) == once


@given(PAGES)
def test_tags_code_and_addresses_stay_as_they_are(html: str) -> None:
    kept = re.compile(
        r"<code>.*?</code>|<pre>.*?</pre>|<(?!/?sup)[^>]*>|https://exemple[^\s<«»“”\"&)…]*|nec@exemple\.fr"
    )

    assert kept.findall(french_html(html)) == kept.findall(html)


@given(PAGES)
def test_words_stay_as_they_are(html: str) -> None:
    signs = str.maketrans({"’": "'"})
    shown = french_html(html).replace("<sup>", "").replace("</sup>", "").translate(signs).replace("…", "...")

    assert bare(shown) == bare(html.replace("…", "..."))


@given(st.text())
def test_any_text_is_set(text: str) -> None:
    assert french_text(french_text(text)) == french_text(text)


@pytest.mark.parametrize("sign", ['"', ' "', '" ', "«", "»", "«»", '"a', "1e ", "&quot;", '<b>"'])
def test_time_follows_the_length(sign: str) -> None:
    begun = process_time()
    french_html(sign * 20_000)
    assert process_time() - begun < 2
