"""A pause between two parts."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock

from socle.blocks.base import GROUP_LAYOUT


class SeparatorBlock(StaticBlock):
    """A rule, for the eye and for screen readers."""

    class Meta:
        icon = "minus"
        label = _("Séparateur")
        group = GROUP_LAYOUT
        admin_text = _("Un filet. Si la suite a un sujet à elle, préférez un intertitre.")
        description = _("Un filet entre deux moments d’un texte qui n’ont pas besoin d’intertitre.")
        template = "blocks/separator.html"
        preview_value = None
