"""French words made comparable: folded and stemmed the same way in the index and in a query, on every database."""

import re
from functools import lru_cache

import snowballstemmer

from socle.text import fold

WORD = re.compile(r"[a-z0-9]{2,40}")
_stemmer = snowballstemmer.stemmer("french")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The French stem of a folded word."""
    return str(_stemmer.stemWord(word))


def stem_words(text: str) -> list[str]:
    """The stems of the words of `text`, in order."""
    return [stem(word) for word in WORD.findall(fold(text))]


def stems(*texts: str) -> str:
    """The distinct stems of all `texts`, as one string for the index."""
    return " ".join(dict.fromkeys(word for text in texts for word in stem_words(text)))
