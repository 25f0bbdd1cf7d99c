"""kill -9 at random moments, and the two signals by which a run is asked to stop: at random moments, and in the midst of its work for sure."""

import os
import random
import shutil
import signal
import subprocess
import time

from rig import Fault, State
from system_calls import Tally, calls_in, counted, library, scenes

# What the counting library does, how the run then ends, and what that is called.
STOPS = (
    ("sigint", 128 + signal.SIGINT, "SIGINT in its midst"), ("sigterm", 128 + signal.SIGTERM, "SIGTERM in its midst"),
    ("twice", -signal.SIGINT, "SIGINT twice"))


def run(rig, short, jobs):
    tally = Tally()
    random.seed(20261127)
    shim = library(rig.work)
    for scene in scenes(rig):
        length = duration(scene)
        # A run that had ended before it was to be killed does not count.
        wanted, killed = 6 if short else 100, 0
        for _ in range(3 * wanted):
            killed += one(scene, tally, random.uniform(0, length), signal.SIGKILL) == -signal.SIGKILL
            if killed == wanted:
                break
        for number in range(2 if short else 25):
            one(scene, tally, random.uniform(0, length), signal.SIGINT)
            one(scene, tally, random.uniform(0, length), signal.SIGTERM)
        last = last_to_stop_at(scene, shim)
        for _ in range(1 if short else 25):
            for kind, code, name in STOPS:
                stopped(scene, tally, shim, kind, random.randint(1, last), code, name)
    tally.expect("SIGKILL: exit -9")
    for _, code, name in STOPS:
        tally.expect(f"{name}: exit {code}")
    return tally


def duration(scene):
    output = scene.fresh()
    started = time.monotonic()
    scene.rig.good_run(output)
    length = time.monotonic() - started
    shutil.rmtree(output)
    return length


def last_to_stop_at(scene, shim):
    """The number of the call before that which makes run.json: behind that a run looks once more whether it shall stop."""
    log = os.path.join(scene.rig.folder("l-"), "calls")
    output, done = counted(scene, shim, "list", 0, log)
    if done.returncode:
        raise Fault(f"counting the calls: {done.stderr}")
    shutil.rmtree(output)
    return next(int(at) for at, call, path in calls_in(log) if call.startswith("open") and path.endswith("/run.json")) - 1


def stopped(scene, tally, shim, kind, at, code, name):
    """A signal that a run has taken note of while it still had something to do: it stops, with the code of the signal."""
    try:
        output, done = counted(scene, shim, kind, at, os.path.join(scene.rig.folder("l-"), "calls"))
        if done.returncode != code:
            raise Fault(f"exits {done.returncode}, not {code}: {done.stderr.strip()[-300:]}")
        if code > 0 and f"Stopped by {name.split()[0]}" not in done.stderr:
            raise Fault(f"does not say what has stopped it: {done.stderr.strip()[-300:]}")
        make_good(scene, output, clean=code > 0)
        tally.add(f"{name}: exit {done.returncode}")
    except (Fault, OSError, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{scene.name}, {name} at call {at}: {fault}")


def one(scene, tally, delay, number):
    what = f"{scene.name}, {number.name} after {delay * 1000:.0f} ms"
    output = scene.fresh()
    process = scene.rig.start(output)
    time.sleep(delay)
    try:
        if number == signal.SIGKILL:
            scene.rig.kill(process)
        else:
            process.send_signal(number)
            process.communicate(timeout=60)
        code = process.returncode
        # Before it listens, the signal ends it as it ends any program.
        if number != signal.SIGKILL and code not in (0, 128 + number, -number):
            raise Fault(f"exits {code}")
        if code == -number and number != signal.SIGKILL and f"process {process.pid} on" in holder(scene, output):
            raise Fault("a run that has begun ends by the signal, and not of itself")
        make_good(scene, output, clean=code not in (0, -signal.SIGKILL))
        tally.add(f"{number.name}: exit {code}")
        return code
    except (Fault, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{what}: {fault}")


def holder(scene, output):
    """What the lock says of who holds it, or was ended while it did."""
    try:
        with open(os.path.join(scene.rig.results(output), ".lock"), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def make_good(scene, output, clean):
    """After a run that was stopped, and after a normal one behind it.

    clean: whether it has published nothing and left nothing behind, as one that was asked to stop."""
    state = State(scene.rig.results(output))
    if os.path.isdir(state.folder):
        state.check(may_lack=True)
        if clean and state.temporary():
            raise Fault(f"temporary files are left by a run that was asked to stop: {state.temporary()}")
        if clean and state.latest != (scene.before.latest if scene.before else None):
            raise Fault("it says that nothing was published, and something was")
    scene.rig.good_run(output)
    State(scene.rig.results(output)).expect_like(scene.reference)
    shutil.rmtree(output, ignore_errors=True)
