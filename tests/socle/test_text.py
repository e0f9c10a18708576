"""Cleaning and comparing of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.text import FORBIDDEN, clean_line, clean_text, fold, fold_words, formula_safe


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("Œuvre À VENIR", "oeuvre a venir"),
        ("Grand-Œuvre", "grand-oeuvre"),
        ("L’Isle", "l'isle"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_words_reads_hyphens_and_apostrophes_as_spaces() -> None:
    assert fold_words("L’Isle-d’Abeau  (38)") == "l isle d abeau (38)"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Bonjour\x00 à\x1f tous\x7f", "Bonjour à tous"),
        ("deux\r\nlignes\rici", "deux\nlignes\nici"),
        ("colonne\tsuivante", "colonne\tsuivante"),
        ("demi \ud800 paire", "demi  paire"),
        ("gnp.\u202eexe", "gnp.exe"),
        ("e\u0301te\u0301", "été"),
        ("famille 👩\u200d👧", "famille 👩\u200d👧"),
        ("fin\ufffe\uffff", "fin"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_clean_line_leaves_no_line_to_inject() -> None:
    assert clean_line("Objet\r\nBcc: tous@example.org \u2028 suite") == "Objet Bcc: tous@example.org suite"


@given(st.text(alphabet=st.characters()))
def test_clean_text_is_stable_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not FORBIDDEN.search(cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1 02 03 04 05", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1", "\x00=1", "\n=1"]
)
def test_formulas_are_shown_and_never_computed(text: str) -> None:
    assert formula_safe(text).startswith("'")


@pytest.mark.parametrize("text", ["Lens", "12", "a=b", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert formula_safe(text) == text
