import SurveyModel
import Testing

@testable import Extract

@Suite("Labels that are nearly the same")
struct QuestionSlipTests {
    private func best(_ text: String, _ labels: [String: [String]]) -> LabelSet.Match? {
        LabelSet(Labels(labels)).match(LabelText(text))
    }

    @Test(
        "are others' where a few letters make the opposite of one, or the next of several things",
        arguments: [
            ("Number of males", "Number of females"), ("Employed persons", "Unemployed persons"),
            ("Regular services", "Irregular services"), ("Complete answers", "Incomplete answers"),
            ("Insured persons", "Uninsured persons"), ("Section A", "Section B"), ("Part I", "Part II"),
            ("Number of men in the service", "Number of women in the service"),
            ("Total value of imports", "Total value of exports"),
            ("Bodies of the government, by region and by year", "Bodies not of the government, by region and by year"),
        ])
    func apart(_ label: String, _ other: String) {
        #expect(LabelText(label).likeness(to: LabelText(other)) == 0)
        #expect(LabelText(other).likeness(to: LabelText(label)) == 0)
    }

    @Test(
        "are the same but for a slip elsewhere",
        arguments: [
            ("Planning", "Planing"), ("Reporting body", "Reportingbody"), ("Total revenue", "Total revenues"),
            ("Number of staff members", "Nomber of staf members"), ("Total impact", "Total inpact"),
        ])
    func slips(_ label: String, _ other: String) {
        #expect(LabelText(label).likeness(to: LabelText(other)) == 0.85)
    }

    @Test(
        "are told where more than one letter differs, or parentheses that both have say something else than a unit",
        arguments: [
            ("Number of staff members", "Nomber of staf members", true),
            ("Number of staff members", "Number of staf members", false),
            ("Number of staff members", "Number of staff membres", false),
            ("Staff (men)", "Staff (women)", true), ("Budget (annual)", "Budget (thousand EUR)", false),
            ("Budget", "Budget (annual)", false), ("Reporting body", "Reporting body phone", true),
        ])
    func differences(_ label: String, _ text: String, isTold: Bool) throws {
        let match = try #require(best(text, ["en": [label]]))
        #expect((match.difference != nil) == isTold)
    }

    @Test(
        "in several languages in one cell are the label",
        arguments: [
            "Country / Pays", "Country - Pays", "Country\nPays", "Pays|Country", "1.1 Country, Pays", "COUNTRY/PAYS",
        ])
    func languages(_ text: String) throws {
        let match = try #require(best(text, ["en": ["Country", "State"], "fr": ["Pays"]]))
        #expect(match.likeness == LabelSet.same)
        #expect(match.difference == nil)
    }

    @Test(
        "are none where a part is something else, or the same again",
        arguments: [
            "Country / Region", "Country / Pays / Region", "Country / Country", "Country of birth, Pays", "Pays",
        ])
    func otherParts(_ text: String) {
        #expect(best(text, ["en": ["Country"], "fr": ["Land"]])?.likeness == nil)
    }
}

@Suite("What stands behind a label in its cell")
struct LabelSurplusTests {
    @Test(
        "is what may have been typed there; words in parentheses may be printed",
        arguments: [
            ("1.4 Number of staff: 12", "Number of staff", "12", true),
            ("Annual budget (5000 EUR)", "Annual budget", "5000 EUR", true),
            ("Annual budget (5,000 EUR)", "Annual budget", "5,000 EUR", true),
            ("Remarks (none)", "Remarks", "none", false), ("Remarks (1)", "Remarks", "1", false),
            ("Reporting body\nMinistry", "Reporting body", "Ministry", true),
            ("Total cost, 100 EUR", "Total cost", "100 EUR", true),
            ("Open on Saturdays?: No", "Open on Saturdays?", "No", true),
            ("Open on Saturdays? No", "Open on Saturdays?", "No", true),
            ("Open on Saturdays? = No", "Open on Saturdays?", "No", true),
            ("Head office: No", "Head office", "No", true),
            ("No. of offices: no", "No. of offices", "no", true),
            ("Annual budget (EUR): 34.5", "Annual budget (EUR)", "34.5", true),
            ("Annual budget (EUR) 34.5", "Annual budget (EUR)", "34.5", true),
            ("Annual budget (EUR): 1,234.50", "Annual budget (EUR)", "1,234.50", true),
            ("Annual budget (EUR) = 12 345.6", "Annual budget (EUR)", "12 345.6", true),
            ("Number of staff 12.5", "Number of staff", "12.5", true),
            ("Number of staff 12,5", "Number of staff", "12,5", true),
            ("Surface 5 km2", "Surface", "5 km2", true), ("Annual budget (12.5)", "Annual budget", "12.5", true),
        ])
    func surplus(_ typed: String, _ label: String, _ text: String, isLikely: Bool) throws {
        let surplus = try #require(LabelSurplus(LabelText(typed), behind: ["Another label", label]))
        #expect(surplus.text == text)
        #expect(surplus.isLikely == isLikely)
    }

    @Test(
        "is nothing where it is a unit, a number in front, a year or the words of another question",
        arguments: [
            "Annual budget", "1.3 Annual budget:", "Annual budget (EUR)", "Annual budget, in thousand EUR",
            "Annual budget 2023", "Annual budget of partners", "Annual budget / Budget annuel", "Budget",
            "Annual budget: EUR", "Annual budget: in thousand EUR", "Annual budget 31.12.2023",
            "Annual budget 2022 2023",
            "Annual budget? Yes / No",
        ])
    func nothing(_ typed: String) {
        #expect(LabelSurplus(LabelText(typed), behind: ["Annual budget", "Budget annuel"])?.text == nil)
    }
}
