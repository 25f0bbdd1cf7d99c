"""The returns of the municipal-services survey: one file for each municipality and quarter, each in its own manner."""

import csv
import datetime
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from . import municipal_readme, packages
from .municipal_series import (
    INDICATORS, MISSING_FILES, NAMES, QUARTERS, SERVICES, Observation, codes, resubmitted, series, with_oddities,
)
from .questionnaire import CREATED
from .with_libreoffice import XLSX, Office
from .wording import ROOT

FOLDER = ROOT / "SampleInputs/municipal-services"
REPORTERS = ROOT / "Pipelines/municipal-services/reporters.csv"
HEADER = ["Municipality", "Service", "Indicator", "Quarter", "Value", "Unit", "Status"]
WRITERS = ["XlsxWriter", "openpyxl", "LibreOffice"]
# delimiter, encoding, byte order mark, line end, decimal sign, grouping, title lines
DIALECTS = [
    (",", "utf-8", b"", "\n", ".", "", 0),
    (";", "cp1252", b"", "\r\n", ",", ".", 1),
    ("\t", "utf-16-le", b"\xff\xfe", "\r\n", ".", "", 0),
    (";", "utf-8", b"\xef\xbb\xbf", "\r\n", ",", "\u00a0", 0),
    ("|", "cp1252", b"", "\n", ".", "", 2),
]


def number_of(code: str) -> int:
    return int(code[1:])


def service_as_written(row: Observation) -> Any:
    """Code, GF code or title, as the municipality prefers; one spreadsheet made numbers of the codes."""
    number = number_of(row.municipality)
    if number == 24:
        return float(row.service)
    match number % 3:
        case 0:
            return "GF" + row.service.replace(".", "0")
        case 1:
            return row.service
        case _:
            return SERVICES[row.service][0]


def cells(rows: list[Observation], code: str) -> list[list[Any]]:
    """The rows as the municipality writes them."""
    number = number_of(code)
    result = []
    for row in rows:
        quarter = f"{row.quarter[5:]} {row.quarter[:4]}" if number in (11, 34) else row.quarter
        indicator = INDICATORS[row.indicator][1] if number % 4 == 2 else row.indicator
        unit = "€" if row.unit == "EUR" and number % 10 == 3 else row.unit
        service = service_as_written(replace(row, municipality=code))
        result.append([row.municipality, service, indicator, quarter, row.value, unit, row.status])
    return result


def title(code: str, quarter: str) -> str:
    return f"{NAMES[number_of(code) - 1]} – quarterly figures of municipal services, {quarter} (invented)"


def as_text(value: Any, decimal: str, grouping: str) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    text = f"{value:,}" if grouping else str(value)
    return text.translate(str.maketrans({",": grouping, ".": decimal}))


def write_csv(path: Path, code: str, quarter: str, table: list[list[Any]]) -> None:
    delimiter, encoding, mark, line_end, decimal, grouping, titles = DIALECTS[number_of(code) // 2 % len(DIALECTS)]
    path.write_bytes(mark)
    with open(path, "a", encoding=encoding, newline="") as file:
        for line in [title(code, quarter), "All amounts in units"][:titles]:
            file.write(line + line_end)
        writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(HEADER)
        for row in table:
            writer.writerow([*row[:4], as_text(row[4], decimal, grouping), *row[5:]])


def write_xlsxwriter(path: Path, code: str, quarter: str, table: list[list[Any]]) -> None:
    book = xlsxwriter.Workbook(str(path))
    # A revised return is saved a week after the first: that is how the two are told apart.
    saved = CREATED + datetime.timedelta(days=7 if "revised" in path.name else 0)
    book.set_properties({"created": saved, "comments": "Invented for the Canvass project"})
    sheet, bold = book.add_worksheet("Data"), book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    sheet.write_string(0, 0, title(code, quarter), book.add_format({"bold": True, "font_size": 13}))
    sheet.write_row(2, 0, HEADER, bold)
    for index, row in enumerate(table, start=3):
        sheet.write_row(index, 0, row)
    sheet.set_column(0, 6, 16)
    sheet.autofilter(2, 0, 2 + len(table), 6)
    sheet.freeze_panes(3, 0)
    book.close()


def write_openpyxl(path: Path, code: str, quarter: str, table: list[list[Any]], titled: bool = False) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = quarter
    if titled:
        sheet.append([title(code, quarter)])
    for row in [HEADER, *table]:
        sheet.append([None if value == "" else value for value in row])
    book.save(path)
    packages.rewrite(path, packages.settle)


def file_name(code: str, quarter: str, ending: str) -> str:
    match number_of(code) % 4:
        case 1:
            return f"{code}_{quarter}.{ending}"
        case 2:
            return f"municipal-services {quarter} {code}.{ending}"
        case 3:
            return f"{quarter.replace('-', '')}-{code}.{ending}"
        case _:
            return f"{code} {quarter} final.{ending}"


def write_return(folder: Path, code: str, quarter: str, rows: list[Observation], office: Office, scratch: Path,
                 suffix: str = "") -> None:
    """One file: odd numbers send CSV, even ones a workbook."""
    table, number = cells(rows, code), number_of(code)
    if number % 2:
        write_csv(folder / file_name(code, quarter, "csv"), code, quarter, table)
        return
    name = file_name(code, quarter, "xlsx").replace(".xlsx", f"{suffix}.xlsx")
    match WRITERS[number // 2 % 3]:
        case "XlsxWriter":
            write_xlsxwriter(folder / name, code, quarter, table)
        case "openpyxl":
            write_openpyxl(folder / name, code, quarter, table)
        case "LibreOffice":
            write_openpyxl(scratch / name, code, quarter, table, titled=True)
            office.convert(scratch / name, folder / name, XLSX)


def make() -> None:
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    office = Office()
    with tempfile.TemporaryDirectory() as scratch:
        for code in codes():
            own = series(code)
            for quarter in QUARTERS:
                folder = FOLDER / quarter
                folder.mkdir(parents=True, exist_ok=True)
                if (code, quarter) not in MISSING_FILES:
                    rows = with_oddities(code, quarter, own)
                    write_return(folder, code, quarter, rows, office, Path(scratch))
            if code == "M018":
                write_return(FOLDER / "2025-Q1", code, "2025-Q1", resubmitted(own), office, Path(scratch), " revised")
        office.run()
    with open(REPORTERS, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "language", "contact"])
        for code, name in zip(codes(), NAMES):
            writer.writerow([code, name, "en", f"statistics.{code.lower()}@example.org"])
    (FOLDER / "README.md").write_text(municipal_readme.TEXT, encoding="utf-8")
