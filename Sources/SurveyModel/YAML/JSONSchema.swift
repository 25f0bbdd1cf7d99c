import Foundation

extension SurveyDefinition {
    /// The JSON Schema (draft 2020-12) of `pipeline.yaml`, made from the shape that the decoder checks, so that an editor and the decoder agree.
    /// Published as `docs/pipeline.schema.json`.
    public static var jsonSchema: String {
        JSONSchemaWriter().document(DefinitionShape.root, title: "Canvass survey definition (pipeline.yaml)")
    }
}

extension RuleTestSuite {
    /// The JSON Schema of `rules-test.yaml`, made in the same way. Published as `docs/rules-test.schema.json`.
    public static var jsonSchema: String {
        JSONSchemaWriter().document(RuleTestShape.root, title: "Canvass tests of rules (rules-test.yaml)")
    }
}

/// Writes shapes as JSON Schema, with keys in the shapes' order. Written as text, since the order of keys matters to readers and Foundation sorts or shuffles them.
private struct JSONSchemaWriter {
    func document(_ root: Shape, title: String) -> String {
        let head: [(String, String)] = [
            ("$schema", quoted("https://json-schema.org/draft/2020-12/schema")),
            ("title", quoted(title)),
        ]
        return object(head + members(root), indent: 0) + "\n"
    }

    /// The members of the schema of a shape.
    ///
    /// - Parameter required: whether keys that must be there are; of what differs from a layout the base has them, at any depth.
    private func members(_ shape: Shape, required: Bool = true) -> [(String, String)] {
        switch shape {
        case .any: []
        case .text: text
        case .filled: text + [("pattern", quoted("\\S"))]
        case .word(let words): [("enum", "[" + words.flatMap { spellings($0) }.joined(separator: ", ") + "]")]
        case .boolean: [("type", quoted("boolean"))]
        case .integer(let minimum): [("type", quoted("integer"))] + (minimum.map { [("minimum", String($0))] } ?? [])
        case .number: [("type", quoted("number"))]
        case .size: size
        case .date: [("type", quoted("string")), ("format", quoted("date"))]
        case .localized(let many): localized(many: many)
        case .localizedOrExpression: localizedOrExpression
        case .list(let item, let orOne, let atLeastOne): list(item, orOne: orOne, atLeastOne: atLeastOne, required)
        case .named(let value, let atLeastOne):
            keyed(value, names: "^[a-z][a-z0-9_]*$", required) + (atLeastOne ? [("minProperties", "1")] : [])
        case .keyed(let value): keyed(value, names: nil, required)
        case .object(let shape): self.shape(shape, required: required)
        case .short(let short, let long): self.short(short, long, required)
        case .differences(let base): members(base, required: false)
        }
    }

    private var text: [(String, String)] { [("type", "[\"string\", \"number\", \"boolean\"]")] }

    /// A word that looks like a number may be written without quotes.
    private func spellings(_ word: String) -> [String] {
        Int(word) == nil ? [quoted(word)] : [word, quoted(word)]
    }

    private var size: [(String, String)] {
        let number = object([("type", quoted("integer")), ("minimum", "1")], indent: nil)
        let text = object([("type", quoted("string")), ("pattern", quoted(ByteSize.form))], indent: nil)
        return [("anyOf", "[\(number), \(text)]")]
    }

    private func localized(many: Bool) -> [(String, String)] {
        let value: Shape = many ? .list(.text, orOne: true) : .filled("text")
        let byLanguage: [(String, String)] = [
            ("type", quoted("object")),
            ("propertyNames", object([("pattern", quoted("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))], indent: nil)),
            ("additionalProperties", object(members(value), indent: nil)),
        ]
        return [("anyOf", "[" + object(members(value), indent: nil) + ", " + object(byLanguage, indent: nil) + "]")]
    }

    private var localizedOrExpression: [(String, String)] {
        let expression = shape(
            ObjectShape("an expression", [Property("sql", .text, required: true, "An SQL expression over the record.")])
        )
        return [
            (
                "anyOf",
                "[" + object(localized(many: false), indent: nil) + ", " + object(expression, indent: nil) + "]"
            )
        ]
    }

    private func list(_ item: Shape, orOne: Bool, atLeastOne: Bool, _ required: Bool) -> [(String, String)] {
        let one = object(members(item, required: required), indent: nil)
        var list = [("type", quoted("array")), ("items", one)]
        if atLeastOne { list.append(("minItems", "1")) }
        guard orOne else { return list }
        return [("anyOf", "[" + one + ", " + object(list, indent: nil) + "]")]
    }

    private func keyed(_ value: Shape, names: String?, _ required: Bool) -> [(String, String)] {
        [("type", quoted("object"))]
            + (names.map { [("propertyNames", object([("pattern", quoted($0))], indent: nil))] } ?? [])
            + [("additionalProperties", object(members(value, required: required), indent: nil))]
    }

    private func short(_ short: Shape, _ long: ObjectShape, _ required: Bool) -> [(String, String)] {
        let choices = [members(short, required: required), shape(long, required: required)]
        return [("anyOf", "[" + choices.map { object($0, indent: nil) }.joined(separator: ", ") + "]")]
    }

    private func shape(_ shape: ObjectShape, required: Bool = true) -> [(String, String)] {
        var result = [("type", quoted("object")), ("additionalProperties", "false")]
        let needed = shape.properties.filter(\.isRequired).map { quoted($0.key) }
        if required, !needed.isEmpty { result.append(("required", "[" + needed.joined(separator: ", ") + "]")) }
        if required, !shape.exactlyOne.isEmpty {
            let choices = shape.exactlyOne.map { keys in
                "{\"oneOf\": [" + keys.map { "{\"required\": [\(quoted($0))]}" }.joined(separator: ", ") + "]}"
            }
            result.append(("allOf", "[" + choices.joined(separator: ", ") + "]"))
        }
        let properties = shape.properties.map { property in
            (
                property.key,
                object(
                    [("description", quoted(property.summary))] + members(property.shape, required: required),
                    indent: nil)
            )
        }
        result.append(("properties", object(properties, indent: 0)))
        return result
    }

    private func object(_ members: [(String, String)], indent: Int?) -> String {
        guard indent != nil else { return JSONText.object(members) }
        return "{\n" + members.map { "  \(quoted($0)): " + $1.replacing("\n", with: "\n  ") }.joined(separator: ",\n")
            + "\n}"
    }

    private func quoted(_ text: String) -> String {
        JSONText.quoted(text)
    }
}
