import Spreadsheets
public import SurveyModel

/// A run's issues for programs that collect the findings of checks: SARIF 2.1.0 (OASIS Standard) and JUnit's XML.
///
/// Both hold every issue in the result's order, in the survey's first language, and no time. They are handed on in pieces, so that of a hundred thousand
/// issues no more than a few are held as text.
public enum IssueFeeds {
    /// `issues.sarif`: a result for each issue, located by the return's file and by sheet and cell. Settled issues are suppressed (3.27.23).
    ///
    /// - Throws: what `write` throws.
    public static func sarif(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.languages.first ?? "en"
        let files = Self.files(result)
        var rules: [String: Int] = [:]
        var ids: [String] = []
        for issue in result.issues where rules[issue.finding.rule] == nil {
            rules[issue.finding.rule] = ids.count
            ids.append(issue.finding.rule)
        }
        let driver = JSONText.object([
            ("name", JSONText.quoted("Canvass")),
            ("rules", JSONText.array(ids.map { JSONText.object([("id", JSONText.quoted($0))]) })),
        ])
        let head =
            "{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", "
            + "\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": \(driver)}, \"columnKind\": \"unicodeCodePoints\", "
        try write(Array("\(head)\"results\": [\n".utf8))
        var room = AlikeRoom()
        for (number, issue) in result.issues.enumerated() {
            let item = sarifResult(
                issue, rule: rules[issue.finding.rule] ?? 0, file: files[issue.returnID], alike: room.take(issue),
                language: language)
            try write(Array((number == 0 ? item : ",\n\(item)").utf8))
        }
        try write(Array("\n]}]}\n".utf8))
    }

    /// `issues.junit.xml`: a suite for each return and one for what is in none, a case for each issue. Errors and warnings fail, settled issues are
    /// skipped, notes pass; a return without issues has one case that passes.
    ///
    /// - Throws: what `write` throws.
    public static func junit(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let language = result.definition.languages.first ?? "en"
        let issues = Dictionary(grouping: result.issues, by: \.returnID)
        try write(
            Array((PackageEditor.declaration + "<testsuites name=\"\(XMLText.escaped(result.survey))\">\n").utf8))
        for item in result.returns { try write(Array(suite(item.file, issues[item.id] ?? [], language).utf8)) }
        let known = Set(result.returns.map(\.id))
        let others = result.issues.filter { !known.contains($0.returnID) }
        if !others.isEmpty { try write(Array(suite(result.survey, others, language).utf8)) }
        try write(Array("</testsuites>\n".utf8))
    }

    private static func files(_ result: RunResult) -> [String: String] {
        Dictionary(result.returns.map { ($0.id, $0.file) }) { first, _ in first }
    }

    // MARK: - SARIF

    private static func sarifResult(
        _ issue: Issue, rule: Int, file: String?, alike: ArraySlice<AlikeCells>, language: String
    ) -> String {
        let finding = issue.finding
        var members = [
            ("ruleId", JSONText.quoted(finding.rule)), ("ruleIndex", String(rule)),
            // The three severities are SARIF's levels by name (3.27.10).
            ("level", JSONText.quoted(finding.severity.rawValue)),
            ("message", JSONText.object([("text", JSONText.quoted(finding.message.text(in: language)))])),
            ("partialFingerprints", JSONText.object([("canvass/v1", JSONText.quoted(issue.fingerprint))])),
        ]
        if let location = location(file, place(finding)) { members.append(("locations", JSONText.array([location]))) }
        // What else the result is about (3.27.22).
        let alike = alike.compactMap { cells in
            cells.block.flatMap { location(file, "\(finding.sheet ?? "")!\($0.text)") }
        }
        let related = finding.cells.compactMap { location(file, "\($0.sheet)!\($0.cell)") } + alike
        if !related.isEmpty { members.append(("relatedLocations", JSONText.array(related))) }
        if !issue.state.isUnsettled {
            let why = JSONText.quoted(issue.decision?.reason ?? issue.state.rawValue)
            let suppression = JSONText.object([("kind", "\"external\""), ("justification", why)])
            members.append(("suppressions", JSONText.array([suppression])))
        }
        return JSONText.object(members)
    }

    /// A file, and a sheet or cell in it; nil where neither is known.
    private static func location(_ file: String?, _ place: String?) -> String? {
        var location: [(String, String)] = []
        if let file {
            let artifact = JSONText.object([("uri", JSONText.quoted(uri(file)))])
            location.append(("physicalLocation", JSONText.object([("artifactLocation", artifact)])))
        }
        if let place {
            let logical = JSONText.object([("fullyQualifiedName", JSONText.quoted(place))])
            location.append(("logicalLocations", JSONText.array([logical])))
        }
        return location.isEmpty ? nil : JSONText.object(location)
    }

    /// A path as a relative URI (RFC 3986): what is not unreserved or a slash is percent-encoded.
    private static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    // MARK: - JUnit

    private static func suite(_ name: String, _ issues: [Issue], _ language: String) -> String {
        let failures = issues.count { fails($0) }
        let skipped = issues.count { !$0.state.isUnsettled }
        let cases =
            issues.isEmpty
            ? ["<testcase classname=\"\(XMLText.escaped(name))\" name=\"no issues\"/>"]
            : issues.map { testCase($0, name, language) }
        return "<testsuite name=\"\(XMLText.escaped(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" "
            + "errors=\"0\" skipped=\"\(skipped)\">\n\(cases.joined(separator: "\n"))\n</testsuite>\n"
    }

    private static func testCase(_ issue: Issue, _ suite: String, _ language: String) -> String {
        let finding = issue.finding
        let name = [finding.rule, place(finding), issue.fingerprint].compactMap(\.self).joined(separator: " ")
        let head = "<testcase classname=\"\(XMLText.escaped(suite))\" name=\"\(XMLText.escaped(name))\""
        let message = XMLText.escaped(finding.message.text(in: language))
        if !issue.state.isUnsettled { return "\(head)><skipped message=\"\(issue.state.rawValue)\"/></testcase>" }
        guard fails(issue) else { return "\(head)><system-out>\(message)</system-out></testcase>" }
        return "\(head)><failure type=\"\(finding.severity.rawValue)\" message=\"\(message)\"/></testcase>"
    }

    private static func fails(_ issue: Issue) -> Bool { issue.state.isUnsettled && issue.finding.severity != .note }

    private static func place(_ finding: Finding) -> String? {
        finding.sheet.map { sheet in finding.cell.map { "\(sheet)!\($0)" } ?? sheet }
    }
}
