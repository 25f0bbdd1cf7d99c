#!/usr/bin/env python3
"""Makes the fuzzers' seeds of the fixtures of the tests: small files that reach as much of the reader as the tests do.

    make_seeds.py FOLDER        a folder for each target

The seeds are made when they are needed: the fixtures are tracked, so copies of them are not."""

import os
import pathlib
import sys
import zipfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
MOST_BYTES = 16_000


SEEN = set()


def write(folder, target, name, data):
    if len(data) <= MOST_BYTES and (target, data) not in SEEN:
        SEEN.add((target, data))
        path = pathlib.Path(folder, target)
        path.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    for path in sorted(TESTS.rglob("Fixtures/**/*")):
        if not path.is_file():
            continue
        name = "-".join(path.relative_to(TESTS).parts).replace(" ", "_")
        if path.suffix == ".csv" and path.stat().st_size < MOST_BYTES:
            # The first byte chooses whether the dialect is given (see TextTarget.swift).
            for choice in range(4):
                write(folder, "csv", f"{choice}-{name}", bytes([choice]) + path.read_bytes())
        if path.suffix not in (".xlsx", ".xlsm", ".xltx", ".zip"):
            continue
        write(folder, "zip", name, path.read_bytes())
        try:
            with zipfile.ZipFile(path) as archive:
                for entry in archive.infolist():
                    kind = os.path.basename(entry.filename).lower()
                    target = ("shared-strings" if kind.startswith("sharedstrings") else "styles" if kind.startswith("styles")
                              else "worksheet" if "worksheets/" in entry.filename.lower() and kind.endswith(".xml") else None)
                    if target and entry.file_size <= MOST_BYTES:
                        write(folder, target, f"{name}-{kind}", archive.read(entry))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, KeyError, ValueError, EOFError, zipfile.zlib.error):
            # The damaged ones among the fixtures are seeds of the archive's target only.
            continue


if __name__ == "__main__":
    main()
