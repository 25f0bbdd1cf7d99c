#!/usr/bin/env python3
"""Forty good sample returns, altered at random by openpyxl: rows, columns and sheets inserted, deleted, moved and renamed.

python3 -m venv VENV && VENV/bin/pip install openpyxl==3.1.5 && VENV/bin/python make_mutated.py
Seeded, so that the same script gives the same alterations. The files are tracked, with `mutated.tsv`, which says what was done: file, source,
what became of the sheets' names, and the alterations.

openpyxl moves cells, but neither merged ranges nor defined names; both are moved here, as spreadsheet programs do. Lines are deleted only
where something is printed in them: of others nothing in the file would tell.
"""

import datetime
import random
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "SampleInputs/co-production"
SOURCES = ["CPS-2026-AUS.xlsx", "Copy of CPS-2026-IRL.xlsx", "Questionnaire coproduction (Belgique).xlsx",
           "CPS-2026-NOR.xlsx", "CPS_CH_2026_rev1.xlsx", "CPS-2026-KOR-v2.xlsx", "CPS-2026-CAN_FR.xlsx"]
MADE = datetime.datetime(2026, 4, 15, 12)
WORDS = ["Please see the annex", "Contact unit", "Our remarks", None]


class Altered:
    def __init__(self, number):
        self.random = random.Random(number)
        self.source = SOURCES[number % len(SOURCES)]
        self.book = openpyxl.load_workbook(SAMPLES / self.source)
        self.keep_results(openpyxl.load_workbook(SAMPLES / self.source, data_only=True))
        self.names = {name: name for name in self.book.sheetnames}
        self.done = []

    def keep_results(self, results):
        """openpyxl does not store the results of formulas: an answer that is one would be lost. The totals stay formulas."""
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and "SUM(" not in str(cell.value):
                        cell.value = results[sheet.title][cell.coordinate].value

    def sheet(self):
        return self.random.choice([sheet for sheet in self.book if sheet.sheet_state == "visible" and sheet.max_row > 3])

    def shift(self, sheet, first, count, columns):
        """Moves merged ranges and names behind inserted (or deleted) lines."""
        def move(line):
            if line < first:
                return line
            return line + count if count > 0 or line >= first - count else None
        for area in list(sheet.merged_cells.ranges):
            left, top, right, bottom = area.bounds
            sheet.merged_cells.remove(area)
            lines = [move(line) for line in range(left if columns else top, (right if columns else bottom) + 1)]
            lines = [line for line in lines if line]
            if not lines:
                continue
            ends = min(lines), max(lines)
            box = (ends[0], top, ends[1], bottom) if columns else (left, ends[0], right, ends[1])
            if box[:2] != box[2:]:
                sheet.merged_cells.add(f"{get_column_letter(box[0])}{box[1]}:{get_column_letter(box[2])}{box[3]}")
        for name, defined in list(self.book.defined_names.items()):
            match = re.fullmatch(r"'?(.+?)'?!(\$[A-Z]+\$\d+)", defined.attr_text or "")
            if not match or match[1] != sheet.title:
                continue
            column, row, _, _ = range_boundaries(match[2].replace("$", ""))
            place = (move(column), row) if columns else (column, move(row))
            defined.attr_text = (f"'{sheet.title}'!${get_column_letter(place[0])}${place[1]}" if all(place) else "#REF!")

    def insert_rows(self):
        sheet, count = self.sheet(), self.random.randint(1, 3)
        at, words = self.random.randint(1, sheet.max_row), self.random.choice(WORDS)
        sheet.insert_rows(at, count)
        self.shift(sheet, at, count, columns=False)
        sheet.cell(at, 2, words)
        return f"{count} rows inserted at {sheet.title}!{at}, saying {words}"

    def insert_column(self):
        sheet, words = self.sheet(), self.random.choice(WORDS)
        at = self.random.randint(1, sheet.max_column)
        sheet.insert_cols(at)
        self.shift(sheet, at, 1, columns=True)
        if words:
            for row in (4, 5, 7):
                sheet.cell(row, at, f"{words} {row}")
        return f"a column inserted at {sheet.title}!{get_column_letter(at)}, saying {words}"

    def delete_row(self):
        sheet = self.sheet()
        printed = [row for row in range(1, sheet.max_row + 1) if isinstance(sheet.cell(row, 2).value, (str, int))]
        at = self.random.choice(printed)
        sheet.delete_rows(at)
        self.shift(sheet, at, -1, columns=False)
        return f"row {sheet.title}!{at} deleted"

    def rename_label(self):
        sheet = self.sheet()
        labels = [sheet.cell(row, 2) for row in range(3, sheet.max_row + 1) if isinstance(sheet.cell(row, 2).value, str)]
        if not labels:
            return None
        cell = self.random.choice(labels)
        place = self.random.randrange(len(cell.value))
        cell.value = self.random.choice([
            cell.value.upper(), "9. " + cell.value, cell.value + " *", cell.value.replace(" ", "\n"),
            cell.value[:place] + "x" + cell.value[place + 1:], "Something else altogether"])
        return f"{sheet.title}!{cell.coordinate} says {cell.value!r}"

    def rename_sheet(self):
        sheet = self.sheet()
        old = sheet.title
        new = self.random.choice([old.upper(), old + " 2026", "Our answers", "Sheet17"])
        if new in self.book.sheetnames:
            return None
        for defined in self.book.defined_names.values():
            if (defined.attr_text or "").replace("'", "").startswith(f"{old}!"):
                defined.attr_text = f"'{new}'!{defined.attr_text.rsplit('!', 1)[1]}"
        sheet.title = new
        self.names = {name: new if now == old else now for name, now in self.names.items()}
        return f"sheet {old} renamed to {new}"

    def move_sheet(self):
        sheet = self.sheet()
        offset = self.random.randint(-3, 3)
        self.book.move_sheet(sheet, offset)
        return f"sheet {sheet.title} moved by {offset}"

    def delete_sheet(self):
        sheet = self.sheet()
        self.names = {name: "" if now == sheet.title else now for name, now in self.names.items()}
        self.book.remove(sheet)
        return f"sheet {sheet.title} deleted"

    def copy_sheet(self):
        sheet = self.sheet()
        copy = self.book.copy_worksheet(sheet)
        return f"sheet {sheet.title} copied as {copy.title}"

    def add_sheet(self):
        sheet = self.book.create_sheet("Annex 3", self.random.randint(0, 3))
        for row in range(1, 4):
            sheet.cell(row, 1, f"A remark of ours, number {row}")
        return "a sheet Annex 3 added"

    def alter(self):
        ways = [self.insert_rows, self.insert_rows, self.insert_column, self.insert_column, self.delete_row,
                self.rename_label, self.rename_label, self.rename_sheet, self.move_sheet, self.delete_sheet,
                self.copy_sheet, self.add_sheet]
        for way in self.random.sample(ways, self.random.randint(1, 3)):
            if done := way():
                self.done.append(done)

    def save(self, file):
        self.book.properties.created = self.book.properties.modified = MADE
        self.book.save(file)
        with zipfile.ZipFile(file) as package:
            parts = [(info.filename, package.read(info)) for info in package.infolist()]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
            for name, content in parts:
                if name == "docProps/core.xml":
                    content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2026-04-15T12:00:00Z<", content)
                package.writestr(zipfile.ZipInfo(name, (2026, 4, 15, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main():
    lines = []
    for number in range(1, 41):
        one = Altered(number)
        one.alter()
        file = f"{number:02}.xlsx"
        one.save(HERE / file)
        changed = "|".join(f"{old}>{new}" for old, new in one.names.items() if old != new)
        done = " | ".join(one.done).replace("\n", "\\n").replace("\t", " ")
        lines.append("\t".join([file, one.source, changed, done]))
    (HERE / "mutated.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
