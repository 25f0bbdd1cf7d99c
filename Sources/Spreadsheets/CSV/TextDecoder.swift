/// Turns the bytes of a text file into UTF-8, piece by piece, without NUL characters.
struct TextDecoder {
    /// NUL characters that were left out.
    private(set) var droppedNULs = 0
    /// Characters that the encoding does not define; U+FFFD stands for each.
    private(set) var undecodable = 0
    private let table: [[UInt8]]?
    private var transcoder: UTF16Transcoder?

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
        if transcoder != nil {
            transcoder?.append(bytes, to: &output)
        } else if let table {
            for byte in bytes {
                guard byte >= 0x80 else {
                    output.append(byte)
                    continue
                }
                let scalar = table[Int(byte & 0x7F)]
                if scalar.isEmpty { undecodable += 1 }
                output.append(contentsOf: scalar.isEmpty ? [0xEF, 0xBF, 0xBD] : scalar)
            }
        } else {
            output.append(contentsOf: bytes)
        }
        let zeros = output[start...].count { $0 == 0 }
        if zeros > 0 {
            droppedNULs += zeros
            output.removeAll { $0 == 0 }
        }
    }
}
