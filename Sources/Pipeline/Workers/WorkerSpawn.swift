#if os(Linux)
    import Foundation

    /// Starts worker processes.
    enum WorkerSpawn {
        /// The descriptor at which a worker finds its end of the socket pair.
        static let socket: Int32 = 3

        /// Variables that a worker gets from its parent's environment: where libraries are, and how a build with sanitizers behaves. No
        /// other: what is read must not depend on time zone, locale or home, and no library is loaded into it that does not know how it is confined.
        private static let inherited = ["LD_LIBRARY_PATH", "ASAN_", "LSAN_", "TSAN_", "UBSAN_"]

        /// Starts a program with standard input, output and error leading nowhere, since what a trap writes may hold a cell's text; in a
        /// process group of its own, so that ^C at a terminal ends the run, which ends its workers; with no signal blocked or ignored.
        ///
        /// The calling thread must live as long as the worker, who asks to be killed when it ends (PR_SET_PDEATHSIG is about the
        /// thread, not the process).
        ///
        /// - Returns: The process's id.
        /// - Throws: ``PipelineError`` where no process can be started.
        static func start(_ program: WorkerProgram, arguments: [String], socket end: WorkerSocket) throws -> pid_t {
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
            posix_spawn_file_actions_init(&actions)
            posix_spawnattr_init(&attributes)
            defer {
                posix_spawn_file_actions_destroy(&actions)
                posix_spawnattr_destroy(&attributes)
            }
            for standard: Int32 in 0...2 {
                posix_spawn_file_actions_addopen(
                    &actions, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0)
            }
            posix_spawn_file_actions_adddup2(&actions, end.descriptor, socket)
            var signals = sigset_t()
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            sigfillset(&signals)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            posix_spawnattr_setpgroup(&attributes, 0)
            posix_spawnattr_setflags(
                &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
            var pid = pid_t()
            let failure = withStrings([program.path] + program.arguments + arguments) { arguments in
                withStrings(environment) { environment in
                    posix_spawn(&pid, program.path, &actions, &attributes, arguments, environment)
                }
            }
            guard failure == 0 else {
                throw PipelineError(
                    .internal, "No worker process can be started: \(String(cString: strerror(failure))).")
            }
            return pid
        }

        private static var environment: [String] {
            // No stack dumps: they can hold what was read.
            ["LC_ALL=C", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"]
                + ProcessInfo.processInfo.environment.filter { name, _ in inherited.contains { name.hasPrefix($0) } }
                .map { "\($0)=\($1)" }.sorted()
        }

        /// Lends texts as C wants them: an array of pointers that ends with none.
        private static func withStrings<Result>(
            _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
        ) -> Result {
            var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
            defer { for pointer in pointers { free(pointer) } }
            return pointers.withUnsafeMutableBufferPointer { buffer in
                // Never empty: it holds at least the pointer that ends it.
                guard let start = buffer.baseAddress else {
                    preconditionFailure("An array with an element has memory.")
                }
                return body(start)
            }
        }
    }
#endif
