"""Where each answer stands in the unaltered questionnaire (rows and columns from 1, as a person counts them)."""

from .answers import Return
from .wording import (
    BARRIERS, BENEFITS, BLOCK_FIELDS, BLOCKS_IN_VERSION_1, DIVISIONS, PARTNERS, PRACTICE_COLUMNS,
    PREPRINTED_PRACTICES, STAGES, WORDING,
)

LABEL_COLUMN = 2  # B, on every sheet; A is a margin
COVER_ROWS = {"country": 5, "body": 6, "body_level": 7, "completed": 8, "language": 9,
              "currency": 12, "practice_count": 13, "remarks": 14}
COVER_SECTION_ROWS = [4, 11]
COVER_ANSWER_COLUMN = {"1.0": 3, "2.0": 4}  # C; D, merged over D:F
GROUP_ROW, HEADER_ROW, FIRST_ROW = 4, 5, 6  # services, practices, benefits
PRACTICE_TOTAL_ROW = FIRST_ROW + PREPRINTED_PRACTICES
BARRIER_HEADER_ROW = 4
BLOCK_STEP = len(BLOCK_FIELDS) + 2  # heading, fields, blank row


def practice_column(field: str) -> int:
    return LABEL_COLUMN + PRACTICE_COLUMNS.index(field)


def block_row(number: int, field: str) -> int:
    """The row of a field of "Practice <number>" in template 1.0; its answer stands in C."""
    return 4 + (number - 1) * BLOCK_STEP + 1 + BLOCK_FIELDS.index(field)


def answers(version: str, given: Return):
    """Yields (sheet key, row, column, value) for every answer that is not empty, sheet by sheet."""
    for name, row in COVER_ROWS.items():
        if given.cover(name) is not None:
            yield "cover", row, COVER_ANSWER_COLUMN[version], given.cover(name)
    for (division, partner, stage), value in given.services.items():
        column = LABEL_COLUMN + 1 + 3 * PARTNERS.index(partner) + STAGES.index(stage)
        yield "services", FIRST_ROW + DIVISIONS.index(division), column, value
    for number, practice in enumerate(given.practices, start=1):
        if practice is None:
            continue
        if version == "1.0":
            for name in BLOCK_FIELDS:
                if (value := practice.block_cell(name, given.language)) is not None:
                    yield "practices", block_row(number, name), 3, value
        else:
            for name in PRACTICE_COLUMNS[1:]:
                if (value := practice.cell(name, given.language)) is not None:
                    yield "practices", FIRST_ROW + number - 1, practice_column(name), value
    for (benefit, number), value in given.benefits.items():
        yield "benefits", FIRST_ROW + BENEFITS.index(benefit), LABEL_COLUMN + number, value
    for barrier, (importance, how) in given.barriers.items():
        row = BARRIER_HEADER_ROW + 1 + BARRIERS.index(barrier)
        if importance is not None:
            yield "barriers", row, LABEL_COLUMN + 1, importance
        if how is not None:
            yield "barriers", row, LABEL_COLUMN + 2, how


def total(given: Return, name: str) -> float:
    """What the formula of the total row yields: text is left out, as in a spreadsheet."""
    numbers = [getattr(practice, name) for practice in given.practices if practice]
    return sum(n for n in numbers if isinstance(n, (int, float)))


def practices_in_matrix(version: str) -> int:
    """How many practices the sheet Benefits has columns for."""
    return BLOCKS_IN_VERSION_1 if version == "1.0" else PREPRINTED_PRACTICES


def sheet_names(language: str) -> dict[str, str]:
    return WORDING[language].sheets
