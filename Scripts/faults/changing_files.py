"""Files that grow, shrink, vanish or are replaced while a run reads them."""

import hashlib
import os
import random
import shutil
import threading
import time

from rig import Fault, State, text_return
from system_calls import Tally

HOW = ("grow", "shrink", "vanish", "replace")


def run(rig, short, jobs):
    tally = Tally()
    random.seed(6)
    for how in HOW:
        for number in range(1 if short else 20):
            try:
                tally.add(one(rig, how))
            except Fault as fault:
                tally.fault(f"{how}, {number}: {fault}")
    return tally


def version(number):
    """A return that takes some writes."""
    return text_return([(row, f"Title {number} of row {row}", "health", "x", "") for row in range(1, 600)]).encode()


def one(rig, how):
    """A file changes as fast as it can during three runs. Each ends well; what was archived is what the file held at some moment, as a
    whole; and when it has come to rest the next run gives what it gives of a file that never changed."""
    path = os.path.join(rig.survey, "inbox/EEE.csv")
    final = version(0)
    held = set()
    stop = threading.Event()

    def note(content):
        held.add(hashlib.sha256(content).hexdigest())

    def change():
        number = 0
        while not stop.is_set():
            number += 1
            content = version(number % 5)
            if how == "replace":
                with open(path + ".tmp", "wb") as file:
                    file.write(content)
                note(content)
                os.rename(path + ".tmp", path)
            elif how == "vanish":
                note(content)
                with open(path + ".tmp", "wb") as file:
                    file.write(content)
                os.rename(path + ".tmp", path)
                time.sleep(random.uniform(0, 0.02))
                os.unlink(path)
            elif how == "grow":
                with open(path, "wb", buffering=0) as file:
                    for start in range(0, len(content), 3_000):
                        file.write(content[start:start + 3_000])
                        note(content[:start + 3_000])
                        time.sleep(0.002)
                note(b"")
            else:
                with open(path, "wb", buffering=0) as file:
                    file.write(content)
                    note(content)
                    for end in range(len(content), 0, -3_000):
                        os.ftruncate(file.fileno(), end)
                        note(content[:end])
                        time.sleep(0.002)
                note(b"")
            time.sleep(random.uniform(0, 0.01))

    output = rig.folder()
    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(3):
            done = rig.run(output)
            if done.returncode:
                raise Fault(f"exits {done.returncode}: {done.stderr.strip()[-300:]}")
    finally:
        stop.set()
        thread.join()
    with open(path + ".tmp", "wb") as file:
        file.write(final)
    os.rename(path + ".tmp", path)
    note(final)
    rig.good_run(output)
    state = State(rig.results(output)).check()
    of_file = {receipt[0] for receipt in state.receipts if receipt[2].startswith("EEE")}
    if not of_file <= held:
        raise Fault(f"archived what the file never held: {of_file - held}")
    if hashlib.sha256(final).hexdigest() not in of_file:
        raise Fault("the file as it is at last was not received")
    if state.temporary():
        raise Fault(f"temporary files are left: {state.temporary()}")
    reference = rig.reference()
    same = "dataset/practices.csv"
    if state.published()[0][same] != reference.published()[0][same]:
        raise Fault("the dataset is not that of the file at rest")
    os.unlink(path)
    shutil.rmtree(output)
    return how
