"""An article as plain Markdown (CommonMark, with the tables and notes of GitHub), under a front matter in YAML."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from revue.document import (
    ArticleDocument,
    Block,
    Callout,
    Figure,
    Gallery,
    Heading,
    KeyFigures,
    Links,
    Media,
    Picture,
    Quote,
    Rule,
    Steps,
    Table,
    Verbatim,
)
from socle.prose import Break, Emphasis, Inline, Link, Listing, NoteCall, Paragraph, Strong, Superscript, Text
from socle.text import clean_line, clean_text
from socle.typography import FIRM, date_range_text

#: Signs that Markdown reads inside a line; HTML too is markup in it.
SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~$])")
ENTITY: Final = re.compile(r"&(?=#?\w+;)")
#: What would begin a list or a line under a title.
BLOCK_START: Final = re.compile(r"^(\s*)([-+=:])|^(\s*\d{1,9})([.)])(?=\s|$)")
LAST_LEVEL: Final = 6
#: Spaces that Markdown would read as the start of code, or as the end of a line.
EDGES: Final = " \t\n"


def article_markdown(document: ArticleDocument, image_address: Callable[[Picture], str]) -> str:
    """The article; `image_address` gives the full address of a picture, which the file does not hold."""
    writer = MarkdownWriter(image_address)
    parts = [
        front_matter(document),
        f"# {escaped(document.title)}",
        f"*{escaped(document.summary)}*" if document.summary.strip() else "",
        writer.blocks(document.blocks),
        *_references(document),
        "\n\n".join(f"[^{note.number}]: {words(note.children).strip(EDGES)}" for note in document.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def front_matter(document: ArticleDocument) -> str:
    """What is known of the article, in YAML: each value is JSON, which YAML 1.2 reads."""
    published = document.published_on
    values: dict[str, Any] = {
        "title": document.title,
        "authors": [person.name for person in document.signatures],
        "kind": document.kind,
        "issue": document.issue,
        "season": document.season,
        "date": published.isoformat() if published else "",
        "lang": document.language,
        "license": document.licence_url or document.licence,
        "url": document.url,
        "citation": document.citation,
    }
    lines = [f"{name}: {_json(value)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _json(value: Any) -> str:
    cleaned = [clean_line(item) for item in value] if isinstance(value, list) else clean_line(value)
    return json.dumps(cleaned, ensure_ascii=False)


def escaped(text: str) -> str:
    """`text` on one line, none of whose signs Markdown reads."""
    line = ENTITY.sub(r"\\&", SIGNS.sub(r"\\\1", clean_text(text).replace("\n", " ")))
    return BLOCK_START.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", line)


def words(children: Iterable[Inline | Listing]) -> str:
    return "".join(_word(child) for child in children)


def _word(child: Inline | Listing) -> str:  # noqa: PLR0911 (one answer for each kind of word)
    match child:
        case Text():
            return escaped(child.text)
        case Break():
            return "\\\n"
        case NoteCall():
            return f"[^{child.number}]"
        case Link():
            return _linked(words(child.children), child.url)
        case Strong():
            return _marked(words(child.children), "**")
        case Emphasis():
            return _marked(words(child.children), "*")
        case Superscript():
            return f"<sup>{words(child.children)}</sup>"
        case Listing():
            return f"\n{_listing_text(child, 1)}"


def _marked(content: str, mark: str) -> str:
    """Marks stand against the words: « **mot **» would show its stars."""
    inside = content.strip()
    if not inside:
        return content
    before, _found, after = content.partition(inside)
    return f"{before}{mark}{inside}{mark}{after}"


def _linked(label: str, url: str) -> str:
    return f"[{label}](<{_address(url)}>)" if url else label


def _address(url: str) -> str:
    return iri_to_uri(clean_line(url)).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


class MarkdownWriter:
    """Writes blocks, the first titles under that of the article."""

    def __init__(self, image_address: Callable[[Picture], str]) -> None:
        self.image_address = image_address

    def blocks(self, blocks: Iterable[Block]) -> str:
        written = (WRITERS[type(block)](self, block).strip(EDGES) for block in blocks)
        return "\n\n".join(block for block in written if block)

    def paragraph(self, block: Paragraph) -> str:
        return words(block.children)

    def listing(self, block: Listing) -> str:
        return _listing_text(block)

    def heading(self, block: Heading) -> str:
        return f"{'#' * min(block.level + 1, LAST_LEVEL)} {escaped(block.text)}"

    def quote(self, block: Quote) -> str:
        source = _linked(escaped(block.source), block.source_url) if block.source else ""
        return _quoted(escaped(block.text), ", ".join(filter(None, [escaped(block.author), source])))

    def verbatim(self, block: Verbatim) -> str:
        said = ", ".join(filter(None, [block.person, block.role, block.place]))
        return _quoted(escaped(block.text), escaped(said))

    def figure(self, block: Figure) -> str:
        image = f"![{escaped(block.picture.alternative)}](<{_address(self.image_address(block.picture))}>)"
        licence = _linked(escaped(block.licence), block.licence_url) if block.licence else ""
        credit = f"{_('Crédit')}{FIRM}: {escaped(block.credit)}" if block.credit else ""
        lines = [escaped(block.caption), ", ".join(filter(None, [credit, licence]))]
        return "\n\n".join([image, *(line for line in lines if line)])

    def gallery(self, block: Gallery) -> str:
        return self.blocks(block.figures)

    def key_figures(self, block: KeyFigures) -> str:
        items = []
        for figure in block.figures:
            definition = f" ({escaped(figure.definition)})" if figure.definition else ""
            source = f" {escaped(figure.source)}" if figure.source else ""
            items.append(f"- {_marked(escaped(figure.number), '**')} {escaped(figure.legend)}{definition}{source}")
        return "\n".join([*items, *([f"\n{_source(escaped(block.source))}"] if block.source else [])])

    def table(self, block: Table) -> str:
        headings = _row(escaped(column.heading) for column in block.columns)
        rule = "|" + "|".join(" ---: " if column.is_number else " --- " for column in block.columns) + "|"
        rows = [_row(_cell(cell) for cell in row) for row in block.rows]
        source = _source(words(block.source)) if block.source else ""
        parts = [
            _marked(escaped(block.caption), "**"),
            escaped(block.introduction),
            "\n".join([headings, rule, *rows]),
            source,
        ]
        return "\n\n".join(part for part in parts if part)

    def callout(self, block: Callout) -> str:
        label = _marked(escaped(block.label), "**")
        content = "\n\n".join(filter(None, [label, self.blocks(block.blocks)]))
        return "\n".join(f"> {line}".rstrip(" ") for line in content.split("\n"))

    def steps(self, block: Steps) -> str:
        items = []
        for rank, step in enumerate(block.steps, start=1):
            mark = f"{rank}. " if block.is_numbered else "- "
            marker = f"{escaped(step.marker)}{FIRM}: " if step.marker else ""
            head = f"{mark}{marker}{_marked(escaped(step.title), '**')}"
            items.append("\n\n".join(filter(None, [head, _indented(self.blocks(step.blocks), len(mark))])))
        return "\n".join(items)

    def media(self, block: Media) -> str:
        about = ", ".join(filter(None, [block.label, block.duration]))
        title = _marked(_linked(escaped(block.title), block.url), "**")
        transcript = _linked(_("Lire la transcription"), block.transcript_url) if block.transcript_url else ""
        parts = [f"{title} ({escaped(about)})", escaped(block.summary), transcript, self.blocks(block.transcript)]
        return "\n\n".join(part for part in parts if part)

    def links(self, block: Links) -> str:
        items = []
        for item in block.items:
            detail = f" ({escaped(item.detail)})" if item.detail else ""
            items.append(f"- {_linked(escaped(item.label), item.url)}{detail}")
        return "\n".join(items)

    def rule(self, block: Rule) -> str:
        return "* * *"


def _references(document: ArticleDocument) -> Iterable[str]:
    if document.bibliography:
        yield f"## {_('Bibliographie')}"
        yield "\n".join(f"- {words(entry).strip(EDGES)}" for entry in document.bibliography)
    if document.corrections:
        yield f"## {_('Corrections')}"
        yield "\n".join(f"- {date_range_text(day)} – {escaped(text)}" for day, text in document.corrections)


def _listing_text(listing: Listing, depth: int = 0) -> str:
    lines = []
    for rank, item in enumerate(listing.items, start=1):
        mark = f"{rank}. " if listing.is_ordered else "- "
        content = words(child for child in item if not isinstance(child, Listing)).strip(EDGES)
        lines.append(f"{mark}{content}")
        lines += [_indented(_listing_text(child), len(mark)) for child in item if isinstance(child, Listing)]
    return _indented("\n".join(lines), depth)


def _indented(text: str, width: int) -> str:
    return "\n".join(f"{' ' * width}{line}" if line else "" for line in text.split("\n")) if text else ""


def _quoted(text: str, said: str) -> str:
    lines = [text, *(["", f"— {said}"] if said else [])]
    return "\n".join(f"> {line}".rstrip(" ") for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Iterable[Inline]) -> str:
    return words(cell).replace("\\\n", " ").replace("\n", " ")


def _source(content: str) -> str:
    return f"{_('Source')}{FIRM}: {content}"


WRITERS: Final[dict[type, Callable[..., str]]] = {
    Paragraph: MarkdownWriter.paragraph,
    Listing: MarkdownWriter.listing,
    Heading: MarkdownWriter.heading,
    Quote: MarkdownWriter.quote,
    Verbatim: MarkdownWriter.verbatim,
    Figure: MarkdownWriter.figure,
    Gallery: MarkdownWriter.gallery,
    KeyFigures: MarkdownWriter.key_figures,
    Table: MarkdownWriter.table,
    Callout: MarkdownWriter.callout,
    Steps: MarkdownWriter.steps,
    Media: MarkdownWriter.media,
    Links: MarkdownWriter.links,
    Rule: MarkdownWriter.rule,
}
