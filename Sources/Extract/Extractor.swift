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
        Remainder(templates[chosen.version.id] ?? [], chosen.version, chosen.assignment, grids)
            .tell(in: &extraction, isWhole: workbook.format.isWorkbook)
        extraction.language = languages.filter { $0.key != "und" }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return extraction
    }

    // MARK: - Version

    private struct Candidate {
        let version: TemplateVersion
        let assignment: SheetAssignment
        var isGuessed = false
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

    /// What the reader found odd; oddities that lose no value are told once for a sheet.
    private func readerNotes(_ workbook: Workbook, _ grids: [SheetGrid]) -> [Finding] {
        var seen: Set<String> = []
        return (workbook.notes + grids.flatMap(\.notes)).filter { note in
            note.losesValue || seen.insert("\(note.code) \(note.sheet ?? "")").inserted
        }.map(\.finding)
    }
}

extension LayoutDefinition {
    /// Whether its records are rows, which may stand below those that are searched for anchors.
    var isStreamed: Bool {
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
