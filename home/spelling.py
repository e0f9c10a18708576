"""Another spelling for what nobody wrote on the site: the words of its titles are its dictionary."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from django.core.cache import cache
from django.db.models import QuerySet

from socle.models import Thematique
from socle.search import WORD, split_words, stem

VOCABULARY_KEY: Final = "nec:search-vocabulary"
#: A word of a page taken offline may be suggested that long.
VOCABULARY_SECONDS: Final = 300
MAX_VOCABULARY: Final = 5_000

#: Shorter words resemble too many others.
MIN_LENGTH: Final = 4
MAX_GUESSES: Final = 4
LIKENESS: Final = 0.75


def vocabulary(*titled: QuerySet[Any]) -> dict[str, str]:
    """The words of the titles of `titled` and of the thématiques: folded, with their most frequent spelling. Cached."""
    known: dict[str, str] | None = cache.get(VOCABULARY_KEY)
    if known is None:
        known = _read_vocabulary([*titled, Thematique.objects.all()])
        cache.set(VOCABULARY_KEY, known, VOCABULARY_SECONDS)
    return known


def nearest_spelling(text: str, known: Mapping[str, str]) -> str:
    """`text` with its unknown words replaced by the nearest known ones; empty when nothing would change."""
    stems = {stem(word) for word in known}
    guesses: dict[str, str] = {}
    for word in split_words(text):
        is_known = len(word) < MIN_LENGTH or stem(word) in stems
        nearest = [] if is_known or len(guesses) == MAX_GUESSES else get_close_matches(word, known, 1, LIKENESS)
        if nearest:
            guesses[word] = known[nearest[0]]
    spelled = [guesses.get("".join(split_words(found[0])), found[0]) for found in WORD.finditer(text)]
    return " ".join(spelled) if guesses else ""


def _read_vocabulary(titled: list[QuerySet[Any]]) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = {}
    for written in _title_words(titled):
        for folded in split_words(written):
            spellings.setdefault(folded, Counter())[written.lower()] += 1
    frequent = sorted(spellings.items(), key=lambda item: -item[1].total())[:MAX_VOCABULARY]
    return {folded: counter.most_common(1)[0][0] for folded, counter in frequent}


def _title_words(titled: list[QuerySet[Any]]) -> Iterator[str]:
    for queryset in titled:
        for title in queryset.order_by().values_list("title", flat=True).iterator():
            yield from (found[0] for found in WORD.finditer(title))
