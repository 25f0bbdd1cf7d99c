"""The answers of all returns, before anybody's office software gets at them. All invented."""

import datetime
import random

from . import practices_en, practices_fr
from .answers import Practice, Return
from .barriers import HOW
from .wording import BARRIERS, BENEFITS, DIVISIONS, PARTNERS, STAGES, labels

STAGE_LETTER = {"design": "d", "delivery": "p", "review": "r"}
PARTNER_LETTER = {"users": "u", "citizens": "c", "csos": "o"}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# key -> country as typed, reporting body, level, date of completion, language, currency, practices reported, remarks
COVERS = {
    "AUS": ("Australia", "Department for Service Partnerships", "central", day("2026-03-18"), "English", "AUD", 2,
            None),
    "AUT": ("Österreich", "Federal Chancellery, unit for participation", "central", "31.03.2026", "English", "EUR", 2,
            None),
    "BEL": ("Belgique", "Service public fédéral Participation", "fédéral", day("2026-04-21"), "français", "€", 2,
            "Les lignes masquées reprennent une ancienne version."),
    "CAN": ("Canada", "Secrétariat à la participation citoyenne", "central", day("2026-04-09"), "français", "CAD", 3,
            None),
    "CHE": ("Suisse", "Office fédéral de la coopération civique", "central", day("2026-04-30"), "français",
            "francs suisses", 2, None),
    "CZE": ("Rép. tchèque", "Ministère de la Coordination territoriale", "central", day("2026-04-02"), "français",
            "CZK", 2, None),
    "DEU": ("Deutschland", "Federal Office for Civic Services", "central", "14.04.2026", "English", "EUR", 2, None),
    "DNK": ("Danmark", "Agency for Active Citizenship", "central", day("2026-03-27"), "English", "DKK", 2, None),
    "ESP": ("España", "State Secretariat for Public Participation", "central", day("2026-04-23"), "English", "EUR", 2,
            "Amounts are in thousand EUR."),
    "EST": ("Republic of Estonia", "Government Office, open governance", "central", "2026-04-07", "English", "EUR", 2,
            None),
    "FIN": ("FINLAND", "Ministry of Shared Services", "central", day("2026-03-05"), "English", "EUR", 3, None),
    "FRA": ("France", "Délégation à la participation des usagers", "central", "le 3 avril 2026", "français", "euros", 3,
            None),
    "FRA-2": ("France", "Ministère de la Biosphère, service des bénévoles", "central", day("2026-04-28"), "français",
              "EUR", 1, None),
    "GBR": ("UK", "Office for Community Services", "central", "14 March 2026", "English", "£", 3,
            "The figure for the budget of practice 1 is in the comment to the cell."),
    "IRL": ("Ireland", "Department of Community Water and Works", "national", day("2026-04-15"), "English", "EUR", 3,
            None),
    "KOR": ("Korea, Rep.", "Ministry of Public Participation", "central", day("2026-03-27"), "English",
            "Korean Won (KRW)", 3, "Corrected: replaces our return of 2 March."),
    "KOR-1": ("Korea, Rep.", "Ministry of Public Participation", "central", day("2026-03-02"), "English",
              "Korean Won (KRW)", 2, None),
    "LUX": ("Grand-Duché de Luxembourg", "Ministère de la Vie communale", "central", day("2026-04-29"), "français",
            "EUR", 5, None),
    "MEX": ("México", "Secretariat for Community Development", "central", day("2026-05-04"), "English", "MXN", 2, None),
    "NLD": ("The Netherlands", "Ministry of Neighbourhood Affairs", "central", day("2026-03-30"), "English", "EUR", 3,
            None),
    "NOR": ("NO", "Directorate for User Participation", "central", day("2026-04-12"), "English", "NOK", 2, None),
    "NZL": ("New Zealand", "Office of Community Partnership", "central", day("2026-03-20"), "English", "NZD", 2,
            "No barriers to report; sheet taken out."),
    "SVN": ("Slovenia", "Ministry for Voluntary Work", "central", day("2026-04-16"), "English", "EUR", 2, None),
    "TUR": ("Türkiye", "Presidency for Municipal Cooperation", "central", day("2026-04-24"), "English", "TRY", 2, None),
}
FRENCH = set(practices_fr.PRACTICES)
VERSION_1 = {"CHE", "DNK", "IRL"}
MARKS = {"AUT": "x", "DEU": "✓", "ESP": 1, "NLD": "yes", "CZE": "oui"}
NUMERIC_DEPTH = {"EST", "LUX", "NOR"}
DEPTH_IN_WORDS = {  # what was written instead of the value offered
    "GBR": {"substantial": "quite a lot", "some": "a bit", "none": "hardly any"},
    "NLD": {"substantial": "Substantial "},
    "FRA": {"substantielle": "importante"},
    "MEX": {"none": "None", "some": "SOME"},
}
DEFENCE_REVIEW = [("02", partner, "review") for partner in PARTNERS]
MISSING_DEPTH = {  # marks instead of an answer
    "AUS": {("02", "csos", "review"): "n.a."},
    "CAN": dict.fromkeys(DEFENCE_REVIEW, "s.o."),
    "FIN": {("03", "citizens", "design"): "..", ("03", "csos", "design"): ".."},
    "LUX": dict.fromkeys(DEFENCE_REVIEW, ":"),
    "NOR": {("02", "users", "design"): "-", ("02", "users", "delivery"): "-"},
}


def practices(key: str) -> list[Practice | None]:
    """The practices as this reporter typed them."""
    if key == "KOR-1":
        return list(practices_en.KOREA_FIRST)
    given = list({**practices_en.PRACTICES, **practices_fr.PRACTICES}[key])
    if key in MARKS:
        given = [practice.but(mark=MARKS[key]) for practice in given]
    odd = {  # (index, changes)
        "CZE": [(0, {"budget": "s.o.", "users": ".."})],
        "DNK": [(1, {"before": "-", "after": "-"})],
        "ESP": [(1, {"users": ":"})],
        "FIN": [(1, {"change": "rather incremental"})],
        "IRL": [(0, {"type": "replaces professionals' work"}), (1, {"level": "municipality", "cost_change": "..."})],
        "LUX": [(1, {"level": "communal", "leading": "Non"})],
        "NLD": [(0, {"leading": "Yes, we think so"}), (2, {"level": "city"})],
        "NOR": [(0, {"leading": "Y"}), (1, {"leading": "N"})],
        "TUR": [(0, {"leading": False, "budget": "n.a."}), (1, {"leading": True})],
    }
    for index, changes in odd.get(key, []):
        given[index] = given[index].but(**changes)
    if key == "TUR":  # its exporter writes true and false, not yes and no
        given = [practice.but(leading="TRUE" if practice.leading else "FALSE") for practice in given]
    if key == "FIN":
        given.insert(2, None)
    if key == "IRL":
        given.insert(1, None)
    return given


def services(key: str, language: str, given: list[Practice | None], chance: random.Random) -> dict:
    """A plausible matrix: input is deepest in delivery by users; a practice's own area is never without input."""
    words = labels("depth", language)
    leaning = chance.uniform(-0.35, 0.35)
    answers = {}
    for division in DIVISIONS:
        area = {"02": -0.8, "07": 0.3, "10": 0.45, "09": 0.25, "05": 0.1}.get(division, -0.1)
        for partner in PARTNERS:
            for stage in STAGES:
                score = 0.85 + leaning + area + chance.gauss(0, 0.55)
                score += {"users": 0.1, "citizens": -0.1, "csos": 0.05}[partner]
                score += {"design": 0.0, "delivery": 0.1, "review": -0.25}[stage]
                depth = max(0, min(2, round(score)))
                own = any(p and p.division == division and STAGE_LETTER[stage] in p.stages
                          and PARTNER_LETTER[partner] in p.partners for p in given)
                if own:
                    depth = max(1, depth)
                if not own and chance.random() < 0.03:
                    continue
                word = words[str(depth)]
                answers[division, partner, stage] = (
                    depth if key in NUMERIC_DEPTH else DEPTH_IN_WORDS.get(key, {}).get(word, word))
    for cell in MISSING_DEPTH.get(key, {}):
        answers[cell] = MISSING_DEPTH[key][cell]
    if key == "NOR":  # contradicts its own first practice
        answers |= {("10", partner, stage): 0 for partner in PARTNERS for stage in STAGES}
    return answers


def benefits(key: str, given: list[Practice | None], chance: random.Random) -> dict:
    answers = {}
    for number, practice in enumerate(given, start=1):
        if practice is None or (key == "BEL" and number == 3):
            continue
        for benefit in BENEFITS:
            mean = {"cost": 1.4, "involvement": 3.1, "satisfaction": 2.8}.get(benefit, 2.4)
            if chance.random() > 0.04:
                answers[benefit, number] = max(0, min(4, round(chance.gauss(mean, 0.9))))
    if key == "LUX":  # a practice that is not on the sheet of practices
        answers["quality", 5] = 3
    if key == "ESP":
        answers["effectiveness", 1] = 5
    if key == "GBR":
        answers["value", 2] = "3 - large"
        answers["cost", 3] = "n.a."
    return answers


def barriers(key: str, language: str, chance: random.Random) -> dict:
    answers = {}
    for barrier in BARRIERS:
        if chance.random() < 0.15:
            continue
        mean = {"resources": 3.2, "resistance": 2.7, "legal": 2.0, "probity": 1.1}.get(barrier, 1.8)
        importance = max(0, min(4, round(chance.gauss(mean, 0.8))))
        how = chance.choice(HOW[language][barrier]) if importance > 1 and chance.random() < 0.8 else None
        answers[barrier] = (importance, how)
    if key == "DEU":
        answers["legal"] = ("very important", HOW["en"]["legal"][0])
        answers["digital"] = (None, HOW["en"]["digital"][1])
    if key == "CZE":
        answers["probity"] = ("s.o.", None)
    return answers


def answers_of(key: str) -> Return:
    """The whole return of a reporter (KOR-1: Korea's first, FRA-2: France's second ministry)."""
    language = "fr" if key in FRENCH else "en"
    chance = random.Random(f"co-production 2026 {key.removesuffix('-1')}")
    country, body, level, completed, written, currency, count, remarks = COVERS[key]
    given = practices(key)
    return Return(
        language, country, body, level, completed, written, currency, count, remarks,
        services=services(key, language, given, chance), practices=given,
        benefits=benefits(key, given, chance), barriers=barriers(key, language, chance),
    )


def practices_alone(key: str) -> Return:
    """What a reporter sent who exported the sheet of practices only."""
    return Return("en", practices=list(practices_en.PRACTICES[key]))
