/// The input is the XML of the styles part. The sheet around it has numbers in the first hundred of them.
func fuzzStyles(_ bytes: UnsafeBufferPointer<UInt8>) {
    var package = StoredPackage()
    package.styles = [UInt8](bytes)
    ScratchFile.shared.write(package.bytes)
    _ = Reading(ScratchFile.shared.path)
}
