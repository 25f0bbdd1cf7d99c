import Foundation
import SurveyModel
import Testing

@testable import Report
@testable import Spreadsheets

/// An annotated copy of a fixture, opened again, to be held against the original.
struct AnnotatedSpecimen {
    let original: OOXMLPackage?
    let package: OOXMLPackage
    let before: Workbook
    let after: Workbook
    let copy: AnnotatedReturn
    /// What the copy's parts are.
    let editor: PackageEditor

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func path(_ name: String) -> String {
        name.hasPrefix("/")
            ? name
            : name.contains("/")
                ? folder.deletingLastPathComponent().appending(path: name).path
                : folder.appending(path: "Fixtures/\(name)").path
    }

    /// Marks cells, each `Sheet!B2`, with an error in the first, a warning in the second, a note in the third, and so on.
    init(_ name: String, _ cells: [String], language: String = "en") throws {
        let issues = cells.enumerated().map { Self.issue(at: $1, number: $0) }
        try self.init(name, issues: issues, language: language)
    }

    init(
        _ name: String, issues: [SurveyModel.Issue], language: String = "en", definition: SurveyDefinition? = nil
    ) throws {
        let path = Self.path(name)
        let annotator = ReturnAnnotator(try definition ?? SpecimenResult.definition())
        copy = try #require(
            try annotator.annotate(
                path: path, name: URL(filePath: path).lastPathComponent, issues: issues, language: language))
        let file = FileManager.default.temporaryDirectory.appending(path: "annotated-\(UUID().uuidString).xlsx")
        try Data(copy.bytes).write(to: file)
        before = try Workbook.open(path: path)
        after = try Workbook.open(path: file.path)
        original = try? OOXMLPackage(
            file: RandomAccessFile(path: path, name: name), limits: .default, mode: ReadingMode())
        package = try OOXMLPackage(
            file: RandomAccessFile(path: file.path, name: name), limits: .default, mode: ReadingMode())
        editor = try PackageEditor(path: file.path)
        // The readers keep the file open.
        try FileManager.default.removeItem(at: file)
    }

    static func issue(
        at place: String, number: Int, message: String = "Is this right?", round: String = "2026"
    ) -> SurveyModel.Issue {
        let parts = place.split(separator: "!").map(String.init)
        let severities = Severity.allCases
        let fingerprint = String(repeating: "0", count: 15) + String(number % 16, radix: 16)
        return SurveyModel.Issue(
            fingerprint: fingerprint, reporter: "AAA", round: round, returnID: "abc",
            finding: Finding(
                rule: "specimen", severity: severities[number % severities.count],
                message: .localized(LocalizedText(["en": message, "fr": "Est-ce exact ?"])), table: "people",
                field: "number",
                sheet: parts[0], cell: parts[1], value: "many", expected: .own(.expectedNumber), suggestion: .text("12")
            ),
            state: .open)
    }

    /// The names of the entries whose compressed bytes, checksum or method are not as they were, and of those that are new.
    func changedEntries() throws -> Set<String> {
        var changed: Set<String> = []
        for entry in package.archive.entries {
            guard let original, let old = original.entry(entry.name), old.crc == entry.crc, old.method == entry.method,
                try bytes(of: old, original) == bytes(of: entry, package)
            else {
                changed.insert(entry.name)
                continue
            }
        }
        return changed
    }

    /// The entries that are not there any more.
    func lostEntries() -> [String] {
        (original?.archive.entries ?? []).map(\.name).filter { !$0.hasSuffix("/") && !package.has($0) }
    }

    private func bytes(of entry: ZipEntry, _ package: OOXMLPackage) throws -> [UInt8] {
        let start = try ZipEntryReader.contentOffset(of: entry, in: package.archive)
        return try package.archive.file.bytes(at: start, count: entry.compressedSize)
    }

    /// The cells of a sheet, with what they hold.
    static func values(_ sheet: SheetInfo, of workbook: Workbook) throws -> [CellAddress: CellValue] {
        var values: [CellAddress: CellValue] = [:]
        try workbook.forEachRow(in: sheet) { row in
            for cell in row.cells { values[CellAddress(row: row.number, column: cell.column)] = cell.value }
            return .next
        }
        return values
    }

    /// The cell format of a cell as it is written, and its fill's colour.
    func format(of cell: String, in sheet: String) throws -> (format: String, fill: String) {
        let part = try #require(editor.sheets.first { $0.name == sheet }?.part)
        let document = try #require(try editor.xml(part).flatMap { XMLDocument($0) })
        let data = try #require(document.children(document.root, named: "sheetData").first)
        let address = try #require(CellAddress(cell))
        var style = 0
        var last = 0
        for row in document.children(data) {
            last = document.value("r", of: row).flatMap { Int($0) } ?? last + 1
            guard last == address.row else { continue }
            var column = 0
            for element in document.children(row) {
                column = document.value("r", of: element).flatMap { CellAddress($0) }?.column ?? column + 1
                if column == address.column { style = document.value("s", of: element).flatMap { Int($0) } ?? 0 }
            }
        }
        let stylesPart = try #require(
            try editor.relationships(of: editor.workbookPart).first { $0.kind == "styles" }?.target)
        let styles = try #require(try editor.xml(stylesPart).flatMap { XMLDocument($0) })
        let formats = try #require(styles.children(styles.root, named: "cellXfs").first)
        let format = styles.children(formats)[style]
        let fills = try #require(styles.children(styles.root, named: "fills").first)
        let fill = styles.children(fills)[Int(styles.value("fillId", of: format) ?? "0") ?? 0]
        return (styles.tokens.text(format.range), styles.tokens.text(fill.range))
    }

    /// The notes of a sheet, by cell.
    func notes(in sheet: String) throws -> [String: String] {
        let info = try #require(after.sheets.first { $0.name == sheet })
        let comments = try after.details(of: info).comments.filter { !$0.isThreaded }
        return Dictionary(comments.map { ($0.cell.description, $0.text) }) { first, _ in first }
    }

    /// The annotated copy of a workbook after a change of its parts, as people and other programs change them.
    static func changed(
        _ workbook: PackageEditor, _ cells: [String], _ change: (inout PackageEditor) throws -> Void
    ) throws -> AnnotatedSpecimen {
        var editor = workbook
        try change(&editor)
        let file = FileManager.default.temporaryDirectory.appending(path: "changed-\(UUID().uuidString).xlsx")
        try Data(editor.finish()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try AnnotatedSpecimen(file.path, cells)
    }

    /// The text of a part of the copy.
    func text(_ part: String) throws -> String {
        String(decoding: try #require(try editor.bytes(part)), as: UTF8.self)
    }
}

extension PackageEditor {
    /// Changes the text of a part.
    mutating func edit(_ part: String, _ change: (String) throws -> String) throws {
        let content = try #require(try self.bytes(part))
        put(part, Array(try change(String(decoding: content, as: UTF8.self)).utf8))
    }
}
