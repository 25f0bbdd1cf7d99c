#!/usr/bin/env python3
"""Makes blank questionnaires of other surveys than the samples, for `canvass init`, and a return of each. All of it is invented.

python3 -m venv VENV && VENV/bin/pip install openpyxl XlsxWriter && VENV/bin/python make_fixtures.py

Each blank comes with a return, `<name>-filled.xlsx`, and `<name>-expected.csv`: the cells that a person would call answers (sheet,cell,raw),
and, where a name is tested, the field that the answer should feed.

libraries  XlsxWriter: question numbers in a column of their own, boxes to the right and below, a form with two questions in a row, two tables on a sheet
rivers     saved by LibreOffice: one long table with groups and a row of units, drop-downs from named ranges of a hidden sheet
escuelas   openpyxl: Spanish, years across a matrix, blocks side by side, a list object, a form that is a table of questions and answers
members    openpyxl: drop-downs of countries and of government functions
municipal  a return of the municipal-services survey without its rows
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
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
MADE = datetime.datetime(2026, 1, 15, 12, 0, 0)


def path(name):
    return os.path.join(HERE, name)


def raw(value):
    """A value as `canvass cells` writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def expect(name, answers):
    """`answers`: sheet -> cell -> value, or (value, field)."""
    with open(path(f"{name}-expected.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sheet", "cell", "raw", "field"])
        for sheet, cells in answers.items():
            for cell, value in cells.items():
                value, field = value if isinstance(value, tuple) else (value, "")
                writer.writerow([sheet, cell, raw(value), field])


def plain(answers, sheet):
    return {cell: value[0] if isinstance(value, tuple) else value for cell, value in answers.get(sheet, {}).items()}


def make_stable(file):
    """Packs a workbook anew without the times at which it was made, so that the same script gives the same bytes."""
    with zipfile.ZipFile(file) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2026-01-15T12:00:00Z<", content)
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 15, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)


# --- libraries: XlsxWriter -----------------------------------------------------------------------

LIBRARIES = {
    "General": {
        "C4": ("Mill Lane Library", "name_of_library"), "C5": ("Aldermoor", "municipality"), "F5": ("AL7 4QX", "postcode"),
        "C6": (1931, "year_opened"), "C7": (datetime.date(2025, 12, 31), "reference_date"), "C8": ("Yes", "is_it_open_on_sundays"),
        "C9": (4120, "number_of_registered_users"), "B12": ("We moved two shelves.\nNothing else changed.", "describe_main_changes_since_last_year"),
    },
    "Staff and stock": {
        "C5": (3, "head_count"), "D5": (2.5, "fte"), "C6": (5, "head_count"), "D6": 4.2, "C7": 1, "D7": 0.4, "E7": "Saturdays only",
        "B14": ("Novels", "collection"), "C14": (18250, "items"), "D14": ("Good", "condition"),
        "B15": "Children's books", "C15": 9400, "D15": "Worn", "B16": "Maps", "C16": 310, "D16": "Good",
    },
    "Works": {
        "A6": ("Lift", "work"), "B6": (2025, "year"), "C6": (81000, "cost"), "D6": ("Extension", "kind"), "A7": "Windows", "B7": 2023, "C7": 12500,
        "D7": "Repair", "A15": ("Reading garden", "work"), "B15": (2027, "year"), "C15": (30000, "cost"), "D15": "Extension",
    },
}


def libraries(file, answers):
    book = xlsxwriter.Workbook(file)
    book.set_properties({"created": MADE})
    bold, box = book.add_format({"bold": True}), book.add_format({"border": 1, "bg_color": "#FFFFE0"})
    sheet = book.add_worksheet("General")
    given = plain(answers, "General")

    def put(cells, target):
        for cell, value in cells.items():
            if isinstance(value, datetime.date):
                target.write_datetime(cell, datetime.datetime.combine(value, datetime.time()), book.add_format({"num_format": "yyyy-mm-dd"}))
            else:
                target.write(cell, value)

    sheet.write("A1", "Library census 2026: questionnaire (invented)", bold)
    sheet.write("A2", "Please answer for each library that you run. Leave nothing blank; write n.a. where a question does not apply.")
    for row, (number, label) in enumerate([
        ("Q1", "Name of the library:"), ("Q2", "Municipality:"), ("Q3", "Year opened:"), ("Q4", "Reference date (dd/mm/yyyy):"),
        ("Q5", "Is it open on Sundays?"), ("Q6", "Number of registered users:"),
    ], start=3):
        sheet.write(row, 0, number)
        sheet.write(row, 1, label)
        if row != 4:
            sheet.merge_range(row, 2, row, 3, "", box)
    sheet.write("E5", "Postcode:")
    sheet.write("A11", "Q7")
    sheet.write("B11", "Describe the main changes since last year:")
    sheet.merge_range("B12:F14", "", box)
    sheet.data_validation("C6", {"validate": "integer", "criteria": "between", "minimum": 1700, "maximum": 2026})
    sheet.data_validation("C7", {"validate": "date", "criteria": "between", "minimum": datetime.date(2025, 1, 1), "maximum": datetime.date(2025, 12, 31)})
    sheet.data_validation("C8", {"validate": "list", "source": ["Yes", "No"]})
    sheet.data_validation("C9", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.data_validation("B12", {"validate": "length", "criteria": "<=", "value": 1500})
    put(given, sheet)

    sheet = book.add_worksheet("Staff and stock")
    sheet.write("A1", "Staff and stock", bold)
    sheet.write("B3", "Staff by category", bold)
    for column, label in enumerate(["Category", "Head count", "FTE", "Remarks"], start=1):
        sheet.write(3, column, label, bold)
    for row, label in enumerate(["Librarians", "Assistants", "Volunteers"], start=4):
        sheet.write(row, 1, label)
    sheet.write("B8", "Total")
    sheet.write_formula("C8", "=SUM(C5:C7)", None, 0)
    sheet.data_validation("C5:C7", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.data_validation("D5:D7", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.write("B11", "Collections, one row for each", bold)
    for column, label in enumerate(["Collection", "Items", "Condition"], start=1):
        sheet.write(12, column, label, bold)
    sheet.data_validation("D14:D33", {"validate": "list", "source": ["Good", "Worn", "Damaged"]})
    put(plain(answers, "Staff and stock"), sheet)

    sheet = book.add_worksheet("Works")
    sheet.write("A1", "Works on the building", bold)
    for top, title in [(3, "Completed works"), (12, "Planned works")]:
        sheet.write(top - 1, 0, title, bold)
        for column, label in enumerate(["Work", "Year", "Cost (EUR)", "Kind"]):
            sheet.write(top, column, label, bold)
        for column, value in enumerate(["e.g. New roof", 2024, 50000, "Repair"]):
            sheet.write(top + 1, column, value)
        sheet.data_validation(top + 2, 3, top + 6, 3, {"validate": "list", "source": ["Repair", "Extension"]})
        for row in range(top + 2, top + 7):
            sheet.write(row, 3, "< Select >")
    put(plain(answers, "Works"), sheet)
    book.close()
    make_stable(file)


# --- rivers: a long table with units, saved by LibreOffice ----------------------------------------

RIVER_COLUMNS = [
    (None, "Station", "code"), (None, "River", "text"), (None, "Sampled on", "date"), ("Flow", "Depth", "m"), ("Flow", "Speed", "m/s"),
    ("Chemistry", "Nitrate", "mg/l"), ("Chemistry", "Phosphate", "mg/l"), ("Chemistry", "Dissolved oxygen", "%"),
    (None, "Method", "code"), (None, "Remarks", "text"),
]
RIVER_ROWS = [
    ["ST-01", "Alder", datetime.date(2026, 3, 1), 1.2, 0.4, 3.1, 0.02, 88, "Grab sample", "clear"],
    ["ST-02", "Alder", datetime.date(2026, 3, 1), 0.9, 0.6, 3.4, 0.03, 85, "Grab sample", None],
    ["ST-03", "Bracken", datetime.date(2026, 3, 2), 2.1, 0.2, 7.9, 0.11, 61, "Automatic", "after rain"],
]
RIVER_FIELDS = ["station", "river", "sampled_on", "flow_depth", "flow_speed", "chemistry_nitrate", "chemistry_phosphate",
                "chemistry_dissolved_oxygen", "method", "remarks"]


def rivers_book(rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Samples"
    sheet["A1"] = "River monitoring: table of samples (invented)"
    sheet["A2"] = "One row for each sample. Do not change the order of the columns."
    for column, (group, label, unit) in enumerate(RIVER_COLUMNS, start=1):
        if group is None:
            sheet.cell(4, column, label)
            sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
        else:
            sheet.cell(5, column, label)
        sheet.cell(6, column, f"({unit})")
    sheet["D4"], sheet["F4"] = "Flow", "Chemistry"
    sheet.merge_cells("D4:E4")
    sheet.merge_cells("F4:H4")
    lists = book.create_sheet("Codes")
    lists.sheet_state = "hidden"
    for row, method in enumerate(["Methods", "Grab sample", "Composite sample", "Automatic"], start=1):
        lists.cell(row, 2, method)
    book.defined_names["Methods"] = DefinedName("Methods", attr_text="Codes!$B$2:$B$4")
    choice = DataValidation(type="list", formula1="Methods", allow_blank=True)
    choice.add("I7:I206")
    oxygen = DataValidation(type="decimal", operator="between", formula1="0", formula2="200")
    oxygen.add("H7:H206")
    sheet.add_data_validation(choice)
    sheet.add_data_validation(oxygen)
    for number, row in enumerate(rows, start=7):
        for column, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet.cell(number, column, value)
                if isinstance(value, datetime.date):
                    cell.number_format = "yyyy-mm-dd"
    return book


def rivers():
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in [("rivers-blank", []), ("rivers-filled", RIVER_ROWS)]:
            source = os.path.join(folder, "in", f"{name}.xlsx")
            os.makedirs(os.path.dirname(source), exist_ok=True)
            rivers_book(rows).save(source)
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", folder, source],
                check=True, stdout=subprocess.DEVNULL)
            shutil.move(os.path.join(folder, f"{name}.xlsx"), path(f"{name}.xlsx"))
            make_stable(path(f"{name}.xlsx"))
    answers = {}
    for number, row in enumerate(RIVER_ROWS, start=7):
        for column, (value, field) in enumerate(zip(row, RIVER_FIELDS)):
            if value is not None:
                answers[f"{chr(65 + column)}{number}"] = (value, field)
    expect("rivers", {"Samples": answers})


# --- escuelas: openpyxl, Spanish -----------------------------------------------------------------

ESCUELAS = {
    "Datos": {
        "D4": ("Francia", "pais"), "D5": ("Escuela del Norte", "nombre_de_escuela"), "D6": ("Sí", ""), "D7": (2019, ""), "D8": ("Primaria", ""),
    },
    "Alumnado": {"C5": (120, ""), "D5": 118, "E5": 121, "C6": 240, "D6": 235, "E6": 229, "C7": 90, "E7": 95},
    "Proyectos": {
        "C4": ("Huerto escolar", "titulo"), "C5": 2021, "C6": 1500.5, "F4": ("Coro", "titulo"), "F5": 2018, "F6": 900,
    },
    "Equipos": {"A2": ("Proyector", "equipo"), "B2": (4, "cantidad"), "C2": ("Bueno", "estado"), "A3": "Pizarra", "B3": 12, "C3": "Malo"},
}


def escuelas(file, answers):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Instrucciones"
    sheet["A1"] = "Encuesta de escuelas (inventada)"
    sheet["A2"] = "Rellene por favor todas las hojas y devuelva el libro antes del 30 de junio de 2026."
    sheet["A3"] = "No cambie el nombre de las hojas ni el orden de las preguntas."

    sheet = book.create_sheet("Datos")
    sheet["B1"] = "Datos de la escuela"
    for column, label in zip("BCDE", ["N.º", "Pregunta", "Respuesta", "Comentario"]):
        sheet[f"{column}3"] = label
    for row, label in enumerate(["País", "Nombre de la escuela", "¿Es una escuela pública?", "Año de apertura", "Etapa principal"], start=4):
        sheet[f"B{row}"] = row - 3
        sheet[f"C{row}"] = label
    yes = DataValidation(type="list", formula1='"Sí,No"')
    yes.add("D6")
    year = DataValidation(type="whole", operator="between", formula1="1850", formula2="2026")
    year.add("D7")
    stage = DataValidation(type="list", formula1='"Infantil,Primaria,Secundaria"')
    stage.add("D8")
    for validation in (yes, year, stage):
        sheet.add_data_validation(validation)

    sheet = book.create_sheet("Alumnado")
    sheet["B1"] = "Número de alumnos"
    sheet["B4"] = "Etapa"
    for column, year_ in zip("CDE", [2023, 2024, 2025]):
        sheet[f"{column}4"] = year_
    for row, label in enumerate(["Infantil", "Primaria", "Secundaria"], start=5):
        sheet[f"B{row}"] = label

    sheet = book.create_sheet("Proyectos")
    sheet["B1"] = "Proyectos de la escuela"
    for column, number in [("B", 1), ("E", 2)]:
        sheet[f"{column}3"] = f"Proyecto {number}"
        for row, label in enumerate(["Título", "Año de inicio", "Presupuesto (EUR)"], start=4):
            sheet[f"{column}{row}"] = label

    sheet = book.create_sheet("Equipos")
    for column, label in zip("ABC", ["Equipo", "Cantidad", "Estado"]):
        sheet[f"{column}1"] = label
    state = DataValidation(type="list", formula1='"Bueno,Regular,Malo"')
    state.add("C2:C40")
    sheet.add_data_validation(state)
    sheet.add_table(Table(displayName="Equipos", ref="A1:C40"))

    for name in answers:
        for cell, value in plain(answers, name).items():
            book[name][cell] = value
    book.properties.created = MADE
    book.save(file)
    make_stable(file)


# --- members: drop-downs whose items are Canvass's own lists ---------------------------------------


def members():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cover"
    sheet["A1"] = "Survey of members 2027 (invented)"
    sheet["A3"], sheet["A4"], sheet["A5"] = "Member country", "Service", "Remarks"
    lists = book.create_sheet("Lists")
    lists.sheet_state = "hidden"
    for row, name in enumerate(["Members", "Austria", "Czech Republic", "Korea, Rep.", "The Netherlands", "Türkiye", "United Kingdom"], start=1):
        lists.cell(row, 1, name)
    for row, name in enumerate(["Services", "Defence", "Health", "Education", "Social protection"], start=1):
        lists.cell(row, 2, name)
    for cell, area in [("B3", "$A$2:$A$7"), ("B4", "$B$2:$B$5")]:
        choice = DataValidation(type="list", formula1=f"Lists!{area}")
        choice.add(cell)
        sheet.add_data_validation(choice)
    book.properties.created = MADE
    book.save(path("members-blank.xlsx"))
    make_stable(path("members-blank.xlsx"))


# --- municipal: a return of the sample survey without its rows -----------------------------------


def municipal():
    source = os.path.join(ROOT, "SampleInputs/municipal-services/2025-Q1/M004 2025-Q1 final.xlsx")
    book = openpyxl.load_workbook(source)
    sheet = book.active
    sheet.delete_rows(3, sheet.max_row)
    book.properties.created = MADE
    book.save(path("municipal-blank.xlsx"))
    make_stable(path("municipal-blank.xlsx"))


def main():
    libraries(path("libraries-blank.xlsx"), {})
    libraries(path("libraries-filled.xlsx"), LIBRARIES)
    expect("libraries", LIBRARIES)
    escuelas(path("escuelas-blank.xlsx"), {})
    escuelas(path("escuelas-filled.xlsx"), ESCUELAS)
    expect("escuelas", ESCUELAS)
    members()
    municipal()
    rivers()


if __name__ == "__main__":
    main()
