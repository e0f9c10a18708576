"""The SIRET: the number of an establishment in France, 14 digits whose last is a key (Insee, « Sirene »)."""

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LENGTH: Final = 14
SIREN_LENGTH: Final = 9
#: The establishments of La Poste share one SIREN, and have too many numbers for Luhn's key: the sum of their digits is
#: a multiple of five (Insee, « Sirene »).
LA_POSTE: Final = "356000000"
#: What people write between the digits.
SEPARATORS: Final = re.compile(r"[\s.\-_/\u00a0\u202f]+")
NO_BREAK: Final = "\u00a0"


class SiretError(ValueError):
    """A text that is no SIRET. The message is for the organiser: it says what to write."""


def read_siret(typed: str) -> str:
    """The 14 digits of `typed`, written with or without spaces.

    Raises:
        SiretError: when these are not 14 digits, or when their key is wrong.
    """
    digits = SEPARATORS.sub("", typed)
    if not re.fullmatch("[0-9]+", digits):
        raise SiretError(_("Écrivez le SIRET en chiffres seulement."))
    if len(digits) != LENGTH:
        raise SiretError(_length_message(len(digits)))
    if not has_right_key(digits):
        raise SiretError(_("Relisez le SIRET : l’un de ses chiffres est faux."))
    return digits


def has_right_key(digits: str) -> bool:
    """Whether the key of these 14 digits is right."""
    is_la_poste = digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0
    return is_la_poste or luhn_sum(digits) % 10 == 0


def luhn_sum(digits: str) -> int:
    """The sum that Luhn's formula makes of `digits`: a multiple of ten where the key is right."""
    doubled = (int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled)


def group_siret(digits: str) -> str:
    """The 14 digits as people read them: « 732 829 320 00074 », which no line break cuts."""
    return NO_BREAK.join([digits[:3], digits[3:6], digits[6:9], digits[9:]])


def _length_message(count: int) -> str:
    if count == SIREN_LENGTH:
        return _("Ajoutez les 5 derniers chiffres : vous avez écrit le SIREN, qui en a 9, et le SIRET en a 14.")
    missing = LENGTH - count
    if missing > 0:
        return ngettext(
            "Ajoutez le chiffre qui manque : un SIRET en a 14.",
            "Ajoutez les %(count)d chiffres qui manquent : un SIRET en a 14.",
            missing,
        ) % {"count": missing}
    return ngettext(
        "Retirez le chiffre en trop : un SIRET en a 14.",
        "Retirez les %(count)d chiffres en trop : un SIRET en a 14.",
        -missing,
    ) % {"count": -missing}
