#!/usr/bin/env python3
"""Makes the workbooks of ReviewSheetTests: annotated copies that respondents have sent back, all of invented content.

The sheets "To review" are written as Canvass writes them, and then treated as people treat them: moved, renamed, with a column more.
Needs: pip install openpyxl

    python3 Tests/ExtractTests/Fixtures/make_review_fixtures.py
"""
import datetime
import pathlib

import openpyxl
from openpyxl.comments import Comment

HERE = pathlib.Path(__file__).parent
MARK = "\u2063\u2063"
KEYS = ["number", "where", "question", "seen", "message", "expected", "suggestion", "answer", "remark", "canvass:review:1"]


def cover(book):
    sheet = book.create_sheet("Cover")
    for row in (["Country", "Norway"], ["Reporting body", "An office"], ["Date of completion", "2026-03-01"],
                ["Total amount", 12], ["Remarks"], ["none"]):
        sheet.append(row)
    sheet["B1"].comment = Comment(MARK + "To review, no. 1\nIs this right?", "Survey office")
    sheet["B4"].comment = Comment("As of June.\n\n" + MARK + "To review, no. 2\nIs this right?", "Invented Respondent")


def review(book, title, index, keys, rows):
    sheet = book.create_sheet(title, index)
    sheet.append(["Invented survey: to review"])
    sheet.append(["Country"])
    sheet.append([])
    sheet.append(keys)
    sheet.row_dimensions[4].hidden = True
    sheet.append([f"header {key}" for key in keys])
    for row in rows:
        sheet.append([row.get(key) for key in keys])
    return sheet


def save(book, name):
    del book["Sheet"]
    book.properties.created = book.properties.modified = datetime.datetime(2026, 3, 1, 9)
    book.save(HERE / name)


ROWS = [
    {"number": 1, "answer": "Value is right, because", "remark": " the school was closed ", KEYS[-1]: "00000000000000a1"},
    {"number": 2, "answer": "no DISPONIBLE", KEYS[-1]: "00000000000000a2"},
    {"number": 3, "answer": "We do not know yet", "remark": "ask again in May", KEYS[-1]: "00000000000000a3"},
    {"number": 4, KEYS[-1]: "00000000000000a4"},
    {"number": 5, "remark": 7, KEYS[-1]: "00000000000000a5"},
    {"number": 6, "answer": "Corrected", KEYS[-1]: "not a fingerprint"},
]

book = openpyxl.Workbook()
cover(book)
review(book, "To review", 0, KEYS, ROWS)
save(book, "review-first.xlsx")

book = openpyxl.Workbook()
cover(book)
review(book, "Notre bilan", 2, ["remark", "mine", "answer"] + KEYS[:7] + KEYS[-1:], ROWS)
save(book, "review-moved.xlsx")
