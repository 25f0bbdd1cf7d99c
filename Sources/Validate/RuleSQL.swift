import SurveyModel

/// The SQL that a survey's rules are turned into.
enum RuleSQL {
    /// One scan of a table's records for all its record checks: `return`, `record`, and a column for each check.
    static func scan(_ rules: [(id: String, expression: String)], table: String) -> String {
        // A line break ends a comment that an expression may end with.
        let columns = rules.enumerated().map { index, rule in "(\(rule.expression)\n) AS _check\(index)" }
        return
            "SELECT \"return\", record, \(columns.joined(separator: ", ")) FROM \(StagingSchema.quoted(table)) ORDER BY \"return\", record"
    }

    /// A check alone, to see whether it compiles.
    static func single(_ expression: String, table: String) -> String {
        "SELECT (\(expression)\n) FROM \(StagingSchema.quoted(table))"
    }

    /// Whether a query only reads: it starts with SELECT or WITH. Read-only connections refuse the rest.
    static func isSelect(_ sql: String) -> Bool {
        let word = sql.drop { $0.isWhitespace || $0 == "(" }.prefix { $0.isLetter }.lowercased()
        return word == "select" || word == "with"
    }

    /// The words of an SQL text outside quotation marks of values, in order: identifiers, keywords, and names in double quotes.
    static func words(_ sql: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isInText = false
        for character in sql + " " {
            if character == "'" {
                isInText.toggle()
            } else if !isInText, character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        return words
    }
}
