#!/usr/bin/env python3
"""Makes the workbooks of the example surveys in this folder, with openpyxl: make_examples.py [FOLDER]

Each example is a sheet of docs/definition.md as a respondent filled it in. All of it is invented."""

import datetime
import os
import sys
import zipfile

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

LABEL = PatternFill("solid", fgColor="E8EDF2")
EDGE = Side(style="thin", color="B8C2CC")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)


def sheet(book, name, widths, hidden=()):
    made = book.create_sheet(name)
    for letter, width in widths.items():
        made.column_dimensions[letter].width = width
    for letter in hidden:
        made.column_dimensions[letter].hidden = True
    return made


def write(made, labels=(), answers=(), merged=(), plain=()):
    """Cells by address: printed labels, and what was typed."""
    for address, value in labels:
        made[address] = value
        made[address].font = Font(bold=True)
        made[address].fill = LABEL
        made[address].border = BOX
        made[address].alignment = Alignment(vertical="top", wrap_text=True)
    for address, value in answers:
        made[address] = value
        made[address].border = BOX
    for address, value in plain:
        made[address] = value
        made[address].font = Font(color="6B7785")
    for area in merged:
        made.merge_cells(area)


def form(book):
    made = sheet(book, "Cover", {"A": 3, "B": 26, "C": 4, "D": 30})
    write(made, plain=[("B2", "Service survey 2026")],
          labels=[("B5", "1.1 Country"), ("B6", "1.2 Reporting body"), ("B7", "Remarks")],
          answers=[("D5", "France"), ("D6", "Ministry of Examples"), ("B8", "We answer for 2025.")])


def form_ladder(book):
    made = sheet(book, "Cover", {"A": 10, "B": 26, "C": 4, "D": 12, "E": 12, "F": 12}, hidden="A")
    write(made, plain=[("A5", "#country")],
          labels=[("B5", "Name of your state"), ("B6", "Partners"), ("B7", "Budget"), ("B8", "Sources")],
          answers=[("D5", "France"), ("D6", "Users"), ("E6", "Citizens"), ("D7", 100), ("E7", 90), ("B9", "Register"),
                   ("B10", "Survey")])


def table(book):
    made = sheet(book, "Practices", {"A": 3, "B": 6, "C": 22, "D": 9, "E": 10, "F": 10})
    write(made, labels=[("E3", "Stages"), ("F3", None), ("B4", "No."), ("C4", "Title"), ("D4", "Area"), ("E4", "Design"),
                        ("F4", "Delivery")],
          answers=[("B5", 1), ("C5", "Repair café"), ("D5", "05.1"), ("E5", "x"), ("F5", "x"), ("B6", 2),
                   ("C6", "Reading friends"), ("D6", "08.2"), ("F6", "x"), ("B7", 3), ("C8", "Total"), ("D8", 2)],
          merged=["E3:F3"])


def rows(book):
    made = sheet(book, "Items", {"A": 6, "B": 24, "C": 12, "D": 16})
    write(made, labels=[("A2", "No."), ("B2", "Title"), ("C2", "Region"), ("D2", "Budget")],
          plain=[("D3", "thousand EUR"), ("B4", "Please give one item in each line"), ("A5", "e.g."), ("B5", "Repair café"),
                 ("C5", "North"), ("D5", 5)],
          answers=[("A6", "Northern region"), ("A7", 1), ("B7", "Harbour"), ("C7", "< Select >"), ("D7", 100),
                   ("B8", "Subtotal"), ("D8", 100)])


def repeat(book):
    made = sheet(book, "Projects", {"A": 22, "B": 12, "C": 12})
    for row, number, name, record in ((3, 1, "Harbour", ("Quay", "North", 100)), (9, 2, "Forest", ("Paths", "South", 7))):
        write(made, labels=[(f"A{row}", f"Project {number}"), (f"A{row + 1}", "Name of the project"),
                            (f"A{row + 2}", "Title"), (f"B{row + 2}", "Region"), (f"C{row + 2}", "Budget")],
              answers=[(f"B{row + 1}", name), *zip((f"A{row + 3}", f"B{row + 3}", f"C{row + 3}"), record)])


def matrix(book):
    made = sheet(book, "Services", {"A": 3, "B": 24, "C": 11, "D": 11, "E": 11, "F": 11})
    write(made, labels=[("C3", "Users"), ("D3", None), ("E3", "Citizens"), ("F3", None), ("B4", "Service area"),
                        ("C4", "Design"), ("D4", "Delivery"), ("E4", "Design"), ("F4", "Delivery"),
                        ("B5", "01 General public services"), ("B6", "02 Defence")],
          answers=[("C5", "none"), ("D5", "some"), ("E5", "some"), ("C6", 0), ("D6", 1)], merged=["C3:D3", "E3:F3"])


def matrix_groups(book):
    made = sheet(book, "Services", {"A": 12, "B": 24, "C": 11, "D": 11})
    write(made, labels=[("A3", "Group"), ("B3", "Service area"), ("C3", "Design"), ("D3", "Delivery"), ("A4", "Social"),
                        ("B4", "Health"), ("B5", "Education"), ("A6", "Other"), ("B6", "Defence")],
          answers=[("C4", "none"), ("D4", "some"), ("C5", "some"), ("D6", "none")])


def blocks(book):
    made = sheet(book, "Practices", {"A": 3, "B": 20, "C": 26})
    write(made, labels=[("B4", "Practice 1"), ("B5", "Title"), ("B6", "Start year"), ("B8", "Practice 2"), ("B9", "Title"),
                        ("B10", "Start year")],
          answers=[("C5", "Repair café"), ("C6", 2014), ("C9", "Reading friends"), ("C10", 2019)])


def several(book):
    made = sheet(book, "Items", {"A": 10, "B": 8, "C": 26, "D": 4, "E": 14, "F": 10}, hidden="A")
    write(made, plain=[("B1", "Table 1. Completed"), ("A2", "#done"), ("A4", "#end"), ("B6", "Table 2. Planned")],
          labels=[("B2", "No."), ("C2", "Title"), ("E2", "Office"), ("F2", "Staff"), ("B7", "No."), ("C7", "Title")],
          answers=[("B3", 1), ("C3", "Harbour"), ("E3", "North"), ("F3", 12), ("E4", "South"), ("F4", 5), ("B8", 1),
                   ("C8", "Forest")])


EXAMPLES = {"form": form, "form-ladder": form_ladder, "table": table, "table-rows": rows, "table-again": repeat,
            "matrix": matrix, "matrix-groups": matrix_groups, "blocks": blocks, "several": several}


def save(book, path):
    """The same bytes on each day: without the time of saving, and with fixed times in the archive."""
    book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                start, end = content.index(b"<dcterms:modified"), content.index(b"</dcterms:modified>")
                content = content[:content.index(b">", start) + 1] + b"2026-01-01T00:00:00Z" + content[end:]
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    for name, fill in EXAMPLES.items():
        book = openpyxl.Workbook()
        book.remove(book.active)
        fill(book)
        os.makedirs(os.path.join(folder, name, "inbox"), exist_ok=True)
        save(book, os.path.join(folder, name, "inbox", "AAA.xlsx"))


if __name__ == "__main__":
    main()
