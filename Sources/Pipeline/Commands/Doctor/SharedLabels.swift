import CodeLists
import Foundation
import OrderedCollections
import SurveyModel

/// Labels that several codes of a survey's own lists have: an answer in such words is none of them.
struct SharedLabels {
    /// Of more labels of a list their number is told.
    private static let most = 6

    private let survey: Survey

    init(_ survey: Survey) {
        self.survey = survey
    }

    /// What is to be told, list by list.
    var diagnoses: [Diagnosis] {
        survey.definition.codeLists.values.compactMap { item in
            // What the lists that are shipped call alike is told apart, or known.
            guard case .file(let file) = item.source, let matcher = survey.matchers[item.name] else { return nil }
            let shared = Self.labels(in: matcher)
            guard !shared.isEmpty else { return nil }
            let lines = self.lines(of: file)
            let told = shared.prefix(Self.most).map { label, codes in
                let places = codes.map { code in lines[code].map { "\(code) on line \($0)" } ?? code }
                return "“\(label.onOneLine)” (\(places.joined(separator: ", ")))"
            }
            let more = shared.count > Self.most ? " and \(shared.count - Self.most) more" : ""
            return Diagnosis(
                .warning, "code lists",
                "several codes of \(file) have the same label: \(told.joined(separator: ", "))\(more)",
                advice:
                    "Word them differently: an answer in these words is none of them, unless aliases.csv says which.")
        }
    }

    /// The labels that mean several codes, each with these, in the list's order. Left out are those of a code and of what lies beneath it, which lists of
    /// places have on purpose.
    static func labels(in matcher: CodeMatcher) -> [(label: String, codes: [String])] {
        let list = matcher.list
        var found: OrderedDictionary<[String], (label: String, codes: OrderedSet<String>)> = [:]
        for item in list.items {
            for (language, label) in item.labels.sorted(by: { $0.key < $1.key }) {
                let match = matcher.match(label, language: language)
                let others = match.suggestions.map(\.code)
                guard match.code == nil, others.contains(where: { $0 != item.code }) else { continue }
                // The same are suggested for all items of which this is the label.
                found[others, default: (label, [])].codes.append(item.code)
            }
        }
        return found.values.compactMap { shared -> (label: String, codes: [String])? in
            let codes = shared.codes.elements
            return codes.count > 1 && !isOneLine(codes, in: list) ? (shared.label, codes) : nil
        }
    }

    /// Whether each code lies above or beneath each other.
    private static func isOneLine(_ codes: [String], in list: CodeList) -> Bool {
        let sorted = codes.sorted { (list.level(of: $0) ?? 0) < (list.level(of: $1) ?? 0) }
        return zip(sorted, sorted.dropFirst()).allSatisfy { list.isIn($1, $0) }
    }

    /// The line of each code in a list's file.
    private func lines(of file: String) -> [String: Int] {
        let content = (try? SurveyFile.content(of: survey.folder.appending(path: file))).flatMap(\.self)
        let rows = try? content.flatMap { try RegisterRow.read($0, file: file, needing: ["code"], refusing: .nothing) }
        let lines = (rows ?? []).compactMap { row in row.fields["code"].map { ($0, row.line) } }
        return Dictionary(lines) { first, _ in first }
    }
}
