"""A picture with what it shows, who made it, and under which licence."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from socle.blocks.base import GROUP_MEDIA, NecStructBlock, OptionBlock


def some_images(count: int) -> list[Any]:
    """Up to `count` images of the site, described by their titles, for previews. None while there are no tables."""
    if not apps.ready:
        return []
    images = list(get_image_model().objects.order_by("pk")[:count])
    for image in images:
        image.contextual_alt_text = image.title
    return images


class FigureBlock(NecStructBlock):
    """An image, its alternative text, its caption and its credit."""

    image = WagtailImageBlock(label=_("Image"))
    caption = CharBlock(
        label=_("Légende"), required=False, max_length=250, help_text=_("Ce que l’image ajoute au texte.")
    )
    credit = CharBlock(
        label=_("Crédit"),
        required=False,
        max_length=150,
        help_text=_("Laissé vide, il reprend le crédit et la licence de l’image."),
    )
    rendering = OptionBlock(
        label=_("Rendu"),
        choices=[("photo", _("Photo, en niveaux de gris")), ("colour", _("Dessin ou capture, en couleurs"))],
        default="photo",
    )

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = _("Image : {caption}")
        group = GROUP_MEDIA
        description = _("Une image qui apporte une information, avec sa légende et son crédit.")
        template = "blocks/figure.html"

    def get_example(self) -> dict[str, Any]:
        return {"image": next(iter(some_images(1)), None)}
