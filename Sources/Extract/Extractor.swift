import OrderedCollections
public import Spreadsheets
public import SurveyModel

/// Finds a survey's records in a workbook by what its sheets say.
public struct Extractor: Sendable {
    private let definition: SurveyDefinition
    private let labels: [String: CodeLabels]
    private let templates: [String: [Template]]

    /// An extractor for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - spellings: for each code list of the survey, the spellings of its codes, for headers and row labels.
    ///   - templates: for each version of the questionnaire, by its id, the blank questionnaires: one, or one for each language.
    public init(
        definition: SurveyDefinition, spellings: [String: [CodeSpellings]], templates: [String: [Template]] = [:]
    ) {
        self.definition = definition
        self.templates = templates
        labels = spellings.mapValues { CodeLabels($0) }
    }

    /// Finds the records of a return.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read to its end: fewer rows are never success.
    public func extract(_ workbook: Workbook) throws -> Extraction {
        let grids = try workbook.sheets.map { try SheetGrid($0, of: workbook) }
        let versions = definition.versions.map { version in
            Candidate(version: version, assignment: SheetAssignment(version, definition, labels, grids))
        }
        let chosen = choose(versions, grids)
        var extraction = Extraction(version: chosen.version.id)
        if chosen.isGuessed { extraction.findings.append(versionGuessed(chosen.version)) }
        extraction.findings += readerNotes(workbook, grids)
        var languages: [String: Int] = [:]
        for (name, layout) in chosen.version.layouts {
            guard let table = definition.tables[layout.table] else { continue }
            guard let found = chosen.assignment.sheets[name] else {
                extraction.findings.append(sheetMissing(layout, table, among: workbook.sheets))
                continue
            }
            if found.isRenamed { extraction.findings.append(sheetRenamed(layout, found.grid)) }
            if !found.grid.isComplete, !layout.isStreamed { extraction.findings.append(sheetLong(layout, found.grid)) }
            let result = try LayoutReader(layout, table: table, labels: labels).read(found.grid, of: workbook)
            for (language, count) in result.languages { languages[language, default: 0] += count }
            extraction.merge(result, table: table.name, sheet: found.grid.sheet.index)
        }
        extraction.findings += chosen.assignment.unread.map(sheetUnread)
        compare(&extraction, chosen, grids, isWhole: workbook.format.isWorkbook)
        extraction.language = languages.filter { $0.key != "und" }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return extraction
    }

    // MARK: - Version

    private struct Candidate {
        let version: TemplateVersion
        let assignment: SheetAssignment
        var isGuessed = false

        /// Whether there is a sheet for every layout.
        var isComplete: Bool { version.layouts.keys.allSatisfy { assignment.sheets[$0] != nil } }
    }

    /// The version whose text stands in the return; else the one that fits best, newest first among equals, which is told where there is a choice.
    private func choose(_ candidates: [Candidate], _ grids: [SheetGrid]) -> Candidate {
        var texts: [LabelText] = []
        for grid in grids {
            for row in grid.rows.prefix(60) {
                for cell in row.cells.prefix(30) {
                    if case .text(let text) = cell.value, text.utf8.count <= 400 { texts.append(LabelText(text)) }
                }
            }
        }
        for candidate in candidates {
            let wanted = candidate.version.texts.map { TextFolding.fold($0) }
            if wanted.contains(where: { text in texts.contains { " \($0.full) ".contains(" \(text) ") } }) {
                return candidate
            }
        }
        var best = candidates[0]
        for candidate in candidates.dropFirst() where candidate.assignment.fit > best.assignment.fit {
            best = candidate
        }
        best.isGuessed = candidates.count > 1
        return best
    }

    // MARK: - What was altered, and what nobody has read

    /// Compares the return with the blank questionnaire, where there is one, and looks for what no layout has read.
    private func compare(_ extraction: inout Extraction, _ chosen: Candidate, _ grids: [SheetGrid], isWhole: Bool) {
        let comparison = comparison(extraction, chosen, grids, isWhole: isWhole)
        if let comparison {
            let aboutTexts: Set = ["layout.text-unclaimed", "layout.text-beside"]
            extraction.findings.removeAll { aboutTexts.contains($0.rule) && comparison.isAboutPrintedText($0) }
        }
        extraction.findings += comments(chosen.assignment, comparison)
        let toldWhole = Set(chosen.assignment.unread.map(\.grid.sheet.index))
        let search = UnclaimedSearch(extraction, comparison)
        var findings = comparison?.findings ?? []
        for grid in grids where !toldWhole.contains(grid.sheet.index) {
            let (found, listed) = search.search(grid)
            findings += found
            if let listed { extraction.unclaimed.append(listed) }
        }
        let isUnaltered = findings.isEmpty && extraction.unclaimed.isEmpty && chosen.isComplete
        extraction.findings = FindingGroups.grouped(extraction.findings + findings)
        if comparison != nil, extraction.records.isEmpty, isWhole, isUnaltered { extraction.findings.append(blank) }
    }

    private func comparison(
        _ extraction: Extraction, _ chosen: Candidate, _ grids: [SheetGrid], isWhole: Bool
    ) -> TemplateComparison? {
        guard let template = Template.best(of: templates[chosen.version.id] ?? [], for: grids) else { return nil }
        var names: [Int: [String]] = [:]
        var missing: [String] = []
        for (name, layout) in chosen.version.layouts {
            if let found = chosen.assignment.sheets[name] {
                names[found.grid.sheet.index, default: []] += layout.sheet.names.all
            } else {
                missing += layout.sheet.names.all
            }
        }
        return TemplateComparison(template, grids, names: names, missing: missing, isWhole: isWhole)
    }

    private var blank: Finding {
        Finding(
            rule: "return.blank", severity: .warning,
            message: LocalizedText("The return is the questionnaire as it was sent: nothing was filled in."))
    }

    // MARK: - Findings

    private func versionGuessed(_ version: TemplateVersion) -> Finding {
        Finding(
            rule: "layout.version-guessed", severity: .note,
            message: LocalizedText(
                "The return does not say which version of the questionnaire it is; it was read as version \(version.id), which fits best."
            ),
            expected: version.texts.joined(separator: " / "))
    }

    private func sheetMissing(_ layout: LayoutDefinition, _ table: TableDefinition, among sheets: [SheetInfo])
        -> Finding
    {
        let names = Array(OrderedSet(layout.sheet.names.all))
        let called =
            names.isEmpty ? "with the table “\(table.title.text(in: "en"))”" : "“\(names.joined(separator: "” or “"))”"
        return Finding(
            rule: "layout.sheet-missing", severity: layout.isRequired ? .error : .warning,
            message: LocalizedText(
                "There is no sheet \(called), and no other looks like it, so its answers are missing."),
            table: table.name, value: sheets.map(\.name).joined(separator: ", "),
            expected: names.joined(separator: " / "))
    }

    private func sheetRenamed(_ layout: LayoutDefinition, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.sheet-renamed", severity: .note,
            message: LocalizedText(
                "The sheet “\(grid.sheet.name)” was read as “\(layout.sheet.names.all.first ?? layout.name)”: its content fits, though its name does not."
            ),
            table: layout.table, sheet: grid.sheet.name, value: grid.sheet.name,
            expected: layout.sheet.names.all.joined(separator: " / "))
    }

    private func sheetLong(_ layout: LayoutDefinition, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.sheet-long", severity: .warning,
            message: LocalizedText(
                "The sheet “\(grid.sheet.name)” has more than \(SheetGrid.headRows) rows; what stands below was not looked at."
            ),
            table: layout.table, sheet: grid.sheet.name, cell: "A\(SheetGrid.headRows + 1)")
    }

    private func sheetUnread(_ unread: SheetAssignment.Unread) -> Finding {
        Finding(
            rule: "layout.sheet-unread", severity: .warning,
            message: LocalizedText(
                "The sheet “\(unread.grid.sheet.name)” looks like another “\(unread.layout.sheet.names.all.first ?? unread.layout.name)”; it was not read."
            ),
            table: unread.layout.table, sheet: unread.grid.sheet.name)
    }

    private func comments(_ assignment: SheetAssignment, _ comparison: TemplateComparison?) -> [Finding] {
        assignment.sheetsRead.flatMap { grid in
            grid.details.comments.filter { !(comparison?.hasComment($0.text, on: grid) ?? false) }.map { comment in
                Finding(
                    rule: "layout.comment", severity: .note,
                    message: LocalizedText("A comment says: “\(comment.text)”. Does it change the answer?"),
                    sheet: grid.sheet.name, cell: comment.cell.description, value: comment.text)
            }
        }
    }

    /// What the reader found odd; oddities that lose no value are told once for a sheet.
    private func readerNotes(_ workbook: Workbook, _ grids: [SheetGrid]) -> [Finding] {
        var seen: Set<String> = []
        return (workbook.notes + grids.flatMap(\.notes)).filter { note in
            note.losesValue || seen.insert("\(note.code) \(note.sheet ?? "")").inserted
        }.map(\.finding)
    }
}

extension WorkbookFormat {
    /// Whether it is a whole workbook, not one sheet written as text.
    fileprivate var isWorkbook: Bool {
        switch self {
        case .xlsx: true
        case .csv: false
        }
    }
}

extension LayoutDefinition {
    /// Whether its records may stand below the rows that are searched for anchors.
    fileprivate var isStreamed: Bool {
        if case .table = kind { true } else { false }
    }
}

extension ReaderNote {
    /// Whether a value that stands in the file could not be had.
    var losesValue: Bool {
        [.formulaNotCalculated, .unreadableValue, .missingSharedString, .outsideGrid, .undecodableBytes].contains(code)
    }

    /// The note in the survey's terms.
    var finding: Finding {
        Finding(
            rule: "file.\(code.rawValue.split(separator: ".").last ?? "note")", severity: losesValue ? .warning : .note,
            message: LocalizedText(message), sheet: sheet, cell: cell)
    }
}

/// Reads a sheet by a layout of any kind.
struct LayoutReader {
    private enum Kind {
        case form(FormExtraction)
        case table(TableExtraction)
        case matrix(MatrixExtraction)
        case blocks(BlocksExtraction)
    }

    private let kind: Kind

    init(_ layout: LayoutDefinition, table: TableDefinition, labels: [String: CodeLabels]) {
        kind =
            switch layout.kind {
            case .form(let form): .form(FormExtraction(form, layout: layout, table: table))
            case .table(let form): .table(TableExtraction(form, layout: layout, table: table))
            case .matrix(let matrix): .matrix(MatrixExtraction(matrix, layout: layout, table: table, labels: labels))
            case .blocks(let blocks): .blocks(BlocksExtraction(blocks, layout: layout, table: table))
            }
    }

    /// How well a sheet fits, from 0 to 1.
    func fit(_ grid: SheetGrid) -> Double {
        switch kind {
        case .form(let form): form.fit(grid)
        case .table(let table): table.fit(grid)
        case .matrix(let matrix): matrix.fit(grid)
        case .blocks(let blocks): blocks.fit(grid)
        }
    }

    func read(_ grid: SheetGrid, of workbook: Workbook) throws -> LayoutResult {
        switch kind {
        case .form(let form): form.read(grid, names: workbook.definedNames)
        case .table(let table): try table.read(grid, of: workbook)
        case .matrix(let matrix): matrix.read(grid)
        case .blocks(let blocks): blocks.read(grid)
        }
    }
}
