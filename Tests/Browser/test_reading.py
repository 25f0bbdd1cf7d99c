"""Keyboard, screen readers, dark and light, narrow and wide, print."""

import base64
import re
import zlib

from browser import Keys, ReportTest


class ReadingTest(ReportTest):
    def open_everything(self):
        self.js("for (const d of document.querySelectorAll('details')) d.open = true")
        self.js("document.querySelector('[data-key^=cause-]')?.click()")
        self.js("[...document.querySelectorAll('.iss .ih')].find(b => !b.dataset.key.startsWith('cause-')).click()")
        self.js("[...document.querySelectorAll('.acts button')].find(b => b.textContent === 'Ask').click()")
        self.js("const f = document.querySelector('form.frm'); f.querySelector('textarea').value = 'So.'; f.requestSubmit()")

    def test_axe_finds_nothing(self):
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
            with self.subTest(width=width, scheme=scheme):
                self.size(width, scheme=scheme)
                self.open()
                self.open_everything()
                self.assertEqual(self.axe(), [])

    def test_the_numbers_in_pictures_stand_out_from_their_ground(self):
        for scheme in ("light", "dark"):
            self.size(1280, scheme=scheme)
            self.open()
            faint = self.js("""
                const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                  return .2126 * r + .7152 * g + .0722 * b; };
                const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
                const fill = e => getComputedStyle(e).fill, faint = [];
                let seen = 0;
                for (const text of document.querySelectorAll('.ch .in, .ch .mt')) {
                  const [x, y] = ['x', 'y'].map(n => Number(text.getAttribute(n)));
                  const under = [...text.parentNode.querySelectorAll('rect')].find(r => { const b = r.getBBox(); return b.x <= x && x <= b.x + b.width && b.y <= y && y <= b.y + b.height; });
                  if (!under) continue;
                  seen += 1;
                  if (contrast(fill(text), fill(under)) < 4.5) faint.push([text.textContent, fill(text), fill(under)]);
                }
                return [seen, faint]""")
            self.assertGreater(faint[0], 20)
            self.assertEqual(faint[1], [])

    def test_nothing_is_wider_than_the_screen(self):
        for width in (360, 390, 768, 1024, 1280, 1920):
            with self.subTest(width=width):
                self.size(width)
                self.open()
                self.open_everything()
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)

    def test_the_keyboard_reaches_and_opens_an_issue(self):
        self.driver.find_element("tag name", "body").send_keys(Keys.TAB)
        self.assertEqual(self.js("return document.activeElement.className"), "skip")
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        for _ in range(40):
            self.driver.switch_to.active_element.send_keys(Keys.TAB)
            if self.js("return document.activeElement.classList.contains('ih')"):
                break
        key = self.js("return document.activeElement.dataset.key")
        self.assertIsNotNone(key)
        self.assertNotEqual(self.js("return getComputedStyle(document.activeElement).outlineStyle"), "none")
        self.driver.switch_to.active_element.send_keys(Keys.SPACE)
        self.assertEqual(self.js("return [document.activeElement.dataset.key, document.activeElement.ariaExpanded]"), [key, "true"])
        self.driver.switch_to.active_element.send_keys(Keys.ENTER)
        self.assertEqual(self.js("return [document.activeElement.dataset.key, document.activeElement.ariaExpanded]"), [key, "false"])

    def test_the_focus_is_not_lost_with_what_had_it(self):
        focused = "return document.activeElement.dataset.key ?? document.activeElement.textContent"
        keys = "return [...document.querySelectorAll('#list .ih')].map(head => head.dataset.key)"

        def press(selector, text=None):
            """Presses the first button that a selector finds, one with these words where some are given."""
            self.js("[...document.querySelectorAll(arguments[0])].find(b => !arguments[1] || b.textContent === arguments[1]).focus()", selector, text)
            self.driver.switch_to.active_element.send_keys(Keys.ENTER)

        # The pages: the first line of the next.
        press("[data-group='']")
        before = self.js(keys)
        press(".pager button:last-child")
        after = self.js(keys)
        self.assertNotEqual(before[0], after[0])
        self.assertEqual(self.js(focused), after[0])
        press(".pager button:first-child")
        self.assertEqual(self.js(focused), before[0])
        # A group that shows more, and a cause: the first line that was not there.
        press("[data-group='rule']")
        before = self.js(keys)
        press(".grp > .more button")
        self.assertEqual(self.js(focused), next(key for key in self.js(keys) if key not in before))
        self.open()
        next(row for row in self.all("[data-key^='cause-']") if "28 cells" in row.text).click()
        before = self.js(keys)
        press(".members > .more button")
        self.assertEqual(self.js(focused), next(key for key in self.js(keys) if key not in before))
        # What a form is opened and given up by; where a draft was removed, the line's first button.
        press(".members > .acts button", "Ask")
        press(".members form button[type=button]")
        self.assertEqual(self.js(focused), "Ask")
        press(".members > .acts button", "Ask")
        press(".members form .pri")
        press(".members > .acts button", "Remove draft")
        self.assertEqual(self.js(focused), self.js("return document.querySelector('.members > .acts button').textContent"))

    def test_the_theme_follows_the_system_and_the_reader(self):
        ground = "return getComputedStyle(document.body).backgroundColor"
        self.assertEqual(self.js(ground), "rgb(255, 255, 255)")
        self.size(1280, scheme="dark")
        self.open()
        self.assertEqual(self.js(ground), "rgb(20, 24, 30)")
        self.one("#theme").click()
        self.assertEqual(self.js(ground), "rgb(255, 255, 255)")
        self.open()
        self.assertEqual(self.js(ground), "rgb(255, 255, 255)")
        self.assertEqual(self.one("#theme").text, "Dark")

    def test_a_dark_page_is_printed_light_on_a4(self):
        self.size(1280, scheme="dark")
        self.open()
        self.js("document.documentElement.dataset.theme = 'dark'")
        pdf = base64.b64decode(self.cdp("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
        self.assertTrue(pdf.startswith(b"%PDF"))
        width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
        self.assertAlmostEqual(width, 595, delta=2)
        self.assertAlmostEqual(height, 842, delta=2)
        pages = len(re.findall(rb"/Type /Page\b", pdf))
        self.assertTrue(5 <= pages <= 40, pages)
        drawn = b""
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
            try:
                drawn += zlib.decompress(stream)
            except zlib.error:
                continue
        # The dark ground, rgb(20, 24, 30), is painted nowhere.
        self.assertNotRegex(drawn, rb"\.0784\d* \.0941\d* \.1176\d* rg")
        self.cdp("Emulation.setEmulatedMedia", media="print", features=[])
        self.assertEqual(self.js("return getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
        self.assertEqual(self.js("return getComputedStyle(document.querySelector('#filters')).display"), "none")

    def test_nothing_is_wider_than_the_paper(self):
        # What is wider makes browsers print the whole page smaller. 182 mm, the width within the margins, are 688 pixels.
        self.cdp("Emulation.setDeviceMetricsOverride", width=688, height=970, deviceScaleFactor=1, mobile=False)
        self.cdp("Emulation.setEmulatedMedia", media="print", features=[])
        self.open()
        self.js("dispatchEvent(new Event('beforeprint'))")
        wide = self.js("""
            const width = document.documentElement.clientWidth;
            return [...document.querySelectorAll('table, .ch')].filter(e => e.getBoundingClientRect().right > width + 1)
              .map(e => [e.closest('section')?.id, e.getAttribute('class'), e.getBoundingClientRect().right])""")
        self.assertEqual(wide, [])
        self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), 688)

    def test_the_page_is_whole_without_its_script(self):
        self.cdp("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.driver.get("about:blank")
            self.driver.get(self.url)
            self.wait(lambda: self.all("#list + section, noscript"))
            self.assertFalse(self.one("#filters").is_displayed())
            self.assertTrue(self.one("#coverage .mat").is_displayed())
        finally:
            self.cdp("Emulation.setScriptExecutionDisabled", value=False)
