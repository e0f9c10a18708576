"""The official names of territoires, found from what people write of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Final, Self

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length

from nec_locaux.models.event_links import territoire_label
from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.text import clean_line, fold, fold_words

#: More than any name has homonyms (12 in 2024), and as many answers as one reads before choosing.
MAX_SUGGESTIONS: Final = 20
#: Enough for the names nearest in length to what is typed to come with those that hold it.
MAX_FOUND: Final = 60
MAX_WORDS: Final = 8
MAX_SIGNS: Final = 255

#: What names hold, and people leave out.
SMALL_WORDS: Final = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})
SHORT_FORMS: Final = {"st": "saint", "ste": "sainte"}
FIRST_SHORT_FORMS: Final = {
    "ca": ("communaute", "agglomeration"),
    "cc": ("communaute", "communes"),
    "cu": ("communaute", "urbaine"),
    "agglo": ("communaute", "agglomeration"),
}
#: A first word that tells the kind of a territoire and is no part of its name.
KIND_WORDS: Final = {
    "commune": (TerritoireKind.COMMUNE,),
    "ville": (TerritoireKind.COMMUNE,),
    "mairie": (TerritoireKind.COMMUNE,),
    "departement": (TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER),
    "region": (TerritoireKind.REGION, TerritoireKind.OUTRE_MER),
}
#: Codes of a département, of a commune (official or postal), of an intercommunalité.
CODE: Final = re.compile(r"(?<![0-9a-z])(?:[0-9]{9}|[0-9]{5}|2[ab][0-9]{3}|[0-9]{2,3}|2[ab])(?![0-9a-z])")
WORD: Final = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Places:
    """What was understood of a place: one territoire, or several to choose from."""

    taken: Territoire | None = None
    suggestions: tuple[Territoire, ...] = ()
    #: So many territoires answer that none is suggested.
    is_too_wide: bool = False

    @property
    def taken_label(self) -> str:
        """The territoire taken with its département, empty without one."""
        return place_label(self.taken) if self.taken else ""

    @property
    def labels(self) -> list[tuple[str, str]]:
        """The key and the label of each territoire that may be chosen."""
        found = self.suggestions or ((self.taken,) if self.taken else ())
        kinds = {territoire.kind for territoire in found}
        return [(str(territoire.pk), place_label(territoire, with_kind=len(kinds) > 1)) for territoire in found]


def place_label(territoire: Territoire, *, with_kind: bool = False) -> str:
    """A territoire with its département; and its kind, where a commune and a département bear one name."""
    label = territoire_label(territoire)
    return f"{label} · {territoire.get_kind_display()}" if with_kind else label


def find_places(typed: str) -> Places:
    """The territoires that `typed` names, in two queries at most: « Épinal », « Épinal (88) », « CA d’Épinal », « 88 ».

    One that bears exactly that name is taken. Homonyms are suggested, and so are names that hold the words typed. A
    code of five digits is never taken alone: postal codes and official ones look alike.
    """
    request = _Request.of(typed[:MAX_SIGNS])
    if not request.words and not request.codes:
        return Places()
    found = list(_nearest_first(request, request.condition))
    if found or not request.is_located:
        return _choose(request, found)
    # The département is wrong, or part of the name was read as one.
    return _suggest(list(_nearest_first(request, request.name_condition)))


@dataclass(frozen=True)
class _Request:
    """What a place is asked by: the words of its name, codes, the name of the territoire it lies in."""

    full: str
    name: str
    words: tuple[str, ...]
    kinds: tuple[TerritoireKind, ...] = ()
    codes: tuple[str, ...] = ()
    around: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, typed: str) -> Self:
        line = clean_line(typed)
        folded = fold(line)
        codes = tuple(code.upper() for code in CODE.findall(folded))[:MAX_WORDS]
        head, _comma, tail = CODE.sub(" ", folded).rpartition(",")
        # « Épinal, Vosges »: what follows the last comma is where it lies, unless nothing is left before it.
        name, around = (head, tail) if _words(head) else (tail, "")
        words = _words(name)
        kinds = KIND_WORDS.get(words[0], ()) if words[1:] else ()
        meant = _expand(words[1:] if kinds else words)
        return cls(
            full=fold_words(line),
            name=" ".join(words),
            words=tuple(word for word in meant if word not in SMALL_WORDS)[:MAX_WORDS],
            kinds=kinds,
            codes=codes,
            around=tuple(word for word in _words(around) if word not in SMALL_WORDS)[:MAX_WORDS],
        )

    @property
    def is_located(self) -> bool:
        return bool(self.codes or self.around or self.kinds)

    @property
    def name_condition(self) -> Q:
        """The whole of what is typed is the name, or its words are in the name."""
        same = Q(search_name=self.full) | Q(search_name=self.name)
        return same | _all(Q(search_name__contains=word) for word in self.words) if self.words else same

    @property
    def condition(self) -> Q:
        """The name, where it is said to lie."""
        if not self.words:
            return Q(search_name=self.full) | _of_codes(self.codes)
        located = [self.name_condition]
        if self.kinds:
            located.append(Q(kind__in=self.kinds))
        if self.codes:
            departments = {code[: 3 if code.startswith("97") else 2] for code in self.codes}
            located.append(_of_codes(self.codes) | Q(parent__code__in={*self.codes, *departments}))
        located += [
            Q(parent__search_name__contains=word) | Q(parent__parent__search_name__contains=word)
            for word in self.around
        ]
        return Q(search_name=self.full) | _all(located)


def _nearest_first(request: _Request, condition: Q) -> QuerySet[Territoire]:
    same = When(search_name__in={request.full, request.name}, then=Value(0))
    return (
        Territoire.objects.filter(condition)
        .select_related("parent__parent")
        .order_by(Case(same, default=Value(1)), Length("search_name"), "search_name", "code", "pk")[:MAX_FOUND]
    )


def _choose(request: _Request, found: list[Territoire]) -> Places:
    """The one that bears the name; or those that do; or those whose names hold it."""
    if not request.words and request.codes:
        is_sure = len(found) == 1 and len(request.codes[0]) != len("88160")
        return Places(taken=found[0]) if is_sure else _suggest(found)
    tiers = (
        [territoire for territoire in found if territoire.search_name == request.full],
        [territoire for territoire in found if territoire.search_name == request.name],
        [territoire for territoire in found if _meant_words(territoire.search_name) == request.words],
    )
    named = next(filter(None, tiers), [])
    if len(named) == 1:
        return Places(taken=named[0])
    return _suggest(named or found)


def _suggest(found: list[Territoire]) -> Places:
    if len(found) > MAX_SUGGESTIONS:
        return Places(is_too_wide=True)
    return Places(suggestions=tuple(found))


def _of_codes(codes: tuple[str, ...]) -> Q:
    """The codes of regions are left out: they are those of départements too, and nobody knows them."""
    return Q(code__in=codes) & ~Q(kind=TerritoireKind.REGION)


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions)


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text))


def _expand(words: tuple[str, ...]) -> tuple[str, ...]:
    first = FIRST_SHORT_FORMS.get(words[0], words[:1]) if words[1:] else words[:1]
    return tuple(SHORT_FORMS.get(word, word) for word in (*first, *words[1:]))


def _meant_words(search_name: str) -> tuple[str, ...]:
    return tuple(word for word in _words(search_name) if word not in SMALL_WORDS)
