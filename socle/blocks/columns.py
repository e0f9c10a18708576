"""Two columns, each with its own blocks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from socle.blocks.base import GROUP_LAYOUT, NecStructBlock, OptionBlock
from socle.blocks.streams import ColumnStreamBlock

LIKED = (
    "<ul><li>les stands découverte ;</li><li>les ateliers professionnels ;</li>"
    "<li>le regard croisé Danemark, Luxembourg, France.</li></ul>"
)
TO_CHANGE = (
    "<ul><li>indiquer le parking ;</li><li>prévoir des boissons l’après-midi ;</li>"
    "<li>caler les interviews et la vidéo à l’avance.</li></ul>"
)


class ColumnsBlock(NecStructBlock):
    """A left and a right stream, one above the other on a narrow screen. No columns inside columns."""

    ratio = OptionBlock(
        label=_("Partage"),
        choices=[
            ("6-6", _("Moitié, moitié")),
            ("4-8", _("Un tiers, deux tiers")),
            ("8-4", _("Deux tiers, un tiers")),
            ("5-7", _("Cinq douzièmes, sept douzièmes")),
            ("7-5", _("Sept douzièmes, cinq douzièmes")),
        ],
        default="6-6",
    )
    left = ColumnStreamBlock(label=_("Colonne de gauche"))
    right = ColumnStreamBlock(label=_("Colonne de droite"))

    class Meta:
        icon = "grip"
        label = _("Deux colonnes")
        group = GROUP_LAYOUT
        description = _("Deux suites de blocs côte à côte. Sur un téléphone, celle de gauche vient d’abord.")
        template = "blocks/columns.html"
        preview_value = {
            "ratio": "6-6",
            "left": [
                ("heading", {"text": "Ce qui a plu", "level": "h2"}),
                ("paragraph", LIKED),
            ],
            "right": [
                ("heading", {"text": "À faire autrement", "level": "h2"}),
                ("paragraph", TO_CHANGE),
            ],
        }

    def get_columns(self, value: StructValue) -> list[Any]:
        """Both streams in reading order."""
        return [value["left"], value["right"]]
