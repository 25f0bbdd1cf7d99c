/// The input is a text file. Its first byte says whether the dialect is to be found out or is given.
func fuzzText(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let choice = bytes.first else { return }
    ScratchFile.shared.write([UInt8](bytes.dropFirst()))
    let given: CSVDialect? =
        switch choice & 7 {
        case 0: CSVDialect(delimiter: ";", quote: "'", escape: .backslash, encoding: .windows1252)
        case 1: CSVDialect(delimiter: "\t", quote: nil, encoding: .utf16LittleEndian)
        case 2: CSVDialect(encoding: .macRoman)
        default: nil
        }
    _ = Reading(ScratchFile.shared.path, csv: given)
}
