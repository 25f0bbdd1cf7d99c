"""The sheet of practices saved as text, as spreadsheet programs do it: everything on the sheet, not the table alone."""

import csv
from pathlib import Path

from . import places
from .answers import Return
from .wording import PRACTICE_COLUMNS, PREPRINTED_PRACTICES, WORDING


def grid(given: Return) -> list[list]:
    """The sheet's cells; of merged cells only the first carries the text."""
    words, width = WORDING[given.language], places.practice_column("description")
    rows = [[None] * width for _ in range(places.PRACTICE_TOTAL_ROW + 2 + len(words.notes) - 1)]

    def put(row: int, column: int, value) -> None:
        rows[row - 1][column - 1] = value

    put(1, 2, words.practices_title)
    put(2, 2, words.practices_instruction)
    for name in PRACTICE_COLUMNS:
        below = name.startswith(("stage.", "partner.")) or name in ("before", "after")
        put(places.HEADER_ROW if below else places.GROUP_ROW, places.practice_column(name),
            words.practice_headings[name])
    for group, first in [("stage", "stage.design"), ("partner", "partner.users"), ("satisfaction", "before")]:
        put(places.GROUP_ROW, places.practice_column(first), words.practice_groups[group])
    for number in range(1, PREPRINTED_PRACTICES + 1):
        put(places.FIRST_ROW + number - 1, 2, number)
    for key, row, column, value in places.answers("2.0", given):
        if key == "practices":
            put(row, column, value)
    put(places.PRACTICE_TOTAL_ROW, 3, words.total)
    for name in ["budget", "users"]:
        put(places.PRACTICE_TOTAL_ROW, places.practice_column(name), places.total(given, name))
    for index, note in enumerate(words.notes):
        put(places.PRACTICE_TOTAL_ROW + 2 + index, 2, note)
    return rows


def shown(value, decimal: str) -> str:
    if value is None:
        return ""
    return str(value).replace(".", decimal) if isinstance(value, float) else str(value)


def write(path: Path, given: Return, delimiter: str, encoding: str, decimal: str, mark: bytes = b"") -> None:
    """`mark` is the byte order mark, if any; lines end in CRLF."""
    with open(path, "wb") as file:
        file.write(mark)
    with open(path, "a", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([shown(value, decimal) for value in row] for row in grid(given))
