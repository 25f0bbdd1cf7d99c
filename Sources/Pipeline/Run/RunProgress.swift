/// What a run tells while it works. Calls come from several threads.
public protocol RunProgress: Sendable {
    /// A step has begun, in a few words: "Reading 27 new returns".
    func step(_ text: String)
    /// A worker begins to read a return.
    func began(_ file: String)
    /// So many of so many returns are read; the last one's name.
    func read(_ done: Int, of total: Int, file: String)
    /// The step that counts is over.
    func finished()
}

extension RunProgress {
    /// Does nothing.
    public func began(_ file: String) {}
}

/// Tells nothing.
public struct NoProgress: RunProgress {
    /// A progress that tells nothing.
    public init() {}
    /// Does nothing.
    public func step(_ text: String) {}
    /// Does nothing.
    public func read(_ done: Int, of total: Int, file: String) {}
    /// Does nothing.
    public func finished() {}
}
