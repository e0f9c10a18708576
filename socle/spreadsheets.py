"""Files for spreadsheets: no text computes in them, accents survive, and none is held whole in memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from socle.text import clean_text, formula_safe

#: Without it, spreadsheets read UTF-8 as Latin 1.
BYTE_ORDER_MARK: Final = "\ufeff"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8; header=present"
#: Octets of a spreadsheet kept in memory before it goes to the disk, and sent at once.
SPOOL_SIZE: Final = 2 * 1024 * 1024
CHUNK_SIZE: Final = 64 * 1024
#: Signs that make openpyxl write a text as a formula or an error.
TAKEN_FOR_OTHER: Final = ("=", "#")
#: What a cell of Excel holds at most (ECMA-376; openpyxl cuts nothing and Excel then refuses the file).
MAX_CELL: Final = 32_767


def csv_lines(rows: Iterable[Sequence[Any]], start: str = "") -> bytes:
    """Lines of CSV (RFC 4180) in UTF-8. Texts that a spreadsheet would compute begin with an apostrophe."""
    buffer = io.StringIO(newline="")
    buffer.write(start)
    csv.writer(buffer).writerows([_csv_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def xlsx_cell(sheet: Any, value: Any) -> Any:
    """`value` as a cell of `sheet`: numbers and days stay what they are, no text is a formula."""
    if not isinstance(value, str):
        return value
    text = clean_text(value)[:MAX_CELL]
    if not text.startswith(TAKEN_FOR_OTHER):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def stream_workbook(workbook: Workbook) -> Iterator[bytes]:
    """A workbook in pieces."""
    with SpooledTemporaryFile(max_size=SPOOL_SIZE) as file:
        workbook.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK_SIZE):
            yield chunk


def _csv_cell(value: Any) -> Any:
    # A number below zero begins with a sign, and is no formula.
    return formula_safe(value) if isinstance(value, str) else "" if value is None else value
