import OrderedCollections
import Spreadsheets
import SurveyModel

/// Tells where a table's columns stand, and what is odd about its header and rows.
struct TableDescriber {
    let form: TableLayout
    let layout: LayoutDefinition
    let table: TableDefinition
    let labelPlace: LabelPlace

    /// Records where the fields stand and which are missing; labels that differ once for all tables.
    func describe(
        _ instance: TableInstance, _ merged: MergedHeadings, units: Int?, _ grid: SheetGrid,
        _ told: inout Set<LabelDifference>, _ result: inout LayoutResult
    ) {
        let header = instance.header
        let words = Self.words(header, units: units)
        for (index, column) in form.columns.enumerated() {
            let columns = header.slots.filter { _, slot in
                switch slot {
                case .field(let other): other == index
                case .mark(let other, _): other == index
                }
            }.keys.sorted()
            guard let first = columns.first, let last = columns.last.map({ merged.answers(behind: $0).last ?? $0 })
            else {
                if !column.isOptional { result.findings.append(columnMissing(column, header, grid)) }
                continue
            }
            let letters = Origin.columnLetters(first) + (last == first ? "" : ":\(Origin.columnLetters(last))")
            result.places.append(
                FieldPlace(
                    table: table.name, field: column.field, sheet: grid.sheet.name, column: letters, row: "",
                    layout: layout.name, heading: heading(words, first, of: column, units: units, grid),
                    rung: instance.rung))
            for number in columns {
                guard let difference = header.differences[number], told.insert(difference).inserted else { continue }
                result.findings.append(
                    difference.finding(
                        table: table.name, field: column.field, sheet: grid.sheet.name,
                        cell: grid.origin(header.rows.upperBound, number).cell))
            }
            let further = merged.answers(behind: first).first(where: grid.isHiddenColumn)
            if let place = columns.allSatisfy(grid.isHiddenColumn) ? first : further {
                result.findings.append(hiddenColumn(column, place, header, grid))
            }
            for (code, _) in column.marks where !header.slots.values.contains(.mark(index, code: code)) {
                result.findings.append(markMissing(column, code, header, grid))
            }
        }
        describeShared(instance, grid, &told, &result)
    }

    /// The rows of a column's words: a unit below the header is the innermost.
    private static func words(_ header: TableHeader, units: Int?) -> [Int] {
        Array(header.rows) + [units].compactMap(\.self)
    }

    /// The words over a column. Where the row of units is gone and the label is the questionnaire's own, its unit is what the definition says: else numbers
    /// that were asked in thousands would count as they stand, beside those of returns that have the row.
    private func heading(_ words: [Int], _ place: Int, of column: TableColumn, units: Int?, _ grid: SheetGrid)
        -> Heading?
    {
        let heading = grid.heading(words, place)
        guard form.hasUnits, units == nil, let heading, let own = heading.levels.last,
            let unit = column.unit.all.first,
            column.labels.all.contains(where: { LabelText($0).full == LabelText(own).full })
        else { return heading }
        return Heading(levels: heading.levels + [unit], cell: heading.cell)
    }

    /// What stands over the columns of one table, and beside what stands above it, by the field's index.
    func headings(_ instance: TableInstance, units: Int?, _ grid: SheetGrid) -> [Int: Heading] {
        var headings: [Int: Heading] = [:]
        let words = Self.words(instance.header, units: units)
        for (column, slot) in instance.header.slots {
            guard case .field(let number) = slot, let index = table.index(of: form.columns[number].field) else {
                continue
            }
            headings[index] = heading(words, column, of: form.columns[number], units: units, grid)
        }
        for (field, heading) in instance.sharedHeadings {
            if let index = table.index(of: field) { headings[index] = heading }
        }
        return headings
    }

    /// Where what stands above a table for all of its records does.
    private func describeShared(
        _ instance: TableInstance, _ grid: SheetGrid, _ told: inout Set<LabelDifference>, _ result: inout LayoutResult
    ) {
        for anchor in instance.labels {
            guard let difference = anchor.difference, told.insert(difference).inserted else { continue }
            result.findings.append(
                difference.finding(
                    table: table.name, field: anchor.field.field, sheet: grid.sheet.name,
                    cell: anchor.address.description))
        }
        for field in form.repetition?.fields ?? [] {
            guard let entry = instance.shared[field.field] else { continue }
            result.places.append(
                FieldPlace(
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    column: Origin.columnLetters(entry.origin.column), row: String(entry.origin.row),
                    layout: layout.name, heading: instance.sharedHeadings[field.field]))
        }
    }

    /// The columns that are not asked for: those of the header's that stand in the table and are no tag.
    func extraColumns(_ instance: TableInstance, of own: Set<Int>, _ grid: SheetGrid) -> [ExtraColumn] {
        let row = instance.header.rows.upperBound
        let tags = [form.anchors.tag, form.anchors.endTag].compactMap(\.self)
        return instance.header.extra.filter { extra in
            own.contains(extra.column) && instance.columns.contains(extra.column)
                && !tags.contains { tag in grid.cell(row, extra.column)?.says(tag) ?? false }
        }.map { ExtraColumn(column: $0.column, text: $0.text) }
    }

    /// The columns behind the first of headings of fields that take one answer: a heading for each, at its first column.
    func furtherColumns(_ instance: TableInstance, _ merged: MergedHeadings, _ grid: SheetGrid) -> [ExtraColumn] {
        Set(merged.others.values).compactMap { first in
            guard case .field(let index)? = instance.header.slots[first] else { return nil }
            let field = form.columns[index].field
            let words = grid.heading(Array(instance.header.rows), first)?.levels.last
            return ExtraColumn(column: first, text: words ?? field, field: field)
        }
    }

    private func title(_ column: TableColumn) -> Message { table.title(ofField: column.field) }

    func headerMissing(_ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: .own(
                .layoutHeaderMissingTable, ["table": .localized(table.title), "sheet": .text(grid.sheet.name)]),
            table: table.name, sheet: grid.sheet.name, expected: .text(expectedLabels))
    }

    /// One of the repeated tables whose header is not there.
    func headerMissing(below start: TableStart, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.header-missing", severity: .error,
            message: .own(
                .layoutHeaderMissingBelow,
                [
                    "table": .localized(table.title), "heading": .text(start.text.shortened),
                    "sheet": .text(grid.sheet.name),
                ]),
            table: table.name, sheet: grid.sheet.name, cell: grid.origin(start.row, start.column).cell,
            value: start.text, expected: .text(expectedLabels))
    }

    /// What the definition has above each of the repeated tables, and this one lacks: its heading, and labels of fields.
    func missingAbove(_ instance: TableInstance, _ grid: SheetGrid) -> [Finding] {
        guard let repetition = form.repetition else { return [] }
        var findings: [Finding] = []
        if !repetition.start.isEmpty, instance.heading == nil { findings.append(startMissing(instance, grid)) }
        for field in repetition.fields where !instance.labels.contains(where: { $0.field.field == field.field }) {
            let row = instance.header.rows.lowerBound
            findings.append(
                Finding(
                    rule: "layout.label-missing", severity: .warning,
                    message: .own(
                        .layoutLabelMissingAbove,
                        [
                            "question": table.title(ofField: field.field), "row": .number(row),
                            "sheet": .text(grid.sheet.name), "field": .text(field.field),
                            "place": labelPlace.message(of: field.field),
                        ]),
                    table: table.name, field: field.field, sheet: grid.sheet.name,
                    cell: grid.origin(row, instance.header.columns.lowerBound).cell,
                    expected: .text(FormFindings.expected(field))))
        }
        return findings
    }

    private func startMissing(_ instance: TableInstance, _ grid: SheetGrid) -> Finding {
        let headings = Message.text(NumberedHeading.shown(form.repetition?.start ?? Labels([:])))
        let row = instance.header.rows.lowerBound
        let place = instance.title ?? CellAddress(row: row, column: instance.header.columns.lowerBound)
        return Finding(
            rule: "layout.label-missing", severity: .warning,
            message: .own(
                .layoutLabelMissingStart,
                [
                    "heading": headings, "row": .number(row), "sheet": .text(grid.sheet.name),
                    "place": labelPlace.ofHeadings,
                ]),
            table: table.name, field: form.repetition?.numberField, sheet: grid.sheet.name,
            cell: grid.origin(place.row, place.column).cell,
            value: instance.title.flatMap { grid.text($0.row, $0.column) },
            expected: headings)
    }

    /// A table that was found by its header alone although the definition knows a name or a tag; a CSV file has no names.
    func foundByLabel(_ instance: TableInstance, _ grid: SheetGrid, of workbook: Workbook) -> Finding? {
        var anchor = form.anchors.tag.map { Message.own(.layoutFoundByLabelTag, ["name": .text($0)]) }
        if case .xlsx = workbook.format, let name = form.anchors.excelTable {
            anchor = .own(.layoutFoundByLabelExcelTable, ["name": .text(name)])
        }
        guard instance.rung == .label, let anchor else { return nil }
        return Finding(
            rule: "layout.found-by-label", severity: .note,
            message: .own(.layoutFoundByLabelTable, ["table": .localized(table.title), "anchor": anchor]),
            table: table.name, sheet: grid.sheet.name,
            cell: grid.origin(instance.header.rows.upperBound, instance.header.columns.lowerBound).cell,
            expected: (form.anchors.excelTable ?? form.anchors.tag).map { .text($0) })
    }

    /// A table none of whose labels are known.
    func foundByPosition(_ instance: TableInstance, _ grid: SheetGrid) -> Finding? {
        guard instance.rung == .position else { return nil }
        let header = instance.header
        let words = header.columns.compactMap { grid.text(header.rows.upperBound, $0) }.joined(separator: ", ")
        return Finding(
            rule: "layout.found-by-position", severity: .warning,
            message: .own(
                .layoutFoundByPositionTable, ["table": .localized(table.title), "words": .text(words.shortened)]),
            table: table.name, sheet: grid.sheet.name,
            cell: grid.origin(header.rows.upperBound, header.columns.lowerBound).cell, value: words,
            expected: .text(expectedLabels))
    }

    private var expectedLabels: String {
        form.columns.map { $0.labels.all.first ?? $0.group.all.first ?? $0.field }.joined(separator: ", ")
    }

    private func columnMissing(_ column: TableColumn, _ header: TableHeader, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.column-missing", severity: .warning,
            message: .own(
                .layoutColumnMissingColumn,
                [
                    "column": (column.labels.all.first ?? column.group.all.first).map { .text($0) } ?? title(column),
                    "sheet": .text(grid.sheet.name),
                ]),
            table: table.name, field: column.field, sheet: grid.sheet.name, cell: "A\(header.rows.upperBound)",
            expected: .text((column.labels.all + column.patterns.all + column.group.all).joined(separator: " / ")))
    }

    private func markMissing(_ column: TableColumn, _ code: String, _ header: TableHeader, _ grid: SheetGrid) -> Finding
    {
        Finding(
            rule: "layout.column-missing", severity: .warning,
            message: .own(
                .layoutColumnMissingMark,
                [
                    "column": .text(column.marks[code]?.all.first ?? code), "question": title(column),
                    "sheet": .text(grid.sheet.name),
                ]),
            table: table.name, field: column.field, sheet: grid.sheet.name, cell: "A\(header.rows.upperBound)")
    }

    private func hiddenColumn(_ column: TableColumn, _ number: Int, _ header: TableHeader, _ grid: SheetGrid) -> Finding
    {
        Finding(
            rule: "layout.hidden-column", severity: .note,
            message: .own(.layoutHiddenColumn, ["column": title(column)]),
            table: table.name, field: column.field, sheet: grid.sheet.name,
            cell: grid.origin(header.rows.upperBound, number).cell)
    }

    func hiddenRow(_ row: GridRow, _ record: Int, _ column: Int, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.hidden-row", severity: .warning,
            message: .own(.layoutHiddenRowRow, ["row": .number(row.number)]),
            table: table.name, record: record, sheet: grid.sheet.name, cell: grid.origin(row.number, column).cell)
    }

    func unitDiffers(_ column: TableColumn, _ cell: Cell, _ row: GridRow, _ grid: SheetGrid) -> Finding {
        Finding(
            rule: "layout.unit-differs", severity: .warning,
            message: .own(
                .layoutUnitDiffers,
                [
                    "question": title(column), "unit": .text(cell.rawValue.text),
                    "asked": .text(column.unit.all.first ?? ""),
                ]),
            table: table.name, field: column.field, sheet: grid.sheet.name,
            cell: grid.origin(row.number, cell.column).cell,
            value: cell.rawValue.text, expected: .text(column.unit.all.joined(separator: " / ")))
    }

    /// A warning where the definition says what stands in it: nothing in the return tells now that the numbers are in that.
    func unitsMissing(_ instance: TableInstance, _ grid: SheetGrid) -> Finding {
        let units = OrderedSet(form.columns.compactMap(\.unit.all.first))
        return Finding(
            rule: "layout.units-missing", severity: units.isEmpty ? .note : .warning,
            message: .own(.layoutUnitsMissing, ["table": .localized(table.title)]),
            table: table.name, sheet: grid.sheet.name,
            cell: grid.origin(instance.header.rows.upperBound, instance.header.columns.lowerBound).cell,
            expected: units.isEmpty ? nil : .list(Array(units)))
    }
}
