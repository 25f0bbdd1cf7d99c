/// Something that a stage found in a return, with its place. It becomes an ``Issue`` when the return's reporter and round are known.
public struct Finding: Sendable, Hashable, Codable {
    /// The rule's id: `area.kebab-case` for Canvass's own, without a dot for the survey's.
    public let rule: String
    /// How much it matters.
    public package(set) var severity: Severity
    /// A sentence for people.
    public let message: Message
    /// The table.
    public var table: String?
    /// The record's number in its return and table.
    public var record: Int?
    /// The field.
    public var field: String?
    /// The sheet.
    public var sheet: String?
    /// The cell, such as `B12`.
    public var cell: String?
    /// The value as typed.
    public var value: String?
    /// What was expected.
    public var expected: Message?
    /// What might be meant.
    public var suggestion: Message?
    /// The other cells that it is about, beside ``sheet`` and ``cell``.
    public var cells: [Origin] = []
    /// What was typed in ``cells``, in their order; nil where that is not known.
    public var otherValues: [String]?
    /// The single cells of ``sheet`` for which it stands, its own among them, where it stands for many.
    public var alike: [AlikeCells] {
        get { manyAlike ?? [] }
        set { manyAlike = newValue.isEmpty ? nil : newValue }
    }
    // What was written before there were such has no member for it.
    private var manyAlike: [AlikeCells]?
    /// By the names of sheets those under which they are shown, where a name quotes a private answer. ``sheet`` and ``cells`` have the real ones, for
    /// whoever opens the return; what is told of them is ``shownSheet`` and ``shownCells``.
    public var shownNames: [String: String] {
        get { otherNames ?? [:] }
        set { otherNames = newValue.isEmpty ? nil : newValue }
    }
    private var otherNames: [String: String]?
    /// The sheet's name as it is shown.
    public var shownSheet: String? { sheet.map { otherNames?[$0] ?? $0 } }
    /// ``cells`` with the names of their sheets as they are shown.
    public var shownCells: [Origin] {
        guard let otherNames else { return cells }
        return cells.map { Origin(sheet: otherNames[$0.sheet] ?? $0.sheet, row: $0.row, column: $0.column) }
    }

    /// A finding; what is not known of its place stays nil.
    public init(
        rule: String, severity: Severity, message: Message, table: String? = nil, record: Int? = nil,
        field: String? = nil,
        sheet: String? = nil, cell: String? = nil, value: String? = nil, expected: Message? = nil,
        suggestion: Message? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.table = table
        self.record = record
        self.field = field
        self.sheet = sheet
        self.cell = cell
        self.value = value
        self.expected = expected
        self.suggestion = suggestion
    }
}
