public import OrderedCollections

/// A survey as its `pipeline.yaml` defines it. Decoded by ``decode(yaml:file:)``; `docs/definition.md` is the reference of the file.
public struct SurveyDefinition: Sendable {
    /// The survey's title, for reports and the data package.
    public let title: LocalizedText
    /// Who runs the survey.
    public let agency: LocalizedText?
    /// A sentence that stands on every output: licence, embargo, or that figures are invented.
    public let notice: LocalizedText?
    /// Whom respondents may ask.
    public let contact: Contact?
    /// The last day for returns of the current round.
    public private(set) var deadline: CalendarDay?
    /// The questionnaire's languages, the first being the default.
    public let languages: [String]
    /// Which round a return belongs to.
    public private(set) var round: RoundDefinition
    /// Where returns arrive.
    public let inbox: InboxDefinition
    /// Who must report, and how a return's reporter is told.
    public let reporters: ReportersDefinition
    /// What stands for 'no value', with the SDMX observation status it means.
    public let missing: [MissingMark]
    /// Texts that stand in answer cells before anything is answered, such as `< Select >`: cells with them are empty.
    public let placeholders: [String]
    /// Marks of quality beside values, with the SDMX observation status that they mean.
    public let flags: [FlagMark]
    /// Limits of the reader that differ from its own, by name: bytes, numbers, seconds.
    public let limits: [String: Int]
    /// What is known of the dialect of CSV returns.
    public let csv: CSVDefinition
    /// The code lists by name.
    public let codeLists: OrderedDictionary<String, CodeListDefinition>
    /// The dataset's tables by name, in order of publication.
    public let tables: OrderedDictionary<String, TableDefinition>
    /// Whether any field's values are kept apart from the results.
    public var hasPrivateFields: Bool { tables.values.contains { !$0.privateFields.isEmpty } }
    /// Whether a field's values are kept apart from the results.
    public func isPrivate(_ field: String?, of table: String?) -> Bool {
        guard let field, let table else { return false }
        return tables[table]?.fields[field]?.isPrivate ?? false
    }
    /// The questionnaire's versions, newest first; never empty.
    public let versions: [TemplateVersion]
    /// The questionnaires that were filled in beforehand, as they were sent; nil where there are none.
    public let prefilled: PrefilledDefinition?
    /// What differs in the returns of single reporters, in order; the first that fits a return is used.
    public let overrides: [LayoutOverride]
    /// The survey's own checks.
    public let rules: [RuleDefinition]
    /// What is said of the rules that Canvass itself raises, in order; the first that fits a finding counts.
    public internal(set) var builtIn: [BuiltInTerms] = []
    /// What an open issue of each severity does to its record.
    public let policy: [Severity: IssueAction]
    /// What a reviewer's decision needs to count.
    public let decisions: DecisionsDefinition
    /// The figures of the report.
    public let figures: [FigureDefinition]
    /// Whether returns go back to their reporters as annotated copies.
    public let hasAnnotatedCopies: Bool
    /// Whether letters with the questions are written to the reporters.
    public let hasLetters: Bool
    /// Which published runs are kept.
    public let keep: KeepDefinition
    /// The file for Prometheus's textfile collector, relative to the survey's folder; nil where none is written.
    public let metrics: String?
    /// The commands that are told of a run, in order.
    public let notices: [NotifyDefinition]
    /// The codes that the definition names, which must be in the lists that it also names; compared by whoever reads these.
    public internal(set) var namedCodes: [NamedCode] = []
    /// The language of the survey's own texts: the first of ``languages``.
    public var language: String { languages.first ?? "en" }
    /// The languages of texts that ``languages`` does not have.
    public internal(set) var undeclaredLanguages: [NamedLanguage] = []
    /// The ranges that stand in files of their own, by the file's name; set by whoever reads these files.
    public var rangeFiles: [String: RangeTable] = [:]

    /// The definition with another of its rounds as the current one, of which the deadline says nothing.
    public func with(currentRound: String) -> SurveyDefinition {
        var definition = self
        if currentRound != round.current { definition.deadline = nil }
        definition.round.current = currentRound
        return definition
    }
}

/// Whom respondents may ask.
public struct Contact: Sendable, Hashable {
    /// A function or a desk rather than a person.
    public let name: String
    /// An e-mail address.
    public let email: String?
}

/// Which round a return belongs to.
public struct RoundDefinition: Sendable, Hashable {
    /// The round that is being collected.
    public internal(set) var current: String
    /// All rounds, oldest first; holds `current`.
    public let all: [String]
    /// How a return tells its round; tried in order. A return that tells none belongs to the current round.
    public let sources: [IdentitySource]
    /// The last day, in UTC, for returns of rounds that are closed; what came later is held.
    public let closed: [String: CalendarDay]
    /// Where `round` stands, for messages.
    public let position: SourcePosition
}

/// Where a return says who sent it, or which round it is for.
public enum IdentitySource: Sendable, Hashable {
    /// A field of the dataset, the same in all records of the return.
    case field(FieldReference)
    /// A pattern over the file's path in the inbox; its first group, or the whole match.
    case filename(Pattern)
    /// The name of a folder on the file's way below the inbox, counted from 1.
    case folder(Int)
}

/// A field of a table, written `table.field`.
public struct FieldReference: Sendable, Hashable, CustomStringConvertible {
    /// The table's name.
    public let table: String
    /// The field's name.
    public let field: String
    /// Where the reference stands.
    public let position: SourcePosition

    /// `table.field`.
    public var description: String { "\(table).\(field)" }
}

/// Where returns arrive.
public struct InboxDefinition: Sendable, Hashable {
    /// The directory, relative to the survey's folder.
    public let path: String
    /// File names that are not returns, as patterns with `*` and `?`.
    public let ignore: [String]
    /// How long a file must have kept its size and time before it is taken, in seconds.
    public let settle: Int
    /// What becomes of its files after a run.
    public let after: After
    /// Where its path stands in the definition.
    public let position: SourcePosition

    /// What becomes of an inbox's files after a run was published.
    public enum After: String, Sendable, Hashable, CaseIterable {
        /// They stay.
        case leave
        /// They are moved to `Done` or `Refused` beside the inbox.
        case move
    }
}

/// Who must report, and how a return's reporter is told.
public struct ReportersDefinition: Sendable {
    /// The register of reporters, relative to the survey's folder.
    public let file: String
    /// The code list of reporters' codes, if they have one beside the register.
    public let codeList: String?
    /// How a return tells its reporter; tried in order.
    public let sources: [IdentitySource]
    /// Two returns of one reporter and round that agree in these fields are one submission and its correction; empty: all are.
    public let distinguishedBy: [FieldReference]
    /// The date by which the later of two is told.
    public let latestBy: FieldReference?
    /// Which of several returns counts.
    public let resubmissions: Resubmissions
    /// Tables of which each may come in a return of its own; empty where a return is always the whole.
    public let parts: [String]
    /// Where ``file`` is named, for messages.
    public let position: SourcePosition

    /// Which of several returns of one reporter and round counts.
    public enum Resubmissions: String, Sendable, Hashable, CaseIterable {
        /// The one completed last, by what returns and paths say.
        case completed
        /// The one that arrived last, by the path's date or the archive's receipts.
        case arrival
        /// The one that a decision names; all are held until then.
        case decision
    }
}

/// Marks that stand for 'no value', and the observation status that they mean.
public struct MissingMark: Sendable, Hashable {
    /// A code of SDMX CL_OBS_STATUS (version 2.2), such as `M` (data cannot exist) or `L` (exist but not collected).
    public let status: String
    /// The marks, compared without case and surrounding white space.
    public let marks: [String]
}

/// Marks of quality beside a value, such as "e" for estimated, and the observation status that they mean.
public struct FlagMark: Sendable, Hashable {
    /// A code of SDMX CL_OBS_STATUS (version 2.2), such as `E` (estimated) or `P` (provisional).
    public let status: String
    /// The marks, compared without case and parentheses.
    public let marks: [String]
}

/// One version of the questionnaire, with its layouts whole: differences are merged into the base when the definition is read.
public struct TemplateVersion: Sendable {
    /// The version's number, such as `2.0`.
    public let id: String
    /// Texts of which one is all that a cell of the return says; such cells are mostly hidden.
    public let tags: [String]
    /// Texts of which one must stand somewhere in the return.
    public let texts: [String]
    /// The blank questionnaire's files, relative to the survey's folder: one, or one for each language. Empty where none is named.
    public let templates: [String]
    /// Where each of ``templates`` is named.
    let templatePositions: [SourcePosition]
    /// The layouts by name.
    public let layouts: OrderedDictionary<String, LayoutDefinition>
}

extension SurveyDefinition {
    /// Where a blank questionnaire is named; the start of the file where it is not.
    public func position(ofTemplate name: String) -> SourcePosition {
        let named = versions.flatMap { Array(zip($0.templates, $0.templatePositions)) }
        return named.first { $0.0 == name }?.1 ?? .start
    }
}

/// Where the questionnaires lie that were filled in beforehand, as they were sent.
public struct PrefilledDefinition: Sendable, Hashable {
    /// The folder, relative to the survey's.
    public let path: String
    /// Where `prefilled` stands, for messages.
    public let position: SourcePosition
}

/// What differs in the questionnaire as one reporter fills it in.
public struct LayoutOverride: Sendable {
    /// Its name, such as the reporter's code.
    public let name: String
    /// A pattern over the file's name.
    public let file: Pattern?
    /// Texts of which one stands in the return.
    public let texts: [String]
    /// The reporter's code, name or other spellings.
    public let reporters: [String]
    /// The survey's versions, with the differences laid over each.
    public let versions: [TemplateVersion]
}

/// What an open issue does to the record in which it stands.
public enum IssueAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// The record is published; the issue is only told.
    case publish
    /// The record is published; the value is marked as not validated (``ObservationStatus/unvalidated``).
    case flag
    /// The record is published without the value, which is marked as missing (``ObservationStatus/keptOut``). An issue that names no field
    /// keeps the record out, for want of a value.
    case blank
    /// The record is kept out of the dataset.
    case reject
    /// The whole return is kept out of the dataset until the issue is settled.
    case hold
}

/// What a reviewer's decision needs to count.
public struct DecisionsDefinition: Sendable, Hashable {
    /// Whether what changes or lets stand a value needs a second name beside the reviewer's.
    public let needsSecond: Bool
}
