import SurveyModel

/// The header of a matrix as it stands in a sheet.
struct MatrixHeader {
    /// A header cell that names a column: what it says and where that stands.
    struct Label: Hashable {
        let text: RawValue
        /// What the sheet shows of a number with zeros in front.
        let shown: String?
        let row: Int
        let column: Int
    }

    /// The last header row.
    let lastRow: Int
    /// The column of row labels.
    let labelColumn: Int
    /// For each column of answers, its labels from the outermost to the innermost.
    let columns: [(column: Int, labels: [Label?])]
    /// The number of columns whose labels are all known.
    let known: Int
    /// Whether the label over the row labels was found.
    let hasCorner: Bool
    /// Whether its numbers rise, where it has numbers: below each of the outer labels anew.
    let isRising: Bool
    /// Columns besides these that are not asked for: every column that is was found, or words stand where a header of numbers has one.
    let extra: [(column: Int, text: String)]

    /// The row of a header's level, 0 being the outermost.
    func row(of level: Int, levels: Int) -> Int { lastRow - levels + 1 + level }

    /// Whether it counts before another. The corner's label tells a header from a row of answers that happen to look like one, and so do numbers that
    /// rise, as no answers do for long.
    func counts(before other: MatrixHeader) -> Bool {
        (hasCorner ? 1 : 0, isRising ? 1 : 0, known) > (other.hasCorner ? 1 : 0, other.isRising ? 1 : 0, other.known)
    }
}
