"""A hostile return changes nothing of the page but its text."""

import csv
import io

import surveys
from browser import ReportTest

SHAPE = """
    document.querySelector("[data-group='']").click();
    for (const d of document.querySelectorAll('details')) d.open = true;
    const keys = [...document.querySelectorAll('.ih')].map(b => b.dataset.key), shapes = [];
    const shape = () => [...document.querySelectorAll('body *')].map(e => e.tagName + ' ' + e.getAttributeNames().sort().join(' '));
    shapes.push(...shape());
    for (const key of keys) {
      document.querySelector('[data-key="' + key + '"]').click();
      shapes.push(...[...document.querySelectorAll('.ib *')].map(e => e.tagName + ' ' + e.getAttributeNames().sort().join(' ')));
    }
    return shapes.filter(s => !s.startsWith('BR'));"""


class HostileTest(ReportTest):
    survey = "hostile"

    def test_its_text_is_shown_and_nothing_else_happens(self):
        values = {issue.get("value") for issue in self.issues()}
        for attack in surveys.ATTACKS:
            self.assertTrue(any(attack.replace("\x00", "").replace("\r\n", "\n")[:40] in (value or "").replace("\r\n", "\n") for value in values), attack)
        self.js(SHAPE)
        self.assertIsNone(self.js("return window.pwned ?? null"))
        self.assertEqual(self.all("main img, main iframe, main object, main b[onclick]"), [])
        text = self.js("return document.body.textContent")
        self.assertIn("<img src=x onerror=\"window.pwned=1\">", text)
        self.assertNotRegex(self.js("return document.body.innerText"), "[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]")

    def test_its_page_has_the_shape_of_a_harmless_one(self):
        hostile = self.js(SHAPE)
        self.driver.get((surveys.run("plain") / "report.html").as_uri())
        self.wait(lambda: self.js("return document.documentElement.classList.contains('live')"))
        plain = self.js(SHAPE)
        difference = next(((n, hostile[n - 6:n + 3], plain[n - 6:n + 3]) for n, (a, b) in enumerate(zip(hostile, plain)) if a != b), None)
        self.assertIsNone(difference)
        self.assertEqual(len(hostile), len(plain))

    def test_a_draft_keeps_the_value_as_it_was_typed(self):
        issue = next(issue for issue in self.issues() if "\x1b[31m" in issue.get("value", ""))
        self.open("#issue-" + issue["fingerprint"])
        self.wait(lambda: self.all(".acts button"))
        self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === 'Ask').click()")
        self.js("const f = document.querySelector('form.frm'); f.querySelector('textarea').value = 'What is this?'; f.requestSubmit()")
        self.assertIn(issue["value"], self.js("return document.querySelector('#tray-lines').value"))

    def test_a_draft_runs_in_no_spreadsheet(self):
        issue = next(issue for issue in self.issues() if issue.get("value", "").startswith("=HYPERLINK"))
        self.open("#issue-" + issue["fingerprint"])
        self.wait(lambda: self.all(".acts button"))
        self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === 'Ask').click()")
        self.js("const f = document.querySelector('form.frm'); f.querySelector('textarea').value = '-1+1 is it?'; f.requestSubmit()")
        lines = list(csv.DictReader(io.StringIO(self.js("return document.querySelector('#tray-lines').value"))))
        self.assertEqual([line["seen"] for line in lines], ["'" + issue["value"]])
        self.assertEqual([line["reason"] for line in lines], ["'-1+1 is it?"])

    def test_a_value_of_32000_characters_is_cut(self):
        issue = next(issue for issue in self.issues() if len(issue.get("value", "")) > 30_000)
        self.open("#issue-" + issue["fingerprint"])
        self.wait(lambda: self.all(".ib"))
        self.assertLess(len(self.one(".ib").text), 4_000)
        self.assertIn("(3200", self.one(".ib .typed").text)
