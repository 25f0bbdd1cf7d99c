/// What Canvass's own rules mean and what to do about them: the section of `docs/rules.md` about them, of which `Resources/rules.md` is the copy
/// that the program carries.
public struct RuleReference: Sendable {
    /// A rule of Canvass's own.
    public struct Entry: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// The heading of the section that it stands in.
        public let group: String
        /// What the section says of all its rules; empty where it says nothing.
        public let note: String
        /// How much it matters, in words: a severity, or what that depends on.
        public let severity: String
        /// What it means.
        public let meaning: String
        /// What to do; empty where nothing is to be done.
        public let advice: String
    }

    /// The entries in the order of the documentation.
    public let entries: [Entry]

    /// Reads the reference that the program carries.
    ///
    /// - Throws: ``ReportError`` where the program's own file is not there.
    public init() throws(ReportError) {
        entries = Self.entries(of: try ReportResources.content("rules.md"))
    }

    /// The entry of a rule.
    public func entry(of id: String) -> Entry? { entries.first { $0.id == id } }

    /// The heading of a rule in a language, as the report has it.
    ///
    /// - Throws: ``ReportError`` where the program's own words are not there.
    public static func title(of id: String, language: String) throws(ReportError) -> String {
        try Catalogue(language: language).ruleTitle(id)
    }

    /// The rows of the section's tables: `| id, id | severity | meaning | what to do |`.
    private static func entries(of markdown: String) -> [Entry] {
        var entries: [Entry] = []
        var group = ""
        var note = ""
        for line in markdown.split(separator: "\n") {
            if line.hasPrefix("### ") {
                group = String(line.dropFirst(4))
                note = ""
            } else if line.hasPrefix("| `") {
                let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { plain(String($0)) }
                guard cells.count >= 6 else { continue }
                let isAsAbove = { (text: String) in text == "As above." }
                let above = entries.last
                for id in cells[1].split(separator: ",").map({ String($0).trimmed }) {
                    entries.append(
                        Entry(
                            id: id, group: group, note: note, severity: cells[2], meaning: cells[3],
                            advice: isAsAbove(cells[4]) ? above?.advice ?? "" : cells[4]))
                }
            } else if !line.hasPrefix("|"), !line.hasPrefix("#"), !line.hasPrefix("<") {
                note += (note.isEmpty ? "" : " ") + plain(String(line))
            }
        }
        return entries
    }

    /// The text without Markdown's marks: emphasis, code, and links, of which the words stay.
    private static func plain(_ text: String) -> String {
        text.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }.replacing("`", with: "").replacing("**", with: "")
            .trimmed
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}
