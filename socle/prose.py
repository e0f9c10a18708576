"""Rich text as a tree that any renderer reads: Typst, XHTML, Markdown. Its texts are set as French asks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import Final
from urllib.parse import urljoin, urlsplit

from wagtail.rich_text import expand_db_html

from socle.typography import french_text

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True)
class Text:
    """Words, and nothing else."""

    text: str


@dataclass(frozen=True)
class Break:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True)
class Strong:
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class Emphasis:
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class Superscript:
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class Link:
    """Words that lead to `url`, a full address."""

    url: str
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class NoteCall:
    """A call of the note `number`; `rank` counts the calls of the same note, from 1."""

    number: int
    rank: int


Inline = Text | Break | Strong | Emphasis | Superscript | Link | NoteCall


@dataclass(frozen=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Listing:
    """A list; an item holds its words, and the lists inside it."""

    is_ordered: bool
    items: tuple[tuple["Inline | Listing", ...], ...]


Prose = Paragraph | Listing

#: Gives the call to set for the note of a given identifier, nothing where there is no such note.
NoteCaller = Callable[[str], NoteCall | None]

_SPANS: Final[dict[str, type[Strong | Emphasis | Superscript]]] = {
    "b": Strong,
    "strong": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "sup": Superscript,
}
_LISTS: Final = frozenset({"ul", "ol"})
_PARAGRAPHS: Final = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "div", "blockquote"})
_VOID: Final = frozenset({"br", "hr", "img", "embed", "input", "wbr"})


def read_prose(html: str, base_url: str, call_note: NoteCaller | None = None) -> tuple[Prose, ...]:
    """The tree of a rich text as Wagtail stores it; its relative links start from `base_url`.

    Calls of notes are left out where `call_note` is not given: only a document that shows its notes numbers them.
    """
    parser = _TreeParser()
    parser.feed(expand_db_html(html))
    parser.close()
    return tuple(_Reader(base_url, call_note).blocks(parser.root.children))


def read_words(html: str, base_url: str, call_note: NoteCaller | None = None) -> tuple[Inline, ...]:
    """The same on one line, for a rich text that has no paragraphs of its own: a reference, a note, a cell."""
    words: list[Inline] = []
    for block in read_prose(html, base_url, call_note):
        words += [Text(" ")] if words else []
        words += block.children if isinstance(block, Paragraph) else _words_of(block)
    return tuple(words)


def plain_words(children: Iterable[Inline | Listing]) -> str:
    """The words of a tree without anything else: calls of notes are not words."""
    found = []
    for child in children:
        if isinstance(child, Text):
            found.append(child.text)
        elif isinstance(child, Listing):
            found.append(plain_words(_words_of(child)))
        elif isinstance(child, Break):
            found.append(" ")
        elif not isinstance(child, NoteCall):
            found.append(plain_words(child.children))
    return "".join(found)


def link_address(address: str, base_url: str) -> str:
    """The full address of a link, empty for one that leads nowhere outside its page."""
    try:
        url = urljoin(base_url, address.strip()) if address else ""
        return url if urlsplit(url).scheme in LINK_SCHEMES else ""
    except ValueError:
        return ""


def _words_of(listing: Listing) -> Iterator[Inline]:
    for rank, item in enumerate(listing.items):
        if rank:
            yield Text(" ")
        for child in item:
            if isinstance(child, Listing):
                yield from _words_of(child)
            else:
                yield child


@dataclass
class _Element:
    tag: str
    #: Where a link leads, or what a call of note names.
    target: str = ""
    children: list["_Element | str"] = field(default_factory=list)


class _TreeParser(HTMLParser):
    """HTML as a tree. An end without its start is ignored, and what is left open ends with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, dict(attrs).get("id" if tag == "footnote" else "href") or "")
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in [element.tag for element in self._open[1:]]:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@dataclass(frozen=True)
class _Reader:
    base_url: str
    call_note: NoteCaller | None

    def blocks(self, children: Iterable[_Element | str]) -> Iterator[Prose]:
        """Paragraphs and lists; words that stand in neither make paragraphs."""
        for is_block, run in groupby(children, key=_is_block):
            if is_block:
                for element in run:
                    yield from self._block(element)  # type: ignore[arg-type]  # text is no block
            else:
                content = _with_tight_calls(self._inline(run))
                if any(not isinstance(node, Text) or node.text.strip() for node in content):
                    yield Paragraph(content)

    def _block(self, element: _Element) -> Iterator[Prose]:
        if element.tag in _LISTS:
            items = [item for item in element.children if isinstance(item, _Element) and item.tag == "li"]
            yield Listing(element.tag == "ol", tuple(tuple(self._item(item)) for item in items))
        else:
            yield from self.blocks(element.children)

    def _item(self, element: _Element) -> "Iterator[Inline | Listing]":
        for block in self.blocks(element.children):
            if isinstance(block, Paragraph):
                yield from block.children
            else:
                yield block

    def _inline(self, children: Iterable[_Element | str]) -> Iterator[Inline]:
        for child in children:
            if isinstance(child, str):
                # The no-break space is a sign of its own: only plain spaces and line ends are joined.
                yield Text(french_text(re.sub(r"[ \t\r\n\f]+", " ", child)))
            elif child.tag == "br":
                yield Break()
            elif child.tag == "footnote":
                call = self.call_note(child.target) if self.call_note else None
                if call:
                    yield call
            else:
                yield from self._span(child)

    def _span(self, element: _Element) -> Iterator[Inline]:
        content = _with_tight_calls(self._inline(element.children))
        kind = _SPANS.get(element.tag)
        url = link_address(element.target, self.base_url) if element.tag == "a" else ""
        if content and url:
            yield Link(url, content)
        elif content and kind:
            yield kind(content)
        else:
            yield from content


def _with_tight_calls(words: Iterable[Inline]) -> tuple[Inline, ...]:
    """The words, each call of a note against the one before it."""
    found: list[Inline] = []
    for node in words:
        if isinstance(node, NoteCall) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text.rstrip(" \u00a0\u202f"))
        found.append(node)
    return tuple(found)


def _is_block(child: _Element | str) -> bool:
    return isinstance(child, _Element) and (child.tag in _LISTS or child.tag in _PARAGRAPHS)
