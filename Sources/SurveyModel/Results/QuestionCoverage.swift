/// What the records of a return say to one question. It is held for every return of a run, so it is small.
public struct AnswerTally: Sendable, Hashable {
    /// Something was answered, be it readable or not.
    public private(set) var answered: UInt32 = 0
    /// A mark says why there is no value, other than that the data cannot exist.
    public private(set) var marked: UInt32 = 0
    /// A mark says that the data cannot exist (SDMX CL_OBS_STATUS, code M).
    public private(set) var inapplicable: UInt32 = 0
    /// Nothing was typed.
    public private(set) var blank: UInt32 = 0
    /// Of what was answered, what could not be read: there is no value.
    public private(set) var unreadable: UInt32 = 0

    /// No records.
    public init() {}

    /// A tally of its parts, in the order in which ``parts`` has them.
    public init(answered: UInt32, marked: UInt32, inapplicable: UInt32, blank: UInt32, unreadable: UInt32 = 0) {
        self.answered = answered
        self.marked = marked
        self.inapplicable = inapplicable
        self.blank = blank
        self.unreadable = unreadable
    }

    /// Answered, marked, inapplicable, blank, unreadable.
    public var parts: [UInt32] { [answered, marked, inapplicable, blank, unreadable] }

    /// How many records are counted.
    public var records: Int { Int(answered) + Int(marked) + Int(inapplicable) + Int(blank) }

    /// How many of them have no value that a check could look at: blank, marked, or not readable.
    public var withoutValue: Int { Int(marked) + Int(inapplicable) + Int(blank) + Int(min(unreadable, answered)) }

    /// Counts what a record has at the question.
    public mutating func count(_ entry: Entry?) {
        guard let entry else {
            blank += 1
            return
        }
        if entry.value == nil, case .marks = entry.raw {
            // Columns of which none is marked.
            blank += 1
        } else if entry.value != nil || entry.status == nil {
            answered += 1
            if entry.value == nil { unreadable += 1 }
        } else if entry.status == "M" {
            inapplicable += 1
        } else {
            marked += 1
        }
    }

    /// Counts cells in which nothing was typed and for which there is no record.
    public mutating func add(blank cells: Int) { blank = UInt32(clamping: Int(blank) + Int(UInt32(clamping: cells))) }
}

/// How the question of a field was answered in the current round, over the returns that count.
public struct QuestionCoverage: Sendable, Hashable {
    /// The table.
    public let table: String
    /// The field.
    public let field: String
    /// Records with an answer, be it readable or not.
    public private(set) var answered = 0
    /// Records with a mark that says why there is no value, other than that the data cannot exist.
    public private(set) var marked = 0
    /// Records with a mark that the data cannot exist.
    public private(set) var inapplicable = 0
    /// Records with nothing.
    public private(set) var blank = 0
    /// Records of which it was not asked, or of which it cannot be told whether it was.
    public private(set) var notAsked = 0

    /// A question without any record.
    public init(table: String, field: String) {
        self.table = table
        self.field = field
    }

    /// Adds the records of a return.
    ///
    /// - Parameters:
    ///   - tally: what all of them say.
    ///   - exempt: what those of them say of which the question was not asked.
    public mutating func add(_ tally: AnswerTally, exempt: AnswerTally) {
        answered += Int(tally.answered) - Int(exempt.answered)
        marked += Int(tally.marked) - Int(exempt.marked)
        inapplicable += Int(tally.inapplicable) - Int(exempt.inapplicable)
        blank += Int(tally.blank) - Int(exempt.blank)
        notAsked += exempt.records
    }

    /// Records that were asked and can answer.
    public var asked: Int { answered + marked + blank }
    /// The share of these that have answered, in per cent and rounded to a tenth; nil where none was asked.
    public var responseRate: Double? {
        asked == 0 ? nil : (Double(answered) / Double(asked) * 1000).rounded() / 10
    }
}
