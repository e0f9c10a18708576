"""The number of a periodical (ISO 3297)."""

import re
from typing import Final

_FORM: Final = re.compile(r"^\d{4}-\d{3}[\dX]$")
_MODULUS: Final = 11


def is_issn(value: str) -> bool:
    """Whether `value` is written as an ISSN and its last sign agrees with the others (ISO 3297, annex A)."""
    if not _FORM.match(value):
        return False
    signs = [10 if sign == "X" else int(sign) for sign in value.replace("-", "")]
    weighed = sum(weight * sign for weight, sign in zip(range(8, 0, -1), signs, strict=True))
    return weighed % _MODULUS == 0
