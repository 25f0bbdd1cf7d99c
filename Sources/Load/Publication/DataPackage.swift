import OrderedCollections
import SurveyModel

/// The dataset's description: a Data Package (version 2) with a Table Schema for each table.
/// Source: datapackage.org, Data Package, Data Resource, Table Dialect and Table Schema, version 2.0.
struct DataPackage {
    private let publication: Publication

    init(_ publication: Publication) {
        self.publication = publication
    }

    private var language: String { publication.definition.language }

    /// The JSON text.
    ///
    /// - Parameter data: the dataset's files, for their sizes and hashes.
    func json(data: [WrittenFile]) -> [UInt8] {
        let definition = publication.definition
        var members: [(String, String)] = [
            ("$schema", JSONText.quoted("https://datapackage.org/profiles/2.0/datapackage.json")),
            ("name", JSONText.quoted(publication.survey)),
            ("title", JSONText.quoted(definition.title.text(in: language))),
        ]
        if let notice = definition.notice {
            members.append(("description", JSONText.quoted(notice.text(in: language))))
        }
        if let agency = definition.agency {
            members.append(
                (
                    "contributors",
                    "[\(JSONText.object([("title", JSONText.quoted(agency.text(in: language))), ("roles", "[\"publisher\"]")]))]"
                ))
        }
        let resources = definition.tables.values.map { resource($0, data: data) }
        members.append(("resources", "[\n" + resources.joined(separator: ",\n") + "\n]"))
        let lines = members.map { "\(JSONText.quoted($0)): \($1)" }.joined(separator: ",\n")
        return Array("{\n\(lines)\n}\n".utf8)
    }

    private func resource(_ table: TableDefinition, data: [WrittenFile]) -> String {
        let file = data.first { $0.path == "dataset/\(table.name).csv" }
        var members: [(String, String)] = [
            ("name", JSONText.quoted(table.name)), ("path", JSONText.quoted("\(table.name).csv")),
            ("type", JSONText.quoted("table")),
            ("title", JSONText.quoted(table.title.text(in: language))),
        ]
        if let summary = table.summary { members.append(("description", JSONText.quoted(summary.text(in: language)))) }
        members += [
            ("format", JSONText.quoted("csv")), ("mediatype", JSONText.quoted("text/csv")),
            ("encoding", JSONText.quoted("utf-8")),
            ("bytes", String(file?.size ?? 0)),
            ("hash", JSONText.quoted("sha256:\(file?.sha256 ?? "")")),
            ("dialect", JSONText.object([("lineTerminator", JSONText.quoted("\n"))])),
            ("schema", schema(table)),
        ]
        return JSONText.object(members)
    }

    private func schema(_ table: TableDefinition) -> String {
        let fields = table.publicFields.flatMap { self.fields($0, of: table) } + identityFields
        return "{\"fields\": [\n" + fields.joined(separator: ",\n")
            + "\n], \"missingValues\": [\"\"], \"primaryKey\": [\"return\", \"record\"]}"
    }

    private func fields(_ field: FieldDefinition, of table: TableDefinition) -> [String] {
        let title = field.title.text(in: language)
        var members: [(String, String)] = [
            ("name", JSONText.quoted(field.name)),
            ("type", JSONText.quoted(publishedType(of: field, in: table).rawValue)),
            ("title", JSONText.quoted(title)),
        ]
        if let summary = field.summary { members.append(("description", JSONText.quoted(summary.text(in: language)))) }
        if let unit = field.unit { members.append(("unit", JSONText.quoted(unit))) }
        let constraints = constraints(of: field, in: table)
        if !constraints.isEmpty { members.append(("constraints", JSONText.object(constraints))) }
        return [JSONText.object(members)]
            + DatasetTable.columns(of: field, in: publication).dropFirst().map { name in
                let isLabel = name.hasSuffix("_label")
                return JSONText.object([
                    ("name", JSONText.quoted(name)), ("type", JSONText.quoted("string")),
                    (
                        "title",
                        JSONText.quoted(
                            isLabel
                                ? "\(title): label"
                                : publication.definition.flags.isEmpty && !publication.marksValues
                                    ? "\(title): observation status where there is no value (SDMX CL_OBS_STATUS)"
                                    : "\(title): observation status (SDMX CL_OBS_STATUS)")
                    ),
                ])
            }
    }

    private var identityFields: [String] {
        [
            JSONText.object([
                ("name", JSONText.quoted("reporter")), ("type", JSONText.quoted("string")),
                ("title", JSONText.quoted("Reporter")),
            ]),
            JSONText.object([
                ("name", JSONText.quoted("round")), ("type", JSONText.quoted("string")),
                ("title", JSONText.quoted("Round")),
            ]),
            JSONText.object([
                ("name", JSONText.quoted("return")), ("type", JSONText.quoted("string")),
                ("title", JSONText.quoted("Return: the first 12 hex digits of the file's SHA-256")),
            ]),
            JSONText.object([
                ("name", JSONText.quoted("record")), ("type", JSONText.quoted("integer")),
                ("title", JSONText.quoted("Number of the record in its return")),
            ]),
        ]
    }

    private func publishedType(of field: FieldDefinition, in table: TableDefinition) -> FieldType {
        if field.codeList != nil { return .string }
        return field.type == .year && !hasFourDigits(field, in: table) ? .integer : field.type
    }

    /// Whether the years of a field have the four digits that Table Schema asks for: on a side without a bound of its own none that has fewer or more is read.
    private func hasFourDigits(_ field: FieldDefinition, in table: TableDefinition) -> Bool {
        let constraints = field.constraints
        let isLate = constraints.minimum?.number.map { $0 >= 1_000 && isKept(.minimum, of: field, in: table) } ?? true
        let isEarly = constraints.maximum?.number.map { $0 <= 9_999 && isKept(.maximum, of: field, in: table) } ?? true
        return isLate && isEarly
    }

    /// The constraints that published values keep.
    private func constraints(of field: FieldDefinition, in table: TableDefinition) -> [(String, String)] {
        let constraints = field.constraints
        // Table Schema has lengths for texts alone, and bounds for what is none.
        let type = publishedType(of: field, in: table)
        let isText = type == .string
        let kept: [(ConstraintName, String?)] = [
            (.required, constraints.required ? "true" : nil),
            (.minimum, isText ? nil : constraints.minimum.map(json)),
            (.maximum, isText ? nil : constraints.maximum.map(json)),
            (.minLength, isText ? constraints.minLength.map { String($0) } : nil),
            (.maxLength, isText ? maxLength(of: field) : nil),
            (.enumeration, enumeration(of: field, as: type)),
        ]
        return kept.compactMap { name, value in
            guard let value, isKept(name, of: field, in: table) else { return nil }
            return (name.rawValue, value)
        }
    }

    /// Whether a constraint is promised: its breach keeps a record out, whosever it is, and no decision lets one stand.
    private func isKept(_ name: ConstraintName, of field: FieldDefinition, in table: TableDefinition) -> Bool {
        publication.definition.keeps(name, of: field)
            && !publication.disposition.isBroken(name, of: field.name, in: table.name)
            // What policy keeps out of a value leaves it empty, and so does what cannot be read, also where that is not told.
            && (name != .required
                || !publication.blanksValues && !publication.definition.mayLeaveEmpty(field, of: table))
    }

    /// The greatest length that a text has in the file: one that a spreadsheet program would run has an apostrophe in front, which counts there.
    private func maxLength(of field: FieldDefinition) -> String? {
        guard let most = field.constraints.maxLength else { return nil }
        let codes = field.codeList.map { publication.labels[$0] ?? [:] }
        let mayBeLonger = codes?.keys.contains { CSVText.neutral($0) != $0 } ?? true
        return String(mayBeLonger && most < .max ? most + 1 : most)
    }

    /// The values allowed, as they stand in the file; those of a boolean are JSON's own.
    private func enumeration(of field: FieldDefinition, as type: FieldType) -> String {
        let values = field.constraints.enumeration.map {
            type == .boolean ? $0 : JSONText.quoted(CSVText.neutral($0))
        }
        return "[" + values.joined(separator: ", ") + "]"
    }

    private func json(_ value: Value) -> String {
        switch value {
        case .integer, .number, .boolean: value.text
        case .text, .date, .codes: JSONText.quoted(value.text)
        }
    }
}
