import Foundation
import Report

/// The annotated copy of a return: with the survey and the return's issues all that it is made of.
struct AnnotatedCopy: Codable, Sendable {
    /// The return's content.
    let sha256: String
    /// The name under which the return was sent.
    let name: String
    let language: String
    /// The folder of its reporter.
    let folder: String
    /// What its name has at its end, where a reporter has several.
    let number: String
    /// Whether its owner alone may read it, which a copy that is taken by a link keeps.
    let isPrivate: Bool
}

/// What a worker is told of a copy that is to be made.
struct AnnotationTask: Codable, Sendable {
    let copy: AnnotatedCopy
    let questions: ReturnQuestions
}

extension AnnotationTask {
    /// A task as it was encoded by ``ExactJSON``.
    init?(payload: [UInt8]) {
        guard let task = try? ExactJSON.decoder.decode(Self.self, from: Data(payload)) else { return nil }
        self = task
    }
}

/// JSON that has all values as they are, numbers that are none among them, in one order.
enum ExactJSON {
    private static let words = (positive: "inf", negative: "-inf", none: "nan")

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.none)
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: words.positive, negativeInfinity: words.negative, nan: words.none)
        return decoder
    }
}
