"""A clock that is set back, nights on which clocks change, 29 February, time zones: by libfaketime."""

import datetime
import json
import os
import re
import shutil
import subprocess

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
# So many seconds at most after the moment that was asked for a run has begun. No zone is so near to UTC.
LATE = 600


def at(rig, output, *moment, **environment):
    """A run at a moment. faketime leaves shared memory behind, named by its process, and does not start where that of an earlier process with the
    same number still lies there."""
    for name in os.listdir("/dev/shm"):
        left = re.fullmatch(r"(?:sem\.faketime_sem|faketime_shm)_(\d+)", name)
        if left and not os.path.exists(f"/proc/{left[1]}"):
            os.unlink(os.path.join("/dev/shm", name))
    # The day is the clock's: none is named.
    return rig.run(output, prefix=["faketime", *moment], environment={**environment, **TRUE_FILES}, today=None)


def expect_clock(state, moment, zone=None, named=None):
    """That the last run was made at a moment, by its own account: else the clock was no other one. Its id and its day are those of UTC.

    named: the moment that its id tells, where that is another one, since ids never go back."""
    def seconds(moment):
        environment = {**os.environ, "TZ": zone} if zone else os.environ
        return int(subprocess.run(["date", "-d", moment, "+%s"], env=environment, capture_output=True, text=True, check=True).stdout)

    def since(text, form, moment):
        return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.timezone.utc).timestamp() - seconds(moment)

    with open(os.path.join(state.folder, "latest/run.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    started, run = manifest["started"], manifest["run"]
    if not -2 <= since(started, "%Y-%m-%dT%H:%M:%SZ", moment) <= LATE:
        raise Fault(f"started says {started}")
    if state.latest != f"runs/{run}" or not -2 <= since(run[:16], "%Y%m%dT%H%M%SZ", named or moment) <= LATE:
        raise Fault(f"{state.latest} is a run of another moment")
    if manifest["today"] != started[:10]:
        raise Fault(f"the day is {manifest['today']} in a run that started {started}")


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
                expect_clock(State(rig.results(output)).check(), moment, zone)
            State(rig.results(output)).expect_like(reference, without=("today",))
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
    moments = ("2026-11-20 02:00:00", "2026-11-13 02:00:00", "2026-11-13 02:00:05", "2026-11-21 02:00:00")
    for step, moment in enumerate(moments):
        write(rig.survey, "inbox/EEE.csv", text_return([(1, f"Step {step}", "health", "x", "")]))
        # What tells two returns of one reporter apart is not the clock: a new content under the same name is the later.
        done = at(rig, output, "-f", f"@{moment}")
        if done.returncode:
            raise Fault(f"exits {done.returncode}: {done.stderr.strip()}")
        state = State(rig.results(output)).check()
        # The second and third have the first one's moment in their names, with a number behind it.
        expect_clock(state, moment, named=moments[0] if step in (1, 2) else None)
        ids.append(state.latest.removeprefix("runs/"))
        if step and state.published()[1]["compared_with"] != ids[-2]:
            raise Fault(f"run {ids[-1]} is compared with {state.published()[1]['compared_with']}, not with {ids[-2]}")
        dataset = open(os.path.join(rig.results(output), "latest/dataset/practices.csv"), encoding="utf-8").read()
        if f"Step {step}" not in dataset or f"Step {step - 1}" in dataset:
            raise Fault(f"run {ids[-1]} does not publish the file that is in the inbox")
    os.unlink(os.path.join(rig.survey, "inbox/EEE.csv"))
    return "a clock set back"
