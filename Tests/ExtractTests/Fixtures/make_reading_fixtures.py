#!/usr/bin/env python3
"""Makes the workbooks of ExtractTests that may be misread: units in headings, rows like totals, labels that say more, hostile sheets.
Everything in them is invented.

Run it as make_fixtures.py is run; it needs the same packages. headings-* and tables-other-words by XlsxWriter, merged-many written as XML by
hand, the others by openpyxl.
"""

import zipfile

import openpyxl
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

from make_fixtures import MADE, make_stable, path, save


def written(name, sheet, rows, column=0):
    book = xlsxwriter.Workbook(path(name))
    book.set_properties({"created": MADE})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for offset, value in enumerate(row):
            if value is not None:
                page.write(number, column + offset, value)
    book.close()


def typed(name, sheet, rows):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    save(book, name)


# --- Units in headings ---------------------------------------------------------------------------


def headings_blocks():
    """The second block's label asks in thousands, the first one's does not."""
    rows = [["Practice 1"], ["Title", "Alpha"], ["Budget (EUR)", 5000000]]
    rows += [["Practice 2"], ["Title", "Beta"], ["Budget (thousand EUR)", 700]]
    written("headings-blocks.xlsx", "Practices", rows)


def headings_repeated():
    """Fields above each table, and columns, with units that change from table to table."""
    rows = [["Project 1"], ["Staff (thousands)", 7], ["Title", "Budget (EUR)"], ["Alpha", 100], []]
    rows += [["Project 2"], ["Staff", 9], ["Title", "Budget (thousand EUR)"], ["Beta", 50]]
    written("headings-repeated.xlsx", "Projects", rows)


def headings_matrix():
    """A matrix below a title with the unit, and one whose corner has it."""
    rows = [["Table 2. Depth of the invented services, thousand EUR"], [], ["Service area", "Planning", "Delivery", "Review"]]
    rows += [["Health", 1, 2, 3], ["Education", 4, 5, 6]]
    written("headings-matrix-title.xlsx", "Services", rows)
    rows = [["Country", "Norway"], ["Service area (million EUR)", "Planning", "Delivery", "Review"], ["Health", 1, 2, 3]]
    written("headings-matrix-corner.xlsx", "Services", rows)


# --- Rows like totals, and labels that say more --------------------------------------------------


def table_sums():
    rows = [
        ["Title", "Region", "Budget"],
        ["Please give one item in each line"],
        ["Example – Repair café", "North", 5],
        ["Example: Library", "North", 5],
        ["Example-based learning", "North", 6],
        ["Total quality management", "South", 9],
        ["Of which: harbours", "South", 4],
        ["Total 2025 (EUR)", None, 15],
        ["Sous-total", None, 15],
        ["1. Total:", None, 15],
        ["Summary of harbours", "South", 3],
        ["TOTAL", None, 18],
    ]
    typed("table-sums.xlsx", "Items", rows)


def tables_other_words():
    """The second table's header has other spellings of the definition's."""
    rows = [["Title", "Region", "Budget"], ["Alpha", "North", 100], []]
    rows += [["Name", "Area", "Money"], ["Beta", "South", 50]]
    written("tables-other-words.xlsx", "Items", rows)


def labels_longer():
    """Labels that say more than the definition's: other questions, or only a unit, a number or a bracket more."""
    rows = [["Reporting body phone", "123"], ["2. Country (of the body)", "Norway"], ["Total amount, thousand EUR", 5], ["Remarks in general"], ["None"]]
    typed("form-labels-longer.xlsx", "Cover", rows)
    rows = [["Title of the item", "Region", "Budget total of partners"], ["Alpha", "North", 100]]
    typed("table-labels-longer.xlsx", "Items", rows)
    rows = [[None, "Budget", "Staff"], ["Title", "Before", "After"], ["Alpha", 1, 2]]
    typed("table-other-group.xlsx", "Items", rows)


def table_in_place():
    """A table whose header was translated, one row further down than in the questionnaire; and one where two columns changed places."""
    rows = [["Liste der Vorhaben"], [], ["Vorhaben", "Ort", "Kosten"], ["Alpha", "North", 100], ["Beta", "South", 50]]
    typed("table-in-place.xlsx", "Items", rows)
    rows[2] = ["Vorhaben", "Kosten", "Region"]
    typed("table-not-in-place.xlsx", "Items", rows)


def override_reporter():
    """A return whose reporter stands in it, and whose other questions were translated."""
    typed("override-reporter.xlsx", "Form", [["Country", "  deutschland "], ["Titel", "Hafen"], ["Haushalt", 100]])


# --- Hostile sheets ------------------------------------------------------------------------------


def merged_many():
    """A table, and below it 2,000 merged ranges of 64 rows and columns, all of them over the same rows."""
    def part(name, text):
        return name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def row(number, *texts):
        cells = "".join(f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in zip("ABC", texts))
        return f'<row r="{number}">{cells}</row>'

    merges = ["A2:A3"] + [f"{letters(1 + 64 * (n % 200))}{10}:{letters(64 + 64 * (n % 200))}{73}" for n in range(2000)]
    sheet = f'<worksheet xmlns="{main}"><sheetData>' + row(1, "Title", "Region", "Budget") + row(2, "Alpha", "North", "7")
    sheet += row(3, "", "South", "9") + row(80, "Printed at the end") + "</sheetData>"
    sheet += "<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in merges) + "</mergeCells></worksheet>"
    parts = [
        part(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        ),
        part("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        part("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Items" sheetId="1" r:id="r1"/></sheets></workbook>'),
        part("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        part("xl/worksheets/sheet1.xml", sheet),
    ]
    with zipfile.ZipFile(path("merged-many.xlsx"), "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts:
            package.writestr(name, text)
    make_stable(path("merged-many.xlsx"))


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def table_gaps():
    """A header with 600 further columns, an empty one between each; in one of the gaps somebody has typed."""
    header = ["Title", "Region", "Budget"] + [f"Extra {n // 2}" if n % 2 else None for n in range(1200)]
    first = ["Alpha", "North", 100] + ["x" if n % 2 else None for n in range(1200)]
    second = ["Beta", "South", 50] + [None] * 600 + ["typed in a gap"]
    typed("table-gaps.xlsx", "Items", [header, first, second])


def blank_presets():
    """A blank questionnaire with drop-downs of which one choice is made in advance, and a column that prints choices of its own drop-down."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Form"
    cells = {"B2": "Library survey 2026", "B4": "Name of library", "B5": "Currency of amounts", "C5": "EUR"}
    cells |= {"B6": "Unit of amounts", "C6": "Thousands", "B7": "Kind of library"}
    cells |= {"B10": "Service", "C10": "Kind", "D10": "Visits", "E10": "Remarks"}
    cells |= {"B11": "Loans", "C11": "Public", "B12": "Events", "C12": "Public", "B13": "Archive", "C13": "Private"}
    for cell, value in cells.items():
        page[cell] = value
    lists = {"C5": "EUR,USD", "C6": "Units,Thousands,Millions", "C7": "Public,Private", "C11:C13": "Public,Private"}
    for cells, items in lists.items():
        rule = DataValidation(type="list", formula1=f'"{items}"')
        rule.add(cells)
        page.add_data_validation(rule)
    save(book, "blank-presets.xlsx")


def main():
    blank_presets()
    headings_blocks()
    headings_repeated()
    headings_matrix()
    table_sums()
    tables_other_words()
    labels_longer()
    table_in_place()
    override_reporter()
    merged_many()
    table_gaps()


if __name__ == "__main__":
    main()
