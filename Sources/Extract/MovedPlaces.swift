import OrderedCollections
import SurveyModel

extension LayoutResult {
    /// The same besides what was found before it of its table: a field has one place in a sheet. Of records that have it elsewhere the answers
    /// are written down with their cells, and where the blank ones would stand is told by the records' numbers.
    ///
    /// - Parameters:
    ///   - known: where the fields stand by what was found before, in whatever sheets and tables.
    ///   - count: how many records of the table there were.
    func placed(besides known: [FieldPlace], after count: Int, of table: TableDefinition) -> LayoutResult {
        var result = self
        if count > 0 { result.movedPlaces = movedPlaces.map { $0.moved(by: count) } }
        let sheet = places.first?.sheet
        let known = known.filter { $0.table == table.name && $0.sheet == sheet }
        guard !known.isEmpty else { return result }
        // Another layout's heading may ask in thousands: it is told, though it has no place of its own. Those of one layout's blocks and tables
        // are their records'.
        result.places = places.filter { place in
            !known.contains { other in
                other.field == place.field
                    && (other.layout == place.layout || other.heading?.levels == place.heading?.levels)
            }
        }
        if count > 0 {
            let new = places.filter { place in !known.contains { $0.field == place.field } }
            result.movedPlaces += new.map { $0.missing(in: 1...count) }
        }
        guard !records.isEmpty else { return result }
        let first = known.firstOfFields
        let elsewhere = places.filter { place in first[place.field].map { !$0.isAlike(place) } ?? false }
        if !elsewhere.isEmpty { result.records = marked(Set(elsewhere.map(\.field)), of: table) }
        result.movedPlaces += placesOfRecords(besides: first, after: count, of: table)
        return result
    }

    /// Its records with the entries of some fields marked: they do not stand where the fields' places tell.
    private func marked(_ fields: Set<String>, of table: TableDefinition) -> [RawRecord] {
        let indexes = fields.compactMap { table.index(of: $0) }
        return records.map { record in
            var entries = record.entries
            for index in indexes { entries[index]?.isMoved = true }
            return RawRecord(
                table: record.table, layout: record.layout, anchor: record.anchor, entries: entries,
                headings: record.headings)
        }
    }

    /// Where its records have what `known` has elsewhere, or what they lack: only those with blank answers are asked.
    private func placesOfRecords(
        besides known: OrderedDictionary<String, FieldPlace>, after count: Int, of table: TableDefinition
    ) -> [FieldPlace] {
        let own = places.firstOfFields
        let indexes = Set(known.keys).union(own.keys).compactMap { table.index(of: $0) }
        guard records.contains(where: { record in indexes.contains { record.entries[$0] == nil } }) else { return [] }
        let all = 1...records.count
        // Later tables of the layout have been told from its first.
        let told = Dictionary(grouping: movedPlaces, by: \.field).mapValues { $0.compactMap(\.records) }
        var found: [FieldPlace] = []
        for (field, place) in own {
            guard let other = known[field], !other.isAlike(place) else { continue }
            found += all.without(told[field] ?? []).map { place.only(of: $0).moved(by: count) }
        }
        for (field, place) in known where own[field] == nil {
            found.append(place.missing(in: all).moved(by: count))
        }
        return found
    }
}

extension [FieldPlace] {
    /// The first of each field, in their order.
    fileprivate var firstOfFields: OrderedDictionary<String, FieldPlace> {
        OrderedDictionary(map { ($0.field, $0) }) { first, _ in first }
    }
}

extension FieldPlace {
    /// Whether it leads to the same cells.
    fileprivate func isAlike(_ other: FieldPlace) -> Bool { column == other.column && row == other.row }

    /// The place of some records alone. What stands over their answers they tell themselves.
    fileprivate func only(of records: ClosedRange<Int>) -> FieldPlace {
        FieldPlace(
            table: table, field: field, sheet: sheet, column: column, row: row, layout: layout, rung: rung,
            records: records)
    }

    /// What tells that some records do not have the field.
    fileprivate func missing(in records: ClosedRange<Int>) -> FieldPlace {
        FieldPlace(
            table: table, field: field, sheet: sheet, column: "", row: "", layout: layout, rung: rung, records: records)
    }

    /// The same where more records come before those that have it.
    fileprivate func moved(by count: Int) -> FieldPlace {
        records.map { only(of: ($0.lowerBound + count)...($0.upperBound + count)) } ?? self
    }
}

extension ClosedRange<Int> {
    /// What is left of it without others, which stand in their order.
    fileprivate func without(_ others: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var left: [ClosedRange<Int>] = []
        var next = lowerBound
        for other in others {
            if next < other.lowerBound { left.append(next...(other.lowerBound - 1)) }
            next = Swift.max(next, other.upperBound + 1)
        }
        if next <= upperBound { left.append(next...upperBound) }
        return left
    }
}
