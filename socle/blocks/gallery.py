"""Several pictures side by side, never a carousel."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructValue

from socle.blocks.base import GROUP_MEDIA, NecStructBlock
from socle.blocks.image import FigureBlock, some_images


class GalleryBlock(NecStructBlock):
    """Two to twelve figures in a grid."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    figures = ListBlock(FigureBlock(), label=_("Images"), min_num=2, max_num=12)

    class Meta:
        icon = "grid"
        label = _("Galerie")
        label_format = _("Galerie : {title}")
        group = GROUP_MEDIA
        description = _("Deux à douze images montrées ensemble, chacune avec sa légende. Pour une seule, prenez Image.")
        template = "blocks/gallery.html"

    def get_example(self) -> dict[str, Any]:
        return {"title": "En images", "figures": [{"image": image, "rendering": "photo"} for image in some_images(3)]}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        figures = [figure for figure in value.get("figures") or [] if figure.get("image")]
        prefetch_related_objects([figure["image"] for figure in figures], "renditions")
        context["figures"] = figures
        return context
