"""Workers that are killed or stopped at random moments, while they read or annotate returns or open an archive."""

import csv
import os
import random
import shutil
import signal
import subprocess
import time
import zipfile

from rig import Fault, State, children, has_argument, make_survey, text_return, write
from system_calls import Tally

# A worker that stands still is ended after so many seconds.
LIMIT = 2
ROWS = 150
# So often at most workers are disturbed as soon as they have something to do, where none of them has lost anything.
TRIES = 20
# What tells, truly, what is otherwise than in the run before, in which something was lost.
TELLING = {"report.html", "summary.txt"}


def run(rig, short, jobs):
    tally = Tally()
    random.seed(20261128)
    survey(rig)
    reference = rig.reference()
    length = span(rig)
    print(f"  undisturbed there are workers for {length:.2f} s", flush=True)
    for number in (signal.SIGKILL, signal.SIGSTOP):
        wanted, hit = (2 if number == signal.SIGSTOP else 4) if short else 60, 0
        # A moment at which there is no worker does not count.
        for _ in range(5 * wanted):
            hit += attempt(rig, reference, tally, number, random.uniform(0, length))
            if hit == wanted:
                break
        # One that had just ended its work, or is between two returns, loses nothing. That one which has some does is what this is about.
        for _ in range(TRIES):
            if tally.has(f"{number.name}: something is lost"):
                break
            attempt(rig, reference, tally, number, None)
        tally.expect(f"{number.name}: something is lost")
    return tally


def attempt(rig, reference, tally, number, delay):
    try:
        return one(rig, reference, tally, number, delay)
    except (Fault, subprocess.TimeoutExpired) as fault:
        when = "as soon as there is one" if delay is None else f"after {delay * 1000:.0f} ms"
        tally.fault(f"{number.name} {when}: {fault}")
        return True


def span(rig):
    """How long there are workers in a run that nobody disturbs, in seconds."""
    output = rig.folder()
    process = rig.start(output)
    first = appearance(process)
    last = first
    while process.poll() is None:
        if workers(process.pid):
            last = time.monotonic()
        time.sleep(0.005)
    process.communicate()
    shutil.rmtree(output)
    return last - first


def appearance(process):
    """Waits for the first worker."""
    while process.poll() is None and not workers(process.pid):
        time.sleep(0.002)
    return time.monotonic()


def survey(rig):
    """Returns that take a moment each, and an archive of some more, which is opened before they are read."""
    codes = [f"{letter}{letter}{other}" for letter in "ABCD" for other in "ABCDEFGH"]
    rig.survey = os.path.join(rig.work, "longer")
    make_survey(rig.survey, reporters=codes)
    inbox = os.path.join(rig.survey, "inbox")
    for name in os.listdir(inbox):
        os.unlink(os.path.join(inbox, name))
    with open(os.path.join(rig.survey, "pipeline.yaml"), "a", encoding="utf-8") as file:
        file.write(f"limits: {{secondsPerReturn: {LIMIT}}}\n")
    for code in codes[8:]:
        write(rig.survey, f"inbox/{code}.csv", content(code))
    with zipfile.ZipFile(os.path.join(inbox, "AA.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for code in codes[:8]:
            archive.writestr(f"{code}.csv", content(code))
        # Nobody's returns, which are passed over once they are there.
        for number in range(100):
            archive.writestr(f"{number:03}.csv", content(codes[0]))


def content(code):
    return text_return([(row, f"Title {row} of {code}", "health", "x", "") for row in range(1, ROWS + 1)])


def one(rig, reference, tally, number, delay):
    """Disturbs a run; says whether there was a worker to disturb.

    delay: in seconds, from when there is a worker; None for when it is about to read its first return, and then all that there are."""
    output = rig.folder()
    process = rig.start(output)
    appearance(process)
    if delay is None:
        while process.poll() is None and not any(is_confined(worker) for worker in workers(process.pid)):
            pass
    else:
        time.sleep(delay)
    ids = workers(process.pid)
    if number == signal.SIGSTOP:
        # One that is still loading the survey has the usual minute for it.
        ids = [worker for worker in ids if is_confined(worker)]
    if ids and delay is not None and random.random() < 0.5:
        ids = [random.choice(ids)]
    if delay is None and number == signal.SIGKILL:
        # It stands still, with something to do, when it is killed.
        send(signal.SIGSTOP, ids)
        time.sleep(LIMIT / 4)
    send(number, ids)
    _, errors = process.communicate(timeout=180)
    if process.returncode:
        raise Fault(f"exits {process.returncode}: {errors.strip()[-300:]}")
    if left := [worker for worker in ids if has_argument(worker, "worker")]:
        for worker in left:
            os.kill(worker, signal.SIGKILL)
        raise Fault(f"workers are left behind: {left}")
    state = State(rig.results(output)).check()
    lost = lost_files(state)
    if len(lost) > len(ids):
        raise Fault(f"{len(ids)} workers were disturbed, and {len(lost)} files lost: {lost}")
    if lost:
        expect_others(state, reference, lost)
        rig.good_run(output)
        State(rig.results(output)).check()
        expect_same(State(rig.results(output)).check(), reference)
    else:
        state.expect_like(reference)
    shutil.rmtree(output)
    if ids:
        what = "an archive" if lost and lost[0].endswith(".zip") else f"{len(lost)} returns"
        tally.add(f"{number.name}: something is lost, {what}" if lost else f"{number.name}: nothing is lost")
    return bool(ids)


def send(number, ids):
    for worker in ids:
        try:
            os.kill(worker, number)
        except ProcessLookupError:
            pass


def workers(parent):
    return children(parent, "worker")


def is_confined(process):
    """Whether a worker has loaded its survey, as far as this kernel lets that be told."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
            status = file.read()
    except OSError:
        return False
    return "Seccomp:\t2" in status or "Seccomp:" not in status


def rows(state, path):
    with open(os.path.join(state.folder, "latest", path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lost_files(state):
    """The files that a worker did not come to the end of."""
    return sorted(row["value"] for row in rows(state, "issues.csv") if row["rule"] in ("file.crashed", "file.timeout", "file.memory"))


def expect_others(state, reference, lost):
    """What was not lost is published as it is undisturbed."""
    files = {row["file"] for row in rows(state, "lineage/returns.csv")}
    expected = {row["file"] for row in rows(reference, "lineage/returns.csv")}
    # A finding names a return without its folder.
    inside = {file for file in expected if any(file == name or file.startswith(name + "/") or file.endswith("/" + name) for name in lost)}
    if expected - files - inside:
        raise Fault(f"returns are missing that no worker had: {sorted(expected - files - inside)[:5]}")
    reporters = {row["reporter"] for row in rows(reference, "lineage/returns.csv") if row["file"] not in inside}
    for_all = [row for row in rows(reference, "dataset/practices.csv") if row["reporter"] in reporters]
    got = [row for row in rows(state, "dataset/practices.csv") if row["reporter"] in reporters]
    if got != for_all:
        raise Fault("records of returns that no worker had are not published as they are undisturbed")


def expect_same(state, reference):
    """After the run that makes good what was lost."""
    (ours, manifest), (theirs, expected) = state.published(), reference.published()
    differing = sorted(name for name in {*ours, *theirs} - TELLING if ours.get(name) != theirs.get(name))
    if differing:
        raise Fault(f"the next run's outputs differ from an undisturbed run: {differing[:4]}")
    for item in (manifest, expected):
        for name in ("outputs", "changes", "compared_with"):
            item.pop(name)
    if manifest != expected:
        raise Fault(f"run.json differs: {[name for name in expected if manifest.get(name) != expected[name]]}")
    if state.archive != reference.archive or sorted(state.receipts) != sorted(reference.receipts):
        raise Fault("archive or receipts differ")
    if state.temporary():
        raise Fault(f"temporary files are left: {state.temporary()}")
    marks = [name for name in files(state) if name.endswith(".failed")]
    if marks:
        raise Fault(f"failures are still noted of what was read since: {marks}")


def files(state):
    folder = os.path.join(state.folder, "bundles")
    return os.listdir(folder) if os.path.isdir(folder) else []
