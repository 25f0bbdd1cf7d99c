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

    /// That some are left out; nothing where none is.
    ///
    /// - Parameter file: the file beside the page that has all.
    func note(_ index: ResultIndex, _ catalogue: Catalogue, file: String = ReturnsFile.path) -> Any {
        index.note(shown: shown.count, of: count, "page.rows", file: file, catalogue)
    }
}

extension ResultIndex {
    /// How many rows of one table the page shows.
    static let mostRows = 1_000

    /// That not all of a table is shown, and the file beside the page that has all, where the page does not stand alone; nothing where all is shown.
    func note(shown: Int, of count: Int, _ key: String, file: String, _ catalogue: Catalogue) -> Any {
        guard shown < count else { return false }
        let words = catalogue.text(key, ["shown": catalogue.number(shown), "all": catalogue.number(count)])
        return ["words": words, "file": files(in: "").isEmpty ? false : file as Any] as [String: Any]
    }
}

extension SeverityCount {
    /// What there is to look at: errors, then warnings, then notes.
    var need: [Int] { [errors, warnings, notes] }
}
