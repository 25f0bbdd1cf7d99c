"""Resubmissions with their issues, and issues that stand for many cells."""

import csv
import json

from browser import By, ReportTest


class ResubmissionsTest(ReportTest):
    survey = "resubmitted"

    def comparison(self):
        (comparison,) = json.loads((self.folder / "resubmissions.json").read_text("utf-8"))
        return comparison

    def test_issues_solved_and_new_stand_with_cell_and_sentence(self):
        comparison = self.comparison()
        self.assertEqual((len(comparison["solved"]), len(comparison["new"])), (40, 4))
        for kind, name in (("solved", "solved"), ("new", "raised")):
            lists = self.all(f"[aria-labelledby='resubmission-1-{name}'] tbody tr")
            shown = [(row.find_element(By.CSS_SELECTOR, "code").get_attribute("textContent"), row.find_element(By.CSS_SELECTOR, "td").get_attribute("textContent"))
                     for row in lists]
            self.assertEqual(shown, [("!".join((issue["sheet"], issue["cell"])), issue["message"]) for issue in comparison[kind]])
        # A long list is folded, with how many there are.
        fold = self.one("details:has(> #resubmission-1-solved)")
        self.assertFalse(fold.get_property("open"))
        self.assertEqual(self.one("#resubmission-1-solved").text, "40 issues solved")
        fold.find_element(By.CSS_SELECTOR, "summary").click()
        self.assertTrue(self.one("[aria-labelledby='resubmission-1-solved'] table").is_displayed())

    def test_a_new_issue_leads_to_where_it_is_told(self):
        issue = self.comparison()["new"][0]
        self.one(f"#resubmissions a[href='#issue-{issue['fingerprint']}']").click()
        self.wait(lambda: self.all(f"#issue-{issue['fingerprint']} .ib"))

    def test_an_issue_that_stands_for_many_tells_each_a_click_away(self):
        issue = next(issue for issue in self.issues() if issue["rule"] == "layout.text-unclaimed")
        self.assertEqual([entry["cell"] for entry in issue["alike"]], [f"E{n}" for n in range(2, 32)])
        self.assertEqual(issue["alike"][7]["value"], "see note 7")
        self.assertTrue(issue["message"].endswith("29 more cells of this sheet are like it; all of them: E2:E31."))
        with open(self.folder / "issue-cells.csv", encoding="utf-8", newline="") as file:
            lines = [(row["cell"], row["value"], row["message"]) for row in csv.DictReader(file) if row["fingerprint"] == issue["fingerprint"]]
        self.assertEqual(lines, [(entry["cell"], entry["value"], entry["message"]) for entry in issue["alike"]])
        self.open("#issue-" + issue["fingerprint"])
        fold = self.one(f"#issue-{issue['fingerprint']} details.alike")
        self.assertEqual(fold.find_element(By.CSS_SELECTOR, "summary").text, "30 entries")
        fold.find_element(By.CSS_SELECTOR, "summary").click()
        entries = fold.find_elements(By.CSS_SELECTOR, "li")
        self.assertEqual(len(entries), 30)
        self.assertTrue(entries[7].text.startswith("E9 ") and "see note 7" in entries[7].text)

    def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(self):
        issue = next(issue for issue in self.issues() if issue["rule"] == "layout.text-unclaimed")
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
            with self.subTest(width=width, scheme=scheme):
                self.size(width, scheme=scheme)
                self.open("#issue-" + issue["fingerprint"])
                self.js("for (const d of document.querySelectorAll('details')) d.open = true")
                self.assertEqual(self.axe(), [])
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)
