import SurveyModel

/// What the returns of a letter are called in it.
struct LetterFiles {
    /// In the order of the returns: the file's name; its path where two returns have one name.
    let names: [String]
    /// By the return's id; nothing where there is one return alone, which no question need name.
    private let named: [String: String]
    /// The ids of the returns that came as text files.
    private let texts: Set<String>

    /// How the names of text files end; what is in them is told by nothing that a letter is made of.
    private static let endings: Set<String> = ["csv", "tsv", "tab", "txt"]

    init(_ returns: [Return]) {
        texts = Set(
            returns.filter { item in
                item.file.split(separator: ".").last.map { Self.endings.contains($0.lowercased()) } ?? false
            }.map(\.id))
        let last = returns.map { $0.file.split(separator: "/").last.map(String.init) ?? $0.file }
        let own = Set(last).count == last.count ? last : returns.map(\.file)
        names = own
        named =
            returns.count > 1 ? Dictionary(zip(returns.map(\.id), own)) { first, _ in first } : [:]
    }

    /// The name of a return where the letter is about several; else an empty text.
    func name(of returnID: String) -> String { named[returnID] ?? "" }

    /// An annotated workbook, with the return that it is a copy of where there are several: its name has the return's id.
    func workbook(_ name: String) -> String {
        guard let own = returnID(ofWorkbook: name).flatMap({ named[$0] }) else { return name }
        return "\(name) (\(own))"
    }

    /// The return whose id a workbook's name has; nil where it has none.
    private func returnID(ofWorkbook name: String) -> String? { named.keys.first { name.contains("-\($0).") } }

    /// Whether an annotated workbook was made of a text file, so that the sender has not seen it before. One whose name has no return's id is that of the only
    /// return that is asked about.
    func isOfText(_ workbook: String, asked: Set<String>) -> Bool {
        let ids = returnID(ofWorkbook: workbook).map { [$0] } ?? Array(asked)
        return !ids.isEmpty && texts.isSuperset(of: ids)
    }

    /// A place in a file; the file alone where it is no place in it.
    static func place(_ place: String, in file: String, _ catalogue: Catalogue) -> String {
        if file.isEmpty { return place }
        return place.isEmpty ? file : catalogue.text("letter.inFile", ["place": place, "file": file])
    }
}
