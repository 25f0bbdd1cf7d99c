"""Invented quarterly figures of municipal services: plausible series, and the oddities planted in them."""

import random
from dataclasses import dataclass, replace
from typing import Any

QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
NAMES = [
    "Aldermoor", "Bracknor", "Châtel-les-Ormes", "Dunsholm", "Eichenau am See", "Fjordby", "Grünwaldau", "Haverleigh",
    "Île-Sainte-Émeline", "Jorvala", "Kestrelford", "Lindehøj", "Montclar-le-Vieux", "Norrsele", "Oakhampton Vale",
    "Pont-Gautier", "Quillan Bay", "Rosenthalbrück", "Sandhavn", "Thornbury Cross", "Ullersund", "Val-d'Arbel",
    "Westerkamp", "Yverdal", "Zuidermeer", "Ambleforth", "Brückenfeld", "Castelmaur", "Drøbakken", "Esterwald",
    "Fontaine-Brévin", "Glenmarrow", "Hohenlinde", "Iverness Sound", "Jarlsby", "Kirkholme", "Larchmont", "Møllerup",
    "Nethercote", "Orsières-le-Bas",
]
# COFOG group -> (title in English as published by the UN Statistics Division, size relative to population)
SERVICES = {
    "01.3": ("General services", 0.9), "03.1": ("Police services", 1.1), "03.2": ("Fire-protection services", 0.6),
    "04.5": ("Transport", 1.6), "05.1": ("Waste management", 1.0), "05.2": ("Waste water management", 0.8),
    "06.1": ("Housing development", 0.7), "06.3": ("Water supply", 0.9), "06.4": ("Street lighting", 0.3),
    "07.2": ("Outpatient services", 0.5), "07.4": ("Public health services", 0.4),
    "08.1": ("Recreational and sporting services", 0.8), "08.2": ("Cultural services", 0.7),
    "09.1": ("Pre-primary and primary education", 2.8), "09.2": ("Secondary education", 1.9), "10.2": ("Old age", 1.4),
    "10.4": ("Family and children", 1.7), "10.7": ("Social exclusion n.e.c.", 0.5),
}
SEASON = {  # quarter by quarter; what is not named hardly varies
    "04.5": [1.06, 1.0, 0.9, 1.04], "06.4": [1.25, 0.85, 0.7, 1.2], "08.1": [0.7, 1.15, 1.5, 0.65],
    "08.2": [0.95, 1.05, 0.8, 1.2], "09.1": [1.05, 1.05, 0.75, 1.15], "09.2": [1.05, 1.05, 0.7, 1.2],
    "06.3": [0.92, 1.03, 1.18, 0.87], "07.2": [1.12, 0.97, 0.88, 1.03],
}
INDICATORS = {  # indicator -> (unit, label in English, decimals)
    "expenditure": ("EUR", "Expenditure", 2), "users": ("PERSONS", "Users of the service", 0),
    "staff": ("FTE", "Staff (full-time equivalents)", 1), "waiting_days": ("DAYS", "Waiting time (days)", 1),
    "satisfaction": ("SCORE", "Satisfaction of users (0-100)", 1),
    "volunteer_hours": ("HOURS", "Hours worked by volunteers", 0), "complaints": ("NUMBER", "Complaints received", 0),
}
MISSING_FILES = {("M007", "2025-Q2"), ("M019", "2025-Q3"), ("M019", "2025-Q4"), ("M033", "2025-Q1")}


@dataclass(frozen=True)
class Observation:
    """One row, before it is written in a municipality's own manner."""

    municipality: str
    service: str
    indicator: str
    quarter: str
    value: Any
    unit: str
    status: str


def codes() -> list[str]:
    return [f"M{n:03}" for n in range(1, len(NAMES) + 1)]


def series(code: str) -> dict[str, list[Observation]]:
    """A municipality's honest observations, quarter by quarter."""
    chance = random.Random(f"municipal services {code}")
    population = round(10 ** chance.uniform(3.9, 5.6))
    result: dict[str, list[Observation]] = {quarter: [] for quarter in QUARTERS}
    for service, (_, weight) in SERVICES.items():
        size = population * weight * chance.lognormvariate(0, 0.25)
        level = {
            "expenditure": size * chance.uniform(42, 70), "users": size * chance.uniform(0.12, 0.3),
            "staff": 2 + size * chance.uniform(0.0006, 0.0011), "waiting_days": chance.uniform(3, 45),
            "satisfaction": chance.uniform(52, 84), "volunteer_hours": 20 + size * chance.uniform(0.01, 0.06),
            "complaints": 1 + size * chance.uniform(0.0002, 0.001),
        }
        for indicator, (unit, _, decimals) in INDICATORS.items():
            for index, quarter in enumerate(QUARTERS):
                season = SEASON.get(service, [1, 1, 1, 1])[index]
                if indicator in ("satisfaction", "staff", "waiting_days"):
                    season = 1 + (season - 1) * {"satisfaction": -0.05, "staff": 0.1, "waiting_days": 0.4}[indicator]
                noise = {"satisfaction": 0.015, "staff": 0.01, "complaints": 0.15}.get(indicator, 0.035)
                value = level[indicator] * season * 1.004**index * chance.lognormvariate(0, noise)
                if indicator == "satisfaction":
                    value = min(value, 99.0)
                value = round(value, decimals) if decimals else round(value)
                result[quarter].append(marked(Observation(code, service, indicator, quarter, value, unit, ""), chance))
    return result


def marked(row: Observation, chance: random.Random) -> Observation:
    """Some observations are provisional, estimated, missing or confidential."""
    draw = chance.random()
    if row.indicator in ("waiting_days", "volunteer_hours") and draw < 0.03:
        value, status = chance.choice([("..", "L"), ("n.a.", "M"), (":", "O")])
        return replace(row, value=value, status=status)
    if draw < 0.006:
        return replace(row, value="", status="c")
    if draw > 0.985:
        return replace(row, status="e")
    if row.quarter == "2025-Q4" and row.indicator == "expenditure":
        return replace(row, status="p")
    return row


def find(rows: list[Observation], service: str, indicator: str) -> int:
    return next(i for i, row in enumerate(rows) if (row.service, row.indicator) == (service, indicator))


def number(row: Observation) -> bool:
    return isinstance(row.value, (int, float))


def with_oddities(code: str, quarter: str, own: dict[str, list[Observation]]) -> list[Observation]:
    """The rows of one file, with what went wrong in it. The README lists every case."""
    rows = list(own[quarter])

    def change(service: str, indicator: str, value: Any) -> None:
        index = find(rows, service, indicator)
        rows[index] = replace(rows[index], value=value, status="")

    match code, quarter:
        case "M012", "2025-Q3":
            rows = [replace(row, value=round(row.value / 1000, 2))
                    if row.indicator == "expenditure" and number(row) else row for row in rows]
        case "M023", "2025-Q2":
            values = [(row.value, row.status) for row in rows]
            values = values[-1:] + values[:-1]
            rows = [replace(row, value=value, status=status) for row, (value, status) in zip(rows, values)]
        case "M030", "2025-Q4":
            rows = [replace(row, value=old.value, status=old.status) for row, old in zip(rows, own["2025-Q3"])]
        case "M005", "2025-Q2":
            change("08.1", "users", 25 * own["2025-Q1"][find(rows, "08.1", "users")].value)
        case "M016", "2025-Q4":
            change("06.3", "expenditure", round(12 * own["2025-Q1"][find(rows, "06.3", "expenditure")].value, 2))
        case "M038", "2025-Q1":
            change("07.2", "waiting_days", 900)
        case "M009", "2025-Q3":
            change("08.2", "staff", -3.5)
        case "M014", "2025-Q1":
            index = find(rows, "05.1", "users")
            rows.insert(index + 3, replace(rows[index], value=rows[index].value + 120))
        case "M002", "2025-Q2":
            revised = [row for row in own["2025-Q1"] if row.indicator == "expenditure" and number(row)][:10]
            rows += [replace(row, value=round(row.value * 1.031, 2), status="") for row in revised]
        case "M027", "2025-Q3":
            rows[:7] = [replace(row, municipality="M072") for row in rows[:7]]
        case "M026", "2025-Q2":
            change("10.2", "users", "about 300")
            change("10.4", "users", "12 (est.)")
            change("10.7", "staff", "two")
        case "M021", "2025-Q4":
            change("10.4", "satisfaction", 7.4)
    return rows


def resubmitted(own: dict[str, list[Observation]]) -> list[Observation]:
    """The second file of M018 for the first quarter: half of the expenditures revised upwards."""
    return [replace(row, value=round(row.value * 1.045, 2))
            if row.indicator == "expenditure" and number(row) and row.service < "06" else row
            for row in own["2025-Q1"]]
