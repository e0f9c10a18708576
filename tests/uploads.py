"""Files as organisers send them, right and wrong, made here."""

import zipfile
from io import BytesIO

from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "application/vnd.oasis.opendocument.text"
CALC = "application/vnd.oasis.opendocument.spreadsheet"


def pdf(text: str = "", weight: int = 0) -> bytes:
    """A PDF of at least `weight` octets."""
    return b"%PDF-1.7\n" + text.encode() + b"x" * weight + b"\n%%EOF\n"


def archive(*entries: tuple[str, str | bytes, int]) -> bytes:
    """A zip of entries: name, content, compression."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content, compression in entries:
            made.writestr(zipfile.ZipInfo(name), content, compression)
    return file.getvalue()


def open_document(mimetype: str = TEXT, *more: tuple[str, str | bytes, int]) -> bytes:
    """An OpenDocument file."""
    stored, deflated = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
    return archive(("mimetype", mimetype, stored), ("content.xml", "<office/>", deflated), *more)


def office(content_type: str = WORD, *more: tuple[str, str | bytes, int], extra: str = "") -> bytes:
    """An Office file; `extra` goes into its list of types."""
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/document.xml" ContentType="{content_type}.main+xml"/>{extra}</Types>'
    )
    deflated = zipfile.ZIP_DEFLATED
    return archive(("[Content_Types].xml", types, deflated), ("document.xml", "<d/>", deflated), *more)


def picture(kind: str = "PNG", size: tuple[int, int] = (20, 10)) -> bytes:
    """An image."""
    file = BytesIO()
    Image.new("RGB", size, (200, 60, 20)).save(file, kind)
    return file.getvalue()


#: A right file for each extension.
RIGHT = {
    "pdf": pdf(),
    "odt": open_document(TEXT),
    "ods": open_document(CALC),
    "docx": office(WORD),
    "xlsx": office(SHEET),
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
}
