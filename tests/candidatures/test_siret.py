"""A SIRET is read from what people type, and refused with what to write instead."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from candidatures.siret import LA_POSTE, SiretError, group_siret, has_right_key, luhn_sum, read_siret

VALID = "73282932000074"
WRONG_KEY = "Relisez le SIRET : l’un de ses chiffres est faux."


@st.composite
def sirets(draw: st.DrawFn) -> str:
    """Numbers whose key is right, La Poste's apart."""
    digits = draw(st.text("0123456789", min_size=13, max_size=13))
    key = -luhn_sum(f"{digits}0") % 10
    assume(not digits.startswith(LA_POSTE))
    return f"{digits}{key}"


@given(sirets())
def test_a_number_whose_key_is_right_is_read(siret: str) -> None:
    assert read_siret(siret) == siret


@given(sirets(), st.integers(0, 13), st.integers(1, 9))
def test_a_valid_number_with_one_digit_changed_is_refused(siret: str, rank: int, shift: int) -> None:
    changed = f"{siret[:rank]}{(int(siret[rank]) + shift) % 10}{siret[rank + 1 :]}"
    assume(not changed.startswith(LA_POSTE))
    with pytest.raises(SiretError, match=WRONG_KEY):
        read_siret(changed)


@given(sirets(), st.lists(st.sampled_from([" ", "\u00a0", "\u202f", ".", "-", "  "]), min_size=15, max_size=15))
def test_spaces_may_stand_anywhere(siret: str, spaces: list[str]) -> None:
    typed = "".join(f"{space}{digit}" for space, digit in zip(spaces, f"{siret} ", strict=True))
    assert read_siret(typed) == siret


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(typed: str) -> None:
    message = ""
    try:
        assert has_right_key(read_siret(typed))
    except SiretError as error:
        message = str(error)
    assert not message or message.endswith(".")


def test_the_establishments_of_la_poste_have_a_key_of_their_own() -> None:
    # The sum of the digits of the second is 15: no key of Luhn's, yet a multiple of five.
    assert read_siret("356 000 000 00048") == "35600000000048"
    assert luhn_sum("35600000000001") % 10 != 0
    assert read_siret("356 000 000 00001") == "35600000000001"
    with pytest.raises(SiretError, match=WRONG_KEY):
        read_siret("356 000 000 00002")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("7328293200007", "Ajoutez le chiffre qui manque : un SIRET en a 14."),
        ("732829320000", "Ajoutez les 2 chiffres qui manquent : un SIRET en a 14."),
        ("732829320000740", "Retirez le chiffre en trop : un SIRET en a 14."),
        ("7328293200007400", "Retirez les 2 chiffres en trop : un SIRET en a 14."),
        (
            "732 829 320",
            "Ajoutez les 5 derniers chiffres : vous avez écrit le SIREN, qui en a 9, et le SIRET en a 14.",
        ),
        ("en cours", "Écrivez le SIRET en chiffres seulement."),
        ("FR 732 829 320 00074", "Écrivez le SIRET en chiffres seulement."),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "Écrivez le SIRET en chiffres seulement."),
        ("73282932000075", WRONG_KEY),
    ],
)
def test_what_is_no_siret_is_told_with_what_to_write(typed: str, message: str) -> None:
    with pytest.raises(SiretError) as refusal:
        read_siret(typed)
    assert str(refusal.value) == message


def test_it_is_shown_in_groups_that_no_line_break_cuts() -> None:
    assert group_siret(VALID) == "732\u00a0829\u00a0320\u00a000074"
