"""The files organisers send: judged, kept privately, counted, removed."""

from typing import Final

from django.core.files.base import File
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from candidatures import antivirus
from candidatures.enums import FileKind, ScanState
from candidatures.models import Candidature, Message, PieceJointe, Porteur
from candidatures.services import scans
from candidatures.uploads import MAX_DOSSIER, CheckedFile, FileRefusedError, check_file
from socle.typography import file_size

__all__ = ["FileRefusedError", "delete", "receive", "used_size"]

#: More documents than any dossier has.
MAX_FILES: Final = 100


def receive(
    candidature: Candidature,
    uploaded: File,
    *,
    kind: FileKind,
    porteur: Porteur | None,
    document_key: str = "",
    message: Message | None = None,
) -> PieceJointe:
    """The file `uploaded`, kept with `candidature`; the one already there when it is sent twice for the same thing.

    Raises:
        FileRefusedError: for what is not taken, in French.
    """
    checked = check_file(uploaded, uploaded.name or "")
    purpose = {"kind": kind, "document_key": document_key, "message": message}
    with transaction.atomic():
        # The lock makes two files that arrive at once count each other.
        Candidature.objects.select_for_update().get(pk=candidature.pk)
        twin = _present(candidature).filter(sha256=checked.sha256, **purpose).first()
        if twin:
            return twin
        _check_room(candidature, checked)
        piece = PieceJointe(
            candidature=candidature,
            name=checked.name,
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
            scan_state=ScanState.PENDING if antivirus.is_configured() else ScanState.NOT_CONFIGURED,
            uploaded_by=porteur,
            **purpose,
        )
        _store(piece, uploaded)
    if piece.scan_state == ScanState.PENDING:
        scans.plan(piece)
    return piece


def delete(piece: PieceJointe) -> None:
    """Remove a file; what is stored goes once the removal is committed (`files_signals`)."""
    piece.delete()


def used_size(candidature: Candidature) -> int:
    """Octets of all the files of a dossier."""
    return int(_present(candidature).aggregate(total=Sum("size"))["total"] or 0)


def _present(candidature: Candidature) -> QuerySet[PieceJointe]:
    """Files whose content is kept: an infected one has none left."""
    return PieceJointe.objects.filter(candidature=candidature).exclude(scan_state=ScanState.INFECTED)


def _check_room(candidature: Candidature, checked: CheckedFile) -> None:
    kept = _present(candidature).aggregate(total=Sum("size"), count=Count("pk"))
    left = MAX_DOSSIER - (kept["total"] or 0)
    if checked.size > left:
        raise FileRefusedError(
            _("Le dossier peut peser %(limit)s ; il reste %(left)s. Retirez un fichier, ou réduisez celui-ci.")
            % {"limit": file_size(MAX_DOSSIER), "left": file_size(max(left, 0))}
        )
    if kept["count"] >= MAX_FILES:
        raise FileRefusedError(
            _("Le dossier contient déjà %(limit)d fichiers. Retirez-en un, puis envoyez celui-ci.")
            % {"limit": MAX_FILES}
        )


def _store(piece: PieceJointe, uploaded: File) -> None:
    piece.file.save(piece.name, uploaded, save=False)
    try:
        piece.save()
    except BaseException:
        piece.file.storage.delete(piece.file.name)
        raise
