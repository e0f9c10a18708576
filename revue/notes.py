"""The notes of an article: numbered by the order in which its text first calls them.

Editors place calls in the text, each with the identifier of a note. Nothing else is stored: numbers are made each time
the article is shown, so that they follow the text.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

#: Most notes that the style sheet can set beside the text: `static/css/article-notes.css` names each.
MAXIMUM_BESIDE: Final = 80

_SPACES = "[ \u00a0\u202f]"
# A call sticks to the word before it. A run of spaces is looked at from its first one only, so that time stays linear.
_CALL = re.compile(
    rf'(?:(?<!{_SPACES}){_SPACES}+)?<footnote id="([^"]*)">(?:(?!</?footnote\b).)*</footnote>', re.DOTALL
)
_CALL_TEMPLATE = "nec_revue/includes/footnote_reference.html"
# It stays whole through the rewriting of links, and no text holds it: XML forbids the sign.
_SEPARATOR = "\x1e"

# Rough sizes for `fit_beside`, on the side of caution: many signs in a line of text, few in a line of a note.
_SIGNS_IN_LINE = 75
_SIGNS_IN_NOTE_LINE = 24
_NOTE_LINE = 0.62
_LINES_AROUND_NOTE = 1.7
_LINES_BELOW_TEXT = 2
_LINES_OF_BLOCK = 3
_PARAGRAPH_SPACE = 0.6
_ITEM_SPACE = 0.25


@dataclass(frozen=True)
class Note:
    """A note that the text calls at least once."""

    number: int
    uuid: str
    #: Rich text as it is stored.
    text: str
    calls: int = 1

    @property
    def anchor(self) -> str:
        return f"note-{self.number}"

    @property
    def call_anchors(self) -> list[str]:
        """The anchor of each of its calls, in order: what its return links lead to."""
        return [call_anchor(self.number, rank) for rank in range(1, self.calls + 1)]


def call_anchor(number: int, rank: int) -> str:
    """The anchor of the call of note `number` that comes `rank`-th, from 1."""
    return f"appel-{number}" if rank == 1 else f"appel-{number}-{rank}"


def number_notes(sources: Iterable[str], texts: Mapping[str, str]) -> list[Note]:
    """The notes that `sources`, rich texts in reading order, call among `texts`, by identifier."""
    calls: dict[str, int] = {}
    for uuid in called_notes(sources):
        if uuid in texts:
            calls[uuid] = calls.get(uuid, 0) + 1
    return [Note(number, uuid, texts[uuid], calls[uuid]) for number, uuid in enumerate(calls, start=1)]


def called_notes(sources: Iterable[str]) -> Iterator[str]:
    """The identifiers that `sources` call, one for each call, whether a note bears them or not."""
    for source in sources:
        yield from (call[1].lower() for call in _CALL.finditer(source))


def without_calls(html: str) -> str:
    """`html` without the calls of notes, for those who read it away from its notes."""
    return _CALL.sub("", html)


class CallCounter:
    """Counts the calls of a text that is being read once: each has the number of its note, and a rank from 1."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._numbers = {note.uuid: note.number for note in notes}
        self._ranks: dict[str, int] = {}

    def count(self, uuid: str) -> tuple[int, int] | None:
        """The number and the rank of the next call of the note `uuid`; None where there is no such note."""
        key = uuid.lower()
        number = self._numbers.get(key)
        if number is None:
            return None
        rank = self._ranks[key] = self._ranks.get(key, 0) + 1
        return number, rank


class CallRenderer:
    """Writes the calls of a text that is being shown once."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._counter = CallCounter(notes)

    def render(self, html: str) -> SafeString:
        """`html` with a link in the place of each call. The call of a note that does not exist leaves nothing."""
        return mark_safe(_CALL.sub(self._link, html))  # noqa: S308 (rich text, as safe as it came)

    def _link(self, call: re.Match[str]) -> str:
        counted = self._counter.count(call[1])
        if counted is None:
            return ""
        number, rank = counted
        context = {"number": number, "anchor": call_anchor(number, rank), "is_first": rank == 1}
        return render_to_string(_CALL_TEMPLATE, context).strip()


def expand_texts(notes: Sequence[Note]) -> list[str]:
    """The text of each note as HTML. Their links are looked for together: one by one, each would cost its queries."""
    expanded = expand_db_html(_SEPARATOR.join(note.text.replace(_SEPARATOR, "") for note in notes))
    return expanded.split(_SEPARATOR) if notes else []


def fit_beside(blocks: Iterable[str | None], notes: Sequence[Note]) -> bool:
    """Whether the notes fit in the margin, each at the height of its call or below the one before it.

    `blocks` are those of the text: a rich text, or None for a block of another kind. It is an estimate: long notes
    called close to the end of the text would run past it, over what follows.
    """
    texts = {note.uuid: note.text for note in notes}
    lines, bottom = 0.0, 0.0
    for block in blocks:
        before, *rest = [""] if block is None else _CALL.split(block)
        lines += _LINES_OF_BLOCK if block is None else _lines(before)
        for uuid, after in zip(rest[::2], rest[1::2], strict=True):
            text = texts.pop(uuid.lower(), None)
            if text is not None:
                note_lines = math.ceil(_length(text) / _SIGNS_IN_NOTE_LINE) + _LINES_AROUND_NOTE
                bottom = max(bottom, lines) + note_lines * _NOTE_LINE
            lines += _lines(after)
    return len(notes) <= MAXIMUM_BESIDE and bottom <= lines + _LINES_BELOW_TEXT


def _lines(html: str) -> float:
    """Lines that a rich text takes at least, with the space after its paragraphs and items."""
    return _length(html) / _SIGNS_IN_LINE + html.count("</p>") * _PARAGRAPH_SPACE + html.count("</li>") * _ITEM_SPACE


def _length(html: str) -> int:
    return len(strip_tags(html))
