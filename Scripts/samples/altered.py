"""What respondents did to the questionnaire besides answering: inserted, renamed, deleted, merged, hidden, commented.

Functions with (book, sheets) are for openpyxl, those with a questionnaire for XlsxWriter, lists of steps for
LibreOffice (see office_jobs.py). Rows and columns count from 1.
"""

from . import places
from .places import FIRST_ROW, HEADER_ROW, PRACTICE_TOTAL_ROW, practice_column

AUSTRIA = [
    ["insert_rows", "Practices", 4, 2],
    ["set", "Practices", 4, 2, "Remark: both examples were agreed with the provinces; figures are those of 2025."],
    ["insert_rows", "Services", 11, 1],
    ["insert_columns", "Services", 6, 1],
    ["set", "Services", HEADER_ROW, 6, "Remarks"],
    ["set", "Services", FIRST_ROW + 2, 6, "refers to crime prevention only"],
]

ESTONIA = [
    ["insert_columns", "Practices", practice_column("start"), 1],
    ["set", "Practices", HEADER_ROW - 1, practice_column("start"), "Contact unit"],
    ["set", "Practices", FIRST_ROW, practice_column("start"), "Police board, volunteers"],
    ["set", "Practices", FIRST_ROW + 1, practice_column("start"), "Government Office"],
    ["formula", "Practices", PRACTICE_TOTAL_ROW, practice_column("budget") + 1, "=SUM(#REF!)"],
]

MEXICO = [["macro", "Greeting", 'Sub Greeting\n    MsgBox "Thank you for filling in this questionnaire."\nEnd Sub\n']]


def belgium(book, sheets) -> None:
    sheet = sheets["practices"]
    for row in range(FIRST_ROW, FIRST_ROW + 3):
        sheet.cell(row, practice_column("cost_change")).number_format = "0%"
    sheet.row_dimensions[FIRST_ROW + 2].hidden = True


def spain(book, sheets) -> None:
    sheets["practices"].cell(PRACTICE_TOTAL_ROW, practice_column("budget")).value = 2800


def finland(book, sheets) -> None:
    sheets["practices"].title = "Good practices FI"


def france_second(book, sheets) -> None:
    book.move_sheet(sheets["practices"], -1)
    book.move_sheet(sheets["barriers"], -2)


def united_kingdom(questionnaire) -> None:
    sheet = questionnaire.sheet["practices"]
    sheet.write_comment(FIRST_ROW - 1, practice_column("budget") - 1, "GBP 1,450,000 a year, health department only.",
                        {"author": "Office for Community Services"})


def netherlands(questionnaire) -> None:
    sheet, column = questionnaire.sheet["practices"], practice_column("budget") - 1
    sheet.merge_range(FIRST_ROW - 1, column, FIRST_ROW, column, 1850000, questionnaire.amount)
    sheet.write_string(FIRST_ROW + 1, places.practice_column("description") + 1,
                       "Budget of practices 1 and 2 cannot be separated.")
