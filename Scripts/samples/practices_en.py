"""The practices of the returns in English, as typed. All invented: bodies, figures and examples.

The order of a practice's values is that of `Practice`: division meant, title, service area as typed, level, stages
(d p r), type, degree of change, partners (u c o), start year, budget, change in cost %, users, satisfaction before and
after, leading-edge, description.
"""

from .answers import Practice as P

A, S, I, R = "addition", "substitution", "incremental", "radical"
C, G, L = "central", "regional", "local"

PRACTICES: dict[str, list[P]] = {
    "AUS": [
        P("10", "Circles of support for people with disability", "Disability services", G, "dp", A, R, "uco", 2018,
          4200000, -6.5, 3150, 58, 74, True,
          "People with disability design their own support plan together with family, friends and a paid facilitator. "
          "The circle meets every month and takes over tasks that a case manager did before."),
        P("05", "River watch: volunteers testing water quality", "Water quality monitoring", L, "pr", A, I, "co", 2012,
          380000, -2, 12400, 61, 69, False,
          "Trained volunteers take samples at 240 sites and enter the results in a public register."),
    ],
    "AUT": [
        P("10", "Neighbourhood time bank for elderly care", "home help for the elderly", L, "dp", A, I, "uc", 2014,
          610000, -4, 2380, 63, 76, True,
          "Residents earn hours by visiting, shopping for or accompanying older neighbours and can use the hours when "
          "they need help themselves. A coordinator in each municipality matches offers and requests."),
        P("04", "Citizens' timetable conference", "public transport", G, "d", A, I, "uc", 2019, 145000, 0, 51000, 49,
          57, False, "Passengers of regional bus lines propose and vote on changes to the timetable once a year."),
    ],
    "DEU": [
        P("08", "Libraries run by volunteers", "Bibliotheken / libraries", L, "dp", S, R, "co", 2009, "1.350.000,00",
          "-22,5", 86000, "71,5", "73,0", True,
          "Associations of readers run small branch libraries that would have been closed. The town pays for rooms and "
          "media; opening hours were extended to Saturdays."),
        P("03", "Safety partnerships in city districts", "police, crime prevention", L, "dr", A, I, "co", 2011,
          "480.000,00", "3,0", 190000, "55,0", "62,5", False,
          "Residents, shopkeepers and the police agree every year on three priorities for their district and review "
          "them together."),
        P("08", "Libraries run by Volunteers ", "Bibliotheken / libraries", L, "dp", S, R, "co", 2009, "1.350.000,00",
          "-22,5", 86000, "71,5", "73,0", True,
          "Associations of readers run small branch libraries that would have been closed. The town pays for rooms and "
          "media; opening hours were extended to Saturdays."),
    ],
    "DNK": [
        P("07", "Patients as teachers in chronic care", "Outpatient care, chronic diseases", G, "dpr", A, R, "uo", 2007,
          5200000, -3, 8700, 66, 81, True,
          "People who live with diabetes or lung disease teach others in six sessions. The hospital trains the "
          "teachers and measures admissions before and after."),
        P("09", "Parents' school boards for the common meal", "School canteens", L, "dp", A, I, "uc", 2016, 900000, 1,
          4100, 70, 78, False, "Parents plan the menus with the kitchen and take turns in serving."),
    ],
    "ESP": [
        P("06", "Participatory budgets for neighbourhood works", "street lighting and public squares", L, "dr", A, R,
          "uco", 2015, 2450, -1, 320000, 52, 66, True,
          "A tenth of the investment budget is decided by residents' vote. Committees of residents follow the works."),
        P("05", "Shared composting islands", "waste collection", L, "p", S, I, "uco", 2020, 310, -12, 5600, 60, 71,
          False, "Households bring organic waste to a common composter which a rota of neighbours looks after."),
    ],
    "EST": [
        P("03", "Assistant police officers", "Police services", C, "p", A, I, "c", 2010, 1150000, -5, 880, 68, 72,
          False, "Volunteers patrol with police officers, help at accidents and speak about prevention in schools."),
        P("01", "People's assembly on e-services", "general public services - e-government", C, "dr", A, R, "co", 2013,
          90000, 0, 61000, 57, 70, True,
          "Proposals are collected on a public platform, examined by experts and debated by a random sample of "
          "citizens before they go to parliament."),
    ],
    "FIN": [
        P("10", "Experts by experience in mental health and substance abuse services", "mental health services", L,
          "dpr", A, R, "uo", 2012, 740000, -7, 1900, 59, 130, True,
          "People who have recovered work beside professionals in reception, group work and training."),
        P("09", "Youth council budgets", "upper secondary education", L, "d", A, I, "u", 2017, 220000, 0, 15200, 64, 70,
          False, "Pupils propose and decide on part of the budget for their school's equipment and events."),
        P("06", "Village water cooperatives", "Water supply", L, "dpr", S, R, "uc", 1998, 2600000, -18, 33400, 72, 80,
          False, "Users own and run the network in sparsely populated areas; the state gives advice and guarantees."),
    ],
    "GBR": [
        P("07", "Expert patients programme: peer-led courses", "self-management of long-term conditions (health)", C,
          "dp", A, I, "u", 2002, "see comment", -9, 21500, 61, 77, True,
          "Courses of six weeks led by trained people with a long-term condition. Visits to general practice fell "
          "among participants."),
        P("10", "Shared Lives carers", "adult social care", L, "p", S, R, "uc", 2004, 3900000, -30, 1120, 70, 88, True,
          "Adults who need support live with or regularly visit a family in the community instead of a care home."),
        P("03", "Community speed watch", "road safety", L, "p", A, I, "c", 2008, 125000, -1, "n.a.", "n.a.", "n.a.",
          False, "Trained volunteers measure speed in villages; the police write to drivers."),
    ],
    "GRC": [
        P("07", "Community pharmacies of solidarity", "pharmacies, medicines", L, "p", S, I, "co", 2012, 85000, -15,
          6400,
          48, 67, False, "Volunteer pharmacists hand out donated medicines under the supervision of the municipality."),
        P("09", "Open school buildings", "Schools - afternoon use", L, "dp", A, I, "uco", 2014, 430000, 4, 25800, 62,
          75, True, "School buildings stay open for courses that associations and residents propose and run."),
    ],
    "IRL": [
        P("06", "Group water schemes", "rural water supply", L, "dpr", S, R, "uo", 1997, 14600000, -11, 180000, 65, 79,
          True, "Householders own, run and monitor their supply in a cooperative; the state funds treatment works and "
          "testing."),
        P("08", "Tidy villages competition", "Recreation and culture; amenities", L, "dp", A, I, "co", 1985, 1900000, 0,
          870000, 74, 83, False, "Village committees plan and carry out works that are judged every summer."),
        P("10", "Meals brought by neighbours", "Social care for older people", L, "p", A, I, "co", 2011, 540000, -8,
          3900, 60, 78, False, "Volunteers bring meals and call in case of trouble."),
    ],
    "KOR": [
        P("01", "Citizens' jury on ministry pledges", "Executive and legislative organs", C, "dr", A, R, "c", 2017,
          820000000, 0, 4800, 55, 71, True,
          "A jury drawn by lot examines each year whether the pledges of the ministry have been kept and proposes "
          "corrections."),
        P("03", "Safe return home escorts", "public order and safety", L, "p", A, I, "co", 2013, 5400000000, 2, 241000,
          58, 80, False,
          "Pairs of trained residents accompany people on their way home at night; booked by telephone or app."),
        P("10", "Village childcare cooperatives", "childcare", L, "dp", S, R, "uo", 2012, 3100000000, -9, 7300, 63, 82,
          True, "Parents set up and govern day-care centres in rooms that the city provides."),
    ],
    "MEX": [
        P("06", "Neighbourhood improvement committees", "housing and community development", L, "dpr", A, R, "uc", 2007,
          98000000, -6, 410000, 44, 63, True,
          "An assembly of residents chooses the works, elects an administration committee and a supervision committee, "
          "and receives the money directly."),
        P("07", "Health promoters in rural communities", "Primary health care", G, "p", A, I, "co", 2003, 32500000, -4,
          95000, 51, 66, False, "Promoters chosen by their community weigh children and refer pregnant women."),
    ],
    "NLD": [
        P("10", "Neighbourhood care cooperative", "long-term care, elderly", L, "dpr", S, R, "uc", 2005, 1850000, -14,
          "c. 2 million", 67, 84, True,
          "Members decide on which care and welfare services their village buys and provide part of it themselves."),
        P("10", "Own-strength conferences for families", "child protection", L, "dp", S, R, "uco", 2001, None, -20,
          9400, 62, 79, True,
          "The family makes the plan with its own network before a professional takes a decision. An independent "
          "coordinator, a trained citizen, prepares the meeting."),
        P("05", "Adopt a bin", "street cleaning / litter", L, "p", A, I, "c", 2010, 60000, -3, 2600, 58, 64, False,
          "Residents hold the key of an underground container and keep the place clean."),
    ],
    "NOR": [
        P("10", "User-directed personal assistance", "Services for disabled persons", L, "dpr", S, R, "u", 20008,
          46000000, 5, 3300, 60, 86, True,
          "The user is the manager of the assistants and decides who helps, when and with what."),
        P("08", "Volunteer-run cinema and stage", "cultural services", L, "dp", A, I, "co", 2006, 3400000, -10, 41000,
          70, 75, False, "A cooperative of volunteers runs the municipal cinema."),
    ],
    "NZL": [
        P("10", "Family-led plans in youth justice", "youth justice / social protection", C, "dp", S, R, "uco", 1989,
          11200000, -16, 6100, 54, 73, True,
          "The extended family meets, with time alone, and proposes how the harm is to be put right."),
        P("05", "Trap libraries: predator control by residents", "biodiversity protection", L, "pr", A, I, "co", 2016,
          750000, -2, 28000, 66, 77, False, "Residents borrow traps, record the catch and see a map of their suburb."),
    ],
    "PRT": [
        P("05", "Forest watch by local hunters' and shepherds' groups", "forest fire prevention", L, "pr", A, I, "co",
          2006, 425000.5, -7.5, 1200, 50.5, 64.25, False,
          "Groups patrol tracks in the fire season; the fire service trains and equips them."),
        P("07", "Caderno de saúde: shared maternity record", "maternal health", C, "dp", A, I, "u", 2011, 96000.75, 0,
          84000, 72.5, 81, True, "Mothers keep and complete the record together with the midwife."),
    ],
    "SVN": [
        P("10", "Older people for higher quality of life at home", "elderly, home visits", C, "dpr", A, I, "uco", 2004,
          1480000, -0.05, "=12*1350", 64, 78, True,
          "Older volunteers visit everybody over 69 in their area, assess needs and arrange help."),
        P("04", "Local employment workshops", "employment services", L, "dp", A, I, "uo", 2015, 395000, 0.02, 2750, 55,
          61, False, "Job seekers plan and lead part of the workshops themselves."),
    ],
    "TUR": [
        P("01", "City councils' working groups", "general public services", L, "dr", A, I, "co", 2006, 2300000, 0,
          17500,
          50, 60, False, "Working groups of residents prepare proposals which the municipal council must debate."),
        P("09", "Parents' reading hours", "Pre-primary and primary education", L, "p", A, I, "uc", 2018, 410000, -1,
          9800, 67, 79, True, "Parents read with small groups of pupils twice a week after a short training."),
    ],
}

# The first submission of Korea, sent back by the ministry itself: two practices, and other figures.
KOREA_FIRST = [
    PRACTICES["KOR"][0].but(budget=802000000, users=8400),
    PRACTICES["KOR"][1].but(after=70),
]
