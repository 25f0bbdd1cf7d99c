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
PRINTED = ["where", "question", "seen", "message", "expected", "suggestion"]
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


def digest(text):
    """As ReviewSheet.digest(of:) has it."""
    value = 2_166_136_261
    for character in text:
        if not character.isspace():
            value = (value ^ ord(character)) * 16_777_619 & 0xFFFFFFFF
    return f"{(value ^ value >> 16) & 0xFFFF:04x}"


def printed(row):
    return {**row, "printed": "".join(digest(row.get(key, "")) for key in PRINTED)}


def question(number, seen):
    return printed({"number": number, "where": f"Cover!B{number + 3}", "question": "Total amount", "seen": seen,
                    "message": "Is this right?", "expected": "a number", KEYS[-1]: f"00000000000000a{number}"})


# What people write beside the columns that are meant for it.
book = openpyxl.Workbook()
cover(book)
first = question(1, "5000") | {"seen": "500", "answer": "Value is right, because", "remark": "shares overlap"}
second = question(2, "12") | {"expected": "12"}
third = question(3, "a  b") | {"seen": "a b"}
copied = question(2, "12") | {"remark": "13 with the annex"}
sheet = review(book, "To review", 0, KEYS + ["canvass:of:0123456789ab", "printed"], [first, second, third, copied])
for row, words in zip(range(6, 10), ("Corrected", "Value is right, because", "Not available", "Not applicable")):
    sheet.cell(row, 11).value = words
sheet["M6"] = "beside the list"
sheet["E6"].comment = Comment("see our mail", "Invented Respondent")
sheet["C1"] = "urgent"
sheet["M5"] = "my notes"
sheet["A12"] = "a general remark"
save(book, "review-beside.xlsx")
