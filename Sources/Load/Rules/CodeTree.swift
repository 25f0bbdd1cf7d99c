import SurveyModel

/// The codes of a survey's lists with those above them.
struct CodeTree: Sendable {
    /// By list and code, the code and those above it, from the bottom up: rules ask for them once or more for each record.
    private let paths: [String: [String: [StagedCode]]]

    init(_ codes: [StagedCode]) {
        var lists: [String: [String: StagedCode]] = [:]
        for code in codes { lists[code.list, default: [:]][code.code] = code }
        paths = lists.mapValues { codes in codes.mapValues { Self.path(of: $0, in: codes) } }
    }

    private static func path(of code: StagedCode, in codes: [String: StagedCode]) -> [StagedCode] {
        var path: [StagedCode] = []
        var next: StagedCode? = code
        // A list has no circles; the bound is for safety's sake.
        while let step = next, path.count < 32 {
            path.append(step)
            next = step.parent.flatMap { codes[$0] }
        }
        return path
    }

    subscript(code: String, list list: String) -> StagedCode? { paths[list]?[code]?.first }

    /// The code and those above it, from the bottom up; empty where the list has no such code.
    func path(of code: String, list: String) -> [StagedCode] { paths[list]?[code] ?? [] }
}
