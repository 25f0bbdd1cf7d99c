/// What came back on the sheet "To review" of an annotated copy.
public struct ReturnedReview: Sendable, Hashable, Codable {
    /// The id of the return of which the copy was made; nil where the sheet does not tell, or there is none.
    public var original: String?
    /// The questions that it lists, by their fingerprints, also those to which nothing was written.
    public var questions: [String: ReviewedQuestion]

    /// What came back.
    public init(original: String? = nil, questions: [String: ReviewedQuestion] = [:]) {
        self.original = original
        self.questions = questions
    }
}

/// A question on a sheet "To review" that came back, with its answer.
public struct ReviewedQuestion: Sendable, Hashable, Codable {
    /// The answer; an empty one where nothing was written, or what was written has been deleted.
    public var answer: RespondentAnswer
    /// The cell that it is about, as the sheet says it, such as `Cover!B4`; empty where it says none, or nothing was answered.
    public var place: String
    /// The question, in the questionnaire's words, as the sheet says it; empty where it says none, or nothing was answered.
    public var title: String

    /// A question with its answer.
    public init(answer: RespondentAnswer, place: String = "", title: String = "") {
        self.answer = answer
        self.place = place
        self.title = title
    }
}
