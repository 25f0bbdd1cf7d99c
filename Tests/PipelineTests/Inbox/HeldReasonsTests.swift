import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Why a return is held, as it stands beside its records")
struct HeldReasonsTests {
    /// What comes so that a rule holds it.
    struct Arrival: Sendable, CustomTestStringConvertible {
        let rule: String
        /// Texts of the definition and what stands in their place.
        var changes: [String: String] = [:]
        /// The countries that the returns name, by their paths.
        let countries: [String: String]

        var testDescription: String { rule }
    }

    static let arrivals = [
        Arrival(rule: "return.reporter-unknown", countries: ["x.csv": "Atlantis"]),
        Arrival(
            rule: "return.round-unknown", changes: rounds, countries: ["2031/NOR.csv": "Norway"]),
        Arrival(
            rule: "return.copies-differ", changes: rounds,
            countries: ["2025/NOR.csv": "Norway", "2026/NOR.csv": "Norway"]),
        Arrival(rule: "return.order-unclear", countries: ["NOR.csv": "Norway", "NOR 2.csv": "Norge"]),
        Arrival(
            rule: "return.choice-needed", changes: ["  latest: cover.completed": "  resubmissions: decision"],
            countries: ["NOR.csv": "Norway", "NOR 2.csv": "Norge"]),
        Arrival(
            rule: "return.round-closed",
            changes: ["{current: \"2026\"}": "{current: \"2026\", closed: {\"2026\": 2020-01-31}}"],
            countries: ["NOR.csv": "Norway"]),
    ]

    private static let rounds = [
        "{current: \"2026\"}": "{current: \"2026\", all: [\"2025\", \"2026\"], from: {folder: 1}}"
    ]

    @Test("each rule that holds a return with records is named beside these", arguments: arrivals)
    func named(_ arrival: Arrival) async throws {
        let project = try InboxProject(arrival.changes)
        for (path, country) in arrival.countries.sorted(by: { $0.key < $1.key }) {
            try project.put(path, country: country)
        }
        let outcome = try await project.run()
        #expect(Set(outcome.states.values) == [.held])
        let file = "rejected/cover.csv"
        let reasons = try RegisterRow.read(outcome.folder.appending(path: file), file: file, needing: []).map {
            $0.fields["reasons"] ?? ""
        }
        #expect(!reasons.isEmpty)
        #expect(reasons.allSatisfy { $0.contains(arrival.rule) }, "\(reasons)")
    }
}
