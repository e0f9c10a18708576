"""A sound: a podcast, an interview."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from socle.blocks.base import GROUP_MEDIA
from socle.blocks.media import MediaBlock


class AudioBlock(MediaBlock):
    """A sound: its title and duration first, its player, its transcript."""

    extensions: ClassVar[tuple[str, ...]] = ("mp3", "m4a", "ogg", "opus", "wav")

    class Meta:
        icon = "media"
        label = _("Son")
        label_format = _("Son : {title}")
        group = GROUP_MEDIA
        description = _(
            "Un son du site, ou d’un autre site, avec sa transcription. Pour une série, un bloc par épisode."
        )
        template = "blocks/audio.html"
        preview_value = {
            "title": "Quelles boussoles pour un État soutenable ?",
            "summary": "Un des sept épisodes de « Regards croisés », enregistrés à Lens en 2022.",
        }
