"""Fills the blank questionnaire with openpyxl, as a ministry's script does."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from . import packages, places
from .answers import Return
from .wording import ROOT, WORDING


def blank(language: str, version: str) -> Path:
    if version == "1.0":
        return ROOT / f"SampleInputs/co-production-blanks/CPS-1.0-blank-{language}.xlsx"
    return ROOT / "Pipelines/co-production" / ("template.xlsx" if language == "en" else f"template-{language}.xlsx")


def write(path: Path, version: str, given: Return, odd: Callable | None = None, calculated: bool = True) -> None:
    """`odd(book, sheets)` does what else the respondent did; `calculated`: formulas carry their results."""
    book = openpyxl.load_workbook(blank(given.language, version))
    sheets = {key: book[name] for key, name in WORDING[given.language].sheets.items()}
    for key, row, column, value in places.answers(version, given):
        sheets[key].cell(row, column).value = value
    formulas = {}
    if version == "2.0":
        for name in ["budget", "users"]:
            cell = f"{get_column_letter(places.practice_column(name))}{places.PRACTICE_TOTAL_ROW}"
            formulas[cell] = places.total(given, name)
    if odd:
        odd(book, sheets)
    position = book.sheetnames.index(sheets["practices"].title) + 1
    still = {c: v for c, v in formulas.items() if str(sheets["practices"][c].value).startswith("=")}
    book.save(path)

    def finish(parts: dict[str, bytes]) -> None:
        packages.settle(parts)
        if calculated:
            packages.cache_formulas(parts, {f"xl/worksheets/sheet{position}.xml": still})

    packages.rewrite(path, finish)
