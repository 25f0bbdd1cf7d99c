#!/usr/bin/env python3
"""What a person reads in the returns of the co-production survey; writes co-production/*.csv. See README.md."""

from reading import L, M, O, Odd, Return

EN = {"none": "0", "some": "1", "substantial": "2"}
FR = {"aucune": "0", "partielle": "1", "substantielle": "2"}
DIGITS = {"0": "0", "1": "1", "2": "2"}
ONE = {"C": "1"}
TWO = {"C": "1", "D": "2"}
THREE = {"C": "1", "D": "2", "E": "3"}


def begin(name: str, file: str, *csv: str) -> Return:
    return Return("co-production", name, file, *csv)


def australia() -> Return:
    r = begin("aus", "CPS-2026-AUS.xlsx")
    r.cover("Cover", "D", country="AUS", body="Department for Service Partnerships", body_level="central",
            completed="2026-03-18", language="en", currency="AUD", practice_count="2")  # fmt: skip
    r.services(EN | {"n.a.": M})
    p = "Practices"
    r.practice(p, 6, number="1", area="10.1", level="regional", stages="design;delivery", type="addition", change="radical",
               partners="users;citizens;csos", start_year="2018", budget="4200000", cost_change="-6.5",
               users_reached="3150", satisfaction_before="58", satisfaction_after="74", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area=Odd(unread="water purity is 06.3, pollution 05.3, waste water 05.2: not told"),
               level="local", stages="delivery;review", type="addition", change="incremental", partners="citizens;csos",
               start_year="2012", budget="380000", cost_change="-2", users_reached="12400", satisfaction_before="61",
               satisfaction_after="69", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def austria() -> Return:
    r = begin("aut", "CPS-2026-AUT_final.xlsx")
    r.cover("Cover", "D", country="AUT", body="Federal Chancellery, unit for participation", body_level="central",
            completed="2026-03-31", language="en", currency="EUR", practice_count="2")  # fmt: skip
    # A column of remarks stands at F, an empty row at 11; the remark in F8 is no depth.
    r.services(EN,
               rows={6: "01", 7: "02", 8: "03", 9: "04", 10: "05", 12: "06", 13: "07", 14: "08", 15: "09", 16: "10"},
               columns={"C": ("C", "users", "design"), "D": ("C", "users", "delivery"), "E": ("C", "users", "review"),
                        "G": ("G", "citizens", "design"), "H": ("G", "citizens", "delivery"),
                        "I": ("G", "citizens", "review"), "J": ("J", "csos", "design"), "K": ("J", "csos", "delivery"),
                        "L": ("J", "csos", "review")})  # fmt: skip
    p = "Practices"
    r.practice(p, 8, number="1", area="10.2", level="local", stages="design;delivery", type="addition",
               change="incremental", partners="users;citizens", start_year="2014", budget="610000", cost_change="-4",
               users_reached="2380", satisfaction_before="63", satisfaction_after="76", leading_edge="true")  # fmt: skip
    r.practice(p, 9, number="2", area="04.5", level="regional", stages="design", type="addition", change="incremental",
               partners="users;citizens", start_year="2019", budget="145000", cost_change="0", users_reached="51000",
               satisfaction_before="49", satisfaction_after="57", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def belgium() -> Return:
    r = begin("bel", "Questionnaire coproduction (Belgique).xlsx")
    r.cover("Couverture", "D", country="BEL", body="Service public fédéral Participation", body_level="central",
            completed="2026-04-21", language="fr", currency="EUR", practice_count="2",
            remarks="Les lignes masquées reprennent une ancienne version.")  # fmt: skip
    r.services(FR)
    p = "Pratiques"
    # The changes in cost are shares with a percent format: the sheet shows -8 %.
    r.practice(p, 6, number="1", area="10.6", level="local", stages="design;delivery", type="addition", change="radical",
               partners="users;csos", start_year="2013", budget="2750000", cost_change=Odd("-8"), users_reached="640",
               satisfaction_before="61", satisfaction_after="79", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="05.1", level="local", stages="delivery", type="addition", change="incremental",
               partners="citizens;csos", start_year="2012", budget="180000", cost_change=Odd("-12"),
               users_reached="22500", satisfaction_before="66", satisfaction_after="74", leading_edge="false")  # fmt: skip
    # Row 8 is hidden: an old answer. It is read as it stands there; that it is hidden is for an issue to say.
    # "Loisirs" is the first word of division 08's French title; no group has it.
    r.practice(p, 8, number="3", area="08", level="local", stages="design;delivery", type="addition",
               change="incremental", partners="users;citizens", start_year="2008", budget="95000", cost_change="0",
               users_reached="1500", satisfaction_before="58", satisfaction_after="60", leading_edge="false")  # fmt: skip
    r.benefits("Avantages", TWO)
    r.barriers("Obstacles")
    return r


def canada() -> Return:
    r = begin("can", "CPS-2026-CAN_FR.xlsx")
    # The workbook counts days from 1904.
    r.cover("Couverture", "D", country="CAN", body="Secrétariat à la participation citoyenne", body_level="central",
            completed="2026-04-09", language="fr", currency="CAD", practice_count="3")  # fmt: skip
    r.services(FR | {"s.o.": M})
    p = "Pratiques"
    r.practice(p, 6, number="1", area=Odd(unread="care by nurses is 07.2, help at home 10.1 or 10.2: not told"),
               level="regional", stages="design;delivery", type="substitution", change="radical", partners="users",
               start_year="2001", budget="18400000", cost_change="-9", users_reached="5200", satisfaction_before="63",
               satisfaction_after="83", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="03.1", level="local", stages="design;delivery;review", type="addition",
               change="incremental", partners="users;citizens;csos", start_year="2010", budget="720000",
               cost_change="-3", users_reached=Odd(unread="the cell shows an error"), satisfaction_before="57",
               satisfaction_after="72", leading_edge="false")  # fmt: skip
    r.practice(p, 8, number="3", area="07.3", level="regional", stages="review", type="addition", change="incremental",
               partners="users", start_year="2005", budget="3100000", cost_change="0", users_reached="260000",
               satisfaction_before="68", satisfaction_after="73", leading_edge="false")  # fmt: skip
    r.benefits("Avantages", THREE)
    r.barriers("Obstacles")
    return r


def switzerland() -> Return:
    r = begin("che", "CPS_CH_2026_rev1.xlsx")
    r.cover("Couverture", "C", country="CHE", body="Office fédéral de la coopération civique", body_level="central",
            completed="2026-04-30", language="fr", currency="CHF", practice_count="2")  # fmt: skip
    r.services(FR)
    p = "Pratiques"
    r.block(p, 4, number=Odd("1"), area="08.2", level="local", stages="design;delivery", type="addition",
            change="incremental", partners="citizens;csos", start_year="1996", budget="640000", cost_change="-5",
            users_reached="9700", satisfaction_before="75", satisfaction_after="84", leading_edge="true")  # fmt: skip
    # "Services de protection civile" is the French title of 03.2.
    r.block(p, 21, number=Odd("2"), area="03.2", level="regional", stages="delivery", type="addition",
            change="incremental", partners="citizens;csos", start_year="2015", budget="1250000", cost_change="0",
            users_reached="3300", satisfaction_before="62", satisfaction_after="68", leading_edge="false")  # fmt: skip
    r.benefits("Avantages", TWO)
    r.barriers("Obstacles")
    return r


def czechia() -> Return:
    r = begin("cze", "Questionnaire_coproduction_CZ.xlsx")
    r.cover("Couverture", "D", country="CZE", body="Ministère de la Coordination territoriale", body_level="central",
            completed="2026-04-02", language="fr", currency="CZK", practice_count="2")  # fmt: skip
    r.services(FR)
    p = "Pratiques"
    r.practice(p, 6, number="1", area="04.5", level="regional", stages="design;review", type="addition",
               change="incremental", partners="users;citizens", start_year="2014", budget=M, cost_change="-1",
               users_reached=L, satisfaction_before="53", satisfaction_after="61", leading_edge="false")  # fmt: skip
    r.practice(p, 7, number="2", area="10.7", level="local", stages="design;delivery", type="addition", change="radical",
               partners="users;csos", start_year="2016", budget="12900000", cost_change="-6", users_reached="2100",
               satisfaction_before="47", satisfaction_after="69", leading_edge="true")  # fmt: skip
    r.benefits("Avantages", TWO)
    r.barriers("Obstacles", odd={"C9": M})
    return r


def germany() -> Return:
    r = begin("deu", "2026-04-14 Fragebogen Koproduktion DE.xlsx")
    r.cover("Cover", "D", country="DEU", body="Federal Office for Civic Services", body_level="central",
            completed="2026-04-14", language="en", currency="EUR", practice_count="2")  # fmt: skip
    r.services(EN)
    p = "Practices"
    # Row 8 repeats row 6 but for a capital and a space: it is a third record all the same.
    for row, number in [(6, "1"), (8, "3")]:
        if number == "3":
            r.practice(p, 7, number="2", area="03.1", level="local", stages="design;review", type="addition",
                       change="incremental", partners="citizens;csos", start_year="2011", budget="480000",
                       cost_change="3", users_reached="190000", satisfaction_before="55", satisfaction_after="62.5",
                       leading_edge="false")  # fmt: skip
        r.practice(p, row, number=number, area="08.2", level="local", stages="design;delivery", type="substitution",
                   change="radical", partners="citizens;csos", start_year="2009", budget="1350000", cost_change="-22.5",
                   users_reached="86000", satisfaction_before="71.5", satisfaction_after="73",
                   leading_edge="true")  # fmt: skip
    r.benefits("Benefits", THREE)
    r.barriers("Barriers", odd={"C10": Odd(unread="3 is important and 4 decisive: very important is neither")})
    return r


def denmark() -> Return:
    r = begin("dnk", "DNK-coproduction-survey.xlsx")
    r.cover("Cover", "C", country="DNK", body="Agency for Active Citizenship", body_level="central",
            completed="2026-03-27", language="en", currency="DKK", practice_count="2")  # fmt: skip
    r.services(EN)
    p = "Practices"
    r.block(p, 4, number=Odd("1"), area="07.2", level="regional", stages="design;delivery;review", type="addition",
            change="radical", partners="users;csos", start_year="2007", budget="5200000", cost_change="-3",
            users_reached="8700", satisfaction_before="66", satisfaction_after="81", leading_edge="true")  # fmt: skip
    r.block(p, 21, number=Odd("2"), area="09.6", level="local", stages="design;delivery", type="addition",
            change="incremental", partners="users;citizens", start_year="2016", budget="900000", cost_change="1",
            users_reached="4100", satisfaction_before=O, satisfaction_after=O, leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def spain() -> Return:
    r = begin("esp", "CPS-2026-ESP.xlsx")
    r.cover("Cover", "D", country="ESP", body="State Secretariat for Public Participation", body_level="central",
            completed="2026-04-23", language="en", currency="EUR", practice_count="2",
            remarks="Amounts are in thousand EUR.")  # fmt: skip
    r.services(EN)
    p = "Practices"
    # Budgets stand in thousands, as the cover says. They are published as typed: what to do is for an issue to ask.
    r.practice(p, 6, number="1", area=Odd(unread="two services: lighting 06.4, squares 06.2 or 08.1"), level="local",
               stages="design;review", type="addition", change="radical", partners="users;citizens;csos",
               start_year="2015", budget="2450", cost_change="-1", users_reached="320000", satisfaction_before="52",
               satisfaction_after="66", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="05.1", level="local", stages="delivery", type="substitution",
               change="incremental", partners="users;citizens;csos", start_year="2020", budget="310",
               cost_change="-12", users_reached=O, satisfaction_before="60", satisfaction_after="71",
               leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)  # C6 is 5, off the scale, and is read as 5.
    r.barriers("Barriers")
    return r


def estonia() -> Return:
    r = begin("est", "CPS-2026-EST (002).xlsx")
    r.cover("Cover", "D", country="EST", body="Government Office, open governance", body_level="central",
            completed="2026-04-07", language="en", currency="EUR", practice_count="2")  # fmt: skip
    r.services(DIGITS)
    p = "Practices"
    # Column N, Contact unit, was put in by the reporter; nobody asked for it.
    r.practice(p, 6, shift=True, number="1", area="03.1", level="central", stages="delivery", type="addition",
               change="incremental", partners="citizens", start_year="2010", budget="1150000", cost_change="-5",
               users_reached="880", satisfaction_before="68", satisfaction_after="72", leading_edge="false")  # fmt: skip
    r.practice(p, 7, shift=True, number="2", area="01", level="central", stages="design;review", type="addition",
               change="radical", partners="citizens;csos", start_year="2013", budget="90000", cost_change="0",
               users_reached="61000", satisfaction_before="57", satisfaction_after="70", leading_edge="true")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def finland() -> Return:
    r = begin("fin", "CPS-2026-FIN.xlsx")
    r.cover("Cover", "D", country="FIN", body="Ministry of Shared Services", body_level="central",
            completed="2026-03-05", language="en", currency="EUR", practice_count="3")  # fmt: skip
    r.services(EN | {"..": L})
    p = "Good practices FI"
    # Satisfaction after is 130, more than there can be; it is read as it stands.
    r.practice(p, 6, number="1", area="07", level="local", stages="design;delivery;review", type="addition",
               change="radical", partners="users;csos", start_year="2012", budget="740000", cost_change="-7",
               users_reached="1900", satisfaction_before="59", satisfaction_after="130", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="09.2", level="local", stages="design", type="addition", change="incremental",
               partners="users", start_year="2017", budget="220000", cost_change="0", users_reached="15200",
               satisfaction_before="64", satisfaction_after="70", leading_edge="false")  # fmt: skip
    # Row 8 has its printed number only: no record. Row 9 is the third record, with the number 4.
    r.practice(p, 9, number="4", area="06.3", level="local", stages="design;delivery;review", type="substitution",
               change="radical", partners="users;citizens", start_year="1998", budget="2600000", cost_change="-18",
               users_reached="33400", satisfaction_before="72", satisfaction_after="80", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", {"C": "1", "D": "2", "F": "4"})
    r.barriers("Barriers")
    return r


def france() -> Return:
    r = begin("fra", "Questionnaire coproduction (France) final.xlsx")
    r.cover("Couverture", "D", country="FRA", body="Délégation à la participation des usagers", body_level="central",
            completed="2026-04-03", language="fr", currency="EUR", practice_count="3")  # fmt: skip
    r.services({"aucune": "0", "partielle": "1", "importante": "2"})
    p = "Pratiques"
    r.practice(p, 6, number="1", area="10.4", level="local", stages="design;delivery", type="substitution",
               change="radical", partners="users;csos", start_year="1981", budget="12450000", cost_change="-17.5",
               users_reached="24600", satisfaction_before="72", satisfaction_after="88.5", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="03.1", level="local", stages="delivery;review", type="addition",
               change="incremental", partners="citizens", start_year="2011", budget="260000", cost_change="0",
               users_reached="145000", satisfaction_before="59", satisfaction_after="66", leading_edge="false")  # fmt: skip
    r.practice(p, 8, number="3", area="01.3", level="central", stages="design", type="addition", change="incremental",
               partners="users", start_year="2013", budget="415000", cost_change="-2", users_reached="1900000",
               satisfaction_before="51.5", satisfaction_after="64", leading_edge="true")  # fmt: skip
    r.benefits("Avantages", THREE)
    r.barriers("Obstacles")
    return r


def france_biosphere() -> Return:
    r = begin("fra-biosphere", "France - ministère de la Biosphère.xlsx")
    r.cover("Couverture", "D", country="FRA", body="Ministère de la Biosphère, service des bénévoles",
            body_level="central", completed="2026-04-28", language="fr", currency="EUR", practice_count="1")  # fmt: skip
    r.services(FR)
    r.practice("Pratiques", 6, number="1", area="05.4", level="central", stages="delivery;review", type="addition",
               change="incremental", partners="citizens;csos", start_year="2007", budget="1380000", cost_change="-4",
               users_reached="56000", satisfaction_before="70", satisfaction_after="77", leading_edge="false")  # fmt: skip
    r.benefits("Avantages", ONE)
    r.barriers("Obstacles")
    return r


def united_kingdom() -> Return:
    r = begin("gbr", "UK return co-production survey.xlsx")
    r.cover("Cover", "D", country="GBR", body="Office for Community Services", body_level="central",
            completed="2026-03-14", language="en", currency="GBP", practice_count="3",
            remarks="The figure for the budget of practice 1 is in the comment to the cell.")  # fmt: skip
    r.services({"a bit": "1", "quite a lot": "2",
                "hardly any": Odd(unread="between none and some; not on the list, and not among the reviewed spellings")})  # fmt: skip
    p = "Practices"
    r.practice(p, 6, number="1", area="07", level="central", stages="design;delivery", type="addition",
               change="incremental", partners="users", start_year="2002",
               budget=Odd(unread="the cell's comment has it: GBP 1,450,000 a year, health department only"),
               cost_change="-9", users_reached="21500", satisfaction_before="61", satisfaction_after="77",
               leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="10", level="local", stages="delivery", type="substitution", change="radical",
               partners="users;citizens", start_year="2004", budget="3900000", cost_change="-30", users_reached="1120",
               satisfaction_before="70", satisfaction_after="88", leading_edge="true")  # fmt: skip
    r.practice(p, 8, number="3", area=Odd(unread="traffic police are 03.1, supervision of road users 04.5: not told"),
               level="local", stages="delivery", type="addition", change="incremental", partners="citizens",
               start_year="2008", budget="125000", cost_change="-1", users_reached=M, satisfaction_before=M,
               satisfaction_after=M, leading_edge="false")  # fmt: skip
    r.benefits("Benefits", THREE, odd={"E7": M, "D10": Odd("3")})  # "3 - large": both say 3.
    r.barriers("Barriers")
    return r


def greece() -> Return:
    r = begin("grc", "CPS-2026-GRC-practices.csv", "utf-16", "\t")
    r.practice("", 6, number="1", area="07.1", level="local", stages="delivery", type="substitution",
               change="incremental", partners="citizens;csos", start_year="2012", budget="85000", cost_change="-15",
               users_reached="6400", satisfaction_before="48", satisfaction_after="67", leading_edge="false")  # fmt: skip
    r.practice("", 7, number="2", area="09", level="local", stages="design;delivery", type="addition",
               change="incremental", partners="users;citizens;csos", start_year="2014", budget="430000",
               cost_change="4", users_reached="25800", satisfaction_before="62", satisfaction_after="75",
               leading_edge="true")  # fmt: skip
    return r


def ireland() -> Return:
    r = begin("irl", "Copy of CPS-2026-IRL.xlsx")
    r.cover("Cover", "C", country="IRL", body="Department of Community Water and Works", body_level="central",
            completed="2026-04-15", language="en", currency="EUR", practice_count="3")  # fmt: skip
    r.services(EN)
    p = "Practices"
    r.block(p, 4, number=Odd("1"), area="06.3", level="local", stages="design;delivery;review", type="substitution",
            change="radical", partners="users;csos", start_year="1997", budget="14600000", cost_change="-11",
            users_reached="180000", satisfaction_before="65", satisfaction_after="79", leading_edge="true")  # fmt: skip
    # The second block is empty, the fifth as well.
    r.block(p, 38, number=Odd("3"), area=Odd(unread="two services: recreation and culture 08, amenities 06"),
            level="local", stages="design;delivery", type="addition", change="incremental", partners="citizens;csos",
            start_year="1985", budget="1900000", cost_change=L, users_reached="870000", satisfaction_before="74",
            satisfaction_after="83", leading_edge="false")  # fmt: skip
    r.block(p, 55, number=Odd("4"), area="10.2", level="local", stages="delivery", type="addition",
            change="incremental", partners="citizens;csos", start_year="2011", budget="540000", cost_change="-8",
            users_reached="3900", satisfaction_before="60", satisfaction_after="78", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", {"C": "1", "E": "3", "F": "4"})
    r.barriers("Barriers")
    return r


def korea(corrected: bool) -> Return:
    r = begin(*(("kor-corrected", "CPS-2026-KOR-v2.xlsx") if corrected else ("kor", "CPS-2026-KOR.xlsx")))
    cover = {"country": "KOR", "body": "Ministry of Public Participation", "body_level": "central", "language": "en",
             "currency": "KRW"}  # fmt: skip
    if corrected:
        r.cover("Cover", "D", **cover, completed="2026-03-27", practice_count="3",
                remarks="Corrected: replaces our return of 2 March.")  # fmt: skip
    else:
        r.cover("Cover", "D", **cover, completed="2026-03-02", practice_count="2")
    r.services(EN)
    p = "Practices"
    r.practice(p, 6, number="1", area="01.1", level="central", stages="design;review", type="addition", change="radical",
               partners="citizens", start_year="2017", budget="820000000" if corrected else "802000000",
               cost_change="0", users_reached="4800" if corrected else "8400", satisfaction_before="55",
               satisfaction_after="71", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="03", level="local", stages="delivery", type="addition", change="incremental",
               partners="citizens;csos", start_year="2013", budget="5400000000", cost_change="2",
               users_reached="241000", satisfaction_before="58", satisfaction_after="80" if corrected else "70",
               leading_edge="false")  # fmt: skip
    if corrected:
        r.practice(p, 8, number="3", area="10.4", level="local", stages="design;delivery", type="substitution",
                   change="radical", partners="users;csos", start_year="2012", budget="3100000000", cost_change="-9",
                   users_reached="7300", satisfaction_before="63", satisfaction_after="82",
                   leading_edge="true")  # fmt: skip
    r.benefits("Benefits", THREE if corrected else TWO)
    r.barriers("Barriers")
    return r


def luxembourg() -> Return:
    r = begin("lux", "cps-2026-lux.XLSX")
    r.cover("Couverture", "D", country="LUX", body="Ministère de la Vie communale", body_level="central",
            completed="2026-04-29", language="fr", currency="EUR", practice_count="5")  # fmt: skip
    r.services(DIGITS | {":": O})
    p = "Pratiques"
    r.practice(p, 6, number="1", area=Odd(unread="two services: primary education 09.1, day care 10.4"), level="local",
               stages="design;review", type="addition", change="incremental", partners="users", start_year="2009",
               budget="330000", cost_change="0", users_reached="4700", satisfaction_before="66",
               satisfaction_after="74", leading_edge="false")  # fmt: skip
    r.practice(p, 7, number="2", area=Odd(unread="parks are 08.1, landscape 05.4: both are named"), level="local",
               stages="delivery", type="addition", change="incremental", partners="citizens", start_year="2018",
               budget="45000", cost_change="-6", users_reached="800", satisfaction_before="69",
               satisfaction_after="78", leading_edge="false")  # fmt: skip
    # A benefit of practice 5, which is not there, is a record all the same.
    r.benefits("Avantages", {"C": "1", "D": "2", "G": "5"})
    r.barriers("Obstacles")
    return r


def mexico() -> Return:
    r = begin("mex", "CPS-2026-MEX.xlsm")
    r.cover("Cover", "D", country="MEX", body="Secretariat for Community Development", body_level="central",
            completed="2026-05-04", language="en", currency="MXN", practice_count="2")  # fmt: skip
    r.services({"None": "0", "SOME": "1", "substantial": "2"})
    p = "Practices"
    r.practice(p, 6, number="1", area="06", level="local", stages="design;delivery;review", type="addition",
               change="radical", partners="users;citizens", start_year="2007", budget="98000000", cost_change="-6",
               users_reached="410000", satisfaction_before="44", satisfaction_after="63", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="07.2", level="regional", stages="delivery", type="addition",
               change="incremental", partners="citizens;csos", start_year="2003", budget="32500000", cost_change="-4",
               users_reached="95000", satisfaction_before="51", satisfaction_after="66", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def netherlands() -> Return:
    r = begin("nld", "CPS 2026 Netherlands v3 clean.xlsx")
    r.cover("Cover", "D", country="NLD", body="Ministry of Neighbourhood Affairs", body_level="central",
            completed="2026-03-30", language="en", currency="EUR", practice_count="3")  # fmt: skip
    r.services({"none": "0", "some": "1", "Substantial ": "2"})
    p = "Practices"
    # O6:O7 is one cell: a budget of practices 1 and 2 together, which a note in W8 says. It is taken down once.
    r.practice(p, 6, number="1", area="10.2", level="local", stages="design;delivery;review", type="substitution",
               change="radical", partners="users;citizens", start_year="2005", budget="1850000", cost_change="-14",
               users_reached="2000000", satisfaction_before="67", satisfaction_after="84", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="10.4", level="local", stages="design;delivery", type="substitution",
               change="radical", partners="users;citizens;csos", start_year="2001", budget=None, cost_change="-20",
               users_reached="9400", satisfaction_before="62", satisfaction_after="79", leading_edge="true")  # fmt: skip
    r.practice(p, 8, number="3", area="05.1", level="local", stages="delivery", type="addition", change="incremental",
               partners="citizens", start_year="2010", budget="60000", cost_change="-3", users_reached="2600",
               satisfaction_before="58", satisfaction_after="64", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", THREE)
    r.barriers("Barriers")
    return r


def norway() -> Return:
    r = begin("nor", "CPS-2026-NOR.xlsx")
    r.cover("Cover", "D", country="NOR", body="Directorate for User Participation", body_level="central",
            completed="2026-04-12", language="en", currency="NOK", practice_count="2")  # fmt: skip
    r.services(DIGITS | {"-": O})
    p = "Practices"
    # 20008 is no year that can be. It is read as the number it is, and must break a limit; 2008 would be a guess.
    r.practice(p, 6, number="1", area="10.1", level="local", stages="design;delivery;review", type="substitution",
               change="radical", partners="users", start_year="20008", budget="46000000", cost_change="5",
               users_reached="3300", satisfaction_before="60", satisfaction_after="86", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="08.2", level="local", stages="design;delivery", type="addition",
               change="incremental", partners="citizens;csos", start_year="2006", budget="3400000", cost_change="-10",
               users_reached="41000", satisfaction_before="70", satisfaction_after="75", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def new_zealand() -> Return:
    r = begin("nzl", "CPS-2026-NZL.xlsx")
    r.cover("Cover", "D", country="NZL", body="Office of Community Partnership", body_level="central",
            completed="2026-03-20", language="en", currency="NZD", practice_count="2",
            remarks="No barriers to report; sheet taken out.")  # fmt: skip
    r.services(EN)
    p = "Practices"
    r.practice(p, 6, number="1", area=Odd(unread="two services: youth justice 03, social protection 10"),
               level="central", stages="design;delivery", type="substitution", change="radical",
               partners="users;citizens;csos", start_year="1989", budget="11200000", cost_change="-16",
               users_reached="6100", satisfaction_before="54", satisfaction_after="73", leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="05.4", level="local", stages="delivery;review", type="addition",
               change="incremental", partners="citizens;csos", start_year="2016", budget="750000", cost_change="-2",
               users_reached="28000", satisfaction_before="66", satisfaction_after="77", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    return r


def portugal() -> Return:
    r = begin("prt", "CPS-2026-PRT-practices.csv", "cp1252", ";")
    # COFOG's note on 04.2 names forest fire prevention; 03.2 leaves it out.
    r.practice("", 6, number="1", area="04.2", level="local", stages="delivery;review", type="addition",
               change="incremental", partners="citizens;csos", start_year="2006", budget="425000.5",
               cost_change="-7.5", users_reached="1200", satisfaction_before="50.5", satisfaction_after="64.25",
               leading_edge="false")  # fmt: skip
    r.practice("", 7, number="2", area="07", level="central", stages="design;delivery", type="addition",
               change="incremental", partners="users", start_year="2011", budget="96000.75", cost_change="0",
               users_reached="84000", satisfaction_before="72.5", satisfaction_after="81", leading_edge="true")  # fmt: skip
    return r


def slovenia() -> Return:
    r = begin("svn", "CPS-2026-SVN.xlsx")
    r.cover("Cover", "D", country="SVN", body="Ministry for Voluntary Work", body_level="central",
            completed="2026-04-16", language="en", currency="EUR", practice_count="2")  # fmt: skip
    r.services(EN)
    p = "Practices"
    # The changes in cost are -0.05 and 0.02 without a percent format: the question asks for per cent, so -0.05 %.
    # Q6 is the formula =12*1350, saved without its result: a spreadsheet program shows 16,200 when it opens the file.
    r.practice(p, 6, number="1", area="10.2", level="central", stages="design;delivery;review", type="addition",
               change="incremental", partners="users;citizens;csos", start_year="2004", budget="1480000",
               cost_change="-0.05", users_reached="16200", satisfaction_before="64", satisfaction_after="78",
               leading_edge="true")  # fmt: skip
    r.practice(p, 7, number="2", area="04.1", level="local", stages="design;delivery", type="addition",
               change="incremental", partners="users;csos", start_year="2015", budget="395000", cost_change="0.02",
               users_reached="2750", satisfaction_before="55", satisfaction_after="61", leading_edge="false")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


def turkiye() -> Return:
    r = begin("tur", "CPS-2026-TUR-export.xlsx")
    r.cover("Cover", "D", country="TUR", body="Presidency for Municipal Cooperation", body_level="central",
            completed="2026-04-24", language="en", currency="TRY", practice_count="2")  # fmt: skip
    r.services(EN)
    p = "Practices"
    r.practice(p, 6, number="1", area="01", level="local", stages="design;review", type="addition", change="incremental",
               partners="citizens;csos", start_year="2006", budget=M, cost_change="0", users_reached="17500",
               satisfaction_before="50", satisfaction_after="60", leading_edge="false")  # fmt: skip
    r.practice(p, 7, number="2", area="09.1", level="local", stages="delivery", type="addition", change="incremental",
               partners="users;citizens", start_year="2018", budget="410000", cost_change="-1", users_reached="9800",
               satisfaction_before="67", satisfaction_after="79", leading_edge="true")  # fmt: skip
    r.benefits("Benefits", TWO)
    r.barriers("Barriers")
    return r


if __name__ == "__main__":
    for read in [
        australia(), austria(), belgium(), canada(), switzerland(), czechia(), germany(), denmark(), spain(), estonia(),
        finland(), france(), france_biosphere(), united_kingdom(), greece(), ireland(), korea(False), korea(True),
        luxembourg(), mexico(), netherlands(), norway(), new_zealand(), portugal(), slovenia(), turkiye(),
    ]:  # fmt: skip
        read.write()
        print(read.name, read.counts)
