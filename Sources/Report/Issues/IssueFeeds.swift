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
        let language = result.definition.language
        let issues = result.issues
        let files = Dictionary(result.returns.map { ($0.id, URLQuery.encoded($0.file, isPath: true)) }) { first, _ in
            first
        }
        let rules = Rules(issues)
        var json = JSONWriter(isSpaced: true)
        let head =
            "{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", "
            + "\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": "
        try write(Array(head.utf8))
        rules.writeDriver(to: &json)
        try write(json.bytes)
        try write(Array("}, \"columnKind\": \"unicodeCodePoints\", \"results\": [\n".utf8))
        var room = AlikeRoom()
        let between = Array(",\n".utf8)
        for (number, issue) in issues.enumerated() {
            if number > 0 { try write(between) }
            json.removeAll()
            Self.write(
                issue, rule: rules.places[issue.finding.rule] ?? 0, uri: files[issue.returnID],
                alike: room.take(issue.finding.alike, of: issue.returnID), language: language, to: &json)
            try write(json.bytes)
        }
        try write(Array("\n]}]}\n".utf8))
    }

    /// `issues.junit.xml`: a suite for each return and one for what is in none, a case for each issue. Errors and warnings fail, settled issues are
    /// skipped, notes pass; a return without issues has one case that passes.
    ///
    /// - Throws: what `write` throws.
    public static func junit(_ result: RunResult, to write: ([UInt8]) throws -> Void) rethrows {
        let issues = result.issues
        let numbers = Dictionary(grouping: issues.indices) { issues[$0].returnID }
        let suites = JUnitSuites(issues: issues, language: result.definition.language)
        try write(
            Array((PackageEditor.declaration + "<testsuites name=\"\(XMLText.escaped(result.survey))\">\n").utf8))
        for item in result.returns { try write(suites.suite(item.file, numbers[item.id] ?? [])) }
        let known = Set(result.returns.map(\.id))
        let others = issues.indices.filter { !known.contains(issues[$0].returnID) }
        if !others.isEmpty { try write(suites.suite(result.survey, others)) }
        try write(Array("</testsuites>\n".utf8))
    }

    // MARK: - SARIF

    /// The rules of issues, in the order of their first.
    private struct Rules {
        private(set) var places: [String: Int] = [:]
        private var ids: [String] = []

        init(_ issues: [Issue]) {
            for index in issues.indices {
                let rule = issues[index].finding.rule
                // Issues of one rule follow one another.
                guard rule != ids.last, places[rule] == nil else { continue }
                places[rule] = ids.count
                ids.append(rule)
            }
        }

        /// Writes what tells of the program and its rules.
        func writeDriver(to json: inout JSONWriter) {
            json.object { json in
                json.member("name", "Canvass")
                json.array("rules") { json in
                    for id in ids { json.object { $0.member("id", id) } }
                }
            }
        }
    }

    private static func write(
        _ issue: Issue, rule: Int, uri: String?, alike: ArraySlice<AlikeCells>, language: String,
        to json: inout JSONWriter
    ) {
        let finding = issue.finding
        json.object { json in
            json.member("ruleId", finding.rule)
            json.member("ruleIndex", rule)
            // The three severities are SARIF's levels by name (3.27.10).
            json.member("level", finding.severity.rawValue)
            json.object("message") { $0.member("text", finding.message.text(in: language)) }
            json.object("partialFingerprints") { $0.member("canvass/v1", issue.fingerprint) }
            let place = finding.cellOrSheet
            if uri != nil || place != nil { json.array("locations") { writeLocation(uri, place, to: &$0) } }
            // What else the result is about (3.27.22).
            let blocks = alike.compactMap(\.block)
            if !finding.cells.isEmpty || !blocks.isEmpty {
                json.array("relatedLocations") { json in
                    for cell in finding.shownCells { writeLocation(uri, "\(cell.sheet)!\(cell.cell)", to: &json) }
                    for block in blocks { writeLocation(uri, "\(finding.shownSheet ?? "")!\(block.text)", to: &json) }
                }
            }
            guard !issue.state.isUnsettled else { return }
            json.array("suppressions") { json in
                json.object { json in
                    json.member("kind", "external")
                    json.member("justification", issue.decision?.reason ?? issue.state.rawValue)
                }
            }
        }
    }

    /// Writes a file, and a sheet or cell in it, as far as they are known.
    private static func writeLocation(_ uri: String?, _ place: String?, to json: inout JSONWriter) {
        json.object { json in
            if let uri {
                json.object("physicalLocation") { json in
                    json.object("artifactLocation") { $0.member("uri", uri) }
                }
            }
            if let place {
                json.array("logicalLocations") { json in json.object { $0.member("fullyQualifiedName", place) } }
            }
        }
    }
}

extension Finding {
    /// The cell with its sheet, or the sheet; nil where neither is known.
    var cellOrSheet: String? { shownSheet.map { sheet in cell.map { "\(sheet)!\($0)" } ?? sheet } }
}
