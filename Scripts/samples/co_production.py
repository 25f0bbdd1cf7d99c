"""The returns of the co-production survey: who sent which file, made by which program, and what is odd about it."""

from dataclasses import dataclass, field
from typing import Any

from . import altered, by_hand, csv_exports, unreadable, with_openpyxl
from .questionnaire import Questionnaire
from .returns import FRENCH, VERSION_1, answers_of, practices_alone
from .with_libreoffice import XLSM, XLSX, Office
from .wording import ROOT

FOLDER = ROOT / "SampleInputs/co-production"


@dataclass(frozen=True)
class Delivery:
    """A file in the inbox."""

    key: str  # whose answers: a key of returns.COVERS
    file: str
    writer: str
    odd: str  # for the README
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return "fr" if self.key in FRENCH else "en"

    @property
    def version(self) -> str:
        return "1.0" if self.key in VERSION_1 else "2.0"


DELIVERIES = [
    Delivery("AUS", "CPS-2026-AUS.xlsx", "XlsxWriter", "one depth `n.a.`; otherwise as it should be"),
    Delivery("AUT", "CPS-2026-AUT_final.xlsx", "LibreOffice",
             "country `Österreich`; date as text `31.03.2026`; small `x` as mark; Practices: two rows with a remark "
             "inserted above the header; Services: a column *Remarks* inserted after the users' columns and an empty "
             "row between divisions 05 and 06", {"odd": altered.AUSTRIA}),
    Delivery("BEL", "Questionnaire coproduction (Belgique).xlsx", "openpyxl",
             "currency `€`; level `fédéral`; change in cost as -0.08 shown as -8 %; practice 3 is an old answer in a "
             "hidden row, the cover counts 2", {"odd": altered.belgium}),
    Delivery("CAN", "CPS-2026-CAN_FR.xlsx", "XlsxWriter",
             "1904 date system; `#REF!` in the users of practice 2; depths `s.o.`",
             {"workbook": {"date_1904": True}}),
    Delivery("CHE", "CPS_CH_2026_rev1.xlsx", "LibreOffice", "older template; currency `francs suisses`"),
    Delivery("CZE", "Questionnaire_coproduction_CZ.xlsx", "XlsxWriter",
             "country `Rép. tchèque`; marks `oui`; budget `s.o.`, users `..`, importance `s.o.`"),
    Delivery("DEU", "2026-04-14 Fragebogen Koproduktion DE.xlsx", "openpyxl",
             "country `Deutschland`; date as text `14.04.2026`; numbers as text with German signs (`1.350.000,00`, "
             "`71,5`); marks `✓`; practice 3 repeats practice 1 but for a capital and a space, the cover counts 2; "
             "importance `very important`; a barrier with an answer but no importance"),
    Delivery("DNK", "DNK-coproduction-survey.xlsx", "LibreOffice",
             "older template; country `Danmark`; satisfaction `-`"),
    Delivery("ESP", "CPS-2026-ESP.xlsx", "openpyxl",
             "country `España`; budgets in thousands (the remark on the cover says so); the total's formula "
             "overwritten by a number that is not the sum; marks are the number 1; users `:`; a benefit of 5 on the "
             "scale 0-4", {"odd": altered.spain}),
    Delivery("EST", "CPS-2026-EST (002).xlsx", "LibreOffice",
             "country `Republic of Estonia`; date as text `2026-04-07`; depths as 0, 1, 2; Practices: a column "
             "*Contact unit* inserted before the start year, the total of budgets is `#REF!`",
             {"odd": altered.ESTONIA}),
    Delivery("FIN", "CPS-2026-FIN.xlsx", "openpyxl",
             "country `FINLAND`; sheet Practices renamed `Good practices FI`; satisfaction 130; row 3 left empty, so "
             "the practices are numbers 1, 2 and 4; change `rather incremental`; depths `..`",
             {"odd": altered.finland}),
    Delivery("FRA", "Questionnaire coproduction (France) final.xlsx", "XlsxWriter",
             "date as text `le 3 avril 2026`; currency `euros`; numbers as text with thin and narrow no-break spaces "
             "and decimal commas; depth `importante` instead of `substantielle`"),
    Delivery("FRA-2", "France - ministère de la Biosphère.xlsx", "openpyxl",
             "the second ministry of France, with its own figures; sheets in another order; not an ASCII file name",
             {"odd": altered.france_second}),
    Delivery("GBR", "UK return co-production survey.xlsx", "XlsxWriter",
             "country `UK`; currency `£`; date as text `14 March 2026`; depths in words (`quite a lot`, `a bit`, "
             "`hardly any`); the budget of practice 1 is `see comment` and stands in a cell comment; benefits `3 - "
             "large` and `n.a.`; users and satisfaction of practice 3 `n.a.`", {"extra": altered.united_kingdom}),
    Delivery("GRC", "CPS-2026-GRC-practices.csv", "CSV",
             "the sheet of practices alone: UTF-16 (little endian, byte order mark), tabs, CRLF",
             {"delimiter": "\t", "encoding": "utf-16-le", "decimal": ".", "mark": b"\xff\xfe"}),
    Delivery("IRL", "Copy of CPS-2026-IRL.xlsx", "openpyxl",
             "older template; block 2 left empty; level `national` and `municipality`; type `replaces professionals' "
             "work`; change in cost `...`"),
    Delivery("KOR-1", "CPS-2026-KOR.xlsx", "XlsxWriter",
             "country `Korea, Rep.`; currency `Korean Won (KRW)`; superseded by the next"),
    Delivery("KOR", "CPS-2026-KOR-v2.xlsx", "LibreOffice",
             "corrected resubmission of the former: later date of completion, other figures, a third practice"),
    Delivery("LUX", "cps-2026-lux.XLSX", "LibreOffice",
             "country `Grand-Duché de Luxembourg`; the cover counts 5 practices, there are 2; a benefit for practice "
             "5, which is not there; depths as 0, 1, 2 and `:`; level `communal`; leading-edge `Non`; ending in "
             "capitals"),
    Delivery("MEX", "CPS-2026-MEX.xlsm", "LibreOffice",
             "country `México`; a workbook with a macro (Basic, does nothing but show a greeting); returned after the "
             "closing date; depths `None` and `SOME`", {"odd": altered.MEXICO, "save_as": XLSM}),
    Delivery("NLD", "CPS 2026 Netherlands v3 clean.xlsx", "XlsxWriter",
             "country `The Netherlands`; users `c. 2 million`; one budget for practices 1 and 2 in a merged cell; "
             "marks `yes`; leading-edge `Yes, we think so`; level `city`; a note in a cell beside the table; a space "
             "after `Substantial`", {"extra": altered.netherlands}),
    Delivery("NOR", "CPS-2026-NOR.xlsx", "openpyxl",
             "country `NO`; start year 20008; depths as 0, 1, 2 and `-`; `Y`/`N`; no input at all in "
             "division 10 although practice 1 belongs there"),
    Delivery("NZL", "CPS-2026-NZL.xlsx", "LibreOffice", "sheet Barriers deleted",
             {"odd": [["delete_sheet", "Barriers"]]}),
    Delivery("PRT", "CPS-2026-PRT-practices.csv", "CSV",
             "the sheet of practices alone: Windows-1252, semicolons, CRLF, decimal commas",
             {"delimiter": ";", "encoding": "cp1252", "decimal": ","}),
    Delivery("SVN", "CPS-2026-SVN.xlsx", "openpyxl",
             "saved by a script: formulas without results, among them the users of practice 1 (`=12*1350`); change in "
             "cost as -0.05 and 0.02 without a percent format", {"calculated": False}),
    Delivery("TUR", "CPS-2026-TUR-export.xlsx", "XML by hand",
             "country `Türkiye`; a package as an exporter writes it: no cell addresses, inline strings, the dimension "
             "says A1; leading-edge as TRUE/FALSE; budget `n.a.`"),
]


def make() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    office = Office()
    for delivery in DELIVERIES:
        write(delivery, office)
    office.run()
    unreadable.make(FOLDER)
    (FOLDER / "README.md").write_text(readme(), encoding="utf-8")


def write(delivery: Delivery, office: Office) -> None:
    path, options = FOLDER / delivery.file, dict(delivery.options)
    if delivery.writer == "CSV":
        csv_exports.write(path, practices_alone(delivery.key), **options)
        return
    given = answers_of(delivery.key)
    if delivery.writer == "openpyxl":
        with_openpyxl.write(path, delivery.version, given, **options)
    elif delivery.writer == "LibreOffice":
        office.fill(path, delivery.version, given, **{"save_as": XLSX, **options})
    else:
        extra = options.pop("extra", None)
        Questionnaire(path, delivery.language, delivery.version, given, options.get("workbook")).write(extra)
        if delivery.writer == "XML by hand":
            by_hand.strip(path)


def readme() -> str:
    lines = [
        "# Sample returns of the co-production survey",
        "",
        "**All invented**: real country codes, but bodies, practices, figures and answers are made up, and no country "
        "answered anything. Made by `Scripts/make-samples`; do not edit by hand.",
        "",
        "26 reporters are expected (`Pipelines/co-production/reporters.csv`). 24 reported readably in 26 files; Italy "
        "sent a workbook with a password only, and Chile sent nothing. The 25 live returns (without Korea's first) "
        "hold 58 practices.",
        "",
        "| file | reporter | made by | language | template | what is odd |",
        "|---|---|---|---|---|---|",
    ]
    for one in DELIVERIES:
        template = "2.0, sheet Practices only" if one.writer == "CSV" else one.version
        lines.append(f"| `{one.file}` | {one.key[:3]} | {one.writer} | {one.language} | {template} | {one.odd} |")
    lines += [
        "",
        "Not readable, each for another reason:",
        "",
        "| file | what it is |",
        "|---|---|",
        *(f"| `{name}` | {what} |" for name, what in unreadable.FILES.items()),
        "",
    ]
    return "\n".join(lines)
