/// The input is the XML of the shared strings part. The sheet around it refers to the first hundred of them.
func fuzzSharedStrings(_ bytes: UnsafeBufferPointer<UInt8>) {
    var package = StoredPackage()
    package.sharedStrings = [UInt8](bytes)
    ScratchFile.shared.write(package.bytes)
    Reading.byEveryScanner(ScratchFile.shared.path)
}
