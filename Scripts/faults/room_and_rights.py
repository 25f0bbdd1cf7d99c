"""Disks that are too small, outputs that cannot be written, an inbox that vanishes, and two runs at once."""

import os
import shutil
import signal
import subprocess
import time

from rig import Fault, State
from system_calls import Tally, scenes


def run(rig, short, jobs):
    tally = Tally()
    for scene in scenes(rig):
        small_disks(scene, tally, short)
        file_sizes(scene, tally, short)
        if scene.prepared:
            no_rights(scene, tally)
            vanished_inbox(scene, tally)
            two_at_once(scene, tally, 3 if short else 20)
    tally.expect("file size: exit 73", "file size: exit 74")
    tally.expect("no right: exit 73")
    return tally


def expect_refusal(scene, output, done, codes=(73, 74)):
    """A run that could not be done says so, leaves the last published run alone, and the next goes on by itself."""
    if done.returncode not in codes:
        raise Fault(f"exits {done.returncode}, not {codes}: {done.stderr.strip()[-300:]}")
    if not done.stderr.strip() or "/" not in done.stderr:
        raise Fault(f"does not say what and where: {done.stderr!r}")
    state = State(scene.rig.results(output)).check(may_lack=True)
    if scene.before and (state.latest != scene.before.latest or state.published() != scene.old):
        raise Fault("the last published run has been touched")


def attempt(tally, what, body):
    try:
        tally.add(body())
    except (Fault, OSError, subprocess.SubprocessError) as fault:
        tally.fault(f"{what}: {fault}")


def small_disks(scene, tally, short):
    """A file system in memory of every size from too small for the lock to large enough."""
    output = scene.rig.folder("tmpfs-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", output], capture_output=True).returncode:
        tally.leave_out(f"{scene.name}, small disks (mounting is not allowed here; file sizes are limited instead)")
        return
    subprocess.run(["umount", output], check=True)
    for size in range(4, 1400, 192 if short else 12):
        attempt(tally, f"{scene.name}, a disk of {size} KiB", lambda: small_disk(scene, size))
    tally.expect("small disk: exit 73")


def small_disk(scene, size):
    output = scene.rig.folder("tmpfs-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", output], check=True)
    try:
        os.makedirs(os.path.join(output, "tmp"))
        if scene.prepared:
            shutil.copytree(scene.prepared, output, symlinks=True, dirs_exist_ok=True)
        used = int(subprocess.run(["du", "-sk", output], capture_output=True, text=True).stdout.split()[0])
        subprocess.run(["mount", "-o", f"remount,size={used + size}k", output], check=True)
        done = scene.rig.run(output)
        if done.returncode:
            expect_refusal(scene, output, done, codes=(73,))
            left = [name for name in State(scene.rig.results(output)).temporary() if "canvass.sqlite-" not in name]
            if left:
                raise Fault(f"temporary files are left: {left}")
        subprocess.run(["mount", "-o", "remount,size=64m", output], check=True)
        scene.rig.good_run(output)
        State(scene.rig.results(output)).expect_like(scene.reference)
        return f"small disk: exit {done.returncode}"
    finally:
        subprocess.run(["umount", output])


def file_sizes(scene, tally, short):
    """No file may be longer than so many KiB (RLIMIT_FSIZE, with the signal ignored, gives EFBIG)."""
    for size in range(0, 120, 40 if short else 4):
        attempt(tally, f"{scene.name}, files of at most {size} KiB", lambda: file_size(scene, size))


def file_size(scene, size):
    output = scene.fresh()
    done = scene.rig.run(output, prefix=["sh", "-c", f"trap '' XFSZ; ulimit -f {size}; exec \"$@\"", "sh"])
    if done.returncode:
        expect_refusal(scene, output, done)
    scene.rig.good_run(output)
    State(scene.rig.results(output)).expect_like(scene.reference)
    shutil.rmtree(output)
    return f"file size: exit {done.returncode}"


def no_rights(scene, tally):
    """Folders that may not be written to. Root may always, so the run is made as nobody."""
    if os.geteuid() != 0:
        user = []
    else:
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for place in ("", "small", "small/runs", "small/archive", "small/bundles"):
        attempt(tally, f"no right to write to {place or 'the output'}", lambda: without_rights(scene, user, place))
    place = scene.rig.folder("read-only-")
    if subprocess.run(["mount", "--bind", place, place], capture_output=True).returncode:
        tally.leave_out("a read-only file system (mounting is not allowed here)")
        return
    subprocess.run(["umount", place], check=True)
    attempt(tally, "a read-only file system", lambda: read_only(scene))


def without_rights(scene, user, place):
    output = scene.fresh()
    os.makedirs(os.path.join(output, "tmp"), exist_ok=True)
    # A path that nobody else can enter would keep the binary and the survey from being read at all.
    subprocess.run(["chmod", "-R", "a+rX", scene.rig.work], check=True)
    if user:
        subprocess.run(["chown", "-R", "65534:65534", output], check=True)
    folder = os.path.join(output, place)
    os.chmod(folder, 0o555)
    if user and place == "":
        # Without the right to enter anything anew: the survey's folder is there already.
        shutil.rmtree(os.path.join(output, "small"))
    done = scene.rig.run(output, prefix=user)
    os.chmod(folder, 0o755)
    if place == "":
        if done.returncode != 73:
            raise Fault(f"exits {done.returncode}: {done.stderr}")
        return "no right: exit 73"
    expect_refusal(scene, output, done, codes=(73,))
    again = scene.rig.run(output, prefix=user)
    if again.returncode:
        raise Fault(f"the next run exits {again.returncode}: {again.stderr}")
    State(scene.rig.results(output)).expect_like(scene.reference)
    return "no right: exit 73"


def read_only(scene):
    output = scene.fresh()
    os.makedirs(os.path.join(output, "tmp"), exist_ok=True)
    subprocess.run(["mount", "--bind", output, output], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", output], check=True)
        done = scene.rig.run(output)
        subprocess.run(["mount", "-o", "remount,rw,bind", output], check=True)
        expect_refusal(scene, output, done, codes=(73,))
        scene.rig.good_run(output)
        State(scene.rig.results(output)).expect_like(scene.reference)
        return f"read-only: exit {done.returncode}"
    finally:
        subprocess.run(["umount", output])


def vanished_inbox(scene, tally):
    def body():
        output = scene.fresh()
        inbox = os.path.join(scene.rig.survey, "inbox")
        os.rename(inbox, inbox + ".away")
        try:
            done = scene.rig.run(output)
        finally:
            os.rename(inbox + ".away", inbox)
        expect_refusal(scene, output, done, codes=(74,) if scene.before else (66,))
        scene.rig.good_run(output)
        State(scene.rig.results(output)).expect_like(scene.reference)
        return f"no inbox: exit {done.returncode}"
    attempt(tally, "a vanished inbox", body)


def two_at_once(scene, tally, times):
    """The second of two runs ends with 75 and names the first, while the first is stopped in mid-run."""
    def body():
        output = scene.fresh()
        first = scene.rig.start(output)
        lock = os.path.join(scene.rig.results(output), ".lock")
        end = time.monotonic() + 20
        while time.monotonic() < end and not (os.path.exists(lock) and str(first.pid) in open(lock).read()):
            if first.poll() is not None:
                break
        os.killpg(first.pid, signal.SIGSTOP)
        if first.poll() is None:
            second = scene.rig.run(output)
            os.killpg(first.pid, signal.SIGCONT)
            if second.returncode != 75 or f"process {first.pid} on " not in second.stderr or "since 20" not in second.stderr:
                raise Fault(f"the second exits {second.returncode}: {second.stderr.strip()}")
        first.communicate()
        if first.returncode:
            raise Fault(f"the first exits {first.returncode}")
        State(scene.rig.results(output)).expect_like(scene.reference)
        shutil.rmtree(output)
        return "two at once: exits 0 and 75"
    for _ in range(times):
        attempt(tally, "two runs at once", body)
