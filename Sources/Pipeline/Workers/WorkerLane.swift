#if os(Linux)
    import Foundation
    import Spreadsheets

    /// The thread of one worker: starts it, hands it returns, replaces it when it fails.
    struct WorkerLane {
        /// How often a return is offered to a new worker after one was gone before it took the return.
        private static let attempts = 3

        private let pool: WorkerPool

        init(_ pool: WorkerPool) {
            self.pool = pool
        }

        /// Starts the thread. A worker is killed by the system when the thread ends that started it, so lane and worker end together.
        func start() {
            let thread = Thread { run() }
            thread.name = "canvass.worker"
            thread.start()
        }

        private func run() {
            var worker: WorkerProcess?
            while let job = pool.next() {
                do {
                    job.done.resume(returning: try read(job.content, &worker))
                } catch {
                    job.done.resume(throwing: error)
                }
                if worker?.isSpent ?? false {
                    worker?.end()
                    worker = nil
                }
            }
            worker?.end()
            worker = nil
            pool.leave()
        }

        private func read(_ content: ReceivedContent, _ worker: inout WorkerProcess?) throws -> ReturnOutcome {
            let file: Int32
            do throws(SpreadsheetError) {
                file = try RegularFile.open(path: content.url.path, followsLinks: false)
            } catch {
                let bundle = ReturnProcessor.unread(error, name: content.name, sha256: content.sha256)
                return .bundle(BundleWriter.bytes(of: bundle), mayPass: ReturnProcessor.mayPass(bundle))
            }
            defer { close(file) }
            let task = WorkerTask(sha256: content.sha256, name: content.name)
            for _ in 0..<Self.attempts {
                guard let current = try worker ?? start(&worker) else { continue }
                switch current.read(task, file: file) {
                case nil: worker = nil
                case .success(let result)?:
                    pool.count(result.steps)
                    return .bundle(result.bundle, mayPass: result.mayPass)
                case .failure(let failure)?:
                    worker = nil
                    pool.tell(failure, content)
                    return .failure(failure)
                }
            }
            throw PipelineError(
                .internal,
                "Worker processes end before they take a return, \(Self.attempts) in a row. Try `canvass worker --self-test`."
            )
        }

        private func start(_ worker: inout WorkerProcess?) throws -> WorkerProcess? {
            guard let started = try WorkerProcess.start(pool.program, survey: pool.survey, limits: pool.limits) else {
                return nil
            }
            pool.tell(confinement: started.confinement)
            worker = started.worker
            return started.worker
        }
    }
#endif
