#!/usr/bin/env python3
"""Makes a blank questionnaire and returns of it, altered in one way each (XlsxWriter). Everything in them is invented.

python3 -m venv VENV && VENV/bin/pip install XlsxWriter==3.3.1 && VENV/bin/python make_template_fixtures.py
The files are tracked: the tests do not need Python.
"""

import base64
import datetime
import io
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

INSTRUCTIONS = {
    "B1": "How to fill in this questionnaire",
    "B2": "Please fill in the white cells only.",
    "B3": "Send it back by the end of May.",
}
COVER = {
    "B2": "An invented questionnaire",
    "B3": "Template version 2.0",
    "B5": "Country",
    "B6": "Reporting body",
    "B7": "Date of completion",
    "B8": "Total amount",
    "C8": "in euro",
    "D7": "< dd/mm/yyyy >",
    "B10": "Remarks",
}
PRACTICES = {
    "B2": "Examples, one row for each practice",
    "B4": "No.",
    "C4": "Title of the practice",
    "G4": "Start year",
    "D5": "Planning",
    "E5": "Delivery",
    "F5": "Review",
    "H5": "Before",
    "I5": "After",
    **{f"B{row}": row - 5 for row in range(6, 12)},
    "C12": "Total",
    "H12": "=SUM(H6:H11)",
    "I12": "=SUM(I6:I11)",
    "B14": "Notes: amounts in euro, not in thousands.",
}
SERVICES = {
    "B2": "Depth of input by service area",
    "B4": "Service area",
    **{f"{column}5": stage for column, stage in zip("CDEFGH", ["Planning", "Delivery", "Review"] * 2)},
    "B6": "Health",
    "B7": "Education",
    "B8": "Housing",
}
ANSWERS = {
    "Cover": {"D5": "Norway", "D6": "Agency of Examples", "D7": datetime.date(2026, 3, 2), "D8": 1250.5,
              "B11": "None so far."},
    "Practices": {"C6": "Reading hours", "D6": "X", "G6": 2019, "H6": 10, "I6": 12,
                  "C7": "Street lights", "E7": "X", "F7": "X", "G7": 2021, "H7": 5, "I7": 4},
    "Services": {"C6": "some", "D7": "none", "H8": "substantial", "F7": "some"},
}


class Questionnaire:
    """The sheets as cells by address; a test's change may put, take and shift cells before they are written."""

    def __init__(self, filled=True):
        self.sheets = {"Instructions": dict(INSTRUCTIONS), "Cover": dict(COVER), "Practices": dict(PRACTICES),
                       "Services": dict(SERVICES)}
        self.merges = {"Practices": ["D4:F4 Stages", "H4:I4 Budget"], "Services": ["C4:E4 Users", "F4:H4 Citizens"]}
        self.comments = {("Cover", "B8"): "All amounts in euro, please."}
        self.pictures = [("Cover", "F1")]
        self.text_boxes = []
        if filled:
            for name, cells in ANSWERS.items():
                self.sheets[name].update(cells)

    def write(self, name):
        book = xlsxwriter.Workbook(str(HERE / f"template-{name}.xlsx"))
        book.set_properties({"created": datetime.datetime(2026, 1, 15, 12)})
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        centred = book.add_format({"align": "center"})
        for title, cells in self.sheets.items():
            sheet = book.add_worksheet(title)
            for area in self.merges.get(title, []):
                place, text = area.split(" ", 1)
                sheet.merge_range(place, text, centred)
            for address, value in cells.items():
                if isinstance(value, datetime.date):
                    sheet.write_datetime(address, datetime.datetime.combine(value, datetime.time()), date)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(address, value, None, 15)
                else:
                    sheet.write(address, value)
            for (where, address), text in self.comments.items():
                if where == title:
                    sheet.write_comment(address, text)
            for where, address in self.pictures:
                if where == title:
                    sheet.insert_image(address, "logo.png", {"image_data": io.BytesIO(PICTURE)})
            for where, address, text in self.text_boxes:
                if where == title:
                    sheet.insert_textbox(address, text)
        book.define_name("s_country", "=Cover!$D$5")
        book.define_name("S_BODY", "=Cover!$D$6")
        book.close()

    def shift_rows(self, title, at, count):
        """Inserts rows, or deletes them where the count is negative."""
        self.sheets[title] = {place: value for place, value in (
            (moved_row(address, at, count), value) for address, value in self.sheets[title].items()) if place}
        areas = []
        for area in self.merges.get(title, []):
            place, text = area.split(" ", 1)
            areas.append(":".join(moved_row(corner, at, count) for corner in place.split(":")) + " " + text)
        self.merges[title] = areas

    def shift_columns(self, title, at, count):
        def move(address):
            letter, row = address[0], address[1:]
            return (chr(ord(letter) + count) if letter >= at else letter) + row
        self.sheets[title] = {move(address): value for address, value in self.sheets[title].items()}
        self.merges[title] = [":".join(move(corner) for corner in area.split(" ", 1)[0].split(":")) + " "
                              + area.split(" ", 1)[1] for area in self.merges.get(title, [])]


def moved_row(address, at, count):
    letter, row = address[0], int(address[1:])
    if count < 0 and at <= row < at - count:
        return None
    return f"{letter}{row + count if row >= at else row}"


def rows(one):
    """Two rows above the table's header, one with a remark; a row of the matrix is gone."""
    one.shift_rows("Practices", 4, 2)
    one.sheets["Practices"]["C4"] = "Kindly prepared by our planning unit"
    one.shift_rows("Services", 8, -1)


def moved(one):
    """The first row of the matrix became its last, and the column of years stands behind those of the budget."""
    sheet = one.sheets["Services"]
    health = {address: sheet.pop(address) for address in list(sheet) if address[1:] == "6"}
    one.shift_rows("Services", 6, -1)
    one.sheets["Services"].update({address[0] + "8": value for address, value in health.items()})
    sheet = one.sheets["Practices"]
    order = {"G": "I", "H": "G", "I": "H"}
    one.sheets["Practices"] = {order.get(address[0], address[0]) + address[1:]: value
                               for address, value in sheet.items()}
    one.merges["Practices"][1] = "G4:H4 Budget"


def columns(one):
    """A column of remarks in the matrix, and one in front of the table."""
    one.shift_columns("Services", "F", 1)
    one.sheets["Services"].update({"F5": "Remarks", "F6": "since 2020"})
    one.shift_columns("Practices", "B", 1)


def labels(one):
    """Printed texts say something else, or are gone."""
    one.sheets["Cover"]["B2"] = "Return of the agency"
    one.sheets["Practices"]["B14"] = "Notes: amounts in thousands of euro."
    del one.sheets["Services"]["B2"]
    one.sheets["Practices"]["B9"] = 44


def typed(one):
    """A total typed over its formula, and text where no answer belongs."""
    one.sheets["Practices"]["H12"] = 16
    one.sheets["Practices"]["K7"] = "see our annex"
    one.sheets["Cover"]["G5"] = 42
    one.sheets["Cover"]["B20"] = "Please call us."
    one.sheets["Instructions"]["B7"] = "Whom may we ask?"
    one.comments[("Practices", "C6")] = "Began as a trial."


def sheets(one):
    """A sheet more, one less, one under another name."""
    one.sheets["Annex"] = {"A1": "Our annex", "B3": 3, "C4": "three cells"}
    one.sheets["How to"] = one.sheets.pop("Instructions")
    one.pictures = []


def pictures(one):
    """A second picture beside the questionnaire's own, and a text box."""
    one.pictures.append(("Cover", "F12"))
    one.text_boxes.append(("Services", "J3", "We do not agree with the areas."))


def many(one):
    """Thirty lines of prose below the cover."""
    for row in range(30):
        one.sheets["Cover"][f"B{row + 20}"] = f"And another thing, number {row + 1}"


def without_instructions(one):
    """The instructions are gone."""
    del one.sheets["Instructions"]


if __name__ == "__main__":
    Questionnaire(filled=False).write("blank")
    Questionnaire().write("unaltered")
    unfilled = Questionnaire(filled=False)
    del unfilled.sheets["Cover"]["D7"]
    unfilled.write("unfilled")
    for change in [rows, moved, columns, labels, typed, sheets, pictures, many, without_instructions]:
        one = Questionnaire()
        change(one)
        one.write(change.__name__.replace("_", "-"))
