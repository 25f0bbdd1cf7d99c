import SurveyModel

/// The codes of a survey's lists with those above them.
struct CodeTree: Sendable {
    private let lists: [String: [String: StagedCode]]

    init(_ codes: [StagedCode]) {
        var lists: [String: [String: StagedCode]] = [:]
        for code in codes { lists[code.list, default: [:]][code.code] = code }
        self.lists = lists
    }

    subscript(code: String, list list: String) -> StagedCode? { lists[list]?[code] }

    /// The code and those above it, from the bottom up; empty where the list has no such code.
    func path(of code: String, list: String) -> [StagedCode] {
        guard let codes = lists[list] else { return [] }
        var path: [StagedCode] = []
        var next = codes[code]
        // A list has no circles; the bound is for safety's sake.
        while let step = next, path.count < 32 {
            path.append(step)
            next = step.parent.flatMap { codes[$0] }
        }
        return path
    }
}
