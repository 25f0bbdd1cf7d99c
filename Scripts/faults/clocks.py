"""A clock that is set back, nights on which clocks change, 29 February, time zones: by libfaketime."""

import os
import re
import shutil

from rig import Fault, State, add_returns, write, text_return
from system_calls import Tally

MOMENTS = (
    ("Europe/Berlin", "2026-10-25 02:30:00"), ("Europe/Berlin", "2026-03-29 01:59:59"),
    ("Europe/Berlin", "2026-03-29 03:00:00"), ("America/St_Johns", "2026-11-01 01:30:00"),
    ("Australia/Lord_Howe", "2026-04-05 01:45:00"), ("Pacific/Kiritimati", "2028-02-29 00:00:01"),
    ("Pacific/Pago_Pago", "2028-02-29 23:59:59"), ("UTC", "2027-12-31 23:59:59"), ("Asia/Kathmandu", "2038-01-19 03:14:07"),
    ("UTC", "1970-01-02 00:00:00"))

# A clock that is wrong changes no time that a file has got already; libfaketime does so for some of the calls that ask, unless told not to.
TRUE_FILES = {"NO_FAKE_STAT": "1"}


def at(rig, output, *moment, **environment):
    """A run at a moment. faketime leaves shared memory behind, named by its process, and does not start where that of an earlier process with the
    same number still lies there."""
    for name in os.listdir("/dev/shm"):
        left = re.fullmatch(r"(?:sem\.faketime_sem|faketime_shm)_(\d+)", name)
        if left and not os.path.exists(f"/proc/{left[1]}"):
            os.unlink(os.path.join("/dev/shm", name))
    return rig.run(output, prefix=["faketime", *moment], environment={**environment, **TRUE_FILES})


def run(rig, short, jobs):
    tally = Tally()
    if not shutil.which("faketime"):
        raise Fault("not done: faketime is missing (apt-get install faketime)")
    reference = rig.reference()
    for zone, moment in MOMENTS:
        try:
            output = rig.folder()
            # The seconds go on, and a second run follows in the same night.
            for _ in range(2):
                done = at(rig, output, moment, TZ=zone)
                if done.returncode:
                    raise Fault(f"exits {done.returncode}: {done.stderr.strip()}")
            State(rig.results(output)).expect_like(reference)
            tally.add("another night")
        except Fault as fault:
            tally.fault(f"{moment} in {zone}: {fault}")
    try:
        tally.add(set_back(rig))
    except Fault as fault:
        tally.fault(f"a clock set back: {fault}")
    return tally


def set_back(rig):
    """A day passes, the clock goes back by a week, and then goes on: each run is the latest of its time, and is compared with the one
    before it."""
    output = rig.folder()
    ids = []
    for step, moment in enumerate(("2026-11-20 02:00:00", "2026-11-13 02:00:00", "2026-11-13 02:00:05", "2026-11-21 02:00:00")):
        write(rig.survey, "inbox/EEE.csv", text_return([(1, f"Step {step}", "health", "x", "")]))
        # What tells two returns of one reporter apart is not the clock: a new content under the same name is the later.
        done = at(rig, output, "-f", f"@{moment}")
        if done.returncode:
            raise Fault(f"exits {done.returncode}: {done.stderr.strip()}")
        state = State(rig.results(output)).check()
        ids.append(state.latest.removeprefix("runs/"))
        if step and state.published()[1]["compared_with"] != ids[-2]:
            raise Fault(f"run {ids[-1]} is compared with {state.published()[1]['compared_with']}, not with {ids[-2]}")
        dataset = open(os.path.join(rig.results(output), "latest/dataset/practices.csv"), encoding="utf-8").read()
        if f"Step {step}" not in dataset or f"Step {step - 1}" in dataset:
            raise Fault(f"run {ids[-1]} does not publish the file that is in the inbox")
    os.unlink(os.path.join(rig.survey, "inbox/EEE.csv"))
    return "a clock set back"
