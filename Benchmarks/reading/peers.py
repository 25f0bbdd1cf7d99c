"""Reads files with one peer, each the way that is fastest for it, and prints the rows with the header's: `run` checks them.

    python peers.py PEER FILE...        or @LIST, a file with one path a line

Every value is decoded, as by `canvass inspect --count`; nothing is kept longer than the peer does itself.
"""
import functools
import pathlib
import sys


def calamine(path):
    from python_calamine import CalamineWorkbook
    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def fastexcel(path):
    import fastexcel as package
    book = package.read_excel(path)
    # Eager: here a tenth less CPU than load_sheet(name).to_arrow(), with the same peak.
    return sum(book.load_sheet_eager(name).num_rows + 1 for name in book.sheet_names)


def polars_excel(path):
    import polars
    frames = polars.read_excel(path, sheet_id=0, engine="calamine")
    return sum(frame.height + 1 for frame in frames.values())


def openpyxl(path):
    import openpyxl as package
    book = package.load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return rows


@functools.cache
def duckdb_with_excel():
    import importlib.util
    import duckdb
    package = pathlib.Path(importlib.util.find_spec("duckdb_extension_excel").origin).parent
    connection = duckdb.connect()
    connection.execute(f"LOAD '{next(package.rglob('excel.duckdb_extension'))}'")
    return connection


def duckdb_xlsx(path):
    import zipfile
    with zipfile.ZipFile(path) as archive:  # read_xlsx has no list of sheets; XlsxWriter's names are in order
        workbook = archive.read("xl/workbook.xml").decode()
    names = [part.split('"')[0] for part in workbook.split('<sheet name="')[1:]]
    return sum(all_columns(duckdb_with_excel(), "read_xlsx(?, sheet := ?, header := true, empty_as_varchar := true)",
                           [path, name]) for name in names)


def duckdb_csv(path, threads=None):
    import duckdb
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    return all_columns(connection, "read_csv(?, header := true)", [path])


def all_columns(connection, source, values):
    """count(*) alone would let DuckDB leave out the columns."""
    found = connection.execute(f"SELECT count(*), count(COLUMNS(*)) FROM {source}", values).fetchone()
    return found[0] + 1


def polars_csv(path):
    import polars
    return polars.read_csv(path).height + 1


def python_csv(path):
    import csv
    with open(path, encoding="utf-8", newline="") as source:
        return sum(1 for _ in csv.reader(source))


PEERS = {"calamine": calamine, "fastexcel": fastexcel, "polars-excel": polars_excel, "openpyxl": openpyxl,
         "duckdb-xlsx": duckdb_xlsx, "duckdb-csv": duckdb_csv, "duckdb-csv-1": lambda path: duckdb_csv(path, 1),
         "polars-csv": polars_csv, "python-csv": python_csv}

if __name__ == "__main__":
    paths = sys.argv[2:]
    if paths[0].startswith("@"):
        paths = pathlib.Path(paths[0][1:]).read_text().splitlines()
    print(sum(PEERS[sys.argv[1]](path) for path in paths))
