/// The rows of a table for which the page has room. Nobody reads ten thousand, and a browser takes its time to draw them: of very many, those stand there that
/// somebody has to look at, in their own order.
struct PageRows<Row> {
    let shown: [Row]
    /// How many there are.
    let count: Int

    /// - Parameter need: what there is to look at, in parts of which each counts where those before it are equal.
    init(_ rows: [Row], most: Int = ResultIndex.mostRows, need: (Row) -> [Int]) {
        count = rows.count
        guard rows.count > most else {
            shown = rows
            return
        }
        let needs = rows.map(need)
        let first = rows.indices.sorted { left, right in
            needs[left] == needs[right] ? left < right : needs[right].lexicographicallyPrecedes(needs[left])
        }
        shown = first.prefix(most).sorted().map { rows[$0] }
    }

    /// That some are left out, with the file that has all; nothing where none is.
    func note(_ index: ResultIndex, _ catalogue: Catalogue) -> Any {
        guard shown.count < count else { return false }
        let words = catalogue.text(
            "page.rows", ["shown": catalogue.number(shown.count), "all": catalogue.number(count)])
        let file = index.files(in: "", beginning: ReturnsFile.path).first
        return ["words": words, "file": file as Any? ?? false] as [String: Any]
    }
}

extension ResultIndex {
    /// How many rows of one table the page shows.
    static let mostRows = 1_000
}

extension SeverityCount {
    /// What there is to look at: errors, then warnings, then notes.
    var need: [Int] { [errors, warnings, notes] }
}
