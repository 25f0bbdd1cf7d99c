import SurveyModel

extension CellMap {
    /// The map as one self-contained page without a script. Everything that comes from the return is escaped.
    public var html: String {
        let file = Self.text(file)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \(ContentHash.source(of: Self.style)); base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width">
            <title>\(file): which cell feeds which field</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header>
            <h1>Which cell feeds which field</h1>
            <p>\(file), read by the definition of \(Self.text(title)). Point at a cell to see its field.</p>
            \(legend)
            </header>
            <main>
            \(sheets.map(section).joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var legend: String {
        let items = layouts.enumerated().map { index, name in
            let count = sheets.reduce(0) { sum, sheet in
                sum + sheet.cells.count { cell in cell.claims.contains { $0.layout == index } }
            }
            return
                "<li><i class=\"\(Self.style(of: index))\">\(Self.letter(index))</i>\(Self.text(name)), \(count) \(count == 1 ? "cell" : "cells")</li>"
        }
        return
            "<ul>\(items.joined())<li><i class=\"k\"></i>a layout's labels</li><li><i class=\"u\"></i>not read</li></ul>"
    }

    private func section(_ sheet: Sheet) -> String {
        let state = sheet.isVisible ? "" : " <small>hidden</small>"
        let cut = sheet.isCut ? "<p>Only the first rows and columns are shown.</p>" : ""
        let head = "<section><h2>\(Self.text(sheet.name))\(state)</h2>\(cut)"
        guard !sheet.cells.isEmpty else { return head + "<p>Empty.</p></section>" }
        let columns = 1...max(1, sheet.lastColumn)
        let letters = columns.map { "<th scope=\"col\">\(Origin.columnLetters($0))</th>" }.joined()
        let rows = Dictionary(grouping: sheet.cells, by: \.row).sorted { $0.key < $1.key }
        let body = rows.map { row, cells in
            let byColumn = Dictionary(cells.map { ($0.column, $0) }) { first, _ in first }
            let content = columns.map { byColumn[$0].map(cell) ?? "<td></td>" }.joined()
            return "<tr><th scope=\"row\">\(row)</th>\(content)</tr>"
        }
        return
            "\(head)<div><table><thead><tr><th></th>\(letters)</tr></thead><tbody>\(body.joined(separator: "\n"))</tbody></table></div></section>"
    }

    private func cell(_ cell: Cell) -> String {
        let text = Self.text(DisplayText.visible(cell.text, limit: 80))
        guard let first = cell.claims.first, layouts.indices.contains(first.layout) else {
            return "<td class=\"\(cell.isKnown ? "k" : "u")\">\(text)</td>"
        }
        let told = cell.claims.prefix(3).map { claim in
            "\(claim.field), record \(claim.record): \(claim.value.isEmpty ? "no value" : claim.value)"
        }
        let more = cell.claims.count > 3 ? ["and \(cell.claims.count - 3) more"] : []
        let title = Self.text(DisplayText.visible((told + more).joined(separator: "\n"), limit: 400))
        return "<td class=\"\(Self.style(of: first.layout))\" title=\"\(title)\">\(text)</td>"
    }

    private static func text(_ text: String) -> String {
        DisplayText.escaped(DisplayText.visible(text))
    }

    private static func style(of layout: Int) -> String { "l\(layout % 6)" }

    /// The report's colours, six of them for layouts; a layout's letter in the legend tells those that share one.
    private static let style = """
        :root { --paper: #fff; --ink: #1b222c; --soft: #555d68; --rule: #dcd9d1; --hair: #ebe9e3; --wash: #f6f5f1; --accent: #1d4f7c;
          --l0: #dfe9f1; --l1: #e6eee6; --l2: #f3ead8; --l3: #e9e4ef; --l4: #f1e2df; --l5: #e2eeee; color-scheme: light; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e4e1d9; --soft: #b3b6bb; --rule: #353b44; --hair: #272d35;
          --wash: #1b2027; --accent: #8fbfe6; --l0: #223a4f; --l1: #263d2f; --l2: #443a22; --l3: #372f45; --l4: #46302d; --l5: #213f40; color-scheme: dark; } }
        body { margin: 0 auto; max-width: 1240px; padding: 0 32px 40px; background: var(--paper); color: var(--ink);
          font: 14px/1.45 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
        header { border-top: 6px solid var(--accent); padding: 18px 0 8px; }
        h1 { font: 400 28px/1.2 "Source Serif 4", Georgia, "Liberation Serif", serif; margin: 0 0 6px; }
        h2 { font: 400 21px/1.2 "Source Serif 4", Georgia, "Liberation Serif", serif; margin: 34px 0 8px; padding-top: 10px; border-top: 1px solid var(--ink); }
        p, small { color: var(--soft); margin: 0 0 8px; }
        ul { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 10px 0 0; padding: 0; color: var(--soft); font-size: 13px; }
        i { display: inline-block; min-width: 15px; height: 17px; margin-right: 6px; border: 1px solid var(--rule); text-align: center; font: 11px/15px sans-serif; color: var(--ink); vertical-align: middle; }
        div { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 12.5px; }
        td { border: 1px solid var(--hair); padding: 2px 6px; max-width: 220px; min-width: 18px; vertical-align: top; overflow-wrap: anywhere; unicode-bidi: isolate; }
        th { font-weight: 400; color: var(--soft); background: var(--wash); border: 1px solid var(--hair); padding: 2px 6px; text-align: center; }
        .u { color: var(--soft); }
        .k { background: var(--wash); }
        .l0 { background: var(--l0); } .l1 { background: var(--l1); } .l2 { background: var(--l2); }
        .l3 { background: var(--l3); } .l4 { background: var(--l4); } .l5 { background: var(--l5); }
        """
}
