#!/usr/bin/env python3
"""Makes the workbooks of DecisionWorkbookTests, of invented content, by openpyxl: pip install openpyxl

    python3 Tests/PipelineTests/Fixtures/make_fixtures.py
"""
import datetime
import pathlib

import openpyxl

HERE = pathlib.Path(__file__).parent


def save(rows, name, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, code in formats:
        book.active[cell].number_format = code
    book.properties.created = book.properties.modified = datetime.datetime(2026, 3, 1, 9)
    book.save(HERE / name)


save([
    ["fingerprint", "rule", "value", "action", "decided", "reason", "reviewer", "agreed_by", "expires"],
    ["00000000000000a1", "r", "many", "correct", 12.5, "They wrote so", "reviewer A"],
    ["00000000000000a2", "r", "x"],
    ["00000000000000a3", "r", None, "waive", None, "Small", "reviewer A", "reviewer B", datetime.date(2027, 1, 31)],
    ["00000000000000a4", "r", "y", "wave", None, "Slip", "reviewer A"],
    ["00000000000000a5", "r", "7", "correct", 0.07, "By telephone", "reviewer A", None, datetime.datetime(2027, 1, 31)],
], "issues-decided.xlsx", [("E6", "0%"), ("I6", "dd/mm/yyyy hh:mm")])
save([["Kind", "Number"], ["Teachers", 12]], "issues-other.xlsx")
