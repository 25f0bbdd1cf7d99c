import SurveyModel

/// How many of the cells of grouped issues stand in a file that programs read whole: those of one sheet are bounded, and a return has any number of
/// sheets. `issue-cells.csv`, which is read line by line, has all.
struct AlikeRoom {
    /// So many of one return, in the order of its issues.
    static let most = CellBlocks.most

    private var left: [String: Int] = [:]

    /// The cells of an issue of a return for which there is room.
    mutating func take(_ alike: [AlikeCells], of returnID: String) -> ArraySlice<AlikeCells> {
        guard !alike.isEmpty else { return [] }
        let taken = alike.prefix(left[returnID] ?? Self.most)
        left[returnID] = (left[returnID] ?? Self.most) - taken.count
        return taken
    }
}
