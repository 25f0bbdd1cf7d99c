/// The input is a whole file, as a rule a ZIP archive.
func fuzzPackage(_ bytes: UnsafeBufferPointer<UInt8>) {
    // A text file goes another way, which is that of the CSV target.
    guard bytes.count >= 4, bytes[0] == 0x50, bytes[1] == 0x4B else { return }
    ScratchFile.shared.write([UInt8](bytes))
    _ = Reading(ScratchFile.shared.path)
}
