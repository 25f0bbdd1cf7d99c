import Extract
import OrderedCollections
import SurveyModel

extension SurveyDraft {
    /// Keeps answers apart from what is published that ask for a person, or how one is reached: but for keys and the reporter, which cannot be private.
    mutating func keepPersonsApart() {
        for (index, layout) in layouts.enumerated() where tables.indices.contains(index) {
            let isForm = if case .form = layout.kind { true } else { false }
            let table = tables[index]
            for (place, field) in table.fields.enumerated() {
                guard field.type == .string, field.list == nil, !table.key.contains(field.name),
                    reporter?.field != "\(table.name).\(field.name)"
                else { continue }
                let labels = Array(field.title.texts.values) + axisLabels(of: field, in: table, layout)
                guard labels.contains(where: { QuestionText.asksForPerson($0, isOfReturn: isForm) }) else { continue }
                tables[index].fields[place].isPrivate = true
                tables[index].fields[place].doubts.append("asks for a person: kept apart from what is published")
            }
        }
    }

    /// What stands over and beside the cells of a matrix, where a field is what they hold.
    private func axisLabels(of field: Field, in table: Table, _ layout: Layout) -> [String] {
        guard case .matrix(_, _, _, let value, _) = layout.kind, value == field.name else { return [] }
        return table.fields.compactMap(\.list).flatMap { name -> [String] in
            guard case .file(let items)? = lists[name]?.source else { return [] }
            return items.flatMap { Array($0.labels.texts.values) }
        }
    }
}
