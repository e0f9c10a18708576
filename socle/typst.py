"""PDFs made by Typst: accessible (PDF/UA-1), in the site's own fonts, without any system library.

A template of `templates/typst/` reads its data as JSON, so that no text is ever taken for Typst markup. Rich text
becomes a tree of nodes, which the function `rich` of `nec.typ` sets.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal, cast
from urllib.parse import urljoin, urlsplit

import typst
from django.template import Engine, TemplateDoesNotExist
from wagtail.rich_text import expand_db_html

from socle.text import clean_text
from socle.typography import french_text

Node = dict[str, Any]

FONTS: Final = Path(__file__).resolve().parent / "data" / "fonts"
STANDARD: Final = "ua-1"
LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

#: What our fonts and those inside Typst can draw: PDF/UA-1 refuses a text with any other sign.
DRAWN: Final = (
    (0x20, 0x7E),
    (0xA0, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x203F),
    (0x2070, 0x20CF),
    (0x2190, 0x22FF),
    (0x25A0, 0x25FF),
)
MISSING_LETTER: Final = "□"

_INLINE: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "sup": "superscript",
    "a": "link",
}
_LISTS: Final = {"ul": "list", "ol": "enumeration"}
_PARAGRAPHS: Final = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "div", "blockquote"})
_VOID: Final = frozenset({"br", "hr", "img", "embed", "input", "wbr"})


class PdfError(Exception):
    """Typst refused a document. The message says what in it."""


def compile_pdf(template: str, data: Mapping[str, Any], written_at: datetime) -> bytes:
    """The PDF of `template`, a name below `templates/`, for `data`, which `json` must be able to write.

    Raises:
        PdfError: when Typst refuses the document.
        TemplateDoesNotExist: when no application has the template.
    """
    return _compile(template, data, format="pdf", pdf_standards=STANDARD, timestamp=int(written_at.timestamp()))


def compile_image(
    template: str, data: Mapping[str, Any], image_format: Literal["png", "svg"], points_per_inch: float = 72
) -> bytes:
    """The only page of `template` as an image: at 72 points an inch, a point of the page is a pixel.

    Raises:
        PdfError: when Typst refuses the document.
        TemplateDoesNotExist: when no application has the template.
    """
    return _compile(template, data, format=image_format, ppi=points_per_inch)


def _compile(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    path = template_path(template)
    compiler = typst.Compiler(str(path), root=str(path.parent), font_paths=_fonts(), ignore_system_fonts=True)
    try:
        content = compiler.compile(sys_inputs={"data": json.dumps(drawable(data), ensure_ascii=False)}, **options)
    except typst.TypstError as error:
        raise PdfError(str(error)) from error
    return cast(bytes, content)


def fingerprint(template: str, data: Mapping[str, Any]) -> str:
    """What tells a PDF from another: a digest of its data, templates and fonts, and of Typst's version."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode())
    digest.update(_tools_digest())
    for file in sorted(template_path(template).parent.glob("*.typ")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def template_path(template: str) -> Path:
    """The file of a template, found as Django finds its own, but never read as one.

    Raises:
        TemplateDoesNotExist: when no application has it.
    """
    for loader in Engine.get_default().template_loaders:
        for origin in loader.get_template_sources(template):
            if (path := Path(origin.name)).is_file():
                return path
    raise TemplateDoesNotExist(template)


def rich_text(html: str, base_url: str) -> list[Node]:
    """The tree of a rich text as Wagtail stores it; its relative links start from `base_url`."""
    parser = _TreeParser()
    parser.feed(expand_db_html(html))
    parser.close()
    return list(_blocks(parser.root.children, base_url))


def drawable(value: Any) -> Any:
    """`value` with all its texts cleaned of what no font here can draw."""
    if isinstance(value, str):
        return "".join(_drawn(character) for character in clean_text(value))
    if isinstance(value, Mapping):
        return {key: drawable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(item) for item in value]
    return value


def _drawn(character: str) -> str:
    if character in "\n\t":
        return " "
    if any(first <= ord(character) <= last for first, last in DRAWN):
        return character
    return MISSING_LETTER if unicodedata.category(character).startswith("L") else ""


@cache
def _tools_digest() -> bytes:
    digest = hashlib.sha256(version("typst").encode())
    for file in sorted(FONTS.glob("*.ttf")):
        digest.update(file.read_bytes())
    return digest.digest()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@dataclass
class _Element:
    tag: str
    address: str = ""
    children: list["_Element | str"] = field(default_factory=list)


class _TreeParser(HTMLParser):
    """HTML as a tree. An end without its start is ignored, and what is left open ends with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, dict(attrs).get("href") or "")
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in [element.tag for element in self._open[1:]]:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _blocks(children: Iterable[_Element | str], base_url: str) -> Iterator[Node]:
    """Paragraphs and lists; words that stand in neither make paragraphs."""
    for is_block, run in groupby(children, key=_is_block):
        if is_block:
            for element in run:
                yield from _block(element, base_url)  # type: ignore[arg-type]  # text is no block
        else:
            content = list(_inline(run, base_url))
            if any(node.get("text", "x").strip() for node in content):
                yield {"kind": "paragraph", "children": content}


def _block(element: _Element, base_url: str) -> Iterator[Node]:
    if element.tag in _LISTS:
        items = [item for item in element.children if isinstance(item, _Element) and item.tag == "li"]
        yield {"kind": _LISTS[element.tag], "items": [list(_item(item, base_url)) for item in items]}
    else:
        yield from _blocks(element.children, base_url)


def _item(element: _Element, base_url: str) -> Iterator[Node]:
    """The words of an item of a list as they are, and the lists inside it."""
    for block in _blocks(element.children, base_url):
        if block["kind"] == "paragraph":
            yield from block["children"]
        else:
            yield block


def _inline(children: Iterable[_Element | str], base_url: str) -> Iterator[Node]:
    for child in children:
        if isinstance(child, str):
            # The no-break space is a sign of its own: only plain spaces and line ends are joined.
            yield {"kind": "text", "text": french_text(re.sub(r"[ \t\r\n\f]+", " ", child))}
        elif child.tag == "br":
            yield {"kind": "break"}
        else:
            yield from _inline_element(child, base_url)


def _inline_element(element: _Element, base_url: str) -> Iterator[Node]:
    content = list(_inline(element.children, base_url))
    kind = _INLINE.get(element.tag)
    url = _link_address(element.address, base_url) if kind == "link" else ""
    if not content or kind is None or (kind == "link" and not url):
        yield from content
    else:
        yield {"kind": kind, "children": content} | ({"url": url} if url else {})


def _link_address(address: str, base_url: str) -> str:
    """The full address of a link, empty for one that leads nowhere on paper."""
    try:
        url = urljoin(base_url, address.strip()) if address else ""
        return url if urlsplit(url).scheme in LINK_SCHEMES else ""
    except ValueError:
        return ""


def _is_block(child: _Element | str) -> bool:
    return isinstance(child, _Element) and (child.tag in _LISTS or child.tag in _PARAGRAPHS)
