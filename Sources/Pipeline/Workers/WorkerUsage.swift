#if os(Linux)
    import Foundation

    /// What a process uses, as the system counts it.
    final class WorkerUsage {
        private let clock: clockid_t?
        private let statm: Int32

        init(_ pid: pid_t) {
            var clock = clockid_t()
            self.clock = clock_getcpuclockid(pid, &clock) == 0 ? clock : nil
            statm = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
        }

        deinit { if statm >= 0 { close(statm) } }

        /// The processor time of all its threads in seconds; nil when the process is gone.
        var processorSeconds: Double? { clock.flatMap { SystemClock.seconds($0) } }

        /// The memory in bytes that it alone has in use: resident pages without those of files (proc(5), statm).
        var memoryBytes: Int? {
            var text = [UInt8](repeating: 0, count: 128)
            let count = pread(statm, &text, text.count, 0)
            guard count > 0 else { return nil }
            let fields = text[..<count].split(separator: UInt8(ascii: " ")).map {
                Int(String(decoding: $0, as: UTF8.self)) ?? 0
            }
            return fields.count > 2 ? (fields[1] - fields[2]) * Int(getpagesize()) : nil
        }
    }
#endif
