/// Turns the bytes of a text file into UTF-8, piece by piece, without NUL characters.
struct TextDecoder {
    /// NUL characters that were left out.
    private(set) var droppedNULs = 0
    /// Characters that the encoding does not define; U+FFFD stands for each.
    private(set) var undecodable = 0
    private let table: [[UInt8]]?
    private var transcoder: UTF16Transcoder?
    /// The beginning of a UTF-8 character that the end of a piece cuts.
    private var cut: [UInt8] = []

    init(_ encoding: TextEncoding) {
        table = encoding.upperHalf?.map { $0.flatMap { UTF8.encode($0) }.map(Array.init) ?? [] }
        transcoder =
            switch encoding {
            case .utf16LittleEndian: UTF16Transcoder(isBigEndian: false)
            case .utf16BigEndian: UTF16Transcoder(isBigEndian: true)
            default: nil
            }
    }

    /// Appends the UTF-8 form of the next bytes.
    mutating func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        let start = output.count
        if var transcoder {
            let before = transcoder.unpairedSurrogates
            transcoder.append(bytes, to: &output)
            undecodable += transcoder.unpairedSurrogates - before
            self.transcoder = transcoder
        } else if let table {
            append(bytes, by: table, to: &output)
        } else {
            let hasNULs = appendUTF8(bytes, to: &output)
            guard hasNULs else { return }
        }
        dropNULs(from: start, in: &output)
    }

    /// Ends the text: what a piece cut and none continued is not decodable.
    mutating func finish(_ output: inout [UInt8]) {
        let isCut = !cut.isEmpty || transcoder?.isIncomplete ?? false
        guard isCut else { return }
        cut = []
        undecodable += 1
        output.append(contentsOf: UTF8.encodedReplacementCharacter)
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer, by table: [[UInt8]], to output: inout [UInt8]) {
        for byte in bytes {
            guard byte >= 0x80 else {
                output.append(byte)
                continue
            }
            let scalar = table[Int(byte & 0x7F)]
            if scalar.isEmpty { undecodable += 1 }
            output.append(contentsOf: scalar.isEmpty ? Array(UTF8.encodedReplacementCharacter) : scalar)
        }
    }

    /// UTF-8 is copied as it is, save for what is none. Tells whether there are NULs.
    private mutating func appendUTF8(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) -> Bool {
        let start = output.count
        output.append(contentsOf: cut)
        output.append(contentsOf: bytes)
        cut = []
        var validator = UTF8Validator()
        output[start...].withUnsafeBytes { validator.take($0) }
        guard validator.invalid > 0 || validator.isIncomplete else { return validator.sawNUL }
        let added = Array(output[start...])
        output.removeSubrange(start...)
        // A character that the end cuts waits for its rest.
        let whole = added.count - (validator.isIncomplete ? validator.pendingLength : 0)
        cut = Array(added[whole...])
        guard validator.invalid > 0 else {
            output.append(contentsOf: added[..<whole])
            return validator.sawNUL
        }
        undecodable += validator.invalid
        output.append(contentsOf: String(decoding: added[..<whole], as: UTF8.self).utf8)
        return validator.sawNUL
    }

    private mutating func dropNULs(from start: Int, in output: inout [UInt8]) {
        let kept = output[start...].filter { $0 != 0 }
        droppedNULs += output.count - start - kept.count
        output.replaceSubrange(start..., with: kept)
    }
}
