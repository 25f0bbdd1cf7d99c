"""The power fails: of the file system's state only what had reached the device is left.

A run writes to an ext4 file system on a loop device. At a random moment the run is stopped (SIGSTOP) and the image behind the device is
copied, without any sync: what the system still holds in memory for that file system is not in the image. The image is copied twice, and
taken only where both copies are the same, so that it is the state of one moment. Then it is mounted elsewhere, which replays the
journal as after a power failure. The cache of a drive that lies about what it has written is not imitated."""

import os
import random
import re
import shutil
import signal
import subprocess
import time

from rig import Fault, State
from system_calls import Tally, scenes

MEGABYTES = 24


def run(rig, short, jobs):
    tally = Tally()
    random.seed(1)
    if obstacle := why_not(rig):
        tally.leave_out(f"it takes root, loop devices and ext4 ({obstacle})")
        return tally
    for scene in scenes(rig):
        length = duration(scene)
        for number in range(4 if short else 100):
            delay = random.uniform(0, length * 1.15)
            try:
                tally.add(f"{scene.name}: {one(scene, delay)}")
            except Fault as fault:
                tally.fault(f"{scene.name}, the power fails after {delay * 1000:.0f} ms: {fault}")
    return tally


def call(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise Fault(f"{command[0]}: {error}") from error
    if done.returncode:
        raise Fault(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def why_not(rig):
    """What the system forbids here; None where a disk can be mounted. That there is no mkfs is no such thing: it is installed."""
    if os.geteuid() != 0:
        return "not root"
    image = make_image(rig)
    try:
        call("umount", mounted(rig, image))
    except Fault as fault:
        return str(fault)
    os.unlink(image)
    return None


def make_disk(rig):
    image = make_image(rig)
    return image, mounted(rig, image)


def make_image(rig):
    image = os.path.join(rig.folder("disk-"), "image")
    with open(image, "wb") as file:
        file.truncate(MEGABYTES << 20)
    call("mkfs.ext4", "-q", "-F", image)
    return image


def mounted(rig, image):
    place = rig.folder("mounted-")
    # Nothing goes to the device but what somebody waits for: no commit by the clock.
    call("mount", "-o", "loop,commit=3600,noatime", image, place)
    return place


def duration(scene):
    output = scene.fresh()
    started = time.monotonic()
    scene.rig.good_run(output)
    return time.monotonic() - started


def one(scene, delay):
    image, place = make_disk(scene.rig)
    copy = image + ".after"
    process = None
    try:
        if scene.prepared:
            shutil.copytree(scene.prepared, place, symlinks=True, dirs_exist_ok=True)
        os.makedirs(os.path.join(place, "tmp"), exist_ok=True)
        call("sync", "-f", place)
        process = scene.rig.start(place, "--verbose")
        time.sleep(delay)
        ended = process.poll() is not None
        if not ended:
            os.killpg(process.pid, signal.SIGSTOP)
        snapshot(image, copy)
        if not ended:
            said = scene.rig.kill(process)[1]
        else:
            said = process.communicate()[1]
            if process.returncode:
                raise Fault(f"exits {process.returncode}: {said}")
        call("umount", place)
        call("mount", "-o", "loop", copy, place)
        return judge(scene, place, ended, said)
    finally:
        if process and process.poll() is None:
            scene.rig.kill(process)
        subprocess.run(["umount", place], capture_output=True)
        shutil.rmtree(os.path.dirname(image), ignore_errors=True)


def snapshot(image, copy):
    """Both copies alike: nothing was written to the device in between."""
    for _ in range(50):
        shutil.copyfile(image, copy)
        shutil.copyfile(image, copy + "2")
        with open(copy, "rb") as first, open(copy + "2", "rb") as second:
            if first.read() == second.read():
                os.unlink(copy + "2")
                return
    raise Fault("the device does not come to rest")


def judge(scene, place, ended, said):
    before = scene.before
    state = State(scene.rig.results(place)).check(may_lack=before is None)
    # The run before was acknowledged: it is there, to the byte.
    is_switched = state.latest != (before.latest if before else None)
    if is_switched and state.published() != scene.reference.published():
        raise Fault("latest leads to a run that is not whole")
    if ended and not is_switched:
        raise Fault("the run had ended with 0, and what it published is lost")
    if before and not is_switched and state.published() != scene.old:
        raise Fault("the last published run has been touched")
    lost = set(before.archive if before else ()) - set(state.archive)
    # What the log has called received may be taken out of the inbox by whoever reads it.
    lost |= {known for known in re.findall(r"sha256=([0-9a-f]{12})", said)
             if not any(sha256.startswith(known) for sha256 in state.archive)}
    if lost:
        raise Fault(f"archived returns are lost: {lost}")
    when = "after the switch" if is_switched else "before the switch"
    scene.rig.good_run(place)
    State(scene.rig.results(place)).expect_like(scene.reference)
    return when + (", ended" if ended else "")
