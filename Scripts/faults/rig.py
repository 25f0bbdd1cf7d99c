"""A small survey, runs of it, and what must hold after each."""

import csv
import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

DEFINITION = """\
canvass: 1
title: A small survey
languages: [en]
round: {current: "2026"}
inbox: {path: inbox, settle: 0}
reporters: {file: reporters.csv, from: {filename: '^([A-Z]{3})'}}
codelists:
  stage: {file: stage.csv}
tables:
  practices:
    title: Practices
    key: number
    fields:
      number: {type: integer, title: "No.", constraints: {required: true}}
      title: {type: string, title: Title, constraints: {required: true}}
      area: {type: string, title: Area}
      stages: {type: string, codelist: stage, many: true, title: Stages}
rules:
  - id: no-parks
    table: practices
    severity: warning
    message: {en: "Parks are asked for elsewhere."}
    check: area <> 'parks'
layouts:
  practices:
    into: practices
    sheet: {named: {en: Practices}}
    table:
      header: 2
      end: {en: Total}
      columns:
        number: {label: {en: "No."}}
        title: {label: {en: Title}}
        area: {label: {en: Area}}
        stages:
          group: {en: Stages}
          marks:
            design: {en: Design}
            delivery: {en: Delivery}
"""


class Fault(Exception):
    """What a test has found."""


def text_return(rows, mark=""):
    head = f"Practices{mark},,,Stages,\nNo.,Title,Area,Design,Delivery\n"
    return head + "".join(",".join(map(str, row)) + "\n" for row in rows)


def make_survey(folder, reporters=("AAA", "BBB", "CCC", "DDD", "EEE")):
    os.makedirs(os.path.join(folder, "inbox"))
    write(folder, "pipeline.yaml", DEFINITION)
    write(folder, "stage.csv", "code,label_en\ndesign,Design\ndelivery,Delivery\n")
    write(folder, "aliases.csv", "list,raw,code,reviewer,date,note\nstage,planning,design,reviewer A,2026-05-18,\n")
    write(folder, "reporters.csv", "code,name\n" + "".join(f"{code},Body {code}\n" for code in reporters))
    # A workbook, a text file with two issues (its annotated copy is made of its values), and one that is cut short.
    example = os.path.join(ROOT, "docs/layouts/table/inbox/AAA.xlsx")
    shutil.copy(example, os.path.join(folder, "inbox/AAA.xlsx"))
    write(folder, "inbox/BBB.csv", text_return([(1, "Alpha", "health", "x", ""), (2, "", "parks", "", "x")]))
    with open(example, "rb") as source:
        write(folder, "inbox/CCC.xlsx", source.read()[:3000])


def add_returns(folder):
    """What arrives for the second run: a new return, and another of a reporter who has reported."""
    write(folder, "inbox/DDD.csv", text_return([(1, "Delta", "water", "", "x")]))
    write(folder, "inbox/BBB-2.csv", text_return([(1, "Alpha", "health", "x", ""), (2, "Beta", "health", "", "x")]))


def write(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_below(folder):
    return sorted(
        os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names)


def children(parent, word):
    """The processes that a process has started with an argument."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                # The name of the program, in brackets, may hold anything.
                if int(file.read().rpartition(b")")[2].split()[1]) != parent:
                    continue
            if has_argument(int(name), word):
                found.append(int(name))
        except OSError:
            pass
    return found


def has_argument(process, word):
    try:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            return word.encode() in file.read().split(b"\0")
    except OSError:
        return False


class Rig:
    """A binary, a survey, and folders to work in."""

    def __init__(self, binary, work):
        self.binary, self.work = os.path.abspath(binary), work
        self.survey = os.path.join(work, "small")
        make_survey(self.survey)
        self.decide()

    def decide(self):
        """A decision about an issue of the first returns: a run that does without decisions.csv gives something else."""
        output = self.folder("deciding-")
        self.good_run(output)
        with open(os.path.join(self.results(output), "latest/issues.csv"), encoding="utf-8", newline="") as file:
            issue = next(row for row in csv.DictReader(file) if row["rule"] == "no-parks")
        write(
            self.survey, "decisions.csv",
            "fingerprint,action,seen,value,reason,reviewer,agreed_by,date,expires\n"
            f"{issue['fingerprint']},waive,{issue['value']},,A park with a health service,reviewer A,,2026-05-18,\n")
        shutil.rmtree(output)

    def folder(self, prefix="o"):
        return tempfile.mkdtemp(prefix=prefix, dir=self.work)

    def command(self, output, *more, today="2026-11-27"):
        # A day is named: what expires is no matter of when these tests are run.
        day = ["--today", today] if today else []
        return [self.binary, "run", self.survey, "--output", output, *day, *(more or ["--quiet"])]

    def run(self, output, *more, environment=None, prefix=(), timeout=120, today="2026-11-27"):
        scratch = os.path.join(output, "tmp")
        os.makedirs(scratch, exist_ok=True)
        return subprocess.run(
            [*prefix, *self.command(output, *more, today=today)], env={**os.environ, "TMPDIR": scratch, **(environment or {})},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)

    def start(self, output, *more, environment=None):
        scratch = os.path.join(output, "tmp")
        os.makedirs(scratch, exist_ok=True)
        return subprocess.Popen(
            self.command(output, *more), env={**os.environ, "TMPDIR": scratch, **(environment or {})},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def kill(self, process):
        """Kills a run and its workers, as a machine that goes down does."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        return process.communicate()

    def results(self, output):
        return os.path.join(output, os.path.basename(self.survey))

    def good_run(self, output):
        done = self.run(output)
        if done.returncode:
            raise Fault(f"a normal run exits {done.returncode}: {done.stderr.strip()}")

    def reference(self, output=None):
        """The state after an undisturbed run, to compare others with."""
        output = output or self.folder("reference-")
        self.good_run(output)
        return State(self.results(output)).check()


class State:
    """A survey's results as they lie on the disk."""

    def __init__(self, folder):
        self.folder = folder

    def check(self, may_lack=False):
        """Whether all that is there is whole and agrees with itself; raises ``Fault`` where not."""
        self.latest = os.readlink(os.path.join(self.folder, "latest")) if os.path.lexists(
            os.path.join(self.folder, "latest")) else None
        if self.latest is None and not may_lack:
            raise Fault("there is no latest")
        runs = os.path.join(self.folder, "runs")
        self.runs = sorted(n for n in (os.listdir(runs) if os.path.isdir(runs) else []) if not n.startswith("."))
        if self.latest and self.latest not in [f"runs/{run}" for run in self.runs]:
            raise Fault(f"latest leads to {self.latest}, which is not there")
        for run in self.runs:
            self.check_run(os.path.join(runs, run))
        self.check_archive()
        self.check_ledger()
        return self

    def check_run(self, folder):
        try:
            manifest = json.loads(open(os.path.join(folder, "run.json"), encoding="utf-8").read())
        except (OSError, ValueError) as error:
            raise Fault(f"{folder} has no run.json that can be read: {error}") from error
        there = {name: sha256(os.path.join(folder, name)) for name in files_below(folder) if name != "run.json"}
        if there != manifest["outputs"]:
            raise Fault(f"{folder}: files differ from run.json: {set(there.items()) ^ set(manifest['outputs'].items())}")

    def check_archive(self):
        archive = os.path.join(self.folder, "archive")
        self.archive = {}
        for name in files_below(archive):
            if "/" in name and not os.path.basename(name).startswith("."):
                self.archive[os.path.basename(name).split(".")[0]] = name
                if sha256(os.path.join(archive, name)) != os.path.basename(name).split(".")[0]:
                    raise Fault(f"the archived {name} is not what its name says")
        self.receipts = []
        path = os.path.join(archive, "received.csv")
        if os.path.exists(path):
            text = open(path, encoding="utf-8").read()
            rows = list(csv.reader(io.StringIO(text)))
            if not text.endswith("\n") or any(len(row) != 4 for row in rows):
                raise Fault(f"the receipts are torn: {text[-200:]!r}")
            self.receipts = [(row[0], row[1], row[2]) for row in rows[1:]]
        if len({r[0] for r in self.receipts}) != len(self.receipts):
            raise Fault("a content has two receipts")
        for receipt in self.receipts:
            if receipt[0] not in self.archive:
                raise Fault(f"{receipt} has a receipt and no copy")

    def check_ledger(self):
        path = os.path.join(self.folder, "canvass.sqlite")
        self.ledger, self.recorded = None, None
        if not os.path.exists(path):
            return
        # On a copy: looking must not mend.
        with tempfile.TemporaryDirectory() as folder:
            for ending in ("", "-wal", "-journal"):
                if os.path.exists(path + ending):
                    shutil.copy(path + ending, os.path.join(folder, "canvass.sqlite" + ending))
            store = sqlite3.connect(os.path.join(folder, "canvass.sqlite"))
            if store.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise Fault("the store is damaged")
            tables = {row[0] for row in store.execute("SELECT name FROM sqlite_schema")}
            if "_ledger_runs" in tables:
                self.ledger = sorted(store.execute("SELECT sha256, extension, file FROM _ledger_received"))
                self.recorded = sorted(row[0] for row in store.execute("SELECT id FROM _ledger_runs"))
            store.close()
        missing = [row for row in self.ledger or [] if row not in self.receipts]
        if missing:
            raise Fault(f"the ledger has returns without receipts: {missing}")

    def published(self, without=()):
        """The published files but for run.json, and run.json without what may differ from run to run.

        without: files, and members of run.json, that are left out."""
        folder = os.path.join(self.folder, "latest")
        files = {name: sha256(os.path.join(folder, name)) for name in files_below(folder) if name not in ("run.json", *without)}
        manifest = json.loads(open(os.path.join(folder, "run.json"), encoding="utf-8").read())
        for name in without:
            manifest["outputs"].pop(name, None)
        for name in ("run", "started", "finished", "processor_seconds", "read_in_this_run", *without):
            manifest.pop(name, None)
        for item in manifest["inputs"]:
            item.pop("first_seen")
        return files, manifest

    def temporary(self):
        """Files that nobody should find after a run has ended by itself."""
        left = [
            name for name in files_below(self.folder)
            if any(part.startswith(".") for part in name.split("/")) and name != ".lock"
            or name.endswith(("-journal", "-wal", "-shm"))]
        left += [n for n in os.listdir(self.folder) if n.startswith(".") and n != ".lock" and n not in left]
        scratch = os.path.join(os.path.dirname(self.folder), "tmp")
        return left + (files_below(scratch) if os.path.isdir(scratch) else [])

    def expect_like(self, reference, without=()):
        """The state after a normal run that followed a disturbed one."""
        self.check()
        ours, theirs = self.published(without), reference.published(without)
        if ours != theirs:
            differing = sorted(n for n in {*ours[0], *theirs[0]} if ours[0].get(n) != theirs[0].get(n))
            keys = [k for k in ours[1] if ours[1][k] != theirs[1].get(k)]
            raise Fault(f"outputs differ from an undisturbed run: {len(differing)} files, {differing[:4]}, in run.json {keys}")
        if self.archive != reference.archive:
            raise Fault(f"the archive differs: {set(self.archive) ^ set(reference.archive)}")
        if sorted(self.receipts) != sorted(reference.receipts) or self.ledger != reference.ledger:
            raise Fault(f"receipts or ledger differ: {self.receipts} {self.ledger}")
        if self.recorded != self.runs:
            raise Fault(f"the ledger knows the runs {self.recorded}, and there are {self.runs}")
        if self.temporary():
            raise Fault(f"temporary files are left: {self.temporary()}")
