"""Surveys for the browser tests, made here and run by the binary that is tested."""

import atexit
import functools
import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CANVASS = os.environ.get("CANVASS", str(ROOT / ".build/release/canvass"))


@functools.cache
def scratch():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="canvass-browser-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def run(name):
    """Runs a survey of the repository or one of those below; gives the folder of its results."""
    survey = MADE[name]() if name in MADE else name
    output = scratch() / "output" / name
    result = subprocess.run([CANVASS, "run", str(survey), "--quiet", "--output", str(output)], cwd=ROOT, capture_output=True, text=True)
    if result.returncode not in (0, 1):
        raise AssertionError(f"canvass run {survey} exits {result.returncode}: {result.stderr}")
    (folder,) = output.glob("*/latest")
    return folder


def decide(name, lines):
    """What `canvass decide --from` says of lines for a survey of the repository; they go into a copy of it."""
    survey = scratch() / "decided" / name
    shutil.copytree(ROOT / "Pipelines" / name, survey, dirs_exist_ok=True)
    result = subprocess.run(
        [CANVASS, "decide", str(survey), "--from", str(lines), "--output", str(scratch() / "output" / name)], cwd=ROOT, capture_output=True, text=True)
    return result.stdout + result.stderr


DEFINITION = """canvass: 1
title: {title}
languages: [{language}]
round: {{current: "2026"}}
inbox: {{path: inbox, settle: 0}}
reporters: {{file: reporters.csv, from: {{filename: '^(?:[0-9-]+/)?([A-Z]{{3}})'}}}}
codelists:
  kind: {{file: kind.csv}}
tables:
  offices:
    title: Offices
    key: name
    fields:
      name: {{type: string, title: Name, constraints: {{required: true}}}}
      kind: {{type: string, codelist: kind, title: Kind}}
      staff: {{type: integer, title: Staff, constraints: {{maximum: 1000}}}}
      budget: {{type: number, title: Budget, constraints: {{required: true}}}}
layouts:
  offices:
    into: offices
    sheet: {{any: true}}
    table:
      columns:
        name: {{label: Name}}
        kind: {{label: Kind}}
        staff: {{label: Staff}}
        budget: {{label: Budget}}
"""


def made(name, title, reporters, returns, language="en"):
    """A survey's folder with its returns, as rows of fields."""
    folder = scratch() / "surveys" / name
    (folder / "inbox").mkdir(parents=True)
    (folder / "pipeline.yaml").write_text(DEFINITION.format(title=title, language=language), "utf-8")
    (folder / "kind.csv").write_text(f"code,label_{language}\nT,Town hall\nL,Library\n", "utf-8")
    write(folder / "reporters.csv", [["code", "name"]] + reporters)
    for file, rows in returns.items():
        # Programs fill the header up to the widest row.
        header = ["Name", "Kind", "Staff", "Budget"]
        write(folder / "inbox" / file, [header + [""] * (max(map(len, rows)) - len(header))] + rows)
    return folder


def write(path, rows):
    def field(text):
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '",\r\n') else text

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(",".join(map(field, row)) + "\n" for row in rows).encode("utf-8"))


def many(issues):
    """A survey with at least so many issues of five rules, seven in two rows, from twenty reporters."""
    chance = random.Random(5)
    reporters = [["R" + chr(65 + n // 5) + chr(65 + n % 5), f"Region {n + 1}"] for n in range(20)]
    each = issues * 2 // 7 // len(reporters) + 20
    words = ["north", "south", "old", "new", "upper", "lower"]

    def row(code, n):
        kind = f"{chance.choice(words)} {chance.choice(words)} house {n % 97}"
        return [f"{code} {n}", kind, str(chance.randrange(1001, 9999)) if n % 2 else f"about {n}", ""]

    # Three kinds of issue in each row, and a name that is given twice makes a fourth.
    returns = {}
    for code, _ in reporters:
        rows = [row(code, n) for n in range(each)]
        returns[f"{code}.csv"] = [[own[0] if n % 2 == 0 else rows[n - 1][0], *own[1:]] for n, own in enumerate(rows)]
    return made(f"many-{issues}", f"A survey with {issues} issues (invented)", reporters, returns)


def long():
    """A survey of 90,000 rows with keys and readings of their own, and an issue in the last row."""
    reporters = [["R" + chr(65 + n) + "A", f"Region {n + 1}"] for n in range(3)]
    returns = {
        f"{code}.csv": [[f"{code} office number {n}", "Town Hall" if n % 3 else "T", str(n % 900), f"{n},5"] for n in range(30_000)] for code, _ in reporters}
    returns["RCA.csv"][-1][2] = "5000"
    return made("long", "A survey of many rows (invented)", reporters, returns)


def resubmitted():
    """A return that another took the place of: many issues are solved, few are new, and many texts stand beside the table."""
    before = [[f"office {n}", "Town hall", str(2000 + n), "1"] for n in range(40)]
    after = [[f"office {n}", "Town hall", "12" if n > 2 else str(3000 + n), "1", f"see note {n}" if n < 30 else ""] for n in range(40)]
    return made("resubmitted", "A survey with a correction (invented)", [["AAA", "Aland"]], {"2026-11-01/AAA.csv": before, "2026-11-20/AAA.csv": after})


def beside():
    """A survey whose table stands twice, side by side, with blank answers, and an issue on a private field."""
    folder = made("beside", "A survey of two tables (invented)", [["AAA", "Aland"]], {})
    file = folder / "pipeline.yaml"
    text = file.read_text("utf-8").replace("budget: {type", "budget: {private: true, type")
    file.write_text(re.sub(r"^( +)columns:", r"\1repeat: {direction: across}\n\1columns:", text, flags=re.MULTILINE), "utf-8")
    head = ["Name", "Kind", "Staff", "Budget"]
    write(folder / "inbox" / "AAA.csv", [head + [""] + head, ["North", "Library", "1", "", "", "South", "", "2", "2"]])
    return folder


def speaking(language):
    """A survey whose first language, and so its report's, is another than English."""
    rows = [["North", "Town hall", "many", "1"], ["South", "palace", "2000", ""], ["South", "Library", "3", "4,5"]]
    return made(
        f"in-{language}", "Enquête inventée" if language == "fr" else "Encuesta inventada", [["AAA", "Aland"], ["BBB", "Beland"]],
        {"AAA.csv": rows, "BBB.csv": [["East", "Library", "about 9", "12"]]}, language)


ATTACKS = [
    "</script><script>window.pwned = 1</script>", "<img src=x onerror=\"window.pwned=1\">", "\" autofocus onfocus=\"window.pwned=1",
    "' onmouseover='window.pwned=1", "<!--<script>", "]]>x", "&lt;b&gt;", "{{{script}}} {{#rows}}", "${window.pwned=1}", "javascript:window.pwned=1",
    "=HYPERLINK(\"http://example.org\")", "@MAX(1+1)", "+1+cmd", "-a+3", "\u202egpj.exe\u202c", "\u2066a\u2067", "a\u0000b\u0001\u001b[31mred\u001b[0m",
    "line\r\nbreak\u2028and\u2029more", "\"\u0301 onclick=\"\u0301window.pwned=1", "<svg/onload=window.pwned=1>", "x" * 32_000,
]


def hostile(plain=False):
    """A return whose every text is an attack; or, for comparison, one of the same shape that is none."""
    # The last is long in both: what is too long to be decided about on the page has no buttons.
    texts = [f"plain {n}" for n in range(len(ATTACKS) - 1)] + ["y" * len(ATTACKS[-1])] if plain else ATTACKS
    # NUL cannot stand in a CSV file without being an issue of its own.
    texts = [text.replace("\u0000", "") for text in texts]
    # A digit in the column for numbers would be suggested, which is more than text.
    rows = [[f"{n} {text}", text, "none " + re.sub("[0-9]", "", text), "1"] for n, text in enumerate(texts)]
    name = "A plain one" if plain else "<b onclick=window.pwned=1>&amp;\u202e"
    file = "AAA plain.csv" if plain else "AAA <img src=x onerror=window.pwned=1>.csv"
    return made("plain" if plain else "hostile", "A survey (invented)", [["AAA", name], ["BBB", "Other"]], {file: rows})


def reasons():
    """A survey whose fields share constraints, each for a reason of its own."""
    folder = made("reasons", "A survey with reasons (invented)", [["AAA", "Aland"]], {"AAA.csv": [["", "Library", "1", "1"], ["South", "Library", "2", "no"], ["North", "Library", "3", ""]]})
    file = folder / "pipeline.yaml"
    text = file.read_text("utf-8")
    for field, reason in (("name", "Offices are written to."), ("budget", "Budgets are summed.")):
        text = re.sub(rf"({field}: .*)required: true", rf"\1required: {{value: true, why: {reason}}}", text)
    file.write_text(text + "builtin: {type.not-a-number: {table: offices, why: Words cannot be summed.}}\n", "utf-8")
    return folder


def unheard():
    """Many reporters, of whom one has reported."""
    codes = ["R" + chr(65 + n // 26) + chr(65 + n % 26) for n in range(260)]
    return made("unheard", "A survey that few answer (invented)", [[code, f"Region {code}"] for code in codes], {"RAA.csv": [["North", "Library", "1", "1"]]})


def suggesting():
    """Answers for which codes are suggested: one each, the same two, or now one and now two."""
    kinds = {
        "AAA": ["rather library", "rather town hall", "rather library", "rather town hall"],
        "BBB": ["library or town hall", "town hall or library", "library or town hall", "town hall or library"],
        "CCC": ["library or town hall", "rather library", "library or town hall", "rather town hall"],
    }
    returns = {f"{code}.csv": [[f"{code} {n}", kind, "1", "1"] for n, kind in enumerate(own)] for code, own in kinds.items()}
    return made("suggesting", "A survey with suggestions (invented)", [["AAA", "Aland"], ["BBB", "Beland"], ["CCC", "Celand"]], returns)


MADE = {
    "many": lambda: many(100_000), "ten-thousand": lambda: many(10_000), "long": long, "resubmitted": resubmitted, "hostile": hostile, "plain": lambda: hostile(plain=True),
    "in-fr": lambda: speaking("fr"), "in-es": lambda: speaking("es"), "reasons": reasons, "beside": beside,
    "suggesting": suggesting, "unheard": unheard,
}
