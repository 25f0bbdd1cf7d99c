/// What people write where there is no value, as a new definition has it until somebody decides.
enum MissingMarks {
    /// A dash may mean anything; the programs that people write in turn it into longer ones.
    static let dashes = ["-", "–", "—", ":"]

    /// There can be no value.
    static func notApplicable(_ languages: [String]) -> [String] {
        ["n.a.", "n.a", "n/a", "not applicable"] + pick(languages, from: inapplicable)
    }

    /// There is one, and it is not known.
    static func notAvailable(_ languages: [String]) -> [String] {
        ["..", "…", "...", "not available"] + pick(languages, from: unavailable)
    }

    private static let inapplicable: [(language: String, marks: [String])] = [
        ("fr", ["s.o.", "s.o", "sans objet"]), ("es", ["no procede", "no aplica"]), ("de", ["entfällt"]),
        ("it", ["non applicabile"]), ("pt", ["não se aplica"]), ("nl", ["n.v.t.", "niet van toepassing"]),
    ]
    private static let unavailable: [(language: String, marks: [String])] = [
        ("fr", ["n.d.", "n.d", "nd", "non disponible"]), ("es", ["n.d.", "n.d", "no disponible"]),
        ("de", ["k.A.", "k. A.", "keine Angabe"]), ("it", ["n.d.", "n.d", "non disponibile"]),
        ("pt", ["n.d.", "n.d", "não disponível"]), ("nl", ["onbekend"]),
    ]

    /// The marks of some languages, each once.
    private static func pick(_ languages: [String], from marks: [(language: String, marks: [String])]) -> [String] {
        var seen: Set<String> = []
        return marks.filter { languages.contains($0.language) }.flatMap(\.marks).filter { seen.insert($0).inserted }
    }
}
