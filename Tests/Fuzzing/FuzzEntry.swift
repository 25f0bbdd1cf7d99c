#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What libFuzzer calls for each input. One binary has all targets, since building it takes minutes; the environment variable
/// `CANVASS_FUZZ_TARGET` says which one is meant.
///
/// A target returns where the input was read or refused by a `SpreadsheetError`, whichever it is. Anything else is a find:
/// a trap, a memory error, another error, a hang, a difference between the two scanners.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // In bounds: libFuzzer gives `count` bytes that stay as they are during the call.
    target(UnsafeBufferPointer(start: start, count: count))
    return 0
}

private let target: @Sendable (UnsafeBufferPointer<UInt8>) -> Void = {
    let name = getenv("CANVASS_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    switch name {
    case "zip": return fuzzPackage
    case "worksheet": return fuzzWorksheet
    case "shared-strings": return fuzzSharedStrings
    case "styles": return fuzzStyles
    case "csv": return fuzzText
    default: preconditionFailure("CANVASS_FUZZ_TARGET is “\(name)”, which is no target")
    }
}()
