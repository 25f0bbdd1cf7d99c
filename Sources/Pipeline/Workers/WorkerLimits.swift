import SurveyModel

/// What one return, or the opening of one container, may cost a worker, beside the limits of the reader.
struct WorkerLimits: Sendable, Hashable {
    /// Processor time in seconds.
    var seconds: Double = 300
    /// Bytes of memory over what the worker has with the survey loaded.
    var memoryBytes = 1 << 30

    /// A worker that has used no processor time for so many seconds stands still: it was stopped, or waits for what never comes.
    var secondsStill: Double { min(seconds, 60) }
    /// Whatever else it does: nothing takes ten times its processor time on the wall.
    var secondsOnTheWall: Double { 10 * seconds }
    /// More than the memory that is kept from return to return; beyond it a worker is replaced.
    var memoryKept: Int { min(96 << 20, memoryBytes / 2) }

    init() {}

    /// The limits of a definition.
    init(_ definition: SurveyDefinition) {
        if let seconds = definition.limits["secondsPerReturn"] { self.seconds = Double(seconds) }
        if let bytes = definition.limits["memoryBytes"] { memoryBytes = min(bytes, 1 << 50) }
    }
}
