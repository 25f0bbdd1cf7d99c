/// The tests of a survey's rules: for each, small records that must pass and that must fail. `rules-test.yaml` in the survey's folder.
public struct RuleTestSuite: Sendable {
    /// A record for a test, with whose it is.
    public struct TestRecord: Sendable {
        /// The table.
        public let table: String
        /// The entries in the order of the table's fields.
        public let entries: [Entry?]
        /// The reporter's code; nil where it does not matter.
        public let reporter: String?
        /// The round; nil for the current one.
        public let round: String?
    }

    /// A record with what is around it, and what the rule must say of it.
    public struct Case: Sendable {
        /// The record.
        public let record: TestRecord
        /// What else there is: records of the same or other tables, of the same return where they name no other reporter and round.
        public let others: [TestRecord]
        /// Whether the record must pass; else it must fail.
        public let mustPass: Bool
        /// Where it stands.
        public let position: SourcePosition
    }

    /// A rule's cases.
    public struct RuleTest: Sendable {
        /// The rule's id.
        public let rule: String
        /// Its cases: those that must pass, then those that must fail.
        public let cases: [Case]
        /// Where it stands.
        public let position: SourcePosition
    }

    /// The tests in the file's order.
    public let tests: [RuleTest]
    /// The codes that the records hold, to be compared with the lists by whoever reads these.
    public let namedCodes: [NamedCode]

    /// Tests.
    public init(tests: [RuleTest], namedCodes: [NamedCode] = []) {
        self.tests = tests
        self.namedCodes = namedCodes
    }

    /// The rules, and the declared checks that have an id, of a definition that lack a case that must pass or one that must fail.
    public func untested(in definition: SurveyDefinition) -> [String] {
        definition.testedIDs.filter { id in
            let cases = tests.filter { $0.rule == id }.flatMap(\.cases)
            return !cases.contains(where: \.mustPass) || cases.allSatisfy(\.mustPass)
        }
    }
}

extension SurveyDefinition {
    /// What tests can be written for: its rules, and the declared checks that have an id of their own.
    public var testedIDs: [String] { rules.map(\.id) + checkIDs }
}
