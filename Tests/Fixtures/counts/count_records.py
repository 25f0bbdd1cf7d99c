#!/usr/bin/env python3
"""Counts the records that a person can see in the sample returns, without any of Canvass's own code.

Writes co-production.csv and municipal-services.csv beside this script: file,sha12,table,records, one line for each
readable return and table (0 where a return has none). Canvass's tests hold the published and rejected records to them.

What a record is:
  returns       1 for each workbook: it has a cover, which a CSV file of the practices has not
  services      a non-empty answer cell of the matrix (marks such as n.a. count; inserted columns do not)
  practices     a row or block with anything in it beside the preprinted number (hidden rows count)
  benefits      a non-empty answer cell of the matrix
  barriers      a row in which the importance or the way it was dealt with is not empty
  observations  a row below the header of a municipality's table

Needs openpyxl (Scripts/make-samples runs it in its virtual environment). It knows nothing of how the samples are made:
sheets are found by the title in their first row, tables by their headings.
"""

import csv
import hashlib
import re
import sys
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[2] / "SampleInputs"

# Looked at by hand: these cannot be read by anybody, and each must indeed fail to open.
UNREADABLE = {
    "CPS-2026-ITA.xlsx", "CPS-2026-NZL (1).xlsx", "CPS_MEX_2010.xlsx", "Annex Denmark.pdf", "~$CPS-2026-FIN.xlsx",
}
TITLES = {  # the first words of a sheet's title -> table
    "Extent and depth": "services", "Étendue et profondeur": "services",
    "Examples of co-production": "practices", "Exemples de coproduction": "practices",
    "Benefits realised": "benefits", "Avantages obtenus": "benefits",
    "Barriers met": "barriers", "Obstacles rencontrés": "barriers",
}
STAGES = {
    "Planning and design", "Delivery", "Review and evaluation",
    "Planification et conception", "Prestation", "Suivi et évaluation",
}
TABLES = ["returns", "services", "practices", "benefits", "barriers"]
Grid = list[list]  # rows of cell contents; None and "" are empty


def empty(value) -> bool:
    return value is None or value == ""


def column(grid: Grid, index: int) -> list:
    return [row[index] if index < len(row) else None for row in grid]


def services(grid: Grid) -> int:
    header = next(i for i, row in enumerate(grid) if sum(cell in STAGES for cell in row) == 9)
    columns = [i for i, cell in enumerate(grid[header]) if cell in STAGES]
    areas = [row for row in grid[header + 1:] if re.match(r"\d\d ", str(row[1] or ""))]
    assert len(areas) == 10, "ten divisions"
    return sum(not empty(row[i]) for row in areas for i in columns)


def practices(grid: Grid) -> int:
    headings = [i for i, cell in enumerate(column(grid, 1)) if re.fullmatch(r"(Practice|Pratique) \d+", str(cell))]
    if headings:  # the older template: blocks of label (B) and answer (C)
        ends = [*headings[1:], len(grid)]
        return sum(any(not empty(cell) for cell in column(grid, 2)[first + 1:last])
                   for first, last in zip(headings, ends))
    header = next(i for i, cell in enumerate(column(grid, 1)) if cell in ("No.", "N°"))
    total = next(i for i, cell in enumerate(column(grid, 2)) if cell == "Total")
    numbered = [row for row in grid[header + 1:total] if re.fullmatch(r"\d+", str(row[1]))]
    assert len(numbered) == 20, "twenty preprinted rows"
    return sum(any(not empty(cell) for cell in row[2:]) for row in numbered)


def benefits(grid: Grid) -> int:
    header = next(i for i, cell in enumerate(column(grid, 1)) if cell in ("Benefit realised", "Avantage obtenu"))
    columns = [i for i, cell in enumerate(grid[header + 1]) if isinstance(cell, (int, float))]
    assert len(columns) in (5, 20), "practice numbers"
    return sum(not empty(row[i]) for row in grid[header + 2:header + 8] for i in columns)


def barriers(grid: Grid) -> int:
    header = next(i for i, cell in enumerate(column(grid, 1)) if cell in ("Barrier", "Obstacle"))
    rows = [row for row in grid[header + 1:] if not empty(row[1])]
    assert len(rows) == 12, "twelve barriers"
    return sum(not empty(row[2]) or not empty(row[3]) for row in rows)


def grids(path: Path) -> list[Grid]:
    """All sheets of a workbook. Formulas are taken as they stand, so that one without a result is seen too."""
    book = openpyxl.load_workbook(path)
    return [[[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)] for sheet in book]


def text_grid(path: Path) -> Grid:
    """A CSV file: encoding by byte order mark, else UTF-8, else Windows-1252; the separator that the header shows."""
    data = path.read_bytes()
    if data.startswith(b"\xff\xfe"):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    found = re.search(r"Municipality(.)Service|No\.(.)Title of the practice", text)
    separator = found[1] or found[2]
    return list(csv.reader(text.splitlines(keepends=True), delimiter=separator))


def co_production(path: Path) -> dict[str, int]:
    counts = dict.fromkeys(TABLES, 0) | {"returns": 0 if path.suffix == ".csv" else 1}
    sheets = [text_grid(path)] if path.suffix == ".csv" else grids(path)
    counters = {"services": services, "practices": practices, "benefits": benefits, "barriers": barriers}
    for grid in sheets:
        title = str(grid[0][1]) if grid and len(grid[0]) > 1 else ""
        for words, table in TITLES.items():
            if title.startswith(words):
                counts[table] += counters[table](grid)
    return counts


def municipal(path: Path) -> dict[str, int]:
    sheets = [text_grid(path)] if path.suffix == ".csv" else grids(path)
    assert len(sheets) == 1, "one sheet"
    header = next(i for i, row in enumerate(sheets[0]) if row and row[0] == "Municipality")
    rows = [row for row in sheets[0][header + 1:] if any(not empty(cell) for cell in row)]
    return {"observations": len(rows)}


def must_fail(path: Path) -> None:
    try:
        openpyxl.load_workbook(path)
    except Exception:  # whatever it is, it cannot be read; the reasons are the reader's business
        return
    sys.exit(f"{path.name} is said to be unreadable, yet it opens")


def write(survey: str, count) -> None:
    folder = SAMPLES / survey
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md"):
        if path.name in UNREADABLE:
            must_fail(path)
            continue
        sha12 = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        name = path.relative_to(folder).as_posix()
        lines += [[name, sha12, table, records] for table, records in count(path).items()]
    with open(HERE / f"{survey}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "sha12", "table", "records"])
        writer.writerows(lines)
    totals: dict[str, int] = {}
    for _, _, table, records in lines:
        totals[table] = totals.get(table, 0) + records
    print(f"{survey}: {totals}", file=sys.stderr)


if __name__ == "__main__":
    write("co-production", co_production)
    write("municipal-services", municipal)
