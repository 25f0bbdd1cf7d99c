import Spreadsheets
import SurveyModel

/// How changes of rows and columns are told.
struct LineWording {
    private let axis: Axis
    private let sheet: String

    init(_ axis: Axis, sheet: String) {
        self.axis = axis
        self.sheet = sheet
    }

    private var isRow: Bool { axis == .rows }

    private func name(_ line: Int) -> Message { .text(axis.name(of: line)) }

    /// Lines that the questionnaire does not have.
    func inserted(_ item: LineChanges.Insertion) -> Finding {
        let first = name(item.lines.lowerBound)
        let last = name(item.lines.upperBound - 1)
        let lines: Message =
            if item.count == 1 {
                .own(isRow ? .templateInsertedRow : .templateInsertedColumn)
            } else {
                .own(isRow ? .templateInsertedRows : .templateInsertedColumns, ["count": .number(item.count)])
            }
        let place: Message =
            if item.lines.count > item.count {
                .own(
                    isRow ? .templateInsertedAmongRows : .templateInsertedAmongColumns, ["first": first, "last": last])
            } else if item.count == 1 {
                .own(isRow ? .templateInsertedAsRow : .templateInsertedAsColumn, ["first": first])
            } else {
                .own(isRow ? .templateInsertedAsRows : .templateInsertedAsColumns, ["first": first, "last": last])
            }
        return finding(
            "inserted", .own(.templateInserted, ["lines": lines, "sheet": .text(sheet), "place": place]),
            at: item.lines.lowerBound)
    }

    /// Lines of the questionnaire that are gone.
    func deleted(_ item: LineChanges.Deletion) -> Finding {
        let lines: Message =
            if item.count == 1 {
                .own(isRow ? .templateDeletedRow : .templateDeletedColumn)
            } else {
                .own(isRow ? .templateDeletedRows : .templateDeletedColumns, ["count": .number(item.count)])
            }
        let place: Message =
            if item.after > 0 {
                .own(isRow ? .templateDeletedBehindRow : .templateDeletedBehindColumn, ["line": name(item.after)])
            } else {
                .own(isRow ? .templateDeletedBeforeRows : .templateDeletedBeforeColumns)
            }
        return finding(
            "deleted",
            .own(
                .templateDeleted,
                ["lines": lines, "sheet": .text(sheet), "place": place, "texts": shown(item.texts)]),
            at: item.after, expected: item.texts.isEmpty ? nil : .text(item.texts.joined(separator: " / ")))
    }

    /// The first of some texts.
    private func shown(_ texts: [String]) -> Message {
        guard !texts.isEmpty else { return .text("") }
        let list = Message.list(
            texts.prefix(5).map { .own(.wordsQuoted, ["text": .text($0.shortened)]) }, by: .wordsComma)
        return .own(texts.count > 5 ? .templateDeletedMoreTexts : .templateDeletedTexts, ["list": list])
    }

    /// A line that stands elsewhere.
    func moved(_ line: Int, to own: Int, text: String) -> Finding {
        finding(
            "moved",
            .own(
                isRow ? .templateMovedRow : .templateMovedColumn,
                ["text": .text(text.shortened), "sheet": .text(sheet), "was": name(line), "now": name(own)]),
            at: own, value: text)
    }

    private func finding(
        _ change: String, _ message: Message, at line: Int, value: String? = nil, expected: Message? = nil
    ) -> Finding {
        Finding(
            rule: "template.\(isRow ? "rows" : "columns")-\(change)", severity: .note, message: message, sheet: sheet,
            cell: axis.cell(of: line).description, value: value, expected: expected)
    }
}
