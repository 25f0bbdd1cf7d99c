public import SurveyModel

/// What letters say of answers that were read as a code without being sure.
extension QueryLetter {
    /// Of a return's codings those that a letter may tell: the least sure first, no more than it has room for.
    public static func told(of codings: [ReturnCoding]) -> [ReturnCoding] {
        Array(codings.filter(\.isDoubtful).sorted(by: isLessSure).prefix(mostReadings))
    }

    /// Each spelling once, at the place where it stands first.
    ///
    /// - Parameters:
    ///   - returns: those that the letter is about.
    ///   - label: what a code of a list is called in the letter's language.
    static func readings(
        of returns: [Return], in result: RunResult, _ files: LetterFiles, _ catalogue: Catalogue,
        label: (_ code: String, _ list: String) -> String?
    ) -> [Reading] {
        var seen: Set<[String]> = []
        var told: [(coding: ReturnCoding, returnID: String)] = []
        for item in returns {
            for coding in result.doubtful[item.id] ?? []
            where seen.insert([coding.list, coding.raw, coding.code ?? ""]).inserted {
                told.append((coding, item.id))
            }
        }
        return told.sorted { isLessSure($0.coding, $1.coding) }.prefix(mostReadings).map { coding, returnID in
            let code = coding.code ?? ""
            return Reading(
                typed: RespondentWords.shortened(coding.raw, to: LetterCorrections.mostCharacters),
                readAs: label(code, coding.list) ?? code,
                place: LetterFiles.place(
                    DisplayText.visible("\(coding.origin.sheet)!\(coding.origin.cell)"), in: files.name(of: returnID),
                    catalogue))
        }
    }

    private static func isLessSure(_ left: ReturnCoding, _ right: ReturnCoding) -> Bool {
        (left.confidence, left.raw, left.list) < (right.confidence, right.raw, right.list)
    }

    /// What is said of a reading.
    func line(of reading: Reading) -> String {
        // Nobody typed what a reviewer has filled in.
        catalogue.text(
            reading.typed.isEmpty ? "letter.readingBlank" : "letter.readingLine",
            ["typed": reading.typed, "read": reading.readAs, "place": reading.place])
    }
}
