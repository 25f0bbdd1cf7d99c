import Foundation

/// Core dumps of this process and of those that it starts: what returns hold is in their memory.
public enum CoreDumps {
    /// From now on a crash leaves no file with what was in memory, also not with a program that the system hands core dumps to, which a limit of no bytes
    /// does not keep from it (core(5)).
    public static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if os(Linux)
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
            // No mapping of memory is to be dumped. Where the kernel does not know the file there is nothing to switch off.
            guard let filter = fopen("/proc/self/coredump_filter", "w") else { return }
            fputs("0", filter)
            fclose(filter)
        #else
            setrlimit(RLIMIT_CORE, &none)
        #endif
    }
}
