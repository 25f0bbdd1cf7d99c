import Foundation
import SurveyModel
import Testing

@testable import Pipeline

@Suite("Fingerprints: the same issue from run to run")
struct IssueRegisterTests {
    private let survey: Survey

    init() throws {
        survey = try SpecimenSurvey.load()
    }

    private func fingerprints(_ read: ReadReturn, _ findings: [Finding]) throws -> [String] {
        let item = try #require(Consolidation([read], survey: survey).returns.first)
        var register = IssueRegister(
            definition: survey.definition, records: RecordIndex(RunBundles([read]), survey: survey))
        for finding in findings { register.add(finding, in: item) }
        return register.issues.map(\.fingerprint)
    }

    private func finding(cell: String = "B2", value: String = "x", record: Int? = 1) -> Finding {
        Finding(
            rule: "constraint.maximum", severity: .error, message: .text("m"), table: "cover", record: record,
            field: "completed", sheet: "S", cell: cell, value: value)
    }

    @Test("it survives a resubmission in which the row has moved")
    func survivesResubmission() throws {
        let first = SpecimenSurvey.read("first", country: "FRA", body: "A")
        let second = SpecimenSurvey.read("second", country: "FRA", body: "A")
        #expect(try fingerprints(first, [finding(cell: "B2")]) == fingerprints(second, [finding(cell: "B9")]))
    }

    @Test("it changes with the value, the record's key, and the reporter")
    func changes() throws {
        let base = try fingerprints(SpecimenSurvey.read("a", country: "FRA", body: "A"), [finding()])
        #expect(try fingerprints(SpecimenSurvey.read("a", country: "FRA", body: "A"), [finding(value: "y")]) != base)
        #expect(try fingerprints(SpecimenSurvey.read("a", country: "FRA", body: "B"), [finding()]) != base)
        #expect(try fingerprints(SpecimenSurvey.read("a", country: "NOR", body: "A"), [finding()]) != base)
    }

    @Test("two equal findings in one return are told apart")
    func toldApart() throws {
        let both = try fingerprints(
            SpecimenSurvey.read("a", country: "FRA", body: "A"),
            [finding(cell: "B2", record: nil), finding(cell: "B3", record: nil)])
        #expect(Set(both).count == 2)
    }
}
