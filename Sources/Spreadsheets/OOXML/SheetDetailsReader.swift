extension OOXMLWorkbook {
    /// The document properties; a damaged properties part costs no more than the properties.
    func documentProperties(_ root: [Relationship]) -> (DocumentProperties, [ReaderNote]) {
        var properties = DocumentProperties()
        var notes: [ReaderNote] = []
        do {
            let kinds = ["core-properties", "extended-properties", "extendedProperties"]
            var read: Set<String> = []
            for relationship in root
            where kinds.contains(relationship.kind) && read.insert(relationship.target).inserted {
                let handler = DocumentPropertiesHandler(properties, limits: package.limits)
                guard try package.read(relationship.target, handler) else {
                    notes.append(Self.dangling(relationship, sheet: nil))
                    continue
                }
                properties = handler.properties
            }
        } catch {
            notes.append(ReaderNote(.missingPart, "The document properties cannot be read: \(error.message)"))
        }
        return (properties, notes)
    }

    /// What a sheet has beside its cells.
    func details(of sheet: SheetInfo) throws(SpreadsheetError) -> SheetDetails {
        let entry = try entry(of: sheet)
        let allowance = ListAllowance(limits: package.limits)
        let handler = SheetDetailsHandler(sheet: sheet.name, limits: package.limits, allowance: allowance)
        try ScannedPartStream(entry, of: package, handler: handler).run()
        var details = handler.details
        // By the part's name as a reference has it: archives may name it with backslashes.
        let relationships = try package.relationships(of: sheetParts[sheet.index] ?? entry.name)
        let byID = relationships.byID()
        details.hyperlinks = handler.links.map { link in
            let target = link.relationship.flatMap { byID[$0]?.target }
            return Hyperlink(range: link.range, target: target, location: link.location)
        }
        let controls = Dictionary(handler.controls.map { ($0.relationship, $0) }) { first, _ in first }
        // A part that is named many times over is read once.
        var read: Set<String> = []
        var standIns: Set<Int> = []
        for relationship in relationships
        where !relationship.isExternal && read.insert("\(relationship.kind) \(relationship.target)").inserted {
            guard package.has(relationship.target) else {
                details.notes.append(Self.dangling(relationship, sheet: sheet.name))
                continue
            }
            switch relationship.kind {
            case "comments", "threadedComment":
                let comments = CommentsHandler(limits: package.limits, allowance: allowance)
                try package.read(relationship.target, comments)
                standIns.formUnion(comments.standIns.map { details.comments.count + $0 })
                details.comments += comments.comments
            case "table":
                let table = TableHandler(allowance: allowance)
                try package.read(relationship.target, table)
                if let table = table.table { details.tables.append(table) }
            case "drawing":
                details.hasDrawings = true
                try readDrawings(relationship, allowance, sheet: sheet.name, into: &details)
            case "ctrlProp":
                try readControl(
                    relationship, controls[relationship.id], allowance, sheet: sheet.name, into: &details)
            default: break
            }
        }
        details.comments = Self.withoutStandIns(details.comments, standIns)
        return details
    }

    /// Comments without the notes that Excel writes beside threads of them, for programs that know none: such a note repeats its
    /// thread, behind a text of Excel's own. Where it ends in other words than the thread, somebody has written in it, and it is kept.
    private static func withoutStandIns(_ comments: [CellComment], _ standIns: Set<Int>) -> [CellComment] {
        guard !standIns.isEmpty else { return comments }
        let threads = comments.filter(\.isThreaded)
        let last = Dictionary(threads.map { ($0.cell, $0.text) }) { _, later in later }
        return comments.enumerated().filter { index, comment in
            guard standIns.contains(index), let end = last[comment.cell] else { return true }
            return !comment.text.filter { !$0.isWhitespace }.hasSuffix(end.filter { !$0.isWhitespace })
        }.map(\.element)
    }

    /// A damaged drawing part costs its drawings, not the sheet's answers; one that reaches a limit is refused.
    private func readDrawings(
        _ relationship: Relationship, _ allowance: ListAllowance, sheet: String, into details: inout SheetDetails
    ) throws(SpreadsheetError) {
        let handler = DrawingHandler(limits: package.limits, allowance: allowance)
        if try readSpare(relationship.target, handler, "What is drawn on the sheet", sheet: sheet, into: &details) {
            details.drawings += handler.drawings
        }
    }

    /// Reads a part of which damage costs what it holds, and no answer in a cell; one that reaches a limit is refused. Tells whether it could be read.
    private func readSpare(
        _ part: String, _ handler: any XMLContentHandler, _ what: String, sheet: String,
        into details: inout SheetDetails
    ) throws(SpreadsheetError) -> Bool {
        do {
            return try package.read(part, handler)
        } catch {
            guard error.code == .corrupt || error.code == .forbiddenXML else { throw error }
            details.notes.append(ReaderNote(.missingPart, "\(what) cannot be read: \(error.message)", sheet: sheet))
            return false
        }
    }

    /// A damaged control costs no answer that stands in a cell either.
    private func readControl(
        _ relationship: Relationship, _ place: SheetDetailsHandler.Control?, _ allowance: ListAllowance, sheet: String,
        into details: inout SheetDetails
    ) throws(SpreadsheetError) {
        let handler = ControlHandler()
        guard
            try readSpare(relationship.target, handler, "A control of the sheet", sheet: sheet, into: &details),
            let kind = handler.kind
        else { return }
        try allowance.takeEntry(texts: place?.name, handler.selection)
        details.controls.append(
            FormControl(
                kind: kind, cell: place?.cell, name: place?.name ?? "", selection: handler.selection,
                isLinked: handler.isLinked))
    }

    private static func dangling(_ relationship: Relationship, sheet: String?) -> ReaderNote {
        ReaderNote(
            .danglingRelationship,
            "A reference to \(relationship.target) (\(relationship.kind)) leads nowhere; it was ignored.", sheet: sheet)
    }
}
