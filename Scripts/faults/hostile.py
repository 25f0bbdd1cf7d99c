"""A hostile return of every kind among 500 good ones: the 500 are published, the rest are findings."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import time

from rig import ROOT, Fault, Rig, State, make_survey, text_return, write
from system_calls import Tally

MAKER = os.path.join(ROOT, "Tests/AcceptanceTests/Hostile/make_hostile.py")
LARGEST = 64 << 20


def codes(count):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [letters[n // 676 % 26] + letters[n // 26 % 26] + letters[n % 26] for n in range(count)]


def run(rig, short, jobs):
    tally = Tally()
    names = subprocess.run([sys.executable, MAKER, "--list"], capture_output=True, text=True, check=True).stdout.split("\0")
    names = [name for name in names if not name.endswith("/")]
    if short:
        names = names[::25]
    good = codes(500)
    survey = os.path.join(rig.work, "many")
    make_survey(survey, reporters=good)
    inbox = os.path.join(survey, "inbox")
    for name in os.listdir(inbox):
        os.unlink(os.path.join(inbox, name))
    for number, code in enumerate(good):
        write(survey, f"inbox/{code}.csv", text_return([(1, f"Title {number}", "health", "x", ""), (2, f"Other {number}", "parks", "", "x")]))
    rig.survey = survey
    alone = rig.folder()
    started = time.monotonic()
    rig.good_run(alone)
    reference = State(rig.results(alone)).check()
    print(f"  500 good ones alone: {time.monotonic() - started:.0f} s", flush=True)
    hostile = os.path.join(inbox, "hostile")
    os.makedirs(hostile)
    subprocess.run([sys.executable, MAKER, hostile, *names], check=True, capture_output=True)
    taken = []
    for name in sorted(os.listdir(hostile)):
        path = os.path.join(hostile, name)
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST:
            os.unlink(path)
        else:
            taken.append(name)
    output = rig.folder()
    started = time.monotonic()
    done = rig.run(output, timeout=3600)
    if done.returncode:
        raise Fault(f"exits {done.returncode}: {done.stderr.strip()[-500:]}")
    print(f"  with {len(taken)} hostile ones: {time.monotonic() - started:.0f} s", flush=True)
    state = State(rig.results(output)).check()
    check(reference, state, good, taken, inbox, tally)
    return tally


def rows(state, path):
    with open(os.path.join(state.folder, "latest", path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(reference, state, good, taken, inbox, tally):
    expected, got = rows(reference, "dataset/practices.csv"), rows(state, "dataset/practices.csv")
    # The run without them is the same program's: what it publishes is what was written.
    typed = [(code, title) for number, code in enumerate(good) for title in (f"Title {number}", f"Other {number}")]
    if sorted((row["reporter"], row["title"]) for row in expected) != sorted(typed):
        raise Fault(f"of {len(typed)} records of the good returns {len(expected)} are published alone, or others")
    for code in good:
        ours = [row for row in got if row["reporter"] == code]
        if ours != [row for row in expected if row["reporter"] == code]:
            tally.fault(f"{code}'s records are not published as they are without the hostile files")
    published = len([row for row in got if row["reporter"] in good])
    if published != len(typed):
        tally.fault(f"of {len(typed)} records of the good returns {published} are published")
    print(f"  {published} records of the 500 published, {len(got) - published} of hostile files that can be read", flush=True)
    issues = json.load(open(os.path.join(state.folder, "latest/issues.json"), encoding="utf-8"))
    returns = {row["return"]: row for row in rows(state, "lineage/returns.csv")}
    told = {returns[issue["return"]]["file"] for issue in issues if issue.get("return") in returns}
    told |= {issue["value"] for issue in issues if issue.get("value")}
    for name in taken:
        file = f"hostile/{name}"
        # One that is not told has been read in full: then its records are counted, or it holds the content of another.
        # What is in a folder or an archive is told by its own path.
        inside = file + "/"
        paths = told | {row["file"] for row in returns.values()}
        if file in paths or any(path.startswith(inside) for path in paths):
            tally.add("hostile, told or read")
        elif passed_over(name):
            tally.add("hostile, of a name that is passed over")
        elif os.path.isdir(os.path.join(inbox, "hostile", name)) and not os.listdir(os.path.join(inbox, "hostile", name)):
            tally.add("hostile, an empty folder, which is no file")
        else:
            tally.fault(f"{file} has left no trace")


def passed_over(name):
    return name.startswith(".") or name.endswith((".part", ".tmp"))
