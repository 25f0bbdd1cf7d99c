#!/usr/bin/env python3
"""Makes the workbooks of ExtractTests that show one feature of a layout each. Everything in them is invented.

Run it as make_fixtures.py is run; it needs the same packages. By XlsxWriter: table-excel, tables-beside, table-units*, tables-across;
saved by LibreOffice: table-tags; the others by openpyxl.
"""

import datetime
import os
import shutil
import subprocess
import tempfile

import openpyxl
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

from make_fixtures import MADE, fill, make_stable, path, save


def book_with(title, cells, merged=(), hidden_columns=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    fill(sheet, cells)
    for cells in merged:
        sheet.merge_cells(cells)
    for column in hidden_columns:
        sheet.column_dimensions[column].hidden = True
    return book


def grid(first_row, rows, first_column="A"):
    """Cells by address from rows of values."""
    cells = {}
    for number, row in enumerate(rows, start=first_row):
        for offset, value in enumerate(row):
            if value is not None:
                cells[f"{chr(ord(first_column) + offset)}{number}"] = value
    return cells


# --- Forms ---------------------------------------------------------------------------------------


def form_patterns():
    cells = {
        "B3": "Q1 – Country of the body that answers in 2026",
        "D3": "Norway",
        "B4": "Q2 – Dépenses\nen 2025 (en euro)",
        "D4": 1250.5,
        "B5": "Q10 – Country of birth",
        "D5": "Sweden",
    }
    save(book_with("Form", cells), "form-patterns.xlsx")


TAGGED = {
    "A6": "#country",
    "B6": "Country",
    "D6": "Norway",
    "A8": "#body",
    "B8": "Reporting body",
    "D8": "Agency of Examples",
    "A9": "#amount",
    "B9": "Total amount",
    "D9": 1250.5,
}


def form_tags():
    """Tags in a hidden column; one label was overwritten, and another question's words stand above as a title."""
    cells = dict(TAGGED)
    cells["B2"] = "Reporting body"
    cells["C2"] = "as the law of examples names it"
    cells["B6"] = "Name of your state"
    save(book_with("Form", cells, hidden_columns=["A"]), "form-tags.xlsx")


def form_tags_lost():
    """The hidden column was deleted: labels are all there is."""
    cells = {chr(ord(address[0]) - 1) + address[1:]: value for address, value in TAGGED.items() if address[0] != "A"}
    save(book_with("Form", cells), "form-tags-lost.xlsx")


def form_addresses():
    """Two rows were put in above, one label was overwritten, and one answer never had a label."""
    cells = {
        "B1": "Ministry of Examples",
        "B7": "Country",
        "D7": "Norway",
        "B8": "see our letter",
        "D8": "Agency of Examples",
        "B9": "Total amount",
        "D9": 1250.5,
        "F13": "signed by the desk",
    }
    save(book_with("Form", cells), "form-addresses.xlsx")


def form_several_answers():
    """Several cells for one question: to the right, the first one merged; below; and two answers to one label."""
    cells = {
        "B3": "Country",
        "D3": "Norway",
        "B4": "Partners",
        "D4": "Users",
        "F4": "Citizens",
        "G4": "CSOs",
        "B5": "Budget before and after",
        "D5": 100,
        "E5": 90,
        "B7": "Sources",
        "B8": "Register of examples",
        "B10": "Survey of examples",
        "B11": "Remarks",
        "B12": "None.",
        "B14": "Stages",
        "D14": "Review",
    }
    save(book_with("Form", cells, merged=["D4:E4"]), "form-several-answers.xlsx")


def form_merged_answers():
    cells = {"B3": "Country", "D3": "Norway", "B4": "Reporting body", "B5": "Total amount", "D5": 1250.5}
    save(book_with("Form", cells, merged=["D3:D4"]), "form-merged-answers.xlsx")


# --- Tables --------------------------------------------------------------------------------------

HEADER = ["No.", "Title", "Region", "Budget"]


def table_excel():
    """An Excel table with a totals row, above it an example with the same header, below it an answer outside the table."""
    book = xlsxwriter.Workbook(path("table-excel.xlsx"))
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Items")
    sheet.write_row("B2", HEADER)
    sheet.write_row("B3", [1, "An example", "North", 5])
    sheet.add_table(
        "B6:E9",
        {
            "name": "ItemsTable",
            "total_row": True,
            "data": [[1, "Alpha", "North", 100], [2, "Beta", "South", 50]],
            "columns": [{"header": "No.", "total_string": "Sum"}, {"header": "Title"}, {"header": "Region"}, {"header": "Budget", "total_function": "sum"}],
        },
    )
    sheet.write_formula("E9", "=SUBTOTAL(109,ItemsTable[Budget])", None, 150)
    sheet.write_row("B10", [3, "Gamma", "South", 7])
    book.close()


def table_tags():
    """Starts and ends at tags in a hidden column; an example with the same header above it, words in two columns below the end.
    Saved by LibreOffice."""
    cells = grid(2, [HEADER, [1, "An example", "North", 5]], "B")
    cells |= {"A6": "#items", "A11": "#end"}
    cells |= grid(7, [HEADER, [1, "Alpha", "North", 100], [2, "Beta", "South", 50]], "B")
    cells |= {"C12": "Approved by", "D12": "the desk"}
    save_by_libreoffice(book_with("Items", cells, hidden_columns=["A"]), "table-tags.xlsx")


def save_by_libreoffice(book, name):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, name)
        book.save(source)
        target = os.path.join(folder, "saved")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", target, source],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        shutil.copy(os.path.join(target, name), path(name))
    make_stable(path(name))


def tables_titled():
    """Two tables with the same header, told apart by the titles above them."""
    cells = {"A1": "Table 1. Completed"}
    cells |= grid(2, [HEADER, [1, "Alpha", "North", 100], [2, "Beta", "South", 50]])
    cells |= {"A6": "Table 2. Planned"}
    cells |= grid(7, [HEADER, [1, "Gamma", "South", 7]])
    save(book_with("Items", cells), "tables-titled.xlsx")


def tables_below():
    """A form, two tables one right below the other, and a question of the form at the end."""
    cells = {"A1": "Country", "C1": "Norway"}
    cells |= grid(3, [HEADER, [1, "Alpha", "North", 100], [2, "Beta", "South", 50]])
    cells |= grid(6, [["Office", "Staff"], ["Central", 12], ["Branch", 5]])
    cells |= {"A9": "Remarks", "C9": "None so far"}
    save(book_with("Items", cells), "tables-below.xlsx")


def tables_beside():
    """Two tables beside each other, the left one shorter."""
    book = xlsxwriter.Workbook(path("tables-beside.xlsx"))
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Items")
    for row, values in enumerate([HEADER, [1, "Alpha", "North", 100]], start=2):
        sheet.write_row(row, 0, values)
    for row, values in enumerate([["Office", "Staff"], ["Central", 12], ["Branch", 5], ["Depot", 2]], start=2):
        sheet.write_row(row, 5, values)
    book.close()


def table_units():
    """A row of units below the header, where one unit was changed; and the same table without the row."""
    for name, units in [("table-units.xlsx", [None, None, None, "thousand EUR"]), ("table-units-missing.xlsx", None)]:
        book = xlsxwriter.Workbook(path(name))
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Items")
        rows = [HEADER] + ([units + ["persons"]] if units else []) + [[1, "Alpha", "North", 100, 3], [2, "Beta", "South", 50, 2]]
        rows[0] = HEADER + ["Staff"]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value)
        book.close()


def table_skip():
    """Instructions, an example, placeholders, a subtotal, and the header printed again."""
    rows = [
        HEADER,
        [None, "Please give one item in each line"],
        ["e.g.", "Example: Repair café", "North", 5],
        [1, "Alpha", "North", 100],
        [2, "< Select >", "<  select >", None],
        [3, "Beta", "< Select >", 50],
        [None, "Subtotal", None, 150],
        HEADER,
        [4, "Gamma", "South", 7],
    ]
    save(book_with("Items", grid(2, rows)), "table-skip.xlsx")


def table_headings():
    """Sub-headings that hold for the rows below: known by the code list, one of them merged; a title alone is none."""
    rows = [
        ["No.", "Title", "Budget"],
        ["Northern region"],
        [1, "Alpha", 100],
        [2, "Beta", 50],
        [None, "South"],
        [3, "Gamma", 7],
        [None, "Delta"],
    ]
    save(book_with("Items", grid(2, rows), merged=["A3:C3"]), "table-headings.xlsx")


def table_merged_headings():
    """Headings over several cells: of stages, of which several may be given, and of a budget, with its currency beside it."""
    header = ["No.", "Title", "Stages (up to three)", None, None, "Region", "Budget"]
    rows = [
        [1, "Quay", "Planning", None, "Review", "North", 5],
        [2, "Paths", None, "Delivery", None, "South", 7, "EUR"],
        [3, "Hill", "Review", None, None, "North", 9],
        [4, "Lake", "Planning", "Review", "Delivery"],
    ]
    merged = ["C2:E2", "G2:H2"]
    save(book_with("Items", grid(2, [header] + rows), merged=merged + ["C5:E5"]), "table-merged-headings.xlsx")
    book = book_with("Items", grid(2, [header] + rows), merged=merged, hidden_columns=["E"])
    save(book, "table-merged-headings-hidden.xlsx")
    blank = [[1], [2, None, None, None, None, None, None, "EUR"], [3], [4]]
    save(book_with("Items", grid(2, [header] + blank), merged=merged), "table-merged-headings-blank.xlsx")


def table_ragged_headings():
    """Two header rows, in which some headings are merged over both, or over columns as well, and one has a blank cell below it."""
    rows = [
        ["Title", "Budget", None, "Stages", None, None, "Region", "Project"],
        [None, "Before", "After"],
        ["Quay", 5, 6, "Planning", None, "Review", "North", "Harbour"],
        ["Paths", 7, 8, None, None, None, "South", "Forest"],
    ]
    merged = ["A2:A3", "B2:C2", "D2:F3", "H2:I3"]
    save(book_with("Items", grid(2, rows), merged=merged), "table-ragged-headings.xlsx")


def tables_across_merged():
    """Tables side by side, whose heading of stages is merged over two cells."""
    rows = [
        ["Project 1", None, None, None, "Project 2"],
        ["Title", "Stages", None, "Budget", "Title", "Stages", None, "Budget"],
        ["Quay", "Planning", "Review", 5, "Paths", None, "Delivery", 7],
    ]
    save(book_with("Items", grid(1, rows), merged=["B2:C2", "F2:G2"]), "tables-across-merged.xlsx")


def blank_merged_heading():
    """A blank questionnaire: a heading over three cells with one drop-down; on the other sheet a title beside two words."""
    header = ["No.", "Name of initiative", "Main source", "Target users (select up to 3)", None, None, "Status"]
    book = book_with("Initiatives", grid(3, [header] + [[number] for number in range(1, 7)]), merged=["D3:F3"])
    users = DataValidation(type="list", formula1='"Citizens,Businesses,Other"')
    users.add("D4:F9")
    book.active.add_data_validation(users)
    head = book.create_sheet("Head")
    fill(head, {"A1": "Report on initiatives", "D1": "Code", "E1": "Version", "A4": "Country:", "A5": "Ministry:"})
    head.merge_cells("A1:C1")
    save(book, "blank-merged-heading.xlsx")


def table_column_pattern():
    rows = [["No.", "Title", "Region", "Budget for 2027 in EUR"], [1, "Alpha", "North", 100]]
    save(book_with("Items", grid(2, rows)), "table-column-pattern.xlsx")


def tables_down():
    """The same table for each project, one below the other; the second has its columns in another order, the third is empty."""
    cells = {"A1": "Projects of the year"}
    for number, row, name, header, rows in [
        (1, 3, "Harbour", ["Title", "Region", "Budget"], [["Alpha", "North", 100], ["Beta", "South", 50]]),
        (2, 9, "Forest", ["Budget", "Title", "Region"], [[7, "Gamma", "South"]]),
        (3, 14, None, ["Title", "Region", "Budget"], []),
    ]:
        cells |= {f"A{row}": f"Project {number}", f"A{row + 1}": "Name of the project"}
        if name:
            cells[f"C{row + 1}"] = name
        cells |= grid(row + 2, [header] + rows)
    save(book_with("Projects", cells), "tables-down.xlsx")


def tables_across():
    """The same table for each project, side by side; the second has one column more."""
    book = xlsxwriter.Workbook(path("tables-across.xlsx"))
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Projects")
    for column, number, name, header, rows in [
        (0, 1, "Harbour", ["Title", "Region", "Budget"], [["Alpha", "North", 100], ["Beta", "South", 50]]),
        (4, 2, "Forest", ["Title", "Region", "Budget", "Note"], [["Gamma", "South", 7, "new"]]),
    ]:
        sheet.write(0, column, f"Project {number}")
        sheet.write(1, column, "Name of the project")
        sheet.write(1, column + 1, name)
        for row, values in enumerate([header] + rows, start=3):
            sheet.write_row(row, column, values)
    book.close()


def tables_tagged():
    """A tag starts each of the projects' tables."""
    cells = {}
    for row, rows in [(2, [["Alpha", "North", 100]]), (6, [["Beta", "South", 50], ["Gamma", "South", 7]])]:
        cells[f"A{row}"] = "#project"
        cells |= grid(row + 1, [["Title", "Region", "Budget"]] + rows, "B")
    save(book_with("Projects", cells, hidden_columns=["A"]), "tables-tagged.xlsx")


# --- Matrices and blocks -------------------------------------------------------------------------


def matrix_two_labels():
    """Two columns of row labels: the outer one merged, then given once only."""
    cells = grid(
        3,
        [
            ["Group", "Service area", "Planning", "Delivery"],
            ["Social", "Health", "none", "some"],
            [None, "Education", "some", None],
            ["Other", "Housing", None, "none"],
        ],
    )
    save(book_with("Services", cells, merged=["A4:A5"]), "matrix-two-labels.xlsx")


def matrix_tagged():
    """An example that looks like the matrix, and the matrix at its tag."""
    header = ["Service area", "Planning", "Delivery"]
    cells = grid(2, [header, ["Health", "example", "example"]], "B")
    cells |= {"A7": "#services"}
    cells |= grid(8, [header, ["Health", "none", "some"], ["Education", "some", None]], "B")
    save(book_with("Services", cells, hidden_columns=["A"]), "matrix-tagged.xlsx")


def blocks_any_order():
    cells = {}
    for row, number, title in [(2, 3, "Gamma"), (6, 1, "Alpha"), (10, 2, None)]:
        cells |= {f"B{row}": f"Practice {number}", f"B{row + 1}": "Title of the practice", f"B{row + 2}": "Start year"}
        if title:
            cells |= {f"C{row + 1}": title, f"C{row + 2}": 2010 + number}
    save(book_with("Practices", cells), "blocks-any-order.xlsx")


def choices():
    """Several choices in one cell, as people separate them."""
    rows = [["No.", "Title", "Stages"], [1, "Alpha", "Planning; Review"], [2, "Beta", "Planning, Delivery"], [3, "Gamma", "Planning\nDelivery\nReview"]]
    save(book_with("Items", grid(2, rows)), "choices.xlsx")


# --- Sheets and versions -------------------------------------------------------------------------


def sheets_by_pattern():
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    for name, title, budget in [("Project A", "Harbour", 100), ("Project B (new)", "Forest", 7)]:
        fill(book.create_sheet(name), {"B2": "Title", "C2": title, "B3": "Budget", "C3": budget})
    fill(book.create_sheet("My projects"), {"B2": "nothing"})
    save(book, "sheets-by-pattern.xlsx")


def sheets_by_position():
    """The second sheet, whatever its name; and the same with a sheet put in before it."""
    for name, titles in [("sheets-by-position.xlsx", ["Guide", "Blatt2"]), ("sheets-by-position-moved.xlsx", ["Guide", "Letter", "Blatt2"])]:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title in titles:
            book.create_sheet(title)
        fill(book["Blatt2"], {"B2": "Title", "C2": "Harbour", "B3": "Budget", "C3": 100})
        save(book, name)


def sheets_named_alike():
    rows = [["No.", "Title", "Region", "Budget"], [1, "Forest", "South", 7]]
    book = book_with("Part B", grid(1, rows))
    first = book.create_sheet("Part A")
    for row in (rows[0], [1, "Harbour", "North", 100]):
        first.append(row)
    save(book, "sheets-named-alike.xlsx")


def version_tag():
    """A hidden sheet says which version it is; both versions' words fit."""
    book = book_with("Form", {"B2": "Title", "C2": "Harbour", "B3": "Budget", "C3": 100})
    meta = book.create_sheet("_meta")
    meta.sheet_state = "veryHidden"
    fill(meta, {"A1": "#survey-1.0"})
    save(book, "version-tag.xlsx")


def version_unknown():
    cells = {"B1": "Template version 3.0", "B2": "Title", "C2": "Harbour", "B3": "Budget", "C3": 100}
    save(book_with("Form", cells), "version-unknown.xlsx")


def override():
    """One reporter has translated the questions."""
    cells = {"B1": "Ministerium der Beispiele", "B2": "Titel", "C2": "Hafen", "B3": "Haushalt", "C3": 100}
    save(book_with("Form", cells), "override.xlsx")


def wrong_template():
    """Another survey's questionnaire; one of its sheets has a name of ours."""
    book = book_with("Cover", {"B2": "Name of the museum", "C2": "Museum of Examples", "B3": "Visitors", "C3": 1200})
    fill(book.create_sheet("Visitors"), {"A1": "Month", "B1": "Visitors", "A2": datetime.date(2026, 1, 1), "B2": 100})
    save(book, "wrong-template.xlsx")


def main():
    form_patterns()
    form_tags()
    form_tags_lost()
    form_addresses()
    form_several_answers()
    form_merged_answers()
    table_excel()
    tables_titled()
    tables_below()
    tables_beside()
    table_units()
    table_skip()
    table_headings()
    table_merged_headings()
    table_ragged_headings()
    tables_across_merged()
    blank_merged_heading()
    table_column_pattern()
    tables_down()
    tables_across()
    tables_tagged()
    matrix_two_labels()
    matrix_tagged()
    blocks_any_order()
    choices()
    sheets_by_pattern()
    sheets_by_position()
    sheets_named_alike()
    version_tag()
    version_unknown()
    override()
    wrong_template()
    if shutil.which("soffice"):
        table_tags()
    else:
        print("LibreOffice is not installed: table-tags.xlsx was left as it is")


if __name__ == "__main__":
    main()
