/// What extract, transform and the constraints made of one return: a pure function of the file's content, its name, the definition and its code lists.
/// Kept as a file named by the content's hash and the definition's, so that no return is read twice.
public struct ReturnBundle: Sendable, Codable {
    /// SHA-256 of the file, in lower-case hex.
    public let sha256: String
    /// What the file is, such as `xlsx` or `csv`; nil where it could not be read.
    public let format: String?
    /// The template version it fits.
    public let version: String?
    /// The language its labels are in.
    public let language: String?
    /// The file's name without its folder and ending, which is the name of a CSV file's sheet; of a file that could not be read, with its ending.
    public let name: String
    /// When the file was saved last, as it says itself (W3CDTF); nil where it does not.
    public let saved: String?
    /// Its records, by table in the definition's order.
    public private(set) var records: [Record]
    /// Where each field stands, and then where it does in some records alone.
    public private(set) var places: [FieldPlace]
    /// How many answers each table's layout offers, and how many were given.
    public let answers: [String: AnswerCount]
    /// What became of each text that was matched against a code list.
    public private(set) var codings: [ReturnCoding]
    /// What was found on the way.
    public private(set) var findings: [Finding]
    /// What came back on the sheet "To review" of an annotated copy.
    public var review = ReturnedReview()
    /// Whether it could not be read for what may be over next time. Only who reads it knows: such a bundle is not kept.
    public var mayPass = false

    /// A bundle of one return's results.
    public init(
        sha256: String, format: String?, version: String?, language: String?, name: String, saved: String?,
        records: [Record],
        places: [FieldPlace], answers: [String: AnswerCount], codings: [ReturnCoding], findings: [Finding]
    ) {
        self.sha256 = sha256
        self.format = format
        self.version = version
        self.language = language
        self.name = name
        self.saved = saved
        self.records = records
        self.places = places
        self.answers = answers
        self.codings = codings
        self.findings = findings
    }

    /// The return's id: the first 12 hex digits of its hash.
    public var id: String { String(Substring(sha256.utf8.prefix(12))) }

    /// The bundle without what became of texts that were matched.
    public var withoutCodings: ReturnBundle {
        var bundle = self
        bundle.codings = []
        return bundle
    }

    /// The bundle with other records, and with other findings and places where these are given.
    public func with(records: [Record], findings: [Finding]? = nil, places: [FieldPlace]? = nil) -> ReturnBundle {
        var bundle = self
        bundle.records = records
        if let places { bundle.places = places }
        if let findings { bundle.findings = findings }
        return bundle
    }
}

/// What became of a text of one return that was matched against a code list, other than a code typed as such.
public struct ReturnCoding: Sendable, Hashable, Codable {
    /// The code list's name in the survey.
    public let list: String
    /// The text as typed.
    public let raw: String
    /// The code; nil where none was taken.
    public let code: String?
    /// How it was matched, or `unknown`.
    public let method: String
    /// From 0 to 1: how sure.
    public let confidence: Double
    /// Codes that may be meant, with their labels, the likeliest first.
    public let suggestions: [String]
    /// How many cells of the return hold it.
    public var count: Int
    /// The first of these cells.
    public let origin: Origin

    /// Whether a code was taken without being sure, so that a person should look at it.
    public var isDoubtful: Bool { code != nil && confidence < Self.reviewBelow }

    /// Below it, a person should look at a code that was taken.
    public static let reviewBelow = 0.95

    /// What became of a text.
    public init(
        list: String, raw: String, code: String?, method: String, confidence: Double, suggestions: [String], count: Int,
        origin: Origin
    ) {
        self.list = list
        self.raw = raw
        self.code = code
        self.method = method
        self.confidence = confidence
        self.suggestions = suggestions
        self.count = count
        self.origin = origin
    }
}

/// What became of a return.
public enum ReturnState: String, Sendable, Hashable, Codable, CaseIterable {
    /// It counts: its records are in the dataset, but for those rejected.
    case live
    /// A later return of the same reporter took its place.
    case superseded
    /// It is kept out until something is settled, such as who sent it.
    case held
    /// It could not be read.
    case refused
}

/// A return with its identity and its place among the others.
public struct Return: Sendable, Hashable, Codable {
    /// The first 12 hex digits of ``sha256``.
    public var id: String { String(Substring(sha256.utf8.prefix(12))) }
    /// SHA-256 of the file, in lower-case hex.
    public let sha256: String
    /// The path in the inbox.
    public let file: String
    /// The reporter's code; empty where not known.
    public let reporter: String
    /// The round.
    public let round: String
    /// The day it was received, as the inbox's folders say; empty where they do not.
    public let received: String
    /// The template version it fits; empty where none.
    public let version: String
    /// The language its labels are in; empty where not known.
    public let language: String
    /// What became of it.
    public var state: ReturnState
    /// The return that took its place.
    public var supersededBy: String?
    /// Of an annotated copy the return of which it was made, where that tells its reporter or round; nil where what the survey asks tells both.
    public var toldBy: String?
    /// The body of its reporter whose return it is, where a survey tells several apart: what stands in the fields that do, folded. Else empty.
    public var body: String {
        get { ownBody ?? "" }
        set { ownBody = newValue.isEmpty ? nil : newValue }
    }
    /// The first of the tables that may come in returns of their own which it holds; empty where this is the first of all, or it holds none: what may come
    /// in parts and has come as a whole is told from no other.
    public var part: String {
        get { ownPart ?? "" }
        set { ownPart = newValue.isEmpty ? nil : newValue }
    }
    // What was written before there were such has no members for them.
    private var ownBody: String?
    private var ownPart: String?

    /// A return.
    public init(
        sha256: String, file: String, reporter: String, round: String, received: String, version: String,
        language: String, state: ReturnState,
        supersededBy: String? = nil
    ) {
        self.sha256 = sha256
        self.file = file
        self.reporter = reporter
        self.round = round
        self.received = received
        self.version = version
        self.language = language
        self.state = state
        self.supersededBy = supersededBy
    }
}

extension Return {
    /// The language to write to its sender in: what the register says, else that of the return's labels, else the survey's first.
    public func language(for reporter: Reporter?, in definition: SurveyDefinition) -> String {
        reporter?.language ?? (language.isEmpty ? definition.language : language)
    }
}

/// One who must report.
public struct Reporter: Sendable, Hashable, Codable {
    /// The code.
    public let code: String
    /// The name, for people.
    public let name: String
    /// The language to write to them in.
    public let language: String?
    /// Whom to write to.
    public let contact: String?

    /// A reporter of the register.
    public init(code: String, name: String, language: String? = nil, contact: String? = nil) {
        self.code = code
        self.name = name
        self.language = language
        self.contact = contact
    }
}

extension Return {
    /// Whether its reporter may be asked about it: it counts or is held, and is of the round.
    public func isAskedAbout(in round: String) -> Bool { (state == .live || state == .held) && self.round == round }
}
