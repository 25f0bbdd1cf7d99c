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
            let standard: [(number: Int32, source: ProcessLaunch.Source)] = (0...2).map { ($0, .nothing) }
            let launch = ProcessLaunch(
                words: [program.path] + program.arguments + arguments, environment: environment,
                descriptors: standard + [(socket, .descriptor(end.descriptor))], signals: .all)
            do {
                return try launch.start()
            } catch {
                // Nothing is wrong with the program where there is no room for one more, of processes or of memory.
                let code: PipelineError.Code = [EAGAIN, ENOMEM].contains(error.code) ? .io : .internal
                throw PipelineError(code, "No worker process can be started: \(error.reason).")
            }
        }

        private static var environment: [String] {
            // No stack dumps: they can hold what was read.
            ["LC_ALL=C", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"]
                + ProcessInfo.processInfo.environment.filter { name, _ in inherited.contains { name.hasPrefix($0) } }
                .map { "\($0)=\($1)" }.sorted()
        }
    }
#endif
