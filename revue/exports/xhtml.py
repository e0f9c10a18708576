"""The text of a document as XHTML: the chapters of an EPUB, and the full text of feeds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.translation import gettext as _

from revue.document import (
    ArticleDocument,
    ArticleText,
    Block,
    Callout,
    Figure,
    Gallery,
    Heading,
    KeyFigures,
    LinkItem,
    Links,
    Media,
    Note,
    Picture,
    Quote,
    Rule,
    Step,
    Steps,
    Table,
    Verbatim,
)
from socle.prose import (
    Break,
    Emphasis,
    Inline,
    Link,
    Listing,
    NoteCall,
    Paragraph,
    Strong,
    Superscript,
    Text,
)
from socle.text import clean_text
from socle.typography import FIRM

DEEPEST: Final = 6
SPANS: Final = {Strong: "strong", Emphasis: "em", Superscript: "sup"}


def article_body(document: ArticleDocument | ArticleText, image_address: Callable[[Picture], str]) -> str:
    """The text of an article with its notes and references, to be read outside the site: a feed's full text.

    Well-formed XHTML, without its title and those who sign. Calls lead to the notes of the page, for a reader may show
    several articles at once. `image_address` gives the full address of a picture.
    """
    writer = XhtmlWriter(image_address, note_address=f"{document.url}#note-{{}}")
    return writer.article(document)


@dataclass(frozen=True)
class XhtmlWriter:
    """Writes blocks. Their first titles are of level `level`."""

    image_address: Callable[[Picture], str]
    level: int = 2
    #: Whether notes and calls bear the types of EPUB, which a reading system opens in place.
    is_epub: bool = False
    #: Where a call leads: the notes of this text, unless they are read elsewhere.
    note_address: str = "#note-{}"

    def article(self, document: ArticleDocument | ArticleText) -> str:
        """The text, then its notes and its references."""
        parts = [self.blocks(document.blocks), self.notes(document.notes), self.bibliography(document)]
        return "\n".join(part for part in parts if part)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """One block. A kind that has no writer is an error of ours, and raises `KeyError`."""
        return WRITERS[type(block)](self, block)

    def words(self, children: Iterable[Inline | Listing]) -> str:
        return "".join(self._word(child) for child in children)

    def _word(self, child: Inline | Listing) -> str:
        match child:
            case Text():
                return text(child.text)
            case Break():
                return "<br/>"
            case Link():
                return f'<a href="{href(child.url)}">{self.words(child.children)}</a>'
            case NoteCall():
                return self._call(child)
            case Listing():
                return _listing(self, child)
            case _:
                return f"<{SPANS[type(child)]}>{self.words(child.children)}</{SPANS[type(child)]}>"

    def _call(self, call: NoteCall) -> str:
        address = text(self.note_address.format(call.number))
        if not self.is_epub:
            return f'<a href="{address}">[{call.number}]</a>'
        place = call_id(call.number, call.rank)
        return f'<a epub:type="noteref" role="doc-noteref" id="{place}" href="{address}">[{call.number}]</a>'

    def title(self, words: str, level: int, anchor: str = "") -> str:
        """A title of the text, `level` counted from 1."""
        tag = f"h{min(self.level + level - 1, DEEPEST)}"
        place = f' id="partie-{text(anchor)}"' if anchor and self.is_epub else ""
        return f"<{tag}{place}>{text(words)}</{tag}>"

    def notes(self, notes: Iterable[Note]) -> str:
        """The notes, each with the way back to its calls; in a feed, a plain list."""
        written = [self._note(note) for note in notes]
        if not written:
            return ""
        title = self.title(_("Notes"), 1)
        if self.is_epub:
            return f'<section epub:type="footnotes">\n{title}\n{"".join(written)}</section>'
        return f"{title}\n<ol>{''.join(written)}</ol>"

    def _note(self, note: Note) -> str:
        words = self.words(note.children)
        if not self.is_epub:
            return f"<li>{words}</li>"
        returns = " ".join(self._return(note, rank) for rank in range(1, note.calls + 1))
        return (
            f'<aside epub:type="footnote" role="doc-footnote" id="note-{note.number}">'
            f"<p>[{note.number}] {words} {returns}</p></aside>\n"
        )

    def _return(self, note: Note, rank: int) -> str:
        label = _("Retour au texte")
        if note.calls > 1:
            label = _("Retour au texte, appel %(rank)s") % {"rank": rank}
        shown = f"↩{FIRM}{rank}" if note.calls > 1 else "↩"
        target = call_id(note.number, rank)
        return f'<a role="doc-backlink" href="#{target}" aria-label="{text(label)}">{shown}</a>'

    def bibliography(self, document: ArticleDocument | ArticleText) -> str:
        entries = "".join(f"<li>{self.words(entry)}</li>" for entry in document.bibliography)
        if not entries:
            return ""
        title = self.title(_("Bibliographie"), 1)
        if self.is_epub:
            return f'<section epub:type="bibliography" role="doc-bibliography">\n{title}\n<ul>{entries}</ul></section>'
        return f"{title}\n<ul>{entries}</ul>"


def text(words: str) -> str:
    """`words` fit for XML, in an element or an attribute."""
    return str(escape(clean_text(words)))


def href(url: str) -> str:
    """An address fit for an attribute: readers of EPUB refuse spaces and accents in it."""
    return text(iri_to_uri(clean_text(url)))


def call_id(number: int, rank: int) -> str:
    """The place of a call, as the page of the article names it."""
    return f"appel-{number}" if rank == 1 else f"appel-{number}-{rank}"


def sourced(words: str) -> str:
    """« Source : » before what was already made XHTML."""
    return f'<p class="source">{_("Source")}{FIRM}: {words}</p>'


def linked(words: str, url: str) -> str:
    return f'<a href="{href(url)}">{text(words)}</a>' if url else text(words)


def _paragraph(writer: XhtmlWriter, block: Paragraph) -> str:
    return f"<p>{writer.words(block.children)}</p>"


def _listing(writer: XhtmlWriter, block: Listing) -> str:
    tag = "ol" if block.is_ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{writer.words(item)}</li>' for item in block.items)}</{tag}>"


def _heading(writer: XhtmlWriter, block: Heading) -> str:
    return writer.title(block.text, block.level, block.anchor)


def _quote(writer: XhtmlWriter, block: Quote) -> str:
    source = f"<cite>{linked(block.source, block.source_url)}</cite>" if block.source else ""
    said = ", ".join(filter(None, [text(block.author), source]))
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f'<figure class="quote"><blockquote><p>{text(block.text)}</p></blockquote>{caption}</figure>'


def _verbatim(writer: XhtmlWriter, block: Verbatim) -> str:
    said = text(", ".join(filter(None, [block.person, block.role, block.place])))
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f'<figure class="verbatim"><blockquote><p>{text(block.text)}</p></blockquote>{caption}</figure>'


def _figure(writer: XhtmlWriter, block: Figure) -> str:
    picture = block.picture
    role = "" if picture.alternative else ' role="presentation"'
    image = f'<img src="{text(writer.image_address(picture))}" alt="{text(picture.alternative)}"{role}/>'
    caption = "".join(f"<p>{words}</p>" for words in [text(block.caption), credit_of(block)] if words)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    css_class = ' class="photo"' if picture.is_photo else ""
    return f"<figure{css_class}>{image}{caption}</figure>"


def credit_of(figure: Figure) -> str:
    """Who made the picture and under which licence, as XHTML."""
    if not figure.credit:
        return ""
    credit = f"{_('Crédit')}{FIRM}: {text(figure.credit)}"
    return f"{credit}, {linked(figure.licence, figure.licence_url)}" if figure.licence else credit


def _gallery(writer: XhtmlWriter, block: Gallery) -> str:
    return "\n".join(_figure(writer, figure) for figure in block.figures)


def _key_figures(writer: XhtmlWriter, block: KeyFigures) -> str:
    items = "".join(
        f"<li><strong>{text(figure.number)}</strong> {text(_key_figure_words(figure.legend, figure.definition))}"
        f"{f'<br/>{text(figure.source)}' if figure.source else ''}</li>"
        for figure in block.figures
    )
    return f'<ul class="figures">{items}</ul>{sourced(text(block.source)) if block.source else ""}'


def _key_figure_words(legend: str, definition: str) -> str:
    return f"{legend} ({definition})" if definition else legend


def _table(writer: XhtmlWriter, block: Table) -> str:
    head = "".join(
        f'<th scope="col"{_number_class(column.is_number)}>{text(column.heading)}</th>' for column in block.columns
    )
    rows = "".join(f"<tr>{''.join(_cells(writer, block, row))}</tr>" for row in block.rows)
    return (
        f"{f'<p>{text(block.introduction)}</p>' if block.introduction else ''}"
        f"<table><caption>{text(block.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"{sourced(writer.words(block.source)) if block.source else ''}"
    )


def _cells(writer: XhtmlWriter, table: Table, row: Iterable[tuple[Inline, ...]]) -> Iterator[str]:
    for rank, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        words, css_class = writer.words(cell), _number_class(column.is_number)
        if rank == 0 and table.has_row_headers:
            yield f'<th scope="row"{css_class}>{words}</th>'
        else:
            yield f"<td{css_class}>{words}</td>"


def _number_class(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _callout(writer: XhtmlWriter, block: Callout) -> str:
    label = f'<p class="kind">{text(block.label)}</p>' if block.label else ""
    return f'<aside class="callout">{label}{writer.blocks(block.blocks)}</aside>'


def _steps(writer: XhtmlWriter, block: Steps) -> str:
    tag = "ol" if block.is_numbered else "ul"
    return f"<{tag}>{''.join(_step(writer, step) for step in block.steps)}</{tag}>"


def _step(writer: XhtmlWriter, step: Step) -> str:
    marker = f"{text(step.marker)}{FIRM}: " if step.marker else ""
    return f"<li><p>{marker}<strong>{text(step.title)}</strong></p>{writer.blocks(step.blocks)}</li>"


def _media(writer: XhtmlWriter, block: Media) -> str:
    about = ", ".join(filter(None, [block.label, block.duration]))
    parts = [f"<p><strong>{linked(block.title, block.url)}</strong> ({text(about)})</p>"]
    if block.summary:
        parts.append(f"<p>{text(block.summary)}</p>")
    if block.transcript_url:
        parts.append(f"<p>{linked(_('Lire la transcription'), block.transcript_url)}</p>")
    if block.transcript:
        parts.append(f"<p><strong>{_('Transcription')}</strong></p>{writer.blocks(block.transcript)}")
    return f'<aside class="media">{"".join(parts)}</aside>'


def _links(writer: XhtmlWriter, block: Links) -> str:
    return f"<ul>{''.join(f'<li>{_link(item)}</li>' for item in block.items)}</ul>"


def _link(item: LinkItem) -> str:
    return f"{linked(item.label, item.url)}{f'<br/>{text(item.detail)}' if item.detail else ''}"


def _rule(writer: XhtmlWriter, block: Rule) -> str:
    return "<hr/>"


WRITERS: Final[dict[type, Callable[..., str]]] = {
    Paragraph: _paragraph,
    Listing: _listing,
    Heading: _heading,
    Quote: _quote,
    Verbatim: _verbatim,
    Figure: _figure,
    Gallery: _gallery,
    KeyFigures: _key_figures,
    Table: _table,
    Callout: _callout,
    Steps: _steps,
    Media: _media,
    Links: _links,
    Rule: _rule,
}
