#!/usr/bin/env python3
"""What a person reads in returns of the municipal-services survey; writes municipal-services/*.csv. See README.md."""

from reading import Odd, Return

CODES = ["01.3", "03.1", "03.2", "04.5", "05.1", "05.2", "06.1", "06.3", "06.4", "07.2", "07.4", "08.1", "08.2", "09.1",
         "09.2", "10.2", "10.4", "10.7"]  # fmt: skip
AS_CODE = {code: code for code in CODES}
# A zero was lost when the code became a number.
AS_NUMBER = {"1.3": "01.3", "3.1": "03.1", "3.2": "03.2", "4.5": "04.5", "5.1": "05.1", "5.2": "05.2", "6.1": "06.1",
             "6.3": "06.3", "6.4": "06.4", "7.2": "07.2", "7.4": "07.4", "8.1": "08.1", "8.2": "08.2", "9.1": "09.1",
             "9.2": "09.2", "10.2": "10.2", "10.4": "10.4", "10.7": "10.7"}  # fmt: skip
AS_GF = {"GF0103": "01.3", "GF0301": "03.1", "GF0302": "03.2", "GF0405": "04.5", "GF0501": "05.1", "GF0502": "05.2",
         "GF0601": "06.1", "GF0603": "06.3", "GF0604": "06.4", "GF0702": "07.2", "GF0704": "07.4", "GF0801": "08.1",
         "GF0802": "08.2", "GF0901": "09.1", "GF0902": "09.2", "GF1002": "10.2", "GF1004": "10.4",
         "GF1007": "10.7"}  # fmt: skip
AS_TITLE = {
    "General services": "01.3", "Police services": "03.1", "Fire-protection services": "03.2", "Transport": "04.5",
    "Waste management": "05.1", "Waste water management": "05.2", "Housing development": "06.1", "Water supply": "06.3",
    "Street lighting": "06.4", "Outpatient services": "07.2", "Public health services": "07.4",
    "Recreational and sporting services": "08.1", "Cultural services": "08.2",
    "Pre-primary and primary education": "09.1", "Secondary education": "09.2", "Old age": "10.2",
    "Family and children": "10.4", "Social exclusion n.e.c.": "10.7",
}  # fmt: skip
INDICATORS = ["expenditure", "users", "staff", "waiting_days", "satisfaction", "volunteer_hours", "complaints"]
PLAIN = {indicator: indicator for indicator in INDICATORS}
LABELS = {
    "Expenditure": "expenditure", "Users of the service": "users", "Staff (full-time equivalents)": "staff",
    "Waiting time (days)": "waiting_days", "Satisfaction of users (0-100)": "satisfaction",
    "Hours worked by volunteers": "volunteer_hours", "Complaints received": "complaints",
}  # fmt: skip
Q1, Q2, Q3 = {"2025-Q1": "2025-Q1"}, {"2025-Q2": "2025-Q2"}, {"2025-Q3": "2025-Q3"}


def begin(name: str, file: str, *csv: str) -> Return:
    return Return("municipal-services", name, file, *csv)


def point(text: str) -> str:
    """1234.5"""
    return text


def german(text: str) -> str:
    """1.234,5: numbers such as 877.758,73 in the same column show which sign is which"""
    return text.replace(".", "").replace(",", ".")


def spaced(text: str) -> str:
    """1 234,5 with no-break spaces"""
    return text.replace("\u00a0", "").replace(",", ".")


def read() -> list[Return]:
    m003 = begin("m003-2025q1", "2025-Q1/2025Q1-M003.csv", "cp1252", ";")
    m003.observations("", 3, 128, AS_GF, PLAIN, Q1, german)

    m005 = begin("m005-2025q2", "2025-Q2/M005_2025-Q2.csv", "utf-16", "\t")
    m005.observations("", 2, 127, AS_TITLE, PLAIN, Q2, point)

    m007 = begin("m007-2025q1", "2025-Q1/2025Q1-M007.csv", "utf-8-sig", ";")
    m007.observations("", 2, 127, AS_CODE, PLAIN, Q1, spaced)

    m009 = begin("m009-2025q3", "2025-Q3/M009_2025-Q3.csv", "cp1252", "|")
    m009.observations("", 4, 129, AS_GF, PLAIN, Q3, point)  # E90 is -3.5: read as it stands

    m011 = begin("m011-2025q1", "2025-Q1/2025Q1-M011.csv", "utf-8", ",")
    m011.observations("", 2, 127, AS_TITLE, PLAIN, {"Q1 2025": "2025-Q1"}, point)

    # Values stand one row too low against their codes; each is read where it stands.
    m023 = begin("m023-2025q2", "2025-Q2/2025Q2-M023.csv", "cp1252", ";")
    m023.observations("", 3, 128, AS_TITLE, PLAIN, Q2, german)

    # Seven rows at the top carry the code M072: taken down as typed.
    m027 = begin("m027-2025q3", "2025-Q3/2025Q3-M027.csv", "utf-8-sig", ";")
    m027.observations("", 2, 127, AS_GF, PLAIN, Q3, spaced)

    # The last ten rows are of the quarter before.
    m002 = begin("m002-2025q2", "2025-Q2/municipal-services 2025-Q2 M002.xlsx")
    m002.observations("2025-Q2", 2, 137, AS_TITLE, LABELS, Q1 | Q2, point)

    m004 = begin("m004-2025q1", "2025-Q1/M004 2025-Q1 final.xlsx")
    m004.observations("2025-Q1", 3, 128, AS_CODE, PLAIN, Q1, point)

    # Users of waste management stand there twice: two records.
    m014 = begin("m014-2025q1", "2025-Q1/municipal-services 2025-Q1 M014.xlsx")
    m014.observations("2025-Q1", 2, 128, AS_TITLE, LABELS, Q1, point)

    m018 = begin("m018-2025q1-revised", "2025-Q1/municipal-services 2025-Q1 M018 revised.xlsx")
    m018.observations("Data", 4, 129, AS_GF, LABELS, Q1, point)

    m024 = begin("m024-2025q1", "2025-Q1/M024 2025-Q1 final.xlsx")
    m024.observations("Data", 4, 129, AS_NUMBER, PLAIN, Q1, point)

    m026 = begin("m026-2025q2", "2025-Q2/municipal-services 2025-Q2 M026.xlsx")
    m026.observations("2025-Q2", 2, 127, AS_TITLE, LABELS, Q2, point,
                      odd={"E108": Odd("300"), "E115": Odd("12"), "E123": Odd("2")})  # about 300, 12 (est.), two
    return [m003, m005, m007, m009, m011, m023, m027, m002, m004, m014, m018, m024, m026]


if __name__ == "__main__":
    for item in read():
        item.write()
        print(item.name, item.counts)
