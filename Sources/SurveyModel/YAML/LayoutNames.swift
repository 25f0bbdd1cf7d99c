/// What a layout names: the table that it fills, the table's fields, and codes, each with its place. Kept as the layouts of versions and overrides are put
/// together, and looked at when tables and lists are known.
struct LayoutNames: Sendable {
    /// The columns of a table that are marked with an X.
    struct Marks: Sendable {
        let field: String
        /// Where `marks` stands.
        let position: SourcePosition
        let codes: [PlacedName]
    }

    let layout: String
    let table: PlacedName
    /// All fields but those of a matrix.
    private(set) var fields: [PlacedName] = []
    /// The fields of a matrix, each of which is given once.
    private(set) var fieldsOfMatrix: [PlacedName] = []
    private(set) var marks: [Marks] = []

    init(_ entry: YAMLNode.Entry) {
        let node = entry.value
        layout = entry.key
        table = node["into"]?.placedName ?? PlacedName(text: "", position: entry.keyPosition)
        if let form = node["form"] { takeFields(of: form) }
        if let blocks = node["blocks"] {
            take(blocks["number"])
            takeFields(of: blocks)
        }
        if let table = node["table"] { takeTable(table) }
        if let matrix = node["matrix"] {
            for key in ["rows", "header", "value"] { fieldsOfMatrix += matrix[key]?.placedNames ?? [] }
        }
    }

    private mutating func takeTable(_ node: YAMLNode) {
        for column in node["columns"]?.entries ?? [] {
            fields.append(column.placedKey)
            guard let given = column.value.entries.first(where: { $0.key == "marks" }) else { continue }
            marks.append(
                Marks(
                    field: column.key, position: given.keyPosition, codes: given.value.entries.map(\.placedKey)))
        }
        take(node["headings"]?["field"])
        if let repetition = node["repeat"] {
            take(repetition["number"])
            takeFields(of: repetition)
        }
    }

    private mutating func takeFields(of node: YAMLNode) {
        fields += (node["fields"]?.entries ?? []).map(\.placedKey)
    }

    private mutating func take(_ node: YAMLNode?) {
        if let name = node?.placedName { fields.append(name) }
    }
}
