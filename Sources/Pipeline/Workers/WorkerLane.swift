#if os(Linux)
    import Foundation
    import Spreadsheets

    /// The thread of one worker: starts it, hands it returns, replaces it when it fails.
    struct WorkerLane {
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
            var seat = WorkerSeat(pool.program, survey: pool.survey, limits: pool.limits) { [pool] confinement in
                pool.tell(confinement: confinement)
            }
            while let job = pool.next() {
                do {
                    job.done.resume(returning: try read(job.content, &seat))
                } catch {
                    job.done.resume(throwing: error)
                }
                seat.rest()
            }
            seat.end()
            pool.leave()
        }

        private func read(_ content: ReceivedContent, _ seat: inout WorkerSeat) throws -> ReturnOutcome {
            let task = WorkerTask(sha256: content.sha256, name: content.name)
            let file: Int32
            do throws(SpreadsheetError) {
                guard task.payload.count <= Frame.mostBytes else {
                    throw SpreadsheetError(.limit, "Its name is longer than names of files are.")
                }
                file = try RegularFile.open(path: content.url.path, followsLinks: false)
            } catch {
                let bundle = ReturnProcessor.unread(error, name: content.name, sha256: content.sha256)
                return .bundle(BundleWriter.bytes(of: bundle), mayPass: ReturnProcessor.mayPass(bundle))
            }
            defer { close(file) }
            switch try seat.perform({ try $0.read(task, file: file) }) {
            case .success(let result):
                pool.count(result.steps)
                return .bundle(result.bundle, mayPass: result.mayPass)
            case .failure(let failure):
                pool.tell(failure, content)
                return .failure(failure)
            }
        }
    }
#endif
