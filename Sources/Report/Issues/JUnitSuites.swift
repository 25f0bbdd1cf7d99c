import Spreadsheets
import SurveyModel

/// The suites of `issues.junit.xml`.
struct JUnitSuites {
    let issues: [Issue]
    let language: String

    /// A suite of some of the issues, by their numbers.
    func suite(_ name: String, _ numbers: [Int]) -> [UInt8] {
        let name = XMLText.escaped(name)
        let failures = numbers.count { fails($0) }
        let skipped = numbers.count { !issues[$0].state.isUnsettled }
        var xml = Array("<testsuite name=\"\(name)\" tests=\"\(max(1, numbers.count))\" failures=\"\(failures)\" ".utf8)
        xml += "errors=\"0\" skipped=\"\(skipped)\">\n".utf8
        let head = "<testcase classname=\"\(name)\" name=\""
        for number in numbers {
            xml += head.utf8
            append(number, to: &xml)
            xml += "</testcase>\n".utf8
        }
        if numbers.isEmpty { xml += "\(head)no issues\"/>\n".utf8 }
        xml += "</testsuite>\n".utf8
        return xml
    }

    /// Appends what an issue's case has behind the beginning of its name.
    private func append(_ number: Int, to xml: inout [UInt8]) {
        let finding = issues[number].finding
        let state = issues[number].state
        let name = [finding.rule, finding.cellOrSheet, issues[number].fingerprint].compactMap(\.self)
        xml += XMLText.escaped(name.joined(separator: " ")).utf8
        guard state.isUnsettled else {
            xml += "\"><skipped message=\"\(state.rawValue)\"/>".utf8
            return
        }
        let message = XMLText.escaped(finding.message.text(in: language))
        if fails(number) {
            xml += "\"><failure type=\"\(finding.severity.rawValue)\" message=\"".utf8
            xml += message.utf8
            xml += "\"/>".utf8
        } else {
            xml += "\"><system-out>".utf8
            xml += message.utf8
            xml += "</system-out>".utf8
        }
    }

    private func fails(_ number: Int) -> Bool {
        issues[number].state.isUnsettled && issues[number].finding.severity != .note
    }
}
