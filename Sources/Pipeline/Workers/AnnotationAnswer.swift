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

/// An answer as a worker sends it: the length of a head (four bytes, little-endian), the head as bundles have what is in them, and the copy's bytes.
struct AnnotationReply {
    let answer: AnnotationAnswer
    /// The processor time that it took, in seconds.
    let seconds: Double

    private enum Kind: Int {
        case copy = 1
        case refusal, loss
    }

    /// What Excel asks for. The ending becomes part of a file's name, and a worker is not to be trusted with that.
    private static let endings: Set<String> = ["xlsx", "xlsm", "xltx", "xltm"]
    private static let lengthBytes = 4
    /// A head is read by the run, where it must not become large: a worker is not to be trusted with that either.
    private static let mostHeadBytes = 1 << 20
    /// What is told in the log is told of so many parts, and in so many characters, which are less than a head may be.
    private static let mostParts = 100
    private static let mostCharacters = 1_000

    init(_ answer: AnnotationAnswer, seconds: Double) {
        self.answer = answer
        self.seconds = seconds
    }

    var payload: [UInt8] {
        var head = BundleWriter()
        head.append(seconds)
        var content: [UInt8] = []
        switch answer {
        case .copy(let copy):
            head.append(count: Kind.copy.rawValue)
            head.append(text: copy.fileExtension)
            head.append(optional: copy.anewBecause.map(Self.short))
            let parts = copy.sheetsWithoutNotes.prefix(Self.mostParts)
            head.append(count: parts.count)
            for part in parts { head.append(text: Self.short(part)) }
            head.append(count: copy.questions)
            content = copy.bytes
        case .refusal(let reason):
            head.append(count: Kind.refusal.rawValue)
            head.append(text: Self.short(reason))
        case .loss(let reason):
            head.append(count: Kind.loss.rawValue)
            head.append(text: Self.short(reason))
        }
        let length = (0..<Self.lengthBytes).map { UInt8(truncatingIfNeeded: head.bytes.count >> (8 * $0)) }
        return length + head.bytes + content
    }

    /// Nil for what no worker says.
    init?(payload: [UInt8]) {
        guard payload.count >= Self.lengthBytes else { return nil }
        let length = payload.prefix(Self.lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= min(payload.count - Self.lengthBytes, Self.mostHeadBytes) else { return nil }
        let end = Self.lengthBytes + length
        var reader = BundleReader(payload, Self.lengthBytes..<end)
        guard let reply = try? AnnotationReply(&reader, content: payload[end...]), reader.isAtEnd else { return nil }
        self = reply
    }

    private init(_ reader: inout BundleReader, content: ArraySlice<UInt8>) throws {
        // One that is no number, or infinite, is refused there.
        seconds = try reader.number()
        guard seconds >= 0, let kind = Kind(rawValue: try reader.count()) else { throw BundleReader.Damaged() }
        switch kind {
        case .copy:
            let fileExtension = try reader.text()
            guard Self.endings.contains(fileExtension) else { throw BundleReader.Damaged() }
            let reason = try reader.optionalText()
            let sheets = try reader.list { try $0.text() }
            // Who sends it keeps to this, but need not: of one text a million may be made by naming it again.
            guard sheets.count <= Self.mostParts else { throw BundleReader.Damaged() }
            answer = .copy(
                AnnotatedReturn(
                    bytes: Array(content), fileExtension: fileExtension, anewBecause: reason,
                    sheetsWithoutNotes: sheets, questions: try reader.count()))
        case .refusal: answer = .refusal(try reader.text())
        case .loss: answer = .loss(try reader.text())
        }
    }

    private static func short(_ text: String) -> String { String(text.unicodeScalars.prefix(mostCharacters)) }
}
