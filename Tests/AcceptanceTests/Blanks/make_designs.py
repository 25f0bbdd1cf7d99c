#!/usr/bin/env python3
"""Makes more blank questionnaires in the manner of real ones, for `canvass init`, and a return of each. All of it is invented.

VENV/bin/python make_designs.py   (openpyxl; see make_fixtures.py, whose conventions hold here)

ministry   a cover, sections with numbered questions and no boxes, a table with a row of units, a matrix of years by sex, long answers below
grant      a grant return: a form, the same table of costs again for each project, a table of risks with an example
bilingual  English and French in the same cells, with drop-downs in both
projects   English and Spanish in the same cells: numbered blocks, and a table with a column of formulas
council    tables whose first row is a subtotal, or whose last is the sum of all; a drop-down whose list has a leading =; a table again for each type
"""

import datetime

import openpyxl
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from make_fixtures import MADE, expect, make_stable, path, plain

BOLD = Font(bold=True)
BAR = PatternFill("solid", fgColor="DDE6F0")
BOX = Border(*(Side(style="thin"),) * 4)


def save(book, answers, name, kind):
    for sheet in answers:
        for cell, value in plain(answers, sheet).items():
            book[sheet][cell] = value
    book.properties.created = MADE
    book.save(path(f"{name}-{kind}.xlsx"))
    make_stable(path(f"{name}-{kind}.xlsx"))


def make(name, build, answers):
    save(build(), {}, name, "blank")
    save(build(), answers, name, "filled")
    expect(name, answers)


def choice(sheet, cells, items):
    validation = DataValidation(type="list", formula1=f'"{items}"', allow_blank=True)
    validation.add(cells)
    sheet.add_data_validation(validation)


# --- ministry ------------------------------------------------------------------------------------

MINISTRY = {
    "Cover": {
        "C6": ("Ministry of Lakes", "ministry"), "C7": ("Water Office", "department"), "C8": ("Officer One", "name_of_contact_person"),
        "C9": ("one@lakes.example", "e_mail"), "C10": (datetime.date(2026, 5, 4), "date_of_completion"),
    },
    "Section A": {
        "C5": ("Yes", "ministry_open_data_policy"), "C6": (2019, "in_which_year_was_it_adopted"),
        "C7": ("A team of its own", "who_is_responsible_for_it"), "C10": (41, "number_of_datasets_published"),
        "C11": (62.5, "share_datasets_machine_readable"), "B14": ("We publish weekly.\nThe rest follows.", "describe_main_obstacles_met_since_2024"),
    },
    "Section B": {
        "B7": ("Portal", "service"), "C7": (1200, "expenditure_2025"), "D7": (14, "staff"), "E7": (35, "share_outsourced"), "F7": ("Ministry", "source_of_funds"),
        "B8": "Hotline", "C8": 310.5, "D8": 6, "E8": 0, "F8": "Fees", "B9": "Training", "C9": 95, "D9": 2, "F9": "Ministry",
    },
    "Section C": {
        "C6": (10, "value"), "D6": 12, "E6": 11, "F6": 13, "C7": 40, "D7": 35, "E7": 44, "F7": 37, "C8": 5, "D8": 9, "E8": 6, "F8": 10,
    },
}


def ministry():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cover"
    sheet["A1"] = "Survey on open data in ministries 2026 (invented)"
    sheet["A2"] = "Please return the completed questionnaire by 30 June 2026 to the survey desk."
    sheet["A4"] = "Respondent"
    for row, label in enumerate(["Ministry", "Department", "Name of contact person", "E-mail", "Date of completion (dd/mm/yyyy)"], start=6):
        sheet[f"A{row}"] = label
        sheet.merge_cells(f"A{row}:B{row}")
        sheet[f"C{row}"].border = BOX
    sheet["A12"] = "Thank you for your cooperation."

    sheet = book.create_sheet("Section A")
    sheet["A1"] = "A. Policy and publication"
    sheet["A3"] = "A.1 Policy"
    sheet["A3"].font = BOLD
    for row, (number, label) in enumerate([
        ("A1", "Does the ministry have an open data policy?"), ("A2", "In which year was it adopted?"), ("A3", "Who is responsible for it?"),
    ], start=5):
        sheet[f"A{row}"], sheet[f"B{row}"] = number, label
        sheet[f"C{row}"].border = BOX
    sheet["A9"] = "A.2 Publication"
    sheet["A9"].font = BOLD
    for row, (number, label) in enumerate([("A4", "Number of datasets published"), ("A5", "Share of datasets that are machine-readable (%)")], start=10):
        sheet[f"A{row}"], sheet[f"B{row}"] = number, label
        sheet[f"C{row}"].border = BOX
    sheet["A13"], sheet["B13"] = "A6", "Describe the main obstacles that you have met since 2024:"
    sheet.merge_cells("B14:D17")
    choice(sheet, "C5", "Yes,No")

    sheet = book.create_sheet("Section B")
    sheet["B1"] = "B. Services for users of open data"
    sheet["B3"] = "B.1 List the services that the ministry offers, one in each row."
    for column, (label, unit) in zip("BCDEF", [
        ("Service", None), ("Expenditure 2025", "thousand EUR"), ("Staff", "persons"), ("Share outsourced", "%"), ("Source of funds", None),
    ]):
        sheet[f"{column}5"], sheet[f"{column}6"] = label, unit
        sheet[f"{column}5"].fill = BAR
    choice(sheet, "F7:F20", "Ministry,Fees,Other")
    sheet["B22"] = "Note: expenditure includes staff costs."

    sheet = book.create_sheet("Section C")
    sheet["B1"] = "C. Number of staff"
    sheet["B2"] = "Head count on 31 December."
    sheet["C4"], sheet["E4"] = 2024, 2025
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("E4:F4")
    sheet["B5"] = "Category"
    for column, label in zip("CDEF", ["Women", "Men"] * 2):
        sheet[f"{column}5"] = label
    for row, label in enumerate(["Managers", "Specialists", "Support"], start=6):
        sheet[f"B{row}"] = label
    sheet["B9"] = "Total"
    for column in "CDEF":
        sheet[f"{column}9"] = f"=SUM({column}6:{column}8)"
    return book


# --- grant ---------------------------------------------------------------------------------------

def cost(top, staff, travel, works, named=False):
    cells = {}
    for row, values in enumerate([staff, travel, works], start=top):
        for column, value, field in zip("BCD", values, ["approved_budget", "spent_to_date", "forecast_to_end_of_project"]):
            if value is not None:
                cells[f"{column}{row}"] = (value, field) if named and row == top else value
    return cells


GRANT = {
    "Return": {
        "B4": ("Valley Housing Trust", "grant_recipient"), "B5": ("GR-0042", "grant_reference"), "B6": ("Q2 2026", "reporting_period"),
        "B7": ("On track", "overall_status"), "A10": ("All works have begun.", "progress_since_last_return"),
    },
    "Costs": {
        **cost(6, (50000, 21000.5, 48000), (2000, 300, 1500), (90000, 10000, 95000), named=True),
        **cost(14, (10000, 9000, 10000), (500, None, 500), (7000, 7100, 7100)),
        **cost(22, (800, 0, 800), (None, None, None), (4000, 1000, 4200)),
    },
    "Risks": {
        "A5": ("Late delivery of windows", "risk"), "B5": ("High", "likelihood"), "C5": ("Medium", "impact"), "D5": ("Second supplier", "mitigation"),
        "E5": (datetime.date(2026, 9, 1), "review_date"), "A6": "Frost", "B6": "Low", "C6": "Low", "D6": "Cover", "E6": datetime.date(2026, 11, 1),
    },
}


def grant():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    sheet["A1"] = "Warm Homes Fund (invented): quarterly grant return"
    sheet["A2"] = "Fill in the boxes with a border. Amounts are in pounds."
    for row, label in enumerate(["Grant recipient", "Grant reference", "Reporting period", "Overall status"], start=4):
        sheet[f"A{row}"] = label
        sheet[f"B{row}"].border = BOX
    choice(sheet, "B6", "Q1 2026,Q2 2026,Q3 2026,Q4 2026")
    choice(sheet, "B7", "On track,At risk,Delayed")
    sheet["A9"] = "Progress since the last return (500 words at most)"
    sheet.merge_cells("A10:D14")

    sheet = book.create_sheet("Costs")
    sheet["A1"] = "Costs of each project"
    sheet["A2"] = "Use one table for each project; leave the others empty."
    for number, top in enumerate([4, 12, 20], start=1):
        sheet[f"A{top}"] = f"Project {number}"
        sheet[f"A{top}"].font = BOLD
        for column, label in zip("ABCD", ["Cost category", "Approved budget (GBP)", "Spent to date (GBP)", "Forecast to end of project (GBP)"]):
            sheet[f"{column}{top + 1}"] = label
            sheet[f"{column}{top + 1}"].fill = BAR
        for row, label in enumerate(["Staff", "Travel", "Works"], start=top + 2):
            sheet[f"A{row}"] = label
        sheet[f"A{top + 5}"] = "Total"
        for column in "BCD":
            sheet[f"{column}{top + 5}"] = f"=SUM({column}{top + 2}:{column}{top + 4})"
    amount = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    for top in (4, 12, 20):
        amount.add(f"B{top + 2}:D{top + 4}")
    sheet.add_data_validation(amount)

    sheet = book.create_sheet("Risks")
    sheet["A1"] = "Risk register"
    for column, label in zip("ABCDE", ["Risk", "Likelihood", "Impact", "Mitigation", "Review date"]):
        sheet[f"{column}3"] = label
    for column, value in zip("ABCDE", ["Example: loss of key staff", "Medium", "High", "Handover notes", datetime.date(2026, 6, 1)]):
        sheet[f"{column}4"] = value
    choice(sheet, "B5:C30", "Low,Medium,High")
    return book


# --- bilingual -----------------------------------------------------------------------------------

BILINGUAL = {
    "Institution": {
        "C5": ("Musée du Lac", "name_of_institution"), "C6": ("Mareville", "city"), "C7": ("Public / Publique", "legal_status"), "C8": (1974, "year_of_foundation"),
        "C9": ("Yes / Oui", "entry_free_one_day_each_month"), "C10": (25000, "number_of_visitors_in_2025"),
    },
    "Collections": {
        "A5": ("Paintings", "collection"), "B5": (320, "number_of_objects"), "C5": (75, "share_digitised"), "D5": ("Good / Bon", "condition"),
        "A6": "Boats", "B6": 41, "C6": 10, "D6": "Poor / Mauvais", "E6": ("Under repair", "remarks"),
    },
}


def bilingual():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Institution"
    sheet["A1"] = "Museum census 2026 / Recensement des musées 2026 (invented / fictif)"
    sheet["A2"] = "Please answer in English or French. / Veuillez répondre en anglais ou en français."
    sheet["A4"] = "1. The institution / L'établissement"
    for row, (english, french) in enumerate([
        ("Name of the institution", "Nom de l'établissement"), ("City", "Ville"), ("Legal status", "Statut juridique"), ("Year of foundation", "Année de création"),
        ("Is entry free on one day each month?", "L'entrée est-elle gratuite un jour par mois ?"), ("Number of visitors in 2025", "Nombre de visiteurs en 2025"),
    ], start=5):
        sheet[f"A{row}"] = f"1.{row - 4}"
        sheet[f"B{row}"] = f"{english} / {french}"
        sheet[f"C{row}"].border = BOX
    choice(sheet, "C7", "Public / Publique,Private / Privée")
    choice(sheet, "C9", "Yes / Oui,No / Non")

    sheet = book.create_sheet("Collections")
    sheet["A1"] = "2. Collections / Collections"
    sheet["A2"] = "One row for each collection. / Une ligne par collection."
    for column, label in zip("ABCDE", [
        "Collection\nCollection", "Number of objects\nNombre d'objets", "Share digitised (%)\nPart numérisée (%)", "Condition\nÉtat", "Remarks\nRemarques",
    ]):
        sheet[f"{column}4"] = label
    choice(sheet, "D5:D40", "Good / Bon,Fair / Moyen,Poor / Mauvais")
    return book


# --- projects ------------------------------------------------------------------------------------

PROJECTS = {
    "Cover": {
        "C3": ("Council of Mareville", "name_of_body"), "C4": ("Officer One", "contact_for_survey"), "C5": "Yes / Sí",
    },
    "Libraries": {
        "B5": ("Library of the Lake", "name_of_library"), "C5": (1974, "opened_in_year"), "D5": (3, "staff_women"),
        "E5": (2, "staff_men"), "F5": (5, "staff_total"), "B6": "Library of the Hill", "C6": 2001, "D6": 1, "E6": 1, "F6": 2,
    },
    "Projects": {
        "D4": ("Reading garden", "title_of_project"), "D5": (datetime.date(2026, 3, 1), "start_date"), "D6": (30000, "cost"),
        "D10": "Lift", "D11": datetime.date(2026, 5, 1), "D12": 81000,
    },
}


def projects():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cover"
    sheet["A1"] = "Survey of the libraries / Encuesta de las bibliotecas"
    for row, label in enumerate([
        "Name of the body / Nombre del organismo", "Contact for the survey / Contacto para la encuesta",
        "Is the entry free? (yes/no) / ¿Es libre la entrada? (sí/no)",
    ], start=3):
        sheet.cell(row, 2, label)
    choice(sheet, "C5", "Yes / Sí,No / No")
    sheet = book.create_sheet("Libraries")
    sheet["A1"] = "Libraries of the region / Bibliotecas de la región"
    sheet["D3"] = "Staff / Personal"
    sheet.merge_cells("D3:F3")
    for column, label in enumerate([
        "No. / N.º", "Name of the library / Nombre de la biblioteca", "Opened in the year / Abierta en el año", "Women / Mujeres",
        "Men / Hombres", "Total",
    ], start=1):
        sheet.cell(4, column, label)
    for row in range(5, 15):
        sheet.cell(row, 1, row - 4)
        sheet.cell(row, 6, f"=D{row}+E{row}")
    sheet = book.create_sheet("Projects")
    sheet["A1"] = "Projects of the libraries / Proyectos de las bibliotecas"
    for number in range(1, 5):
        top = 3 + 6 * (number - 1)
        sheet.cell(top, 2, f"Project {number} / Proyecto {number}").font = BOLD
        for offset, label in enumerate([
            "Title of the project / Título del proyecto", "Start date / Fecha de inicio", "Cost (EUR) / Coste (EUR)",
        ], start=1):
            sheet.cell(top + offset, 2, label)
    return book


def calculated(book):
    """What a spreadsheet program has worked out in the rows that nobody has filled in."""
    for row in range(7, 15):
        book["Libraries"].cell(row, 6, 0)
    return book


# --- council -------------------------------------------------------------------------------------

COUNCIL = {
    "Council": {
        "B3": ("Mareville", "name_of_municipality"), "B4": ("MV01", "municipality_code"), "B5": ("Northmark", "province"),
        "B6": (12500, "population_on_1_january"),
    },
    "Revenue": {
        "C6": (40, "accounts_2024"), "D6": (44, "plan_2026"), "C7": 12, "D7": 13, "E7": ("New rate", "comments"), "C9": 7, "D9": 8,
    },
    "Pupils": {"B5": (210, "boys"), "C5": (198, "girls"), "B6": 33, "C6": "35"},
    "Schools": {
        "B6": ("Hill School", "name_of_school"), "C6": (120, "pupils"), "B7": "Lake School", "C7": 80, "B16": "Forest School", "C16": 240,
    },
}

REVENUE = [
    ("R1", "Taxes", "=C6+C7"), ("R1.1", "Property tax", None), ("R1.2", "Business tax", None), ("R2", "Grants", "=C9"), ("R2.1", "General grant", None),
]


def council():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Council"
    sheet["A1"] = "Return of the municipalities 2026 (invented)"
    for row, label in enumerate(["Name of municipality", "Municipality code", "Province", "Population on 1 January"], start=3):
        sheet[f"A{row}"] = label
        sheet.merge_cells(f"B{row}:C{row}")
    provinces = DataValidation(type="list", formula1="=Lists!$A$2:$A$4", allow_blank=True)
    provinces.add("B5")
    sheet.add_data_validation(provinces)

    sheet = book.create_sheet("Revenue")
    sheet["A1"] = "Revenue (thousand EUR)"
    for column, label in zip("ABCDE", ["Code", "Item", "2024 Accounts", "2026 Plan", "Comments"]):
        sheet[f"{column}4"] = label
    for row, (code, item, formula) in enumerate(REVENUE, start=5):
        sheet[f"A{row}"], sheet[f"B{row}"] = code, item
        if formula:
            sheet[f"C{row}"], sheet[f"D{row}"] = formula, formula.replace("C", "D")
    sheet["A10"] = "TOTAL"
    sheet["C10"], sheet["D10"] = "=C5+C8", "=D5+D8"

    sheet = book.create_sheet("Pupils")
    sheet["A1"] = "Pupils by age and sex"
    for column, label in zip("ABCD", ["Age", "Boys", "Girls", "Both"]):
        sheet[f"{column}4"] = label
    for row, age in enumerate(["Under 6", "6 to 11", "12 and over", "All ages"], start=5):
        sheet[f"A{row}"], sheet[f"D{row}"] = age, f"=B{row}+C{row}"
    sheet["B8"], sheet["C8"] = "=SUM(B5:B7)", "=SUM(C5:C7)"

    sheet = book.create_sheet("Schools")
    sheet["A1"] = "Schools by type"
    for number, top in enumerate([3, 13], start=1):
        sheet[f"A{top}"] = f"School type {number}: {['Primary', 'Secondary'][number - 1]} schools"
        sheet[f"A{top + 1}"] = "Head of inspection"
        for column, label in zip("ABC", ["School ID", "Name of school", "Pupils"]):
            sheet[f"{column}{top + 2}"] = label
        sheet[f"B{top + 8}"], sheet[f"C{top + 8}"] = "Total", f"=SUM(C{top + 3}:C{top + 7})"

    sheet = book.create_sheet("Lists")
    sheet.sheet_state = "hidden"
    for row, text in enumerate(["Province", "Northmark", "Southmark", "Lakeland"], start=1):
        sheet.cell(row, 1, text)
    return book


if __name__ == "__main__":
    make("ministry", ministry, MINISTRY)
    make("grant", grant, GRANT)
    make("bilingual", bilingual, BILINGUAL)
    save(projects(), {}, "projects", "blank")
    save(calculated(projects()), PROJECTS, "projects", "filled")
    expect("projects", PROJECTS)
    make("council", council, COUNCIL)
