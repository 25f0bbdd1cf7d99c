"""What the other programs do with the benchmark's workbook. Run by `measure`, each in a process of its own.

    peers.py fastexcel|pandera|frictionless FILE

Prints a JSON object: rows, and how many faults were found. fastexcel only reads. pandera and frictionless check the same 25
constraints and 15 checks; pandera, through pandas, also the 5 queries, which frictionless has no means for.
"""
import json
import sys


def fastexcel_(path):
    import fastexcel
    sheet = fastexcel.read_excel(path).load_sheet(0)
    return {"rows": sheet.to_arrow().num_rows, "faults": None}


LEVELS = ["national", "regional", "local"]

# The survey's checks (survey/pipeline.yaml) as pandas has them; a comparison with a missing value is no fault.
CHECKS = {
    "women-are-staff": lambda d: ~(d.women > d.staff),
    "spent-within-budget": lambda d: ~(d.spent > 1.5 * d.budget),
    "income-below-budget": lambda d: ~(d.income > d.budget) | (d.budget < 0),
    "closed-after-opened": lambda d: ~(d.closed <= d.opened),
    "year-after-opening": lambda d: ~(d.year < d.opened.dt.year - 40),
    "users-for-budget": lambda d: ~(d.budget >= 1000000 * d.users) | (d.users == 0),
    "share-up-to-100": lambda d: (d.unit != "PERCENT") | ~(d.satisfaction > 150),
    "waiting-up-to-a-year": lambda d: ~((d.waiting_days < 0) | (d.waiting_days > 365)),
    "staff-for-users": lambda d: ~(d.staff * 100000 < d.users),
    "online-or-waiting": lambda d: (d.online == "yes") | d.waiting_days.notna(),
    "national-has-staff": lambda d: (d.level != "national") | ~(d.staff < 1),
    "budget-not-thousands": lambda d: ~(d.budget < 100) | (d.budget < 0),
    "opened-not-in-future": lambda d: ~(d.opened >= "2027-01-01"),
    "value-known": lambda d: d.staff.notna() | (d.staff_raw == "n.a."),
    "spent-or-income": lambda d: ~(d.spent + d.income < 0),
}

NAMES = ["number", "country", "service", "municipality", "office", "year", "unit", "level", "staff", "women", "budget", "spent",
         "income", "users", "satisfaction", "waiting_days", "opened", "closed", "online", "remark"]


def frame(path):
    import pandas
    data = pandas.read_excel(path, engine="calamine", names=NAMES, keep_default_na=False, na_values=[""])
    data["staff_raw"] = data.staff
    data["staff"] = pandas.to_numeric(data.staff, errors="coerce")
    for name in ["opened", "closed"]:
        data[name] = pandas.to_datetime(data[name])
    return data


def pandera_(path):
    import pandera.pandas as pandera
    from pandera import Check, Column, DataFrameSchema
    data = frame(path)
    text = dict(nullable=False, dtype=str)
    columns = {
        "number": Column(int, Check.ge(1), unique=True), "country": Column(**text), "service": Column(**text),
        "municipality": Column(checks=Check.str_matches(r"^M\d{3}$"), **text),
        "office": Column(checks=[Check.str_length(3, 60)], **text),
        "year": Column(int, [Check.ge(2000), Check.le(2030)]), "unit": Column(**text),
        "level": Column(str, Check.isin(LEVELS), nullable=True),
        "staff": Column(float, [Check.ge(0), Check.le(100000)], nullable=True),
        "women": Column(int, Check.ge(0)), "budget": Column(float, Check.ge(0)), "spent": Column(float, Check.ge(0)),
        "income": Column(float), "users": Column(float, Check.ge(0)),
        "satisfaction": Column(int, [Check.ge(0), Check.le(100)]), "waiting_days": Column(int),
        "opened": Column("datetime64[ns]", Check.ge("1990-01-01"), coerce=True),
        "closed": Column("datetime64[ns]", nullable=True, coerce=True), "online": Column(str),
        "remark": Column(str, nullable=True),
    }
    schema = DataFrameSchema(columns, checks=[Check(check, name=name) for name, check in CHECKS.items()])
    faults = 0
    try:
        schema.validate(data, lazy=True)
    except pandera.errors.SchemaErrors as error:
        # A check over the frame is told once for each of its columns.
        faults = len(error.failure_cases.drop_duplicates(["check", "index"]))
    faults += (data.groupby("office").country.nunique() > 21).sum()
    faults += (data.budget > 100 * data.budget.mean()).sum()
    faults += (data.groupby("municipality").users.sum() == 0).sum()
    faults += (data.groupby(["office", "service", "year", "municipality"]).size() > 3).sum()
    faults += (~data.country.isin(data.country.unique())).sum()
    return {"rows": len(data), "faults": int(faults)}


FORMULAS = [
    "staff is None or women <= staff", "2 * spent <= 3 * budget", "income <= budget or budget < 0", "not closed or closed > opened",
    "year >= opened.year - 40", "not users or budget / users < 1000000", "unit != 'PERCENT' or satisfaction <= 150",
    "0 <= waiting_days <= 365", "staff is None or users is None or staff * 100000 >= users", "online or waiting_days is not None",
    "level != 'national' or staff is None or staff >= 1", "budget >= 100 or budget < 0", "opened.year < 2027", "staff is None or True",
    "spent + income >= 0",
]


def frictionless_(path):
    from frictionless import Checklist, Resource, Schema, checks, system
    number = lambda name, kind="number", **more: {"name": name, "type": kind, "constraints": more}  # noqa: E731
    fields = [
        number("number", "integer", required=True, unique=True, minimum=1), number("country", "string", required=True),
        number("service", "string", required=True), number("municipality", "string", required=True, pattern=r"M\d{3}"),
        number("office", "string", required=True, minLength=3, maxLength=60),
        number("year", "integer", minimum=2000, maximum=2030), number("unit", "string", required=True),
        number("level", "string", enum=LEVELS), number("staff", "integer", minimum=0, maximum=100000),
        number("women", "integer", minimum=0), number("budget", required=True, minimum=0), number("spent", minimum=0),
        number("income"), number("users", "integer", required=True, minimum=0),
        number("satisfaction", "integer", minimum=0, maximum=100), number("waiting_days", "integer"),
        number("opened", "datetime"), number("closed", "datetime"),
        {"name": "online", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, number("remark", "string"),
    ]
    schema = Schema.from_descriptor({"fields": fields, "missingValues": ["", "n.a."]})
    checklist = Checklist(checks=[checks.row_constraint(formula=formula) for formula in FORMULAS])
    with system.use_context(trusted=True):
        # By position: the file's headings are the questionnaire's words.
        resource = Resource(path=path, schema=schema)
        report = resource.validate(checklist, limit_errors=10_000_000)
    return {"rows": report.tasks[0].stats.get("rows"), "faults": report.stats["errors"]}


print(json.dumps({"fastexcel": fastexcel_, "pandera": pandera_, "frictionless": frictionless_}[sys.argv[1]](sys.argv[2])))
