#if os(Linux)
    import Foundation

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
                job(&seat)
                seat.rest()
            }
            seat.end()
            pool.leave()
        }
    }
#endif
