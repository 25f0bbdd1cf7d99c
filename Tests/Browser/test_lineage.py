"""The look-up of a row: what the page tells of it is what the lineage files tell."""

import csv
import json
import re
import unittest

import surveys
from browser import By, Keys, ReportTest

# Goes to rows by their addresses, and gives what the page says of each.
COLLECT = """
const [addresses, done] = arguments;
(async () => {
  const told = [];
  for (const address of addresses) {
    document.querySelector('#trail').replaceChildren();
    const changed = new Promise(resolve => addEventListener('hashchange', resolve, { once: true }));
    location.hash = '#row-' + address.join('-');
    await changed;
    const table = document.querySelector('#trail table');
    told.push(table && [...table.tBodies[0].rows].map(row => {
      const cells = [...row.cells], texts = (cell, what) => [...cell.querySelectorAll(what)].map(e => e.textContent);
      return { field: row.dataset.field, cells: texts(cells[1], 'code'), typed: texts(cells[2], '.typed'), method: row.dataset.method ?? '',
        value: cells[3] ? cells[3].querySelector('ins')?.textContent ?? '' : null, confidence: cells[4]?.dataset.confidence ?? '' };
    }));
  }
  done(told);
})();"""


def original(text):
    """A text of a CSV file without the apostrophe that keeps it from being a formula."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


class Lineage:
    """The lineage files of a run, followed as docs/lineage.md says."""

    def __init__(self, folder):
        def rows(name):
            with open(folder / "lineage" / f"{name}.csv", encoding="utf-8", newline="") as file:
                return [{column: original(text) for column, text in row.items()} for row in csv.DictReader(file)]

        self.states = {row["return"]: row["state"] for row in rows("returns")}
        self.records = rows("records")
        self.places, self.values = {}, {}
        for row in rows("fields"):
            self.places.setdefault((row["return"], row["table"], row["sheet"]), {}).setdefault(row["field"], row)
        for row in rows("values"):
            self.values.setdefault((row["return"], row["table"], row["record"]), {}).setdefault(row["field"], []).append(row)

    def shown(self):
        """The records that have a row: not those of returns that others took the place of."""
        return [row for row in self.records if self.states[row["return"]] in ("live", "held")]

    @staticmethod
    def cell(place, anchor):
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", anchor).groups()
        line = place["row"]
        number = int(row) if not line else int(row) + int(line[1:]) if line[0] == "+" else int(line)
        return (place["column"].split(":")[0] or letters) + str(number)

    def told(self, record):
        """By field: cells, what was typed in each, the value, method and confidence."""
        key = (record["return"], record["table"], record["record"])
        places = self.places.get((record["return"], record["table"], record["sheet"]), {})
        own = self.values.get(key, {})
        told = {}
        for field in {*places, *own}:
            if field not in own:
                told[field] = ([self.cell(places[field], record["anchor"])], [], None, "", "")
                continue
            lines = own[field]
            where = [("" if line["sheet"] == record["sheet"] else line["sheet"] + "!") + line["cell"] for line in lines]
            percent = f"{float(lines[0]['confidence']) * 100:.0f}"
            told[field] = (where, [line["raw"] for line in lines], lines[0]["value"], lines[0]["method"], percent)
        return told


def short(text):
    """As the page shows a long text, and what cannot be seen in it."""
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)})"


class LookUpTest(ReportTest):
    def compare(self, records, lineage):
        rows = [[row["return"], row["table"], row["record"]] for row in records]
        # The page scrolls to each: nothing is shown that would be laid out thousands of times.
        self.js("for (const part of document.querySelectorAll('main > section:not(#lineage), #trail')) part.style.display = 'none'")
        # In parts: the browser has some minutes to answer each call, and other jobs of CI share the machine.
        told = [fields for start in range(0, len(rows), 200) for fields in self.driver.execute_async_script(COLLECT, rows[start:start + 200])]
        values = 0
        for record, fields in zip(records, told):
            with self.subTest(record=record):
                self.assertIsNotNone(fields)
                shown = {field["field"]: (field["cells"], field["typed"], field["value"], field["method"], field["confidence"]) for field in fields}
                expected = {
                    field: (cells, [short(text) for text in typed], value and short(value), method, percent)
                    for field, (cells, typed, value, method, percent) in lineage.told(record).items()}
                self.assertEqual(shown, expected)
                values += len(shown)
        return values

    def test_every_row_says_what_the_lineage_files_say(self):
        lineage = Lineage(self.folder)
        self.assertGreater(self.compare(lineage.shown(), lineage), 10_000)

    def look_up(self, text, table=None):
        if table is not None:
            self.choose("#lookup-table", table)
        box = self.one("#lookup-row")
        box.clear()
        box.send_keys(text, Keys.ENTER)

    def heading(self):
        return self.one("#trail-title").text

    def some_row(self, table):
        with open(self.folder / "dataset" / f"{table}.csv", encoding="utf-8", newline="") as file:
            lines = file.read().splitlines()
        return next(line for line in lines[3:] if line.count('"') == 0)

    def test_a_line_of_the_dataset_is_pasted(self):
        line = self.some_row("barriers")
        *_, returned, record = line.split(",")
        self.js("document.querySelector('#lookup-table').value = 'barriers'; document.querySelector('#lookup-row').value = arguments[0];"
                "document.querySelector('#lookup').requestSubmit()", line)
        self.assertEqual(self.js("return location.hash"), f"#row-{returned}-barriers-{record}")
        self.assertEqual(self.js("return document.activeElement.id"), "trail-title")
        self.assertIn(f"record {record}", self.heading())

    def test_return_and_record_are_typed_and_the_table_chosen(self):
        *_, returned, record = self.some_row("practices").split(",")
        self.look_up(f"{returned[:8]} {record}", "practices")
        self.assertEqual(self.js("return location.hash"), f"#row-{returned}-practices-{record}")
        # Without a table the rows of all tables that have this number are offered.
        self.look_up(f"{returned} 1", "")
        links = [link.get_attribute("href").split("#")[1] for link in self.all("#trail .rows a")]
        self.assertIn(f"row-{returned}-practices-1", links)
        self.assertGreater(len(links), 1)
        self.one("#trail .rows a").click()
        self.wait(lambda: self.all("#trail-title"))
        self.assertIn(self.js("return location.hash")[1:], links)
        # As canvass trace is told it.
        self.look_up(f"canvass trace co-production practices {returned} {record}", "")
        self.assertEqual(self.js("return location.hash"), f"#row-{returned}-practices-{record}")

    def test_rows_are_found_by_reporter_and_key(self):
        self.look_up("netherlands practices 1", "")
        self.assertIn("Netherlands", self.one("#trail").text)
        self.look_up("no such words", "")
        self.assertEqual(self.one("#lookup-said").text, "No row fits these words.")
        self.look_up("2026", "")
        self.assertIn("More than 20 rows fit", self.one("#lookup-said").text)
        self.assertEqual(len(self.all("#trail .rows li")), 20)

    def test_what_is_not_there_is_said(self):
        *_, returned, record = self.some_row("practices").split(",")
        self.look_up(f"{returned} 9999", "practices")
        self.assertEqual(self.one("#lookup-said").text, "There is no such row in this run.")
        gone = next(id for id, state in Lineage(self.folder).states.items() if state == "superseded")
        self.look_up(f"{gone} 1", "practices")
        self.assertRegex(self.one("#lookup-said").text, rf"was replaced by .*canvass trace co-production practices {gone} 1$")
        self.open("#row-000000000000-practices-1")
        self.assertEqual(self.one("#lookup-said").text, "There is no such row in this run.")

    def test_an_issue_leads_to_its_row_and_the_row_to_its_issue(self):
        issue = next(issue for issue in self.issues() if issue["rule"] == "type.not-a-number" and issue.get("record"))
        self.open("#issue-" + issue["fingerprint"])
        self.wait(lambda: self.all(".ib a[href^='#row-']"))
        self.one(".ib a[href^='#row-']").click()
        self.wait(lambda: self.all("#trail-title"))
        self.assertEqual(self.js("return document.querySelector('#trail table').dataset.row"), f"{issue['return']} {issue['table']} {issue['record']}")
        row = self.one(f"#trail tr[data-field='{issue['field']}']")
        self.assertIn(issue["cell"], row.text)
        row.find_element(By.CSS_SELECTOR, f"a[href='#issue-{issue['fingerprint']}']").click()
        self.wait(lambda: self.all(f"#issue-{issue['fingerprint']} .ib"))

    def test_axe_finds_nothing_in_a_row_and_nothing_is_wider_than_the_screen(self):
        *_, returned, record = self.some_row("practices").split(",")
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
            for text in (f"{returned} {record}", "netherlands"):
                with self.subTest(width=width, scheme=scheme, text=text):
                    self.size(width, scheme=scheme)
                    self.open()
                    self.look_up(text, "practices")
                    # The rest of the page is as test_reading looks at it.
                    self.assertEqual(self.axe("#lineage"), [])
                    self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)

    def test_a_row_is_printed_without_its_form(self):
        *_, returned, record = self.some_row("practices").split(",")
        self.open(f"#row-{returned}-practices-{record}")
        self.cdp("Emulation.setEmulatedMedia", media="print", features=[])
        self.assertEqual(self.js("return getComputedStyle(document.querySelector('#lookup')).display"), "none")
        self.assertTrue(self.one("#trail table").is_displayed())


class LongTableTest(LookUpTest):
    survey = "municipal-services"

    def test_every_row_says_what_the_lineage_files_say(self):
        lineage = Lineage(self.folder)
        records = lineage.shown()
        # Those with something read otherwise, a part of them, and a part of the others.
        read = [row for row in records if (row["return"], row["table"], row["record"]) in lineage.values]
        self.assertGreater(self.compare(read[::31] + records[::79], lineage), 2_500)

    def test_rows_are_found_by_reporter_and_key(self):
        # This survey has one table, and so nothing to choose.
        self.assertEqual(self.all("#lookup-table"), [])
        with open(self.folder / "dataset" / "observations.csv", encoding="utf-8", newline="") as file:
            wanted = next(row for row in csv.DictReader(file) if row["indicator"] == "expenditure")
        self.look_up(" ".join(wanted[name] for name in ("municipality", "service", "indicator", "quarter", "round")))
        links = [link.get_attribute("href").split("#")[1] for link in self.all("#trail .rows a")] or [self.js("return location.hash")[1:]]
        self.assertIn(f"row-{wanted['return']}-observations-{wanted['record']}", links)

    def test_axe_finds_nothing_on_a_page_of_many_returns_and_rounds(self):
        self.size(1280)
        self.open()
        self.js("for (const d of document.querySelectorAll('details')) d.open = true")
        self.assertEqual(self.axe(), [])

    test_a_line_of_the_dataset_is_pasted = test_return_and_record_are_typed_and_the_table_chosen = None
    test_what_is_not_there_is_said = test_an_issue_leads_to_its_row_and_the_row_to_its_issue = None
    test_axe_finds_nothing_in_a_row_and_nothing_is_wider_than_the_screen = test_a_row_is_printed_without_its_form = None


class TooManyRowsTest(ReportTest):
    """A survey of more rows than the page has room for: those with issues come first."""

    survey = "long"

    def test_rows_without_room_get_the_command(self):
        self.assertLessEqual(len(self.js("return document.querySelector('#trails').textContent")), 1_600_000)
        note = self.one("#lookup-note").text.replace("\u202f", "")
        held = [int(number) for number in re.findall(r"Of (\d+) rows, (\d+) are here", note)[0]]
        self.assertLess(held[1], held[0])
        self.assertGreater(held[1], 10_000)
        lineage = Lineage(self.folder)
        self.assertEqual(held[0], len(lineage.shown()))
        # The last row of the last return has an issue, the one before it has none.
        last = lineage.shown()[-1]
        issue = json.loads((self.folder / "issues.json").read_text("utf-8"))[-1]
        self.assertEqual((issue["return"], str(issue["record"])), (last["return"], last["record"]))
        self.open(f"#row-{last['return']}-offices-{last['record']}")
        self.assertIn("record", self.one("#trail-title").text)
        before = int(last["record"]) - 1
        self.open(f"#row-{last['return']}-offices-{before}")
        self.assertRegex(self.one("#lookup-said").text, rf"has no room for this row.*canvass trace long offices {last['return']} {before}$")
        first = lineage.shown()[0]
        self.open(f"#row-{first['return']}-offices-{first['record']}")
        self.assertIn("record", self.one("#trail-title").text)


class TablesBesideTest(ReportTest):
    """Rows of a table that stands twice, side by side, and of a private field."""

    survey = "beside"

    def test_a_blank_answer_is_told_in_its_own_tables_column(self):
        first, second = Lineage(self.folder).shown()
        for record, cell in ((first, "B2"), (second, "G2")):
            self.open(f"#row-{record['return']}-offices-{record['record']}")
            self.assertIn(cell, self.one("#trail tr[data-field='kind']").text)

    def test_issues_of_private_fields_are_linked_from_their_row(self):
        issue = next(issue for issue in self.issues() if issue.get("field") == "budget")
        self.open(f"#row-{issue['return']}-offices-{issue['record']}")
        self.assertEqual(self.all("#trail tr[data-field='budget']"), [])
        self.assertTrue(self.all(f"#trail a[href='#issue-{issue['fingerprint']}']"))


class HostileRowsTest(ReportTest):
    """Rows whose every text is an attack are told as text."""

    survey = "hostile"

    def test_nothing_of_a_row_is_run(self):
        lineage = Lineage(self.folder)
        told = self.driver.execute_async_script(COLLECT, [[row["return"], row["table"], row["record"]] for row in lineage.shown()])
        self.assertEqual(len(told), len(surveys.ATTACKS))
        for record, fields in zip(lineage.shown(), told):
            self.assertEqual({field["field"] for field in fields}, set(lineage.told(record)))
        self.assertIsNone(self.js("return window.pwned ?? null"))
        self.assertEqual(self.js("return document.querySelectorAll('#trail script, #trail img, #trail [onerror], #trail [onclick]').length"), 0)
        # What is looked for is text as well.
        for text in surveys.ATTACKS[:12]:
            self.js("document.querySelector('#lookup-row').value = arguments[0]; document.querySelector('#lookup').requestSubmit()", text)
        self.assertIsNone(self.js("return window.pwned ?? null"))


class LanguagesTest(unittest.TestCase):
    """The look-up speaks the report's language; see test_languages.py for the rest of the page."""

    def test_words(self):
        for survey, words in (("in-fr", "D'où vient une ligne"), ("in-es", "De dónde viene una fila")):
            page = (surveys.run(survey) / "report.html").read_text("utf-8").replace("&#39;", "'")
            self.assertIn(words, page)


if __name__ == "__main__":
    unittest.main()
