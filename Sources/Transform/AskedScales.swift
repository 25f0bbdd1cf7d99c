import OrderedCollections
import SurveyModel

/// The thousands or millions in which a question asks.
struct AskedScale: Sendable, Hashable {
    /// The power of ten of what is typed: 3 for thousands.
    var stated = 0
    /// The power of ten by which it becomes what is published.
    var shift = 0
    /// What made the shift, as the lineage calls it.
    var method: String?
    /// The heading that says otherwise than the definition, or says it unclearly.
    var heading: Heading?
    var isUnclear = false
}

/// The scales that a definition gives to its fields, by table, in the order of its fields.
struct DeclaredScales: Sendable {
    private struct Field: Sendable {
        let scale: AskedScale
        /// The powers of ten that the questionnaire's own labels state.
        let labels: Set<Int>
    }

    private let tables: [String: [Field]]
    /// Whether any field has one: most surveys ask for things as they are.
    let isEmpty: Bool

    init(_ definition: SurveyDefinition) {
        var tables: [String: [Field]] = [:]
        for (name, table) in definition.tables {
            tables[name] = table.fields.values.map { field in
                guard field.isScalable else { return Field(scale: AskedScale(), labels: []) }
                let labels = Self.powers(Self.labels(of: field.name, table: name, in: definition))
                return Field(scale: Self.scale(field, labels), labels: labels)
            }
        }
        self.tables = tables
        isEmpty = tables.values.allSatisfy { $0.allSatisfy { $0.scale == AskedScale() } }
    }

    /// The scale of a field.
    func scale(table: String, field: Int) -> AskedScale {
        tables[table]?[field].scale ?? AskedScale()
    }

    /// The scale that a heading makes; nil where it says nothing that the definition does not say.
    func scale(of heading: Heading, table: String, field: Int, language: String?) -> AskedScale? {
        guard let own = tables[table]?[field] else { return nil }
        var scale = own.scale
        scale.heading = heading
        switch HeadingScale(heading.levels, language: language) {
        case .none: return nil
        case .unclear: scale.isUnclear = true
        case .power(let power):
            // The author knows what the questionnaire's own labels say.
            guard power != own.scale.stated, !own.labels.contains(power) else { return nil }
            scale.shift += power - own.scale.stated
            scale.stated = power
            scale.method = "header-multiplier"
        }
        return scale
    }

    /// The field's multiplier; else the words of the question or the unit, in which the dataset publishes as well.
    private static func scale(_ field: FieldDefinition, _ labels: Set<Int>) -> AskedScale {
        if let power = field.multiplierPower {
            return AskedScale(stated: power, shift: power, method: "declared-multiplier")
        }
        let title = powers([Labels(field.title.texts.mapValues { [$0] })])
        let stated = [labels, title].first { $0.count == 1 }?.first
        return AskedScale(stated: stated ?? HeadingScale.ofUnit(field.unit ?? ""))
    }

    private static func powers(_ labels: [Labels]) -> Set<Int> {
        let spellings = labels.flatMap { $0.spellings.flatMap { language, texts in texts.map { (language, $0) } } }
        return Set(
            spellings.compactMap { language, text in
                if case .power(let power) = HeadingScale([text], language: language) { power } else { nil }
            })
    }

    /// The spellings that the definition has for a field's question.
    private static func labels(of field: String, table: String, in definition: SurveyDefinition) -> [Labels] {
        definition.versions.flatMap(\.layouts.values).filter { $0.table == table }.flatMap { layout -> [Labels] in
            switch layout.kind {
            case .form(let form): form.fields.filter { $0.field == field }.map(\.labels)
            case .blocks(let blocks): blocks.fields.filter { $0.field == field }.map(\.labels)
            case .table(let table):
                table.columns.filter { $0.field == field }.flatMap { [$0.labels, $0.group, $0.unit] }
            case .matrix: []
            }
        }
    }
}

/// The scales of a return: those of the definition, and what its own headings say otherwise.
struct AskedScales: Sendable {
    /// A field below a heading.
    struct Place: Hashable, Sendable {
        let layout: String
        let table: String
        let sheet: String
        let field: Int
    }

    private let declared: DeclaredScales
    private var scales: [Place: AskedScale] = [:]
    private var seen: [Place: Int] = [:]

    /// The scales of a return whose fields stand at `places`.
    init(_ declared: DeclaredScales, definition: SurveyDefinition, places: [FieldPlace], language: String?) {
        self.declared = declared
        for place in places {
            guard let heading = place.heading, let table = definition.tables[place.table],
                let index = table.index(of: place.field), table.fields.values[index].isScalable
            else { continue }
            let key = Place(layout: place.layout, table: place.table, sheet: place.sheet, field: index)
            if scales[key]?.isUnclear ?? false { continue }
            let scale = declared.scale(of: heading, table: place.table, field: index, language: language)
            let own = declared.scale(table: place.table, field: index)
            if let other = seen[key], other != (scale?.shift ?? own.shift) {
                // Two headings of one field that differ: below which of them a value stands is not known.
                scales[key] = AskedScale(
                    stated: own.stated, shift: own.shift, method: own.method, heading: scales[key]?.heading ?? heading,
                    isUnclear: true)
            } else if let scale {
                scales[key] = scale
            }
            seen[key] = scale?.shift ?? own.shift
        }
    }

    /// Whether numbers are published as they are typed throughout.
    var isEmpty: Bool { scales.isEmpty && declared.isEmpty }

    /// The scale of a field of a record.
    func scale(of place: Place) -> AskedScale {
        scales[place] ?? declared.scale(table: place.table, field: place.field)
    }
}

extension FieldDefinition {
    /// Whether its values can be in thousands: numbers, and no parts of a hundred.
    var isScalable: Bool {
        (type == .number || type == .integer) && codeList == nil && unit != "percent"
    }
}
