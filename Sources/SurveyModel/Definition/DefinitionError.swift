/// One thing that is wrong with a survey's definition: what, where, and how to mend it.
public struct DefinitionDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// The file, as the user would name it: `pipeline.yaml`, `codelists/depth.csv`.
    public let file: String
    /// The place in that file.
    public let position: SourcePosition
    /// What was found and what was expected, in a sentence without a full stop.
    public let message: String
    /// What to do about it, in a sentence.
    public let advice: String

    /// A diagnostic at a place in a file.
    public init(file: String, position: SourcePosition, message: String, advice: String) {
        self.file = file
        self.position = position
        self.message = message
        self.advice = advice
    }

    /// `file:line:column: message. advice`, the form that editors make clickable.
    public var description: String {
        "\(file):\(position.line):\(position.column): \(message). \(advice)"
    }
}

/// A definition that cannot be used, with everything that is wrong with it (exit code 65).
public struct DefinitionError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in file order; never empty.
    public let diagnostics: [DefinitionDiagnostic]

    /// An error of one diagnostic.
    public init(_ diagnostic: DefinitionDiagnostic) {
        diagnostics = [diagnostic]
    }

    /// An error of several diagnostics; `nil` where there are none.
    public init?(_ diagnostics: [DefinitionDiagnostic]) {
        guard !diagnostics.isEmpty else { return nil }
        self.diagnostics = diagnostics
    }

    /// So many are told: where there are more, a few causes are behind them all.
    static let mostTold = 100

    /// One line for each diagnostic, and of a great many how many more there are.
    public var description: String {
        let lines = diagnostics.prefix(Self.mostTold).map(\.description)
        let more = diagnostics.count - lines.count
        guard more > 0 else { return lines.joined(separator: "\n") }
        return (lines + ["… and \(more) more. Mend these first."]).joined(separator: "\n")
    }
}
