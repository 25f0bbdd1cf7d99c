import CodeLists
import Foundation
import Load
import OrderedCollections
import SurveyModel
import Validate

/// Runs the tests of a survey's rules: `rules-test.yaml` in its folder.
public struct RuleTesting {
    /// A case that did not come out as it must.
    public struct Failure: Sendable, Hashable {
        /// The rule.
        public let rule: String
        /// The line of the case.
        public let line: Int
        /// Whether the record must pass.
        public let mustPass: Bool
        /// What came instead, in words.
        public let came: String
    }

    /// What came of the tests.
    public struct Outcome: Sendable {
        /// The file, as the user would write it.
        public let file: String
        /// The cases that were run.
        public let cases: Int
        /// The rules that have cases.
        public let rules: Int
        /// The cases that did not come out as they must, in the file's order.
        public let failures: [Failure]
        /// The rules that lack a case that must pass or one that must fail.
        public let untested: [String]

        /// The outcome for programs, as one line of JSON.
        public var json: String {
            JSONText.object([
                ("file", JSONText.quoted(file)), ("rules", String(rules)), ("cases", String(cases)),
                (
                    "failures",
                    JSONText.array(
                        failures.map {
                            JSONText.object([
                                ("rule", JSONText.quoted($0.rule)), ("line", String($0.line)),
                                ("must", JSONText.quoted($0.mustPass ? "pass" : "fail")),
                                ("came", JSONText.quoted($0.came)),
                            ])
                        })
                ),
                ("untested", JSONText.array(untested.map(JSONText.quoted))),
            ])
        }
    }

    /// The name of the file in a survey's folder.
    public static let fileName = "rules-test.yaml"

    private let survey: Survey
    private let suite: RuleTestSuite

    /// Reads the tests of a survey.
    ///
    /// - Throws: ``PipelineError`` of code `noInput` where there are none, `DefinitionError` where they are wrong.
    public init(_ survey: Survey) throws {
        guard let suite = try Self.suite(of: survey) else {
            throw PipelineError(
                .noInput,
                "There is no \(Self.fileName) in \(survey.folder.path). docs/rules.md shows how one is written.")
        }
        self.survey = survey
        self.suite = suite
    }

    /// The tests of a survey; nil where it has none.
    static func suite(of survey: Survey) throws -> RuleTestSuite? {
        let url = survey.folder.appending(path: fileName)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = "\(survey.name)/\(fileName)"
        let suite = try RuleTestSuite.decode(
            yaml: try String(contentsOf: url, encoding: .utf8), file: file, definition: survey.definition)
        if let error = DefinitionError(slips(in: suite.namedCodes, of: survey, file: file)) { throw error }
        return suite
    }

    /// Codes that are nearly one of their list. One that is like none may be meant: a rule can be about a code that the list does not have yet.
    private static func slips(in codes: [NamedCode], of survey: Survey, file: String) -> [DefinitionDiagnostic] {
        codes.compactMap { named in
            guard let list = survey.matchers[named.list]?.list, list[named.code] == nil, named.nearest(in: list) != nil
            else { return nil }
            return DefinitionDiagnostic(
                file: file, position: named.position, message: named.fault,
                advice: named.advice(list, survey: survey.argument))
        }
    }

    /// Runs all cases, each by itself.
    ///
    /// - Throws: ``LoadError`` where the store in memory fails.
    public func run() throws -> Outcome {
        let store = try Store(path: nil, definition: survey.definition, codes: survey.codes)
        try store.prepareStaging(definitionHash: "", reporters: survey.reporters, codes: survey.codes)
        var failures: [Failure] = []
        var count = 0
        for test in suite.tests {
            guard let checks = try survey.rules.alone(test.rule) else { continue }
            for item in test.cases {
                count += 1
                let came = try result(of: item, number: count, by: checks, in: store)
                let isRight = item.mustPass ? came == .passed : came.isFailed
                if !isRight {
                    failures.append(
                        Failure(
                            rule: test.rule, line: item.position.line, mustPass: item.mustPass, came: came.words))
                }
            }
        }
        return Outcome(
            file: "\(survey.name)/\(Self.fileName)", cases: count, rules: Set(suite.tests.map(\.rule)).count,
            failures: failures, untested: suite.untested(in: survey.definition))
    }

    // MARK: - A case

    private enum Verdict: Equatable {
        case passed
        case failed(String)
        case notVerifiable
        case broken(String)

        var isFailed: Bool { if case .failed = self { true } else { false } }

        var words: String {
            switch self {
            case .passed: "it passes"
            case .failed(let message): "it fails: \(message)"
            case .notVerifiable: "it is not verifiable: an answer that the rule needs is missing"
            case .broken(let message): "the rule cannot be run: \(message)"
            }
        }
    }

    private func result(
        of item: RuleTestSuite.Case, number: Int, by checks: RuleChecks, in store: Store
    ) throws -> Verdict {
        let returns = returns(of: [item.record] + item.others, around: item.record, name: "\(number)")
        let outcome = try outcome(of: returns, by: checks, in: store)
        let ofRule = outcome.ruleFindings.filter { $0.rule != "rule.threshold" }
        if let failure = ofRule.first(where: { $0.rule.hasPrefix("rule.") }) {
            return .broken(failure.message.text(in: survey.language))
        }
        // What is found of all returns together, such as a question that few answer, belongs to none.
        if let found = ofRule.first { return .failed(found.message.text(in: survey.language)) }
        // A query may tell of two records that go together at the one or at the other.
        let found = outcome.findings.first { $0.returnID == returns[0].bundle.id }
        if let found { return .failed(found.finding.message.text(in: survey.language)) }
        let unverifiable = outcome.notVerifiable
        guard unverifiable > 0 else { return .passed }
        guard item.others.contains(where: { $0.table == item.record.table }) else { return .notVerifiable }
        // Where returns are compared, a case may be about a record that there is nothing to compare with.
        guard outcome.results.allSatisfy({ $0.level?.isWithinReturn ?? false }) else { return .passed }
        // What others lack is no fault of the record: it is so without it as well.
        let without = self.returns(of: item.others, around: item.record, name: "\(number) without")
        let others = try self.outcome(of: without, by: checks, in: store)
        return unverifiable > others.notVerifiable ? .notVerifiable : .passed
    }

    private func outcome(
        of returns: [(bundle: ReturnBundle, item: Return)], by checks: RuleChecks, in store: Store
    ) throws -> RuleOutcome {
        for item in returns { try store.stage(item.bundle) }
        try store.setReturns(returns.map(\.item))
        let index = RecordIndex(
            RunBundles(returns.map { ReadReturn(bundle: $0.bundle, file: $0.item.file, isPresent: true) }),
            survey: survey)
        return try store.read { try checks.run(in: $0, records: index) }
    }

    /// Records of a case in returns, one for each reporter and round, in the order of the records.
    ///
    /// - Parameters:
    ///   - record: the record under test, whose reporter and round are those of records that name none.
    ///   - name: what tells these returns from those of other cases.
    private func returns(
        of records: [RuleTestSuite.TestRecord], around record: RuleTestSuite.TestRecord, name: String
    ) -> [(bundle: ReturnBundle, item: Return)] {
        let reporter = record.reporter ?? survey.reporters.first?.code ?? "TEST"
        let round = record.round ?? survey.definition.round.current
        var groups: OrderedDictionary<[String], [RuleTestSuite.TestRecord]> = [:]
        for record in records {
            groups[[record.reporter ?? reporter, record.round ?? round], default: []].append(record)
        }
        return groups.enumerated().map { place, group in
            let sha256 = Digest.sha256(Data("rule test \(name) \(place)".utf8))
            return (
                bundle(group.value, sha256: sha256),
                Return(
                    sha256: sha256, file: RuleTesting.fileName, reporter: group.key[0], round: group.key[1],
                    received: "", version: "", language: survey.language, state: .live)
            )
        }
    }

    private func bundle(_ records: [RuleTestSuite.TestRecord], sha256: String) -> ReturnBundle {
        var numbers: [String: Int] = [:]
        let numbered = records.map { record in
            numbers[record.table, default: 0] += 1
            let number = numbers[record.table, default: 0]
            return Record(
                table: record.table, number: number, anchor: Origin(sheet: record.table, row: number, column: 1),
                entries: ordered(record.entries, of: record.table))
        }
        return ReturnBundle(
            sha256: sha256, format: "test", version: nil, language: nil, name: RuleTesting.fileName, saved: nil,
            records: numbered, places: [], answers: [:], codings: [], findings: [])
    }

    /// The entries of a record with several codes in the order of their list, in which returns are read; those that it does not have come last.
    private func ordered(_ entries: [Entry?], of table: String) -> [Entry?] {
        guard let fields = survey.definition.tables[table]?.fields.values else { return entries }
        return zip(fields, entries).map { field, entry -> Entry? in
            guard var ordered = entry, case .codes(let codes)? = ordered.value,
                let list = field.codeList.flatMap({ survey.matchers[$0]?.list })
            else { return entry }
            ordered.value = .codes(list.ordered(codes) + codes.filter { list[$0] == nil })
            return ordered
        }
    }
}

extension RuleOutcome {
    /// How many records its rules could tell nothing of.
    fileprivate var notVerifiable: Int { results.reduce(0) { $0 + $1.notVerifiable } }
}
