#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file in memory (on Linux), written anew for each input.
struct ScratchFile {
    static let shared = ScratchFile()

    let path: String
    private let descriptor: Int32

    private init() {
        #if os(Linux)
            let place = "/dev/shm/canvass-fuzz-\(getpid())"
        #else
            let place = "/tmp/canvass-fuzz-\(getpid())"
        #endif
        descriptor = open(place, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0, "no scratch file")
        #if os(Linux)
            // It is gone with the process, however that ends.
            unlink(place)
            path = "/proc/self/fd/\(descriptor)"
        #else
            path = place
        #endif
    }

    func write(_ bytes: [UInt8]) {
        precondition(ftruncate(descriptor, 0) == 0, "the scratch file cannot be emptied")
        let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        precondition(written == bytes.count, "the scratch file cannot be written")
    }
}
