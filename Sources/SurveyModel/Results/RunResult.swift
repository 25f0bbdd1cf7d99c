/// Everything that a run made of a survey's returns, for the stages that write it out: the one object of which dataset files, issue files
/// and report are renderings. It holds no time and no path, so that the same returns and definition always give the same.
public struct RunResult: Sendable {
    /// The survey's folder name.
    public let survey: String
    /// The definition.
    public let definition: SurveyDefinition
    /// Who must report, ordered by code.
    public let reporters: [Reporter]
    /// Every return that was read or refused, ordered by file.
    public let returns: [Return]
    /// The counts that a run ends with.
    public let counts: RunCounts
    /// For each return that is live or held, and each table: what was asked, given, and published.
    public let coverage: [TableCoverage]
    /// How each question was answered in the current round, in the definition's order.
    public var questions: [QuestionCoverage] = []
    /// The issues, ordered by severity, rule, reporter, sheet and cell.
    public let issues: [Issue]
    /// What each of the survey's rules and constraints did.
    public let rules: [RuleResult]
    /// What became of each spelling that was matched against a code list.
    public let codings: [Coding]
    /// The figures' data.
    public let figures: [FigureData]
    /// Hashes of what the result was made from, ordered as a reader would ask for them.
    public let provenance: [ProvenanceEntry]
    /// What became of each return, by id.
    public var verdicts: [String: Verdict] = [:]
    /// What has changed since an earlier run; nil where there is none.
    public var changes: RunChanges?
    /// Returns compared with those whose place they took, ordered by reporter.
    public var resubmissions: [Resubmission] = []
    /// The decisions of the survey in the order of `decisions.csv`, also those that no longer count.
    public var decisions: [Decision] = []
    /// What returns of the current round say that was read as a code and may be meant otherwise, by return, the least sure first: no more than letters tell.
    public var doubtful: [String: [ReturnCoding]] = [:]
    /// What can be accepted of the suggestions of issues that wait for somebody.
    public var choices = SuggestedChoices()

    /// A run's result.
    public init(
        survey: String, definition: SurveyDefinition, reporters: [Reporter], returns: [Return], counts: RunCounts,
        coverage: [TableCoverage],
        issues: [Issue], rules: [RuleResult], codings: [Coding], figures: [FigureData], provenance: [ProvenanceEntry]
    ) {
        self.survey = survey
        self.definition = definition
        self.reporters = reporters
        self.returns = returns
        self.counts = counts
        self.coverage = coverage
        self.issues = issues
        self.rules = rules
        self.codings = codings
        self.figures = figures
        self.provenance = provenance
    }
}

/// The counts that a run ends with. Records read = published + rejected + superseded.
public struct RunCounts: Sendable, Hashable, Codable {
    /// Reporters in the register.
    public var reportersExpected = 0
    /// Reporters of the register of whom a live return of the current round was read.
    public var reportersReported = 0
    /// Returns that were read.
    public var returnsRead = 0
    /// Files that could not be read as returns.
    public var returnsRefused = 0
    /// Records in all returns that were read.
    public var recordsRead = 0
    /// Records in the dataset.
    public var recordsPublished = 0
    /// Records kept out because of an issue.
    public var recordsRejected = 0
    /// Records of returns whose place another took.
    public var recordsSuperseded = 0
    /// Issues by severity, whatever their state.
    public var issues: [Severity: Int] = [:]
    /// Issues that nobody has settled, by severity.
    public var unsettled: [Severity: Int] = [:]
    /// Issues by state.
    public var states: [IssueState: Int] = [:]
    /// Values matched to a code other than exactly as typed.
    public var codesNormalised = 0
    /// Values that were not matched, but for which there is a suggestion.
    public var codesSuggested = 0
    /// Values that are like no code.
    public var codesUnknown = 0

    /// All zero.
    public init() {}

    /// Counts issues by severity and state.
    public mutating func count(_ all: [Issue]) {
        issues = [:]
        unsettled = [:]
        states = [:]
        for number in all.indices {
            let (severity, state) = (all[number].finding.severity, all[number].state)
            issues[severity, default: 0] += 1
            states[state, default: 0] += 1
            if state.isUnsettled { unsettled[severity, default: 0] += 1 }
        }
    }
}

/// What a return holds for a table.
public struct TableCoverage: Sendable, Hashable, Codable {
    /// The return's id.
    public let returnID: String
    /// The reporter's code.
    public let reporter: String
    /// The round.
    public let round: String
    /// The table.
    public let table: String
    /// Answer cells that the return's layout offers.
    public let asked: Int
    /// Answer cells with something in them.
    public let given: Int
    /// Records read.
    public let records: Int
    /// Records published.
    public let published: Int

    /// What a return holds for a table.
    public init(
        returnID: String, reporter: String, round: String, table: String, asked: Int, given: Int, records: Int,
        published: Int
    ) {
        self.returnID = returnID
        self.reporter = reporter
        self.round = round
        self.table = table
        self.asked = asked
        self.given = given
        self.records = records
        self.published = published
    }
}

/// What a rule did in a run.
public struct RuleResult: Sendable, Hashable {
    /// The rule's id.
    public let id: String
    /// The table that it is about; nil for rules about files and returns.
    public let table: String?
    /// The field that it is about where others may share the id: of a constraint, a condition, and a declared check that tells of one field.
    public let field: String?
    /// How much breaking it matters.
    public let severity: Severity
    /// What it says, in words or SQL.
    public let expression: String
    /// Why it exists.
    public let why: LocalizedText?
    /// Records tested; 0 where not counted.
    public let tested: Int
    /// Records that break it.
    public let failed: Int
    /// Records for which it cannot be told, since a value is missing.
    public let notVerifiable: Int
    /// Records for which it is switched off, which are not among those tested.
    public var notApplicable = 0
    /// Whether it is on trial: counted, its findings not told.
    public var isTrial = false
    /// How much of the data it looks at; nil where not known.
    public var level: RuleLevel?

    /// Records that fulfil it.
    public var passed: Int { max(0, tested - failed - notVerifiable) }

    /// What a rule did.
    public init(
        id: String, table: String?, field: String? = nil, severity: Severity, expression: String, why: LocalizedText?,
        tested: Int, failed: Int, notVerifiable: Int, notApplicable: Int = 0, isTrial: Bool = false,
        level: RuleLevel? = nil
    ) {
        self.notApplicable = notApplicable
        self.isTrial = isTrial
        self.level = level
        self.id = id
        self.table = table
        self.field = field
        self.severity = severity
        self.expression = expression
        self.why = why
        self.tested = tested
        self.failed = failed
        self.notVerifiable = notVerifiable
    }
}

/// What became of a spelling that was matched against a code list.
public struct Coding: Sendable, Hashable, Codable {
    /// The code list's name.
    public let list: String
    /// What was typed.
    public let raw: String
    /// The code; nil where none was taken.
    public let code: String?
    /// The code's label in the survey's first language.
    public let label: String?
    /// How it was matched.
    public let method: String
    /// From 0 to 1: how sure.
    public let confidence: Double
    /// Codes that might be meant, with their labels, likeliest first.
    public let suggestions: [String]
    /// How many cells hold it.
    public let count: Int
    /// One of these cells: `reporter sheet!cell`.
    public let example: String

    /// What became of a spelling.
    public init(
        list: String, raw: String, code: String?, label: String?, method: String, confidence: Double,
        suggestions: [String], count: Int, example: String
    ) {
        self.list = list
        self.raw = raw
        self.code = code
        self.label = label
        self.method = method
        self.confidence = confidence
        self.suggestions = suggestions
        self.count = count
        self.example = example
    }
}

/// A figure with its data: the rows of its query, with the columns' names.
public struct FigureData: Sendable {
    /// The figure as defined.
    public let definition: FigureDefinition
    /// The columns' names.
    public let columns: [String]
    /// The rows; a nil is NULL.
    public let rows: [[FigureValue?]]

    /// A figure's data.
    public init(definition: FigureDefinition, columns: [String], rows: [[FigureValue?]]) {
        self.definition = definition
        self.columns = columns
        self.rows = rows
    }
}

/// A value in a figure's data.
public enum FigureValue: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// A text.
    case text(String)

    /// The value as text, numbers in their shortest form.
    public var text: String {
        switch self {
        case .number(let number): Value.shortest(number)
        case .text(let text): text
        }
    }
}

/// One thing that a result was made from, or that it is.
public struct ProvenanceEntry: Sendable, Hashable {
    /// What it is: `definition`, `code list`, `return`, `dataset`.
    public let kind: String
    /// Its name.
    public let name: String
    /// Its SHA-256 in hex, or a version.
    public let hash: String

    /// One thing with its hash.
    public init(kind: String, name: String, hash: String) {
        self.kind = kind
        self.name = name
        self.hash = hash
    }
}
