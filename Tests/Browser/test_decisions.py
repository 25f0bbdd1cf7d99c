"""Decisions are drafted on the page, and leave it as lines for `canvass decide --from`."""

import csv
import io

import surveys
from browser import ReportTest


class DecisionsTest(ReportTest):
    def lines(self):
        return list(csv.DictReader(io.StringIO(self.js("return document.querySelector('#tray-lines').value"))))

    def open_form(self, fingerprint, action):
        self.open("#issue-" + fingerprint)
        self.wait(lambda: self.all(f"#issue-{fingerprint} .acts"))
        self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === arguments[0]).click()", action)
        return self.one("form.frm")

    def draft(self, form, values=()):
        """Fills the form, by selectors, and sends it off."""
        for selector, value in dict(values).items():
            self.js("arguments[0].querySelector(arguments[1]).value = arguments[2]", form, selector, value)
        form.find_element("css selector", "button.pri").click()

    def issue(self, rule):
        return next(issue for issue in self.issues() if issue["rule"] == rule)

    def test_a_correction_becomes_a_line(self):
        issue = self.issue("constraint.maximum")
        self.assertFalse(self.one("#tray").is_displayed())
        form = self.open_form(issue["fingerprint"], "Correct value")
        form.find_element("css selector", "input").send_keys("3")
        # Without a reason it is not drafted.
        form.find_element("css selector", "button.pri").click()
        self.assertFalse(self.one("#tray").is_displayed())
        self.draft(form, {"textarea": 'Asked, it is "three", they say'})
        self.assertTrue(self.one("#tray").is_displayed())
        self.one("#reviewer").send_keys("reviewer 1")
        (line,) = self.lines()
        self.assertEqual(list(line), ["fingerprint", "action", "seen", "value", "reason", "reviewer", "agreed_by", "date", "expires"])
        self.assertEqual(
            (line["fingerprint"], line["action"], line["seen"], line["value"], line["reason"], line["reviewer"], line["expires"]),
            (issue["fingerprint"], "correct", issue["value"], "3", 'Asked, it is "three", they say', "reviewer 1", ""))
        self.assertRegex(line["date"], r"^\d{4}-\d\d-\d\d$")
        # What was not sent is still there tomorrow, and can be taken back.
        self.open("#issue-" + issue["fingerprint"])
        self.assertEqual(len(self.lines()), 1)
        self.assertIn("Draft", self.one(f"#issue-{issue['fingerprint']} .stt").text)
        self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === 'Remove draft').click()")
        self.assertFalse(self.one("#tray").is_displayed())

    def test_what_is_half_written_is_not_lost_when_the_page_is_printed(self):
        fingerprint = self.issue("constraint.maximum")["fingerprint"]
        form = self.open_form(fingerprint, "Waive")
        area = form.find_element("css selector", "textarea")
        area.send_keys("Half a rea")
        printing = "for (const name of ['beforeprint', 'afterprint']) dispatchEvent(new Event(name))"
        self.js(printing)
        area.send_keys("son")
        self.assertEqual(area.get_attribute("value"), "Half a reason")
        # Without a form the list is drawn whole and back again; the focus stays where it was.
        self.open("#issue-" + fingerprint)
        self.wait(lambda: self.js("return document.activeElement.dataset.key") == fingerprint)
        self.js(printing)
        self.assertEqual(self.js("return document.activeElement.dataset.key"), fingerprint)

    def test_tabs_of_one_report_keep_each_other_s_drafts(self):
        first, second = [issue["fingerprint"] for issue in self.issues() if issue["rule"] == "code.unknown" and issue["state"] == "open"][:2]
        tab = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        other = self.driver.current_window_handle
        try:
            # Each tab has a size of its own.
            self.size(1280)
            self.open()
            self.driver.switch_to.window(tab)
            self.draft(self.open_form(first, "Ask"), {"textarea": "One?"})
            self.driver.switch_to.window(other)
            # It is told of it, and what it drafts itself comes beside it.
            self.wait(lambda: [line["reason"] for line in self.lines()] == ["One?"])
            self.draft(self.open_form(second, "Ask"), {"textarea": "Two?"})
            self.one("#reviewer").send_keys("reviewer 1")
            self.driver.switch_to.window(tab)
            self.wait(lambda: [(line["reason"], line["reviewer"]) for line in self.lines()] == [("One?", "reviewer 1"), ("Two?", "reviewer 1")])
            self.open("#issue-" + first)
            self.assertEqual(len(self.lines()), 2)
            # What is being filled in stays, whatever is drafted elsewhere.
            form = self.open_form(first, "Waive")
            form.find_element("css selector", "textarea").send_keys("It is so.")
            self.driver.switch_to.window(other)
            self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === 'Remove draft').click()")
            self.driver.switch_to.window(tab)
            self.wait(lambda: [line["reason"] for line in self.lines()] == ["One?"])
            self.assertEqual(form.find_element("css selector", "textarea").get_attribute("value"), "It is so.")
        finally:
            self.driver.switch_to.window(other)
            self.driver.close()
            self.driver.switch_to.window(tab)

    def test_drafts_on_issues_of_another_run_are_left_alone(self):
        self.draft(self.open_form(self.issue("constraint.maximum")["fingerprint"], "Ask"))
        self.js("""
            const key = 'canvass-drafts-co-production', kept = JSON.parse(localStorage.getItem(key));
            kept.drafts.push(['0123456789abcdef', { action: 'ask', seen: 'x', value: '', reason: '', expires: '' }]);
            localStorage.setItem(key, JSON.stringify(kept));""")
        self.open()
        self.one("#reviewer").send_keys("reviewer 1")
        kept = "return JSON.parse(localStorage.getItem('canvass-drafts-co-production')).drafts.map(draft => draft[0])"
        self.assertEqual(len(self.js(kept)), 2)
        # Its line would be refused with all others: the run has no such issue.
        self.assertEqual(len(self.lines()), 1)
        self.js("window.confirm = () => true; document.querySelector('#tray-clear').click()")
        self.assertFalse(self.one("#tray").is_displayed())
        self.assertEqual(self.js(kept), ["0123456789abcdef"])

    def test_a_waiver_has_an_end(self):
        form = self.open_form(self.issue("constraint.maximum")["fingerprint"], "Waive")
        self.draft(form, {"textarea": "It is so.", "input[type=date]": "2027-01-31"})
        (line,) = self.lines()
        self.assertEqual((line["action"], line["expires"], line["value"]), ("waive", "2027-01-31", ""))

    def test_the_end_of_a_decision_is_told_in_days_to_its_last(self):
        ends = self.js("return document.querySelector('[data-expires]').dataset.expires")
        for hours, words in ((-5 * 24, "ends in 5 days"), (-1, "ends in 1 day"), (0, "ends today"), (23, "ends today"), (24, "ended")):
            # The clock of a reader at so many hours from the beginning of that day (UTC).
            script = f"{{ const at = Date.parse('{ends}') + {hours} * 3600000 + 1000; Date.now = () => at; }}"
            added = self.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
            try:
                self.open()
                self.assertIn(words, self.one(f"[data-expires='{ends}'] small").get_attribute("textContent"))
            finally:
                self.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])

    def test_nothing_is_decided_about_what_is_said_of_a_decision(self):
        fingerprint = self.issue("decision.expired")["fingerprint"]
        self.open("#issue-" + fingerprint)
        self.wait(lambda: self.all(f"#issue-{fingerprint}-body"))
        self.assertFalse(self.all(f"#issue-{fingerprint} .acts"))

    def test_a_line_names_all_that_was_seen(self):
        issue = next(issue for issue in self.issues() if "seen" in issue and issue["seen"] != issue.get("value", "") and issue["state"] in ("open", "asked"))
        self.draft(self.open_form(issue["fingerprint"], "Ask"))
        (line,) = self.lines()
        self.assertEqual(line["seen"], issue["seen"])

    def test_no_value_is_decided_on_where_an_issue_is_about_no_answer(self):
        fingerprint = next(
            issue["fingerprint"] for issue in self.issues()
            if "record" not in issue and not issue["rule"].startswith(("decision.", "figure.")) and issue["state"] == "open")
        self.open("#issue-" + fingerprint)
        self.wait(lambda: self.all(f"#issue-{fingerprint} .acts"))
        self.assertEqual([button.text for button in self.all(f"#issue-{fingerprint} .acts button")], ["Waive", "Ask"])

    def test_a_reason_is_said_to_be_read_where_it_is(self):
        def label(fingerprint, action):
            return self.open_form(fingerprint, action).find_element("css selector", "label:has(textarea)").text.strip()

        fingerprint = self.issue("constraint.maximum")["fingerprint"]
        self.assertEqual(label(fingerprint, "Ask"), "Question, as the reporter will read it")
        self.assertEqual(label(fingerprint, "Waive"), "Reason")
        office = next(issue for issue in self.issues() if issue["rule"].startswith("coverage.") and issue["state"] == "open")
        self.assertEqual(label(office["fingerprint"], "Ask"), "Question (no letter or workbook asks it)")

    def test_a_suggested_code_is_taken_by_its_code(self):
        issue = next(issue for issue in self.issues() if issue["rule"] == "code.unknown" and "(" in issue.get("suggestion", ""))
        form = self.open_form(issue["fingerprint"], "Accept suggestion")
        self.draft(form)
        (line,) = self.lines()
        self.assertEqual(line["action"], "accept")
        self.assertIn(f"({line['value']})", issue["suggestion"])

    def test_all_of_one_cause_are_decided_at_once(self):
        next(row for row in self.all("[data-key^='cause-']") if "28 cells" in row.text).click()
        self.js("[...document.querySelectorAll('.members > .acts button')].find(b => b.textContent === 'Ask').click()")
        self.draft(self.one("form.frm"), {"textarea": "What does it mean?"})
        lines = self.lines()
        self.assertEqual(len(lines), 28)
        self.assertEqual({line["action"] for line in lines}, {"ask"})
        seen = {issue["fingerprint"]: issue.get("seen", issue.get("value", "")) for issue in self.issues()}
        self.assertTrue(all(seen[line["fingerprint"]] == line["seen"] for line in lines))

    def test_lines_are_downloaded_and_copied(self):
        form = self.open_form(self.issue("constraint.maximum")["fingerprint"], "Waive")
        self.draft(form, {"textarea": "Überprüft: “so”"})
        for control, name in (("#reviewer", "reviewer 1"), ("#agreed-by", "reviewer 2")):
            self.one(control).send_keys(name)
        self.one("#tray-download").click()
        lines = self.js("return document.querySelector('#tray-lines').value")
        # The browser may make the file before it has its text.
        def downloaded():
            return [file for file in self.downloads.glob("decisions-co-production-*.csv") if file.read_bytes() == lines.encode()]

        self.wait(downloaded)
        (file,) = downloaded()
        self.assertIn("1 line written to decisions.csv", surveys.decide(self.survey, file))
        # That it was copied is said for two seconds, so it is noted when it is said.
        self.js("""
            window.said = [];
            const button = document.querySelector('#tray-copy');
            new MutationObserver(() => said.push(button.textContent)).observe(button, { childList: true });""")
        self.one("#tray-copy").click()
        self.wait(lambda: self.js("return said.includes('Copied')"))


class SuggestionsTest(ReportTest):
    survey = "suggesting"

    def open_all(self, reporter):
        """Opens the line of a reporter's issues; gives the buttons by which all of them are decided."""
        self.open(f"#issues?c={reporter}")
        self.wait(lambda: len(self.all("[data-key^='cause-']")) == 1)
        self.one("[data-key^='cause-']").click()
        return {button.text: button for button in self.all(".members > .acts > button")}

    def accepted(self):
        """The values that are drafted, by the values as typed."""
        self.one("form.frm button.pri").click()
        lines = list(csv.DictReader(io.StringIO(self.js("return document.querySelector('#tray-lines').value"))))
        self.assertEqual({line["action"] for line in lines}, {"accept"})
        return {(line["seen"], line["value"]) for line in lines}

    def test_one_suggestion_for_each_is_accepted_of_all_and_said_to_be(self):
        self.open_all("AAA")["Accept suggestion"].click()
        self.assertFalse(self.all("form.frm select"))
        self.assertIn("Each gets its own suggestion.", self.one("form.frm").text)
        self.assertEqual(self.accepted(), {("rather library", "L"), ("rather town hall", "T")})

    def test_of_several_suggestions_that_all_have_one_is_chosen(self):
        self.open_all("BBB")["Accept suggestion"].click()
        self.assertEqual(sorted(option.get_attribute("value") for option in self.all("form.frm select option")), ["L", "T"])
        self.js("document.querySelector('form.frm select').value = 'T'")
        self.assertEqual(self.accepted(), {("library or town hall", "T"), ("town hall or library", "T")})

    def test_where_the_choice_differs_it_is_not_made_for_all(self):
        self.assertEqual(list(self.open_all("CCC")), ["Correct value", "Waive", "Ask"])
