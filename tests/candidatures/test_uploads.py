"""What may be sent: files judged by their content, refused with words that say what to do."""

import hashlib
import struct
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from candidatures.uploads import (
    CONTENT_TYPES,
    MAX_FILE,
    MAX_NAME,
    CheckedFile,
    FileRefusedError,
    check_file,
    clean_name,
)
from tests.uploads import (
    CALC,
    RIGHT,
    SHEET,
    TEXT,
    WORD,
    archive,
    office,
    open_document,
    pdf,
    picture,
)

TYPE_REFUSED = (
    "Ce type de fichier n’est pas accepté. Enregistrez le document en PDF, ODT, ODS, DOCX, XLSX, PNG ou JPEG."
)
MACROS_REFUSED = (
    "Ce fichier contient des macros (des programmes), refusées par sécurité. Enregistrez-le sans macros, ou en PDF, "
    "puis envoyez-le de nouveau."
)
BOMB_REFUSED = (
    "Une fois ouvert, ce fichier serait beaucoup trop lourd. Enregistrez-le de nouveau, ou en PDF, puis envoyez-le."
)
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def damaged(kind: str) -> str:
    return (
        f"Ce fichier n’est pas un fichier {kind}, ou il est abîmé. Ouvrez-le dans le logiciel qui l’a fait, "
        f"enregistrez-le en {kind}, puis envoyez-le de nouveau."
    )


def refusal(content: bytes, name: str) -> str:
    """Why a file is refused; empty for one that is taken."""
    try:
        check_file(ContentFile(content), name)
    except FileRefusedError as error:
        return error.message.replace("\u00a0", " ")
    return ""


@pytest.mark.parametrize("extension", RIGHT)
def test_each_type_is_taken(extension: str) -> None:
    content = RIGHT[extension]
    file = ContentFile(content)
    assert check_file(file, f"Mon document.{extension.upper()}") == CheckedFile(
        name=f"Mon document.{extension.upper()}",
        content_type=CONTENT_TYPES[extension],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    assert file.tell() == 0


@pytest.mark.parametrize("extension", RIGHT)
@pytest.mark.parametrize("other", RIGHT)
def test_the_content_must_be_what_the_name_says(extension: str, other: str) -> None:
    same = CONTENT_TYPES[extension] == CONTENT_TYPES[other]
    assert refusal(RIGHT[other], f"a.{extension}") == ("" if same else damaged(extension.upper()))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"<html><script>alert(1)</script></html>", "page.html", TYPE_REFUSED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg", TYPE_REFUSED),
        (b"MZ\x90\x00", "programme.exe", TYPE_REFUSED),
        (b"MZ\x90\x00" + b"\0" * 200, "programme.pdf", damaged("PDF")),
        (b"<script>", "page.html.pdf", damaged("PDF")),
        (pdf(), "programme.pdf.exe", TYPE_REFUSED),
        (pdf(), "facture\u202efdp.exe", TYPE_REFUSED),
        (pdf(), "sans extension", TYPE_REFUSED),
        (pdf(), "", TYPE_REFUSED),
        (b"\xd0\xcf\x11\xe0", "ancien.doc", TYPE_REFUSED),
        (b"", "vide.pdf", "Ce fichier est vide. Vérifiez-le sur votre appareil, puis envoyez-le de nouveau."),
        (b"%PDF-1.7 la fin manque", "coupe.pdf", damaged("PDF")),
        (b"GIF89a\n%PDF-1.7\n%%EOF", "double.pdf", damaged("PDF")),
        (picture()[:-20], "coupee.png", damaged("PNG")),
        (picture("JPEG", (400, 400))[:1500], "coupee.jpg", damaged("JPG")),
        (office(WORD), "budget.docm", MACROS_REFUSED),
    ],
)
def test_what_is_not_taken_is_refused_in_words(content: bytes, name: str, message: str) -> None:
    assert refusal(content, name) == message


def test_a_file_weighs_10_megabytes_at_most() -> None:
    message = "Ce fichier pèse plus de 10 Mo. Réduisez-le, ou partagez-le en plusieurs fichiers."
    envelope = len(pdf())
    assert refusal(pdf(weight=MAX_FILE - envelope), "a.pdf") == ""
    assert refusal(pdf(weight=MAX_FILE - envelope + 1), "a.pdf") == message


def test_a_weight_that_is_declared_is_not_trusted() -> None:
    file = ContentFile(pdf(weight=MAX_FILE))
    file.size = 12
    with pytest.raises(FileRefusedError, match="plus de"):
        check_file(file, "a.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (office(WORD, extra='<Override ContentType="application/vnd.ms-office.vbaProject"/>'), "a.docx"),
        (office(WORD, ("word/vbaProject.bin", b"x", DEFLATED)), "a.docx"),
        (office(SHEET, extra='<Override ContentType="application/vnd.ms-excel.macrosheet+xml"/>'), "a.xlsx"),
        (office(SHEET, extra='<Override ContentType="a.sheet.&#109;acroEnabled.main+xml"/>'), "a.xlsx"),
        (open_document(TEXT, ("Basic/Standard/Module1.xml", "<m/>", DEFLATED)), "a.odt"),
        (open_document(CALC, ("Scripts/python/a.py", "import os", DEFLATED)), "a.ods"),
    ],
)
def test_macros_are_refused_wherever_they_are(content: bytes, name: str) -> None:
    assert refusal(content, name) == MACROS_REFUSED


def test_an_archive_that_grows_too_much_is_refused_without_being_opened() -> None:
    bomb = ("zeros.xml", b"\0" * 12_000_000, DEFLATED)
    assert refusal(office(WORD, bomb), "a.docx") == BOMB_REFUSED
    assert refusal(open_document(TEXT, bomb), "a.odt") == BOMB_REFUSED


def test_an_archive_of_too_many_entries_is_refused() -> None:
    entries = [(f"{number}.xml", b"", STORED) for number in range(5_001)]
    assert refusal(office(WORD, *entries), "a.docx") == BOMB_REFUSED


def test_an_archive_whose_entries_lie_on_each_other_is_refused() -> None:
    content = office(WORD, ("a.xml", bytes(range(256)) * 40, STORED))
    assert refusal(_repeat_directory(content, 40), "a.docx") == BOMB_REFUSED


def test_an_entry_that_says_less_than_it_holds_is_not_read_beyond_its_bound() -> None:
    types = b"<Types>" + b" " * 3_000_000 + b"</Types>"
    whole = archive(("[Content_Types].xml", types, DEFLATED))
    lying = whole.replace(struct.pack("<L", len(types)), struct.pack("<L", 100))
    assert refusal(whole, "a.docx") == BOMB_REFUSED
    assert refusal(lying, "a.docx") == damaged("DOCX")


def test_a_definition_of_entities_is_refused() -> None:
    document = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Types>&b;</Types>'
    assert refusal(archive(("[Content_Types].xml", document, DEFLATED)), "a.docx") == damaged("DOCX")


def test_an_archive_with_a_password_is_refused() -> None:
    content = bytearray(office(WORD))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    message = "Ce fichier est protégé par un mot de passe. Enregistrez-le sans, puis envoyez-le."
    assert refusal(bytes(content), "a.docx") == message


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "word/../../x"])
def test_an_archive_that_writes_elsewhere_is_refused(path: str) -> None:
    assert refusal(office(WORD, (path, b"x", STORED)), "a.docx") == damaged("DOCX")


@pytest.mark.parametrize(
    "content",
    [
        archive(("content.xml", "<x/>", STORED), ("mimetype", TEXT, STORED)),
        archive(("mimetype", TEXT, DEFLATED), ("content.xml", "<x/>", STORED)),
        archive(("mimetype", f"{TEXT}-template", STORED), ("content.xml", "<x/>", STORED)),
        archive(("mimetype", TEXT, STORED)),
        archive(("mimetype", "é", STORED), ("content.xml", "<x/>", STORED)),
        b"MZ" + open_document(TEXT),
    ],
)
def test_an_open_document_says_what_it_is_in_its_first_entry(content: bytes) -> None:
    assert refusal(content, "a.odt") == damaged("ODT")


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_an_image_of_too_many_points_is_refused_before_it_is_read(side: int) -> None:
    content = bytearray(picture("PNG", (4, 4)))
    content[16:24] = struct.pack(">LL", side, side)
    content[29:33] = struct.pack(">L", zlib.crc32(bytes(content[12:29])))
    message = "Cette image est trop grande. Réduisez-la à moins de 50 millions de points."
    assert refusal(bytes(content), "a.png") == message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Budget prévisionnel.pdf", "Budget prévisionnel.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Bureau\\lettre.odt", "lettre.odt"),
        ("a\x00b\x1fc\r\n.pdf", "abc.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ('<img src="x">.png', "img src= x.png"),
        (".pdf", "Document.pdf"),
        ("..", "Document"),
        ("", "Document"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("   .pdf", "Document.pdf"),
    ],
)
def test_a_name_is_cleaned_of_what_hides_and_commands(name: str, shown: str) -> None:
    assert clean_name(name) == shown


def test_a_long_name_is_cut_before_its_extension() -> None:
    assert clean_name(f"{'é' * 300}.docx") == f"{'é' * (MAX_NAME - 5)}.docx"


@given(st.text(max_size=400))
def test_no_name_is_a_path_or_too_long(name: str) -> None:
    shown = clean_name(name)
    assert 0 < len(shown) <= MAX_NAME
    assert not set(shown) & set('/\\\x00\n\r"<>:|?*\u202e')
    assert shown not in {".", ".."}
    assert clean_name(shown) == shown


@given(st.binary(max_size=2_000), st.sampled_from(sorted(CONTENT_TYPES)))
def test_no_bytes_without_order_are_taken(content: bytes, extension: str) -> None:
    assert refusal(content, f"a.{extension}") != ""


@given(st.sampled_from(sorted(RIGHT)), st.data())
def test_a_file_that_was_damaged_is_judged_without_crashing(extension: str, data: st.DataObject) -> None:
    content = bytearray(RIGHT[extension])
    for _change in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    assert isinstance(refusal(bytes(content[:cut]), f"a.{extension}"), str)


def _repeat_directory(content: bytes, times: int) -> bytes:
    """An archive whose directory names its entries `times` times, so that they share their content."""
    end = content.rindex(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HLL", content, end + 10)
    directory = content[offset : offset + size] * times
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count * times, count * times, len(directory), offset, 0)
    return content[:offset] + directory + record
