"""Reports in French and Spanish: the page says its language, its words are of it, axe finds nothing, filters work."""

import re

from browser import ReportTest


class InAnotherLanguage:
    """What holds of a report whatever its language."""

    def counts(self):
        """The number of issues found, and of all."""
        text = self.one("#result").text.replace("\u202f", "")
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        return numbers[0], numbers[1]

    def test_the_page_says_its_language_and_speaks_it(self):
        self.assertEqual(self.one("html").get_attribute("lang"), self.language)
        headings = [heading.text for heading in self.all("h2")]
        for heading in self.headings:
            self.assertIn(heading, headings)
        for english in ("Issues", "Coverage", "Returns", "Rules"):
            self.assertNotIn(english, headings)
        # What the script writes is in the page's language as well.
        self.assertRegex(self.one("#result").text.replace("\u202f", ""), self.found)

    def test_axe_finds_nothing(self):
        for width, scheme in ((1280, "light"), (390, "dark")):
            with self.subTest(width=width, scheme=scheme):
                self.size(width, scheme=scheme)
                self.open()
                self.js("for (const d of document.querySelectorAll('details')) d.open = true")
                self.js("document.querySelector('.iss .ih').click()")
                self.assertEqual(self.axe(), [])
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)

    def test_filters_give_what_the_files_have(self):
        every = self.issues()
        issues = [issue for issue in every if issue["state"] in ("open", "asked")]
        self.assertGreater(len(issues), 4)
        self.assertEqual(self.counts(), (len(issues), len(every)))
        self.choose("#by-reporter", "BBB")
        expected = sum(issue.get("reporter") == "BBB" for issue in issues)
        self.assertTrue(0 < expected < len(issues))
        self.assertEqual(self.counts()[0], expected)
        self.choose("#find", "nulle part \u2013 en ninguna parte")
        self.assertEqual(self.one("#list").text, self.nothing)


class FrenchTest(InAnotherLanguage, ReportTest):
    survey, language = "in-fr", "fr"
    headings = ["Anomalies"]
    found = r"^\d+ anomalies? sur \d+"
    nothing = "Aucune anomalie ne correspond à ces filtres."


class SpanishTest(InAnotherLanguage, ReportTest):
    survey, language = "in-es", "es"
    headings = ["Incidencias"]
    found = r"^\d+ de \d+ incidencias?"
    nothing = "Ninguna incidencia corresponde a estos filtros."
