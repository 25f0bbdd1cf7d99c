import Extract
import Foundation
import OrderedCollections
import SurveyModel

/// What init tells of a survey that it has drafted: sheet by sheet what was found, what to look at, what to do next.
struct DraftSummary {
    /// So many texts that are not asked are told of a sheet.
    static let mostNotAsked = 8

    let draft: SurveyDraft
    let blank: BlankQuestionnaire
    let folder: URL
    let command: String
    let yaml: String
    let review: TemplateReview

    var lines: [String] {
        var lines = ["\(folder.path): drafted in \(draft.languages.joined(separator: ", "))."]
        var layout = 0
        for sheet in blank.sheets {
            guard sheet.ignored == nil else {
                lines.append("  \(sheet.name.onOneLine): not read (\(sheet.ignored ?? ""))")
                continue
            }
            lines.append("  \(sheet.name.onOneLine)")
            for part in sheet.parts {
                guard draft.layouts.indices.contains(layout) else { break }
                lines.append("    \(describe(part)) -> \(draft.layouts[layout].name)")
                lines += draft.layouts[layout].doubts.map { "      check: \($0.onOneLine)" }
                layout += 1
            }
            let passed = sheet.notAsked
            lines += passed.prefix(Self.mostNotAsked).map { "    not asked: \($0.cell) “\(Self.short($0.text))”" }
            let more = passed.count - Self.mostNotAsked
            if more > 0 { lines.append("    and \(more.counted("more text")) not asked, which pipeline.yaml names") }
        }
        return lines + lists + proof + next
    }

    private func describe(_ part: InferredPart) -> String {
        switch part.kind {
        case .form(let questions): "form \(part.range): \(questions.count.counted("question"))"
        case .table(let table):
            if let repetition = table.repetition {
                "table \(part.range): \(repetition.count) times “\(Self.short(repetition.start))”, \(table.columns.count.counted("column")) each"
            } else {
                "table \(part.range): \(table.columns.count.counted("column"))"
            }
        case .matrix(let matrix):
            "matrix \(part.range): \(matrix.rows.count.counted("row")) by \(matrix.levels.map { String($0.labels.count) }.joined(separator: " by ")) columns"
        case .blocks(let start, let count, let questions):
            "blocks \(part.range): \(count) times “\(Self.short(start))”, \(questions.count.counted("question")) each"
        }
    }

    private var lists: [String] {
        guard !draft.lists.isEmpty else { return [] }
        let names = draft.lists.values.map { list -> String in
            switch list.source {
            case .bundled(let id, _): list.name == id ? "\(id) (Canvass's)" : "\(list.name) (Canvass's \(id))"
            case .file(let items): "\(list.name) (\(items.count))"
            }
        }
        return ["  code lists: \(names.joined(separator: ", "))"]
    }

    /// What the draft was found to read, and what nobody can know without a return.
    private var proof: [String] {
        let told = review.diagnoses.filter { $0.state != .ok }
        let types = draft.tables.flatMap(\.fields).count { field in
            field.doubts.contains { $0.hasPrefix("the type is told") }
        }
        var lines = [
            told.allSatisfy { $0.state != .fault }
                ? "Read back: all \(review.labels.counted("field")) of the draft are found in the questionnaire."
                : "Read back: of the \(review.labels.counted("field")) of the draft not all are found in the questionnaire:"
        ]
        for diagnosis in told {
            lines.append("  check: \(diagnosis.finding.onOneLine).")
            lines.append("         \(diagnosis.advice.onOneLine)")
        }
        lines.append(
            "Not proved: that answers stand where the draft looks for them\(types == 0 ? "" : ", and \(types.counted("type")) that only words tell"). A return that was filled in proves it."
        )
        return lines
    }

    private var next: [String] {
        let checks = yaml.split(separator: "\n").count { $0.contains("# check:") }
        let doubt = draft.reporter.flatMap { reporter in
            reporter.isColumn
                ? "See first whether \(reporter.field), a column of a table, tells who reports; if not, change `reporters`."
                : nil
        }
        let persons = draft.tables.flatMap { table in
            table.fields.filter(\.isPrivate).map { "\(table.name).\($0.name)" }
        }
        let privacy: String? =
            persons.isEmpty
            ? nil
            : "Private, so kept apart from what is published, since they ask for persons: \(persons.joined(separator: ", "))."
        let lines: [String?] = [
            "Look at the \(checks.counted("line")) of pipeline.yaml marked check:, and change what you like: names, types, titles.",
            register, doubt, privacy,
            "Next: canvass doctor \(command) --return <a return that was filled in>",
        ]
        return lines.compactMap(\.self)
    }

    /// Who is in the register, or is to be written into it.
    private var register: String {
        let listed = draft.register.count
        if draft.reporter?.isCountry ?? false, !draft.countries.isEmpty {
            return "reporters.csv has the \(listed) countries of the questionnaire."
        }
        if listed > 0, let reporter = draft.reporter {
            return
                "reporters.csv has the \(listed.counted("choice")) of \(reporter.field), by the codes of its list; take out who need not report."
        }
        let said = draft.reporter.map { "what \($0.field) says" } ?? "the file's name without its ending"
        return "Write into reporters.csv who must report: its column code holds \(said)."
    }

    /// A text as it is quoted: on one line, and not too long.
    static func short(_ text: String) -> String {
        let line = text.onOneLine
        return line.count > 60 ? "\(line.prefix(59))…" : line
    }
}
