"""Has LibreOffice fill, alter and save questionnaires: jobs are collected, then run in one LibreOffice."""

import datetime
import json
import subprocess
from pathlib import Path

from . import places
from .answers import Return
from .with_openpyxl import blank
from .wording import WORDING

XLSX, XLSM = "Calc MS Excel 2007 XML", "Calc MS Excel 2007 VBA XML"
XLS, PDF = "MS Excel 97", "calc_pdf_Export"
DAY_ZERO = datetime.date(1899, 12, 30)


class Office:
    """The jobs for one run of LibreOffice."""

    def __init__(self):
        self.jobs = []

    def fill(self, path: Path, version: str, given: Return, odd: list[list] = (), save_as: str = XLSX) -> None:
        names = WORDING[given.language].sheets
        steps = [["unprotect", names["cover"]]]
        for key, row, column, value in places.answers(version, given):
            if isinstance(value, datetime.date):
                value = (value - DAY_ZERO).days
            steps.append(["set", names[key], row, column, value])
        self.convert(blank(given.language, version), path, save_as, steps + list(odd))

    def convert(self, source: Path, target: Path, save_as: str, steps: list[list] = ()) -> None:
        self.jobs.append({"open": str(source), "save": str(target), "filter": save_as, "steps": list(steps)})

    def run(self) -> None:
        script = Path(__file__).with_name("office_jobs.py")
        subprocess.run(["/usr/bin/python3", "-B", str(script)], input=json.dumps(self.jobs), text=True, check=True)
        self.jobs = []
