import Load
import OrderedCollections
import SurveyModel
import Testing

@Suite("What becomes of a record")
struct DispositionTests {
    private static let rules = """
        rules:
          - {id: kept, table: practices, severity: error, action: publish, check: number > 0, message: M}
          - {id: strict, table: practices, severity: note, action: reject, check: number > 0, message: M}
          - {id: stop, table: practices, severity: warning, action: hold, check: number > 0, message: M}

        """

    private func outcome(
        _ issues: [SurveyModel.Issue], policy: String = "", state: ReturnState = .live, record: Int = 1
    ) throws -> Disposition.Outcome {
        let definition = try SpecimenSurvey.definition(Self.rules + policy)
        let disposition = Disposition(
            issues: issues, returns: [SpecimenSurvey.item("a", "AAA", state: state)], definition: definition)
        return disposition.outcome(of: RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: record))
    }

    @Test(
        "the severity's policy decides, unless the rule has an action of its own",
        arguments: [
            ("type.not-a-number", Severity.error, "", Disposition.Outcome.rejected),
            ("looks-odd", .warning, "", .published), ("looks-odd", .note, "", .published),
            ("looks-odd", .warning, "policy: {warning: reject}", .rejected),
            ("type.not-a-number", .error, "policy: {error: publish}", .published),
            ("kept", .error, "", .published), ("strict", .note, "", .rejected),
            ("kept", .error, "policy: {error: reject}", .published),
        ])
    func policy(_ rule: String, _ severity: Severity, _ policy: String, _ outcome: Disposition.Outcome) throws {
        #expect(
            try self.outcome([SpecimenSurvey.issue(rule, severity, "a", "practices", 1)], policy: policy) == outcome)
    }

    @Test("of a held return the rules are told that hold it, each once, and no others")
    func holding() throws {
        let definition = try SpecimenSurvey.definition(Self.rules)
        func rules(_ issues: [SurveyModel.Issue], _ state: ReturnState) -> [String] {
            let item = SpecimenSurvey.item("a", "AAA", state: state)
            return Disposition(issues: issues, returns: [item], definition: definition).rules(holding: item.id)
        }
        var settled = SpecimenSurvey.issue("return.round-closed", .error, "a", "practices", 1)
        settled.state = .waived
        let issues = [
            SpecimenSurvey.issue("type.not-a-number", .error, "a", "practices", 1),
            SpecimenSurvey.issue("return.order-unclear", .error, "a", "practices", 1),
            SpecimenSurvey.issue("stop", .warning, "a", "practices", 1),
            SpecimenSurvey.issue("stop", .warning, "a", "practices", 2), settled,
        ]
        #expect(rules(issues, .held) == ["return.order-unclear", "stop"])
        #expect(rules(issues, .live).isEmpty && rules([], .held).isEmpty)
    }

    @Test(
        "a declared check's action comes before the policy too",
        arguments: [
            ("publish", Severity.error, Disposition.Outcome.published), ("reject", .note, .rejected),
            ("blank", .error, .published), ("flag", .error, .published),
        ])
    func ofDeclaredCheck(_ action: String, _ severity: Severity, _ outcome: Disposition.Outcome) throws {
        let check =
            "key: number\n    plausibility: {id: own, kind: range, fields: number, maximum: 5, action: \(action)}"
        let definition = try SpecimenSurvey.definition(
            changing: "description: One record for each practice.", to: check)
        let issue = SpecimenSurvey.issue("own", severity, "a", "practices", 1, field: "number")
        let disposition = Disposition(
            issues: [issue], returns: [SpecimenSurvey.item("a", "AAA", state: .live)], definition: definition)
        let id = RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: 1)
        #expect(disposition.outcome(of: id) == outcome)
        #expect(disposition.blanked[id]?.keys.first == (action == "blank" ? "number" : nil))
        #expect(disposition.flagged[id] == (action == "flag" ? ["number"] : nil))
        // The columns in which blanked and flagged values have their status.
        #expect(definition.ruleActions["own"] == IssueAction(rawValue: action))
    }

    @Test("an issue concerns its own record of its own table and return; one without a record rejects none")
    func ownRecord() throws {
        let others = [
            SpecimenSurvey.issue("type.not-a-number", .error, "a", "practices", 2),
            SpecimenSurvey.issue("type.not-a-number", .error, "a", "remarks", 1),
            SpecimenSurvey.issue("type.not-a-number", .error, "b", "practices", 1),
            SpecimenSurvey.issue("layout.header-missing", .error, "a", "practices", nil),
            SpecimenSurvey.issue("file.encrypted", .error, "a", nil, nil),
        ]
        #expect(try outcome(others) == .published)
    }

    @Test(
        "records go with their return",
        arguments: [(ReturnState.live, Disposition.Outcome.published), (.superseded, .superseded), (.held, .rejected)])
    func states(_ state: ReturnState, _ outcome: Disposition.Outcome) throws {
        #expect(try self.outcome([], state: state) == outcome)
    }

    @Test("a superseded record is not also rejected")
    func supersededFirst() throws {
        #expect(
            try outcome([SpecimenSurvey.issue("type.not-a-number", .error, "a", "practices", 1)], state: .superseded)
                == .superseded)
    }

    @Test("reasons are the issues that reject, and no others")
    func reasons() throws {
        let definition = try SpecimenSurvey.definition(Self.rules)
        let issues = [
            SpecimenSurvey.issue("type.not-a-number", .error, "a", "practices", 1),
            SpecimenSurvey.issue("looks-odd", .warning, "a", "practices", 1),
            SpecimenSurvey.issue("strict", .note, "a", "practices", 1),
        ]
        let disposition = Disposition(
            issues: issues, returns: [SpecimenSurvey.item("a", "AAA")], definition: definition)
        let record = RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: 1)
        #expect(disposition.reasons(for: record).map(\.finding.rule) == ["type.not-a-number", "strict"])
        #expect(disposition.rejected == [record])
        #expect(
            disposition.reasons(for: RecordID(returnID: SpecimenSurvey.id("a"), table: "practices", number: 9)).isEmpty)
    }

    @Test(
        "a return of which rows were lost is held where errors keep records out",
        arguments: [
            ("", true), ("policy: {error: blank}", true), ("policy: {error: hold}", true),
            ("policy: {error: publish}", false), ("policy: {error: flag}", false),
        ])
    func lostRows(policy: String, isHeld: Bool) throws {
        let definition = try SpecimenSurvey.definition(Self.rules + policy)
        for rule in ["file.unclosed-quote", "file.swallowed-lines"] {
            let issue = SpecimenSurvey.issue(rule, .error, "a", nil, nil)
            #expect(Disposition.held(by: [issue], definition: definition).contains(SpecimenSurvey.id("a")) == isHeld)
        }
    }

    @Test("a return is held by a rule that says so, or by the severity's policy")
    func held() throws {
        let stop = SpecimenSurvey.issue("stop", .warning, "a", "practices", 1)
        let plain = SpecimenSurvey.issue("looks-odd", .warning, "b", nil, nil)
        let homeless = SpecimenSurvey.issue("stop", .warning, "", nil, nil)
        #expect(
            Disposition.held(by: [stop, plain, homeless], definition: try SpecimenSurvey.definition(Self.rules)) == [
                SpecimenSurvey.id("a")
            ])
        let holding = try SpecimenSurvey.definition(Self.rules + "policy: {warning: hold}")
        #expect(
            Disposition.held(by: [stop, plain, homeless], definition: holding) == [
                SpecimenSurvey.id("a"), SpecimenSurvey.id("b"),
            ])
    }
}
