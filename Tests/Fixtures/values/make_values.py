#!/usr/bin/env python3
"""Makes the workbooks of ValuesOfWorkbookTests: values as people type them, below headings that state thousands and millions. All of it is invented.

python3 -m venv VENV && VENV/bin/pip install openpyxl && VENV/bin/python make_values.py

values.xlsx is written by openpyxl; values-libreoffice.xlsx is the same, opened and saved by LibreOffice. Both are tracked: the tests need neither.
"""

import datetime
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = datetime.datetime(2026, 1, 15, 12, 0, 0)

HEADER = ["Name", "Population\n('000)", "Spending", None, "Length", "Opened", "Agreed", "Rating", "Grant"]
LEAVES = [None, None, "Plan (Mio. €)", "Outcome (million EUR)", None, None, None, None, "EUR"]
ROWS = [
    ["Aldermoor", 12.5, "1,5", 1.25, "12 km", "30 avril 2026", "✓", "12.5 e", "1'234.50"],
    ["Bracknor", "1 234,5", "2,25 (p)", "c. 3", "12,5 km", "30.IV.2026", "ano", "(p) 7", "12,34,567"],
    ["Castlemere", "10-15", "5 million", "> 2", "7 ha", datetime.date(2026, 4, 30), "ne", "7*", "١٬٢٣٤٫٥"],
    ["Dunwick", "..", "n.a.", "-", "-99", "2026年4月30日", "ü", "-", "(1 200)"],
]


def make_stable(file):
    """Packs a workbook anew without the times at which it was made, so that the same script gives the same bytes."""
    with zipfile.ZipFile(file) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2026-01-15T12:00:00Z<", content)
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 15, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)


def write(path):
    book = openpyxl.Workbook()
    book.properties.created = MADE
    cover = book.active
    cover.title = "Cover"
    for address, value in {
        "B2": "An invented questionnaire",
        "B4": "Country",
        "D4": "Norway",
        "B5": "Total budget (thousand EUR)",
        "D5": 1850.25,
        "B6": "Staff (persons)",
        "D6": "35 persons",
    }.items():
        cover[address] = value
    sheet = book.create_sheet("Municipalities")
    sheet["B2"] = "Municipalities, as invented"
    for row, values in enumerate([HEADER, LEAVES] + ROWS, start=4):
        for column, value in enumerate(values, start=2):
            if value is not None:
                sheet.cell(row, column, value)
    sheet.merge_cells("D4:E4")
    for row in range(6, 10):
        cell = sheet.cell(row, 7)
        if isinstance(cell.value, datetime.date):
            cell.number_format = "dd/mm/yyyy"
    book.save(path)
    make_stable(path)


def save_again(source, target):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, source],
            check=True, stdout=subprocess.DEVNULL)
        shutil.move(os.path.join(folder, os.path.basename(source)), target)
    make_stable(target)


if __name__ == "__main__":
    made = os.path.join(HERE, "values.xlsx")
    write(made)
    save_again(made, os.path.join(HERE, "values-libreoffice.xlsx"))
