#if os(Linux)
    import CLinux
    import Foundation

    /// Takes from this process what a worker does not need, for good.
    ///
    /// In layers, of which each is enough against most: no new privileges; limits; Landlock, under which no file can be reached; and
    /// a filter of system calls, which leaves reading, memory, threads and the answer to the parent. A layer that this kernel does not have is gone without,
    /// and told: a worker that cannot be confined is still apart from the run.
    struct Confinement {
        /// The version of Landlock that is in force; nil where there is none.
        let landlock: Int?
        /// Whether system calls are filtered.
        let isFiltered: Bool

        /// In a few words, for the log and for `canvass doctor`.
        var words: String {
            let files = landlock.map { "Landlock \($0)" } ?? "no Landlock in this kernel"
            return "\(files), \(isFiltered ? "seccomp" : "no seccomp in this kernel")"
        }

        /// Whether every layer is in force.
        var isWhole: Bool { landlock != nil && isFiltered }

        /// Whatever can be done before a survey is loaded: no descriptor but the socket is left open, nothing is left in core files, and the
        /// process ends with its parent.
        static func begin(parent: pid_t) -> Bool {
            canvass_prctl(PR_SET_PDEATHSIG, UInt(SIGKILL))
            // The parent may have ended before that was asked for.
            guard getppid() == parent else { return false }
            _ = canvass_close_from(UInt32(WorkerSpawn.socket) + 1)
            _ = canvass_limit(Int32(canvass_limit_core), 0)
            return true
        }

        /// Confines this process.
        ///
        /// - Parameter memoryBytes: What a return may take. The parent watches that; the limit here is for what grows faster than it looks.
        static func complete(memoryBytes: Int) -> Confinement {
            // Neither traced by others of the same user, nor in core files, whatever the system does with those.
            _ = canvass_prctl(PR_SET_DUMPABLE, 0)
            _ = canvass_limit(Int32(canvass_limit_file_size), 0)
            _ = canvass_limit(Int32(canvass_limit_files), 64)
            // Not RLIMIT_NPROC: it counts all of a user's threads. The filter lets no process be made.
            // Not RLIMIT_CPU: it counts all of a worker's returns together. The parent counts each.
            if let data = dataBytes {
                _ = canvass_limit(Int32(canvass_limit_data), UInt(data + 2 * memoryBytes + 256 << 20))
            }
            guard canvass_prctl(PR_SET_NO_NEW_PRIVS, 1) == 0 else {
                return Confinement(landlock: nil, isFiltered: false)
            }
            return Confinement(landlock: Landlock.denyAll(), isFiltered: SystemCallFilter.workers.install())
        }

        /// The memory that counts for RLIMIT_DATA: what can be written and is this process's own, in use or not (proc(5), statm).
        private static var dataBytes: Int? {
            guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
            let fields = text.split(separator: " ")
            return fields.count > 5 ? Int(fields[5]).map { $0 * Int(getpagesize()) } : nil
        }
    }
#endif
