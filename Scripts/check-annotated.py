"""The annotated copies of a survey's sample returns, in the eyes of LibreOffice, openpyxl and canvass itself.

    check-annotated.py CANVASS SURVEY WORK

1. canvass runs over the samples. Every return of the current round with an open issue that has a cell has a copy.
2. openpyxl opens each copy: the cells that issues.csv names have the fill of the gravest severity and a note that holds each
   message; no other cell of the sheets has a note of canvass; the first sheet lists all issues.
3. LibreOffice converts each copy without repairing it: in what it saves, openpyxl finds the same fills and notes.
4. The copies, under the names of the returns, are an inbox for canvass: the dataset is the same, the issues have the same
   fingerprints, and nothing is said of the sheet "To review". So it is with the copies that LibreOffice has saved.
"""
import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import warnings
import zipfile

import openpyxl

warnings.filterwarnings("ignore")
FILLS = {"error": "FFF9D9D6", "warning": "FFFBEBC8", "note": "FFE2EAF2"}
ORDER = ["error", "warning", "note"]
# What the respondent is not asked about, since it is about how the return was read.
OFFICE_RULES = {"layout.override-used", "layout.sheet-renamed", "layout.version-guessed", "layout.found-by-label",
                "layout.found-by-name", "layout.found-by-tag", "layout.found-by-position"}
TEXT_FILE_RULES = {"file.guessed-encoding", "file.doubtful-encoding", "file.guessed-dialect"}
MARK = "\u2063\u2063"
KEY = "canvass:review:1"
faults = []


def fault(text):
    faults.append(text)
    print("  FAULT", text)


def run(canvass, survey, output, inbox=None):
    command = [canvass, "run", survey, "--quiet", "--output", str(output)]
    subprocess.run(command + (["--inbox", str(inbox)] if inbox else []), check=True, stdout=subprocess.DEVNULL)
    return output / pathlib.Path(survey).name / "latest"


def rows(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def original(text):
    """A field of issues.csv without the apostrophe that keeps spreadsheet programs from running it."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


def review_rows(book):
    """The rows of the sheet "To review" by the keys of its hidden row."""
    sheet = book.worksheets[0]
    keys = None
    for row in sheet.iter_rows(values_only=True):
        if keys is None:
            if any(str(value).startswith(KEY) for value in row if value is not None):
                keys = ["fingerprint" if str(value).startswith(KEY) else value for value in row]
        else:
            record = dict(zip(keys, row))
            if re.fullmatch("[0-9a-f]{16}", str(record.get("fingerprint") or "")):
                yield record


def marked(book):
    """For each marked or noted cell: the fill and what canvass says in its note."""
    found = {}
    for sheet in book.worksheets[1:]:
        merged = {}
        for area in sheet.merged_cells.ranges:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    merged[(row, column)] = (area.min_row, area.min_col)
        cells = {}
        for row in sheet.iter_rows():
            for cell in row:
                fill = cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type == "solid" else None
                note = cell.comment.text.partition(MARK) if cell.comment else ("", "", "")
                if fill in FILLS.values() or note[1]:
                    cells[(cell.row, cell.column)] = (fill, note[2])
        found[sheet.title] = (merged, cells)
    return found


def squeezed(text):
    return re.sub(r"\s+", " ", text or "").strip()


def inside(area, row, column):
    """Whether a cell lies in an area such as B6 or B6:B40."""
    left, top, right, bottom = openpyxl.utils.cell.range_boundaries(area)
    return left <= column <= right and top <= row <= bottom


def check_marks(name, book, issues, further, sheets_by_name, threads):
    """further: by fingerprint, the other cells of an issue as issue-cells.csv has them."""
    found = marked(book)
    expected = collections.defaultdict(list)
    for issue in issues:
        if issue["cell"] and issue["sheet"]:
            sheet = sheets_by_name(issue["sheet"])
            row, column = openpyxl.utils.cell.coordinate_to_tuple(issue["cell"].split(":")[0])
            if sheet is None:
                fault(f"{name}: there is no sheet {issue['sheet']}")
                continue
            expected[(sheet, found[sheet][0].get((row, column), (row, column)))].append(issue)
    for (sheet, place), told in expected.items():
        fill, note = found[sheet][1].get(place, (None, ""))
        gravest = min((issue["severity"] for issue in told), key=ORDER.index)
        where = f"{name}: {sheet}!R{place[0]}C{place[1]}"
        if fill != FILLS[gravest]:
            # Another issue may name this cell among its further cells, and be graver.
            if fill not in FILLS.values() or ORDER.index(gravest) < [FILLS[s] for s in ORDER].index(fill):
                fault(f"{where}: fill {fill}, not that of {gravest}")
        if (sheet, place) in threads:
            continue
        if len(told) <= 10:
            for issue in told:
                words = squeezed(original(issue["said"]))[:200]
                if not words:
                    fault(f"{where}: {issue['fingerprint']} is asked without a word")
                if words not in squeezed(note):
                    fault(f"{where}: the note does not say: {words}")
    allowed = collections.defaultdict(list)
    for issue in issues:
        for cell in further[issue["fingerprint"]]:
            allowed[sheets_by_name(cell["sheet"])].append(cell["cell"])
    for sheet, (merged, cells) in found.items():
        for place in cells:
            of_area = [place, *(inner for inner, first in merged.items() if first == place)]
            if (sheet, place) not in expected and not any(inside(area, *inner) for area in allowed[sheet] for inner in of_area):
                fault(f"{name}: {sheet}!R{place[0]}C{place[1]} is marked, and nothing is asked of it")
    return len(expected)


def main():
    canvass, survey, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    started = time.time()
    latest = run(canvass, survey, work / "first")
    manifest = json.loads((latest / "run.json").read_text(encoding="utf-8"))
    files = {item["return"]: item for item in manifest["inputs"]}
    issues = collections.defaultdict(list)
    for issue in rows(latest / "issues.csv"):
        # What is told of decisions and of how rules ran is the office's own.
        is_office = issue["rule"] in OFFICE_RULES or issue["rule"].startswith(("decision.", "rule."))
        if issue["state"] in ("open", "asked") and issue["return"] and not is_office:
            issues[issue["return"]].append(issue)
    further = collections.defaultdict(list)
    for cell in rows(latest / "issue-cells.csv"):
        if cell["cell"]:
            further[cell["fingerprint"]].append(cell)
    copies = {}
    for path in sorted((latest / "returns").rglob("annotated*.xls*")):
        if str(path.relative_to(latest)) not in manifest["outputs"]:
            fault(f"{path.name} is not in run.json")
        book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        prints = {row["fingerprint"]: row for row in review_rows(book)}
        owners = {key for key, told in issues.items() if prints.keys() & {issue["fingerprint"] for issue in told}}
        if len(owners) != 1:
            fault(f"{path}: lists issues of {len(owners)} returns")
            continue
        copies[owners.pop()] = (path, book, prints)
    current = {issue["round"] for told in issues.values() for issue in told}
    counted = 0
    for key, told in issues.items():
        if files[key]["state"] not in ("live", "held") or not any(issue["cell"] for issue in told):
            continue
        if key not in copies:
            if told[0]["round"] == max(current):
                fault(f"{files[key]['file']} has no copy")
            continue
        path, book, prints = copies[key]
        for issue in told:
            issue["said"] = original(issue["message"])
            if issue["fingerprint"] in prints:
                issue["said"] = prints[issue["fingerprint"]]["message"] or ""
            elif issue["cell"]:
                fault(f"{files[key]['file']}: {issue['fingerprint']} is not listed")
        names = [sheet.title for sheet in book.worksheets[1:]]
        only = names[0] if files[key]["file"].lower().endswith(".csv") else None
        threads = thread_cells(path, book)
        find = lambda name, only=only, names=names: only or (name if name in names else None)
        counted += check_marks(files[key]["file"], book, told, further, find, threads)
        issues_of[key] = (told, find, threads)
    print(f"{survey}: {len(copies)} copies, {counted} marked cells as issues.csv has them ({time.time() - started:.0f} s)")

    inbox = work / "inbox"
    for key, (path, _, _) in copies.items():
        target = inbox / pathlib.Path(files[key]["file"]).with_suffix(path.suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    originals = work / "originals"
    source = samples(survey)
    for key in copies:
        target = originals / files[key]["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((source / files[key]["file"]).read_bytes())
    before = run(canvass, survey, work / "before", originals)
    compare(survey, "copies", before, run(canvass, survey, work / "after", inbox))

    saved = work / "saved"
    convert(inbox, saved, work)
    for key, (told, find, threads) in issues_of.items():
        path = copies[key][0]
        name = pathlib.Path(files[key]["file"]).with_suffix(".xlsx")
        if not (saved / name).is_file():
            fault(f"LibreOffice does not convert {name}")
            continue
        check_marks(f"saved {name}", openpyxl.load_workbook(saved / name), told, further, find, threads)
    # LibreOffice calculates formulas whose results were not stored: these reporters' answers are others then.
    calculated = {issue["reporter"] for issue in rows(before / "issues.csv") if issue["rule"] == "file.formula-not-calculated"}
    compare(survey, "copies saved by LibreOffice", before, run(canvass, survey, work / "resaved", saved), calculated)
    print(f"{survey}: saved by LibreOffice, the same marks ({time.time() - started:.0f} s)")
    if faults:
        sys.exit(f"{survey}: {len(faults)} faults")


issues_of = {}


def samples(survey):
    return pathlib.Path("SampleInputs") / pathlib.Path(survey).name


def thread_cells(path, book):
    """Cells with a thread of comments, which get no note; the sheets are told by their names."""
    with zipfile.ZipFile(path) as package:
        if not any("threadedComment" in name for name in package.namelist()):
            return set()
    return {(sheet.title, (cell.row, cell.column)) for sheet in book.worksheets for row in sheet.iter_rows()
            for cell in row if cell.comment and (cell.comment.author or "").startswith("tc=")}


def convert(inbox, saved, work):
    """Saves all files anew by LibreOffice; a file that it had to repair it would not convert without asking."""
    by_folder = collections.defaultdict(list)
    for file in sorted(inbox.rglob("*.xls*")):
        by_folder[file.parent.relative_to(inbox)].append(str(file))
    for folder, files in by_folder.items():
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
             "--outdir", str(saved / folder), *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def dataset(latest, without):
    """The published records without what names the file they came from, save for those of some reporters."""
    tables = {}
    for path in sorted((latest / "dataset").glob("*.csv")):
        tables[path.name] = sorted(
            tuple(value for name, value in row.items() if name not in ("return", "record"))
            for row in rows(path) if row["reporter"] not in without)
    return tables


def told(latest, without):
    """The issues by what they are about, and by the fingerprints by which decisions know them; what is told of a text file's encoding is not told of the workbook made from it."""
    return collections.Counter(
        (issue["fingerprint"], issue["rule"], issue["reporter"], issue["cell"], original(issue["value"]))
        for issue in rows(latest / "issues.csv") if issue["rule"] not in TEXT_FILE_RULES and issue["reporter"] not in without)


def compare(survey, what, before, after, without=frozenset()):
    one, other = dataset(before, without), dataset(after, without)
    for name in one:
        if one[name] != other[name]:
            lost = collections.Counter(one[name]) - collections.Counter(other[name])
            more = collections.Counter(other[name]) - collections.Counter(one[name])
            fault(f"{survey}: {what}: {name}: {sum(lost.values())} records are not as they were, such as {list(lost)[:1]} now {list(more)[:1]}")
    was, now = told(before, without), told(after, without)
    lost, more = was - now, now - was
    if lost or more:
        fault(f"{survey}: {what}: issues that are gone: {list(lost.items())[:5]}; that are new: {list(more.items())[:5]}")
    records = sum(len(table) for table in one.values())
    print(f"{survey}: read again, {records} records and {sum(was.values())} issues")


main()
