"""Draws the questionnaire with XlsxWriter: blank, or filled in by a ministry whose office uses XlsxWriter."""

import datetime
from collections.abc import Callable
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from . import places
from .answers import Return
from .wording import (
    BARRIERS, BLOCK_FIELDS, BLOCKS_IN_VERSION_1, COFOG, DIVISIONS, PARTNERS, PRACTICE_COLUMNS,
    PREPRINTED_PRACTICES, STAGES, WORDING, labels,
)

CREATED = datetime.datetime(2026, 1, 12, 9, 0, 0)
BLUE, PALE, YELLOW, GREY = "#1F4E79", "#DDEBF7", "#FFF9E5", "#7F7F7F"
PRACTICE_WIDTHS = [5, 34, 24, 14, 11, 10, 10, 16, 14, 8, 9, 8, 9, 15, 11, 13, 9, 9, 14, 60]


class Questionnaire:
    """One workbook of template 1.0 or 2.0 in one language."""

    def __init__(self, path, language: str, version: str = "2.0", given: Return | None = None,
                 options: dict[str, Any] | None = None):
        self.words = WORDING[language]
        self.language, self.version = language, version
        self.given = given or Return(language)
        self.filled = {(s, r, c): v for s, r, c, v in places.answers(version, self.given)}
        self.book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **(options or {})})
        self.book.set_properties({
            "title": self.words.title, "subject": "Invented for the Canvass project: no real data",
            "keywords": f"CPS {version} {language}", "created": CREATED,
        })
        self.sheet = {key: self.book.add_worksheet(name) for key, name in self.words.sheets.items()}
        self.formats()

    def formats(self) -> None:
        add = self.book.add_format
        base = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
        box = {**base, "border": 1, "border_color": "#9DC3E6", "text_wrap": True}
        answer = {**box, "bg_color": YELLOW, "locked": False}
        self.title = add({**base, "bold": True, "font_size": 16, "font_color": BLUE})
        self.section = add({**base, "bold": True, "font_size": 12, "font_color": "white", "bg_color": BLUE})
        self.plain = add({**base, "text_wrap": True, "valign": "top"})
        self.hint = add({**base, "italic": True, "font_size": 9, "font_color": GREY, "text_wrap": True})
        self.small = add({**base, "font_size": 8, "font_color": GREY})
        self.label = add({**box, "bold": True, "bg_color": PALE, "locked": True})
        self.header = add({**box, "bold": True, "bg_color": BLUE, "font_color": "white", "align": "center"})
        self.number_label = add({**box, "bg_color": PALE, "align": "center"})
        self.total = add({**box, "bold": True, "bg_color": PALE, "num_format": "#,##0"})
        self.answer = add(answer)
        self.centred = add({**answer, "align": "center"})
        self.amount = add({**answer, "num_format": "#,##0"})
        self.percent_points = add({**answer, "num_format": "0.0"})
        self.date = add({**answer, "num_format": "dd/mm/yyyy", "align": "left"})

    def write(self, extra: Callable[["Questionnaire"], None] | None = None) -> None:
        """Draws all sheets, lets `extra` add what a respondent did beside the answers, and closes the file."""
        self.lists()
        self.read_me()
        self.cover()
        self.services()
        if self.version == "1.0":
            self.practice_blocks()
        else:
            self.practices()
        self.benefits()
        self.barriers()
        self.sheet["cover"].activate()
        if extra:
            extra(self)
        self.book.close()

    # Pieces

    def put(self, key: str, row: int, column: int, cell_format) -> None:
        """An answer cell: the return's answer, or blank."""
        value = self.filled.get((key, row, column))
        sheet = self.sheet[key]
        if value is None:
            sheet.write_blank(row - 1, column - 1, None, cell_format)
        elif isinstance(value, (datetime.date, datetime.datetime)):
            sheet.write_datetime(row - 1, column - 1, value, self.date)
        elif value == "#REF!":
            sheet.write_formula(row - 1, column - 1, "=#REF!*12", cell_format, value)
        elif isinstance(value, str):
            sheet.write_string(row - 1, column - 1, value, cell_format)
        else:
            sheet.write(row - 1, column - 1, value, cell_format)

    def text(self, key: str, row: int, column: int, text: str, cell_format) -> None:
        self.sheet[key].write_string(row - 1, column - 1, text, cell_format)

    def merge(self, key: str, area: tuple[int, int, int, int], text: str, cell_format) -> None:
        first_row, first_column, last_row, last_column = (n - 1 for n in area)
        self.sheet[key].merge_range(first_row, first_column, last_row, last_column, text, cell_format)

    def choose(self, key: str, area: tuple[int, int, int, int], list_name: str, strict: bool = False) -> None:
        """A drop-down with the values of a column of the hidden sheet of lists."""
        first_row, first_column, last_row, last_column = (n - 1 for n in area)
        self.sheet[key].data_validation(first_row, first_column, last_row, last_column, {
            "validate": "list", "source": self.list_ranges[list_name], "error_type": "stop" if strict else "warning",
        })

    def page(self, key: str, landscape: bool, repeat: tuple[int, int] | None = None) -> None:
        sheet = self.sheet[key]
        sheet.set_paper(9)
        sheet.set_landscape() if landscape else sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8" + self.words.version.format(version=self.version) + "&R&8&A  &P / &N")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 2)
        if repeat:
            sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)

    def heading(self, key: str, title: str, instruction: str, last_column: int) -> None:
        self.text(key, 1, 2, title, self.title)
        self.merge(key, (2, 2, 2, last_column), instruction, self.plain)
        self.sheet[key].set_row(1, 34)

    # Sheets

    def lists(self) -> None:
        words, sheet = self.words, self.sheet["lists"]
        columns = {
            "depth": list(labels("depth", self.language).values()),
            "level": [v for k, v in labels("level", self.language).items() if k != "other"],
            "type": list(labels("type", self.language).values()),
            "change": list(labels("change", self.language).values()),
            "yesno": [words.yes, words.no],
            "mark": ["X"],
            "currency": list(labels("currency", self.language)),
            "scale": [0, 1, 2, 3, 4],
        }
        self.list_ranges = {}
        for index, (name, values) in enumerate(columns.items()):
            sheet.write_string(0, index, words.lists_headings[name], self.label)
            sheet.write_column(1, index, values)
            letter = xl_col_to_name(index)
            self.list_ranges[name] = f"='{words.sheets['lists']}'!${letter}$2:${letter}${len(values) + 1}"
        sheet.hide()

    def read_me(self) -> None:
        self.page("readme", landscape=False)
        sheet = self.sheet["readme"]
        sheet.set_column(1, 1, 95)
        self.text("readme", 1, 2, self.words.title, self.title)
        self.text("readme", 2, 2, self.words.version.format(version=self.version), self.small)
        for row, paragraph in enumerate(self.words.read_me, start=4):
            self.text("readme", row, 2, paragraph, self.plain)
            sheet.set_row(row - 1, 15 * (1 + len(paragraph) // 95))
        sheet.protect()

    def cover(self) -> None:
        words, sheet = self.words, self.sheet["cover"]
        self.page("cover", landscape=False)
        column = places.COVER_ANSWER_COLUMN[self.version]
        last = 6 if self.version == "2.0" else 3
        sheet.set_column(1, 1, 42)
        if self.version == "2.0":
            sheet.set_column(2, 2, 20)
            sheet.set_column(3, 5, 16)
            self.merge("cover", (1, 2, 1, last), words.title, self.title)
        else:
            sheet.set_column(2, 2, 50)
            self.text("cover", 1, 2, words.title, self.title)
        self.text("cover", 2, 2, words.version.format(version=self.version), self.small)
        for row, section in zip(places.COVER_SECTION_ROWS, words.cover_sections):
            self.merge("cover", (row, 2, row, last), section, self.section)
        names = dict(words.cover)
        for name, row in places.COVER_ROWS.items():
            self.text("cover", row, 2, names[name], self.label)
            sheet.set_row(row - 1, 60 if name == "remarks" else 32)
            cell_format = self.date if name == "completed" else self.answer
            if self.version == "2.0":
                self.merge("cover", (row, column, row, last), "", cell_format)
                if hint := words.cover_hints.get(name):
                    self.text("cover", row, 3, hint, self.hint)
                self.book.define_name(f"cps_{name}", f"='{words.sheets['cover']}'!$D${row}")
            self.put("cover", row, column, cell_format)
        for name, list_name in [("body_level", "level"), ("currency", "currency")]:
            row = places.COVER_ROWS[name]
            self.choose("cover", (row, column, row, column), list_name)
        if self.version == "2.0":
            sheet.protect("", {"format_columns": True, "format_rows": True})

    def services(self) -> None:
        words, sheet, key = self.words, self.sheet["services"], "services"
        self.page(key, landscape=True, repeat=(places.GROUP_ROW, places.HEADER_ROW))
        last = places.LABEL_COLUMN + 9
        self.heading(key, words.services_title, words.services_instruction, last)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, last - 1, 14)
        self.merge(key, (places.GROUP_ROW, 2, places.HEADER_ROW, 2), words.services_corner, self.header)
        for g, partner in enumerate(PARTNERS):
            first = places.LABEL_COLUMN + 1 + 3 * g
            self.merge(key, (places.GROUP_ROW, first, places.GROUP_ROW, first + 2), words.partner_groups[partner],
                       self.header)
            for s, stage in enumerate(STAGES):
                self.text(key, places.HEADER_ROW, first + s, words.stage_columns[stage], self.header)
        sheet.set_row(places.HEADER_ROW - 1, 32)
        for i, _ in enumerate(DIVISIONS):
            self.text(key, places.FIRST_ROW + i, 2, COFOG[self.language][i], self.label)
            for column in range(3, last + 1):
                self.put(key, places.FIRST_ROW + i, column, self.centred)
            sheet.set_row(places.FIRST_ROW + i - 1, 30)
        self.choose(key, (places.FIRST_ROW, 3, places.FIRST_ROW + 9, last), "depth")
        sheet.freeze_panes(places.HEADER_ROW, 2)

    def practice_header(self) -> None:
        words, key = self.words, "practices"
        for name in PRACTICE_COLUMNS:
            column, text = places.practice_column(name), words.practice_headings[name]
            if name.startswith(("stage.", "partner.")) or name in ("before", "after"):
                self.text(key, places.HEADER_ROW, column, text, self.header)
            else:
                self.merge(key, (places.GROUP_ROW, column, places.HEADER_ROW, column), text, self.header)
        for group, first, last in [("stage", "stage.design", "stage.review"),
                                   ("partner", "partner.users", "partner.csos"), ("satisfaction", "before", "after")]:
            area = (places.GROUP_ROW, places.practice_column(first), places.GROUP_ROW, places.practice_column(last))
            self.merge(key, area, words.practice_groups[group], self.header)
        self.sheet[key].set_row(places.HEADER_ROW - 1, 48)

    def practices(self) -> None:
        words, sheet, key = self.words, self.sheet["practices"], "practices"
        self.page(key, landscape=True, repeat=(places.GROUP_ROW, places.HEADER_ROW))
        self.heading(key, words.practices_title, words.practices_instruction, 13)
        for index, width in enumerate(PRACTICE_WIDTHS):
            sheet.set_column(index + 1, index + 1, width)
        self.practice_header()
        kinds = {"budget": self.amount, "users": self.amount, "cost_change": self.percent_points}
        wide = {"title", "service", "description"}
        last_row = places.PRACTICE_TOTAL_ROW - 1
        for number in range(1, PREPRINTED_PRACTICES + 1):
            row = places.FIRST_ROW + number - 1
            sheet.set_row(row - 1, 45)
            sheet.write_number(row - 1, 1, number, self.number_label)
            for name in PRACTICE_COLUMNS[1:]:
                cell_format = kinds.get(name, self.answer if name in wide else self.centred)
                self.put(key, row, places.practice_column(name), cell_format)
        for name, list_name in [("level", "level"), ("type", "type"), ("change", "change"), ("leading", "yesno"),
                                *((n, "mark") for n in PRACTICE_COLUMNS if n.startswith(("stage.", "partner.")))]:
            column = places.practice_column(name)
            self.choose(key, (places.FIRST_ROW, column, last_row, column), list_name)
        self.practice_totals()
        for index, note in enumerate(words.notes):
            row = places.PRACTICE_TOTAL_ROW + 2 + index
            self.merge(key, (row, 2, row, 13), note, self.hint if index else self.small)
        sheet.freeze_panes(places.HEADER_ROW, 3)

    def practice_totals(self) -> None:
        sheet, row = self.sheet["practices"], places.PRACTICE_TOTAL_ROW
        self.text("practices", row, 3, self.words.total, self.total)
        for name in ["budget", "users"]:
            column = places.practice_column(name)
            letter = xl_col_to_name(column - 1)
            cached = places.total(self.given, name)
            formula = f"=SUM({letter}{places.FIRST_ROW}:{letter}{row - 1})"
            sheet.write_formula(row - 1, column - 1, formula, self.total, cached)

    def practice_blocks(self) -> None:
        words, sheet, key = self.words, self.sheet["practices"], "practices"
        self.page(key, landscape=False)
        self.text(key, 1, 2, words.practices_title, self.title)
        self.text(key, 2, 2, words.practices_instruction_v1, self.hint)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 70)
        for number in range(1, BLOCKS_IN_VERSION_1 + 1):
            heading_row = places.block_row(number, BLOCK_FIELDS[0]) - 1
            self.text(key, heading_row, 2, words.block_heading.format(n=number), self.section)
            sheet.write_blank(heading_row - 1, 2, None, self.section)
            for name in BLOCK_FIELDS:
                row = places.block_row(number, name)
                self.text(key, row, 2, words.block_labels[name], self.label)
                self.put(key, row, 3, self.amount if name in ("budget", "users") else self.answer)
                if name in ("stages", "description"):
                    sheet.set_row(row - 1, 32 if name == "stages" else 48)

    def benefits(self) -> None:
        words, sheet, key = self.words, self.sheet["benefits"], "benefits"
        count = places.practices_in_matrix(self.version)
        last = places.LABEL_COLUMN + count
        self.page(key, landscape=True)
        self.heading(key, words.benefits_title, words.benefits_instruction, last)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, last - 1, 5.5 if count > 5 else 12)
        self.merge(key, (places.GROUP_ROW, 2, places.HEADER_ROW, 2), words.benefits_corner, self.header)
        self.merge(key, (places.GROUP_ROW, 3, places.GROUP_ROW, last), words.benefits_over, self.header)
        for number in range(1, count + 1):
            sheet.write_number(places.HEADER_ROW - 1, 1 + number, number, self.header)
        for i, label in enumerate(labels("benefit", self.language).values()):
            self.text(key, places.FIRST_ROW + i, 2, label, self.label)
            for column in range(3, last + 1):
                self.put(key, places.FIRST_ROW + i, column, self.centred)
        self.choose(key, (places.FIRST_ROW, 3, places.FIRST_ROW + 5, last), "scale")
        sheet.freeze_panes(places.HEADER_ROW, 2)

    def barriers(self) -> None:
        words, sheet, key = self.words, self.sheet["barriers"], "barriers"
        self.page(key, landscape=True)
        self.heading(key, words.barriers_title, words.barriers_instruction, 4)
        for column, width in [(1, 46), (2, 16), (3, 80)]:
            sheet.set_column(column, column, width)
        for index, text in enumerate(words.barriers_headings):
            self.text(key, places.BARRIER_HEADER_ROW, 2 + index, text, self.header)
        names = labels("barrier", self.language)
        for i, barrier in enumerate(BARRIERS):
            row = places.BARRIER_HEADER_ROW + 1 + i
            self.text(key, row, 2, names[barrier], self.label)
            self.put(key, row, 3, self.centred)
            self.put(key, row, 4, self.answer)
        first = places.BARRIER_HEADER_ROW + 1
        self.choose(key, (first, 3, first + len(BARRIERS) - 1, 3), "scale")
        sheet.freeze_panes(places.BARRIER_HEADER_ROW, 2)
