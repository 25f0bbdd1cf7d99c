#!/usr/bin/env python3
"""Runs `canvass` on files one after the other and says what each run cost, one line of JSON for each.

    measure.py CANVASS FILE...          a name that ends with a slash is a folder of files
    HOSTILE_ONLY=count measure.py ...   in one way only: inspect, count or cells
    HOSTILE_ALIKE=1 measure.py ...      every way is expected to refuse it alike: a costly file is read in one way only
    HOSTILE_SECONDS=6 measure.py ...    stops a run after so many seconds of the processor (20)

A process of its own, because the peak memory that the system reports for a child is never less than that of the process
that started it: a test runner may have more than the child is allowed."""

import json
import os
import resource
import signal
import sys
import tempfile
import threading
import time

# The first reads most: what stands around the cells as well.
COMMANDS = {
    "inspect": ["inspect"],
    "count": ["inspect", "--count"],
    "cells": ["cells", "--format", "ndjson"],
}
# Beyond what is allowed, so that the cost itself is what is measured, and the machine survives. The time is that of the
# processor: how long the clock runs meanwhile depends on what else the machine does.
MOST_SECONDS = int(os.environ.get("HOSTILE_SECONDS", 20))
# A run that took less needs no excuse.
SWIFT_SECONDS = 5
# Where a file takes so long it is costly.
COSTLY_SECONDS = 1
# What counting to two million takes on the machine whose seconds are meant, where nobody else has a part of it. Virtual machines were seen at half
# that speed for hours.
REFERENCE_SECONDS = 0.12
PATIENCE_SECONDS = 6 * MOST_SECONDS
ADDRESS_SPACE = 4 << 30


def slowness():
    """How many times as long as on that machine this one takes just now, at the worst of a few moments; never less than 1."""

    def counting():
        start, count = time.process_time(), 0
        for _ in range(2_000_000):
            count += 1
        return time.process_time() - start

    return max(1, round(max(counting() for _ in range(5)) / REFERENCE_SECONDS, 2))


def run(binary, name, path):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        # What `cells` writes is thrown away; the counts are wanted.
        target = output.fileno() if name != "cells" else os.open(os.devnull, os.O_WRONLY)
        start = time.monotonic()
        child = os.posix_spawn(
            binary, [binary, *COMMANDS[name], path], os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, target, 1),
                          (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)])
        timer = threading.Timer(PATIENCE_SECONDS, os.kill, (child, signal.SIGKILL))
        timer.start()
        # The timer is stopped while the child is still known: its number cannot have gone to another process.
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        wall = time.monotonic() - start
        timer.cancel()
        _, status, usage = os.wait4(child, 0)
        if name == "cells":
            os.close(target)
        errors.seek(0)
        output.seek(max(0, output.seek(0, 2) - 200))
        last = output.read().decode(errors="replace").rstrip("\n").split("\n")[-1]
        # ru_maxrss is in bytes on macOS, in kibibytes elsewhere.
        cpu = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss / (1 << 20) if sys.platform == "darwin" else usage.ru_maxrss / 1024
        return {
            "command": name, "file": os.path.basename(path), "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None, "wall": round(wall, 3),
            "cpu": round(cpu, 3), "slowness": slowness() if cpu > SWIFT_SECONDS else 1, "peak": round(peak, 1),
            "message": errors.read(20_000).decode(errors="replace").rstrip("\n"),
            "cells": int(last.split("\t")[-1]) if name == "count" and last.startswith("total\t") else None}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    for path in sys.argv[2:]:
        files = sorted(os.path.join(path, name) for name in os.listdir(path)) if path.endswith("/") else [path]
        for file in files:
            spent = 0
            for name in os.environ.get("HOSTILE_ONLY", " ".join(COMMANDS)).split():
                # What takes the reader to its limit takes it there once more: always cell by cell, and in any way where that is all that is expected.
                if spent > COSTLY_SECONDS and (name == "cells" or "HOSTILE_ALIKE" in os.environ):
                    continue
                result = run(sys.argv[1], name, file)
                spent = result["cpu"]
                print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
