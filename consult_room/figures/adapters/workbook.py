"""Sheets of cells as an XLSX workbook, by xlsxwriter."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

Cell = str | int | float | None


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Each sheet by its name, the first row as its head. A text is written as text: it is no formula and no link."""
    written = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, plain) as book:
        head = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell, head if at == 0 else None)
                    elif cell is not None:
                        sheet.write_number(at, column, cell)
    return written.getvalue()
