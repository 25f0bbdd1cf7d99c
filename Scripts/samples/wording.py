"""What the co-production questionnaire says, in English and French, and where it says it.

Everything here is invented for the Canvass project. The answers offered in drop-downs come from the survey's own
code lists (Pipelines/co-production/codelists), so that questionnaire and definition cannot drift apart.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODELISTS = ROOT / "Pipelines/co-production/codelists"

PARTNERS = ["users", "citizens", "csos"]
STAGES = ["design", "delivery", "review"]
DIVISIONS = [f"{n:02}" for n in range(1, 11)]
BENEFITS = ["effectiveness", "cost", "satisfaction", "quality", "value", "involvement"]
BARRIERS = [
    "resources", "resistance", "risk", "accountability", "probity", "legal",
    "political", "incentives", "vulnerable", "digital", "privacy", "evidence",
]
PREPRINTED_PRACTICES = 20
BLOCKS_IN_VERSION_1 = 5


def labels(list_id: str, language: str) -> dict[str, str]:
    """code -> label of one of the survey's code lists."""
    with open(CODELISTS / f"{list_id}.csv", encoding="utf-8", newline="") as file:
        return {row["code"]: row[f"label_{language}"] for row in csv.DictReader(file)}


# COFOG 1999 divisions (United Nations Statistics Division); spelled as in the official titles.
COFOG = {
    "en": [
        "01 General public services", "02 Defence", "03 Public order and safety", "04 Economic affairs",
        "05 Environmental protection", "06 Housing and community amenities", "07 Health",
        "08 Recreation, culture and religion", "09 Education", "10 Social protection",
    ],
    "fr": [
        "01 Services généraux des administrations publiques", "02 Défense", "03 Ordre et sécurité publics",
        "04 Affaires économiques", "05 Protection de l'environnement", "06 Logements et équipements collectifs",
        "07 Santé", "08 Loisirs, culture et culte", "09 Enseignement", "10 Protection sociale",
    ],
}

# A practice's columns in template 2.0, in order.
PRACTICE_COLUMNS = [
    "number", "title", "service", "level",
    "stage.design", "stage.delivery", "stage.review",
    "type", "change",
    "partner.users", "partner.citizens", "partner.csos",
    "start", "budget", "cost_change", "users",
    "before", "after", "leading", "description",
]
# The same practice as a block in template 1.0: one cell for stages and one for partners.
BLOCK_FIELDS = [
    "title", "service", "level", "stages", "type", "change", "partners", "start", "budget", "cost_change",
    "users", "before", "after", "leading", "description",
]


@dataclass(frozen=True)
class Wording:
    """All texts of the questionnaire in one language."""

    language: str
    sheets: dict[str, str]
    title: str
    version: str
    read_me: list[str]
    cover_sections: list[str]
    cover: list[tuple[str, str]]  # (field, label), top to bottom
    cover_hints: dict[str, str]
    services_title: str
    services_instruction: str
    services_corner: str
    partner_groups: dict[str, str]
    stage_columns: dict[str, str]
    practices_title: str
    practices_instruction: str
    practices_instruction_v1: str
    practice_headings: dict[str, str]
    practice_groups: dict[str, str]
    total: str
    notes: list[str]
    block_heading: str
    block_labels: dict[str, str]
    benefits_title: str
    benefits_instruction: str
    benefits_corner: str
    benefits_over: str
    barriers_title: str
    barriers_instruction: str
    barriers_headings: list[str]
    yes: str
    no: str
    lists_headings: dict[str, str]


ENGLISH = Wording(
    language="en",
    sheets={
        "readme": "Read me", "cover": "Cover", "services": "Services", "practices": "Practices",
        "benefits": "Benefits", "barriers": "Barriers", "lists": "Lists",
    },
    title="Survey on the co-production of public services",
    version="Template CPS version {version}",
    read_me=[
        "This questionnaire asks how users, citizens and civil society organisations (CSOs) take part in planning, "
        "delivering and reviewing public services in your country.",
        "It is a model questionnaire, invented for the Canvass project. All returns made from it are invented too.",
        "1. Please fill in the coloured cells only. Sheets: Cover, Services, Practices, Benefits, Barriers.",
        "2. Where a list is offered, please choose from the list.",
        "3. Amounts are in units of the national currency, not in thousands or millions.",
        "4. Percentages: write 12 for 12 %. A reduction is negative.",
        "5. If a figure does not exist write n.a.; if it exists but you cannot give it write two dots (..).",
        "6. Please return one workbook per ministry by 30 April 2026.",
    ],
    cover_sections=["1. Identification", "2. About this return"],
    cover=[
        ("country", "1.1 Country"),
        ("body", "1.2 Reporting body\n(ministry, agency or office)"),
        ("body_level", "1.3 Level of government of the reporting body"),
        ("completed", "1.4 Date of completion\n(day/month/year)"),
        ("language", "1.5 Language of the answers"),
        ("currency", "2.1 Currency of all amounts\n(three-letter code, such as EUR)"),
        ("practice_count", "2.2 Number of practices reported"),
        ("remarks", "2.3 Remarks"),
    ],
    cover_hints={"currency": "Amounts in units, not thousands"},
    services_title="Extent and depth of input, by service area",
    services_instruction=(
        "For each service area please say how far users, citizens and CSOs take part: none, some or substantial. "
        "Leave blank what you cannot judge."
    ),
    services_corner="Service area (COFOG division)",
    partner_groups={"users": "Users", "citizens": "Citizens", "csos": "Civil society organisations (CSOs)"},
    stage_columns={"design": "Planning and design", "delivery": "Delivery", "review": "Review and evaluation"},
    practices_title="Examples of co-production",
    practices_instruction=(
        "One row for each practice, at most 20. Mark stages and partners with an X. Amounts in units of the "
        "currency named on the cover."
    ),
    practices_instruction_v1=(
        "One block for each practice, at most 5. Several choices in one cell: separate them with ;"
    ),
    practice_headings={
        "number": "No.", "title": "Title of the practice", "service": "Service area",
        "level": "Level of government", "stage.design": "Planning and design", "stage.delivery": "Delivery",
        "stage.review": "Review", "type": "Type\n(addition or substitution)",
        "change": "Degree of change", "partner.users": "Users", "partner.citizens": "Citizens",
        "partner.csos": "CSOs", "start": "Start year", "budget": "Annual budget\n(currency units)",
        "cost_change": "Change in cost (%)", "users": "Users reached\n(per year)", "before": "Before",
        "after": "After", "leading": "Leading-edge practice?\n(yes/no)", "description": "Short description",
    },
    practice_groups={"stage": "Stages", "partner": "Partners", "satisfaction": "Satisfaction (0-100)"},
    total="Total",
    notes=[
        "Notes",
        "Addition: the input adds to the work of professionals. Substitution: it replaces work of professionals.",
        "Satisfaction: mean score of users on a scale from 0 to 100, before and after the practice began.",
    ],
    block_heading="Practice {n}",
    block_labels={
        "title": "Title of the practice", "service": "Service area", "level": "Level of government",
        "stages": "Stages (planning and design; delivery; review)", "type": "Type (addition or substitution)",
        "change": "Degree of change (incremental or radical)", "partners": "Partners (users; citizens; CSOs)",
        "start": "Start year", "budget": "Annual budget (currency units)", "cost_change": "Change in cost (%)",
        "users": "Users reached (per year)", "before": "Satisfaction before (0-100)",
        "after": "Satisfaction after (0-100)", "leading": "Leading-edge practice? (yes/no)",
        "description": "Short description",
    },
    benefits_title="Benefits realised",
    benefits_instruction=(
        "For each practice, numbered as on the sheet Practices: 0 no benefit, 1 small, 2 moderate, 3 large, "
        "4 very large."
    ),
    benefits_corner="Benefit realised",
    benefits_over="Practice no.",
    barriers_title="Barriers met or expected",
    barriers_instruction="Importance: 0 not a barrier, 1 minor, 2 moderate, 3 important, 4 decisive.",
    barriers_headings=["Barrier", "Importance (0-4)", "How it was dealt with"],
    yes="yes",
    no="no",
    lists_headings={
        "depth": "Depth", "level": "Level of government", "type": "Type", "change": "Degree of change",
        "yesno": "Yes/no", "mark": "Mark", "currency": "Currency", "scale": "Scale",
    },
)

FRENCH = Wording(
    language="fr",
    sheets={
        "readme": "Lisez-moi", "cover": "Couverture", "services": "Services", "practices": "Pratiques",
        "benefits": "Avantages", "barriers": "Obstacles", "lists": "Listes",
    },
    title="Enquête sur la coproduction des services publics",
    version="Modèle CPS version {version}",
    read_me=[
        "Ce questionnaire porte sur la participation des usagers, des citoyens et des organisations de la société "
        "civile (OSC) à la planification, à la prestation et au suivi des services publics de votre pays.",
        "C'est un questionnaire modèle, inventé pour le projet Canvass. Toutes les réponses qui s'en servent sont "
        "inventées elles aussi.",
        "1. Ne remplissez que les cellules colorées. Feuilles : Couverture, Services, Pratiques, Avantages, "
        "Obstacles.",
        "2. Lorsqu'une liste est proposée, choisissez dans la liste.",
        "3. Les montants sont en unités de la monnaie nationale, ni en milliers ni en millions.",
        "4. Pourcentages : écrivez 12 pour 12 %. Une baisse est négative.",
        "5. Si un chiffre n'existe pas, écrivez s.o. ; s'il existe mais n'est pas disponible, écrivez deux points "
        "de suite (..).",
        "6. Merci de renvoyer un classeur par ministère avant le 30 avril 2026.",
    ],
    cover_sections=["1. Identification", "2. À propos de cette réponse"],
    cover=[
        ("country", "1.1 Pays"),
        ("body", "1.2 Organisme déclarant\n(ministère, agence ou service)"),
        ("body_level", "1.3 Niveau d'administration de l'organisme"),
        ("completed", "1.4 Date de réponse\n(jour/mois/année)"),
        ("language", "1.5 Langue des réponses"),
        ("currency", "2.1 Monnaie de tous les montants\n(code à trois lettres, par exemple EUR)"),
        ("practice_count", "2.2 Nombre de pratiques déclarées"),
        ("remarks", "2.3 Observations"),
    ],
    cover_hints={"currency": "Montants en unités, pas en milliers"},
    services_title="Étendue et profondeur de la participation, par domaine de service",
    services_instruction=(
        "Pour chaque domaine, indiquez la participation des usagers, des citoyens et des OSC : aucune, partielle ou "
        "substantielle. Laissez vide ce que vous ne pouvez pas apprécier."
    ),
    services_corner="Domaine de service (division CFAP)",
    partner_groups={
        "users": "Usagers", "citizens": "Citoyens", "csos": "Organisations de la société civile (OSC)",
    },
    stage_columns={
        "design": "Planification et conception", "delivery": "Prestation", "review": "Suivi et évaluation",
    },
    practices_title="Exemples de coproduction",
    practices_instruction=(
        "Une ligne par pratique, 20 au plus. Cochez les étapes et les partenaires d'un X. Montants en unités de la "
        "monnaie indiquée sur la couverture."
    ),
    practices_instruction_v1="Un bloc par pratique, 5 au plus. Plusieurs choix dans une cellule : séparez-les par ;",
    practice_headings={
        "number": "N°", "title": "Intitulé de la pratique", "service": "Domaine de service",
        "level": "Niveau d'administration", "stage.design": "Planification et conception",
        "stage.delivery": "Prestation", "stage.review": "Suivi", "type": "Type\n(complément ou substitution)",
        "change": "Degré de changement", "partner.users": "Usagers", "partner.citizens": "Citoyens",
        "partner.csos": "OSC", "start": "Année de lancement", "budget": "Budget annuel\n(unités monétaires)",
        "cost_change": "Variation du coût (%)", "users": "Usagers touchés\n(par an)", "before": "Avant",
        "after": "Après", "leading": "Pratique de pointe ?\n(oui/non)", "description": "Brève description",
    },
    practice_groups={"stage": "Étapes", "partner": "Partenaires", "satisfaction": "Satisfaction (0-100)"},
    total="Total",
    notes=[
        "Notes",
        "Complément : la participation s'ajoute au travail des professionnels. Substitution : elle le remplace.",
        "Satisfaction : note moyenne des usagers de 0 à 100, avant et après le lancement de la pratique.",
    ],
    block_heading="Pratique {n}",
    block_labels={
        "title": "Intitulé de la pratique", "service": "Domaine de service", "level": "Niveau d'administration",
        "stages": "Étapes (planification et conception ; prestation ; suivi)",
        "type": "Type (complément ou substitution)", "change": "Degré de changement (progressif ou radical)",
        "partners": "Partenaires (usagers ; citoyens ; OSC)", "start": "Année de lancement",
        "budget": "Budget annuel (unités monétaires)", "cost_change": "Variation du coût (%)",
        "users": "Usagers touchés (par an)", "before": "Satisfaction avant (0-100)",
        "after": "Satisfaction après (0-100)", "leading": "Pratique de pointe ? (oui/non)",
        "description": "Brève description",
    },
    benefits_title="Avantages obtenus",
    benefits_instruction=(
        "Pour chaque pratique, numérotée comme sur la feuille Pratiques : 0 aucun avantage, 1 faible, 2 moyen, "
        "3 important, 4 très important."
    ),
    benefits_corner="Avantage obtenu",
    benefits_over="Pratique n°",
    barriers_title="Obstacles rencontrés ou prévus",
    barriers_instruction="Importance : 0 pas un obstacle, 1 mineur, 2 moyen, 3 important, 4 décisif.",
    barriers_headings=["Obstacle", "Importance (0-4)", "Comment il a été traité"],
    yes="oui",
    no="non",
    lists_headings={
        "depth": "Profondeur", "level": "Niveau d'administration", "type": "Type", "change": "Degré de changement",
        "yesno": "Oui/non", "mark": "Coche", "currency": "Monnaie", "scale": "Échelle",
    },
)

WORDING = {"en": ENGLISH, "fr": FRENCH}
