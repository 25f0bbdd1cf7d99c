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

    private var one: String { axis == .rows ? "row" : "column" }
    private var many: String { axis == .rows ? "rows" : "columns" }

    /// Lines that the questionnaire does not have.
    func inserted(_ item: LineChanges.Insertion) -> Finding {
        let first = axis.name(of: item.lines.lowerBound)
        let last = axis.name(of: item.lines.upperBound - 1)
        let what = item.count == 1 ? "A \(one) was" : "\(item.count) \(many) were"
        let place =
            item.lines.count > item.count
            ? "among the \(many) \(first) to \(last)"
            : item.count == 1 ? "as \(one) \(first)" : "as \(many) \(first) to \(last)"
        return finding("inserted", "\(what) inserted into the sheet “\(sheet)”, \(place).", at: item.lines.lowerBound)
    }

    /// Lines of the questionnaire that are gone.
    func deleted(_ item: LineChanges.Deletion) -> Finding {
        let what =
            item.count == 1 ? "A \(one) of the questionnaire is" : "\(item.count) \(many) of the questionnaire are"
        let place =
            item.after > 0
            ? "behind the \(one) \(axis.name(of: item.after))" : "before the first \(one)"
        let shown = item.texts.prefix(5).map { "“\($0.shortened)”" }.joined(separator: ", ")
        let texts = item.texts.isEmpty ? "" : ": \(shown)\(item.texts.count > 5 ? ", …" : "")"
        return finding(
            "deleted", "\(what) gone from the sheet “\(sheet)”, \(place)\(texts).", at: item.after,
            expected: item.texts.isEmpty ? nil : item.texts.joined(separator: " / "))
    }

    /// A line that stands elsewhere.
    func moved(_ line: Int, to own: Int, text: String) -> Finding {
        finding(
            "moved",
            "The \(one) “\(text.shortened)” of the sheet “\(sheet)” was moved: it is \(one) \(axis.name(of: line)) of the questionnaire, and \(axis.name(of: own)) here.",
            at: own, value: text)
    }

    private func finding(
        _ change: String, _ message: String, at line: Int, value: String? = nil, expected: String? = nil
    ) -> Finding {
        Finding(
            rule: "template.\(many)-\(change)", severity: .note, message: LocalizedText(message), sheet: sheet,
            cell: axis.cell(of: line).description, value: value, expected: expected)
    }
}
