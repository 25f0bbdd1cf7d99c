public import Spreadsheets
public import SurveyModel

/// What stands around the cells of issues, rationed so that the page stays small.
///
/// The sheets that are needed are streamed once for each return, no further than the last row that is needed. Which issues get an excerpt
/// depends on the issues alone, so that the same result gives the same page.
public struct Excerpts: Sendable {
    /// How many issues have an excerpt, and how far into a sheet it is looked for.
    public struct Ration: Sendable {
        /// At most so many excerpts, of about 250 bytes each.
        public var issues = 3_000
        /// So many of one rule in one return, before the rest of them have their turn.
        public var alike = 20
        /// Nothing is shown of rows further down: a long table looks the same there, and reading on would cost time.
        public var rows = 5_000

        /// What a page of 5 MB has room for.
        public init() {}
    }

    /// A return that is open for reading.
    public struct Source {
        let workbook: Workbook
        let privateAnswers: PrivateAnswers?

        /// A return.
        ///
        /// - Parameter privateAnswers: what of it is not to be shown; nil where all may be.
        public init(workbook: Workbook, privateAnswers: PrivateAnswers? = nil) {
            self.workbook = workbook
            self.privateAnswers = privateAnswers
        }
    }

    private struct Wanted {
        let fingerprint: String
        let address: CellAddress
    }

    private var byFingerprint: [String: Excerpt] = [:]
    /// The returns that the system did not let be read, by id, with what it said: another time it may.
    public private(set) var unread: [String: String] = [:]

    /// No excerpts, for a report without the returns at hand.
    public static let none = Excerpts()

    private init() {}

    /// Reads the excerpts for issues.
    ///
    /// A return that cannot be opened or read gives none: that it cannot be read is an issue already, unless the system has not let it be read now
    /// (``unread``).
    ///
    /// - Parameters:
    ///   - issues: the issues, the most important first.
    ///   - ration: how many.
    ///   - width: how many returns are read at once.
    ///   - open: opens a return by its id, on any thread; nil where that cannot be done. It throws what the system has said.
    public init(
        of issues: [Issue], ration: Ration = Ration(), width: Int = 1,
        open: @escaping @Sendable (_ returnID: String) throws -> Source?
    ) {
        let wanted = Self.wanted(issues, ration).sorted { $0.key < $1.key }
        // Nothing in it throws.
        try? wanted.inOrder(width: width) { returnID, sheets in
            (returnID, Result { try open(returnID).map { try Self.excerpts(of: sheets, in: $0) } ?? [:] })
        } take: { (returnID: String, found: Result<[String: Excerpt], any Error>) in
            switch found {
            case .success(let own): byFingerprint.merge(own) { $1 }
            case .failure(let error): unread[returnID] = "\(error)"
            }
        }
    }

    /// The excerpts of a return's cells, by the fingerprints of their issues.
    private static func excerpts(
        of sheets: [String: [Wanted]], in source: Source
    ) throws -> [String: Excerpt] {
        let workbook = source.workbook
        var excerpts: [String: Excerpt] = [:]
        for sheet in workbook.sheets {
            guard let wanted = sheets[sheet.name] else { continue }
            let reader = SheetExcerpts(around: wanted.map(\.address), hiding: source.privateAnswers)
            // What was read before a sheet turned out to be damaged is what its sender sees, too.
            let found = try reader.excerpts(of: sheet, in: workbook)
            for item in wanted {
                if let excerpt = found[item.address] { excerpts[item.fingerprint] = excerpt }
            }
        }
        return excerpts
    }

    /// The excerpt of an issue.
    subscript(fingerprint: String) -> Excerpt? { byFingerprint[fingerprint] }

    /// By return and sheet, the cells of the issues that get an excerpt.
    private static func wanted(_ issues: [Issue], _ ration: Ration) -> [String: [String: [Wanted]]] {
        var wanted: [String: [String: [Wanted]]] = [:]
        var left = ration.issues
        func take(_ number: Int) {
            let finding = issues[number].finding
            guard let sheet = finding.sheet, let address = finding.cell.flatMap({ CellAddress($0) }),
                address.row <= ration.rows
            else { return }
            wanted[issues[number].returnID, default: [:]][sheet, default: []].append(
                Wanted(fingerprint: issues[number].fingerprint, address: address))
            left -= 1
        }
        var others: [Int] = []
        var alike: [Alike: Int] = [:]
        for number in issues.indices where left > 0 {
            guard !issues[number].returnID.isEmpty, issues[number].finding.cell != nil else { continue }
            let key = Alike(returnID: issues[number].returnID, rule: issues[number].finding.rule)
            let count = alike[key, default: 0]
            alike[key] = count + 1
            if count < ration.alike { take(number) } else { others.append(number) }
        }
        for number in others where left > 0 { take(number) }
        return wanted
    }

    /// Issues of one rule in one return.
    private struct Alike: Hashable {
        let returnID: String
        let rule: String
    }

    /// The excerpts as JSON: `texts` that they share, and `of` an issue's place its excerpt: the columns' letters, then for each row its number
    /// and the places of its texts, -1 for an empty cell.
    func json(_ issues: [Issue]) -> String {
        var texts = DistinctTexts()
        var parts: [(String, String)] = []
        for number in issues.indices where !byFingerprint.isEmpty {
            guard let excerpt = self[issues[number].fingerprint] else { continue }
            let columns = JSONText.texts(excerpt.columns.map { Origin.columnLetters($0) })
            let rows = excerpt.rows.map { row in
                "[" + ([row.number] + row.texts.map { texts.place($0) }).map(String.init).joined(separator: ",") + "]"
            }
            parts.append((String(number), "[\(columns),\(rows.joined(separator: ","))]"))
        }
        return JSONText.compactObject([("texts", JSONText.texts(texts.texts)), ("of", JSONText.compactObject(parts))])
    }
}
