"""The small language the demonstration is written in, so that its texts read as texts.

Blank lines part paragraphs; `- ` and `1. ` open items; `**bold**`, `*italic*`, `^raised^`, `[label](address)`. An
address that starts with `/` is that of a page of the demonstration. `[^key]` calls a note of the page.
`socle.typography` sets the spaces before signs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from socle.models import BasePage

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"\^(.+?)\^"), r"<sup>\1</sup>"),
)
#: A label may hold brackets of its own: « Commun[s] ».
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^)\s]+)\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_ITEM = re.compile(r"^(- |\d+\. )")


class Rich(str):
    """Text in the markup of this module, stored as rich text."""

    __slots__ = ()


@dataclass(frozen=True)
class PageAt:
    """Stands for the page at an address of the demonstration."""

    address: str


@dataclass(frozen=True)
class SnippetNamed:
    """Stands for a snippet, by its model and what names it."""

    model: str
    name: str


@dataclass(frozen=True)
class MediaNamed:
    """Stands for a picture or a document of `home.demonstration.media`, by the name of its file."""

    file: str


@dataclass(frozen=True)
class PageContent:
    """A page of the demonstration. Values may hold the stand-ins above: the loader puts what they stand for."""

    address: str
    model: type[BasePage]
    title: str
    summary: str
    body: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    thematiques: tuple[str, ...] = ()
    #: Texts of the notes, by the key that calls them.
    notes: dict[str, Rich] = field(default_factory=dict)
    mots_cles: tuple[str, ...] = ()

    @property
    def parent_address(self) -> str:
        """Address of the page above: `/revue/` for `/revue/numero-3/`."""
        return self.address.rstrip("/").rpartition("/")[0] + "/"

    @property
    def slug(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2]


def _no_note(key: str) -> str:
    """For texts that call none."""
    raise KeyError(key)


def to_html(markup: str, link: Callable[[str, str], str], note: Callable[[str], str] = _no_note) -> str:
    """`markup` as HTML; `link` makes the element of a label and an address, `note` the call of the note of a key."""

    def inline(text: str) -> str:
        return _inline(text, link, note)

    parts = [part.strip() for part in re.split(r"\n\s*\n", markup.strip())]
    return "".join(_block(part, inline) for part in parts if part)


def _block(part: str, inline: Callable[[str], str]) -> str:
    lines = [line.strip() for line in part.splitlines()]
    if not _ITEM.match(lines[0]):
        return f"<p>{inline(' '.join(lines))}</p>"
    element = "ul" if lines[0].startswith("- ") else "ol"
    items = "".join(f"<li>{inline(item)}</li>" for item in _items(lines))
    return f"<{element}>{items}</{element}>"


def _items(lines: list[str]) -> list[str]:
    """The items of a list; a line without a mark goes on with the item before it."""
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line):
            items.append(_ITEM.sub("", line))
        else:
            items[-1] += f" {line}"
    return items


def _inline(text: str, link: Callable[[str, str], str], note: Callable[[str], str]) -> str:
    """Words with their emphasis, links and calls of notes, set aside lest their signs be read as marks."""
    elements: list[str] = []

    def keep(element: str) -> str:
        elements.append(element)
        return f"\x00{len(elements) - 1}\x00"

    text = _NOTE.sub(lambda found: keep(note(found[1])), text)
    text = _LINK.sub(lambda found: keep(link(escape(found[1], quote=False), found[2])), text)
    html = escape(text, quote=False)
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return re.sub(r"\x00(\d+)\x00", lambda found: elements[int(found[1])], html)
