import Foundation
import Report
import Spreadsheets

/// What came of a return that was to be annotated.
enum AnnotationAnswer: Sendable {
    case copy(AnnotatedReturn)
    /// It cannot be annotated, and why.
    case refusal(String)
    /// It could not be annotated this time, by what happened to the run and not by what is in it, and why.
    case loss(String)

    /// Makes the copy, or tells why it cannot be made.
    ///
    /// - Parameter make: makes the copy.
    init(_ make: () throws -> AnnotatedReturn) {
        do {
            self = .copy(try make())
        } catch let error as SpreadsheetError where error.code == .unreadable || error.code == .notFound {
            self = .loss("\(error)")
        } catch {
            self = .refusal("\(error)")
        }
    }
}

/// An answer as a worker sends it: the length of a head (four bytes, little-endian), the head as JSON, and the copy's bytes.
struct AnnotationReply {
    let answer: AnnotationAnswer
    /// The processor time that it took, in seconds.
    let seconds: Double

    private struct Head: Codable {
        struct Copy: Codable {
            let fileExtension: String
            let anewBecause: String?
            let sheetsWithoutNotes: [String]
            let questions: Int
        }

        var copy: Copy?
        var refusal: String?
        var loss: String?
        let seconds: Double
    }

    /// What Excel asks for. The ending becomes part of a file's name, and a worker is not to be trusted with that.
    private static let endings: Set<String> = ["xlsx", "xlsm", "xltx", "xltm"]
    private static let lengthBytes = 4
    /// A head is read by the run, where it must not become large: a worker is not to be trusted with that either.
    private static let mostHeadBytes = 1 << 20
    /// What is told in the log is told of so many parts, and in so many characters, which as JSON has them are less than a head may be.
    private static let mostParts = 100
    private static let mostCharacters = 1_000

    init(_ answer: AnnotationAnswer, seconds: Double) {
        self.answer = answer
        self.seconds = seconds
    }

    /// - Throws: where it cannot be encoded.
    func payload() throws -> [UInt8] {
        var head = Head(seconds: seconds)
        var content: [UInt8] = []
        switch answer {
        case .copy(let copy):
            head.copy = Head.Copy(
                fileExtension: copy.fileExtension, anewBecause: copy.anewBecause.map(Self.short),
                sheetsWithoutNotes: copy.sheetsWithoutNotes.prefix(Self.mostParts).map(Self.short),
                questions: copy.questions)
            content = copy.bytes
        case .refusal(let reason): head.refusal = Self.short(reason)
        case .loss(let reason): head.loss = Self.short(reason)
        }
        let json = try ExactJSON.encoder.encode(head)
        let length = (0..<Self.lengthBytes).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) }
        return length + json + content
    }

    /// Nil for what no worker says.
    init?(payload: [UInt8]) {
        guard payload.count >= Self.lengthBytes else { return nil }
        let length = payload.prefix(Self.lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
        let rest = payload.dropFirst(Self.lengthBytes)
        guard length <= min(rest.count, Self.mostHeadBytes),
            let head = try? ExactJSON.decoder.decode(Head.self, from: Data(rest.prefix(length))),
            head.seconds.isFinite, head.seconds >= 0
        else { return nil }
        seconds = head.seconds
        switch (head.copy, head.refusal, head.loss) {
        case (let copy?, nil, nil):
            guard Self.endings.contains(copy.fileExtension) else { return nil }
            answer = .copy(
                AnnotatedReturn(
                    bytes: Array(rest.dropFirst(length)), fileExtension: copy.fileExtension,
                    anewBecause: copy.anewBecause, sheetsWithoutNotes: copy.sheetsWithoutNotes,
                    questions: copy.questions))
        case (nil, let reason?, nil): answer = .refusal(reason)
        case (nil, nil, let reason?): answer = .loss(reason)
        default: return nil
        }
    }

    private static func short(_ text: String) -> String { String(text.unicodeScalars.prefix(mostCharacters)) }
}
