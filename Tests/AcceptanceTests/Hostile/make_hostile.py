#!/usr/bin/env python3
"""Makes hostile files, the same ones each time.

    make_hostile.py --list              their names; a name that ends with a slash is a folder of many
    make_hostile.py FOLDER [NAME...]    makes them, or those named

Only the standard library is used. Of the big ones most are bombs of a few megabytes; some text files have a gigabyte on
the disk, so whoever makes them does well to delete each before the next."""

import inspect
import os
import sys

import archives
import cells
import markup
import places
import texts

CASES = {}
for module in (archives, markup, cells, texts, places):
    for name, make in module.CASES.items():
        assert name not in CASES, name
        CASES[name] = make


def make(folder, name):
    if name.endswith("/"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        for file, content in archives.FAMILIES[name[:-1]]().items():
            with open(os.path.join(folder, name, file), "wb") as target:
                target.write(content)
        return
    path, maker = os.path.join(folder, name), CASES[name]
    takes_path = maker is os.mkfifo or maker is os.mkdir or any(
        p.default is p.empty for p in inspect.signature(maker).parameters.values())
    if takes_path:
        maker(path)
        return
    with open(path, "wb") as target:
        target.write(maker())


def main():
    everything = [*CASES, *(f"{family}/" for family in archives.FAMILIES)]
    if sys.argv[1:] == ["--list"]:
        print("\0".join(everything), end="")
        return
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    for name in sys.argv[2:] or everything:
        make(sys.argv[1], name)


if __name__ == "__main__":
    main()
