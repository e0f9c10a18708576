"""What videos and sounds share: a file of the site or a player of another one, subtitles and transcript."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock

from socle.blocks.base import RICH_TEXT_FEATURES, NecStructBlock, OptionBlock
from socle.blocks.players import ExternalPlayer, find_player, platform_names

#: Types browsers play, by extension (RFC 6381, IANA media types).
MEDIA_TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}


class TrackValue(StructValue):
    """A track as a player names it to the listener."""

    @property
    def label(self) -> str:
        kinds, languages = (self.block.child_blocks[name].field.choices for name in ("kind", "language"))
        return f"{dict(kinds)[self['kind']]} ({dict(languages)[self['language']]})"


class TrackBlock(NecStructBlock):
    """Subtitles, captions or a description of a video, as a WebVTT file."""

    document = DocumentChooserBlock(label=_("Fichier WebVTT (.vtt)"))
    kind = OptionBlock(
        label=_("Sorte"),
        choices=[
            ("captions", _("Sous-titres pour personnes sourdes ou malentendantes")),
            ("subtitles", _("Sous-titres d’une autre langue")),
            ("descriptions", _("Audiodescription en texte")),
            ("chapters", _("Chapitres")),
        ],
        default="captions",
    )
    language = OptionBlock(
        label=_("Langue"),
        choices=[("fr", _("Français")), ("en", _("Anglais")), ("de", _("Allemand")), ("es", _("Espagnol"))],
        default="fr",
    )

    class Meta:
        icon = "openquote"
        label = _("Piste")
        label_format = "{kind} {language}"
        value_class = TrackValue

    def get_errors(self, value: StructValue) -> dict[str, str]:
        document = value.get("document")
        if document and document.file_extension != "vtt":
            return {"document": _t("Choisissez un fichier WebVTT, dont le nom finit par « .vtt ».")}
        return {}


class MediaValue(StructValue):
    """A video or a sound as its template reads it."""

    @property
    def player(self) -> ExternalPlayer | None:
        return find_player(self.get("url") or "")

    @property
    def media_type(self) -> str:
        document = self.get("file")
        return MEDIA_TYPES.get(document.file_extension, "") if document else ""

    @property
    def tracks(self) -> list[Any]:
        return [track for track in self.get("tracks") or [] if track.get("document")]

    @property
    def has_transcript(self) -> bool:
        transcript = self.get("transcript")
        return bool((transcript and transcript.source) or self.get("transcript_document"))


class MediaBlock(NecStructBlock):
    """Base of `VideoBlock` and `AudioBlock`."""

    #: Extensions a file may have, and the word for the media in messages.
    extensions: ClassVar[tuple[str, ...]] = ()

    title = CharBlock(label=_("Titre"), max_length=150)
    summary = TextBlock(label=_("Présentation"), required=False, max_length=400)
    duration = CharBlock(label=_("Durée"), required=False, max_length=30, help_text=_("12 min, 1 h 24…"))
    file = DocumentChooserBlock(label=_("Fichier du site"), required=False)
    url = URLBlock(
        label=_("Adresse sur un autre site"),
        required=False,
        help_text=_("Celle de la page publique. Le lecteur ne se charge que si la personne le demande."),
    )
    tracks = ListBlock(
        TrackBlock(), label=_("Sous-titres"), default=[], max_num=8, help_text=_("Pour un fichier du site.")
    )
    transcript = RichTextBlock(
        label=_("Transcription"),
        features=RICH_TEXT_FEATURES,
        required=False,
        help_text=_("Le texte de tout ce qui est dit. Le RGAA la demande."),
    )
    transcript_document = DocumentChooserBlock(label=_("ou transcription en fichier"), required=False)

    class Meta:
        value_class = MediaValue
        form_layout = BlockGroup(
            children=["title", "summary", "duration", "file", "url", "tracks"],
            settings=["transcript", "transcript_document"],
        )

    def get_errors(self, value: MediaValue) -> dict[str, str]:
        if value.get("file") and value.get("url"):
            message = _t("Choisissez un fichier du site ou une adresse, pas les deux.")
            return {"file": message, "url": message}
        if value.get("file"):
            return self._file_errors(value)
        if value.get("url"):
            return self._url_errors(value)
        return (
            {} if self.is_deferred_validation else {"file": _t("Choisissez un fichier du site, ou donnez une adresse.")}
        )

    def _file_errors(self, value: MediaValue) -> dict[str, str]:
        if value["file"].file_extension in self.extensions:
            return {}
        message = _t("Choisissez un fichier d’un de ces types : %(types)s.")
        return {"file": message % {"types": ", ".join(self.extensions)}}

    def _url_errors(self, value: MediaValue) -> dict[str, str]:
        if value.player:
            return {}
        message = _t("Donnez l’adresse en https d’un média de l’un de ces sites : %(hosts)s.")
        return {"url": message % {"hosts": ", ".join(platform_names())}}
