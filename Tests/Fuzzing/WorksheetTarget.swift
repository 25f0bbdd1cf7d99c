/// The input is the XML of a worksheet part. The workbook around it has shared strings, dates, and a hyperlink's target.
func fuzzWorksheet(_ bytes: UnsafeBufferPointer<UInt8>) {
    var package = StoredPackage()
    package.sheet = [UInt8](bytes)
    ScratchFile.shared.write(package.bytes)
    Reading.byEveryScanner(ScratchFile.shared.path)
}
