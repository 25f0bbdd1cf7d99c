import Report
import SurveyModel

/// The letters of a run: `returns/<reporter>/letter.docx` and `letter.txt`, for each reporter of whom a return of the current round is there.
struct QueryLetters {
    let survey: Survey

    /// A letter in one of its two forms.
    struct Letter {
        let path: String
        let bytes: [UInt8]
    }

    /// Makes the letters one after another, in the order of the reporters' codes.
    ///
    /// - Parameter files: the paths of what is written already, which tell whether an annotated workbook goes with the letter.
    func make(for result: RunResult, beside files: [String]) throws -> [Letter] {
        let round = survey.definition.round.current
        let names = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        let codes = Set(result.returns.filter { $0.round == round && !$0.reporter.isEmpty }.map(\.reporter)).sorted()
        return try codes.flatMap { code -> [Letter] in
            let folder = "returns/\(AnnotatedCopies.folder(of: code))/"
            let workbook = files.first { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            let reporter = names[code] ?? Reporter(code: code, name: code)
            guard let letter = try QueryLetter(to: reporter, in: result, workbook: workbook) else { return [] }
            return [
                Letter(path: folder + "letter.docx", bytes: try letter.document()),
                Letter(path: folder + "letter.txt", bytes: letter.text()),
            ]
        }
    }
}
