"""kill -9, errors and a full or failing disk at every call by which a run changes what is on the disk."""

import concurrent.futures
import os
import re
import shutil
import subprocess
import threading

from rig import HERE, Fault, State, add_returns

KINDS = ("kill", "enospc", "eio", "eacces", "full", "dead")
CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,"
    "mkdirat,ftruncate,symlink,symlinkat")


# What a run removes something by.
REMOVING = ("unlink", "unlinkat", "rmdir")
# What a run says that has failed when it was published already.
SWITCHED = "is published all the same"


class Scene:
    """What the output is before the run that is disturbed, and what it must be after the one that follows."""

    def __init__(self, rig, name, prepared):
        self.rig, self.name, self.prepared = rig, name, prepared
        self.before = State(rig.results(prepared)).check(may_lack=True) if prepared else None
        self.old = self.before.published() if self.before else None
        self.reference = rig.reference(self.fresh())

    def fresh(self):
        output = self.rig.folder()
        if self.prepared:
            shutil.copytree(self.prepared, output, symlinks=True, dirs_exist_ok=True)
        return output

    def judge(self, output, done, is_killed, is_told=True, may_litter=False):
        """After the disturbed run, and after a normal one behind it.

        is_told: whether it was let write what it had to say.
        may_litter: whether it could not remove what it had made."""
        state = State(self.rig.results(output))
        if not is_killed and done.returncode not in (0, 73, 74):
            raise Fault(f"exits {done.returncode}: {done.stderr.strip()[-300:]}")
        if os.path.isdir(state.folder):
            state.check(may_lack=True)
            if self.before and state.latest == self.before.latest and state.published() != self.old:
                raise Fault("the last published run has been touched")
            if self.before and state.latest is None:
                raise Fault("there is no latest any more")
            if not is_killed and done.returncode == 0:
                # A fault that is said not to matter must not have mattered.
                if state.published() != self.reference.published():
                    raise Fault("exits 0, yet the outputs differ from an undisturbed run")
            elif not is_killed and not done.stderr.strip():
                raise Fault("fails without a word")
            elif not is_killed and state.latest != (self.before.latest if self.before else None):
                # Whoever believes that the last run still stands would run again, or tell others so.
                if SWITCHED not in done.stderr and is_told:
                    raise Fault(f"has published, and does not say so: {done.stderr.strip()[-300:]}")
            if not is_killed and not may_litter:
                left = [name for name in state.temporary() if "canvass.sqlite-" not in name]
                if left:
                    raise Fault(f"temporary files are left by a run that failed: {left}")
        self.rig.good_run(output)
        State(self.rig.results(output)).expect_like(self.reference)


def scenes(rig):
    """A first run, and then, when that has been gone through, one with new returns over a published run."""
    yield Scene(rig, "first run", None)
    prepared = rig.folder("prepared-")
    rig.good_run(prepared)
    add_returns(rig.survey)
    yield Scene(rig, "next run", prepared)


class Tally:
    """Counts, and what was found, from several threads; and what could not be done here."""

    def __init__(self):
        self.lock, self.done, self.outcomes, self.faults, self.left_out = threading.Lock(), 0, {}, [], []

    def add(self, outcome):
        with self.lock:
            self.done += 1
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def has(self, *beginnings):
        """Whether something ended so."""
        return any(outcome.startswith(beginnings) for outcome in self.outcomes)

    def expect(self, *beginnings):
        """A test under which nothing ever ended as what it is about ends has tried nothing."""
        if not self.has(*beginnings):
            self.fault(f"of what was disturbed nothing ended with: {' or '.join(beginnings)}")

    def leave_out(self, text):
        """What cannot be done where this runs."""
        print(f"  not done: {text}", flush=True)
        self.left_out.append(text)

    def fault(self, text):
        with self.lock:
            self.done += 1
            self.faults.append(text)
            print(f"  FAULT {text}", flush=True)


def library(work):
    path = os.path.join(work, "count_calls.so")
    compiler = next(c for c in ("cc", "gcc", "clang") if shutil.which(c))
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", path, os.path.join(HERE, "count_calls.c"), "-ldl"], check=True)
    return path


def calls_in(log):
    """The calls as the library has written them down: number, call, path."""
    with open(log, encoding="utf-8", errors="replace") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def counted(scene, shim, kind, at, log, reads=None):
    """A run over a fresh output with a fault at its call number `at`; of those that read below a folder where one is named."""
    output = scene.fresh()
    counter = os.path.join(scene.rig.folder("c-"), "counter")
    with open(counter, "wb") as file:
        file.write(bytes(8))
    environment = {"LD_PRELOAD": shim, "FAULT_COUNTER": counter, "FAULT_KIND": kind, "FAULT_AT": str(at), "FAULT_LOG": log}
    if reads:
        environment["FAULT_READS"] = reads
    done = scene.rig.run(output, environment=environment)
    shutil.rmtree(os.path.dirname(counter))
    return output, done


def run_counted(rig, short, jobs):
    shim = library(rig.work)
    tally = Tally()
    for scene in scenes(rig):
        log = os.path.join(rig.work, f"calls-{scene.name.replace(' ', '-')}")
        output, done = counted(scene, shim, "list", 0, log)
        if done.returncode:
            raise Fault(f"counting the calls: {done.stderr}")
        shutil.rmtree(output)
        calls = calls_in(log)
        if not calls:
            raise Fault("no call is counted: the library was not loaded")
        print(f"  {scene.name}: {len(calls)} calls that change the disk", flush=True)
        points = [(kind, int(number), call, path) for kind in KINDS for number, call, path in calls]
        if short:
            points = sample(points)
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda point: one(scene, shim, tally, *point), points))
        unsure(scene, shim, tally)
    tally.expect("kill: exit -9")
    for kind in KINDS[1:]:
        tally.expect(f"{kind}: exit 73", f"{kind}: exit 74")
    return tally


def unsure(scene, shim, tally):
    """Nobody knows whether the switch of latest will last: the run fails, and says that it is published."""
    what = f"{scene.name}, EIO at the fsync behind the switch of latest"
    try:
        output, done = counted(scene, shim, "switch", 0, os.path.join(scene.rig.folder("l-"), "calls"))
        if done.returncode != 74 or SWITCHED not in done.stderr or "untouched" in done.stderr:
            raise Fault(f"exits {done.returncode}: {done.stderr.strip()[-300:]}")
        if State(scene.rig.results(output)).check().published() != scene.reference.published():
            raise Fault("latest does not lead to the run that is said to be published")
        scene.judge(output, done, False)
        tally.add("switch: exit 74")
        shutil.rmtree(output, ignore_errors=True)
    except (Fault, OSError, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{what}: {fault}")


def sample(points):
    """Of calls that follow each other alike, such as a transaction's pages, one; and of all kinds of faults some at each place."""
    chosen, last = [], None
    for number, point in enumerate(points):
        kind, _, call, path = point
        alike = (kind, call, re.sub(r"[0-9TZ-]{10,}.*", "", path))
        if alike != last and number % 29 in (0, 11):
            chosen.append(point)
        last = alike
    return chosen


def one(scene, shim, tally, kind, number, call, path):
    what = f"{scene.name}, {kind} at call {number}, {call} of …{path[-60:]}"
    log = os.path.join(scene.rig.folder("l-"), "calls")
    try:
        output, done = counted(scene, shim, kind, number, log)
        # Threads do not take their turns alike in every run: what was disturbed is what stands there now.
        call, path = next(((call, path) for at, call, path in calls_in(log) if int(at) == number), (call, path))
        what = f"{scene.name}, {kind} at call {number}, {call} of …{path[-60:]}"
        expect_no_retry(log, kind, number, call, path)
        scene.judge(output, done, done.returncode == -9, may_litter=kind == "dead" or call in REMOVING)
        tally.add(f"{kind}: exit {done.returncode}")
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(os.path.dirname(log), ignore_errors=True)
    except (Fault, OSError, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{what}: {fault}")


def expect_no_retry(log, kind, number, call, path):
    """What an fsync has failed for is not synchronized once more: the system may have thrown away what it could not write, and says so once. The
    store, and the folder in which it lies, are SQLite's business, which uses fdatasync; it can be made anew."""
    if call != "fsync" or kind not in ("enospc", "eio", "eacces"):
        return
    if any(int(at) > number and other == call and place == path for at, other, place in calls_in(log)):
        raise Fault(f"the {call} of {path} failed and was tried again")


def run_strace(rig, short, jobs):
    """The same by strace, which sees every system call, also those that go past the C library. It counts for each thread by itself."""
    tally = Tally()
    for scene in scenes(rig):
        trace = os.path.join(rig.work, "trace")
        output = scene.fresh()
        done = scene.rig.run(output, prefix=["strace", "-f", "-qq", "-o", trace, "-e", f"trace={CALLS}"])
        if done.returncode:
            raise Fault(f"strace: {done.stderr}")
        shutil.rmtree(output)
        expect_modes(trace)
        most = {}
        threads = {}
        for line in open(trace, encoding="utf-8", errors="replace"):
            found = re.match(r"(\d+) +(\w+)\(", line)
            if found and (found[2] != "openat" or "O_CREAT" in line):
                threads[found[1], found[2]] = threads.get((found[1], found[2]), 0) + 1
                most[found[2]] = max(most.get(found[2], 0), threads[found[1], found[2]])
        # Files that are opened to be read are counted with those that are made: failing there is another test's.
        most.pop("openat", None)
        points = [(call, number, how) for call, count in most.items() for number in range(1, count + 1)
                  for how in ("signal=KILL", "error=ENOSPC", "error=EIO")]
        if short:
            points = points[::61]
        print(f"  {scene.name}: {sum(most.values())} places, {len(points)} faults", flush=True)
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda point: traced(scene, tally, *point), points))
    tally.expect("signal=KILL: exit -9", "signal=KILL: exit 137")
    tally.expect(*(f"error={error}: exit {code}" for error in ("EIO", "ENOSPC") for code in (73, 74)))
    return tally


def expect_modes(trace):
    """Nothing is made writable for all, whatever the umask: what is asked for counts here, of which a umask takes away. What the system itself has
    in /proc is only opened."""
    made = []
    for line in open(trace, encoding="utf-8", errors="replace"):
        found = re.match(r'\d+ +(?:openat|mkdir|mkdirat)\(.*"([^"]*)".*, (0[0-7]*)(?:\)| <unfinished)', line)
        if found and not found[1].startswith("/proc/"):
            made.append((int(found[2], 8), found[1]))
    if not made:
        raise Fault("strace has seen no file that is made")
    if writable := [f"{path} ({mode:o})" for mode, path in made if mode & 0o002]:
        raise Fault(f"made so that under a umask of 0 all may write to it: {writable[:4]}")


def traced(scene, tally, call, number, how):
    what = f"{scene.name}, strace {how} at {call} {number}"
    try:
        output = scene.fresh()
        done = scene.rig.run(
            output, prefix=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                            "-e", f"inject={call}:{how}:when={number}"])
        # Where it is a message to standard error that fails, the run has every right to end without one.
        silent = call == "write" and not done.stderr.strip()
        if silent:
            done.stderr = "(a message was kept from being written)"
        scene.judge(output, done, done.returncode in (-9, 137), is_told=call != "write", may_litter=call in REMOVING)
        tally.add(f"{how}: exit {done.returncode}")
        shutil.rmtree(output, ignore_errors=True)
    except (Fault, OSError, subprocess.TimeoutExpired) as fault:
        tally.fault(f"{what}: {fault}")
