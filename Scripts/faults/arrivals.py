"""Many files at once, and in bursts, under `canvass watch`: one run at a time, and nothing is lost."""

import csv
import os
import random
import shutil
import signal
import subprocess
import threading
import time

from rig import Fault, State, children, make_survey, text_return, write
from system_calls import Tally

# The watch's time of quiet in seconds.
QUIET = 1
# What tells what is otherwise than in the run before, which the reference has not.
TELLING = {"report.html", "summary.txt"}


def run(rig, short, jobs):
    tally = Tally()
    random.seed(20261129)
    count = 100
    bursts = [[count]] if short else [[count], [20] * 5, [1] * 10 + [45, 45], [50, 50]]
    for number, sizes in enumerate(bursts):
        try:
            tally.add(one(rig, sizes, f"watched{number}"))
        except (Fault, OSError, subprocess.SubprocessError) as fault:
            tally.fault(f"{sizes}: {fault}")
    return tally


def codes(count):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return ["W" + letters[number // 26] + letters[number % 26] for number in range(count)]


def one(rig, sizes, name):
    rig.survey = os.path.join(rig.work, name)
    names = codes(sum(sizes))
    make_survey(rig.survey, reporters=names)
    inbox = os.path.join(rig.survey, "inbox")
    for file in os.listdir(inbox):
        os.unlink(os.path.join(inbox, file))
    output = rig.folder()
    log = os.path.join(output, "log")
    with open(log, "wb") as errors:
        watch = subprocess.Popen(
            [rig.binary, "watch", rig.survey, "--settle", str(QUIET), "--output", output, "--run-option=--today=2026-11-27"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
    most = Concurrency(watch.pid, rig.results(output))
    most.start()
    try:
        until(lambda: runs(rig, output) >= 1, watch, log)
        drop(inbox, names, sizes)
        until(lambda: received(rig, output) == len(names), watch, log)
        settled(rig, output, watch, log)
        watch.send_signal(signal.SIGTERM)
        code = watch.wait(timeout=60)
    finally:
        most.stop()
        if watch.poll() is None:
            os.killpg(watch.pid, signal.SIGKILL)
            watch.wait()
    if code:
        raise Fault(f"the watch exits {code}: {tail(log)}")
    if most.greatest > 1:
        raise Fault(f"{most.greatest} runs went on at one time")
    made = runs(rig, output)
    # The one at the start, one for each burst, and one for what the first look left since it was a moment old.
    if made > len(sizes) + 3:
        raise Fault(f"{made} runs were made for {len(sizes)} bursts: {tail(log)}")
    expect_all(rig, output, names)
    shutil.rmtree(output)
    return f"{len(names)} files in {len(sizes)} bursts, all published"


def drop(inbox, names, sizes):
    """Files as they arrive: renamed into the inbox, copied, or written bit by bit; in folders too."""
    rest = list(names)
    for size in sizes:
        some, rest = rest[:size], rest[size:]
        threads = [threading.Thread(target=put, args=(inbox, code, random.choice(("rename", "copy", "write")))) for code in some]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if rest:
            time.sleep(random.uniform(0, 4 * QUIET))


def put(inbox, code, how):
    content = text_return([(row, f"Title {row} of {code}", "health", "x", "") for row in range(1, 30)]).encode()
    folder = os.path.join(inbox, code) if ord(code[2]) % 3 == 0 else inbox
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{code}.csv")
    if how == "rename":
        with open(path + ".part", "wb") as file:
            file.write(content)
        os.rename(path + ".part", path)
    else:
        with open(path, "wb", buffering=0) as file:
            pieces = [content] if how == "copy" else [content[start:start + 300] for start in range(0, len(content), 300)]
            for piece in pieces:
                file.write(piece)
                time.sleep(0 if how == "copy" else 0.05)


class Concurrency(threading.Thread):
    """Counts how many runs of the survey go on at one time."""

    def __init__(self, watch, folder):
        super().__init__(daemon=True)
        self.watch, self.folder, self.greatest, self.over = watch, folder, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.02):
            self.greatest = max(self.greatest, len(running(self.watch)))

    def stop(self):
        self.over.set()
        self.join()


def running(parent):
    return children(parent, "run")


def until(holds, watch, log, seconds=120):
    end = time.monotonic() + seconds
    while not holds():
        if watch.poll() is not None:
            raise Fault(f"the watch has ended with {watch.returncode}: {tail(log)}")
        if time.monotonic() > end:
            raise Fault(f"nothing more within {seconds} s: {tail(log)}")
        time.sleep(0.05)


def settled(rig, output, watch, log):
    """Waits until no run has gone on for longer than the watch waits."""
    quiet = [time.monotonic()]

    def holds():
        if running(watch.pid):
            quiet[0] = time.monotonic()
        return time.monotonic() - quiet[0] > 2.5 * QUIET

    until(holds, watch, log)


def runs(rig, output):
    folder = os.path.join(rig.results(output), "runs")
    return len([n for n in (os.listdir(folder) if os.path.isdir(folder) else []) if not n.startswith(".")])


def received(rig, output):
    try:
        with open(os.path.join(rig.results(output), "latest", "dataset", "practices.csv"), encoding="utf-8", newline="") as file:
            return len({row["reporter"] for row in csv.DictReader(file)})
    except OSError:
        return 0


def tail(log):
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read()[-600:]


def expect_all(rig, output, names):
    """What the watch has published is what one run over the same inbox publishes."""
    state = State(rig.results(output)).check()
    reference = rig.reference()
    ours, theirs = state.published()[0], reference.published()[0]
    differing = sorted(name for name in {*ours, *theirs} - TELLING if ours.get(name) != theirs.get(name))
    if differing:
        raise Fault(f"what was published differs from one run over the same inbox: {differing[:4]}")
    if state.archive != reference.archive:
        raise Fault(f"the archive differs: {len(state.archive)} and {len(reference.archive)}")
    if len(state.archive) != len(names):
        raise Fault(f"{len(state.archive)} files are in the archive, and {len(names)} arrived")
    if state.temporary():
        raise Fault(f"temporary files are left: {state.temporary()}")
