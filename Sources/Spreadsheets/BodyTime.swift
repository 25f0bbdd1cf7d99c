/// How much of the processor time of a caller's work on rows counts as the reader's.
package enum BodyTime: Sendable, CaseIterable {
    /// None of it.
    case free
    /// All of it.
    case counted
    /// A tenth, for work that costs more than reading does: it is allowed ten times as long.
    case tenth
}
