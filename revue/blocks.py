"""The streams of the revue."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DateBlock, RichTextBlock, StreamBlock, StreamValue
from wagtail.rich_text import RichText

from revue.notes import CallRenderer, without_calls
from socle.blocks import BodyStreamBlock, NecStructBlock, ParagraphBlock, ProseStreamBlock
from socle.blocks.base import INLINE_FEATURES, RICH_TEXT_FEATURES


class NotedParagraphBlock(ParagraphBlock):
    """One or more paragraphs, which may call the notes of their article.

    The stock block reads the notes once for each paragraph, and keeps them on itself, which requests share. Here the
    article numbers them once, and the stream hands over what writes their calls (`note_calls` in the context).
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*RICH_TEXT_FEATURES, "footnotes"], **kwargs})

    def render(self, value: RichText, context: dict[str, Any] | None = None) -> SafeString:
        calls = (context or {}).get("note_calls") or CallRenderer([])
        rendered: SafeString = calls.render(super().render(value, context=context))
        return rendered

    def get_searchable_content(self, value: RichText) -> list[str]:
        words: list[str] = super().get_searchable_content(RichText(without_calls(value.source)))
        return words

    class Meta:
        description = _(
            "Le texte courant : paragraphes, listes, liens, appels de note. Les intertitres sont un bloc à part."
        )


class ArticleStreamBlock(BodyStreamBlock):
    """The body of an article: every block, and notes in its text."""

    paragraph = NotedParagraphBlock()

    def render_basic(self, value: StreamValue, context: dict[str, Any] | None = None) -> SafeString:
        shared = dict(context or {})
        notes = getattr(shared.get("page"), "notes", [])
        return super().render_basic(value, {**shared, "note_calls": CallRenderer(notes)})


def noted_texts(body: Iterable[StreamValue.StreamChild]) -> list[str]:
    """The rich texts of an article that may call notes, in reading order, as they are stored."""
    return [source for source in noted_blocks(body) if source is not None]


def noted_blocks(body: Iterable[StreamValue.StreamChild]) -> list[str | None]:
    """The same, with None in the place of each other block."""
    return [child.value.source if isinstance(child.block, NotedParagraphBlock) else None for child in body]


class EditorialStreamBlock(ProseStreamBlock):
    """The editorial of an issue."""


class BibliographyStreamBlock(StreamBlock):
    """References, in the order in which they are shown."""

    reference = RichTextBlock(
        label=_("Référence"),
        icon="openquote",
        features=INLINE_FEATURES,
        help_text=_("Autrices et auteurs, titre en italique, édition, année, lien."),
    )


class CorrectionBlock(NecStructBlock):
    """What has changed since the first publication, and that readers must know of."""

    day = DateBlock(label=_("Date"))
    text = CharBlock(label=_("Ce qui a changé"), max_length=500)

    class Meta:
        icon = "edit"
        label = _("Correction")
        label_format = _("{day} : {text}")
        preview_value: ClassVar = {"day": date(2025, 3, 12), "text": "Le nombre de participantes et participants."}


class CorrectionsStreamBlock(StreamBlock):
    """The corrections of an article, each with its day."""

    correction = CorrectionBlock()


class CreditBlock(NecStructBlock):
    """Who did what in an issue."""

    role = CharBlock(label=_("Part"), max_length=120, help_text=_("« Rédaction en chef », « Illustrations »."))
    names = CharBlock(label=_("Noms"), max_length=500)

    class Meta:
        icon = "group"
        label = _("Ligne de l’ours")
        label_format = _("{role} : {names}")
        preview_value: ClassVar = {"role": "Rédaction en chef", "names": "François Huguet"}


class CreditsStreamBlock(StreamBlock):
    """The masthead of an issue: who did what."""

    credit = CreditBlock()
