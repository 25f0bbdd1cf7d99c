#!/usr/bin/env python3
"""Writes returns of the co-production survey as many bodies would send them: invented, about 40 KB each, drawn by XlsxWriter.

    inputs.py FOLDER --count 10000

The questionnaire is that of Pipelines/co-production, drawn by the program that makes its samples (Scripts/samples), filled in by bodies
B00001, B00002, ... Most returns are as clean as real ones are: one in three has nothing to ask about, the others one to four slips of
the kinds that the sample returns have. What is in a return is a function of its number alone, so that every machine makes the
same answers. FOLDER/survey is the survey's folder with a register of all bodies, FOLDER/returns what they sent.
"""
import argparse
import csv
import datetime
import io
import multiprocessing
import pathlib
import random
import re
import shutil
import struct
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "Scripts"))

from samples import practices_en, returns as sample_returns  # noqa: E402
from samples.answers import Return  # noqa: E402
from samples.barriers import HOW  # noqa: E402
from samples.questionnaire import Questionnaire  # noqa: E402
from samples.wording import BARRIERS, BENEFITS, PREPRINTED_PRACTICES  # noqa: E402

COUNTRIES = [("Australia", "AUD"), ("Österreich", "EUR"), ("Canada", "CAD"), ("Danmark", "DKK"), ("FINLAND", "EUR"), ("France", "EUR"),
             ("Deutschland", "EUR"), ("Ireland", "EUR"), ("Korea, Rep.", "KRW"), ("The Netherlands", "EUR"), ("NO", "NOK"),
             ("Slovenia", "EUR"), ("Türkiye", "TRY"), ("UK", "GBP"), ("México", "MXN"), ("New Zealand", "NZD")]
KINDS = ["Office for", "Department of", "Agency for", "Municipal Board of", "Directorate for", "Council for"]
MATTERS = ["Service Partnerships", "Civic Services", "Neighbourhood Affairs", "Community Water and Works", "User Participation",
           "Voluntary Work", "Shared Services", "Active Citizenship"]
PLACES = ["north", "south", "east", "west", "harbour", "old town", "hill", "river", "forest", "lake"]
STARTS = ["al", "bre", "cor", "dun", "el", "fal", "gor", "hal", "is", "kel", "lor", "mar", "nor", "os", "pel", "ros", "sal", "tor", "ul", "ver"]
MIDDLES = ["a", "ber", "den", "e", "gen", "i", "kir", "len", "mo", "na", "pol", "ra", "sen", "ti", "vor", "zel"]
ENDS = ["berg", "by", "dal", "fell", "gard", "ham", "lund", "mouth", "nes", "ov", "ridge", "stead", "ton", "vik", "wick", "zell"]
WHO = ["Residents", "Parents", "Volunteers", "Patients", "Tenants", "Shopkeepers", "Pupils", "Carers", "Neighbours", "Farmers"]
DOES = ["plan the work together with the staff", "take turns in running the service", "train others in small groups",
        "report faults through a public register", "propose and vote on the next year's measures", "look after the place every week",
        "meet the office every month", "write the rules with the professionals", "evaluate the results at the end of the year"]
WHAT_CAME = ["Waiting times fell", "Complaints became fewer", "Costs of upkeep fell", "More people use the service",
             "The council extended it", "An evaluation was published", "Staff were sceptical at first", "Other towns have copied it"]
SLIPS = ["satisfaction-alone", "share", "thousands", "count", "no-description", "no-treatment", "over", "word", "shift", "late"]
POOL = [practice for practices in practices_en.PRACTICES.values() for practice in practices
        if all(isinstance(value, (int, float)) for value in (practice.budget, practice.users, practice.start, practice.cost_change))
        and isinstance(practice.before, (int, float)) and isinstance(practice.after, (int, float)) and practice.after <= 100
        and practice.before <= practice.after and practice.budget >= 5000 and practice.start <= 2026 and practice.stages
        and practice.partners and practice.cost_change == int(practice.cost_change)]


def place(draw):
    """An invented name of a place: text must be about as hard to compress as what people write."""
    return (draw.choice(STARTS) + draw.choice(MIDDLES) + draw.choice(ENDS)).capitalize()


def description(draw):
    """Some sentences that no other return has word for word, within the 2,000 characters that the questionnaire allows."""
    sentences = []
    for _ in range(draw.randint(8, 11)):
        sentences.append(f"{draw.choice(WHO)} of {place(draw)} {draw.choice(DOES)}, as those of {place(draw)} and {place(draw)} do. "
                         f"{draw.choice(WHAT_CAME)} by {draw.randint(2, 60)} per cent between {draw.randint(2008, 2016)} and "
                         f"{draw.randint(2017, 2026)}.")
    return " ".join(sentences)


def emblem(number):
    """A picture of 68 by 68 points as bodies put on their covers: about 14 KB."""
    draw = random.Random(number)
    rows = b"".join(b"\0" + draw.randbytes(68 * 3) for _ in range(68))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 68, 68, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def practices(draw):
    given = []
    leading = set(draw.sample(range(8), draw.randint(0, 2)))
    for index in range(draw.randint(12, PREPRINTED_PRACTICES)):
        pattern = draw.choice(POOL)
        before = draw.randint(30, 75)
        given.append(pattern.but(
            title=f"{pattern.title}, {draw.choice(PLACES)} district no. {index + 1}", start=draw.randint(1995, 2025),
            budget=draw.randint(20, 900) * 1000, cost_change=draw.randint(-30, 10) or 2, users=draw.randint(50, 15000), before=before,
            after=before + draw.randint(0, 20), leading=index in leading, description=description(draw)))
    return given


def answers(number):
    """The answers of body `number`."""
    draw = random.Random(number * 104729 + 7)
    country, currency = draw.choice(COUNTRIES)
    given = practices(draw)
    services = sample_returns.services("", "en", given, draw)
    benefits = {(benefit, index + 1): max(0, min(4, round(draw.gauss(2.4, 0.9))))
                for index in range(len(given)) for benefit in BENEFITS if draw.random() > 0.04}
    barriers = {}
    for barrier in BARRIERS:
        importance = max(0, min(4, round(draw.gauss(1.8, 0.9))))
        barriers[barrier] = (importance, draw.choice(HOW["en"][barrier]) if importance > 1 else None)
    full = Return("en", country, f"{draw.choice(KINDS)} {draw.choice(MATTERS)}, body {number}", draw.choice(["central", "regional", "local"]),
                  datetime.date(2026, 3, 1) + datetime.timedelta(days=draw.randint(0, 59)), "English", currency, len(given), None,
                  services=services, practices=given, benefits=benefits, barriers=barriers)
    if number % 3:
        for slip in draw.sample(SLIPS, draw.randint(1, 4)):
            make(slip, full, draw)
    return full


def make(slip, full, draw):
    """One of the slips that real returns have."""
    index = draw.randrange(len(full.practices))
    practice = full.practices[index]
    changes = {"satisfaction-alone": {"after": None}, "share": {"cost_change": 0.12}, "thousands": {"budget": 310, "users": 5600},
               "no-description": {"leading": True, "description": None}, "over": {"after": 130}, "word": {"service": "citizen offices"}}
    if slip in changes:
        full.practices[index] = practice.but(**changes[slip])
    elif slip == "count":
        full.practice_count += 1
    elif slip == "no-treatment":
        full.barriers[draw.choice(BARRIERS)] = (4, None)
    elif slip == "shift" and len(full.practices) < PREPRINTED_PRACTICES:
        full.benefits["quality", len(full.practices) + 1] = 3
    elif slip == "late":
        full.completed = datetime.date(2026, 5, 4)


def write(job):
    folder, number = job
    path = folder / f"CPS-2026-B{number:05}.xlsx"
    if not path.exists():
        draft = path.with_suffix(".part")
        picture = io.BytesIO(emblem(number))
        Questionnaire(draft, "en", given=answers(number)).write(
            lambda drawn: drawn.sheet["cover"].insert_image("H4", "emblem.png", {"image_data": picture}))
        draft.rename(path)
    return path.stat().st_size


def survey(folder, count):
    """The survey's folder: that of the sample survey, with a register of all bodies, known by the name of the file."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "Pipelines/co-production", folder)
    for name in ["decisions.csv", "rules-test.yaml"]:
        (folder / name).unlink(missing_ok=True)
    definition = folder / "pipeline.yaml"
    text = definition.read_text()
    text, found = re.subn(r"reporters:\n(?:  .*\n)+", "reporters:\n  file: reporters.csv\n  from:\n    - filename: 'CPS-2026-(B[0-9]{5})'\n"
                          "  latest: returns.completed\n", text, count=1)
    text, also = re.subn(r"  path: \.\./\.\./SampleInputs/co-production\n", "  path: inbox\n", text)
    if found != 1 or also != 1:
        raise SystemExit("Pipelines/co-production/pipeline.yaml has changed: inputs.py must follow")
    definition.write_text(text)
    (folder / "inbox").mkdir()
    with open(folder / "reporters.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["code", "name", "language", "contact"])
        for number in range(1, count + 1):
            rows.writerow([f"B{number:05}", f"Body {number}", "en", f"body{number}@example.org"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    returns = options.folder / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    survey(options.folder / "survey", options.count)
    with multiprocessing.Pool() as pool:
        sizes = list(pool.imap_unordered(write, [(returns, number) for number in range(1, options.count + 1)], chunksize=25))
    print(f"{len(sizes)} returns, {sum(sizes) / len(sizes) / 1000:.1f} KB each on average")


if __name__ == "__main__":
    main()
