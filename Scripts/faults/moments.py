"""kill -9 at random moments, and the two signals by which a run is asked to stop."""

import os
import random
import shutil
import signal
import time

from rig import Fault, State
from system_calls import Tally, scenes


def run(rig, short, jobs):
    tally = Tally()
    random.seed(20261127)
    for scene in scenes(rig):
        started = time.monotonic()
        shutil.rmtree(scene_output(scene))
        length = time.monotonic() - started
        # A run that had ended before it was to be killed does not count.
        wanted, killed = 6 if short else 100, 0
        for _ in range(3 * wanted):
            killed += one(scene, tally, random.uniform(0, length), signal.SIGKILL) == -signal.SIGKILL
            if killed == wanted:
                break
        for number in range(2 if short else 25):
            one(scene, tally, random.uniform(0, length), signal.SIGINT)
            one(scene, tally, random.uniform(0, length), signal.SIGTERM)
    return tally


def scene_output(scene):
    output = scene.fresh()
    scene.rig.good_run(output)
    return output


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
        state = State(scene.rig.results(output))
        if os.path.isdir(state.folder):
            state.check(may_lack=True)
            if code == 128 + number and state.temporary():
                raise Fault(f"temporary files are left by a run that was asked to stop: {state.temporary()}")
            if code == 128 + number and scene.before and state.latest != scene.before.latest:
                raise Fault("it says that nothing was published, and something was")
        scene.rig.good_run(output)
        State(scene.rig.results(output)).expect_like(scene.reference)
        tally.add(f"{number.name}: exit {code}")
        shutil.rmtree(output, ignore_errors=True)
        return code
    except Fault as fault:
        tally.fault(f"{what}: {fault}")
