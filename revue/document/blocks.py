"""Each block of the site as parts of a document.

`CONVERTERS` and `LEFT_OUT` hold between them every block an article may have: a test fails for one in neither.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from revue.document.nodes import (
    Block,
    Callout,
    Column,
    Figure,
    Gallery,
    Heading,
    KeyFigure,
    KeyFigures,
    LinkItem,
    Links,
    Media,
    Picture,
    Quote,
    Rule,
    Step,
    Steps,
    Table,
    Verbatim,
)
from socle.blocks.base import FIRST_LEVEL
from socle.blocks.figures import as_component
from socle.blocks.heading import HeadingBlock
from socle.blocks.link import leading_somewhere
from socle.blocks.table import NumberCellBlock
from socle.charts import UndrawableError, format_number
from socle.prose import Inline, Link, NoteCaller, Paragraph, Prose, Text, link_address, read_prose, read_words
from socle.typography import file_size, french_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

Converter = Callable[["Reader", Any], Iterator[Block]]

#: A title is never deeper in a document than on the page: h6 stands five below the title of an article.
LAST_LEVEL: Final = 5

#: Blocks that have no place in a file, and why.
LEFT_OUT: Final[Mapping[str, str]] = {
    "contents": "each file has its own contents",
    "latest_pages": "it changes without the article, so that the file would tell another state of the site",
    "legal_notice": "the settings of the site, shown on their page",
}


@dataclass(frozen=True)
class Reader:
    """Reads blocks: where relative links start, how notes are called, the level at which a title stands here."""

    base_url: str
    call_note: NoteCaller | None = None
    level: int = 1

    def stream(self, stream: Any) -> Iterator[Block]:
        """The parts of a stream whose titles were placed (`socle.blocks.place_headings`)."""
        here = self
        for child in stream:
            if child.block_type in LEFT_OUT:
                continue
            yield from CONVERTERS[child.block_type](here, child.value)
            if isinstance(child.block, HeadingBlock):
                here = replace(here, level=min(placed_level(child.value) + 1, LAST_LEVEL))

    def titled(self, value: Mapping[str, Any]) -> Iterator[Heading]:
        """The title of a block, where it has one."""
        if value.get("title"):
            yield Heading(french_text(value["title"]), self.level)

    def under(self, value: Mapping[str, Any]) -> "Reader":
        """The reader of what stands below the title of a block."""
        return replace(self, level=min(self.level + 1, LAST_LEVEL)) if value.get("title") else self

    def prose(self, rich_text: Any) -> tuple[Prose, ...]:
        """A rich text which cannot call notes."""
        return read_prose(rich_text.source, self.base_url) if rich_text else ()

    def address(self, url: str) -> str:
        return link_address(url, self.base_url)

    def link_item(self, link: Any) -> LinkItem:
        return LinkItem(french_text(link.label), self.address(link.url))

    def document_item(self, document: Any) -> LinkItem:
        """A file, with its type, pages and weight."""
        pages = document.page_count
        found = [
            document.file_extension.upper(),
            ngettext("%(n)s page", "%(n)s pages", pages) % {"n": pages} if pages else "",
            file_size(document.file_size) if document.file_size else "",
        ]
        detail = ", ".join(part for part in found if part)
        return LinkItem(french_text(document.title), self.address(document.url), detail)


def placed_level(heading: Any) -> int:
    """Level of a placed title in the document: the first stand under the title of the article, an h1."""
    return min((heading.placed_level or FIRST_LEVEL) - FIRST_LEVEL + 1, LAST_LEVEL)


def read_picture(image: Any, *, is_photo: bool) -> Picture:
    """An image, described where it is used."""
    is_decorative = getattr(image, "decorative", False)
    alternative = "" if is_decorative else getattr(image, "contextual_alt_text", "") or ""
    return Picture(image, image.file_hash, french_text(alternative), is_photo)


def _paragraph(reader: Reader, value: Any) -> Iterator[Block]:
    yield from read_prose(value.source, reader.base_url, reader.call_note)


def _heading(reader: Reader, value: Any) -> Iterator[Block]:
    anchor = value.placed_anchor or value.wanted_anchor
    yield Heading(french_text(value["text"]), placed_level(value), anchor, is_part=True)


def _accordion(reader: Reader, value: Any) -> Iterator[Block]:
    """Unfolded: paper has no folds."""
    yield from reader.titled(value)
    level = reader.under(value).level
    for fold in value["folds"]:
        yield Heading(french_text(fold["title"]), level)
        yield from reader.prose(fold["text"])


def _steps(reader: Reader, value: Any) -> Iterator[Block]:
    yield from reader.titled(value)
    steps = (
        Step(french_text(step["marker"] or ""), french_text(step["title"]), reader.prose(step["text"]))
        for step in value["steps"]
    )
    yield Steps(value["kind"] != "timeline", tuple(steps))


def _figure(reader: Reader, value: Any) -> Iterator[Figure]:
    image = value["image"]
    if not image:
        return
    # A credit of the place of use says all; the image's own comes with its licence.
    own = not value["credit"] and bool(image.credit)
    yield Figure(
        read_picture(image, is_photo=value["rendering"] == "photo"),
        french_text(value["caption"] or ""),
        french_text(value["credit"] or image.credit),
        french_text(str(image.get_licence_display())) if own else "",
        image.licence_url if own else "",
    )


def _gallery(reader: Reader, value: Any) -> Iterator[Block]:
    yield from reader.titled(value)
    yield Gallery(tuple(figure for item in value["figures"] for figure in _figure(reader, item)))


def _media(label: "StrPromise") -> Converter:
    def convert(reader: Reader, value: Any) -> Iterator[Block]:
        file, transcript = value["file"], value["transcript_document"]
        yield Media(
            label=str(label),
            title=french_text(value["title"]),
            summary=french_text(value["summary"] or ""),
            duration=french_text(value["duration"] or ""),
            url=reader.address(file.url if file else value["url"] or ""),
            transcript=reader.prose(value["transcript"]),
            transcript_url=reader.address(transcript.url) if transcript else "",
        )

    return convert


def _figures(reader: Reader, value: Any) -> Iterator[Block]:
    yield from reader.titled(value)
    figures = []
    for item in value["figures"]:
        shown = {name: french_text(text) for name, text in as_component(item).items()}
        figures.append(KeyFigure(shown["value"], shown["label"], shown["detail"], shown["source"]))
    yield KeyFigures(tuple(figures), french_text(value["source"] or ""))


def _chart(reader: Reader, value: Any) -> Iterator[Block]:
    """The values in a table, each with its bar where the chart is made of bars."""
    yield from reader.titled(value)
    columns = [Column(_("Libellé")), Column(_("Valeur"), is_number=True)]
    if value.has_notes:
        columns.append(Column(_("Précision")))
    rows = [
        [_text(point.label), _text(text)] + ([_text(point.note)] if value.has_notes else [])
        for point, text in value.rows
    ]
    yield Table(
        caption=french_text(value["title"]),
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        source=_chart_source(reader, value),
        introduction=french_text(value["introduction"] or ""),
        lengths=_chart_lengths(value),
    )


def _chart_source(reader: Reader, value: Any) -> tuple[Inline, ...]:
    source: Inline = Text(french_text(value["source"] or ""))
    url = reader.address(value["source_url"] or "")
    parts: list[Inline] = [Link(url, (source,)) if url else source] if value["source"] else []
    if value["date"]:
        parts.append(Text(french_text(f", {value['date']}" if parts else value["date"])))
    if value["show_total"]:
        total = _("Total : %(total)s") % {"total": value.total_text}
        parts.append(Text(french_text(f". {total}" if parts else total)))
    return tuple(parts)


def _chart_lengths(value: Any) -> tuple[float, ...]:
    highest = max((point.value for point in value.points), default=0)
    if not highest:
        return ()
    try:
        return tuple(float(round(point.value / highest * 100, 1)) for point in value.points)
    except (ArithmeticError, UndrawableError):
        return ()


def _table(reader: Reader, value: Any) -> Iterator[Block]:
    table = value["table"]
    columns = tuple(
        Column(french_text(column["heading"]), isinstance(column["block"], NumberCellBlock)) for column in table.columns
    )
    rows = tuple(
        tuple(_cell(reader, cell, column["block"]) for cell, column in zip(row["values"], table.columns, strict=True))
        for row in table.row_data
    )
    source = french_text(value["source"] or "")
    yield Table(
        french_text(table.caption or ""),
        columns,
        rows,
        has_row_headers=bool(value["row_headers"]),
        source=(Text(source),) if source else (),
    )


def _cell(reader: Reader, cell: Any, block: Any) -> tuple[Inline, ...]:
    if cell is None:
        return ()
    if isinstance(block, NumberCellBlock):
        return _text(format_number(cell))
    if hasattr(cell, "source"):
        return read_words(cell.source, reader.base_url)
    return _text(str(cell))


def _text(words: str) -> tuple[Inline, ...]:
    return (Text(french_text(words)),) if words else ()


def _quote(reader: Reader, value: Any) -> Iterator[Block]:
    yield Quote(
        french_text(value["text"]),
        french_text(value["author"] or ""),
        french_text(value["source"] or ""),
        reader.address(value["source_url"] or ""),
    )


def _verbatim(reader: Reader, value: Any) -> Iterator[Block]:
    yield Verbatim(
        french_text(value.quoted),
        french_text(value["person"] or ""),
        french_text(value["role"] or ""),
        french_text(value.place),
    )


def _callout(reader: Reader, value: Any) -> Iterator[Block]:
    kinds = {"information": _("À savoir"), "warning": _("Attention")}
    yield Callout(kinds.get(value["kind"], ""), (*reader.titled(value), *reader.prose(value["text"])))


def _call_to_action(reader: Reader, value: Any) -> Iterator[Block]:
    words = _text(value["text"] or "")
    text = (Paragraph(words),) if words else ()
    yield Callout("", (*reader.titled(value), *text, *_buttons(reader, value)))


def _buttons(reader: Reader, value: Any) -> Iterator[Block]:
    items = tuple(reader.link_item(link) for link in leading_somewhere(value["links"]))
    if items:
        yield Links(items)


def _page_cards(reader: Reader, value: Any) -> Iterator[Block]:
    pages = [page for page in value["pages"] if page and page.live]
    items = tuple(
        LinkItem(french_text(page.title), reader.address(page.url or ""), french_text(page.summary)) for page in pages
    )
    yield from _listed(reader, value, items)


def _downloads(reader: Reader, value: Any) -> Iterator[Block]:
    items = tuple(reader.document_item(document) for document in value["documents"] if document)
    yield from _listed(reader, value, items)


def _personnes(reader: Reader, value: Any) -> Iterator[Block]:
    items = tuple(
        LinkItem(person.name, detail=french_text(", ".join(filter(None, [person.role, person.organisation]))))
        for person in value["personnes"]
        if person
    )
    yield from _listed(reader, value, items)


def _partenaires(reader: Reader, value: Any) -> Iterator[Block]:
    items = tuple(
        LinkItem(french_text(partenaire.name), reader.address(partenaire.website or ""))
        for partenaire in value["partenaires"]
        if partenaire
    )
    yield from _listed(reader, value, items)


def _form_page(reader: Reader, value: Any) -> Iterator[Block]:
    """The way to the form: nothing is filled in on paper."""
    page = value["form_page"]
    if page and page.live:
        yield Links((LinkItem(french_text(value["title"] or page.title), reader.address(page.url or "")),))


def _external_form(reader: Reader, value: Any) -> Iterator[Block]:
    text = french_text(value["text"] or "")
    yield Links((LinkItem(french_text(value["title"]), reader.address(value["url"]), text),))


def _listed(reader: Reader, value: Any, items: tuple[LinkItem, ...]) -> Iterator[Block]:
    if items:
        yield from reader.titled(value)
        yield Links(items)


def _columns(reader: Reader, value: Any) -> Iterator[Block]:
    """One after the other: a file has the width of one column."""
    yield from reader.stream(value["left"])
    yield from reader.stream(value["right"])


def _separator(reader: Reader, value: Any) -> Iterator[Block]:
    yield Rule()


CONVERTERS: Final[Mapping[str, Converter]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "accordion": _accordion,
    "steps": _steps,
    "image": _figure,
    "gallery": _gallery,
    "video": _media(gettext_lazy("Vidéo")),
    "audio": _media(gettext_lazy("Son")),
    "figures": _figures,
    "chart": _chart,
    "table": _table,
    "quote": _quote,
    "verbatim": _verbatim,
    "callout": _callout,
    "buttons": _buttons,
    "call_to_action": _call_to_action,
    "page_cards": _page_cards,
    "downloads": _downloads,
    "personnes": _personnes,
    "partenaires": _partenaires,
    "form_page": _form_page,
    "external_form": _external_form,
    "columns": _columns,
    "separator": _separator,
}
