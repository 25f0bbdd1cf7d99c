import SurveyModel

/// The sentences around a letter's questions.
struct LetterParagraphs {
    let catalogue: Catalogue
    let definition: SurveyDefinition
    let reporter: Reporter
    let returns: [Return]
    /// The ids of those that came too late to be used.
    let late: Set<String>
    let files: LetterFiles
    /// The ids of the rules of which the returns have issues, but for those that came too late beside others.
    let rules: Set<String>
    /// Records of the returns that are in the dataset.
    let published: Int
    /// Whether nothing of the returns was kept out of the dataset.
    let isUsedWhole: Bool

    /// Other rules that hold a return, and what the letter says of it then.
    private static let held = [
        ("return.blank", "letter.stateBlank"), ("return.unchanged", "letter.stateUnchanged"),
        ("return.nothing-read", "letter.stateNothingRead"), ("return.round-closed", "letter.stateLate"),
    ]

    /// Thanks, and how the return stands.
    ///
    /// - Parameters:
    ///   - unused: how many of the answers that are asked about were kept out.
    ///   - questions: how many questions stand in the letter.
    ///   - isAsTyped: whether no answer was read as something else than was typed.
    func opening(unused: Int, questions: Int, isAsTyped: Bool) -> [String] {
        let thanks = catalogue.text(
            "letter.thanks",
            [
                "survey": definition.title.text(in: catalogue.readersLanguage), "round": definition.round.current,
                "file": catalogue.list(files.names),
            ])
        return [thanks, state(unused: unused, questions: questions, isAsTyped: isAsTyped)]
            + (questions > 0 ? [catalogue.text("letter.need", count: questions, ["deadline": deadline])] : [])
    }

    private func state(unused: Int, questions: Int, isAsTyped: Bool) -> String {
        let state = stateInTime(unused: unused, questions: questions, isAsTyped: isAsTyped)
        guard !late.isEmpty, late.count < returns.count else { return state }
        let names = returns.filter { late.contains($0.id) }.map { files.name(of: $0.id) }
        return state + " "
            + catalogue.text("letter.stateLateFiles", count: names.count, ["files": catalogue.list(names)])
    }

    /// How the returns stand that did not come too late; why they were not used where all did.
    private func stateInTime(unused: Int, questions: Int, isAsTyped: Bool) -> String {
        if returns.allSatisfy({ $0.state == .held || late.contains($0.id) }) { return held(questions: questions) }
        let records = ["records": catalogue.text("counted.records", count: published)]
        if questions == 0 {
            guard isUsedWhole else { return catalogue.text("letter.statePart", records) }
            return catalogue.text(isAsTyped ? "letter.stateFine" : "letter.stateUsed")
        }
        if unused > 0 { return catalogue.text("letter.stateErrors", count: unused, records) }
        return catalogue.text(isUsedWhole ? "letter.stateQuestions" : "letter.statePartQuestions", records)
    }

    /// Why the return is held back.
    private func held(questions: Int) -> String {
        guard rules.isDisjoint(with: HoldingRules.unclear) else { return catalogue.text("letter.stateHeld") }
        // What the survey's policy holds it for is asked.
        let key =
            Self.held.first { rules.contains($0.0) }?.1
            ?? (questions > 0 ? "letter.stateHeldQuestions" : "letter.stateHeldOffice")
        return catalogue.text(key, ["deadline": deadline])
    }

    /// What to do with the questions.
    ///
    /// - Parameters:
    ///   - workbooks: the annotated workbooks that go with the letter.
    ///   - ofText: how many of these were made of text files.
    func closing(questions: Int, further: Int, workbooks: [String], ofText: Int) -> [String] {
        guard questions > 0 else { return [] }
        var paragraphs: [String] = []
        if further > 0 {
            let key =
                workbooks.isEmpty
                ? "letter.furtherAlone" : workbooks.count == 1 ? "letter.further" : "letter.furtherSeveral"
            paragraphs.append(catalogue.text(key, count: further))
        }
        if !workbooks.isEmpty {
            let names = catalogue.list(workbooks.map { files.workbook($0) })
            let key =
                ofText == 0
                ? "letter.workbook" : ofText == workbooks.count ? "letter.workbookOfText" : "letter.workbookOfSome"
            paragraphs.append(catalogue.text(key, count: workbooks.count, ["workbook": names]))
        }
        paragraphs.append(catalogue.text("letter.fine"))
        return paragraphs
    }

    /// Whom to ask, and who writes: a desk, not a person.
    func signature() -> [String] {
        let agency = definition.agency?.text(in: catalogue.readersLanguage)
        let contact = definition.contact.map { contact in
            contact.email.map { catalogue.text("letter.contact", ["name": contact.name, "email": $0]) }
                ?? catalogue.text("letter.contactName", ["name": contact.name])
        }
        return [contact, catalogue.text("letter.regards"), definition.contact?.name, agency].compactMap(\.self)
    }

    /// ` by 30 April 2026`, or nothing where the survey has no deadline.
    private var deadline: String {
        definition.deadline.map { day in
            let month = catalogue.text("month.\(day.month)")
            let date = catalogue.text(
                "letter.date", ["day": String(day.day), "month": month, "year": String(day.year)])
            return catalogue.text("letter.by", ["date": date])
        } ?? ""
    }
}
