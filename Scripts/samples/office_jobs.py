#!/usr/bin/python3
"""Runs inside the system's Python with the UNO bridge: LibreOffice itself opens, fills, alters and saves workbooks.

Reads a JSON list of jobs on standard input, each {"open", "save", "filter", "steps": [[verb, ...], ...]}.
Rows and columns count from 1.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = "canvass-samples"


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(profile):
    """Starts a LibreOffice of our own, with its own profile, and returns (process, desktop)."""
    process = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
         f"--accept=pipe,name={PIPE};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            remote = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return process, remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.5)
    process.terminate()
    raise SystemExit("LibreOffice did not start")


class Steps:
    """The verbs a job may use, on one open document."""

    def __init__(self, document):
        self.document = document
        self.sheets = document.Sheets

    def cell(self, sheet, row, column):
        return self.sheets.getByName(sheet).getCellByPosition(column - 1, row - 1)

    def unprotect(self, sheet):
        self.sheets.getByName(sheet).unprotect("")

    def set(self, sheet, row, column, value):
        if isinstance(value, str):
            self.cell(sheet, row, column).setString(value)
        else:
            self.cell(sheet, row, column).setValue(float(value))

    def formula(self, sheet, row, column, text):
        self.cell(sheet, row, column).setFormula(text)

    def insert_rows(self, sheet, before, count):
        self.sheets.getByName(sheet).Rows.insertByIndex(before - 1, count)

    def insert_columns(self, sheet, before, count):
        self.sheets.getByName(sheet).Columns.insertByIndex(before - 1, count)

    def delete_sheet(self, sheet):
        self.sheets.removeByName(sheet)

    def comment(self, sheet, row, column, text):
        address = self.cell(sheet, row, column).getCellAddress()
        self.sheets.getByName(sheet).Annotations.insertNew(address, text)

    def macro(self, module, source):
        """A Basic module in a project that is saved as a VBA project."""
        libraries = self.document.BasicLibraries
        libraries.VBACompatibilityMode = True
        libraries.ProjectName = "VBAProject"
        library = libraries.createLibrary("VBAProject")
        info = uno.createUnoStruct("com.sun.star.script.ModuleInfo")
        info.ModuleType = 1  # com.sun.star.script.ModuleType.NORMAL
        library.insertModuleInfo(module, info)
        library.insertByName(module, "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n" + source)


def run(desktop, job):
    document = desktop.loadComponentFromURL("file://" + job["open"], "_blank", 0, (prop("Hidden", True),))
    try:
        steps = Steps(document)
        for verb, *arguments in job["steps"]:
            getattr(steps, verb)(*arguments)
        document.calculateAll()
        document.storeToURL("file://" + job["save"], (prop("FilterName", job["filter"]),))
    finally:
        document.close(True)


def main():
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process, desktop = connect(Path(profile))
        try:
            for job in jobs:
                run(desktop, job)
            desktop.terminate()
        finally:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.terminate()


if __name__ == "__main__":
    main()
