#!/usr/bin/env python3
"""Writes the workbook that the benchmark of validation reads: 200,000 invented records of 20 fields on one sheet.

    inputs.py FOLDER [--rows 200000]

Written by XlsxWriter. About one record in 500 breaks a constraint or a check; what is in it is a function of the row's
number alone, so that every machine makes the same values.
"""
import argparse
import pathlib
import random

import xlsxwriter

COUNTRIES = ["Austria", "Belgium", "Czech Republic", "Denmark", "FINLAND", "France", "DEU", "Hungary", "Rep. of Korea", "Italy",
             "Japan", "The Netherlands", "Norway", "Polska", "Portugal", "Slovak Republic", "España", "Sweden", "CHE", "Türkiye"]
SERVICES = ["07.1", "09.1", "GF0301", "Hospital services", "Police services", "Waste management", "10.4", "Street lighting",
            "General medical services", "Housing development", "0802", "Cultural services"]
UNITS = ["EUR", "PERSONS", "FTE", "DAYS", "PERCENT"]
LEVELS = ["national", "regional", "local"]
HEADER = ["Number", "Country", "Service", "Municipality", "Name of the office", "Year", "Unit", "Level", "Staff", "Of which women",
          "Budget", "Spent", "Income", "Users", "Satisfaction", "Waiting days", "Opened", "Closed", "Online", "Remark"]


def record(number):
    """The values of a record, as they are written."""
    draw = random.Random(number * 7919 + 13)
    staff = draw.randint(3, 400)
    women = draw.randint(0, staff)
    budget = round(draw.lognormvariate(12, 1), 2)
    spent = round(budget * draw.uniform(0.7, 1.02), 2)
    opened = 36526 + draw.randint(0, 8000)
    values = [number, draw.choice(COUNTRIES), draw.choice(SERVICES), f"M{draw.randint(1, 999):03d}", f"Office no. {number % 5000}",
              draw.randint(2015, 2026), draw.choice(UNITS), draw.choice(LEVELS), staff, women, budget, spent,
              round(budget * draw.uniform(0, 0.3), 2), draw.randint(10, 90000), draw.randint(20, 100), draw.randint(0, 120),
              opened, opened + draw.randint(1, 3000) if number % 9 == 0 else None, draw.choice(["yes", "no"]),
              "as last year" if number % 11 == 0 else None]
    if number % 1000 == 1:
        values[9] = staff + 5
    if number % 1000 == 2:
        values[10] = -values[10]
    if number % 1000 == 3:
        values[14] = 120
    if number % 1000 == 4:
        values[3] = "Springfield"
    if number % 2500 == 5:
        values[13] = None
    if number % 5000 == 6:
        values[8] = "n.a."
    return values


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=200_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"AUT_offices_{options.rows}.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Offices")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    for number in range(1, options.rows + 1):
        for column, value in enumerate(record(number)):
            if value is None:
                continue
            sheet.write(number, column, value, day if column in (16, 17) else None)
    book.close()
    print(path, path.stat().st_size)


main()
