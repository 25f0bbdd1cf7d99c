"""Who reads which input, how often, and what the issue's targets say of it."""
import dataclasses

WORKBOOK_PEERS = {"fastexcel": "fastexcel to Arrow", "calamine": "python-calamine to Python",
                  "polars-excel": "polars read_excel", "duckdb-xlsx": "DuckDB read_xlsx",
                  "openpyxl": "openpyxl read-only"}
CSV_PEERS = {"python-csv": "Python csv", "polars-csv-1": "polars read_csv, 1 thread",
             "polars-csv": "polars read_csv, all threads", "duckdb-csv-1": "DuckDB read_csv, 1 thread",
             "duckdb-csv": "DuckDB read_csv, all threads"}
FLOORS = {"inflate": "floor: inflate", "crc": "inflate and CRC-32", "scan": "inflate and a naive byte scan",
          "sax2": "inflate and libxml2 SAX2"}
TITLES = {
    "mixed": "20 columns of all types",
    "tall": "6 columns, many rows",
    "tall-twin": "6 columns, a tenth of the rows",
    "sheets": "many sheets",
    "return": "one small return",
    "returns": "a folder of small returns",
    "csv": "10 columns",
    "csv-twin": "10 columns, a tenth of the rows",
}


@dataclasses.dataclass
class Contestant:
    """One line of a table: a program to run on an input."""

    key: str
    title: str
    command: list  # without the file, which is the last argument
    rounds: int
    environment: dict = dataclasses.field(default_factory=dict)
    each: bool = False  # one process for each file, where the input has many
    check: str = ""  # what its output must say: "total" of canvass, "rows" of a peer
    runs: list = dataclasses.field(default_factory=list)
    failure: str = ""


def contestants(name, options, programs):
    """The line-up for an input: canvass first, then what it is compared with most closely."""
    rounds = 21 if name == "return" else options.rounds
    canvass = [str(options.canvass)]
    found = [Contestant("canvass", "**canvass inspect --count**", [*canvass, "inspect", "--count"], rounds,
                        each=True, check="total")]
    is_csv = name.startswith("csv")
    if is_csv:
        found.append(Contestant("wc", "wc -l", ["wc", "-l"], rounds))
    else:
        if not programs["sax2"]:
            FLOORS.pop("sax2", None)
        found += [Contestant(key, title, [programs["floor"], key], rounds, each=True) for key, title in FLOORS.items()]
    if name not in ("return", "returns"):
        found.append(Contestant("cells", "canvass cells --format ndjson", [*canvass, "cells", "--format", "ndjson"],
                                rounds, each=True))
    if options.peers == "none":
        return found
    for key, title in (CSV_PEERS if is_csv else WORKBOOK_PEERS).items():
        peer = Contestant(key, title, [programs["python"], programs["peers"], key], rounds, check="rows")
        if key == "polars-csv-1":
            peer.command[-1] = "polars-csv"
            peer.environment = {"POLARS_MAX_THREADS": "1"}
        if key == "openpyxl" and name != "return":
            peer.rounds = min(rounds, options.slow_rounds)
        found.append(peer)
    return found


@dataclasses.dataclass
class Target:
    input: str
    title: str
    measured: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self):
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def targets(figures):
    """What the issue asks, for the inputs that were measured. `figures(input, key)` gives medians, or None."""
    found = []

    def ratio(name, title, attribute, key, limit):
        ours, theirs = figures(name, "canvass"), figures(name, key)
        if ours and theirs:
            found.append(Target(name, title, getattr(ours, attribute) / getattr(theirs, attribute), limit, " x"))

    ratio("mixed", "CPU, beside the inflate floor", "cpu", "inflate", 2.2)
    ratio("mixed", "CPU, beside fastexcel", "cpu", "fastexcel", 0.30)
    ratio("mixed", "wall, beside the inflate floor", "wall", "inflate", 1.3)
    for name in TITLES:
        if ours := figures(name, "canvass"):
            found.append(Target(name, "peak memory", ours.peak, 96, " MiB"))
    for large, small in (("tall", "tall-twin"), ("csv", "csv-twin")):
        one, ten = figures(small, "canvass"), figures(large, "canvass")
        if one and ten:
            # "The same": within a tenth, which is what it differs by from run to run.
            found.append(Target(large, "peak memory, beside that of a tenth of the rows", ten.peak / one.peak, 1.1, " x"))
    if ours := figures("return", "canvass"):
        found.append(Target("return", "wall, whole process", ours.wall * 1000, 15, " ms"))
    ratio("csv", "CPU, beside Python csv", "cpu", "python-csv", 0.5)
    ratio("csv", "CPU, beside polars with one thread", "cpu", "polars-csv-1", 1.0)
    ratio("csv", "wall, beside polars with one thread", "wall", "polars-csv-1", 1.0)
    for name in TITLES:
        cells = figures(name, "cells")
        if cells and cells.output and name in ("mixed", "tall", "sheets", "csv"):
            found.append(Target(name, "canvass cells, output", cells.output / cells.wall / 1e6, 150, " MB/s", True))
    return found
