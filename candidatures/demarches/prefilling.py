"""Which of the answers sent the service drops without a word: it tells nothing, but its rules are public.

A question that the démarche does not ask, a kind that is never prefilled, a value that its kind does not take, a choice
that is not among its own. Source: the prefilling of the public code of Démarches simplifiées (`PrefillChamps`,
`TypesDeChamp::PrefillTypeDeChamp`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from candidatures.demarches.shapes import Descriptor
from candidatures.external import TiedAnswer

#: Kinds of questions that the service never prefills, or not with a text.
NEVER: Final = frozenset(
    f"{kind}ChampDescriptor"
    for kind in (
        "Carte",
        "Commune",
        "Cnaf",
        "Dgfip",
        "DossierLink",
        "Epci",
        "Explication",
        "HeaderSection",
        "LinkedDropDownList",
        "Mesri",
        "PieceJustificative",
        "PoleEmploi",
        "Repetition",
        "TitreIdentite",
    )
)
INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
DECIMAL: Final = re.compile(r"-?[0-9]{1,18}([.,][0-9]+)?")
BOOLEANS: Final = frozenset({"true", "false"})
CIVILITES: Final = frozenset({"M.", "Mme"})


def split(answers: Iterable[TiedAnswer], descriptors: Iterable[Descriptor]) -> tuple[list[str], list[str]]:
    """The sources of the answers that are kept there, then of those that are dropped, by what the démarche asks."""
    questions = {descriptor.target: descriptor for descriptor in descriptors}
    kept, dropped = [], []
    for answer in answers:
        (kept if is_taken(answer.value, questions.get(answer.target)) else dropped).append(answer.source)
    return list(dict.fromkeys(kept)), list(dict.fromkeys(dropped))


def is_taken(value: str | list[str], question: Descriptor | None) -> bool:
    """Whether the service keeps `value` for a question; None is one that the démarche does not ask."""
    if question is None or question.kind in NEVER:
        return False
    if question.kind == "MultipleDropDownListChampDescriptor":
        items = value if isinstance(value, list) else [value]
        return set(items) <= set(question.options or ())
    if isinstance(value, list):
        return False
    if question.kind == "DropDownListChampDescriptor":
        return bool(question.other_option) or value in (question.options or ())
    checks = _CHECKS.get(question.kind)
    return checks is None or checks(value)


def lost(answers: Iterable[TiedAnswer], held: Mapping[str, str | list[str]]) -> list[str]:
    """The sources of the answers that a dossier read there no longer holds, though they were sent."""
    return list(dict.fromkeys(answer.source for answer in answers if not held.get(answer.target)))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "IntegerNumberChampDescriptor": lambda text: INTEGER.fullmatch(text) is not None,
    "DecimalNumberChampDescriptor": lambda text: DECIMAL.fullmatch(text) is not None,
    "DateChampDescriptor": _is_day,
    "DatetimeChampDescriptor": _is_instant,
    "YesNoChampDescriptor": BOOLEANS.__contains__,
    "CheckboxChampDescriptor": BOOLEANS.__contains__,
    "CiviliteChampDescriptor": CIVILITES.__contains__,
}
