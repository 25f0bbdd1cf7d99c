import class GRDB.Database
import struct GRDB.DatabaseError
import class GRDB.DatabaseFunction
import struct GRDB.ResultCode
import SurveyModel
import Synchronization
import Testing
import Validate

/// Where SQL stands that asks the store, beside what selects the records.
enum AskingExpression: CaseIterable {
    case check, query, expectedOfQuery, condition, declared, constraint

    /// A survey with a record that breaks what has the expression.
    func survey(_ sql: String) throws -> CheckSurvey {
        func rule(_ more: String) -> String {
            "rules:\n  - {id: own, table: observations, severity: note, message: M, \(more)}\n"
        }
        let query = "query: 'SELECT \"return\", record FROM observations'"
        var survey =
            switch self {
            case .check: try CheckSurvey("", more: rule("check: value < 0, suggest: \(sql)"))
            case .query: try CheckSurvey("", more: rule("\(query), suggest: \(sql)"))
            case .expectedOfQuery: try CheckSurvey("", more: rule("\(query), expected: {sql: \(sql)}"))
            case .condition: try CheckSurvey("", condition: "asked_if: {sql: value > 10, suggest: \(sql)}")
            case .declared:
                try CheckSurvey("plausibility: {kind: range, fields: value, maximum: 1, id: own, suggest: \(sql)}")
            case .constraint: try CheckSurvey("", value: "constraints: {maximum: {value: 1, suggest: \(sql)}}")
            }
        survey.add("r1", [["value": 5, "reason": "because"]])
        return survey
    }
}

@Suite("A store that fails under a rule")
struct StoreFailureTests {
    /// SQLite's codes of a disk that fails, one that is full, a damaged file, a file that others hold, and a machine without memory.
    private static let codes: [Int32] = [10, 13, 11, 5, 6, 7]

    private static func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: "so it says")
    }

    /// What a survey's checks and constraints find where `fails()` fails as SQLite does with a code.
    private func outcome(_ survey: CheckSurvey, code: Int32) throws -> [Finding] {
        var survey = survey
        survey.functions = (
            ["fails"],
            { $0.add(function: DatabaseFunction("fails", argumentCount: 0) { _ in throw Self.failure(code) }) }
        )
        return try survey.run().ruleFindings + survey.constrain().outcome.ruleFindings
    }

    @Test(
        "what is expected and suggested is no fault of its rule where the store fails: the run ends", arguments: codes)
    func store(code: Int32) throws {
        for place in AskingExpression.allCases {
            let survey = try place.survey("fails()")
            let error = #expect(throws: DatabaseError.self, "\(place)") { _ = try outcome(survey, code: code) }
            #expect(error?.resultCode.rawValue == code, "\(place)")
        }
    }

    @Test("where it fails by itself the rule is told, and the others run", arguments: AskingExpression.allCases)
    func ownFault(_ place: AskingExpression) throws {
        let findings = try outcome(place.survey("fails()"), code: 1)
        #expect(findings.map(\.rule) == ["rule.expression-failed"])
    }

    @Test("a scan under which the store fails once is not tried again")
    func once() throws {
        let calls = Mutex(0)
        var survey = try CheckSurvey(
            "",
            more: "rules:\n  - {id: own, table: observations, severity: note, message: M, check: falters() > value}\n")
        survey.add("r1", [["value": 5], ["value": 6]])
        survey.functions = (
            ["falters"],
            {
                $0.add(
                    function: DatabaseFunction("falters", argumentCount: 0) { _ in
                        let number = calls.withLock { calls in
                            calls += 1
                            return calls
                        }
                        guard number > 1 else { throw Self.failure(10) }
                        return 9
                    })
            }
        )
        #expect(throws: DatabaseError.self) { _ = try survey.run() }
    }
}
