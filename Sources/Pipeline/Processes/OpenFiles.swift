import Foundation

/// How many files this process may have open at once.
public enum OpenFiles {
    /// A run keeps up to 512 files open that it writes, until they are durable; beside them there are those of the store, what is read, and what ties
    /// workers to it.
    static let needed = 768

    /// Asks the system for as many as a run needs, where it gives this process fewer and may give it more.
    public static func provide() {
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0, limits.rlim_cur < rlim_t(needed) else { return }
        limits.rlim_cur = min(rlim_t(needed), limits.rlim_max)
        setrlimit(resource, &limits)
    }

    /// Ends a run that could not have so many. It would find files of the inbox unreadable with which nothing is wrong.
    ///
    /// - Throws: ``PipelineError`` of code `io`.
    static func require() throws(PipelineError) {
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0, limits.rlim_cur < rlim_t(needed) else { return }
        throw PipelineError(
            .io,
            "The job may have \(limits.rlim_cur) files open at once, and a run needs up to \(needed). Raise the limit, such as by ulimit -n 1024 before the command or LimitNOFILE=1024 in a systemd service. What is published is untouched."
        )
    }

    #if os(Linux)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif
}
