#!/usr/bin/env python3
"""Writes down what a person reads in the sample returns of the co-production survey, before any normalisation.

For each readable return <file>, co-production/<file>.csv: table,record,field,value in the order of the tables and of
the sheet. Tables and fields are named as in Pipelines/co-production/pipeline.yaml; everything else here is independent
of Canvass and of the makers of the samples: answers are found by the labels beside and above them.

  value     what the formula bar of a spreadsheet program shows: 4200000 and not 4,200,000; -8% for a share with a
            percent format; dates as YYYY-MM-DD; TRUE and FALSE; error values as they are; text with its white space
  record    counts the table's records in reading order (row by row, then left to right), from 1
  stages, partners    where they are columns to be marked: the headings of the marked ones, joined by "; "

Not written: empty cells; the result of a formula that was saved without one; the second cell of a merged answer.
"""

import csv
import datetime
import re
import sys
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[2] / "SampleInputs/co-production"

COVER = {
    r"1\.1 ": "country", r"1\.2 ": "body", r"1\.3 ": "body_level", r"1\.4 ": "completed", r"1\.5 ": "language",
    r"2\.1 ": "currency", r"2\.2 ": "practice_count", r"2\.3 ": "remarks",
}
# the beginning of a column's heading, or of a label in a block -> field
PRACTICE = {
    "No.": "number", "N°": "number", "Title": "title", "Intitulé": "title", "Service area": "area", "Domaine": "area",
    "Level": "level", "Niveau": "level", "Type": "type", "Degree": "change", "Degré": "change",
    "Start": "start_year", "Année": "start_year", "Annual budget": "budget", "Budget annuel": "budget",
    "Change in cost": "cost_change", "Variation": "cost_change", "Users reached": "users_reached",
    "Usagers touchés": "users_reached", "Before": "satisfaction_before", "Avant": "satisfaction_before",
    "After": "satisfaction_after", "Après": "satisfaction_after", "Satisfaction before": "satisfaction_before",
    "Satisfaction avant": "satisfaction_before", "Satisfaction after": "satisfaction_after",
    "Satisfaction après": "satisfaction_after", "Leading": "leading_edge", "Pratique de pointe": "leading_edge",
    "Short": "description", "Brève": "description", "Stages (": "stages", "Étapes (": "stages",
    "Partners (": "partners", "Partenaires (": "partners",
}
GROUPS = {"Stages": "stages", "Étapes": "stages", "Partners": "partners", "Partenaires": "partners"}
FIELDS = [
    "number", "title", "area", "level", "stages", "type", "change", "partners", "start_year", "budget", "cost_change",
    "users_reached", "satisfaction_before", "satisfaction_after", "leading_edge", "description",
]
Grid = list[list[str]]
Record = dict[str, str]


def shown(cell) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime.datetime():
            return value.date().isoformat()
        case float() | int() if "%" in cell.number_format:
            return f"{round(value * 100, 10):g}%"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return str(value)


def sheets(path: Path) -> list[Grid]:
    if path.suffix == ".csv":
        data = path.read_bytes()
        text = data.decode("utf-16") if data.startswith(b"\xff\xfe") else data.decode("cp1252")
        return [list(csv.reader(text.splitlines(keepends=True), delimiter="\t" if "\t" in text else ";"))]
    book = openpyxl.load_workbook(path, data_only=True)
    return [[[shown(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)] for sheet in book]


def field_of(heading: str) -> str | None:
    longest = max((words for words in PRACTICE if heading.startswith(words)), key=len, default=None)
    return PRACTICE.get(longest)


def forward(cells: list[str]) -> list[str]:
    """A header row with merged cells: each text holds for the empty cells to its right."""
    result, last = [], ""
    for cell in cells:
        last = cell or last
        result.append(last)
    return result


def row_with(grid: Grid, column: int, *texts: str) -> int:
    return next(i for i, row in enumerate(grid) if row[column] in texts)


def cover(grid: Grid) -> list[Record]:
    record = {}
    for row in grid:
        for number, field in COVER.items():
            if re.match(number, row[1]):
                answer = row[3] if len(row) > 3 else row[2]
                if answer:
                    record[field] = answer
    return [record]


def services(grid: Grid) -> list[Record]:
    top = row_with(grid, 1, "Service area (COFOG division)", "Domaine de service (division CFAP)")
    partners, stages = forward(grid[top]), grid[top + 1]
    columns = [i for i in range(2, len(stages)) if stages[i] and stages[i] != "Remarks"]
    return [
        {"division": row[1], "partner": partners[i], "stage": stages[i], "depth": row[i]}
        for row in grid[top + 2:] if row[1] for i in columns if row[i]
    ]


def practice_rows(grid: Grid) -> list[Record]:
    top = row_with(grid, 1, "No.", "N°")
    groups, below = forward(grid[top]), grid[top + 1]
    records = []
    for row in grid[top + 2:]:
        if row[2] == "Total":
            break
        if not any(row[2:]):
            continue
        record: Record = {}
        for i, value in enumerate(row):
            group = GROUPS.get(groups[i]) if below[i] else None
            field = field_of(below[i] or grid[top][i])
            if value and group:
                record[group] = "; ".join(filter(None, [record.get(group), below[i]]))
            elif value and field:
                record[field] = value
        records.append(record)
    return records


def practice_blocks(grid: Grid) -> list[Record]:
    records: list[Record] = []
    for row in grid:
        if match := re.fullmatch(r"(?:Practice|Pratique) (\d+)", row[1]):
            records.append({"number": match[1]})
        elif records and row[2] and (field := field_of(row[1])):
            records[-1][field] = row[2]
    return [record for record in records if len(record) > 1]


def practices(grid: Grid) -> list[Record]:
    blocks = any(re.fullmatch(r"(Practice|Pratique) 1", row[1]) for row in grid)
    return [{field: record[field] for field in FIELDS if field in record}
            for record in (practice_blocks(grid) if blocks else practice_rows(grid))]


def benefits(grid: Grid) -> list[Record]:
    top = row_with(grid, 1, "Benefit realised", "Avantage obtenu")
    return [
        {"benefit": row[1], "practice": grid[top + 1][i], "score": row[i]}
        for row in grid[top + 2:] if row[1] for i in range(2, len(row)) if row[i]
    ]


def barriers(grid: Grid) -> list[Record]:
    top = row_with(grid, 1, "Barrier", "Obstacle")
    names = ["barrier", "importance", "treatment"]
    return [
        {name: value for name, value in zip(names, row[1:4]) if value}
        for row in grid[top + 1:] if row[1] and (row[2] or row[3])
    ]


# What the sheet says in a cell of its first rows -> table, reader, in the order in which tables are written.
READERS = {
    "returns": (r"1\.1 ", cover),
    "services": ("Extent and depth|Étendue et profondeur", services),
    "practices": ("Examples of|Exemples de", practices),
    "benefits": ("Benefits realised|Avantages obtenus", benefits),
    "barriers": ("Barriers met|Obstacles rencontrés", barriers),
}


def read(path: Path) -> list[list]:
    grids = sheets(path)
    lines = []
    for table, (mark, reader) in READERS.items():
        for grid in grids:
            if any(len(row) > 1 and re.match(mark, row[1]) for row in grid[:6]):
                for number, record in enumerate(reader(grid), start=1):
                    lines += [[table, number, field, value] for field, value in record.items()]
    return lines


def main() -> None:
    counted = csv.DictReader(open(HERE.parent / "counts/co-production.csv", encoding="utf-8"))
    counts = {(row["file"], row["table"]): int(row["records"]) for row in counted}
    for name in dict.fromkeys(file for file, _ in counts):
        lines = read(SAMPLES / name)
        for table in ["services", "practices", "benefits", "barriers"]:
            found = len({number for t, number, *_ in lines if t == table})
            if found != counts[name, table]:
                sys.exit(f"{name}: {found} records of {table} read, {counts[name, table]} counted")
        with open(HERE / f"co-production/{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["table", "record", "field", "value"])
            writer.writerows(lines)


if __name__ == "__main__":
    main()
