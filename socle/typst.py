"""PDFs made by Typst: accessible (PDF/UA-1), in the site's own fonts, without any system library.

A template of `templates/typst/` reads its data as JSON, so that no text is ever taken for Typst markup. Rich text
becomes a tree of nodes, which the function `rich` of `nec.typ` sets.
"""

import hashlib
import json
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, cast

import typst
from django.template import Engine, TemplateDoesNotExist

from socle.prose import (
    Break,
    Emphasis,
    Inline,
    Link,
    Listing,
    NoteCall,
    Paragraph,
    Prose,
    Strong,
    Superscript,
    Text,
    read_prose,
)
from socle.text import clean_text

Node = dict[str, Any]

FONTS: Final = Path(__file__).resolve().parent / "data" / "fonts"
STANDARD: Final = "ua-1"

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

_SPANS: Final = {
    Paragraph: "paragraph",
    Strong: "strong",
    Emphasis: "emphasis",
    Superscript: "superscript",
}


class PdfError(Exception):
    """Typst refused a document. The message says what in it."""


def compile_pdf(
    template: str, data: Mapping[str, Any], written_at: datetime, images: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of `template`, a name below `templates/`, for `data`, which `json` must be able to write.

    The template finds `images` beside it, under the names that `data` gives them.

    Raises:
        PdfError: when Typst refuses the document.
        TemplateDoesNotExist: when no application has the template.
    """
    options = {"format": "pdf", "pdf_standards": STANDARD, "timestamp": int(written_at.timestamp())}
    return _compile(template, data, images, **options)


def compile_image(
    template: str,
    data: Mapping[str, Any],
    image_format: Literal["png", "svg"],
    points_per_inch: float = 72,
    images: Mapping[str, bytes] | None = None,
) -> bytes:
    """The only page of `template` as an image: at 72 points an inch, a point of the page is a pixel.

    Raises:
        PdfError: when Typst refuses the document.
        TemplateDoesNotExist: when no application has the template.
    """
    return _compile(template, data, images, format=image_format, ppi=points_per_inch)


def _compile(template: str, data: Mapping[str, Any], images: Mapping[str, bytes] | None, **options: Any) -> bytes:
    with _beside_images(template_path(template), images or {}) as path:
        compiler = typst.Compiler(str(path), root=str(path.parent), font_paths=_fonts(), ignore_system_fonts=True)
        try:
            content = compiler.compile(sys_inputs={"data": json.dumps(drawable(data), ensure_ascii=False)}, **options)
        except typst.TypstError as error:
            raise PdfError(str(error)) from error
    return cast(bytes, content)


@contextmanager
def _beside_images(template: Path, images: Mapping[str, bytes]) -> Iterator[Path]:
    """The template in a folder that holds `images` too: Typst reads nothing outside the folder of its document."""
    if not images:
        yield template
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in template.parent.glob("*.typ"):
            shutil.copy(file, folder)
        for image_name, content in images.items():
            (folder / image_name).write_bytes(content)
        yield folder / template.name


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
    """The nodes of a rich text as Wagtail stores it; its relative links start from `base_url`."""
    return prose_nodes(read_prose(html, base_url))


def prose_nodes(tree: Iterable[Prose | Inline]) -> list[Node]:
    """What the function `rich` of `nec.typ` sets."""
    return [_node(item) for item in tree]


def _node(item: Prose | Inline) -> Node:
    match item:
        case Text():
            return {"kind": "text", "text": item.text}
        case Break():
            return {"kind": "break"}
        case NoteCall():
            return {"kind": "note", "number": item.number, "rank": item.rank}
        case Link():
            return {"kind": "link", "children": prose_nodes(item.children), "url": item.url}
        case Listing():
            kind = "enumeration" if item.is_ordered else "list"
            return {"kind": kind, "items": [prose_nodes(entry) for entry in item.items]}
        case _:
            return {"kind": _SPANS[type(item)], "children": prose_nodes(item.children)}


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
