import OrderedCollections
import Report
import SurveyModel

/// What became of the texts of a run that were matched against code lists: of each text once, however many returns have it.
struct RunCodings: Sendable {
    /// Answers of the returns that count which have a code, which may be meant for one, and of which nobody knows what they mean.
    let normalised: Int
    let suggested: Int
    let unknown: Int
    /// By code list, then by how sure, then by text.
    let codings: [Coding]
    /// What letters tell of the returns that they are about, by return: other returns' examples would tell one reporter's answers to another.
    let doubtful: [String: [ReturnCoding]]

    /// What tells one text's fate from others.
    private struct Key: Hashable {
        let list: String
        let raw: String
        let code: String
        let method: String
    }

    /// Gathers them, return by return, of which no more than one is held.
    ///
    /// - Throws: ``PipelineError`` where a return's bundle is gone.
    init(_ returns: [Return], _ bundles: RunBundles, _ survey: Survey) throws {
        let hasPrivateCodes = survey.definition.tables.values.contains {
            $0.privateFields.contains { $0.codeList != nil || $0.scale != nil }
        }
        var merged: [(coding: ReturnCoding, count: Int, example: String)] = []
        var places: [Key: Int] = [:]
        var (normalised, suggested, unknown) = (0, 0, 0)
        var doubtful: [String: [ReturnCoding]] = [:]
        let round = survey.definition.round.current
        for item in returns.sorted(by: { ($0.reporter, $0.id) < ($1.reporter, $1.id) })
        where item.state == .live || item.state == .held {
            var own: [ReturnCoding] = []
            let answers = hasPrivateCodes ? try bundles.privateAnswers(item.id, survey.definition) : nil
            for coding in try bundles.codings(item.id) {
                if item.state == .live {
                    if coding.code != nil {
                        normalised += coding.count
                    } else if coding.suggestions.isEmpty {
                        unknown += coding.count
                    } else {
                        suggested += coding.count
                    }
                }
                guard answers?.holds(coding.origin) != true else { continue }
                if coding.isDoubtful { own.append(coding) }
                let key = Key(list: coding.list, raw: coding.raw, code: coding.code ?? "", method: coding.method)
                if let place = places[key] {
                    merged[place].coding = coding
                    merged[place].count += coding.count
                } else {
                    places[key] = merged.count
                    merged.append(
                        (coding, coding.count, "\(item.reporter) \(coding.origin.sheet)!\(coding.origin.cell)"))
                }
            }
            if item.isAskedAbout(in: round), !own.isEmpty { doubtful[item.id] = QueryLetter.told(of: own) }
        }
        self.doubtful = doubtful
        (self.normalised, self.suggested, self.unknown) = (normalised, suggested, unknown)
        codings = merged.map { coding, count, example in
            Coding(
                list: coding.list, raw: coding.raw, code: coding.code,
                label: coding.code.flatMap { survey.label(of: $0, list: coding.list, language: survey.language) },
                method: coding.method, confidence: coding.confidence, suggestions: coding.suggestions, count: count,
                example: example)
        }.sorted { ($0.list, $0.confidence, $0.raw) < ($1.list, $1.confidence, $1.raw) }
    }
}
