extension FieldPlace {
    /// How a field's row is told, which says whose answers move together: those of a form, of a block, of a table's row.
    public enum RowKind: Sendable, Equatable {
        /// The row itself.
        case fixed(Int)
        /// So many rows below a record's first cell; above it where the number is negative.
        case below(Int)
        /// That of the record's first cell.
        case ofAnchor

        /// The row as ``FieldPlace/row`` has it; nil where it is none.
        public init?(_ row: String) {
            if row.isEmpty {
                self = .ofAnchor
            } else if let number = Int32(row) {
                // No number that could not be reckoned with: a return's places are what its worker says.
                self = row.hasPrefix("+") || row.hasPrefix("-") ? .below(Int(number)) : .fixed(Int(number))
            } else {
                return nil
            }
        }

        /// The row as ``FieldPlace/row`` has it.
        public var text: String {
            switch self {
            case .fixed(let row): String(row)
            case .below(let rows): rows < 0 ? String(rows) : "+\(rows)"
            case .ofAnchor: ""
            }
        }

        /// The row of the value of a record that begins in a cell.
        public func row(from anchor: Origin) -> Int {
            switch self {
            case .fixed(let row): row
            case .below(let rows): anchor.row + rows
            case .ofAnchor: anchor.row
            }
        }

        func movesWith(_ other: RowKind) -> Bool {
            switch (self, other) {
            case (.fixed, .fixed), (.below, .below), (.ofAnchor, .ofAnchor): true
            default: false
            }
        }
    }
}
