"""The list of issues: filter, search, sort, groups, causes, links."""

import re
import unittest

from browser import ReportTest


class IssuesTest(ReportTest):
    def test_filters_give_what_the_files_have(self):
        # What waits for somebody is asked for first; what a decision has settled is a choice away.
        every = self.issues()
        issues = [issue for issue in every if issue["state"] in ("open", "asked")]
        self.assertEqual(self.result(), (len(issues), len(every)))
        self.choose("#by-state", "")
        self.assertEqual(self.result(), (len(every), len(every)))
        self.choose("#by-state", "waived")
        self.assertEqual(self.result()[0], sum(issue["state"] == "waived" for issue in every))
        self.choose("#by-state", "live")
        self.choose("#by-severity", "warning")
        self.assertEqual(self.result()[0], sum(issue["severity"] == "warning" for issue in issues))
        self.choose("#by-reporter", "FIN")
        expected = [issue for issue in issues if issue["severity"] == "warning" and issue.get("reporter") == "FIN"]
        self.assertEqual(self.result()[0], len(expected))
        self.assertEqual(self.js("return location.hash"), "#issues?s=warning&c=FIN")
        self.one("#clear").click()
        self.assertEqual(self.result()[0], len(issues))
        self.choose("#by-table", "practices")
        self.assertEqual(self.result()[0], sum(issue.get("table") == "practices" for issue in issues))
        self.choose("#by-table", "")
        rule = issues[0]["rule"]
        self.choose("#by-rule", rule)
        self.assertEqual(self.result()[0], sum(issue["rule"] == rule for issue in issues))

    def test_search_looks_into_values_cells_and_numbers(self):
        issues = self.issues()
        wanted = next(issue for issue in issues if issue["rule"] == "type.not-a-number")
        for words in (wanted["value"], wanted["cell"].lower() + " " + wanted["fingerprint"], wanted["fingerprint"]):
            self.choose("#find", words)
            self.assertGreaterEqual(self.result()[0], 1, words)
            self.assertTrue(self.all(f"#issue-{wanted['fingerprint']}"), words)
        self.choose("#find", "no such words anywhere")
        self.assertEqual(self.result()[0], 0)
        self.assertEqual(self.one("#list").text, "No issue fits these filters.")

    def test_state_of_the_filters_is_in_the_address(self):
        before = self.js("return history.length")
        # Browsers keep no more than 50.
        self.assertLess(before, 50)
        self.choose("#find", "hardly")
        self.choose("#order", "place")
        # The way back leads to where one came from.
        self.assertEqual(self.js("return history.length"), before)
        address = self.js("return location.href")
        found = self.result()
        self.driver.get("about:blank")
        self.driver.get(address)
        self.wait(lambda: self.one("#find").get_attribute("value") == "hardly")
        self.assertEqual(self.result(), found)
        self.assertEqual(self.one("#order").get_attribute("value"), "place")

    def test_what_is_typed_is_not_lost_to_a_choice_that_follows_at_once(self):
        severity = next(issue["severity"] for issue in self.issues() if issue["state"] == "open" and "hardly" in issue.get("value", ""))
        self.js("""
            const find = document.querySelector('#find'), severity = document.querySelector('#by-severity');
            find.value = 'hardly'; find.dispatchEvent(new Event('input'));
            severity.value = arguments[0]; severity.dispatchEvent(new Event('change'));""", severity)
        self.settled()
        self.assertEqual(self.js("return location.hash"), "#issues?t=hardly&s=" + severity)
        both = self.result()[0]
        self.assertGreater(both, 0)
        # Nor is a row that is opened while the list is out of date closed again, or the filter lost.
        self.js("""
            const find = document.querySelector('#find');
            find.value = ''; find.dispatchEvent(new Event('input'));
            document.querySelector('.iss .ih').click();""")
        self.assertEqual(self.js("return location.hash"), "#issues?s=" + severity)
        self.assertIsNone(self.one("#list").get_attribute("aria-busy"))
        self.assertGreater(self.result()[0], both)

    def rank(self, value):
        """By what values are sorted: nothing comes first, then numbers by their size, then texts."""
        is_number = re.fullmatch(r"[+-]?\d+(\.\d+)?", value)
        return (1 if is_number else 2 if value else 0, float(value) if is_number else 0, value.encode("utf-16-be"))

    def test_order_by_place_and_value(self):
        self.one("[data-group='']").click()
        self.choose("#find", "hardly")
        self.choose("#order", "place")
        cells = [code.text for code in self.all(".ih .loc code")]
        self.assertGreater(len(cells), 20)
        places = [(cell.split("!")[0], int("".join(filter(str.isdigit, cell.split("!")[1])))) for cell in cells]
        self.assertEqual(places, sorted(places))
        self.choose("#find", "")
        self.choose("#order", "value")
        values_of = ("const c = JSON.parse(document.querySelector('#data').textContent).issues;"
                     "return [...document.querySelectorAll('.iss')].map(e => c.value[c.fingerprint.indexOf(e.id.slice(6))])")
        values = self.js(values_of)
        self.assertEqual(values, sorted(values, key=self.rank))
        self.choose("#find", "budget")
        values = self.js(values_of)
        self.assertTrue(any(self.rank(value)[0] == 1 for value in values))
        self.assertEqual(values, sorted(values, key=self.rank))

    def test_what_has_one_cause_is_one_line_and_each_of_it_a_click_away(self):
        line = next(row for row in self.all("[data-key^='cause-']") if "28 cells" in row.text)
        self.assertIn("United Kingdom", line.text)
        self.assertRegex(line.text, r"Services!C6:K15")
        line.click()
        members = self.all(".members .iss")
        self.assertEqual(len(members), 25)
        self.one(".members > .more button").click()
        self.assertEqual(len(self.all(".members .iss")), 28)
        self.one(".members .iss .ih").click()
        self.assertEqual(len(self.all(".members .ib")), 1)
        self.assertEqual(len(self.all(".members .iss")), 28)

    def test_groups_by_reporter_and_show_all(self):
        self.one("[data-group='reporter']").click()
        heads = [head.text.split("\n")[0] for head in self.all(".grp > h3")]
        self.assertIn("Portugal", heads)
        # As in the list of reporters above, whatever their first letters are.
        names = [option.text for option in self.all("#by-reporter option")][1:]
        shown = [head for head in heads if head in names]
        self.assertEqual(shown, [name for name in names if name in shown])
        self.assertGreater(len(shown), 5)
        self.assertEqual(self.one("[data-group='reporter']").get_attribute("aria-pressed"), "true")
        group = next(group for group in self.all(".grp") if group.text.startswith("Portugal"))
        self.assertEqual(len(group.find_elements("css selector", ".iss")), 3)
        group.find_element("css selector", ".more button").click()
        group = next(group for group in self.all(".grp") if group.text.startswith("Portugal"))
        self.assertGreater(len(group.find_elements("css selector", ".iss")), 5)

    def test_a_link_leads_to_the_open_issue(self):
        issue = next(issue for issue in self.issues() if issue["rule"] == "type.not-a-number")
        self.open("#issue-" + issue["fingerprint"])
        row = self.one("#issue-" + issue["fingerprint"])
        self.wait(lambda: row.find_elements("css selector", ".ib"))
        self.assertTrue(self.js("const r = arguments[0].getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight", row))
        self.assertIn(issue["value"], row.text)
        self.assertIn("canvass trace co-production", row.text)
        # The cell stands in its surroundings, marked.
        self.assertEqual(row.find_element("css selector", ".xl td.hot").text, issue["value"])
        self.assertEqual(self.js("return document.activeElement.dataset.key"), issue["fingerprint"])
        self.open("#issue-0000000000000000")
        self.assertIn("is not in this run", self.one("#result").text)

    def test_a_cell_of_the_coverage_filters_the_issues(self):
        link = next(link for link in self.all(".mat a[href^='#issues']") if "Finland, Practices" in link.get_attribute("title"))
        link.click()
        self.wait(lambda: "(Practices)" in self.one("#result").text)
        expected = [issue for issue in self.issues() if issue.get("reporter") == "FIN" and issue.get("table") == "practices" and issue["state"] in ("open", "asked")]
        self.assertEqual(self.result()[0], len(expected))

    def test_who_has_no_issue_is_shown_none(self):
        # There are issues without reporter, round and table, which are nobody's.
        without = self.js("""
            const { issues } = JSON.parse(document.querySelector('#data').textContent);
            return ['reporter', 'round', 'table'].map(name => issues[name].includes(-1))""")
        self.assertTrue(any(without))
        for query in ("c=NONE", "d=1900", "tb=none", "c=NONE&tb=none", "fd=none.none", "f=000000000000"):
            with self.subTest(query):
                self.open("#issues?st=&" + query)
                self.wait(lambda: self.js("return document.querySelector('#by-state').value") == "")
                self.assertEqual(self.result()[0], 0)

    def test_a_rule_leads_to_the_issues_that_it_counts(self):
        links = self.js("return [...document.querySelectorAll('#rules td a')].map(a => [a.getAttribute('href'), a.textContent.replaceAll('\\u202f', '')])")
        fields = [link for link, _ in links if "&fd=" in link]
        self.assertGreater(len(fields), 1)
        for link, number in links:
            with self.subTest(link):
                self.open(link)
                self.wait(lambda: self.one("#by-rule").get_attribute("value") != "")
                self.assertEqual(self.result()[0], int(number))
        self.open(next(link for link in fields if link.endswith("practices.satisfaction_after")))
        self.wait(lambda: self.one("#by-rule").get_attribute("value") != "")
        self.assertRegex(self.one("#result").text, r"\(Practices, .+\)")

    def test_every_excerpt_shows_the_value_that_was_typed(self):
        wrong = self.js("""
            const { issues, excerpts, lists } = JSON.parse(document.querySelector('#data').textContent), wrong = [];
            for (const [i, [columns, ...rows]] of Object.entries(excerpts.of)) {
              const [, letters, row] = /^([A-Z]+)(\\d+)$/.exec(issues.cell[i]);
              const own = rows.find(r => r[0] === Number(row)), text = excerpts.texts[own[1 + columns.indexOf(letters)]] ?? '';
              const value = issues.value[i];
              // The value of a comment is its text, that of a decision its fingerprint: neither is in the cell.
              if (/^layout.comment$|^decision\\./.test(lists.rules[issues.rule[i]][0])) continue;
              if (value && text && !value.includes(text.split('…')[0]) && !text.includes(value)) wrong.push([issues.cell[i], value, text]);
            }
            return [Object.keys(excerpts.of).length, wrong]""")
        self.assertGreater(wrong[0], 50)
        self.assertEqual(wrong[1], [])


class ReasonsTest(ReportTest):
    survey = "reasons"

    def test_an_issue_has_the_reason_of_its_own_field(self):
        reasons = {("constraint.required", "name"): "Offices are written to.", ("constraint.required", "budget"): "Budgets are summed.",
                   ("type.not-a-number", "budget"): "Words cannot be summed."}
        found = [issue for issue in self.issues() if (issue["rule"], issue.get("field")) in reasons]
        self.assertEqual(len(found), 3)
        for issue in found:
            self.open("#issue-" + issue["fingerprint"])
            row = self.one("#issue-" + issue["fingerprint"])
            self.wait(lambda: row.find_elements("css selector", ".ib"))
            own = reasons[issue["rule"], issue["field"]]
            self.assertIn(own, row.text)
            self.assertFalse([other for other in reasons.values() if other != own and other in row.text])


if __name__ == "__main__":
    unittest.main()
