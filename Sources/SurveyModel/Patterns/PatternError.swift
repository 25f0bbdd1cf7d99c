/// What is wrong with a pattern.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is wrong: a character (Unicode scalar) of the pattern, from 1.
    public let position: Int
    /// What is wrong, in a sentence without a full stop.
    public let message: String
    /// What to write instead, in a sentence.
    public let advice: String

    init(_ position: Int, _ message: String, _ advice: String) {
        self.position = position
        self.message = message
        self.advice = advice
    }

    /// Place, message and advice.
    public var description: String { "character \(position): \(message). \(advice)" }
}
