/// A few cells of a sheet around one of them, as the sender sees them.
struct Excerpt: Sendable, Hashable {
    /// A row of the sheet with the texts of the excerpt's columns, empty for an empty cell.
    struct Row: Sendable, Hashable {
        let number: Int
        let texts: [String]
    }

    /// The columns, from 1, in order.
    let columns: [Int]
    /// The rows, in order.
    let rows: [Row]
}
