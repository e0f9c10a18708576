"""The parts of a document. Paragraphs, lists and words are those of `socle.prose`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from socle.prose import Inline, Prose


@dataclass(frozen=True)
class Heading:
    """A title. Level 1 opens a part of the text; `is_part` tells the titles of the text from those of its blocks."""

    text: str
    level: int
    anchor: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class Quote:
    """A sentence set large."""

    text: str
    author: str = ""
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Verbatim:
    """What someone said, between its quotation marks."""

    text: str
    person: str = ""
    role: str = ""
    place: str = ""


@dataclass(frozen=True)
class Picture:
    """An image. `alternative` is empty for one that only decorates."""

    image: Any = field(compare=False, repr=False)
    #: What tells its file from another.
    digest: str
    alternative: str
    #: Shown in greys, as the site shows photographs.
    is_photo: bool = True

    @property
    def name(self) -> str:
        """A name for its file, the same for the same picture, with no extension."""
        return f"image-{self.image.pk}{'' if self.is_photo else '-couleurs'}"


@dataclass(frozen=True)
class Figure:
    picture: Picture
    caption: str = ""
    credit: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True)
class Gallery:
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class KeyFigure:
    number: str
    legend: str
    definition: str = ""
    source: str = ""


@dataclass(frozen=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]
    source: str = ""


@dataclass(frozen=True)
class Column:
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under the headings of their columns. `lengths` draws each row, in percent, where it is a chart."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    has_row_headers: bool = True
    source: tuple[Inline, ...] = ()
    introduction: str = ""
    lengths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Callout:
    """A text set apart: `label` says why in a word or two, and may be empty."""

    label: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Step:
    marker: str
    title: str
    blocks: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class Steps:
    """Things that follow one another: numbered, or each with its own marker."""

    is_numbered: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Media:
    """A sound or a video, which is heard or seen elsewhere; `label` says which."""

    label: str
    title: str
    summary: str = ""
    duration: str = ""
    url: str = ""
    transcript: tuple[Prose, ...] = ()
    transcript_url: str = ""


@dataclass(frozen=True)
class LinkItem:
    """Something named: `url` is empty for what has no address."""

    label: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Links:
    items: tuple[LinkItem, ...]


@dataclass(frozen=True)
class Rule:
    """A pause between two moments of a text."""


Block = (
    Prose | Heading | Quote | Verbatim | Figure | Gallery | KeyFigures | Table | Callout | Steps | Media | Links | Rule
)


@dataclass(frozen=True)
class Note:
    """A note of an article; `calls` counts its calls in the text."""

    number: int
    children: tuple[Inline, ...]
    calls: int


@dataclass(frozen=True)
class Signature:
    """A person who signs, and what they did; `role` is empty for those who wrote the text."""

    name: str
    role: str = ""
    about: str = ""


@dataclass(frozen=True)
class ArticleText:
    """What is read of an article, without what surrounds it. `url` is that of its page."""

    url: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    bibliography: tuple[tuple[Inline, ...], ...]

    @property
    def pictures(self) -> Iterator[Picture]:
        yield from pictures_of(self.blocks)


@dataclass(frozen=True)
class ArticleDocument:
    """An article, all of it."""

    pk: int
    title: str
    kind: str
    rubrique: str
    summary: str
    signatures: tuple[Signature, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    bibliography: tuple[tuple[Inline, ...], ...]
    #: Corrections that readers must know of: their day, what changed.
    corrections: tuple[tuple[date, str], ...]
    issue: str
    season: str
    citation: str
    licence: str
    licence_url: str
    url: str
    site_name: str
    owner: str
    published_on: date | None
    #: When its text was last published. A text published again as it was is the same text.
    written_at: datetime = field(compare=False, repr=False)
    language: str = "fr"

    @property
    def byline(self) -> str:
        """Those who wrote, then the others with what they did, on one line."""
        return ", ".join(
            f"{person.name} ({person.role.lower()})" if person.role else person.name for person in self.signatures
        )

    @property
    def pictures(self) -> Iterator[Picture]:
        """The pictures in the order in which they come."""
        return pictures_of(self.blocks)


@dataclass(frozen=True)
class NumeroDocument:
    """An issue with its articles, in the order of its contents."""

    pk: int
    title: str
    number: int
    season: str
    summary: str
    colour: str
    revue: str
    cover: Picture | None
    editorial: tuple[Block, ...]
    editorial_author: str
    credits: tuple[tuple[str, str], ...]
    articles: tuple[ArticleDocument, ...]
    licence: str
    licence_url: str
    url: str
    site_name: str
    owner: str
    publisher: str
    issn: str
    identifier: str
    published_on: date | None
    #: When its text was last published. A text published again as it was is the same text.
    written_at: datetime = field(compare=False, repr=False)
    language: str = "fr"

    @property
    def pictures(self) -> Iterator[Picture]:
        """The pictures of the text in the order in which they come; the cover's is not of them."""
        yield from pictures_of(self.editorial)
        for article in self.articles:
            yield from article.pictures


def pictures_of(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    """The pictures of some blocks and of those inside them."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block.picture
        elif isinstance(block, Gallery):
            yield from (figure.picture for figure in block.figures)
        elif isinstance(block, Callout):
            yield from pictures_of(block.blocks)
