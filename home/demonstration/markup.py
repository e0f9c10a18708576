"""The small language the demonstration is written in, so that its texts read as texts.

Blank lines part paragraphs; `- ` and `1. ` open items; `**bold**`, `*italic*`, `^raised^`, `[label](address)`. An
address that starts with `/` is that of a page of the demonstration. `socle.typography` sets the spaces before signs.
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
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
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
class PageContent:
    """A page of the demonstration. Values may hold the stand-ins above: the loader puts what they stand for."""

    address: str
    model: type[BasePage]
    title: str
    summary: str
    body: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    thematiques: tuple[str, ...] = ()

    @property
    def parent_address(self) -> str:
        """Address of the page above: `/revue/` for `/revue/numero-3/`."""
        return self.address.rstrip("/").rpartition("/")[0] + "/"

    @property
    def slug(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2]


def to_html(markup: str, link: Callable[[str, str], str]) -> str:
    """`markup` as HTML; `link` makes the element of a label and an address."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", markup.strip())]
    return "".join(_block(part, link) for part in parts if part)


def _block(part: str, link: Callable[[str, str], str]) -> str:
    lines = [line.strip() for line in part.splitlines()]
    if not _ITEM.match(lines[0]):
        return f"<p>{_inline(' '.join(lines), link)}</p>"
    element = "ul" if lines[0].startswith("- ") else "ol"
    items = "".join(f"<li>{_inline(item, link)}</li>" for item in _items(lines))
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


def _inline(text: str, link: Callable[[str, str], str]) -> str:
    """Words with their emphasis and links. Addresses are set aside, lest their signs be read as marks."""
    links: list[str] = []

    def keep(found: re.Match[str]) -> str:
        links.append(link(escape(found[1], quote=False), found[2]))
        return f"\x00{len(links) - 1}\x00"

    html = escape(_LINK.sub(keep, text), quote=False)
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return re.sub(r"\x00(\d+)\x00", lambda found: links[int(found[1])], html)
