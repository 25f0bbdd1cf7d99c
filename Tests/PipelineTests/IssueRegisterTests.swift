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

    @Test("no body of a reporter has another's, whichever of them have reported")
    func bodies() throws {
        let first = try fingerprints(
            SpecimenSurvey.read("a", country: "FRA", body: "Health"), [finding(record: nil)])
        let again = try fingerprints(
            SpecimenSurvey.read("b", country: "FRA", body: "HEALTH "), [finding(record: nil)])
        let other = try fingerprints(
            SpecimenSurvey.read("c", country: "FRA", body: "Education"), [finding(record: nil)])
        #expect(first == again)
        #expect(first != other)
    }

    @Test("two equal findings in one return are told apart")
    func toldApart() throws {
        let both = try fingerprints(
            SpecimenSurvey.read("a", country: "FRA", body: "A"),
            [finding(cell: "B2", record: nil), finding(cell: "B3", record: nil)])
        #expect(Set(both).count == 2)
    }

    @Test("what two versions of a submission have is told apart by their contents, in any order, and asks one question")
    func versions() throws {
        let read = ["first", "second"].map { SpecimenSurvey.read($0, file: "\($0).csv", country: "FRA", body: "A") }
        let returns = Consolidation(read, survey: survey).returns
        try #require(returns.map(\.state) == [.held, .held])
        let records = RecordIndex(RunBundles(read), survey: survey)
        func issues(_ returns: [Return]) -> [SurveyModel.Issue] {
            var register = IssueRegister(definition: survey.definition, records: records)
            for item in returns {
                for cell in ["B2", "B3"] { register.add(finding(cell: cell, record: nil), in: item) }
            }
            return register.issues
        }
        let (both, turned) = (issues(returns), issues(returns.reversed()))
        #expect(Set(both.map(\.fingerprint)).count == 4)
        #expect(both.map(\.question) == turned.map(\.question) && Set(both.map(\.question)).count == 2)
        #expect(both[2...].map(\.question) == both[..<2].map(\.fingerprint))
        // Who is alone, as one of them is when the other has lost its place, has the fingerprints that both are asked by.
        #expect(issues([returns[1]]).map(\.fingerprint) == both[2...].map(\.question))
    }

    @Test("bodies that a private answer tells apart do not answer for each other")
    func privateBodies() throws {
        let survey = try SpecimenSurvey.load(
            SpecimenSurvey.definition.replacing("title: Body}", with: "title: Body, private: true}")
                .replacing("\n    key: body", with: ""))
        let read = ["A", "B"].map { (body: String) in
            SpecimenSurvey.read("of \(body)", file: "\(body).csv", country: "FRA", body: body)
        }
        let returns = Consolidation(read, survey: survey).returns
        var register = IssueRegister(
            definition: survey.definition, records: RecordIndex(RunBundles(read), survey: survey))
        for item in returns { register.add(finding(record: nil), in: item) }
        #expect(Set(register.issues.map(\.question)).count == 2)
        #expect(register.issues.map(\.question) == register.issues.map(\.fingerprint))
    }

    @Test("of equal findings that are left over changed values each is the one that it was; one more is none of them")
    func knownAgain() throws {
        let read = SpecimenSurvey.read("a", country: "FRA", body: "A")
        let item = try #require(Consolidation([read], survey: survey).returns.first)
        let records = RecordIndex(RunBundles([read]), survey: survey)
        var first = IssueRegister(definition: survey.definition, records: records, isRemembered: true)
        for cell in ["B2", "B3", "B4"] { first.add(finding(cell: cell, record: nil), in: item) }
        var again = IssueRegister(definition: survey.definition, records: records, after: first.firstLook())
        for cell in ["B1", "B3", "B4"] { again.add(finding(cell: cell, record: nil), in: item) }
        #expect(again.issues.dropFirst().map(\.fingerprint) == first.issues.dropFirst().map(\.fingerprint))
        #expect(!first.issues.map(\.fingerprint).contains(again.issues[0].fingerprint))
    }

    @Test("thousands of findings that come rule by rule are the issues, in this order, that they are one by one")
    func manyAtOnce() throws {
        let read = ["FRA", "NOR", "ITA"].map { (code: String) in
            SpecimenSurvey.read("of-\(code)", country: code, body: "A")
        }
        let returns = Consolidation(read, survey: survey).returns
        try #require(returns.count == 3)
        let found = (0..<2_000).flatMap { number in
            returns.indices.map { place in
                IssueRegister.Found(
                    place: place,
                    finding: finding(cell: "B\(number)", value: "\(number % 700)", record: number % 2 + 1))
            }
        }
        let bundles = RunBundles(read)
        var together = IssueRegister(
            definition: survey.definition, records: RecordIndex(bundles, survey: survey))
        try together.add(found, of: returns)
        var oneByOne = IssueRegister(
            definition: survey.definition, records: RecordIndex(bundles, survey: survey))
        for one in found { oneByOne.add(one.finding, in: returns[one.place]) }
        #expect(together.issues == oneByOne.issues)
        #expect(Set(together.issues.map(\.fingerprint)).count == found.count)
    }

    @Test("a row of a query that comes twice is the issue that it is once")
    func rowThatComesTwice() async throws {
        let twins = """
              - id: twins
                table: items
                severity: note
                query: >-
                  SELECT a."return", a.record FROM items a JOIN items b
                  ON b."return" = a."return" AND b.kind = a.kind AND b.record <> a.record
                fields: kind
                message: "There is another of this kind."

            """
        let rows = ["1,10,5,food,,", "2,20,5,food,,", "3,30,5,food,,"]
        let survey = try ReviewedSurvey(twins, returns: ["AAA.csv": Array(rows.prefix(2))])
        func fingerprints() async throws -> [Int: String] {
            let issues = try await survey.run().issues("twins")
            return Dictionary(issues.map { ($0.finding.record ?? 0, $0.fingerprint) }) { _, _ in "told twice" }
        }
        let once = try await fingerprints()
        try survey.send("AAA.csv", rows)
        let twice = try await fingerprints()
        #expect(once.count == 2 && twice.count == 3)
        #expect(once.allSatisfy { twice[$0.key] == $0.value })
    }

    @Test("issues are put into one order, whatever their order was, and none is lost", arguments: [1, 2, 3, 7, 1_000])
    func order(count: Int) throws {
        let severities: [Severity] = [.error, .warning, .note]
        let issues = (0..<count).map { number -> SurveyModel.Issue in
            let finding = Finding(
                rule: "rule-\(number % 3)", severity: severities[number % 4 % 3], message: .text("m"),
                record: number % 4 == 0 ? nil : number % 4, sheet: number % 6 == 0 ? nil : "S\(number % 2)")
            return SurveyModel.Issue(
                fingerprint: String(number * 7919 % 1009), reporter: ["FRA", "NOR"][number % 2], round: "2010",
                returnID: "r\(number % 5)", finding: finding, state: .open)
        }
        var sorted = issues
        IssueRegister.order(&sorted)
        // Another order, and a fixed one.
        var turned: [SurveyModel.Issue] = []
        for first in 0..<17 { turned += stride(from: 16 - first, to: count, by: 17).map { issues[$0] } }
        IssueRegister.order(&turned)
        #expect(turned == sorted)
        #expect(Set(sorted) == Set(issues))
        for (one, next) in zip(sorted, sorted.dropFirst()) {
            #expect(one.finding.severity <= next.finding.severity)
            if one.finding.severity == next.finding.severity { #expect(one.finding.rule <= next.finding.rule) }
        }
    }
}
