#!/usr/bin/env python3
"""Makes the workbooks of DecisionWorkbookTests and DecisionDeskRefusalTests, of invented content, by openpyxl and LibreOffice.

Needs: pip install openpyxl; for issues-libreoffice.xlsx also `soffice`.

    python3 Tests/PipelineTests/Fixtures/make_fixtures.py [path of canvass]
"""
import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).parent
CANVASS = sys.argv[1] if len(sys.argv) > 1 else HERE.parents[2] / ".build/release/canvass"


def save(rows, name, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, code in formats:
        book.active[cell].number_format = code
    saved(book, name)


def saved(book, name):
    book.properties.created = book.properties.modified = datetime.datetime(2026, 3, 1, 9)
    book.save(HERE / name)


# As ReviewedSurvey has it, as far as an issue of this rule is known by it.
SURVEY = {
    "pipeline.yaml": """canvass: 1
title: Reviewed
languages: [en]
round: {current: "2026"}
inbox: {path: inbox, settle: 0}
reporters: {file: reporters.csv, from: [{filename: '([A-Z]{3})'}]}
tables:
  items:
    title: Items
    key: number
    fields:
      number: {type: integer, title: Number}
      amount: {type: number, title: Amount}
      share: {type: number, title: Share}
layouts:
  items:
    into: items
    sheet: {any: true}
    table: {columns: {number: {label: Number}, amount: {label: Amount}, share: {label: Share}}}
rules:
  - {id: share-below-amount, table: items, severity: warning, check: share <= amount, fields: share, message: "The share {share} is more than the amount {amount}."}
""",
    "reporters.csv": "code,name\nAAA,Aland\n",
    "inbox/AAA.csv": "Number,Amount,Share\n1,10,50\n",
}


def reviewed(rule, action, reason, name):
    """A run's issues.xlsx, opened and saved by openpyxl, with a decision about the issue of a rule."""
    with tempfile.TemporaryDirectory() as folder:
        survey = pathlib.Path(folder) / "reviewed"
        for file, content in SURVEY.items():
            (survey / file).parent.mkdir(parents=True, exist_ok=True)
            (survey / file).write_text(content, "utf-8")
        output = pathlib.Path(folder) / "output"
        # Where issues wait for somebody it exits with 1.
        subprocess.run([CANVASS, "run", survey, "--quiet", "--output", output])
        book = openpyxl.load_workbook(output / "reviewed/latest/issues.xlsx")
    columns = {cell.value: cell.column for cell in book.active[1]}
    (row,) = [cell.row for cell in book.active[openpyxl.utils.get_column_letter(columns["rule"])] if cell.value == rule]
    book.active.cell(row, columns["action"], action)
    book.active.cell(row, columns["reason"], reason)
    saved(book, name)


def with_libreoffice(source, name):
    """A workbook of openpyxl's, opened and saved by LibreOffice, which has its texts in a list of shared strings, as Excel does."""
    office = shutil.which("soffice")
    if office is None:
        print(f"soffice is not there: {name} is left as it is")
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, name)
        copy.write_bytes((HERE / source).read_bytes())
        output = pathlib.Path(folder, "out")
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                        "--outdir", output, copy], check=True, capture_output=True)
        (HERE / name).write_bytes((output / name).read_bytes())


save([
    ["fingerprint", "rule", "value", "action", "decided", "reason", "reviewer", "agreed_by", "expires"],
    ["00000000000000a1", "r", "many", "correct", 12.5, "They wrote so", "reviewer A"],
    ["00000000000000a2", "r", "x"],
    ["00000000000000a3", "r", None, "waive", None, "Small", "reviewer A", "reviewer B", datetime.date(2027, 1, 31)],
    ["00000000000000a4", "r", "y", "wave", None, "Slip", "reviewer A"],
    ["00000000000000a5", "r", "7", "correct", 0.07, "By telephone", "reviewer A", None, datetime.datetime(2027, 1, 31)],
], "issues-decided.xlsx", [("E6", "0%"), ("I6", "dd/mm/yyyy hh:mm")])
save([["Kind", "Number"], ["Teachers", 12]], "issues-other.xlsx")
reviewed("share-below-amount", "waive", "They wrote so", "issues-openpyxl.xlsx")
with_libreoffice("issues-openpyxl.xlsx", "issues-libreoffice.xlsx")
