import SurveyModel

/// How a bundle's head and the places of its fields stand in its file.
extension BundleWriter {
    mutating func append(_ head: BundleHead, sections: [BundleSection]) {
        let bundle = head.bundle
        append(text: bundle.sha256)
        for text in [bundle.format, bundle.version, bundle.language, bundle.name, bundle.saved] {
            append(optional: text)
        }
        append(count: sections.count)
        for section in sections {
            append(text: section.table)
            for number in [section.count, section.offset, section.length] { append(count: number) }
        }
        append(count: head.commonValues.count)
        for (place, value) in head.commonValues.sorted(by: {
            ($0.key.table, $0.key.field) < ($1.key.table, $1.key.field)
        }) {
            append(text: place.table)
            append(count: place.field)
            append(text: value)
        }
        append(count: head.tallies.count)
        for (table, tallies) in head.tallies.sorted(by: { $0.key < $1.key }) {
            append(text: table)
            append(count: tallies.count)
            for part in tallies.flatMap(\.parts) { append(count: Int(part)) }
        }
        append(count: bundle.answers.count)
        for (table, answers) in bundle.answers.sorted(by: { $0.key < $1.key }) {
            append(text: table)
            append(count: answers.asked)
            append(count: answers.given)
        }
        append(count: bundle.codings.count)
        for coding in bundle.codings { append(coding) }
        append(count: bundle.findings.count)
        for finding in bundle.findings { append(finding) }
        append(bundle.review)
    }

    private mutating func append(_ review: ReturnedReview) {
        append(optional: review.original)
        append(count: review.questions.count)
        for (fingerprint, question) in review.questions.sorted(by: { $0.key < $1.key }) {
            let answer = question.answer
            for text in [fingerprint, answer.choice, answer.remark, question.place, question.title] {
                append(text: text)
            }
        }
    }

    private mutating func append(_ coding: ReturnCoding) {
        append(text: coding.list)
        append(text: coding.raw)
        append(optional: coding.code)
        append(text: coding.method)
        append(coding.confidence)
        append(count: coding.suggestions.count)
        for suggestion in coding.suggestions { append(text: suggestion) }
        append(count: coding.count)
        append(coding.origin)
    }

    mutating func append(_ finding: Finding) {
        append(text: finding.rule)
        append(text: finding.severity.rawValue)
        append(finding.message)
        append(optional: finding.record.map(String.init))
        for text in [
            finding.table, finding.field, finding.sheet, finding.cell, finding.value,
        ] { append(optional: text) }
        for message in [finding.expected, finding.suggestion] { append(optional: message) }
        append(count: finding.cells.count)
        for cell in finding.cells { append(cell) }
        append(count: finding.alike.count)
        for cells in finding.alike {
            let block = cells.block
            for number in [block?.row, block?.column, block?.lastRow, block?.lastColumn] { append(count: number ?? 0) }
            append(optional: cells.value)
            append(optional: cells.message)
        }
    }

    mutating func append(_ place: FieldPlace) {
        for text in [place.table, place.field, place.sheet, place.column, place.row, place.layout, place.rung.rawValue]
        {
            append(text: text)
        }
        // Records are numbered from 1.
        append(count: place.records?.lowerBound ?? 0)
        if let records = place.records { append(count: records.upperBound) }
        append(optional: place.heading?.cell)
        guard let heading = place.heading else { return }
        append(count: heading.levels.count)
        for level in heading.levels { append(text: level) }
    }

    mutating func append(optional text: String?) {
        append(count: text == nil ? 0 : 1)
        if let text { append(text: text) }
    }
}

extension BundleReader {
    /// - Parameter length: the head's, in bytes.
    mutating func head(length: Int) throws -> BundleHead {
        let sha256 = try text()
        let format = try optionalText()
        let version = try optionalText()
        let language = try optionalText()
        let name = try optionalText() ?? ""
        let saved = try optionalText()
        let sections = try list { try $0.section() }
        let values = try list { reader in
            (BundleHead.Place(table: try reader.text(), field: try reader.count()), try reader.text())
        }
        let tallies = try list { reader in (try reader.text(), try reader.list { try $0.tally() }) }
        let answers = try list { reader in
            (try reader.text(), AnswerCount(asked: try reader.count(), given: try reader.count()))
        }
        let codings = try list { try $0.coding() }
        let findings = try list { try $0.finding() }
        let review = try review()
        var bundle = ReturnBundle(
            sha256: sha256, format: format, version: version, language: language, name: name, saved: saved, records: [],
            places: [], answers: Dictionary(answers) { first, _ in first }, codings: codings, findings: findings)
        bundle.review = review
        var records: [String: Int] = [:]
        for section in sections where !section.table.isEmpty { records[section.table, default: 0] += section.count }
        return BundleHead(
            bundle: bundle, records: records, commonValues: Dictionary(values) { first, _ in first },
            tallies: Dictionary(tallies) { first, _ in first },
            layout: BundleLayout(sections: sections, start: length))
    }

    private mutating func review() throws -> ReturnedReview {
        let original = try optionalText()
        let questions = try list { reader in
            let texts = try (0..<5).map { _ in try reader.text() }
            let answer = RespondentAnswer(choice: texts[1], remark: texts[2])
            return (texts[0], ReviewedQuestion(answer: answer, place: texts[3], title: texts[4]))
        }
        return ReturnedReview(original: original, questions: Dictionary(questions) { first, _ in first })
    }

    private mutating func tally() throws -> AnswerTally {
        let parts = try (0..<5).map { _ in UInt32(clamping: try count()) }
        return AnswerTally(
            answered: parts[0], marked: parts[1], inapplicable: parts[2], blank: parts[3], unreadable: parts[4])
    }

    private mutating func section() throws -> BundleSection {
        let section = BundleSection(table: try text(), count: try count(), offset: try count(), length: try count())
        // No file is that long: sums of such numbers would overflow. And every record or place takes a byte at least.
        guard section.offset < 1 << 40, section.length < 1 << 40, section.count <= section.length else {
            throw Damaged()
        }
        return section
    }

    private mutating func coding() throws -> ReturnCoding {
        ReturnCoding(
            list: try text(), raw: try text(), code: try optionalText(), method: try text(), confidence: try number(),
            suggestions: try list { try $0.text() }, count: try count(), origin: try origin())
    }

    mutating func finding() throws -> Finding {
        let rule = try text()
        guard let severity = Severity(rawValue: try text()) else { throw Damaged() }
        let message = try message()
        let record = try optionalText().flatMap { Int($0) }
        // Records are numbered from 1.
        guard (0..<1 << 40).contains(record ?? 0) else { throw Damaged() }
        var finding = Finding(
            rule: rule, severity: severity, message: message,
            table: try optionalText(), record: record, field: try optionalText(), sheet: try optionalText(),
            cell: try optionalText(), value: try optionalText(), expected: try optionalMessage(),
            suggestion: try optionalMessage())
        finding.cells = try list { try $0.origin() }
        finding.alike = try list { try $0.alike() }
        return finding
    }

    private mutating func alike() throws -> AlikeCells {
        let numbers = try (0..<4).map { _ in try count() }
        // No sheet has more rows or columns.
        guard numbers.allSatisfy({ (0...Int(Int32.max)).contains($0) }), numbers[0] <= numbers[2],
            numbers[1] <= numbers[3]
        else { throw Damaged() }
        let block = AlikeCells.Block(
            row: numbers[0], column: numbers[1], lastRow: numbers[2], lastColumn: numbers[3])
        return AlikeCells(
            block: numbers[0] == 0 ? nil : block, value: try optionalText(), message: try optionalMessage())
    }

    mutating func place() throws -> FieldPlace {
        let texts = try (0..<7).map { _ in try text() }
        guard let rung = FieldPlace.Rung(rawValue: texts[6]) else { throw Damaged() }
        let first = try count()
        let last = try first == 0 ? 0 : count()
        guard first <= last else { throw Damaged() }
        let cell = try optionalText()
        let heading = try cell.map { cell in Heading(levels: try list { try $0.text() }, cell: cell) }
        return FieldPlace(
            table: texts[0], field: texts[1], sheet: texts[2], column: texts[3], row: texts[4], layout: texts[5],
            heading: heading, rung: rung, records: first == 0 ? nil : first...last)
    }

    mutating func optionalText() throws -> String? { try optional { try $0.text() } }
}
