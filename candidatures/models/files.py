"""The files organisers send: kept outside the public media, under names nobody guesses."""

import secrets
import uuid
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidatures.enums import FileKind, ScanState
from socle.storage import private_storage

if TYPE_CHECKING:
    from candidatures.models.exchanges import Message


def random_name(instance: models.Model, name: str) -> str:
    """A name that says nothing of the file and cannot be guessed; the extension is one that was checked."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}{PurePosixPath(name).suffix.lower()}"


class PieceJointe(models.Model):
    """A file of a candidature. Its name is shown, never used as a path; it is only ever downloaded."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    candidature = models.ForeignKey("nec_candidatures.Candidature", on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("nature"), max_length=12, choices=FileKind, default=FileKind.DOCUMENT)
    #: Key of the document of the call it answers (`Rules.documents`), empty for another.
    document_key = models.CharField(max_length=64, blank=True)
    message: "models.ForeignKey[Message | None, Message | None]" = models.ForeignKey(
        "nec_candidatures.Message", null=True, blank=True, on_delete=models.CASCADE, related_name="files"
    )
    file = models.FileField(_("fichier"), storage=private_storage, upload_to=random_name)
    name = models.CharField(_("nom"), max_length=150)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("poids"), help_text=_("En octets."))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    scan_state = models.CharField(
        _("analyse"), max_length=10, choices=ScanState, default=ScanState.PENDING, db_index=True
    )
    scanned_at = models.DateTimeField(_("analysé le"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        "nec_candidatures.Porteur", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """Its type as pages write it: PDF, ODS."""
        return PurePosixPath(self.name).suffix.lstrip(".").upper()

    @property
    def is_open_to_team(self) -> bool:
        """Whether the team may download it: analysed and clean, or nothing there to analyse it."""
        return self.scan_state in {ScanState.CLEAN, ScanState.NOT_CONFIGURED}
