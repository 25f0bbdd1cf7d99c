import CodeLists
import Extract
import Foundation
import Spreadsheets
import OrderedCollections
import SurveyModel
import Transform

/// Reads a survey's blank questionnaires by its own definition: what is not found there will be found in no return.
public struct TemplateReview: Sendable {
    /// So many texts of a kind are told by themselves.
    private static let mostNamed = 3

    /// What was found.
    public let diagnoses: [Diagnosis]
    /// The labels, columns and headers that the definition looks for.
    public let labels: Int

    /// A review of a survey's blank questionnaires.
    ///
    /// - Parameter blanks: names of files in the survey's folder that are blanks of its newest version, where the definition does not name
    ///   them, such as CSV files.
    public init(_ survey: Survey, blanks: [String] = []) {
        let definition = survey.definition
        let files = definition.versions.enumerated().flatMap { index, version -> [(String, TemplateVersion)] in
            var names = version.templates
            if index == 0 { names += blanks.filter { !names.contains($0) } }
            if index == 0, names.isEmpty, !(survey.templates[version.id] ?? []).isEmpty { names = ["template.xlsx"] }
            return names.map { ($0, version) }
        }
        labels =
            definition.versions.first.map { version in
                version.layouts.values.reduce(0) { $0 + $1.fieldNames.count }
            } ?? 0
        guard !files.isEmpty else {
            diagnoses = [
                Diagnosis(
                    .ok, "template",
                    "no blank questionnaire is given, so whether its labels are those of the definition is not known")
            ]
            return
        }
        diagnoses = files.flatMap { name, version in Self.review(name, version, survey) }
    }

    private static func review(_ name: String, _ version: TemplateVersion, _ survey: Survey) -> [Diagnosis] {
        let definition = survey.definition
        let reading: BlankReading
        do {
            let url = survey.folder.appending(path: name)
            reading = try BlankReading(
                Extractor(survey, templates: [:]),
                SurveyReading(definition).open(path: url.path, name: name), version: version,
                placeholders: definition.placeholders)
        } catch {
            return [
                Diagnosis(
                    .fault, "template", "the blank questionnaire \(name) cannot be read: \(OwnFileFault.words(error))",
                    advice: "Save it as a workbook (.xlsx) without a password.")
            ]
        }
        let missing = reading.absences.map { absent($0, name) }
        let found =
            missing + notes(reading.notes, name) + answers(reading, name)
            + unknownLabels(reading.labels, name, survey) + controls(reading.unlinkedControls, name)
        guard found.isEmpty else { return found }
        return [Diagnosis(.ok, "template", "all that the definition looks for is found in \(name)")]
    }

    // MARK: - What is told

    private static func absent(_ absence: BlankReading.Absence, _ name: String) -> Diagnosis {
        let field = absence.field.map { ", \($0)" } ?? ""
        let words = absence.expected.prefix(4).map { "“\($0.onOneLine)”" }.joined(separator: " or ")
        let more = absence.expected.count > 4 ? " or \(absence.expected.count - 4) more" : ""
        let place = "pipeline.yaml:\(absence.position.line): \(absence.layout)\(field)"
        let nearest =
            absence.nearest.map { " The nearest there is “\($0.text.onOneLine)” (\($0.place.onOneLine))." } ?? ""
        let advice =
            switch absence.what {
            case "sheet": "Write the sheet's name there as the questionnaire has it."
            case "row of units":
                "Take `units: true` out, or write the units at the columns as the questionnaire has them."
            case "header":
                "Write the columns' labels as the questionnaire has them, and in `header:` how many rows they take.\(nearest)"
            default: "Write it as the questionnaire has it, or take the field out of the layout.\(nearest)"
            }
        return Diagnosis(
            .fault, "template",
            "\(place): the \(absence.what) \(words)\(more)\(words.isEmpty ? "" : " ")is not in \(name)",
            advice: advice)
    }

    private static func notes(_ findings: [Finding], _ name: String) -> [Diagnosis] {
        findings.map { finding in
            var sentence = finding.message.text(in: "en").onOneLine
            if sentence.hasSuffix(".") { sentence.removeLast() }
            return Diagnosis(
                .warning, "template", "\(name): \(sentence)",
                advice: "Write it in the definition as the questionnaire has it; returns are read with this note else.")
        }
    }

    /// A text as it is told: its beginning, where it is long.
    private static func short(_ text: String) -> String {
        let line = text.onOneLine
        return line.count > 40 ? "\(line.prefix(39))…" : line
    }

    private static func answers(_ reading: BlankReading, _ name: String) -> [Diagnosis] {
        guard !reading.answers.isEmpty else { return [] }
        let told = reading.answers.prefix(mostNamed).map { answer in
            "\(answer.origin.sheet.onOneLine)!\(answer.origin.cell) “\(short(answer.text))” as \(answer.layout).\(answer.field)"
        }
        let count = reading.answers.count
        let more = Self.more(than: count)
        return [
            Diagnosis(
                .warning, "template",
                "\(name) holds what would be read as \(count == 1 ? "an answer" : "answers"): \(told.joined(separator: "; "))\(more)",
                advice:
                    "If it is printed, say so by `units`, `skip`, `preprinted` or `placeholders`; if it is an answer given in advance, all is well."
            )
        ]
    }

    /// How many are not named.
    private static func more(than count: Int) -> String {
        count > mostNamed ? ", and \(count - mostNamed) more" : ""
    }

    private static func controls(_ places: [String], _ name: String) -> [Diagnosis] {
        guard !places.isEmpty else { return [] }
        let told = places.prefix(mostNamed).map(\.onOneLine).joined(separator: ", ")
        let more = Self.more(than: places.count)
        return [
            Diagnosis(
                .warning, "template",
                "\(name) has \(places.count.counted("form control")) without a linked cell, of which no answer can be read: \(told)\(more)",
                advice:
                    "Give each tick box, group of option buttons and list the cell of its answer as its linked cell (Format Control, Control, Cell link)."
            )
        ]
    }

    /// Labels and choices that their field's list does not know: whoever answers beside one, or chooses one, has a record that is kept out.
    private static func unknownLabels(_ labels: [BlankReading.Label], _ name: String, _ survey: Survey) -> [Diagnosis] {
        var unknown: OrderedDictionary<String, [BlankReading.Label]> = [:]
        for label in labels where !isKnown(label, survey) {
            unknown["\(label.layout).\(label.field)", default: []].append(label)
        }
        return unknown.map { field, labels in
            let list = labels.first.flatMap { survey.definition.tables[$0.table]?.fields[$0.field]?.codeList } ?? ""
            let told = labels.prefix(mostNamed).map { label in
                let text = short(label.text)
                let what = label.isChoice ? "the choice “\(text)” of" : "“\(text)” in"
                return "\(what) \(label.origin.sheet.onOneLine)!\(label.origin.cell)"
            }
            let more = Self.more(than: labels.count)
            return Diagnosis(
                .warning, "template",
                "the list \(list) of \(field) does not know what \(name) offers: \(told.joined(separator: "; "))\(more)",
                advice:
                    "Add a code, or the text as a synonym of one; or to `missing`, if it says why there is no answer.")
        }
    }

    /// Whether a run makes a code of a text, or takes it for a mark that says why there is no answer.
    private static func isKnown(_ label: BlankReading.Label, _ survey: Survey) -> Bool {
        guard let field = survey.definition.tables[label.table]?.fields[label.field], let list = field.codeList,
            let matcher = survey.matchers[list]
        else { return true }
        let marks = (field.missing ?? []) + survey.definition.missing
        if marks.flatMap(\.marks).contains(where: { $0.lowercased() == label.text.lowercased() }) { return true }
        let language = survey.language
        let reading = CodeReading.answer(matcher.match(label.text, language: language), in: matcher, language: language)
        return reading.code != nil
    }
}
