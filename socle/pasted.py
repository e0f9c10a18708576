"""What a word processor leaves in a text that was pasted, and that neither shows nor means anything.

The editor keeps of a paste what the site allows: bold, italic, links, lists. It keeps every character too, among which
soft hyphens, marks of width zero and spaces that set a line.
"""

import re

from socle.text import FORBIDDEN

#: Soft hyphen, zero width space, word joiner, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: Several spaces, no-break ones among them. A single no-break space is one that somebody wanted.
SPACES = re.compile("[ \t\u00a0]{2,}")
TAG = re.compile("(<[^>]*>)")
EDGES = (
    (re.compile(r"(<(?:p|li)\b[^>]*>)(?:[ \t\u00a0]|<br/>)+"), r"\1"),
    (re.compile(r"(?:[ \t\u00a0]|<br/>)+(</(?:p|li)>)"), r"\1"),
)
EMPTY = re.compile(r"<(p|li|ul|ol|b|i|sup)\b[^>]*></\1>")


def clean_pasted(html: str) -> str:
    """Rich text as Wagtail stores it, without its invisible characters, empty paragraphs and runs of spaces."""
    cleaned = "".join(part if part.startswith("<") else _clean_words(part) for part in TAG.split(html))
    previous = None
    while cleaned != previous:
        previous = cleaned
        cleaned = EMPTY.sub("", cleaned)
        for pattern, replacement in EDGES:
            cleaned = pattern.sub(replacement, cleaned)
    return cleaned


def _clean_words(words: str) -> str:
    return SPACES.sub(" ", INVISIBLE.sub("", FORBIDDEN.sub("", words)))
