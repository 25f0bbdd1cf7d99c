import Spreadsheets

extension WorkbookModel {
    /// Something that a respondent may do to the workbook as it is now.
    func randomMutation(using random: inout SeededGenerator) -> Mutation? {
        guard let sheet = sheets.filter({ $0.state == .visible && $0.lastRow > 0 }).randomElement(using: &random) else {
            return nil
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1, 2:
            let at = Int.random(in: 1...sheet.lastRow, using: &random)
            return .insertRows(
                sheet: sheet.id, at: at, count: Int.random(in: 1...3, using: &random), remark: remark(&random))
        case 3, 4, 5:
            let at = Int.random(in: 1...sheet.lastColumn, using: &random)
            return .insertColumns(
                sheet: sheet.id, at: at, count: Int.random(in: 1...2, using: &random), header: remark(&random))
        case 6, 7: return .deleteRow(sheet: sheet.id, Int.random(in: 1...sheet.lastRow, using: &random))
        case 8: return .deleteColumn(sheet: sheet.id, Int.random(in: 1...sheet.lastColumn, using: &random))
        case 9, 10:
            return move(1...sheet.lastRow, crossing: sheet.merges.map { $0.first.row...$0.last.row }, &random).map {
                .moveRow(sheet: sheet.id, from: $0.from, to: $0.to)
            }
        case 11, 12:
            let merges = sheet.merges.map { $0.first.column...$0.last.column }
            return move(1...sheet.lastColumn, crossing: merges, &random).map {
                .moveColumn(sheet: sheet.id, from: $0.from, to: $0.to)
            }
        case 13, 14, 15, 16: return renamedLabel(in: sheet, &random)
        case 17: return .renameSheet(sheet.id, sheetName(sheet, &random))
        case 18:
            let position = Int.random(in: 0..<sheets.count, using: &random)
            return Bool.random(using: &random) ? .deleteSheet(sheet.id) : .moveSheet(sheet.id, to: position)
        default:
            let name = sheetName(sheet, &random)
            guard !sheets.contains(where: { $0.name == name }) else { return nil }
            let position = Int.random(in: 0...sheets.count, using: &random)
            return Bool.random(using: &random) ? .copySheet(sheet.id, name) : .insertSheet(at: position, "Notes 17")
        }
    }

    private func remark(_ random: inout SeededGenerator) -> String? {
        [nil, "Please see the annex that we sent", "Contact unit"].randomElement(using: &random) ?? nil
    }

    /// A line to move and where to; nobody can take a line out of a merged range.
    private func move(_ lines: ClosedRange<Int>, crossing merges: [ClosedRange<Int>], _ random: inout SeededGenerator)
        -> (from: Int, to: Int)?
    {
        let wide = merges.filter { $0.count > 1 }
        let free = lines.filter { line in !wide.contains { $0.contains(line) } }
        guard let from = free.randomElement(using: &random), let to = free.randomElement(using: &random), from != to
        else { return nil }
        return (from, to)
    }

    private func renamedLabel(in sheet: SheetModel, _ random: inout SeededGenerator) -> Mutation? {
        let labels = sheet.places.filter { place in
            guard let cell = sheet[place], cell.isPrinted, !cell.hasFormula else { return false }
            return cell.text != nil
        }
        guard let place = labels.randomElement(using: &random), let text = sheet[place]?.text else { return nil }
        return .renameLabel(sheet: sheet.id, place, edited(text, &random))
    }

    private func edited(_ text: String, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return text.uppercased()
        case 1: return "7. " + text
        case 2: return text + " *"
        case 3: return text + " (see note)"
        case 4: return text.split(separator: " ").joined(separator: "\n")
        case 5, 6:
            var letters = Array(text)
            letters[Int.random(in: 0..<letters.count, using: &random)] = "x"
            return String(letters)
        default: return "Something else altogether"
        }
    }

    private func sheetName(_ sheet: SheetModel, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: sheet.name.uppercased()
        case 1: sheet.name + " 2026"
        case 2: sheet.name + " "
        case 3: "Sheet17"
        default: "Our answers"
        }
    }
}
