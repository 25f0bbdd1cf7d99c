/// Whether a user sees a sheet (ECMA-376 Part 1, 18.18.68, ST_SheetState).
public enum SheetState: String, Sendable, Hashable, CaseIterable {
    /// The sheet has a tab.
    case visible
    /// The sheet is hidden and can be shown from the menu.
    case hidden
    /// The sheet is hidden and can be shown by a macro only.
    case veryHidden
}

/// A worksheet of a workbook.
public struct SheetInfo: Sendable, Hashable {
    /// The name on the tab; for a CSV file the file's name without its ending.
    public let name: String
    /// The position among the workbook's worksheets, from 0.
    public let index: Int
    /// Whether the user sees the sheet.
    public let state: SheetState
}

/// What a file is.
public enum WorkbookFormat: Sendable, Hashable {
    /// Office Open XML; `strict` for the namespaces of ISO/IEC 29500 Strict.
    case xlsx(macroEnabled: Bool, strict: Bool)
    /// Delimited text, with what was found out about it.
    case csv(CSVDetection)
}

/// What the file says about itself (docProps/core.xml and docProps/app.xml). Written by the sender's program: not proof.
public struct DocumentProperties: Sendable, Hashable {
    /// The program, such as `Microsoft Excel`.
    public internal(set) var application: String?
    /// The program's version as it writes it, such as `16.0300`.
    public internal(set) var applicationVersion: String?
    /// The title.
    public internal(set) var title: String?
    /// Who made the file, as the program recorded it.
    public internal(set) var creator: String?
    /// Who saved the file last, as the program recorded it.
    public internal(set) var lastModifiedBy: String?
    /// When it was made: W3CDTF text as it stands (`2024-05-01T09:00:00Z`).
    public internal(set) var created: String?
    /// When it was saved last: W3CDTF text as it stands.
    public internal(set) var modified: String?
}

/// A name for a range or a formula (ECMA-376 Part 1, 18.2.5).
public struct DefinedName: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The sheet that the name is local to; `nil` for a name of the whole workbook.
    public let scope: String?
    /// What it stands for, as the file has it, such as `Data!$A$1:$B$9`.
    public let reference: String
    /// Whether the user does not see it.
    public let isHidden: Bool
    /// The area, where the reference is one plain area of one sheet.
    public let area: SheetArea?
}

/// A range of a named sheet.
public struct SheetArea: Sendable, Hashable {
    /// The sheet's name, without quotes.
    public let sheet: String
    /// The range.
    public let range: CellRange

    /// Makes an area.
    public init(sheet: String, range: CellRange) {
        self.sheet = sheet
        self.range = range
    }

    /// Reads `Data!$A$1:$B$9` or `'My ''own'' data'!A1`; `nil` for anything else, such as a formula or several areas.
    public init?(reference: String) {
        // In ASCII no byte makes one character with the sign that is looked for, so that none need be looked at as a character.
        let isASCII = reference.utf8.allSatisfy { $0 < 0x80 }
        let found = isASCII ? reference.utf8.lastIndex(of: UInt8(ascii: "!")) : reference.lastIndex(of: "!")
        guard let mark = found else { return nil }
        guard let range = CellRange(reference[reference.index(after: mark)...]) else { return nil }
        var name = String(reference[..<mark])
        if name.hasPrefix("'") {
            guard name.hasSuffix("'"), name.count > 2 else { return nil }
            let inner = name.dropFirst().dropLast()
            var unquoted = ""
            var pendingQuote = false
            for character in inner {
                if character == "'" {
                    if pendingQuote { unquoted.append("'") }
                    pendingQuote.toggle()
                } else {
                    guard !pendingQuote else { return nil }
                    unquoted.append(character)
                }
            }
            guard !pendingQuote else { return nil }
            name = unquoted
        } else if name.isEmpty || Self.hasSigns(name, isASCII: isASCII) {
            return nil
        }
        self.init(sheet: name, range: range)
    }

    /// What a sheet's name has only within quotes.
    private static let signs = " '!,()+-*/&=<>:;"

    private static func hasSigns(_ name: String, isASCII: Bool) -> Bool {
        if isASCII { return name.utf8.contains { byte in signs.utf8.contains(byte) } }
        return name.contains { character in signs.contains(character) }
    }
}
