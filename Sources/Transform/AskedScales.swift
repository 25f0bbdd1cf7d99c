import OrderedCollections
import SurveyModel

/// The thousands or millions in which a question asks.
struct AskedScale: Sendable, Hashable {
    /// What a heading says of it.
    enum Kind: Sendable, Hashable {
        /// It states a multiplier.
        case multiplier
        /// It states a plain unit, where the questionnaire's label states a multiplier.
        case plain
        /// It states a plain unit, where the definition has a multiplier of which no label speaks.
        case against
        /// It may mean one multiplier or another.
        case unclear
    }

    /// The power of ten of what is typed: 3 for thousands.
    var stated = 0
    /// The power of ten by which it becomes what is published.
    var shift = 0
    /// What made the shift, as the lineage calls it.
    var method: String?
    /// The heading that says otherwise than the definition, or says it unclearly.
    var heading: Heading?
    var kind = Kind.multiplier
}

/// The scales of a return: those of the definition, and what its own headings say otherwise.
struct AskedScales: Sendable {
    /// A field below a heading.
    struct Place: Hashable, Sendable {
        let layout: String
        let table: String
        let sheet: String
        let field: Int
        /// The words over the field in the record's own block or repeated table; nil where the layout has one heading for all.
        var levels: [String]?
    }

    private let declared: DeclaredScales
    private let language: String?
    private var scales: [Place: AskedScale] = [:]
    private var seen: [Place: Int] = [:]

    /// The scales of a return whose fields stand at `places`.
    init(_ declared: DeclaredScales, definition: SurveyDefinition, places: [FieldPlace], language: String?) {
        self.declared = declared
        self.language = language
        for place in places {
            guard let heading = place.heading, let table = definition.tables[place.table],
                let index = table.index(of: place.field), table.fields.values[index].isScalable
            else { continue }
            let key = Place(layout: place.layout, table: place.table, sheet: place.sheet, field: index)
            if scales[key]?.kind == .unclear { continue }
            let scale = declared.scale(of: heading, table: place.table, field: index, language: language)
            let own = declared.scale(table: place.table, field: index)
            if let other = seen[key], other != (scale?.shift ?? own.shift) {
                // Two headings of one field that differ: below which of them a value stands is not known.
                scales[key] = AskedScale(
                    stated: own.stated, shift: own.shift, method: own.method, heading: scales[key]?.heading ?? heading,
                    kind: .unclear)
            } else if let scale {
                scales[key] = scale
            }
            seen[key] = scale?.shift ?? own.shift
        }
    }

    /// Whether numbers are published as they are typed, as far as the definition and the headings of layouts tell.
    var isEmpty: Bool { scales.isEmpty && declared.isEmpty }

    /// The scale of a field of a record, and where it counts; `heading` is that of the record's own block or table, where it has one.
    mutating func scale(of place: Place, heading: Heading?) -> (scale: AskedScale, place: Place) {
        guard let heading else {
            return (scales[place] ?? declared.scale(table: place.table, field: place.field), place)
        }
        var own = place
        own.levels = heading.levels
        if let known = scales[own] { return (known, own) }
        let scale =
            declared.scale(of: heading, table: place.table, field: place.field, language: language)
            ?? declared.scale(table: place.table, field: place.field)
        scales[own] = scale
        return (scale, own)
    }
}

extension FieldDefinition {
    /// Whether its values can be in thousands: numbers, and no parts of a hundred.
    var isScalable: Bool { isMeasured && PartOfWhole(unit: unit) != .hundredth }

    /// Whether its values are numbers, which may be in a unit.
    var isMeasured: Bool { (type == .number || type == .integer) && codeList == nil }
}
