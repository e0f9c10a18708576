"""The files of a candidature in one archive, written while it is sent: none is held whole in memory.

Those that the antivirus has not let through are left out, and the list of the files says so.
"""

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.models import PieceJointe
from candidatures.uploads import MAX_NAME, clean_name
from socle.spreadsheets import BYTE_ORDER_MARK, CHUNK_SIZE, csv_lines

MANIFEST: Final = "fichiers.csv"


class _Outlet(RawIOBase):
    """Where an archive writes what is then sent, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        written, self._pieces = b"".join(self._pieces), []
        return written


def write_archive(folder: str, pieces: Iterable[PieceJointe]) -> Iterator[bytes]:
    """A ZIP archive: the files below `folder`, then their list, with what is left out and why."""
    outlet = _Outlet()
    lines: list[tuple[str, ...]] = []
    # Types that are taken are compressed already.
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for rank, piece in enumerate(pieces, start=1):
            name = f"{rank:02}-{clean_name(piece.name)}"[-MAX_NAME:]
            reason = _why_left_out(piece)
            if not reason:
                try:
                    yield from _add(archive, outlet, piece, f"{folder}/{name}")
                except (OSError, ValueError):
                    reason = _("Fichier introuvable")
            lines.append(_line(name if not reason else "", piece, reason))
        archive.writestr(f"{folder}/{MANIFEST}", _manifest(lines))
    yield outlet.take()


def _add(archive: zipfile.ZipFile, outlet: _Outlet, piece: PieceJointe, name: str) -> Iterator[bytes]:
    with piece.file.open("rb") as source:
        entry = zipfile.ZipInfo(name, timezone.localtime(piece.uploaded_at).timetuple()[:6])
        with archive.open(entry, "w") as target:
            while chunk := source.read(CHUNK_SIZE):
                target.write(chunk)
                yield outlet.take()


def _why_left_out(piece: PieceJointe) -> str:
    return "" if piece.is_open_to_team else str(piece.get_scan_state_display())


def _line(name: str, piece: PieceJointe, reason: str) -> tuple[str, ...]:
    received = timezone.localtime(piece.uploaded_at).strftime("%Y-%m-%d %H:%M")
    return (name, piece.name, piece.get_kind_display(), str(piece.size), piece.sha256, received, reason)


def _manifest(lines: Iterable[tuple[str, ...]]) -> bytes:
    headings = (
        _("Dans l’archive"),
        _("Nom d’origine"),
        _("Nature"),
        _("Octets"),
        _("Empreinte SHA-256"),
        _("Reçu le"),
        _("Laissé de côté"),
    )
    return csv_lines([headings, *lines], start=BYTE_ORDER_MARK)
