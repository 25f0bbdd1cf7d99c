#if os(Linux)
    import Foundation
    import SurveyModel

    /// A worker process, as the thread sees it that has started it.
    final class WorkerProcess {
        /// What came of a wait.
        enum Event {
            case frame(Frame)
            /// The process has ended, or sent nonsense and was ended.
            case end
            /// It used too much, and was ended.
            case overrun(WorkerFailure)
        }

        private let pid: pid_t
        private let socket: WorkerSocket
        private let usage: WorkerUsage
        private let limits: WorkerLimits
        private let fit: BundleFit
        private var gathering: FrameGathering
        private var memoryBefore = 0
        /// The wait status; nil while it runs.
        private var status: Int32?

        /// Starts a worker and waits until it is ready.
        ///
        /// - Returns: The worker, and by what it is confined; nil where it ended before it was ready.
        /// - Throws: ``PipelineError`` where it cannot be started, or not for this definition.
        static func start(
            _ program: WorkerProgram, survey: Survey, limits: WorkerLimits
        ) throws -> (worker: WorkerProcess, confinement: String)? {
            let (here, there) = try WorkerSocket.pair()
            let pid: pid_t
            do {
                // The worker's end is closed here before anything is waited for: only then does its end tell that the worker is gone.
                defer { close(there.descriptor) }
                pid = try WorkerSpawn.start(
                    program, arguments: [survey.folder.path, "--parent", "\(getpid())"], socket: there)
            } catch {
                close(here.descriptor)
                throw error
            }
            let worker = WorkerProcess(pid: pid, socket: here, limits: limits, fit: BundleFit(survey.definition))
            return try worker.ready(for: survey).map { (worker, $0) }
        }

        private init(pid: pid_t, socket: WorkerSocket, limits: WorkerLimits, fit: BundleFit) {
            self.pid = pid
            self.socket = socket
            self.limits = limits
            self.fit = fit
            usage = WorkerUsage(pid)
            gathering = FrameGathering(mostBytes: min(limits.memoryBytes, Int(UInt32.max)))
        }

        deinit {
            kill()
            close(socket.descriptor)
        }

        // MARK: - Beginning

        /// Waits until the survey is loaded. Its loading has limits of its own, for it is the same whatever the survey's say.
        private func ready(for survey: Survey) throws -> String? {
            var watch = WorkerWatch(WorkerLimits(), usage, memoryBefore: nil)
            switch try wait(&watch) {
            case .frame(let frame) where frame.kind == .ready:
                let words = String(decoding: frame.payload, as: UTF8.self).split(separator: "\n", maxSplits: 1)
                guard words.first.map(String.init) == survey.definitionHash else {
                    throw PipelineError(
                        .definition, "The definition of \(survey.name) was changed while the run went on. Run again.")
                }
                memoryBefore = usage.memoryBytes ?? 0
                return words.count > 1 ? String(words[1]) : ""
            case .frame(let frame) where frame.kind == .refusal:
                throw PipelineError(
                    .definition,
                    "A worker cannot load \(survey.name): \(String(decoding: frame.payload, as: UTF8.self))")
            case .frame:
                kill()
                throw PipelineError(.internal, "A worker process said what was not expected of it.")
            case .end, .overrun: return nil
            }
        }

        // MARK: - Tasks

        /// Reads a return.
        ///
        /// - Parameters:
        ///   - task: the return.
        ///   - file: the open file, which stays the caller's.
        /// - Returns: What came of it; nil where the worker was gone before it took the return, which is then no fault of the return's.
        /// - Throws: ``PipelineError`` where the process was told to stop.
        func read(_ task: WorkerTask, file: Int32) throws -> Result<WorkerResult, WorkerFailure>? {
            guard case .taken(var watch) = try begin(Frame(kind: .task, payload: task.payload), file) else {
                return nil
            }
            switch try wait(&watch) {
            case .frame(let frame):
                guard frame.kind == .result,
                    let result = WorkerResult(payload: frame.payload, of: task.sha256, fit: fit)
                else {
                    return nonsense()
                }
                return .success(result)
            case .end: return .failure(.crash(cause))
            case .overrun(let failure): return .failure(failure)
            }
        }

        /// Annotates a return.
        ///
        /// - Parameters:
        ///   - task: an ``AnnotationTask``, encoded.
        ///   - file: the open file, which stays the caller's.
        /// - Returns: What came of it; nil where the worker was gone before it took the return.
        /// - Throws: ``PipelineError`` where the process was told to stop.
        func annotate(_ task: [UInt8], file: Int32) throws -> Result<AnnotationReply, WorkerFailure>? {
            var watch: WorkerWatch
            switch try begin(Frame(kind: .annotate, payload: task), file) {
            case .taken(let begun): watch = begun
            case .gone: return nil
            // A task of many questions may be too much by itself.
            case .overrun(let failure): return .failure(failure)
            }
            switch try wait(&watch) {
            case .frame(let frame):
                guard frame.kind == .annotated, let reply = AnnotationReply(payload: frame.payload) else {
                    return nonsense()
                }
                return .success(reply)
            case .end: return .failure(.crash(cause))
            case .overrun(let failure): return .failure(failure)
            }
        }

        /// Goes through what may be a container.
        ///
        /// - Parameters:
        ///   - file: the open file, which stays the caller's.
        ///   - name: the name under which it was sent.
        ///   - telling: takes what is told of it.
        /// - Returns: Whether it is one, or why that was not found out; nil where the worker was gone before it took the file.
        /// - Throws: what `telling` throws but nonsense; ``PipelineError`` where the process was told to stop.
        func go(
            through file: Int32, name: String, _ telling: ContainerTelling
        ) throws -> Result<Bool, WorkerFailure>? {
            guard case .taken(var watch) = try begin(Frame(kind: .container, payload: Array(name.utf8)), file) else {
                return nil
            }
            while true {
                switch try wait(&watch) {
                case .frame(let frame):
                    do {
                        switch try telling.take(frame) {
                        case .wait: continue
                        case .opened(let isContainer): return .success(isContainer)
                        case .handOver(let nested):
                            defer { close(nested) }
                            // Where it is gone, the next wait tells. One that does not take what it has asked for is none of ours.
                            if !socket.send(Frame(kind: .nested, payload: []), descriptor: nested), errno == EAGAIN {
                                return nonsense()
                            }
                        }
                    } catch is ContainerTelling.Nonsense {
                        return nonsense()
                    }
                case .end: return .failure(.crash(cause))
                case .overrun(let failure): return .failure(failure)
                }
            }
        }

        /// What came of a task that was handed over.
        private enum Beginning {
            case taken(WorkerWatch)
            /// The worker was gone before it took it.
            case gone
            /// The worker took too much before it had taken it, and was ended.
            case overrun(WorkerFailure)
        }

        /// Hands a file over, and waits until the worker has taken it.
        private func begin(_ frame: Frame, _ file: Int32) throws -> Beginning {
            guard status == nil, socket.send(frame, descriptor: file) else {
                kill()
                return .gone
            }
            var watch = WorkerWatch(limits, usage, memoryBefore: memoryBefore)
            switch try wait(&watch) {
            case .frame(let answer) where answer.kind == .taken: return .taken(watch)
            case .overrun(let failure): return .overrun(failure)
            case .frame, .end:
                kill()
                return .gone
            }
        }

        private func nonsense<Product>() -> Result<Product, WorkerFailure> {
            kill()
            return .failure(.crash(.nonsense))
        }

        /// Whether it should be replaced: it has ended, or keeps much memory of what it read.
        var isSpent: Bool {
            status != nil || (usage.memoryBytes ?? .max) - memoryBefore > limits.memoryKept
        }

        /// Ends it: it has nothing to do any more. A worker that does not go by itself is killed.
        func end() {
            shutdown(socket.descriptor, Int32(SHUT_RDWR))
            for _ in 0..<100 where !hasEnded() { usleep(2_000) }
            kill()
        }

        // MARK: - Waiting

        /// Waits for a frame, the worker's end or that of its limits.
        ///
        /// - Throws: ``PipelineError`` where this process was told to stop; the worker is then killed.
        private func wait(_ watch: inout WorkerWatch) throws -> Event {
            while true {
                do {
                    try Interruption.check()
                } catch {
                    kill()
                    throw error
                }
                // Also where there is always something to read: who sends without end is no less over the limit.
                if watch.isDue, let failure = watch.overrun() {
                    kill()
                    return .overrun(failure)
                }
                var descriptor = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
                // An interrupted wait is a short one.
                _ = poll(&descriptor, 1, WorkerWatch.milliseconds)
                if descriptor.revents != 0 {
                    switch gathering.receive(from: socket) {
                    case .frame(let frame): return .frame(frame)
                    case .nothing: break
                    case .end:
                        waitForEnd()
                        return .end
                    case .nonsense:
                        kill()
                        return .end
                    }
                }
            }
        }

        private func hasEnded() -> Bool {
            guard status == nil else { return true }
            var status: Int32 = 0
            guard waitpid(pid, &status, WNOHANG) == pid else { return false }
            self.status = status
            return true
        }

        /// The socket is closed: the process ends at once, or is no worker any more.
        private func waitForEnd() {
            for _ in 0..<500 where !hasEnded() { usleep(2_000) }
            kill()
        }

        /// Kills the process and waits until it is gone; not for ever, for one that waits for a dead disk goes only with it.
        private func kill() {
            guard !hasEnded() else { return }
            Foundation.kill(pid, SIGKILL)
            for _ in 0..<5_000 where !hasEnded() { usleep(2_000) }
        }

        private var cause: WorkerFailure.Cause {
            switch status.map({ WaitStatus($0) }) {
            case .exited(let code)?: .exit(Int(code))
            case .killed(let signal)?: .signal(Int(signal))
            case nil: .endless
            }
        }
    }
#endif
