"""Streams of blocks: their titles are placed when they are shown, their anchors kept when they are published."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue, StructBlockValidationError

from socle.blocks.accordion import AccordionBlock
from socle.blocks.base import LAST_LEVEL, heading_level
from socle.blocks.buttons import ButtonsBlock
from socle.blocks.callout import CalloutBlock
from socle.blocks.downloads import DownloadsBlock
from socle.blocks.figures import FiguresBlock
from socle.blocks.heading import RESERVED_ANCHORS, HeadingBlock
from socle.blocks.image import FigureBlock
from socle.blocks.outline import place_headings, unique_anchor
from socle.blocks.paragraph import ParagraphBlock
from socle.blocks.quote import QuoteBlock
from socle.blocks.steps import StepsBlock
from socle.blocks.verbatim import VerbatimBlock


class NecStreamBlock(StreamBlock):
    """A stream whose blocks know at which level their titles stand.

    The context may hold `heading_level`, the level of the first titles (2 by default): a template that shows a body
    below an h2 of its own sets it to 3.
    """

    def render_basic(self, value: StreamValue, context: dict[str, Any] | None = None) -> SafeString:
        shared = dict(context or {})
        level = heading_level(shared)
        if "outline" not in shared:
            shared["outline"] = place_headings(value, level)
        anchors = self.get_anchors(value)
        rendered = []
        for index, child in enumerate(value):
            anchor = format_html(' id="{}"', anchors[index]) if index in anchors else ""
            rendered.append((child.block_type, anchor, child.render({**shared, "heading_level": level})))
            if isinstance(child.block, HeadingBlock):
                level = min((child.value.placed_level or level) + 1, LAST_LEVEL)
        blocks = format_html_join("\n", '<div class="block block-{}"{}>{}</div>', rendered)
        return format_html('<div class="stream">{}</div>', blocks) if rendered else SafeString("")

    def get_anchors(self, value: StreamValue) -> dict[int, str]:
        """Anchors, by position, of the blocks to which a page leads by itself. None here: titles have their own."""
        return {}


class OutlinedStreamBlock(NecStreamBlock):
    """A whole body. An anchor is used once in it, and kept from the first publication on, so that links to it hold."""

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        errors = anchor_errors(cleaned)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        if not self.is_deferred_validation:
            fill_anchors(cleaned)
        return cleaned


def anchor_errors(stream: StreamValue) -> dict[int, StructBlockValidationError]:
    """Errors by position for the anchors given twice: on each but the first."""
    seen: Counter[str] = Counter()
    errors = {}
    for index, child in enumerate(stream):
        anchor = child.value.get("anchor") if isinstance(child.block, HeadingBlock) else ""
        if not anchor:
            continue
        seen[anchor] += 1
        if seen[anchor] > 1:
            message = _t("Un autre intertitre de la page a déjà cette ancre : changez-la ou videz-la.")
            errors[index] = StructBlockValidationError(block_errors={"anchor": ValidationError(message)})
    return errors


def fill_anchors(stream: StreamValue) -> None:
    """Write the anchor of each title that has none yet, made from its text."""
    headings = [child.value for child in stream if isinstance(child.block, HeadingBlock)]
    taken = {*RESERVED_ANCHORS, *(value["anchor"] for value in headings if value.get("anchor"))}
    for value in headings:
        if not value.get("anchor"):
            value["anchor"] = unique_anchor(value.wanted_anchor, taken)


class ProseStreamBlock(OutlinedStreamBlock):
    """A text to read: few blocks, for articles and short pages."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    image = FigureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    buttons = ButtonsBlock()


class ColumnStreamBlock(NecStreamBlock):
    """What fits in half a page."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    image = FigureBlock()
    quote = QuoteBlock()
    verbatim = VerbatimBlock()
    figures = FiguresBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    steps = StepsBlock()
    buttons = ButtonsBlock()
    downloads = DownloadsBlock()
