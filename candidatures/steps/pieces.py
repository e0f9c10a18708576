"""The page « pieces » of the form: what is sent is kept at once, as rows; the page itself holds a note alone."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from candidatures.deadlines import paris_day
from candidatures.enums import FileKind, ScanState, Step
from candidatures.models import PieceJointe
from candidatures.rules import DocumentAsked
from candidatures.steps.base import StepForm
from candidatures.steps.fields import text
from candidatures.uploads import ACCEPT, MAX_DOSSIER, MAX_FILE
from socle.typography import file_size

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

#: The field of the documents that the call does not ask for; those it asks for add their key.
OTHER_FIELD: Final = "fichier"
#: What organisers read of the analysis of a file.
SCAN_WORDS: Final = {
    ScanState.NOT_CONFIGURED: _("Reçu"),
    ScanState.PENDING: _("Reçu, analyse en attente"),
    ScanState.FAILED: _("Reçu, analyse à refaire"),
    ScanState.CLEAN: _("Reçu, analysé et sain"),
    ScanState.INFECTED: _(
        "Refusé par l’antivirus et supprimé. Analysez votre appareil, puis envoyez un autre fichier."
    ),
}


@dataclass(frozen=True)
class Slot:
    """A document to send: its field, and what has been sent for it."""

    key: str
    field: BoundField
    is_required: bool
    sent: list["Sent"]


@dataclass(frozen=True)
class Sent:
    """A file as organisers read of it."""

    piece: PieceJointe

    @property
    def is_kept(self) -> bool:
        return is_kept(self.piece)

    @property
    def day(self) -> date:
        """The day of Paris on which it came."""
        return paris_day(self.piece.uploaded_at)

    @property
    def words(self) -> "StrOrPromise":
        """Where its analysis stands."""
        return SCAN_WORDS[ScanState(self.piece.scan_state)]


class PiecesForm(StepForm):
    """A field of file for each document of the call, one for the others, and a note."""

    step = Step.PIECES

    pieces_note = text(_("Précisions sur les pièces"), required=False, rows=4)

    def set_up(self) -> None:
        note = self.fields.pop("pieces_note")
        for document in self._documents:
            is_missing = document.is_required and not any(is_kept(piece) for piece in self._sent(document.key))
            self.fields[field_name(document.key)] = _upload(document.label, document.detail, required=is_missing)
        label = _("Autres documents") if self._documents else _("Documents")
        self.fields[OTHER_FIELD] = _upload(label, _("Ce que vous voulez joindre à votre dossier."))
        self.fields["pieces_note"] = note

    @property
    def slots(self) -> list[Slot]:
        """What to send, in the order of the call."""
        asked = [
            self._slot(document.key, self._sent(document.key), is_required=document.is_required)
            for document in self._documents
        ]
        return [*asked, self._slot("", self._others)]

    @property
    def quota(self) -> str:
        """What the documents weigh, and what is left."""
        used = sum(piece.size for piece in self._all_files if is_kept(piece))
        return _("%(used)s utilisés sur %(limit)s ; il reste %(left)s.") % {
            "used": file_size(used),
            "limit": file_size(MAX_DOSSIER),
            "left": file_size(max(MAX_DOSSIER - used, 0)),
        }

    @property
    def limits(self) -> str:
        """What may be sent."""
        return _("PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG, %(limit)s au plus pour chaque fichier.") % {
            "limit": file_size(MAX_FILE)
        }

    def _slot(self, key: str, pieces: list[PieceJointe], *, is_required: bool = False) -> Slot:
        return Slot(key, self[field_name(key)], is_required, [Sent(piece) for piece in pieces])

    @property
    def _documents(self) -> tuple[DocumentAsked, ...]:
        return self.context.rules.documents

    @cached_property
    def _all_files(self) -> list[PieceJointe]:
        candidature = self.context.candidature
        return list(candidature.files.all()) if candidature else []

    @property
    def _pieces(self) -> list[PieceJointe]:
        return [piece for piece in self._all_files if piece.kind == FileKind.DOCUMENT]

    def _sent(self, key: str) -> list[PieceJointe]:
        return [piece for piece in self._pieces if piece.document_key == key]

    @property
    def _others(self) -> list[PieceJointe]:
        known = {document.key for document in self._documents}
        return [piece for piece in self._pieces if piece.document_key not in known]


def field_name(key: str) -> str:
    """The name of the field of a document of the call."""
    return f"{OTHER_FIELD}-{key}" if key else OTHER_FIELD


def is_kept(piece: PieceJointe) -> bool:
    """Whether the content of a file is there: not that of an infected one."""
    return piece.scan_state != ScanState.INFECTED


def _upload(label: "StrOrPromise", detail: "StrOrPromise", *, required: bool = False) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=detail,
        required=required,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Choisissez ce document, puis envoyez-le.")},
    )
