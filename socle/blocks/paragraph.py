"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import RichText

from socle.blocks.base import GROUP_TEXT, RICH_TEXT_FEATURES
from socle.pasted import clean_pasted

EXAMPLE = (
    "<p>Numérique en Commun[s] réunit celles et ceux qui font vivre un numérique <b>ouvert, inclusif, accessible, "
    "durable, souverain et éthique</b> : élues, élus et agents des collectivités, associations, tiers-lieux, "
    "entreprises, laboratoires.</p>"
    "<p>La démarche tient en quatre temps :</p>"
    "<ul><li>un grand événement national chaque année ;</li><li>le soutien aux NEC locaux ;</li>"
    "<li>des ressources partagées sous licence ouverte ;</li><li>des rencontres, en ligne et en présence.</li></ul>"
)


class ParagraphBlock(RichTextBlock):
    """One or more paragraphs, with lists and links; what a word processor left in a paste is cleaned when saved."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH_TEXT_FEATURES, **kwargs})

    def value_from_form(self, value: str | None) -> RichText:
        cleaned: RichText = super().value_from_form(clean_pasted(value or ""))
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = _("Texte")
        group = GROUP_TEXT
        description = _("Le texte courant : paragraphes, listes, liens. Les intertitres sont un bloc à part.")
        template = "blocks/paragraph.html"
        preview_value = EXAMPLE
