public import Spreadsheets
import SurveyModel

/// Finds out what a blank questionnaire asks.
///
/// ```swift
/// func countQuestions(inBlankAt path: String) throws -> Int {
///     let blank = try QuestionnaireInference.infer(Workbook.open(path: path))
///     return blank.sheets.reduce(0) { $0 + $1.parts.count }
/// }
/// ```
public enum QuestionnaireInference {
    /// Reads a blank questionnaire: forms, tables, matrices and blocks, with what their answers may be.
    ///
    /// What it says depends on the workbook alone. Hidden sheets serve as sources of drop-downs only.
    ///
    /// - Throws: `SpreadsheetError` where a sheet cannot be read.
    public static func infer(_ workbook: Workbook) throws -> BlankQuestionnaire {
        let grids = try workbook.sheets.map { try SheetGrid($0, of: workbook, placeholders: Placeholders([])) }
        let lists = ChoiceLists(grids, names: workbook.definedNames)
        var listSheets: Set<String> = []
        for grid in grids {
            listSheets.formUnion(
                lists.sheets(of: grid.details.validations, in: grid.sheet.name).subtracting([
                    grid.sheet.name.lowercased()
                ]))
        }
        let texts = grids.filter { $0.sheet.state == .visible }.flatMap { grid in
            grid.rows.prefix(300).flatMap { $0.cells }.compactMap { cell -> String? in
                if case .text(let text) = cell.value { text } else { nil }
            }
        }
        let languages = InferenceText.languages(of: texts)
        let byScript = languages == nil ? ScriptLanguage.language(of: texts) : nil
        let language = languages?.first ?? byScript ?? InferenceWords.language(of: texts)
        let sheets = grids.map { grid in
            let inference = ValueInference(
                lists: lists, sheet: grid.sheet.name, uses1904: workbook.usesDate1904, language: language,
                secondLanguage: languages?.second)
            let blank = BlankSheet(
                grid, names: workbook.definedNames, lists: lists, isBilingual: languages != nil)
            return sheet(blank, inference, isList: listSheets.contains(grid.sheet.name.lowercased()))
        }
        let headings = Self.headings(grids)
        return BlankQuestionnaire(
            language: language, isLanguageByScript: byScript != nil, secondLanguage: languages?.second,
            title: title(grids), version: version(headings), year: year(headings), placeholders: placeholders(grids),
            sheets: sheets)
    }

    private static func sheet(_ sheet: BlankSheet, _ inference: ValueInference, isList: Bool) -> InferredSheet {
        let grid = sheet.grid
        let ignored: String? =
            if isList, grid.details.validations.isEmpty {
                "the values of drop-downs"
            } else if grid.sheet.state != .visible {
                "hidden"
            } else if grid.rows.isEmpty {
                "empty"
            } else {
                nil
            }
        if let ignored {
            return InferredSheet(
                name: grid.sheet.name, heading: nil, parts: [], ignored: ignored, passedOver: [])
        }
        return SheetInference(sheet: sheet, inference: inference).infer()
    }

    /// The texts that only hold a place, each once, as they stand.
    private static func placeholders(_ grids: [SheetGrid]) -> [String] {
        var seen: Set<String> = []
        return grids.filter { $0.sheet.state == .visible }.flatMap { grid in
            grid.rows.flatMap { $0.cells }.compactMap { cell -> String? in
                guard case .text(let text) = cell.value else { return nil }
                let line = InferenceText.onOneLine(text)
                return InferenceText.isPlaceholder(line) && seen.insert(line).inserted ? line : nil
            }
        }
    }

    /// The texts in the first rows of the sheets that are seen.
    private static func headings(_ grids: [SheetGrid]) -> [String] {
        grids.filter { $0.sheet.state == .visible }.flatMap { grid in
            grid.rows.prefix(10).flatMap { $0.cells }.compactMap { cell -> String? in
                if case .text(let text) = cell.value, text.count <= 200 { InferenceText.onOneLine(text) } else { nil }
            }
        }
    }

    private static func title(_ grids: [SheetGrid]) -> String? {
        for grid in grids where grid.sheet.state == .visible {
            guard let row = grid.rows.first, let cell = row.cells.first, case .text(let text) = cell.value else {
                continue
            }
            let title = InferenceText.onOneLine(text)
            if title.count <= 150, title.contains(where: \.isLetter) { return title }
        }
        return nil
    }

    /// A heading such as "Template CPS version 2.0", and its `2.0`.
    private static func version(_ headings: [String]) -> (id: String, text: String)? {
        for heading in headings where heading.count <= 80 {
            let words = heading.split(separator: " ")
            for (word, next) in zip(words, words.dropFirst())
            where ["version", "version:", "versión", "versione", "v", "v."].contains(word.lowercased()) {
                let id = String(next).trimmed { !$0.isNumber }
                if !id.isEmpty, id.allSatisfy({ $0.isNumber || $0 == "." }) { return (id, heading) }
            }
        }
        return nil
    }

    private static func year(_ headings: [String]) -> Int? {
        for heading in headings {
            for word in heading.split(whereSeparator: { !$0.isNumber }) where word.count == 4 {
                if let year = Int(word), (2_000...2_100).contains(year) { return year }
            }
        }
        return nil
    }
}
