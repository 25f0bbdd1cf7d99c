import OrderedCollections
import SurveyModel

/// The scales that a definition gives to its fields in one version of the questionnaire, by table, in the order of its fields.
struct DeclaredScales: Sendable {
    private struct Field: Sendable {
        var scale: AskedScale
        /// The powers of ten that this version's own labels state, 0 for a plain unit.
        var labels: Set<Int>
        /// What this version's own labels say unclearly: the definition tells what is meant.
        var unclear: Set<HeadingScale> = []
        /// Its unit, and the units that this version's own labels name, or where these name none, the field's title.
        var unit: String?
        var named: [HeadingUnit] = []
    }

    /// What a heading says depends on its very words and the language.
    private struct HeadingKey: Hashable {
        let levels: [ExactText]
        let language: String?

        init(_ levels: [String], language: String?) {
            self.levels = levels.map(ExactText.init)
            self.language = language
        }
    }

    private typealias Headings = Memory<HeadingKey, HeadingScale>
    private typealias Units = Memory<HeadingKey, HeadingUnit?>

    private let tables: [String: [Field]]
    /// What headings were read as: nearly all returns have the questionnaire's own.
    private let headings: Headings
    private let units = Units(most: 512)
    /// Whether any field has one: most surveys ask for things as they are.
    let isEmpty: Bool

    /// What the newest version's labels state is what the dataset publishes in, unless a `multiplier` turns it into units: a number of
    /// another version, whose labels state something else, is turned into the same.
    init(_ definition: SurveyDefinition, _ version: TemplateVersion) {
        let headings = Headings(most: 512)
        self.headings = headings
        var tables: [String: [Field]] = [:]
        for (name, table) in definition.tables {
            tables[name] = table.fields.values.map { field in
                var own = Field(scale: AskedScale(), labels: [])
                guard field.isMeasured else { return own }
                // Parts of a hundred have a unit, too.
                own.unit = field.unit
                own.named = Self.named(field, name, in: version)
                guard field.isScalable else { return own }
                let newest = definition.versions.first.map { Self.stated(field.name, name, in: $0, headings) } ?? []
                let labels = Self.stated(field.name, name, in: version, headings)
                var scale = Self.scale(field, newest, headings)
                if let power = labels.only, power != newest.only ?? scale.stated {
                    scale.shift += power - (newest.only ?? scale.stated)
                    scale.stated += power - (newest.only ?? scale.stated)
                    scale.method = "declared-multiplier"
                }
                own.scale = scale
                own.labels = labels
                own.unclear = Self.unclear(field.name, name, in: version, headings)
                return own
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
        let stated = headings.value(of: HeadingKey(heading.levels, language: language)) {
            HeadingScale(heading.levels, language: language)
        }
        switch stated {
        case .none: return nil
        case .unclear:
            guard !own.unclear.contains(stated) else { return nil }
            scale.kind = .unclear
        case .plain, .power:
            // The author knows what the questionnaire's own labels say.
            guard let power = stated.stated, power != own.scale.stated, own.labels != [power] else { return nil }
            if stated == .plain {
                // A label that states thousands was altered; where the definition alone does, either may be wrong.
                guard own.labels.contains(where: { $0 != 0 }) else {
                    scale.kind = .against
                    return scale
                }
                scale.kind = .plain
            }
            scale.shift += power - own.scale.stated
            scale.stated = power
            scale.method = "header-multiplier"
        }
        return scale
    }

    /// The words of the unit that a heading names, and of the one that is asked for, where the two differ and the questionnaire's own labels do not name
    /// the heading's. Of a field without a unit they tell what is asked for.
    func otherUnit(
        in heading: Heading, table: String, field: Int, language: String?
    ) -> (named: String, asked: String)? {
        guard let own = tables[table]?[field] else { return nil }
        let named = units.value(of: HeadingKey(heading.levels, language: language)) {
            HeadingUnit(heading.levels, language: language)
        }
        guard let named, !own.named.contains(named) else { return nil }
        if let unit = own.unit { return named.differs(from: unit) ? (named.words, unit) : nil }
        guard let first = own.named.first, own.named.allSatisfy({ named.differs(from: $0) }) else { return nil }
        return (named.words, first.words)
    }

    /// What a version's spellings of a field's question say that may mean two things.
    private static func unclear(
        _ field: String, _ table: String, in version: TemplateVersion, _ headings: Headings
    ) -> Set<HeadingScale> {
        let spellings = labels(of: field, table, in: version).joined().flatMap(\.spellings)
        let scales = spellings.flatMap { language, texts in
            texts.map { text in
                headings.value(of: HeadingKey([text], language: language)) { HeadingScale([text], language: language) }
            }
        }
        return Set(scales.filter { if case .unclear = $0 { true } else { false } })
    }

    /// The units that a version's spellings of a field's question name; where they name none, those of the title of a field without a unit.
    private static func named(_ field: FieldDefinition, _ table: String, in version: TemplateVersion) -> [HeadingUnit] {
        let named = unitsNamed(in: labels(of: field.name, table, in: version).flatMap { $0 })
        return named.isEmpty && field.unit == nil
            ? unitsNamed(in: [Labels(field.title.texts.mapValues { [$0] })]) : named
    }

    /// The units that spellings name, in the order of the spellings.
    private static func unitsNamed(in labels: [Labels]) -> [HeadingUnit] {
        labels.flatMap { $0.spellings.sorted { $0.key < $1.key } }.flatMap { language, texts in
            texts.compactMap { HeadingUnit([$0], language: language) }
        }
    }

    /// The field's multiplier; else the words of the question or the unit, in which the dataset publishes as well.
    private static func scale(_ field: FieldDefinition, _ labels: Set<Int>, _ headings: Headings) -> AskedScale {
        if let power = field.multiplierPower {
            return AskedScale(stated: power, shift: power, method: "declared-multiplier")
        }
        let title = powers([Labels(field.title.texts.mapValues { [$0] })], headings)
        let stated = [labels, title].first { $0.contains { $0 != 0 } && $0.count == 1 }?.first
        return AskedScale(stated: stated ?? HeadingScale.ofUnit(field.unit ?? ""))
    }

    private static func powers(_ labels: [Labels], _ headings: Headings) -> Set<Int> {
        var powers: Set<Int> = []
        for (language, texts) in labels.flatMap(\.spellings) {
            for text in texts {
                let scale = headings.value(of: HeadingKey([text], language: language)) {
                    HeadingScale([text], language: language)
                }
                if let power = scale.stated { powers.insert(power) }
            }
        }
        return powers
    }

    /// What a version's spellings of a field's question state: the innermost words that state anything.
    private static func stated(
        _ field: String, _ table: String, in version: TemplateVersion, _ headings: Headings
    ) -> Set<Int> {
        Set(
            labels(of: field, table, in: version).flatMap {
                $0.lazy.map { powers([$0], headings) }.first { !$0.isEmpty } ?? []
            })
    }

    /// A version's spellings of a field's question, of each layout from the innermost words to the outermost.
    private static func labels(of field: String, _ table: String, in version: TemplateVersion) -> [[Labels]] {
        version.layouts.values.filter { $0.table == table }.flatMap { layout -> [[Labels]] in
            switch layout.kind {
            case .form(let form): own(field, of: form.fields)
            case .blocks(let blocks): own(field, of: blocks.fields)
            case .table(let table):
                table.columns.filter { $0.field == field }.map { [$0.unit, $0.labels, $0.group] }
                    + own(field, of: table.repetition?.fields ?? [])
            case .matrix(let matrix):
                matrix.valueField == field ? [[matrix.rowHeader, matrix.anchors.title]] : []
            }
        }
    }

    private static func own(_ field: String, of fields: [FormField]) -> [[Labels]] {
        fields.filter { $0.field == field }.map { [$0.labels] }
    }
}

extension Set {
    /// The element, where there is only one.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
