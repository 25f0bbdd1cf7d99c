#!/usr/bin/env python3
"""Makes the workbooks of ExtractTests. Everything in them is invented.

python3 -m venv VENV && VENV/bin/pip install openpyxl XlsxWriter && VENV/bin/python make_fixtures.py

form-*, matrix-* and blocks-* by openpyxl, *-altered by XlsxWriter, libreoffice-* saved by LibreOffice, CSV by Python's csv module.
The files are tracked: the tests need neither Python nor LibreOffice.
"""

import csv
import datetime
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

HERE = os.path.dirname(os.path.abspath(__file__))
MADE = datetime.datetime(2026, 1, 15, 12, 0, 0)


def path(name):
    return os.path.join(HERE, name)


def fill(sheet, cells):
    for address, value in cells.items():
        sheet[address] = value


def name_cell(book, name, target):
    book.defined_names[name] = DefinedName(name, attr_text=target)


def save(book, name):
    book.properties.created = MADE
    book.save(path(name))
    make_stable(path(name))


def make_stable(file):
    """Packs a workbook anew without the times at which it was made, so that the same script gives the same bytes."""
    with zipfile.ZipFile(file) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2026-01-15T12:00:00Z<", content)
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 15, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)


# --- Forms ---------------------------------------------------------------------------------------

COVER = {
    "B2": "An invented questionnaire",
    "B3": "Template version 2.0",
    "B5": "1.1  Country:",
    "C5": "short name in English",
    "D5": "Norway",
    "B6": "1.2 Reporting\nbody",
    "D6": "Agency of Examples",
    "B7": "1.3 DATE OF COMPLETION (day, month, year)",
    "D7": datetime.date(2026, 3, 2),
    "B8": "1.4 Totl amount",
    "C8": "in euro",
    "D8": 1250.5,
    "B10": "Remarks",
    "B11": "None so far.",
}


def cover(book, cells):
    sheet = book.active
    sheet.title = "Cover"
    fill(sheet, cells)
    return sheet


def form_plain():
    book = openpyxl.Workbook()
    sheet = cover(book, COVER)
    sheet.merge_cells("D8:F8")
    sheet["D5"].comment = Comment("Or is it Svalbard?", "desk")
    name_cell(book, "s_country", "Cover!$D$5")
    name_cell(book, "s_body", "Cover!$D$6")
    save(book, "form-plain.xlsx")


def form_names_left_behind():
    """Three rows were put in above the questions; the names still point to where the answers stood."""
    book = openpyxl.Workbook()
    moved = {}
    for address, value in COVER.items():
        column, row = address[0], int(address[1:])
        moved[f"{column}{row + 3 if row >= 5 else row}"] = value
    moved["D5"] = "Please answer in English"
    moved["D6"] = "Thank you"
    cover(book, moved)
    name_cell(book, "s_country", "Cover!$D$5")
    name_cell(book, "s_body", "Cover!$D$6")
    save(book, "form-names-left-behind.xlsx")


def form_hidden(name, cells):
    """A row and the column of the answers are hidden."""
    book = openpyxl.Workbook()
    sheet = cover(book, cells)
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["D"].hidden = True
    save(book, name)


def form_labels_lost():
    """One label was overwritten, but the answer has a name; another label, without a name, is gone."""
    book = openpyxl.Workbook()
    cells = dict(COVER)
    cells["B6"] = "See our letter of March"
    del cells["B8"], cells["C8"], cells["D8"]
    cover(book, cells)
    name_cell(book, "s_body", "Cover!$D$6")
    save(book, "form-labels-lost.xlsx")


def form_answers_beside():
    """One answer stands a column further right than the others, one between its label and the answer cell; one is not given."""
    book = openpyxl.Workbook()
    cells = dict(COVER)
    del cells["C5"], cells["D6"], cells["D8"], cells["B11"]
    cells["E6"] = "Agency of Examples"
    cells["C8"] = 1250.5
    cover(book, cells)
    save(book, "form-answers-beside.xlsx")


# --- Tables --------------------------------------------------------------------------------------

TABLE_HEADER = [
    ["No.", "Title of the practice", "Stages", None, None, "Start year", "Budget", None],
    [None, None, "Planning", "Delivery", "Review", None, "Before", "After"],
]
FRENCH_HEADER = [
    ["N°", "Intitulé de la pratique", "Stages", None, None, "Année de lancement", "Budget", None],
    [None, None, "Planning", "Delivery", "Review", None, "Avant", "Après"],
]
TABLE_ROWS = [
    [1, "Alpha", "X", None, "x", 2014, 100.5, 90],
    [2, "Beta", None, "X", None, 2015, None, None],
]


def practices(book, title="Practices", header=TABLE_HEADER):
    sheet = book.create_sheet(title)
    sheet["A1"] = title
    for number, row in enumerate(header + TABLE_ROWS, start=3):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    for merged in ["A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:H3"]:
        sheet.merge_cells(merged)
    # Numbers that were there before the questionnaire was sent, and what stands below the table.
    sheet["A7"], sheet["A8"] = 3, 4
    sheet["B9"], sheet["G9"], sheet["H9"] = "Total", 100.5, 90
    sheet["A11"] = "Note: amounts in thousands of euro"
    return sheet


def table_merged():
    book = openpyxl.Workbook()
    book.remove(book.active)
    practices(book)
    save(book, "table-merged.xlsx")


def table_unmerged():
    with open(path("table-unmerged.csv"), "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\r\n").writerows(
            [["" if value is None else value for value in row] for row in TABLE_HEADER + TABLE_ROWS]
        )


def table_semicolons():
    """A flat export in Windows-1252 with semicolons; columns in another order."""
    rows = [
        ["Après", "Avant", "Intitulé de la pratique", "N°", "Année de lancement", "Planning"],
        ["90,5", "100", "Forêt", "1", "2014", "x"],
        ["", "", "Été à l'école", "2", "2015", ""],
    ]
    with open(path("table-semicolons.csv"), "w", newline="", encoding="cp1252") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def table_altered():
    """Rows and a column put in before the table, columns in another order, one more, two fewer, a hidden row, a gap, a merged answer, and
    answers below the total."""
    book = xlsxwriter.Workbook(path("table-altered.xlsx"))
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Practices")
    for row, text in enumerate(["Ministry of Examples", "reference 12/2026"]):
        sheet.write(row, 1, text)
    head, leaf = 4, 5  # rows 5 and 6
    sheet.merge_range(head, 1, leaf, 1, "2. Title of the Practice")
    sheet.merge_range(head, 2, leaf, 2, "No.")
    sheet.merge_range(head, 3, head, 4, "Budget")
    sheet.write(leaf, 3, "After")
    sheet.write(leaf, 4, "Before")
    sheet.merge_range(head, 5, leaf, 5, "Contact desk")
    sheet.merge_range(head, 6, head, 7, "Stages")
    sheet.write(leaf, 6, "Review")
    sheet.write(leaf, 7, "Planing")
    rows = {
        6: ["Alpha", 1, 90, 100.5, "desk 1", "X", None],  # row 7
        7: ["Beta", 2, None, 7, None, None, "x"],  # row 8, hidden
        # row 9 is blank
        9: ["Gamma", 3, 5, 6, None, "X", "X"],  # row 10
        10: ["Delta", 4, None, None, None, None, None],  # row 11; its "before" is merged with row 10
        11: ["Grand total", None, 95, 113.5, None, None, None],  # row 12
        13: ["Epsilon", 5, 1, 2, "desk 5", "X", "X"],  # row 14
    }
    for row, values in rows.items():
        for column, value in enumerate(values, start=1):
            if value is not None:
                sheet.write(row, column, value)
    sheet.merge_range(9, 4, 10, 4, 6)
    sheet.set_row(7, None, None, {"hidden": True})
    book.close()


def table_hidden_column():
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = practices(book)
    sheet.column_dimensions["F"].hidden = True
    save(book, "table-hidden-column.xlsx")


def table_two_totals():
    """"Total" is a word in a title, and a row of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Practices"
    for row in [["No.", "Title of the practice", "Start year"], [None, None, None], [1, "Total care", 2014], [2, "Beta", 2015], ["TOTAL:", None, 2], [3, "Gamma", 2016]]:
        sheet.append(row)
    save(book, "table-totals.xlsx")


# --- Matrices ------------------------------------------------------------------------------------

STAGES = ["Planning", "Delivery", "Review"]
DEPTHS = {"Health": ["none", "some", None, 2, None, "none"], "Education": ["some", None, None, None, None, "substantial"], "Housing": [None] * 6}


def services(book):
    sheet = book.create_sheet("Services")
    fill(sheet, {"A3": "Service area", "B3": "Users", "E3": "Citizens"})
    for column, stage in enumerate(STAGES * 2, start=2):
        sheet.cell(4, column, stage)
    for merged in ["A3:A4", "B3:D3", "E3:G3"]:
        sheet.merge_cells(merged)
    for row, (label, values) in enumerate(DEPTHS.items(), start=5):
        sheet.cell(row, 1, label)
        for column, value in enumerate(values, start=2):
            if value is not None:
                sheet.cell(row, column, value)
    sheet["A9"] = "Note: none, some or substantial"
    return sheet


def matrix_merged():
    book = openpyxl.Workbook()
    book.remove(book.active)
    services(book)
    save(book, "matrix-merged.xlsx")


def matrix_altered():
    """Nothing merged, a column of remarks put in, a blank row inside, a slip in the header, a hidden row."""
    book = xlsxwriter.Workbook(path("matrix-altered.xlsx"))
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Services")
    rows = {
        1: [None, "Service area", "Users", None, None, None, "Citizens", None, None],  # row 2
        2: [None, None, "Planning", "Delivery", "Review", "Remarks", "Planing", "Delivery", "Review"],  # row 3
        3: [None, "Health", "none", "some", None, "as before", 2, None, "none"],  # row 4
        # row 5 is blank
        5: [None, "Education", "some", None, None, None, None, None, "substantial"],  # row 6
        6: [None, "Housing", None, None, None, None, 1, None, None],  # row 7, hidden
    }
    for row, values in rows.items():
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    sheet.set_row(6, None, None, {"hidden": True})
    book.close()


def matrix_misread():
    """A header cell that is like no stage: its answers are not lost."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = services(book)
    sheet["C4"] = "Early work"
    save(book, "matrix-unknown-header.xlsx")


# --- Blocks --------------------------------------------------------------------------------------


def blocks(name, text):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Practices"
    if text:
        sheet["A1"] = text
    for number, row in [(1, 3), (2, 9), (3, 15)]:
        sheet.cell(row, 2, f"Practice {number}" + (" (optional)" if number == 3 else ""))
        for offset, label in enumerate(["Title of the practice", "Stages", "Start year"], start=1):
            sheet.cell(row + offset, 2, label)
    fill(sheet, {"C4": "Alpha", "C5": "Planning; Review", "C6": 2014})
    # The second block is empty; in the third one answer stands a column further right.
    fill(sheet, {"C16": "Gamma", "D17": "Delivery", "C18": 2016})
    save(book, name)


def blocks_label_lost():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Practices"
    fill(sheet, {"B3": "Practice 1", "B4": "Title of the practice", "C4": "Alpha", "B5": "Stages", "C5": "Review", "B6": "other", "C6": 2014})
    fill(sheet, {"B8": "Practice 2", "B9": "Title of the practice", "C9": "Beta", "B10": "Stages", "C10": "Planning", "B11": "Start year", "C11": 2015})
    save(book, "blocks-label-lost.xlsx")


def blocks_side_by_side():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Practices"
    for number, column in [(1, "B"), (2, "E")]:
        answer = chr(ord(column) + 1)
        fill(sheet, {f"{column}3": f"Practice {number}", f"{column}4": "Title of the practice", f"{column}5": "Stages", f"{column}6": "Start year"})
        fill(sheet, {f"{answer}4": ["Alpha", "Beta"][number - 1], f"{answer}6": 2013 + number})
    save(book, "blocks-side-by-side.xlsx")


def blocks_merged():
    """One answer in the cells of two questions."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Practices"
    for number, row in [(1, 3), (2, 8)]:
        fill(sheet, {f"B{row}": f"Practice {number}", f"B{row + 1}": "Title of the practice", f"B{row + 2}": "Stages", f"B{row + 3}": "Start year"})
        fill(sheet, {f"C{row + 1}": ["Alpha", "Beta"][number - 1], f"C{row + 3}": 2013 + number})
    sheet["C5"] = "Planning"
    sheet.merge_cells("C9:C10")
    save(book, "blocks-merged.xlsx")


def blocks_hidden():
    """The second answer of the first block and the first of the third stand in hidden rows."""
    book = openpyxl.load_workbook(path("blocks-said.xlsx"))
    for row in (5, 16):
        book.active.row_dimensions[row].hidden = True
    save(book, "blocks-hidden.xlsx")


def matrix_hidden():
    book = openpyxl.Workbook()
    book.remove(book.active)
    services(book).column_dimensions["C"].hidden = True
    save(book, "matrix-hidden-column.xlsx")


# --- Sheets --------------------------------------------------------------------------------------


def sheets_renamed():
    """The table's sheet has another name, the matrix's one more word in brackets, and the cover is there twice."""
    book = openpyxl.Workbook()
    cover(book, COVER)
    practices(book, "Our examples")
    services(book).title = "Services (2)"
    fill(book.create_sheet("First draft"), COVER)
    fill(book.create_sheet("Contents"), {"A1": "Contents", "A2": "Nothing to read here"})
    save(book, "sheets-renamed.xlsx")


def sheets_copied():
    """A sheet with a copy in front of it, of the last round; and one that was left blank, answered in its copy."""
    for name, cleared in [("sheets-copy-in-front.xlsx", None), ("sheets-copy-answered.xlsx", "Services")]:
        book = openpyxl.Workbook()
        book.remove(book.active)
        services(book)
        copy = services(book)
        copy.title = "Services (2)"
        book.move_sheet(copy, -1)
        for cells in copy["B5:G7"]:
            for cell in cells:
                cell.value = "some" if cell.value else None
        if cleared:
            for cells in book[cleared]["B5:G7"]:
                for cell in cells:
                    cell.value = None
        save(book, name)


def sheets_missing():
    book = openpyxl.Workbook()
    cover(book, COVER)
    save(book, "sheets-missing.xlsx")


def libreoffice():
    """The French questionnaire, made by openpyxl and saved anew by LibreOffice."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Couverture"
    fill(
        sheet,
        {
            "B3": "Modèle version 2.0",
            "B5": "1.1 Pays",
            "D5": "Norvège",
            "B6": "1.2 Organisme déclarant",
            "D6": "Agence des exemples",
            "B7": "1.3 Date de réponse",
            "D7": datetime.date(2026, 3, 2),
            "B8": "1.4 Montant total",
            "D8": 1250.5,
            "B10": "Observations",
            "B11": "Aucune.",
        },
    )
    sheet.merge_cells("D8:F8")
    name_cell(book, "s_country", "Couverture!$D$5")
    practices(book, "Pratiques", FRENCH_HEADER)
    services(book)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "libreoffice-french.xlsx")
        book.save(source)
        target = os.path.join(folder, "saved")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", target, source],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        shutil.copy(os.path.join(target, "libreoffice-french.xlsx"), path("libreoffice-french.xlsx"))
    make_stable(path("libreoffice-french.xlsx"))


def main():
    form_plain()
    form_names_left_behind()
    form_labels_lost()
    form_answers_beside()
    table_merged()
    table_unmerged()
    table_semicolons()
    table_altered()
    table_hidden_column()
    table_two_totals()
    matrix_merged()
    matrix_altered()
    matrix_misread()
    blocks("blocks-said.xlsx", "Template version 1.0")
    blocks("blocks-unsaid.xlsx", None)
    blocks_label_lost()
    blocks_side_by_side()
    blocks_merged()
    blocks_hidden()
    matrix_hidden()
    form_hidden("form-hidden.xlsx", COVER)
    form_hidden("form-hidden-blank.xlsx", {cell: text for cell, text in COVER.items() if cell[0] != "D" and cell != "B11"})
    sheets_renamed()
    sheets_copied()
    sheets_missing()
    if shutil.which("soffice"):
        libreoffice()
    else:
        print("LibreOffice is not installed: libreoffice-french.xlsx was left as it is")


if __name__ == "__main__":
    main()
