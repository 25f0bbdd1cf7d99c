"""Chromium, driven as a reader drives it, and what every test asks of it."""

import json
import pathlib
import sysconfig
import time
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys  # noqa: F401  (for the tests)

import surveys

AXE = pathlib.Path(sysconfig.get_path("purelib")) / "axe_playwright_python" / "axe.min.js"


def start(width=1280, height=900, downloads=None):
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
                     # A test may go to thousands of addresses of one page.
                     "--disable-ipc-flooding-protection"):
        options.add_argument(argument)
    options.add_argument(f"--window-size={width},{height}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_script_timeout(300)
    # Else the driver's own client gives up sooner.
    driver.command_executor.client_config.timeout = 330
    return driver


class ReportTest(unittest.TestCase):
    """A test of the report of a survey, in a browser of its own for each class."""

    survey = "co-production"

    @classmethod
    def setUpClass(cls):
        cls.folder = surveys.run(cls.survey)
        cls.url = (cls.folder / "report.html").as_uri()
        cls.downloads = surveys.scratch() / f"downloads-{cls.__name__}"
        cls.driver = start(downloads=cls.downloads)

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()

    def setUp(self):
        self.size(1280)
        self.cdp("Storage.clearDataForOrigin", origin="file://", storageTypes="local_storage")
        self.open()

    def tearDown(self):
        messages = [entry["message"] for entry in self.driver.get_log("browser")]
        self.assertEqual(messages, [], "the console is silent")

    # What a reader does.

    def open(self, fragment=""):
        self.driver.get("about:blank")
        self.driver.get(self.url + fragment)
        self.wait(lambda: self.js("return document.documentElement.classList.contains('live') && document.readyState === 'complete'"))

    def size(self, width, height=900, scheme="light"):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        # Where motion is not wanted, the page scrolls at once.
        features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.cdp("Emulation.setEmulatedMedia", media="", features=features)

    def choose(self, control, value):
        self.js("const c = document.querySelector(arguments[0]); c.value = arguments[1]; c.dispatchEvent(new Event(c.type === 'search' ? 'input' : 'change'))",
                control, value)
        self.settled()

    def settled(self):
        """Until the list is what the filters ask for."""
        self.wait(lambda: self.one("#list").get_attribute("aria-busy") is None)

    # What the page says.

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition, seconds=120):
        """Until something holds. The time is long: another's work on the machine is no failure of the page."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                self.fail("waited in vain")
            time.sleep(0.02)

    def result(self):
        """The number of issues found, and of all."""
        numbers = self.one("#result").text.replace("\u202f", "").split()
        return int(numbers[0]), int(numbers[2])

    def issues(self):
        """The run's issues, as the file beside the page has them."""
        return json.loads((self.folder / "issues.json").read_text("utf-8"))

    def axe(self, part=None):
        """What axe-core has against the page as it stands, or against the part of it that a selector names."""
        # The page's policy forbids foreign scripts; what the driver runs is not subject to it.
        self.js(AXE.read_text("utf-8") + "; window.axe = axe;")
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            # Within a picture it takes the page for the ground of a text, and not the bar beneath it: there the contrast is computed by a test.
            "axe.run({ include: [[arguments[0] ?? 'html']], exclude: [['.ch']] }, { resultTypes: ['violations'] }).then(r => done(r.violations), e => done([{ id: String(e), nodes: [] }]))", part)
        return [f"{violation['id']}: {[node['target'] for node in violation['nodes'][:3]]}" for violation in found]
