"""Makes the inputs of the benchmark: the same bytes each time (seeded, no time of day), outside the repository.

    python inputs.py FOLDER [--quick] [--only NAME ...]        in an environment that has XlsxWriter

FOLDER/inputs.json says for each input its files, rows, cells with a value and bytes; an input that stands there in this
version is not made again. Strings are shared strings: XlsxWriter's `constant_memory` would write them inline, which is
what hardly any real return has, so a workbook is held in memory while it is made (about 2 GB for the largest).
"""
import argparse
import csv
import datetime
import json
import pathlib
import random
import time

import xlsxwriter

VERSION = 1  # raised with every change of what is made: inputs of another version are made anew
FULL = {"mixed": 200_000, "tall": 1_000_000, "tall-twin": 100_000, "sheets": 500, "returns": 2_000,
        "csv": 2_000_000, "csv-twin": 200_000}
QUICK = {"mixed": 10_000, "tall": 50_000, "tall-twin": 5_000, "sheets": 25, "returns": 50,
         "csv": 100_000, "csv-twin": 10_000}

SYLLABLES = "ba cor del fa gro hin jo kal lu mer no pra qui ros ste tra ul ven wy zan".split()
WORDS = ("the service is run with users who meet monthly and decide about budget rooms opening hours staff training for "
         "families carers young people in rural districts since a pilot was evaluated by external partners results are "
         "published yearly funding comes from municipal national and European sources participation remains voluntary"
         ).split()
LEVELS = ["Yes, fully", "Yes, partly", "Planned", "No", "Don't know"]
STATES = ["Submitted", "Draft", "Checked", "Withdrawn"]
FIRST_DAY = 40_179  # 2010-01-01
CREATED = datetime.datetime(2026, 1, 1)  # XlsxWriter would write the time of day


def names(rng, count, words):
    """Distinct labels such as "Corlu meros": what a column has that is filled from a list."""
    found = {}
    while len(found) < count:
        label = " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(words))
        found[label.capitalize()] = True
    return list(found)


class Vocabulary:
    """The lists that labels are drawn from; the same for all inputs."""

    def __init__(self):
        rng = random.Random("vocabulary")
        self.countries = names(rng, 195, 1)
        self.services = names(rng, 60, 3)
        self.units = names(rng, 3_000, 2)


def remark(rng):
    """A sentence that hardly any other cell has."""
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 9))).capitalize() + "."


class Formats:
    def __init__(self, book):
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.percent = book.add_format({"num_format": "0.0%"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.head = book.add_format({"bold": True})


def workbook(path):
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_urls": False})
    book.set_properties({"title": "Benchmark", "created": CREATED})
    return book


def header(sheet, titles, formats):
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, formats.head)
    return len(titles)


def mixed(path, rows):
    """Twenty columns of all types, some of them with gaps."""
    rng, words = random.Random("mixed"), Vocabulary()
    book = workbook(path)
    formats, sheet = Formats(book), book.add_worksheet("Records")
    number, string, boolean = sheet.write_number, sheet.write_string, sheet.write_boolean
    titles = ["Record", "Country", "Unit", "Service", "Level", "Received", "Checked at", "Staff", "Users", "Budget",
              "Spent", "Share", "Growth", "Index", "Evaluated", "Published", "Reference", "Remark", "Weight", "State"]
    cells = header(sheet, titles, formats)
    for row in range(1, rows + 1):
        number(row, 0, row)
        string(row, 1, rng.choice(words.countries))
        string(row, 2, rng.choice(words.units))
        string(row, 3, rng.choice(words.services))
        string(row, 4, rng.choice(LEVELS))
        number(row, 5, FIRST_DAY + rng.randrange(5_800), formats.date)
        number(row, 6, FIRST_DAY + rng.randrange(5_800 * 1440) / 1440, formats.moment)
        number(row, 7, rng.randrange(400))
        number(row, 8, int(10 ** (rng.random() * 6)))
        number(row, 9, rng.randrange(100, 100_000_000) / 100, formats.money)
        number(row, 11, rng.randrange(1001) / 1000, formats.percent)
        boolean(row, 14, rng.random() < 0.4)
        string(row, 19, rng.choice(STATES))
        cells += 13
        # What respondents leave out: columns with gaps of a tenth, a fifth and seven tenths.
        if rng.random() < 0.9:
            number(row, 10, round(rng.random() * 1e6, 2), formats.money)
            cells += 1
        if rng.random() < 0.9:
            number(row, 12, round(rng.gauss(0, 0.2), 4), formats.percent)
            cells += 1
        if rng.random() < 0.9:
            number(row, 13, rng.random())  # a formula's result: all 16 or 17 digits
            cells += 1
        if rng.random() < 0.8:
            boolean(row, 15, rng.random() < 0.7)
            cells += 1
        if rng.random() < 0.9:
            string(row, 16, f"{rng.choice(SYLLABLES).upper()}-{rng.randrange(100_000):05d}")
            cells += 1
        if rng.random() < 0.3:
            string(row, 17, remark(rng))
            cells += 1
        if rng.random() < 0.8:
            number(row, 18, rng.randrange(1, 1000) / 8)
            cells += 1
    book.close()
    return {"files": [path.name], "rows": rows + 1, "cells": cells}


def tall(path, rows):
    """Six columns; labels come from lists, so that only the number of rows differs between this file and its twin."""
    rng, words = random.Random("tall"), Vocabulary()
    book = workbook(path)
    formats, sheet = Formats(book), book.add_worksheet("Records")
    number, string = sheet.write_number, sheet.write_string
    cells = header(sheet, ["Record", "Country", "Received", "Service", "Users", "Spent"], formats)
    for row in range(1, rows + 1):
        number(row, 0, row)
        string(row, 1, rng.choice(words.countries))
        number(row, 2, FIRST_DAY + rng.randrange(5_800), formats.date)
        string(row, 3, rng.choice(words.services))
        number(row, 4, rng.randrange(100_000))
        number(row, 5, rng.randrange(100, 100_000_000) / 100, formats.money)
    book.close()
    return {"files": [path.name], "rows": rows + 1, "cells": cells + rows * 6}


def form(sheet, formats, rng, words, rows):
    """A small return: ten columns with a header, about one cell in eight left empty. Gives the number of cells."""
    cells = header(sheet, ["No", "Country", "Service", "Level", "Received", "Staff", "Budget", "Share", "Evaluated",
                           "Remark"], formats)
    for row in range(1, rows):
        sheet.write_number(row, 0, row)
        sheet.write_string(row, 1, words.countries[0])
        sheet.write_string(row, 2, rng.choice(words.services))
        sheet.write_string(row, 3, rng.choice(LEVELS))
        sheet.write_number(row, 4, FIRST_DAY + rng.randrange(5_800), formats.date)
        sheet.write_number(row, 5, rng.randrange(400))
        sheet.write_number(row, 6, rng.randrange(100, 10_000_000) / 100, formats.money)
        cells += 7
        if rng.random() < 0.8:
            sheet.write_number(row, 7, rng.randrange(1001) / 1000, formats.percent)
            cells += 1
        if rng.random() < 0.8:
            sheet.write_boolean(row, 8, rng.random() < 0.4)
            cells += 1
        if rng.random() < 0.2:
            sheet.write_string(row, 9, remark(rng))
            cells += 1
    return cells


def sheets(path, count):
    """Many worksheets of 120 rows in one workbook."""
    rng, words = random.Random("sheets"), Vocabulary()
    book = workbook(path)
    formats = Formats(book)
    cells = sum(form(book.add_worksheet(f"Unit {n + 1:03d}"), formats, rng, words, 120) for n in range(count))
    book.close()
    return {"files": [path.name], "rows": count * 120, "cells": cells}


def returns(path, count):
    """A folder of small returns of 300 rows, each with its own answers."""
    path.mkdir(parents=True, exist_ok=True)
    words, cells, files = Vocabulary(), 0, []
    for n in range(count):
        rng = random.Random(f"return {n}")
        one = path / f"return-{n + 1:04d}.xlsx"
        book = workbook(one)
        cells += form(book.add_worksheet("Return"), Formats(book), rng, words, 300)
        book.close()
        files.append(f"{path.name}/{one.name}")
    return {"files": files, "rows": count * 300, "cells": cells}


def table(path, rows):
    """CSV with ten columns: RFC 4180, UTF-8, LF; one row in five has a field that must be quoted."""
    rng, words = random.Random("csv"), Vocabulary()
    cells = 10
    with open(path, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["record", "country", "unit", "service", "received", "users", "budget", "share", "evaluated",
                         "remark"])
        for row in range(1, rows + 1):
            text, kind = "", rng.random()
            if kind < 0.3:
                text = remark(rng)
            if kind < 0.2:
                text = text.replace(" ", ", ", 1)
            if kind < 0.02:
                text = text.replace("service", '"service"').replace("and", '"and"')
            if kind < 0.005:
                text = text.replace(" ", "\n", 1)
            share = "" if rng.random() < 0.1 else f"{rng.random():.4f}"
            day = rng.randrange(336)
            writer.writerow([row, rng.choice(words.countries), rng.choice(words.units), rng.choice(words.services),
                             f"20{10 + row % 16}-{1 + day // 28:02d}-{1 + day % 28:02d}", rng.randrange(100_000),
                             f"{rng.randrange(100, 100_000_000) / 100:.2f}", share,
                             "true" if rng.random() < 0.4 else "false", text])
            cells += 8 + bool(share) + bool(text)
    return {"files": [path.name], "rows": rows + 1, "cells": cells}


MAKERS = {"mixed": (mixed, "mixed.xlsx"), "tall": (tall, "tall.xlsx"), "tall-twin": (tall, "tall-twin.xlsx"),
          "sheets": (sheets, "sheets.xlsx"), "returns": (returns, "returns"), "csv": (table, "table.csv"), "csv-twin": (table, "table-twin.csv")}


def make(folder, quick, wanted):
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "inputs.json"
    known = json.loads(index.read_text()) if index.exists() else {}
    for name in wanted:
        maker, file = MAKERS[name]
        size = (QUICK if quick else FULL)[name]
        stamp = f"{VERSION}; XlsxWriter {xlsxwriter.__version__}; {size}"
        if known.get(name, {}).get("stamp") == stamp:
            continue
        print(f"making {name} ...", flush=True)
        start = time.perf_counter()
        entry = maker(folder / file, size)
        entry["bytes"] = sum((folder / f).stat().st_size for f in entry["files"])
        entry["stamp"] = stamp
        known[name] = entry
        index.write_text(json.dumps(known, indent=1) + "\n")
        print(f"  {entry['bytes'] / 1e6:.1f} MB, {entry['rows']:,} rows, {entry['cells']:,} cells, "
              f"{time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", nargs="+", choices=list(MAKERS), default=list(MAKERS))
    given = options.parse_args()
    make(given.folder, given.quick, given.only)
