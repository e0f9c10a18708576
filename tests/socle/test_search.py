"""The words of the search: the same in the index, in a query, on every database."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.search import (
    LEAD,
    MAX_INDEXED_WORDS,
    MAX_WORD_LENGTH,
    STOPWORDS,
    TEXT,
    TITLE,
    highlight,
    index_stems,
    split_words,
    stem,
    stem_words,
)

SAME = [
    ("numérique", "numeriques"),
    ("territoire", "TERRITOIRES"),
    ("école", "ecoles"),
    ("œuvre", "oeuvres"),
    ("médiation", "médiateurs"),
    ("médiatrice", "médiation"),
    ("éligible", "éligibilité"),
    ("accessible", "accessibilité"),
    ("soutenable", "soutenabilité"),
    ("engagement", "engagées"),
    ("organiser", "organisatrices"),
    ("numéro", "numéros"),
    ("vidéo", "vidéos"),
    ("lieu", "lieux"),
    ("enjeu", "enjeux"),
    ("national", "nationaux"),
    ("donnée", "données"),
    ("commun", "communs"),
]
DIFFERENT = [
    ("donnée", "don"),
    ("média", "médiation"),
    ("nation", "national"),
    ("numéro", "numérique"),
    ("lien", "lieu"),
    ("2022", "2023"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem_words(one) == stem_words(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_keep_another_stem(one: str, other: str) -> None:
    assert stem_words(one) != stem_words(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’œuvre d'art, n° 3", ["l", "oeuvre", "d", "art", "n", "3"]),
        ("Qu’est-ce que le numérique ?", ["qu", "est", "ce", "que", "le", "numerique"]),
        ("Numérique en Commun[s]", ["numerique", "en", "commun", "s"]),
        ("intervenant·e·s", ["intervenant", "e", "s"]),
        ("12\u202f300 personnes", ["12300", "personnes"]),
        ("12 300 personnes", ["12300", "personnes"]),
        ("en 2022 450 personnes", ["en", "2022", "450", "personnes"]),
        ("nume\u0301rique", ["numerique"]),
        ("numé\u00adrique", ["numerique"]),
        ("30 % de 5 000 €", ["30", "de", "5000"]),
        ("a" * 500, ["a" * MAX_WORD_LENGTH]),
        ('«\u202f»\t\x00 * ( " NEAR', ["near"]),
        ("", []),
    ],
)
def test_words_of_french_text(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_small_words_are_folded_and_no_season() -> None:
    assert {word for word in STOPWORDS if split_words(word) != [word]} == set()
    assert STOPWORDS.isdisjoint({"ete", "est", "nec", "ia"})


def test_index_marks_the_words_of_each_part() -> None:
    assert index_stems("Les chartes", "Cinq engagements", "vérifiables") == " ".join(
        [
            f"{TITLE}le {TITLE}chart",
            f"{LEAD}le {LEAD}chart {LEAD}cinq {LEAD}engag",
            f"{TEXT}le {TEXT}chart {TEXT}cinq {TEXT}engag {TEXT}verifi",
        ]
    )


def test_index_of_a_very_long_text_is_cut() -> None:
    assert index_stems("", "", "mot " * (MAX_INDEXED_WORDS + 10)).count(TEXT) == MAX_INDEXED_WORDS


def test_highlight_marks_all_forms_and_escapes_the_rest() -> None:
    stems = stem_words("mediation ecole")

    assert highlight("Les écoles & <b>médiateurs</b>", stems) == (
        "Les <mark>écoles</mark> &amp; &lt;b&gt;<mark>médiateurs</mark>&lt;/b&gt;"
    )


@given(st.text())
def test_words_are_safe_in_any_query_language(text: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9]{1,40}", word) for word in split_words(text))
    assert all(re.fullmatch(r"[a-z0-9]+", item) for item in stem_words(text))


@given(st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=MAX_WORD_LENGTH))
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word) != ""


@given(st.text(alphabet="abcdeé’' -<>&\"«»", max_size=60), st.text(alphabet="abcdeé ", max_size=20))
def test_highlight_changes_nothing_but_marks(text: str, query: str) -> None:
    marked = highlight(text, stem_words(query))

    plain = re.sub("</?mark>", "", marked)
    assert plain == highlight(text, [])
    assert plain == str(highlight(unicodedata.normalize("NFC", text), []))
