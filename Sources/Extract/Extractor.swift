import OrderedCollections
public import Spreadsheets
public import SurveyModel

/// Finds a survey's records in a workbook by what its sheets say.
public struct Extractor: Sendable {
    private let definition: SurveyDefinition
    private let readers: LayoutReaders
    private var templates: [String: TemplateSet]

    /// An extractor for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - spellings: for each code list of the survey, the spellings of its codes, for headers and row labels.
    ///   - templates: for each version of the questionnaire, by its id, the blank questionnaires: one, or one for each language.
    public init(
        definition: SurveyDefinition, spellings: [String: [CodeSpellings]], templates: [String: [Template]] = [:]
    ) {
        self.init(definition: definition, templates: templates) { spellings[$0] }
    }

    /// An extractor for a survey.
    ///
    /// - Parameters:
    ///   - definition: the survey.
    ///   - templates: for each version of the questionnaire, by its id, the blank questionnaires: one, or one for each language.
    ///   - spellings: gives the spellings of a code list's codes, for headers and row labels. It is asked for the lists that layouts name.
    public init(
        definition: SurveyDefinition, templates: [String: [Template]] = [:],
        spellings: @escaping @Sendable (_ list: String) -> [CodeSpellings]?
    ) {
        self.definition = definition
        self.templates = templates.mapValues { TemplateSet($0) }
        readers = LayoutReaders(definition, CodeLabelLists(spellings))
    }

    /// The same with a version's blank questionnaire, and none of any other.
    func comparing(with template: Template, of version: String) -> Extractor {
        var extractor = self
        extractor.templates = [version: TemplateSet([template])]
        return extractor
    }

    /// Finds the records of a return.
    ///
    /// - Parameters:
    ///   - workbook: the return.
    ///   - file: the file's name, by which the definition may know a reporter whose returns differ.
    ///   - version: the questionnaire's version, where it is known; nil where the return tells.
    /// - Throws: `SpreadsheetError` where a sheet cannot be read to its end: fewer rows are never success.
    public func extract(_ workbook: Workbook, file: String = "", version: String? = nil) throws -> Extraction {
        let (grids, review) = try sheets(of: workbook)
        let texts = ReturnTexts(grids)
        let overrides = OverrideChoice(definition)
        if let override = overrides.before(file: file, texts) {
            return try read(workbook, grids, texts, override, version, review)
        }
        let extraction = try read(workbook, grids, texts, nil, version, review)
        guard let override = overrides.after(extraction) else { return extraction }
        return try read(workbook, grids, texts, override, version, review)
    }

    /// The sheets that may hold answers, and what stands in those "To review".
    private func sheets(of workbook: Workbook) throws -> ([SheetGrid], ReviewSheetReading) {
        let placeholders = Placeholders(definition.placeholders)
        let labels = RowLabels.rows()
        var grids: [SheetGrid] = []
        var review = ReviewSheetReading()
        do {
            for sheet in workbook.sheets {
                let grid = try SheetGrid(ofReturn: workbook, sheet, placeholders: placeholders, labels: labels)
                if let grid { grids.append(grid) } else { try review.read(sheet, of: workbook) }
            }
        } catch {
            throw Self.foremost(error, in: workbook)
        }
        return (grids, review)
    }

    /// Of several things that are wrong the one that stands in the first rows of a sheet.
    private static func foremost(_ error: any Error, in workbook: Workbook) -> any Error {
        do {
            _ = try ReviewSheetReading(workbook)
            return error
        } catch let first {
            // What a file may cost in all is spent wherever one looks next: a limit is told of where it was first reached.
            let codes = [error, first].map { ($0 as? SpreadsheetError)?.code }
            return codes.allSatisfy { $0 == .limit } ? error : first
        }
    }

    private func read(
        _ workbook: Workbook, _ grids: [SheetGrid], _ texts: ReturnTexts, _ override: LayoutOverride?,
        _ version: String?, _ review: ReviewSheetReading
    ) throws -> Extraction {
        let versions = (override?.versions ?? definition.versions).filter { version == nil || $0.id == version }
        let changed = versions.isEmpty ? nil : override?.name
        let isWorkbook = workbook.format.isWorkbook && !review.isOfTextFile
        let choice = VersionChoice(versions.isEmpty ? definition.versions : versions, texts) { version in
            SheetAssignment(version, readers.all(of: version, override: changed), grids, areNamed: isWorkbook)
        }
        var extraction = Extraction(version: choice.version.id)
        extraction.override = override?.name
        if let finding = choice.finding { extraction.findings.append(finding) }
        if let override { extraction.findings.append(overridden(override)) }
        extraction.review = review.review
        extraction.findings += readerNotes(workbook, grids) + grids.filter { $0.merged.left > 0 }.map(mergesMany)
        let remainder = Remainder(
            templates[choice.version.id], choice.version, choice.assignment, grids,
            isWhole: isWorkbook,
            isOfCurrentRound: definition.round.sources.isEmpty)
        try read(choice, beside: remainder.comparison, grids, of: workbook, into: &extraction)
        // A header that cannot be read is one of the questionnaire's.
        let hasHeader = extraction.findings.contains { $0.rule == "layout.header-missing" && $0.cell != nil }
        if extraction.records.isEmpty, choice.assignment.fitsNothing, !hasHeader {
            // Everything else that could be said of the layouts follows from this.
            extraction.findings.removeAll { $0.rule.hasPrefix("layout.") }
            extraction.findings.insert(wrongTemplate(choice.version, grids.map(\.sheet)), at: 0)
        } else {
            remainder.tell(in: &extraction)
        }
        if workbook.format.isWorkbook { extraction.findings += FullCells.findings(in: extraction.records, definition) }
        extraction.findings += FindingGroups.grouped(review.findings)
        return extraction
    }

    /// A table of the survey.
    func table(_ name: String) -> TableDefinition? { definition.tables[name] }

    private func read(
        _ choice: VersionChoice, beside blank: TemplateComparison?, _ grids: [SheetGrid], of workbook: Workbook,
        into extraction: inout Extraction
    ) throws {
        let assignment = choice.assignment
        var languages: [String: Int] = [:]
        for (name, layout) in choice.version.layouts {
            guard let table = definition.tables[layout.table], let reader = assignment.readers[name] else { continue }
            for found in assignment.sheets[name] ?? [] {
                if found.isRenamed { extraction.findings.append(sheetRenamed(layout, found.grid)) }
                if !found.grid.isComplete, !layout.isStreamed {
                    extraction.findings.append(sheetLong(layout, found.grid))
                }
                let result = try reader.read(
                    found.grid, of: workbook, besides: found.taken, beside: blank?.alignment(of: found.grid))
                for (language, count) in result.languages { languages[language, default: 0] += count }
                extraction.merge(result, table: table, sheet: found.grid.sheet.index)
            }
            if assignment.sheets[name] == nil {
                extraction.findings.append(sheetMissing(layout, table, among: grids.map(\.sheet)))
            }
        }
        for unread in assignment.unread {
            let isLost = try isLost(unread, assignment, beside: blank, of: workbook, besides: extraction)
            extraction.findings.append(sheetUnread(unread, isLost ? .error : .warning))
        }
        extraction.language = languages.filter { $0.key != "und" }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Whether a sheet that was not read has answers, and the one that was read in its place has none.
    private func isLost(
        _ unread: SheetAssignment.Unread, _ assignment: SheetAssignment, beside blank: TemplateComparison?,
        of workbook: Workbook, besides extraction: Extraction
    ) throws -> Bool {
        let name = unread.layout.name
        guard !extraction.records.contains(where: { $0.layout == name }), let reader = assignment.readers[name] else {
            return false
        }
        let (grid, sheet) = (unread.grid, blank?.alignment(of: unread.grid))
        return try !reader.read(grid, of: workbook, besides: [], beside: sheet).records.isEmpty
    }

    // MARK: - Findings

    private func overridden(_ override: LayoutOverride) -> Finding {
        Finding(
            rule: "layout.override-used", severity: .note,
            message: .own(.layoutOverrideUsed, ["name": .text(override.name)]),
            value: override.name)
    }

    private func wrongTemplate(_ version: TemplateVersion, _ sheets: [SheetInfo]) -> Finding {
        Finding(
            rule: "layout.wrong-template", severity: .error,
            message: .own(.layoutWrongTemplate, ["title": .localized(definition.title)]),
            value: sheets.prefix(20).map(\.name).joined(separator: ", "),
            expected: .list(Array(OrderedSet(version.layouts.values.flatMap(\.sheet.called)))))
    }

    private func sheetMissing(_ layout: LayoutDefinition, _ table: TableDefinition, among sheets: [SheetInfo])
        -> Finding
    {
        let names = Array(OrderedSet(layout.sheet.called))
        let called: Message =
            names.isEmpty
            ? .own(.layoutSheetMissingWithTable, ["table": .localized(table.title)])
            : .list(names.map { .own(.wordsQuoted, ["text": .text($0)]) }, by: .wordsOr)
        return Finding(
            rule: "layout.sheet-missing", severity: layout.isRequired ? .error : .warning,
            message: .own(.layoutSheetMissing, ["sheet": called]),
            table: table.name, value: sheets.map(\.name).joined(separator: ", "),
            expected: .text(names.joined(separator: " / ")))
    }

    private func sheetRenamed(_ layout: LayoutDefinition, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.sheet-renamed", severity: .note,
            message: .own(
                layout.sheet.position == nil ? .layoutSheetRenamedName : .layoutSheetRenamedPlace,
                ["sheet": .text(grid.sheet.name), "name": .text(layout.sheet.called.first ?? layout.name)]),
            table: layout.table, sheet: grid.sheet.name, value: grid.sheet.name,
            expected: .text(layout.sheet.called.joined(separator: " / ")))
    }

    private func sheetLong(_ layout: LayoutDefinition, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.sheet-long", severity: .warning,
            message: .own(
                .layoutSheetLong, ["sheet": .text(grid.sheet.name), "rows": .number(SheetGrid.headRows)]),
            table: layout.table, sheet: grid.sheet.name, cell: "A\(SheetGrid.headRows + 1)")
    }

    private func mergesMany(_ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.merges-many", severity: .warning,
            message: .own(
                .layoutMergesMany, ["sheet": .text(grid.sheet.name), "count": .number(grid.merged.left)]),
            sheet: grid.sheet.name)
    }

    private func sheetUnread(_ unread: SheetAssignment.Unread, _ severity: Severity) -> Finding {
        Finding(
            rule: "layout.sheet-unread", severity: severity,
            message: .own(
                .layoutSheetUnreadAlike,
                [
                    "sheet": .text(unread.grid.sheet.name),
                    "name": .text(unread.layout.sheet.called.first ?? unread.layout.name),
                ]),
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
    /// Whether rows of the file were read as the text of a cell, so that their records are lost.
    private var losesRows: Bool { [.unclosedQuote, .swallowedLines].contains(code) }

    /// Whether a value that stands in the file could not be had, or may not be what it was read as.
    var losesValue: Bool {
        losesRows
            || [
                .formulaNotCalculated, .unreadableValue, .missingSharedString, .outsideGrid, .undecodableBytes,
                .quotedLines, .wrappedRow, .doubtfulEncoding,
            ].contains(code)
    }

    /// The note in the survey's terms.
    var finding: Finding {
        var words: KeyValuePairs<String, Message> = ["text": .text(message)]
        if let lines, let row = cell.flatMap({ CellAddress($0)?.row }) {
            words = ["row": .number(row), "lines": .number(lines)]
        }
        return Finding(
            rule: "file.\(code.rawValue.split(separator: ".").last ?? "note")",
            severity: losesRows ? .error : losesValue ? .warning : .note,
            message: MessageKey.named(code.rawValue).map { .own($0, words) } ?? .text(message),
            sheet: sheet, cell: cell)
    }
}
