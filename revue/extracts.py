"""The passage of an article that shows why it answers a search."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from typing import Any, Final

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from socle.search import WORD, highlight, stem_words
from socle.text import fold
from socle.typography import french_text

#: Signs shown before and after the first word found.
BEFORE: Final = 90
AFTER: Final = 150
#: Enough of a stem to tell that a long text cannot hold it, without cutting that text into words.
_PREFIX: Final = 3
_FOOTNOTE: Final = re.compile(r"<footnote\b.*?</footnote>", re.DOTALL)
_BLOCK_END: Final = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
_SPACES: Final = re.compile(r"[ \n\t]+")


def extract(stream: Any, stems: Collection[str]) -> SafeString:
    """Of the raw data of a stream, the passage around the first words of the paragraph that holds the most of `stems`.

    Its words are marked; empty where no paragraph holds one.
    """
    held = [(text, found) for text in paragraphs(stream) if (found := held_stems(text, stems))]
    if not held:
        return SafeString()
    text, found = max(held, key=lambda item: len(item[1]))
    return highlight(french_text(_passage(text, found)), stems)


def held_stems(text: str, stems: Collection[str]) -> dict[str, tuple[int, int]]:
    """Those of `stems` that `text` holds, each with where it first does."""
    folded = fold(text)
    wanted = {item for item in stems if item[:_PREFIX] in folded}
    found: dict[str, tuple[int, int]] = {}
    for match in WORD.finditer(text) if wanted else ():
        for item in wanted.intersection(stem_words(match[0])):
            found.setdefault(item, match.span())
    return found


def paragraphs(data: Any) -> Iterator[str]:
    """The plain text of each paragraph of a stream's raw data, without its calls of notes."""
    if isinstance(data, Mapping):
        if data.get("type") == "paragraph" and isinstance(data.get("value"), str):
            yield _plain(data["value"])
        else:
            yield from paragraphs(data.values())
    elif isinstance(data, Iterable) and not isinstance(data, str):
        for item in data:
            yield from paragraphs(item)


def _plain(html: str) -> str:
    text = strip_tags(_BLOCK_END.sub(" ", _FOOTNOTE.sub("", html)))
    return _SPACES.sub(" ", unescape(text)).strip()


def _passage(text: str, found: Mapping[str, tuple[int, int]]) -> str:
    """What surrounds the first of the words found, cut between words."""
    first, last = min(found.values())
    start = max(0, first - BEFORE)
    start = text.find(" ", start, first) + 1 if start else 0
    end = min(len(text), last + AFTER)
    cut = text.rfind(" ", last, end) if end < len(text) else end
    end = cut if cut > 0 else last
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
