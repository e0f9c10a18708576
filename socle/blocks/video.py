"""A video."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from socle.blocks.base import GROUP_MEDIA
from socle.blocks.media import MediaBlock


class VideoBlock(MediaBlock):
    """A video: its title and duration first, its player on demand, its transcript."""

    extensions: ClassVar[tuple[str, ...]] = ("mp4", "webm", "ogv")

    class Meta:
        icon = "media"
        label = _("Vidéo")
        label_format = _("Vidéo : {title}")
        group = GROUP_MEDIA
        description = _("Une vidéo du site, ou d’un autre site : alors rien n’est chargé sans l’accord de la personne.")
        template = "blocks/video.html"
        preview_value = {
            "title": "14 modèles d’intervention en inclusion numérique pour aller vers les populations",
            "summary": "Pitch de l’édition nationale de Lens, 2022.",
        }
