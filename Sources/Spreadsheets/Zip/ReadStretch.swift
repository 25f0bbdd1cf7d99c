/// A stretch of one thread's work on a file, whose processor time is to be counted; see ``ReadBudget/begin()``.
struct ReadStretch {
    /// When it began.
    fileprivate let start: Duration
    /// The thread's processor time then; `nil` where the stretch is counted by the time on the wall.
    fileprivate let processorStart: Duration?
}

extension ReadBudget {
    /// Begins a stretch, which ``end(_:)`` counts.
    ///
    /// The parts of a small file are read in less time than it takes to ask for processor time so often. A stretch takes no more of it than passes on
    /// the wall, so that the first stretches are counted by that; once that comes to what is worth asking for, the thread's own time is asked for. The one
    /// stretch in which it does so counts for no more than that: most likely the machine was busy, or stood still, which is no fault of the file's.
    func begin() -> ReadStretch {
        ReadStretch(start: WallClock.now, processorStart: spent < mostByWall ? nil : ThreadClock.now)
    }

    /// Counts of the processor time of a stretch what counts of work on rows, on the thread that began it.
    func end(_ stretch: ReadStretch, counting bodyTime: BodyTime) throws(SpreadsheetError) {
        switch bodyTime {
        case .free: break
        case .counted: try count(time: time(of: stretch))
        case .tenth: try count(time: time(of: stretch) / 10)
        }
    }

    /// Counts the processor time of a stretch, on the thread that began it.
    func end(_ stretch: ReadStretch) throws(SpreadsheetError) { try count(time: time(of: stretch)) }

    private func time(of stretch: ReadStretch) -> Duration {
        if let start = stretch.processorStart { return ThreadClock.now - start }
        return min(WallClock.now - stretch.start, mostByWall)
    }
}
