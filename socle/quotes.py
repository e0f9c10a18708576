"""Straight quotes made French: « … », and “ … ” inside them. A quote without its pair is left as it is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_MARK = re.compile(r'"|&quot;|&#34;|&#x22;|[«»“”]')
_THIN: Final = "\u202f"
_PARTNERS: Final = {"»": "«", "”": "“"}
#: After them, as after a space, a quote opens.
_OPENERS: Final = frozenset("([{«“'’‘—–-/:")
#: Before them, as before a space, a quote does not open: signs that French sets apart, and other quotes.
_ENDINGS: Final = frozenset(".,…;:!?%‰€)]}»«“”\"'’")


@dataclass
class _Mark:
    """A quote, where it stands, and the signs beside it, empty at the ends of the paragraph."""

    run: int
    start: int
    end: int
    text: str
    before: str
    after: str
    opens: bool = False
    partner: "_Mark | None" = None
    written: str = ""

    @property
    def is_straight(self) -> bool:
        return self.text not in "«»“”"

    @property
    def touches_a_word(self) -> bool:
        """Whether a word follows it closely, as it follows a quote that opens."""
        return bool(self.after) and not self.after.isspace() and self.after not in _ENDINGS


def french_quotes(runs: Sequence[str]) -> list[str]:
    """`runs`, which make one paragraph once joined, with French quotes in the place of the straight ones.

    Takes a time in proportion to their length. Set again, the result stays as it is.
    """
    marks = list(_marks(runs))
    _pair(marks)
    _choose(marks)
    parts: list[list[str]] = [[] for _run in runs]
    ends = [0] * len(runs)
    for mark in marks:
        parts[mark.run] += [runs[mark.run][ends[mark.run] : mark.start], mark.written]
        ends[mark.run] = mark.end
    return ["".join([*done, run[end:]]) for run, done, end in zip(runs, parts, ends, strict=True)]


def _marks(runs: Sequence[str]) -> Iterator[_Mark]:
    text = "".join(runs)
    offset = 0
    for rank, run in enumerate(runs):
        for found in _MARK.finditer(run):
            start, end = offset + found.start(), offset + found.end()
            # An entity that stands for a quote is read as one.
            after = '"' if _MARK.match(text, end) else text[end : end + 1]
            yield _Mark(rank, found.start(), found.end(), found[0], text[max(start - 1, 0) : start], after)
        offset += len(run)


def _pair(marks: Sequence[_Mark]) -> None:
    """Tell each quote whether it opens, and which one it goes with."""
    waiting: list[_Mark] = []
    kinds: Counter[str] = Counter()
    last: _Mark | None = None
    for mark in marks:
        mark.opens = _opens(mark, last, waiting[-1] if waiting else None)
        last = mark
        if mark.opens:
            waiting.append(mark)
            kinds[mark.text] += 1
            continue
        wanted = _PARTNERS.get(mark.text)
        if wanted is None and not (waiting and waiting[-1].is_straight):
            continue
        if wanted is not None and not kinds[wanted]:
            continue
        # What was left open inside a French quote has no pair.
        while True:
            opening = waiting.pop()
            kinds[opening.text] -= 1
            if wanted in {None, opening.text}:
                break
        opening.partner, mark.partner = mark, opening


def _opens(mark: _Mark, last: _Mark | None, waiting: _Mark | None) -> bool:
    if not mark.is_straight:
        return mark.text in "«“"
    if last is not None and last.run == mark.run and last.end == mark.start:
        is_apart = last.opens
    else:
        is_apart = not mark.before or mark.before.isspace() or mark.before in _OPENERS
    # Where nothing touches it on either side, it closes the quote that waits, if one does.
    return is_apart and (mark.touches_a_word or waiting is None or not waiting.is_straight)


def _choose(marks: Sequence[_Mark]) -> None:
    """Choose the sign of each: « » with their spaces at the first level, “ ” inside. French quotes stay as they are."""
    depth = 0
    for mark in marks:
        if mark.partner is not None and not mark.opens:
            depth -= 1
        if mark.partner is None or not mark.is_straight:
            mark.written = mark.text
        elif depth:
            mark.written = "“" if mark.opens else "”"
        elif mark.opens:
            mark.written = "«" if mark.after.isspace() else f"«{_THIN}"
        else:
            mark.written = "»" if mark.before.isspace() else f"{_THIN}»"
        if mark.partner is not None and mark.opens:
            depth += 1
