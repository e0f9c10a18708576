"""Texts with variables between braces, `{numero}`: what editors type is never a template of Django.

Only names that the code declares are read; everything else, braces included, stays as it was typed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

VARIABLE: Final = re.compile(r"\{([a-z][a-z_]*)\}")


@dataclass(frozen=True)
class Variable:
    """A word that a text may hold, and what stands in its place."""

    name: str
    label: str | Promise

    @property
    def token(self) -> str:
        """As it is typed."""
        return f"{{{self.name}}}"


def fill(text: str, values: Mapping[str, object]) -> str:
    """`text` with the values in place of their names, once: a value that looks like a variable is not read again."""
    return VARIABLE.sub(lambda match: str(values[match[1]]) if match[1] in values else match[0], text)


def check(text: str, allowed: Iterable[Variable]) -> None:
    """Raises `ValidationError` where `text` holds a variable that is not one of `allowed`."""
    names = {variable.name for variable in allowed}
    unknown = sorted({match[0] for match in VARIABLE.finditer(text) if match[1] not in names})
    if unknown:
        message = _("Retirez ce qui n’est pas une variable de ce texte : %(unknown)s.")
        raise ValidationError(message % {"unknown": ", ".join(unknown)})


def check_braces(text: str, allowed: Iterable[Variable]) -> None:
    """The same, where a brace has no other use than to hold a variable: one alone is told too."""
    check(text, allowed)
    around = VARIABLE.sub("", text)
    if "{" in around or "}" in around:
        at = min(place for place in (around.find("{"), around.find("}")) if place >= 0)
        message = _(
            "Il manque une accolade, ou il y en a une de trop, près de « %(words)s ». Une variable s’écrit {%(name)s}."
        )
        raise ValidationError(
            message % {"words": around[at : at + 20].split("\n")[0], "name": next(iter(allowed)).name}
        )
