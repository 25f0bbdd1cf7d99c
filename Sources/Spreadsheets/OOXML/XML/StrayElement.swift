/// Elements that stand where what is in them would be passed over: the part would seem to hold less than it does, in silence.
enum StrayElement {
    /// Refuses an element of another vocabulary that is called as one of the standard's that would stand in its place: a slip in a
    /// namespace would make a part empty. Those of other names are what programs add of their own.
    static func refuse(
        _ name: XMLElementName, insteadOf own: StaticString..., sheet: String? = nil
    ) throws(SpreadsheetError) {
        for local in own where equal(name.local, local) {
            throw SpreadsheetError(
                .corrupt,
                "An element \(local) stands in a namespace that is not that of workbooks; it would be passed over.",
                sheet: sheet)
        }
    }
}

/// Follows extension lists (`extLst`), within which elements of any name may stand: none of them is the part's own.
struct ExtensionLists {
    private var depth = 0

    /// Whether the reader is in one.
    var isInside: Bool { depth > 0 }

    /// Takes a start tag; whether it begins a list or stands in one.
    mutating func take(start name: XMLElementName) -> Bool {
        guard depth > 0 || name.is("extLst", in: .spreadsheet) else { return false }
        depth += 1
        return true
    }

    /// Takes an end tag; whether it ends a list or stands in one.
    mutating func takeEnd() -> Bool {
        guard depth > 0 else { return false }
        depth -= 1
        return true
    }
}
