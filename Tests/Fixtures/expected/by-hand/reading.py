"""Takes down what a person reads in a return; co_production.py and municipal_services.py say what was read.

Nothing is looked up by its label. Raw texts are copied from the cells that the reader names, and the script stops where
a plain number or a row of crosses is not what was written down: it guards against slips of the pen and decides nothing.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[3] / "SampleInputs"
COLUMNS = ["table", "record", "field", "sheet", "cell", "raw", "value", "status", "unread"]


class Odd:
    """An answer that is not published as typed: its value, or none and why; `status` where a mark says so."""

    def __init__(self, value: str = "", unread: str = "", status: str = ""):
        self.value, self.unread, self.status = value, unread, status


M = Odd(status="M", unread="a mark: there is no such figure")
L = Odd(status="L", unread="a mark: there is a figure, it was not given")
O = Odd(status="O", unread="a mark: no figure")  # noqa: E741
MARKS = {"n.a.": M, "s.o.": M, "..": L, "...": L, ":": O, "-": O}


def number(text: str) -> str:
    """A decimal number as it is published: no zeros that say nothing."""
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def typed(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case datetime.datetime():
            return value.date().isoformat()
        case float():
            return number(repr(value))
        case _:
            return str(value)


class Return:
    def __init__(self, survey: str, name: str, file: str, encoding: str = "", delimiter: str = ""):
        self.survey, self.name, self.file = survey, name, file
        self.lines: list[list[str]] = []
        self.counts: dict[str, int] = {}
        path = SAMPLES / survey / file
        if encoding:
            text = path.read_bytes().decode(encoding)
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            self.sheets = {"": {}}
            for y, row in enumerate(rows, 1):
                for x, cell in enumerate(row, 1):
                    if cell:
                        self.sheets[""][f"{openpyxl.utils.get_column_letter(x)}{y}"] = cell
        else:
            shown = openpyxl.load_workbook(path, data_only=True)
            behind = openpyxl.load_workbook(path)
            self.sheets = {}
            for sheet in shown.worksheets:
                cells = {}
                for row in sheet.iter_rows():
                    for cell in row:
                        # A formula that was saved without a result: the formula is all there is.
                        value = behind[sheet.title][cell.coordinate].value if cell.value is None else cell.value
                        if value is not None:
                            cells[cell.coordinate] = typed(value)
                self.sheets[sheet.title] = cells

    def begin(self, table: str) -> None:
        self.counts[table] = self.counts.get(table, 0) + 1

    def say(self, table: str, field: str, sheet: str, cell: str, value: "str | Odd") -> None:
        raw = self.sheets[sheet][cell]
        if not isinstance(value, Odd):
            if re.fullmatch(r"-?\d+(\.\d+)?", raw) and re.fullmatch(r"-?\d+(\.\d+)?", value):
                assert number(raw) == value or field in ("service", "value"), (self.name, sheet, cell, raw, value)
            value = Odd(value)
        record = str(self.counts[table])
        self.lines.append([table, record, field, sheet, cell, raw, value.value, value.status, value.unread])

    def has(self, sheet: str, cell: str) -> bool:
        return cell in self.sheets[sheet]

    def raw(self, sheet: str, cell: str) -> str:
        return self.sheets[sheet][cell]

    # The sheets of the co-production survey, as they were read.

    def cover(self, sheet: str, column: str, **values: "str | Odd") -> None:
        """The cover has the answers to 1.1-1.5 in rows 5-9 and to 2.1-2.3 in rows 12-14 of one column."""
        rows = {"country": 5, "body": 6, "body_level": 7, "completed": 8, "language": 9, "currency": 12,
                "practice_count": 13, "remarks": 14}  # fmt: skip
        self.begin("returns")
        for field, row in rows.items():
            cell = f"{column}{row}"
            assert self.has(sheet, cell) == (field in values), (self.name, cell)
            if field in values:
                self.say("returns", field, sheet, cell, values[field])

    def services(self, depth: dict, rows: "dict | None" = None, columns: "dict | None" = None, odd: "dict | None" = None):
        """Rows 6-15 are the divisions 01-10; C-E are the users' stages, F-H the citizens', I-K the CSOs'."""
        rows = rows or {row: f"{row - 5:02}" for row in range(6, 16)}
        columns = columns or {
            "C": ("C", "users", "design"), "D": ("C", "users", "delivery"), "E": ("C", "users", "review"),
            "F": ("F", "citizens", "design"), "G": ("F", "citizens", "delivery"), "H": ("F", "citizens", "review"),
            "I": ("I", "csos", "design"), "J": ("I", "csos", "delivery"), "K": ("I", "csos", "review"),
        }  # fmt: skip
        sheet = "Services"
        for row, division in rows.items():
            for column, (group, partner, stage) in columns.items():
                cell = f"{column}{row}"
                if not self.has(sheet, cell):
                    continue
                self.begin("services")
                self.say("services", "division", sheet, f"B{row}", division)
                self.say("services", "partner", sheet, f"{group}4", partner)
                self.say("services", "stage", sheet, f"{column}5", stage)
                self.say("services", "depth", sheet, cell, (odd or {}).get(cell) or depth[self.raw(sheet, cell)])

    def practice(self, sheet: str, row: int, shift: bool = False, **said: "str | Odd") -> None:
        """A row of the table of practices; `shift` where a column stands before the start year that nobody asked for."""
        after = "OPQRSTUV" if shift else "NOPQRSTU"
        columns = {"number": "B", "title": "C", "area": "D", "level": "E", "type": "I", "change": "J"} | dict(
            zip(["start_year", "budget", "cost_change", "users_reached", "satisfaction_before", "satisfaction_after",
                 "leading_edge", "description"], after))  # fmt: skip
        marks = {"stages": {"design": "F", "delivery": "G", "review": "H"},
                 "partners": {"users": "K", "citizens": "L", "csos": "M"}}  # fmt: skip
        self.begin("practices")
        for field in ["number", "title", "area", "level", "stages", "type", "change", "partners", "start_year", "budget",
                      "cost_change", "users_reached", "satisfaction_before", "satisfaction_after", "leading_edge",
                      "description"]:  # fmt: skip
            if field in marks:
                for code, column in marks[field].items():
                    crossed = code in said[field].split(";")
                    assert crossed == self.has(sheet, f"{column}{row}"), (self.name, field, row, code)
                    if crossed:
                        self.say("practices", field, sheet, f"{column}{row}", said[field])
                continue
            self.answer(field, sheet, f"{columns[field]}{row}", said)

    def block(self, sheet: str, row: int, **said: "str | Odd") -> None:
        """A block of version 1.0: the heading in B, and fifteen answers in C from the row below it."""
        self.begin("practices")
        self.say("practices", "number", sheet, f"B{row}", said["number"])
        for below, field in enumerate(
            ["title", "area", "level", "stages", "type", "change", "partners", "start_year", "budget", "cost_change",
             "users_reached", "satisfaction_before", "satisfaction_after", "leading_edge", "description"], 1):  # fmt: skip
            self.answer(field, sheet, f"C{row + below}", said)

    def answer(self, field: str, sheet: str, cell: str, said: dict) -> None:
        if field in ("title", "description"):
            # Prose is published as it stands, but for white space at its ends.
            self.say("practices", field, sheet, cell, self.raw(sheet, cell).strip())
            return
        if said[field] is None:
            assert not self.has(sheet, cell), (self.name, cell)
            return
        self.say("practices", field, sheet, cell, said[field])

    def benefits(self, sheet: str, columns: dict, odd: "dict | None" = None) -> None:
        """Rows 6-11 are the six benefits; the columns' practices stand in row 5."""
        for row, benefit in enumerate(["effectiveness", "cost", "satisfaction", "quality", "value", "involvement"], 6):
            for column, practice in columns.items():
                cell = f"{column}{row}"
                if not self.has(sheet, cell):
                    continue
                self.begin("benefits")
                self.say("benefits", "benefit", sheet, f"B{row}", benefit)
                self.say("benefits", "practice", sheet, f"{column}5", practice)
                self.say("benefits", "score", sheet, cell, (odd or {}).get(cell) or self.raw(sheet, cell))

    def barriers(self, sheet: str, odd: "dict | None" = None) -> None:
        """Rows 5-16 are the twelve barriers; a row without importance and without an answer holds no record."""
        codes = ["resources", "resistance", "risk", "accountability", "probity", "legal", "political", "incentives",
                 "vulnerable", "digital", "privacy", "evidence"]  # fmt: skip
        for row, code in enumerate(codes, 5):
            if not self.has(sheet, f"C{row}") and not self.has(sheet, f"D{row}"):
                continue
            self.begin("barriers")
            self.say("barriers", "barrier", sheet, f"B{row}", code)
            if self.has(sheet, f"C{row}"):
                self.say("barriers", "importance", sheet, f"C{row}", (odd or {}).get(f"C{row}") or self.raw(sheet, f"C{row}"))
            if self.has(sheet, f"D{row}"):
                self.say("barriers", "treatment", sheet, f"D{row}", self.raw(sheet, f"D{row}"))

    # The table of the municipal survey: columns A-G, one record in each row.

    def observations(self, sheet: str, first: int, last: int, service: dict, indicator: dict, quarter: dict,
                     plain: Callable[[str], str], odd: "dict | None" = None) -> None:  # fmt: skip
        units = {"€": "EUR"} | {u: u for u in ["EUR", "PERSONS", "FTE", "DAYS", "SCORE", "HOURS", "NUMBER"]}
        status = {"c": "Q", "e": "E", "L": "L", "M": "M", "O": "O"}
        for row in range(first, last + 1):
            self.begin("observations")
            for column, field, read in [
                ("A", "municipality", lambda t: t), ("B", "service", service.__getitem__),
                ("C", "indicator", indicator.__getitem__), ("D", "quarter", quarter.__getitem__),
                ("E", "value", lambda t: MARKS.get(t) or number(plain(t))), ("F", "unit", units.__getitem__),
                ("G", "obs_status", status.__getitem__),
            ]:  # fmt: skip
                cell = f"{column}{row}"
                if self.has(sheet, cell):
                    value = (odd or {}).get(cell) or read(self.raw(sheet, cell))
                    self.say("observations", field, sheet, cell, value)

    def write(self) -> None:
        for line in self.lines:
            assert line[6] or line[8], (self.name, line)
        target = HERE / self.survey / f"{self.name}.csv"
        target.parent.mkdir(exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(self.lines)
