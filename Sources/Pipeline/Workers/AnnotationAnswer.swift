import Foundation
import Report

/// What came of a return that was to be annotated.
enum AnnotationAnswer: Sendable {
    case copy(AnnotatedReturn)
    /// It cannot be annotated, and why.
    case refusal(String)
    /// The processes that were to annotate it did not come to their end.
    case loss(String)

    /// Makes the copy, or tells why it cannot be made.
    ///
    /// - Parameter make: makes the copy.
    init(_ make: () throws -> AnnotatedReturn) {
        do {
            self = .copy(try make())
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
        let seconds: Double
    }

    /// What Excel asks for. The ending becomes part of a file's name, and a worker is not to be trusted with that.
    private static let endings: Set<String> = ["xlsx", "xlsm", "xltx", "xltm"]
    private static let lengthBytes = 4

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
                fileExtension: copy.fileExtension, anewBecause: copy.anewBecause,
                sheetsWithoutNotes: copy.sheetsWithoutNotes, questions: copy.questions)
            content = copy.bytes
        case .refusal(let reason), .loss(let reason): head.refusal = reason
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
        guard length <= rest.count,
            let head = try? ExactJSON.decoder.decode(Head.self, from: Data(rest.prefix(length))),
            head.seconds.isFinite, head.seconds >= 0
        else { return nil }
        seconds = head.seconds
        switch (head.copy, head.refusal) {
        case (let copy?, nil):
            guard Self.endings.contains(copy.fileExtension) else { return nil }
            answer = .copy(
                AnnotatedReturn(
                    bytes: Array(rest.dropFirst(length)), fileExtension: copy.fileExtension,
                    anewBecause: copy.anewBecause, sheetsWithoutNotes: copy.sheetsWithoutNotes,
                    questions: copy.questions))
        case (nil, let reason?): answer = .refusal(reason)
        default: return nil
        }
    }
}
