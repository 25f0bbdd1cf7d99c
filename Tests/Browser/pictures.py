"""Takes README's pictures of the report of the sample survey, into a folder: Scripts/pictures runs it."""

import base64
import pathlib
import sys
import unittest

import browser

# The cell of the issue that README shows.
REPORTER, CELL = "FIN", "J7"


class Camera(browser.ReportTest):
    """The page as the tests open it."""

    def runTest(self):
        self.take("report", 1280, 1000)
        self.take("report-390", 390, 844, scale=2)
        # Narrower or wider, the cells around it would not stand beside what is told of it.
        self.take("report-issue", 1280, 900, f"#issue-{self.shown()}")

    def shown(self):
        issues = [issue for issue in self.issues() if issue.get("reporter") == REPORTER and issue.get("cell") == CELL]
        self.assertEqual(len(issues), 1, f"{REPORTER} has one issue about {CELL}: else README shows another than it did")
        return issues[0]["fingerprint"]

    def take(self, name, width, height, fragment="", scale=1):
        self.size(width, height)
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 500)
        self.open(fragment)
        self.settled()
        # What a link leads to is marked for somebody who has just come; the picture is of the list.
        self.js("document.activeElement?.blur()")
        shot = self.cdp("Page.captureScreenshot", format="png")["data"]
        (pathlib.Path(sys.argv[1]) / f"{name}.png").write_bytes(base64.b64decode(shot))


if __name__ == "__main__":
    sys.exit(not unittest.TextTestRunner().run(unittest.TestSuite([Camera()])).wasSuccessful())
