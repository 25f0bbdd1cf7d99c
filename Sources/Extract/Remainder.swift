import OrderedCollections
import Spreadsheets
import SurveyModel

/// What remains of a return when all layouts have read it: what the respondent has altered, comments, controls and cells that nobody has read.
struct Remainder {
    /// The return beside the blank questionnaire; nil where there is none, or too little of it to be compared.
    let comparison: TemplateComparison?
    private let version: TemplateVersion
    private let assignment: SheetAssignment
    private let grids: [SheetGrid]
    private let templates: TemplateSet?
    private let isWhole: Bool
    private let isOfCurrentRound: Bool

    /// Compares the return with the blank questionnaire, where there is one.
    ///
    /// - Parameters:
    ///   - isWhole: whether the return is a workbook, not one sheet written as text.
    ///   - isOfCurrentRound: whether every return is taken for one of the current round, so that nothing else tells of one for another.
    init(
        _ templates: TemplateSet?, _ version: TemplateVersion, _ assignment: SheetAssignment, _ grids: [SheetGrid],
        isWhole: Bool, isOfCurrentRound: Bool
    ) {
        self.templates = templates
        self.version = version
        self.assignment = assignment
        self.grids = grids
        self.isWhole = isWhole
        self.isOfCurrentRound = isOfCurrentRound
        comparison = templates?.best(for: grids).flatMap {
            Self.comparison($0, version, assignment, grids, isWhole: isWhole)
        }
    }

    /// Tells what the respondent has altered, and what no layout has read.
    func tell(in extraction: inout Extraction) {
        if let comparison { extraction.findings = told(extraction.findings, comparison) }
        extraction.findings = extraction.findings.compactMap { finding -> Finding? in
            guard finding.rule == ExtraColumn.rule else { return finding }
            return ExtraColumn.told(finding, finding.sheet.flatMap { comparison?.alignment(ofSheet: $0) })
        }
        let controls = controls
        extraction.findings += comments + controls
        let toldWhole = Set(assignment.unread.map(\.grid.sheet.index))
        let search = UnclaimedSearch(
            extraction, comparison, tables: Set(version.layouts.values.filter(\.isStreamed).map(\.name)))
        var findings = comparison?.findings ?? []
        for grid in grids where !toldWhole.contains(grid.sheet.index) {
            let (found, listed) = search.search(grid)
            findings += found
            if let listed { extraction.unclaimed.append(listed) }
        }
        let hasAllSheets = version.layouts.keys.allSatisfy { assignment.sheets[$0] != nil }
        let isUnaltered =
            findings.isEmpty && controls.isEmpty && extraction.unclaimed.isEmpty && hasAllSheets
        extraction.findings = FindingGroups.grouped(extraction.findings + findings)
        // All else that is told of such a return follows from it, or does not matter.
        if isOfCurrentRound, let otherYear = comparison?.otherYear { extraction.findings.insert(otherYear, at: 0) }
        if comparison != nil, extraction.records.isEmpty, isUnaltered,
            isWhole || (templates?.all ?? []).contains(where: { $0.isPrinted(inText: grids) })
        {
            extraction.findings.append(blank)
        }
    }

    /// The findings without those of what stands in the questionnaire just so: of texts that it prints, and of labels that it does not have.
    private func told(_ findings: [Finding], _ comparison: TemplateComparison) -> [Finding] {
        let aboutTexts: Set = ["layout.text-unclaimed", "layout.text-beside"]
        // Each answer of a row lacks its label.
        var unlabelled: [String: Bool] = [:]
        return findings.filter { finding in
            if aboutTexts.contains(finding.rule) || BlocksFindings.isExample(finding) {
                return !comparison.isAboutPrintedText(finding)
            }
            guard MatrixExtraction.mayBeUnlabelled(finding) else { return true }
            let place = "\(finding.cell ?? "") \(finding.sheet ?? "")"
            let isUnlabelled = unlabelled[place] ?? comparison.lacksLabel(finding)
            unlabelled[place] = isUnlabelled
            return !isUnlabelled
        }
    }

    private static func comparison(
        _ template: Template, _ version: TemplateVersion, _ assignment: SheetAssignment, _ grids: [SheetGrid],
        isWhole: Bool
    ) -> TemplateComparison? {
        var names: [Int: [String]] = [:]
        var missing: [String] = []
        for (name, layout) in version.layouts {
            for found in assignment.sheets[name] ?? [] {
                names[found.grid.sheet.index, default: []] += layout.sheet.names.all
            }
            if assignment.sheets[name] == nil {
                missing += layout.sheet.names.all
            }
        }
        return TemplateComparison(template, grids, names: names, missing: missing, isWhole: isWhole)
    }

    private var comments: [Finding] {
        assignment.sheetsRead.flatMap { grid in
            grid.details.comments.compactMap { comment in
                // What an annotated copy asked stays in the cells that are sent back; what was answered there is told.
                let text = OwnNote(in: comment.text)?.told ?? comment.text
                guard !text.isEmpty || comment.text.isEmpty, !(comparison?.hasComment(text, on: grid) ?? false) else {
                    return nil
                }
                return Finding(
                    rule: "layout.comment", severity: .note,
                    message: .own(.layoutComment, ["text": .text(text)]),
                    sheet: grid.sheet.name, cell: comment.cell.description, value: text)
            }
        }
    }

    /// What was chosen in controls that no cell tells of, on sheets that were read or that the questionnaire has.
    private var controls: [Finding] {
        let read = Set(assignment.sheetsRead.map(\.sheet.index))
        return grids.flatMap { grid -> [Finding] in
            let sent = comparison?.alignment(of: grid)
            guard sent != nil || read.contains(grid.sheet.index) else { return [] }
            return UnreadControls.findings(on: grid, beside: sent)
        }
    }

    private var blank: Finding {
        Finding(
            rule: "return.blank", severity: .warning,
            message: .own(.returnBlank))
    }
}

extension WorkbookFormat {
    /// Whether it is a whole workbook, not one sheet written as text.
    var isWorkbook: Bool {
        switch self {
        case .xlsx: true
        case .csv: false
        }
    }
}
