"""French words made comparable: folded and stemmed the same way in the index and in a query, on every database.

The index of Wagtail's search holds these stems, each behind a marker that no word starts with. A query asks for marked
stems only, so neither SQLite's tokenizer nor PostgreSQL's dictionaries have a say in what is found.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

import snowballstemmer
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from socle.text import fold

#: A word, or a number whose thousands are set apart: « 12 300 » is one word.
WORD: Final = re.compile(
    r"(?<![^\W_])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![^\W_])|[^\W_](?:\u00ad?[^\W_])*", re.UNICODE
)
MAX_WORD_LENGTH: Final = 40
#: PostgreSQL keeps no position after the 16,383rd, and a longer text would find phrases on one database alone.
MAX_INDEXED_WORDS: Final = 15_000

#: Markers of the index: the words of the title; those of the title and summary; all of them.
TITLE: Final = "zqt"
LEAD: Final = "zql"
TEXT: Final = "zqx"

#: Folded words that say nothing of what is looked for. « été » and « est » are no such words: a season, a direction.
STOPWORDS: Final = frozenset(
    """
    a ai as au aux avec avez avons c ce ces cet cette ceux chez ci comme d dans de des donc du elle elles en entre es et
    eu eux il ils j je jusqu l la le les leur leurs lorsqu lui m ma mais me mes moi mon n ne ni nos notre nous on ont ou
    par pas plus pour puisqu qu quand que quel quelle quelles quels qui quoi s sa sans se selon ses si son sont sur t ta
    te tes toi ton tous tout toute toutes tu un une vers vos votre vous y
    """.split()  # noqa: SIM905 (a paragraph reads better than a hundred lines)
)
_IRREGULAR: Final = {
    "enjeux": "enjeu",
    "feux": "feu",
    "jeux": "jeu",
    "lieux": "lieu",
    "milieux": "milieu",
    "voeux": "voeu",
}
# What the stemmer reads in the accents that folding took away, and three families that it leaves apart.
_BEFORE: Final = (
    (re.compile(r"(?<=\w{3})os$"), "o"),  # numéros, vidéos
    (re.compile(r"^(\w{5,}e)es?$"), r"\1"),  # engagée, partagées
    (re.compile(r"ite(s?)$"), r"ité\1"),  # éligibilité
)
_AFTER: Final = (
    (re.compile(r"ibil$"), "ibl"),  # accessibilité, accessible
    (re.compile(r"(?<=\w{3})at(?:ion|eur|ric)$"), "at"),  # médiation, médiateurs, médiatrices
)
_stemmer = snowballstemmer.stemmer("french")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The French stem of a folded word."""
    word = _IRREGULAR.get(word, word)
    for pattern, replacement in _BEFORE:
        word = pattern.sub(replacement, word)
    found = fold(_stemmer.stemWord(word))
    for pattern, replacement in _AFTER:
        found = pattern.sub(replacement, found)
    return found


def split_words(text: str) -> list[str]:
    """The folded words of `text`, in order: « L’œuvre, n° 3 » gives l, oeuvre, n, 3."""
    return [word for found in WORD.finditer(unicodedata.normalize("NFC", text)) if (word := _folded(found[0]))]


def stem_words(text: str) -> list[str]:
    """The stems of the words of `text`, in order."""
    return [stem(word) for word in split_words(text)]


def marked(marker: str, stems: Iterable[str]) -> str:
    """`stems` as the index holds them behind `marker`."""
    return " ".join(f"{marker}{item}" for item in stems)


def index_stems(title: str, summary: str, text: str) -> str:
    """What the index holds of a page or a document, for queries made of marked stems."""
    in_title = stem_words(title)
    in_lead = in_title + stem_words(summary)
    everywhere = in_lead + stem_words(text)
    return " ".join(
        [marked(TITLE, in_title), marked(LEAD, in_lead), marked(TEXT, everywhere[:MAX_INDEXED_WORDS])],
    )


def highlight(text: str, stems: Collection[str]) -> SafeString:
    """`text` escaped, the words whose stem is one of `stems` in `mark` elements."""
    parts = []
    end = 0
    text = unicodedata.normalize("NFC", text)
    for found in WORD.finditer(text):
        word = _folded(found[0])
        if word and stem(word) in stems:
            parts += [escape(text[end : found.start()]), "<mark>", escape(found[0]), "</mark>"]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 (each part is escaped)


def _folded(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(word))[:MAX_WORD_LENGTH]
