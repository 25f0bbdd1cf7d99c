extension Consolidation {
    /// What a reporter, or a body of one, has to report in a round: of several returns of one submission one counts.
    struct Submission: Hashable, Comparable {
        let reporter: String
        let round: String
        let body: String

        static func < (left: Submission, right: Submission) -> Bool {
            (left.reporter, left.round, left.body) < (right.reporter, right.round, right.body)
        }
    }
}
