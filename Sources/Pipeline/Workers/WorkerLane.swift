#if os(Linux)
    import Threading

    /// The thread of one worker: starts it, hands it returns, replaces it when it fails.
    struct WorkerLane {
        private let pool: WorkerPool

        init(_ pool: WorkerPool) {
            self.pool = pool
        }

        /// Starts the thread. A worker is killed by the system when the thread ends that started it, so lane and worker end together.
        ///
        /// - Returns: whether the system has given one.
        func start() -> Bool { OwnThread.start { run() } }

        private func run() {
            var seat = WorkerSeat(pool.program, survey: pool.survey, limits: pool.limits) { [pool] confinement in
                pool.tell(confinement: confinement)
            }
            while let job = pool.next() {
                job.perform(&seat)
                seat.rest()
            }
            seat.end()
            pool.leave()
        }
    }
#endif
