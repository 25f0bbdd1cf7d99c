#!/usr/bin/env python3
"""Measures the hostile files before the tests that judge them can run: CI does it while the last test is compiled.

    ahead.py CANVASS FOLDER     what measure.py says of each file goes into FOLDER, by the SHA-256 of the file's name

It may be stopped at any moment: what it has not measured by then, the tests measure themselves. What it has counts for this build of the program
alone, whose size and time it notes."""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def refused_alike():
    """The files of which one refusal is all that is expected, however they are read."""
    names = set()
    for line in (HERE / "expected.tsv").read_text("utf-8").splitlines():
        name, *outcomes = line.split("\t")
        if len(set(outcomes)) == 1 and all(code.startswith("file.") for code in outcomes[0].split("|")):
            names.add(name.replace("\\n", "\n"))
    return names


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    canvass, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    status = os.stat(canvass)
    (folder / "program").write_text(f"{status.st_size} {int(status.st_mtime)}")
    listed = subprocess.run([sys.executable, HERE / "make_hostile.py", "--list"], check=True, capture_output=True, text=True).stdout
    alike, names = refused_alike(), listed.split("\0")
    for count, name in enumerate(names, 1):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            subprocess.run([sys.executable, HERE / "make_hostile.py", scratch, name], check=True)
            environment = os.environ | ({"HOSTILE_ALIKE": "1"} if name in alike else {})
            said = subprocess.run([sys.executable, HERE / "measure.py", canvass, f"{scratch}/{name}"], check=True, capture_output=True,
                                  env=environment).stdout
        draft = folder / "draft"
        draft.write_bytes(said)
        # Whole or not at all, whenever this is stopped.
        draft.rename(folder / hashlib.sha256(name.encode()).hexdigest())
        print(f"{count} of {len(names)}", flush=True)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
