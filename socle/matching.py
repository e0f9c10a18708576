"""What a visitor's words mean, which texts hold them, and which come first: the same on every database.

Everything here is a condition or an order of SQL: nothing is read before a page of results is.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, Case, IntegerField, Model, Q, Value, When

from socle.search import LEAD, STOPWORDS, TEXT, TITLE, split_words, stem
from socle.search_index import OR, IndexQuery

MAX_WORDS: Final = 12
QUOTED: Final = re.compile(r'"([^"]+)"|«([^«»]+)»|“([^“”]+)”')
EVERYTHING: Final = Q(pk__isnull=False)


@dataclass(frozen=True)
class Words:
    """What a visitor wrote, as stems."""

    written: str
    #: Every word, in order.
    sentence: tuple[str, ...]
    #: Those that say what is looked for, each once.
    stems: tuple[str, ...]
    #: Those between quotation marks, to be found side by side.
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Words":
        """The words of `text`. Small words count only where there is no other."""
        words = split_words(text)[:MAX_WORDS]
        telling = [word for word in words if word not in STOPWORDS] or words
        quoted = [split_words("".join(found))[:MAX_WORDS] for found in QUOTED.findall(text)]
        return cls(
            written=text,
            sentence=tuple(map(stem, words)),
            stems=tuple(dict.fromkeys(map(stem, telling))),
            phrases=tuple(tuple(map(stem, phrase)) for phrase in quoted if phrase),
        )

    def __bool__(self) -> bool:
        return bool(self.stems)

    def all_in(self, marker: str) -> IndexQuery:
        """The query for texts that hold every word, and the phrases as they are written."""
        return IndexQuery(marker, (*((item,) for item in self.stems), *self.phrases))

    def some_in(self, marker: str) -> IndexQuery:
        return IndexQuery(marker, tuple((item,) for item in self.stems), OR)

    def side_by_side_in(self, marker: str) -> IndexQuery:
        return IndexQuery(marker, (self.sentence,))


@dataclass(frozen=True)
class Matching:
    """The conditions and orders that some words make for the objects of `model`."""

    words: Words
    model: type[Model]

    def whole(self) -> Q:
        """Texts that hold every word, and the phrases as they are written."""
        return self._holds(self.words.all_in(TEXT)) if self.words else EVERYTHING

    def partial(self) -> Q:
        """Texts that hold one of the words at least."""
        return self._holds(self.words.some_in(TEXT)) if self.words else EVERYTHING

    def holds_all(self) -> Case | Value:
        """Whether a text that answers `partial()` answers `whole()` too, as a value."""
        if len(self.words.stems) <= 1 and not self.words.phrases:
            return Value(True, output_field=BooleanField())
        return Case(When(self.whole(), then=Value(True)), default=Value(False), output_field=BooleanField())

    def best_whole_first(self) -> list[Any]:
        """The nearest to the title first; side by side before scattered."""
        if not self.words:
            return []
        is_sentence = len(self.words.sentence) > 1
        return [
            self._place(
                *([self.words.side_by_side_in(TITLE)] if is_sentence else []),
                self.words.all_in(TITLE),
                self.words.all_in(LEAD),
                *([self.words.side_by_side_in(TEXT)] if is_sentence else []),
            )
        ]

    def best_partial_first(self) -> list[Any]:
        """The most words first, then the nearest to the title."""
        held = [self._one(IndexQuery(TEXT, ((item,),))) for item in self.words.stems]
        number_of_words = sum(held[1:], start=held[0])
        return [number_of_words.desc(), self._place(self.words.some_in(TITLE), self.words.some_in(LEAD))]

    def _place(self, *queries: IndexQuery) -> Case:
        """The rank of the first of `queries` that a text answers."""
        places = [When(self._holds(query), then=Value(place)) for place, query in enumerate(queries)]
        return Case(*places, default=Value(len(queries)), output_field=IntegerField())

    def _one(self, query: IndexQuery) -> Case:
        return Case(When(self._holds(query), then=Value(1)), default=Value(0), output_field=IntegerField())

    def _holds(self, query: IndexQuery) -> Q:
        return Q(pk__in=query.keys(self.model))
