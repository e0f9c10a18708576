"""Files for spreadsheets hold texts that compute nothing, whatever they are."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from socle.spreadsheets import BYTE_ORDER_MARK, MAX_CELL, csv_lines, stream_workbook, xlsx_cell
from socle.text import FORMULA_SIGNS, clean_text

ANYTHING = st.one_of(
    st.text(max_size=30),
    st.builds(str.__add__, st.sampled_from([*FORMULA_SIGNS, "#REF!", "=1+1"]), st.text(max_size=9)),
)


@given(text=ANYTHING)
def test_a_text_comes_back_as_a_text(text: str) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Essai")
    sheet.append([xlsx_cell(sheet, text), xlsx_cell(sheet, 12)])
    content = b"".join(stream_workbook(book))
    row: Any = next(load_workbook(io.BytesIO(content))["Essai"].iter_rows())
    cell, number = row
    assert (number.value, number.data_type) == (12, "n")
    assert cell.data_type in {"s", "inlineStr"} or cell.value is None
    assert (cell.value or "").strip() == clean_text(text).strip()


@given(text=ANYTHING)
def test_a_cell_of_a_table_computes_nothing(text: str) -> None:
    content = csv_lines([[text, -5, None]], start=BYTE_ORDER_MARK).decode("utf-8-sig")
    ((cell, number, nothing),) = csv.reader(io.StringIO(content, newline=""))
    assert not cell.lstrip(" ").startswith(FORMULA_SIGNS)
    assert (number, nothing) == ("-5", "")


def test_a_cell_is_no_longer_than_a_spreadsheet_allows() -> None:
    assert xlsx_cell(None, "x" * 50_000) == "x" * MAX_CELL
