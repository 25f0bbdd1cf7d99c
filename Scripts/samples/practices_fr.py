"""The practices of the returns in French, as typed. All invented: bodies, figures and examples.

The order of a practice's values is that of `Practice`; see practices_en.py.
"""

from .answers import Practice as P

A, S, I, R = "addition", "substitution", "incremental", "radical"
C, G, L = "central", "regional", "local"

PRACTICES: dict[str, list[P]] = {
    "BEL": [
        P("06", "Habitats groupés intergénérationnels", "logement social", L, "dp", A, R, "uo", 2013, 2750000, -0.08,
          640, 61, 79, True,
          "Les locataires conçoivent avec l'architecte les espaces communs et en assurent ensuite la gestion. Une "
          "convention précise les tâches que le bailleur conserve."),
        P("05", "Donneries et repair-cafés de quartier", "gestion des déchets", L, "p", A, I, "co", 2012, 180000, -0.12,
          22500, 66, 74, False,
          "Des bénévoles réparent les objets apportés par les habitants ; la commune prête le local."),
        P("08", "Maisons de quartier autogérées (ancienne version)", "loisirs", L, "dp", A, I, "uc", 2008, 95000, 0,
          1500, 58, 60, False, "Ancienne réponse de 2025, à ne plus utiliser."),
    ],
    "CAN": [
        P("10", "Budgets personnels pour le soutien à domicile", "soins à domicile", G, "dp", S, R, "u", 2001, 18400000,
          -9, 5200, 63, 83, True,
          "La personne reçoit une allocation, choisit ses intervenants et fixe les horaires. Un organisme "
          "communautaire l'aide pour la paie."),
        P("03", "Justice réparatrice en milieu scolaire", "prévention de la criminalité", L, "dpr", A, I, "uco", 2010,
          720000, -3, "#REF!", 57, 72, False,
          "Des médiateurs bénévoles et des élèves formés animent des rencontres entre auteurs et victimes."),
        P("07", "Comités d'usagers des établissements de santé", "hôpitaux", G, "r", A, I, "u", 2005, 3100000, 0,
          260000, 68, 73, False, "Les comités évaluent la satisfaction et accompagnent les plaintes."),
    ],
    "CHE": [
        P("08", "Bibliothèques interculturelles", "bibliothèques", L, "dp", A, I, "co", 1996, 640000, -5, 9700, 75, 84,
          True, "Des bénévoles de plus de vingt communautés choisissent les livres et animent les lectures."),
        P("02", "Réseau civil d'appui en cas de catastrophe", "protection civile", G, "p", A, I, "co", 2015, 1250000, 0,
          3300, 62, 68, False,
          "Des volontaires inscrits par les communes sont formés chaque année et appelés par message."),
    ],
    "CZE": [
        P("04", "Conseils d'usagers du rail régional", "transports en commun", G, "dr", A, I, "uc", 2014, 8600000, -1,
          420000, 53, 61, False, "Les voyageurs examinent deux fois par an horaires, correspondances et propreté."),
        P("10", "Pairs-aidants auprès des sans-abri", "aide aux personnes sans domicile", L, "dp", A, R, "uo", 2016,
          12900000, -6, 2100, 47, 69, True,
          "D'anciens sans-abri, formés et rémunérés, accompagnent les équipes de rue et aident aux démarches."),
    ],
    "FRA": [
        P("10", "Crèches parentales", "garde d'enfants", L, "dp", S, R, "uo", 1981, "12\u202f450\u202f000", "-17,5",
          "24\u202f600", 72, "88,5", True,
          "Les parents, réunis en association, gèrent l'établissement et participent à l'accueil une demi-journée par "
          "semaine aux côtés des professionnels."),
        P("03", "Référents sécurité de hameau", "gendarmerie", L, "pr", A, I, "c", 2011, "260\u2009000", "0",
          "145\u2009000",
          59, 66, False, "Des habitants volontaires relaient l'information entre la brigade et les habitants."),
        P("01", "Ateliers d'usagers pour simplifier les formulaires", "services généraux", C, "d", A, I, "u", 2013,
          "415\u202f000", "-2,0", "1\u202f900\u202f000", "51,5", "64,0", True,
          "Chaque formulaire est relu et redessiné avec dix usagers avant sa mise en ligne."),
    ],
    "FRA-2": [
        P("05", "Inventaires participatifs de la biodiversité", "protection de la biodiversité", C, "pr", A, I, "co",
          2007, 1380000, -4, 56000, 70, 77, False,
          "Des amateurs relèvent plantes et papillons selon un protocole commun ; les données sont publiques."),
    ],
    "LUX": [
        P("09", "Maisons relais : comités de parents", "enseignement primaire, accueil périscolaire", L, "dr", A, I,
          "u",
          2009, 330000, 0, 4700, 66, 74, False, "Les parents proposent les activités et évaluent l'année."),
        P("05", "Patrouilles de jardiniers bénévoles", "espaces verts, paysage", L, "p", A, I, "c", 2018, 45000, -6,
          800, 69, 78, False, "Les habitants entretiennent les carrés plantés devant leur porte."),
    ],
}
