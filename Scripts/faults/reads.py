"""Errors at every call by which a run reads the survey, the inbox, or what earlier runs have left."""

import concurrent.futures
import os
import shutil
import subprocess

from rig import Fault, State
from system_calls import Tally, calls_in, counted, library, sample, scenes

# By what begins with what each kind of error comes: a file that is open may be read, and only to open one takes a place in the system's table.
KINDS = {"eio": ("",), "eacces": ("open", "stat", "lstat", "fstatat", "access", "readlink"), "enfile": ("open",)}
# What tells how a run relates to the one before it, which may have had less.
RELATIVE = ("report.html", "summary.txt", "issues.json", "issues.xlsx", "issues.sarif", "compared_with", "changes")


def run(rig, short, jobs):
    shim = library(rig.work)
    tally = Tally()
    for scene in scenes(rig):
        log = os.path.join(rig.work, f"reads-{scene.name.replace(' ', '-')}")
        output, done = counted(scene, shim, "list", 0, log, reads=rig.work)
        if done.returncode:
            raise Fault(f"counting the calls: {done.stderr}")
        shutil.rmtree(output)
        calls = calls_in(log)
        if not calls:
            raise Fault("no call is counted: the library was not loaded")
        print(f"  {scene.name}: {len(calls)} calls that read", flush=True)
        points = [(kind, int(number), call, path) for kind, beginnings in KINDS.items() for number, call, path in calls
                  if call.startswith(beginnings)]
        if short:
            points = sample(points)
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda point: one(scene, shim, tally, *point), points))
    for kind in ("eio", "eacces"):
        tally.expect(f"{kind}: exit 73", f"{kind}: exit 74", f"{kind}: exit 0, with less")
    return tally


def one(scene, shim, tally, kind, number, call, path):
    what = f"{scene.name}, {kind} at call {number}, {call} of …{path[-60:]}"
    log = os.path.join(scene.rig.folder("l-"), "calls")
    try:
        output, done = counted(scene, shim, kind, number, log, reads=scene.rig.work)
        # Threads do not take their turns alike in every run: what was disturbed is what stands there now.
        call, path = next(((call, path) for at, call, path in calls_in(log) if int(at) == number), (call, path))
        what = f"{scene.name}, {kind} at call {number}, {call} of …{path[-60:]}"
        tally.add(f"{kind}: {judge(scene, output, done, kind, path)}")
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(os.path.dirname(log), ignore_errors=True)
    except (Fault, OSError, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{what}: {fault}")


def judge(scene, output, done, kind, path):
    """What cannot be read is never taken for what is not there: the run does without it and says so, or ends with a message; the next is whole."""
    state = State(scene.rig.results(output))
    # 73 is for what has to be opened to be written as well: the store, and folders that are to be made durable. 65 is for what is wrong in a
    # definition, and 66 for what is not there.
    if done.returncode not in (0, 73, 74):
        raise Fault(f"exits {done.returncode}: {done.stderr.strip()[-300:]}")
    outcome = f"exit {done.returncode}"
    if os.path.isdir(state.folder):
        state.check(may_lack=True)
        if scene.before and state.latest is None:
            raise Fault("there is no latest any more")
        if done.returncode and scene.before and state.latest == scene.before.latest and state.published() != scene.old:
            raise Fault("the last published run has been touched")
    if done.returncode:
        if not done.stderr.strip():
            raise Fault("fails without a word")
    elif state.published() != scene.reference.published():
        told = issues(state) - issues(scene.reference)
        words = [line for line in told if ",file." in line] + done.stderr.splitlines()
        if not any(name in line for line in words for name in names(scene, state, path)):
            raise Fault(f"exits 0, and what was published lacks something of which nothing is told: {words}")
        if kind == "enfile" and any("cannot be copied to the archive" in line for line in told):
            raise Fault("a file is told to be unreadable with which nothing is wrong")
        outcome += ", with less, which is told"
    # What has changed since the last run is told of another one where that had other returns.
    without = RELATIVE if done.returncode == 0 and inputs(state) != inputs(scene.reference) else ()
    scene.rig.good_run(output)
    State(scene.rig.results(output)).expect_like(scene.reference, without)
    return outcome


def names(scene, state, path):
    """What of a file tells that it is meant: of a return its name, also where it is read from the archive, of an earlier run its id. Without a file
    of the survey's own no run goes on. Of what is left any word will do."""
    if parts := below(scene.rig.survey, path):
        if parts[0] != "inbox":
            return []
        return parts[-1:] if len(parts) > 1 else os.listdir(os.path.join(scene.rig.survey, "inbox"))
    # By now latest leads elsewhere: of what was read by it any word will do as well.
    parts = below(state.folder, path) or [""]
    if parts[0] == "archive" and len(parts) == 3:
        sha256 = parts[2].split(".")[0]
        return [os.path.basename(receipt[2]) for receipt in scene.reference.receipts if receipt[0] == sha256]
    if parts[0] == "runs" and len(parts) > 2:
        return [parts[1]]
    return [""]


def below(folder, path):
    """The parts of a path behind those of a folder; none where it is not in it."""
    for place in (folder, os.path.realpath(folder)):
        if path.startswith(place + "/"):
            return path[len(place) + 1:].split("/")
    return []


def inputs(state):
    return [(item["sha256"], item["state"]) for item in state.published()[1]["inputs"]]


def issues(state):
    with open(os.path.join(state.folder, "latest/issues.csv"), encoding="utf-8") as file:
        return set(file.read().splitlines())
