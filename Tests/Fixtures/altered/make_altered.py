"""Good sample returns, altered as respondents alter them (openpyxl): what a reader may lose in silence. Run by hand; the files are tracked."""

from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "SampleInputs" / "co-production"


def altered(source: str, name: str, change) -> None:
    book = openpyxl.load_workbook(SAMPLES / source)
    change(book)
    book.save(HERE / f"CPS-2026-{name}.xlsx")


def sum_column(book):
    """A column of sums beside the matrix: a row of scores looks like a header."""
    sheet = book["Benefits"]
    for column in range(5, 23):
        sheet.cell(5, column).value = None
    sheet["E5"] = "Sum"
    for row in range(6, 12):
        sheet.cell(row, 5, (sheet.cell(row, 3).value or 0) + (sheet.cell(row, 4).value or 0))


def last_header(book):
    """The last stage under another name."""
    book["Services"]["K5"] = "Afterwards"


def blank_rows(book):
    """Blank rows inside the matrix."""
    book["Benefits"].insert_rows(9, 5)


def merged_answers(book):
    """One answer over a whole row."""
    book["Services"].merge_cells("C6:K6")


def total_as_answer(book):
    """The word that ends the table as an answer further on in a row."""
    book["Practices"]["J6"] = "Total"


def unclear_marks(book):
    """Words in columns to be marked with an X."""
    sheet = book["Practices"]
    sheet["F6"], sheet["G6"], sheet["H6"] = "n.a.", "X", "see text"


def lost_heading(book):
    """A heading that is none any more."""
    sheet = book["Practices"]
    row = next(r for r in range(1, 90) if sheet.cell(r, 2).value == "Practice 3")
    sheet.cell(row, 2).value = "Third one"


altered("CPS-2026-AUS.xlsx", "AUS-sum-column", sum_column)
altered("CPS-2026-AUS.xlsx", "AUS-last-header", last_header)
altered("CPS-2026-AUS.xlsx", "AUS-blank-rows", blank_rows)
altered("CPS-2026-AUS.xlsx", "AUS-merged-answers", merged_answers)
altered("CPS-2026-AUS.xlsx", "AUS-total-as-answer", total_as_answer)
altered("CPS-2026-AUS.xlsx", "AUS-unclear-marks", unclear_marks)
altered("Copy of CPS-2026-IRL.xlsx", "IRL-lost-heading", lost_heading)
