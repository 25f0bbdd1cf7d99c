import SurveyModel

/// How many of the cells of grouped issues stand in a file that programs read whole: those of one sheet are bounded, and a return has any number of
/// sheets. `issue-cells.csv`, which is read line by line, has all.
struct AlikeRoom {
    /// So many of one return, in the order of its issues.
    static let most = CellBlocks.most

    private var left: [String: Int] = [:]

    /// The cells of an issue for which there is room.
    mutating func take(_ issue: Issue) -> ArraySlice<AlikeCells> {
        let alike = issue.finding.alike
        guard !alike.isEmpty else { return [] }
        let taken = alike.prefix(left[issue.returnID] ?? Self.most)
        left[issue.returnID] = (left[issue.returnID] ?? Self.most) - taken.count
        return taken
    }
}
