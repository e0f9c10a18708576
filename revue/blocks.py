"""The streams of the revue."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock
from wagtail_footnotes.blocks import RichTextBlockWithFootnotes

from socle.blocks import BodyStreamBlock, NecStructBlock, ParagraphBlock, ProseStreamBlock
from socle.blocks.base import INLINE_FEATURES, RICH_TEXT_FEATURES


class NotedParagraphBlock(RichTextBlockWithFootnotes, ParagraphBlock):
    """One or more paragraphs, which may call the notes of their article."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*RICH_TEXT_FEATURES, "footnotes"], **kwargs})

    class Meta:
        description = _(
            "Le texte courant : paragraphes, listes, liens, appels de note. Les intertitres sont un bloc à part."
        )


class ArticleStreamBlock(BodyStreamBlock):
    """The body of an article: every block, and notes in its text."""

    paragraph = NotedParagraphBlock()


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
