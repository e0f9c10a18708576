"""A text set apart from the others."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock

from socle.blocks.base import GROUP_HIGHLIGHT, RICH_TEXT_FEATURES, NecStructBlock, OptionBlock


class CalloutBlock(NecStructBlock):
    """A titled text between brackets."""

    title = CharBlock(label=_("Titre"), max_length=120)
    text = RichTextBlock(label=_("Texte"), features=RICH_TEXT_FEATURES)
    kind = OptionBlock(
        label=_("Sorte"),
        choices=[("aside", _("Encadré")), ("information", _("À savoir")), ("warning", _("Attention"))],
        default="aside",
        help_text=_("« Attention » pour ce qui ferait échouer une démarche."),
    )

    class Meta:
        icon = "info-circle"
        label = _("Encadré")
        label_format = _("Encadré : {title}")
        group = GROUP_HIGHLIGHT
        description = _("Un complément, une information à savoir ou une mise en garde, à part du texte courant.")
        template = "blocks/callout.html"
        preview_value = {
            "title": "Deux critères obligatoires",
            "text": "<ul><li>le soutien d’au moins une collectivité ;</li>"
            "<li>150 personnes attendues ou inscrites, dans un lieu qui peut les accueillir.</li></ul>",
            "kind": "information",
        }
