"""What organisers may send: files are judged by their content, and refused with words that say what to do.

Nothing is unpacked: an archive is read by its directory, and of its entries only the two that say what it is, to a
bound of our own. Sizes that a file declares are grounds for refusing it, never for trusting it.
"""

import hashlib
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, Final
from xml.parsers import expat

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from socle.pdf import UNFIT_FOR_A_NAME
from socle.text import clean_line
from socle.typography import file_size

MAX_FILE: Final = 10_000_000
MAX_DOSSIER: Final = 50_000_000
MAX_NAME: Final = 150
MAX_PIXELS: Final = 50_000_000
MAX_ENTRIES: Final = 5_000
#: What an archive may say it holds, and how many times its own weight.
MAX_UNPACKED: Final = 200_000_000
MAX_RATIO: Final = 100
#: Below this, any ratio: a short text repeats itself.
RATIO_COUNTS_FROM: Final = 10_000_000
#: The two entries that are read are far smaller.
MAX_READ: Final = 1_000_000
#: A directory of `MAX_ENTRIES` names of 200 bytes.
MAX_DIRECTORY: Final = MAX_ENTRIES * 250

_END_RECORD: Final = struct.Struct("<4s4H2LH")
_END_SIGNATURE: Final = b"PK\x05\x06"
_ZIP64_LOCATOR: Final = b"PK\x06\x07"
_ENCRYPTED: Final = 0x1
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."

#: Types that are taken, by extension.
CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "ods": f"{_OPEN_DOCUMENT}spreadsheet",
    "odt": f"{_OPEN_DOCUMENT}text",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
ACCEPT: Final = ",".join(f".{extension}" for extension in CONTENT_TYPES)
#: What holds programs under a name of its own.
_WITH_MACROS: Final = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"})
#: Words that only the parts of an Office file which hold programs bear in their type.
_PROGRAMS: Final = ("macroenabled", "vbaproject", "macrosheet", "activex")


class FileRefusedError(Exception):
    """A file that is not taken. The message is French, and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _DamagedError(Exception):
    """A file that is not, or not wholly, of the type its name says."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept. `size` in octets."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_file(file: File, name: str) -> CheckedFile:
    """What is known of `file`, sent under `name`, once its content has been judged; it is left at its start.

    Raises:
        FileRefusedError: for what is not taken.
    """
    shown = clean_name(name)
    extension = _extension(shown)
    _check_extension(extension)
    _check_size(file.size)
    file.seek(0)
    # A size that is declared is not trusted: one octet more than allowed tells.
    content = file.read(MAX_FILE + 1)
    file.seek(0)
    _check_size(len(content))
    _check_content(content, extension)
    return CheckedFile(shown, CONTENT_TYPES[extension], len(content), hashlib.sha256(content).hexdigest())


def clean_name(name: str) -> str:
    """`name` as it is shown: no folder, no sign that hides, turns round or commands, and not too long."""
    line = "".join(sign for sign in clean_line(name) if unicodedata.category(sign) != "Cf")
    last = PurePosixPath(line.replace("\\", "/")).name
    path = PurePosixPath(" ".join(UNFIT_FOR_A_NAME.sub(" ", last).split()).lstrip("."))
    suffix = path.suffix if len(path.suffix) <= MAX_NAME // 2 else ""
    stem = path.name.removesuffix(suffix).strip() if path.suffix else ""
    if not suffix:
        # « .pdf » alone has lost its name; « budget » never had an extension.
        stem, suffix = ("", f".{path.name}") if path.name in CONTENT_TYPES else (path.name, "")
    return f"{(stem or _('Document'))[: MAX_NAME - len(suffix)].rstrip()}{suffix}"


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lstrip(".").lower()


def _check_extension(extension: str) -> None:
    if extension in CONTENT_TYPES:
        return
    if extension in _WITH_MACROS:
        raise FileRefusedError(_macros_message())
    raise FileRefusedError(
        _("Ce type de fichier n’est pas accepté. Enregistrez le document en PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG.")
    )


def _check_size(size: int | None) -> None:
    if not size:
        raise FileRefusedError(_("Ce fichier est vide. Vérifiez-le sur votre appareil, puis envoyez-le de nouveau."))
    if size > MAX_FILE:
        raise FileRefusedError(
            _("Ce fichier pèse plus de %(limit)s. Réduisez-le, ou partagez-le en plusieurs fichiers.")
            % {"limit": file_size(MAX_FILE)}
        )


def _check_content(content: bytes, extension: str) -> None:
    try:
        _CHECKS[extension](content, extension)
    except FileRefusedError:
        raise
    except Exception as error:  # parsers of open formats raise of everything on what is none of theirs
        raise FileRefusedError(
            _(
                "Ce fichier n’est pas un fichier %(type)s, ou il est abîmé. Ouvrez-le dans le logiciel qui l’a fait, "
                "enregistrez-le en %(type)s, puis envoyez-le de nouveau."
            )
            % {"type": extension.upper()}
        ) from error


def _check_pdf(content: bytes, _extension: str) -> None:
    # ISO 32000, 7.5.2 and 7.5.5: the header comes first, the end mark in the last kilobyte.
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _DamagedError


def _check_image(content: bytes, extension: str) -> None:
    kind = "PNG" if extension == "png" else "JPEG"
    try:
        with Image.open(BytesIO(content), formats=[kind]) as image:
            is_huge = image.width * image.height > MAX_PIXELS
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        is_huge = True
    if is_huge:
        raise FileRefusedError(_("Cette image est trop grande. Réduisez-la à moins de 50 millions de points."))
    if kind == "JPEG":
        # `verify` reads no more than the header of a JPEG. An eighth of its size is enough to go through the whole.
        with Image.open(BytesIO(content), formats=[kind]) as image:
            image.draft("RGB", (image.width // 8, image.height // 8))
            image.load()


def _check_open_document(content: bytes, extension: str) -> None:
    with _open_archive(content) as archive:
        # OpenDocument 1.3, part 2, 3.3: the type is the first entry, not compressed.
        first = archive.infolist()[0]
        if first.filename != "mimetype" or first.header_offset or first.compress_type != zipfile.ZIP_STORED:
            raise _DamagedError
        names = archive.namelist()
        if _read_entry(archive, first).decode("ascii") != CONTENT_TYPES[extension] or "content.xml" not in names:
            raise _DamagedError
        if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
            raise FileRefusedError(_macros_message())


def _check_office(content: bytes, extension: str) -> None:
    with _open_archive(content) as archive:
        # ECMA-376, part 2, 7.2.3: this entry gives the type of all the others.
        types = _content_types(_read_entry(archive, archive.getinfo("[Content_Types].xml")))
        declared = " ".join([*types, *archive.namelist()]).lower()
        if any(word in declared for word in _PROGRAMS):
            raise FileRefusedError(_macros_message())
        if f"{CONTENT_TYPES[extension]}.main+xml" not in types:
            raise _DamagedError


_CHECKS: Final[dict[str, Callable[[bytes, str], None]]] = {
    "pdf": _check_pdf,
    "ods": _check_open_document,
    "odt": _check_open_document,
    "xlsx": _check_office,
    "docx": _check_office,
    "png": _check_image,
    "jpg": _check_image,
    "jpeg": _check_image,
}


def _open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, once its directory is known to be of a bearable size and to hold what a document holds."""
    _check_directory(content)
    archive = zipfile.ZipFile(BytesIO(content))
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # More packed than the file weighs: entries lie on each other, which multiplies them.
    is_bomb = (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or packed > len(content)
        or (unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO)
    )
    if is_bomb:
        raise FileRefusedError(_bomb_message())
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileRefusedError(_("Ce fichier est protégé par un mot de passe. Enregistrez-le sans, puis envoyez-le."))
    if any(_is_outside(entry.filename) for entry in entries):
        raise _DamagedError
    return archive


def _check_directory(content: bytes) -> None:
    """Refuse, before anything reads it, a directory that no document of 10 MB has."""
    start = content.rfind(_END_SIGNATURE)
    if not content.startswith(b"PK\x03\x04") or start < 0:
        raise _DamagedError
    record = _END_RECORD.unpack_from(content, start)
    count, size = record[4], record[5]
    is_zip64 = content[:start][-20:].startswith(_ZIP64_LOCATOR)
    if is_zip64 or count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise FileRefusedError(_bomb_message())


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(MAX_READ + 1)
    if len(content) > MAX_READ:
        raise FileRefusedError(_bomb_message())
    return content


def _content_types(document: bytes) -> set[str]:
    """The types that « [Content_Types].xml » gives. Raises for a document that defines entities."""
    found = set()

    def start(_name: str, attributes: dict[str, Any]) -> None:
        found.add(str(attributes.get("ContentType", "")))

    def refuse(*_arguments: Any) -> None:
        raise _DamagedError

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(document, True)
    return found


def _is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


def _macros_message() -> str:
    return _(
        "Ce fichier contient des macros (des programmes), refusées par sécurité. Enregistrez-le sans macros, ou en "
        "PDF, puis envoyez-le de nouveau."
    )


def _bomb_message() -> str:
    return _(
        "Une fois ouvert, ce fichier serait beaucoup trop lourd. Enregistrez-le de nouveau, ou en PDF, puis envoyez-le."
    )
