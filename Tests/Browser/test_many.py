"""Many issues: how large the page is, and that what it draws does not grow with them. How long it takes: Benchmarks/report."""

from browser import ReportTest


class TenThousandIssuesTest(ReportTest):
    survey = "ten-thousand"

    def test_the_page_is_small(self):
        self.assertGreaterEqual(len(self.issues()), 10_000)
        self.assertLessEqual((self.folder / "report.html").stat().st_size, 5_000_000)


class HundredThousandIssuesTest(ReportTest):
    survey = "many"

    def drawn(self):
        """The number of the list's elements. The page's others do not depend on what is chosen: their number is bounded as well."""
        self.assertLess(self.js("return document.querySelectorAll('*').length"), 10_000)
        return self.js("return document.querySelectorAll('#list *').length")

    def test_what_is_drawn_does_not_grow_with_the_issues(self):
        all = self.result()[1]
        self.assertGreaterEqual(all, 100_000)
        self.assertLess(self.drawn(), 3_000)
        for control, value in (("#by-reporter", "RAB"), ("#by-rule", "constraint.maximum"), ("#find", "old house"), ("#order", "value"), ("#order", "place")):
            self.choose(control, value)
            self.assertLess(self.drawn(), 3_000)
            if control.startswith("#order"):
                continue
            self.assertTrue(0 < self.result()[0] < all, control)
            self.choose(control, "")
        self.one("[data-group='']").click()
        self.assertLess(self.drawn(), 3_000)
        self.one(".iss .ih").click()
        self.assertEqual(len(self.all(".ib")), 1)
        self.assertLess(self.drawn(), 3_000)

    def test_every_issue_can_be_reached(self):
        self.one("[data-group='']").click()
        pages = self.one(".pager span").text
        self.assertRegex(pages, r"Page 1 of 2.\d{3}")
        first = self.one(".iss").get_attribute("id")
        self.one(".pager button:last-child").click()
        self.assertRegex(self.one(".pager span").text, "Page 2 of")
        self.assertEqual(len(self.all(".iss")), 50)
        self.assertNotEqual(self.one(".iss").get_attribute("id"), first)
        last = self.js("return JSON.parse(document.querySelector('#data').textContent).issues.fingerprint.at(-1)")
        self.open("#issue-" + last)
        self.wait(lambda: self.all(f"#issue-{last} .ib"))


class ManyMissingReturnsTest(ReportTest):
    survey = "unheard"

    def test_a_group_shows_as_many_more_as_it_says(self):
        rows = "return document.querySelector('.grp:has(> .more)').querySelectorAll('.iss').length"
        self.assertEqual(self.js(rows), 3)
        for shown in (103, 203):
            button = self.one(".grp > .more button")
            self.assertEqual(button.text, "Show 100 more")
            button.click()
            self.assertEqual(self.js(rows), shown)
        self.assertEqual(self.one(".grp > .more button").text, "Show 56 more")
