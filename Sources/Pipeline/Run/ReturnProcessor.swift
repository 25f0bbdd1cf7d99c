import Extract
import Foundation
import Spreadsheets
import SurveyModel
import Transform
import Validate

/// What one return gives: extract, transform, and the constraints of its fields. It depends on nothing but the file, its name and the survey.
struct ReturnProcessor: Sendable {
    private let reading: SurveyReading
    private let extractor: Extractor
    private let transformer: Transformer
    private let constraints: FieldConstraints
    private let definition: SurveyDefinition
    private let clock: StepClock

    init(_ survey: Survey, clock: StepClock = StepClock()) {
        self.clock = clock
        reading = SurveyReading(survey.definition)
        extractor = Extractor(survey)
        transformer = Transformer(definition: survey.definition, matchers: survey.matchers)
        constraints = FieldConstraints(definition: survey.definition)
        definition = survey.definition
    }

    /// Reads a return. A file that cannot be read gives a bundle without records and a finding that says why; nothing is thrown on input.
    ///
    /// - Parameters:
    ///   - path: where the file is kept.
    ///   - name: the file's name as it was sent.
    ///   - sha256: the hash of its content.
    func process(path: String, name: String, sha256: String) -> ReturnBundle {
        process(name: name, sha256: sha256) { () throws(SpreadsheetError) in try reading.open(path: path, name: name) }
    }

    /// Reads what is read as a return is, and of which the bytes are in memory.
    func process(bytes: [UInt8], name: String, sha256: String) -> ReturnBundle {
        process(name: name, sha256: sha256) { () throws(SpreadsheetError) in
            try reading.open(bytes: bytes, name: name)
        }
    }

    /// Reads a return that another process has opened. The descriptor is closed when this returns.
    func process(descriptor: Int32, name: String, sha256: String) -> ReturnBundle {
        process(name: name, sha256: sha256) { () throws(SpreadsheetError) in
            try reading.open(descriptor: descriptor, name: name)
        }
    }

    private func process(
        name: String, sha256: String, opening: () throws(SpreadsheetError) -> Workbook
    ) -> ReturnBundle {
        let stem = PathName.stem(of: name)
        do {
            let workbook = try opening()
            var extraction = try clock.ofThread(.extract) { try extractor.extract(workbook, file: name) }
            let transformation = clock.ofThread(.transform) {
                transformer.transform(
                    extraction.takeRecords(), places: extraction.places, language: extraction.language,
                    version: extraction.version, override: extraction.override,
                    uses1904: workbook.usesDate1904, bound: FindingsBound(definition))
            }
            let found = transformer.weighed(extraction.findings, language: extraction.language)
            let broken = clock.ofThread(.constraints) { constraints.findings(in: transformation.records) }
            var bundle = ReturnBundle(
                sha256: sha256, format: workbook.format.shortName, version: extraction.version,
                language: extraction.language, name: stem,
                saved: workbook.properties.modified, records: transformation.records,
                places: extraction.places + extraction.movedPlaces,
                answers: extraction.answers,
                codings: transformation.codings,
                findings: IssueLimit(definition).kept(
                    found + extraction.unclaimed.map(\.finding) + transformation.findings + broken,
                    in: definition))
            bundle.review = extraction.review
            return bundle
        } catch {
            return Self.unread(error, name: name, sha256: sha256)
        }
    }

    /// The rules of refusals that lie in the machine and not in the file.
    static let rulesOfMachine = Set(
        [SpreadsheetError.Code.notFound, .unreadable].map(\.rawValue) + [MessageKey.fileDamaged.rawValue])

    /// What kept a return from being read that lies in what happened to the run and need not happen again; nil for what was read, or cannot be.
    static func mishap(in bundle: ReturnBundle) -> Finding? {
        guard bundle.format == nil else { return nil }
        return bundle.findings.first { rulesOfMachine.contains($0.rule) || WorkerFailure.isTold(in: [$0]) }
    }

    /// The bundle of a return that could not be read. What no reader says is not known to lie in the file: it may be over next time.
    static func unread(_ error: any Error, name: String, sha256: String) -> ReturnBundle {
        var bundle = unread(refusal(error, name: name), name: name, sha256: sha256)
        bundle.mayPass = (error as? SpreadsheetError)?.mayPass ?? true
        return bundle
    }

    /// The bundle of a return that could not be read, with the finding that says why.
    static func unread(_ finding: Finding, name: String, sha256: String) -> ReturnBundle {
        ReturnBundle(
            sha256: sha256, format: nil, version: nil, language: nil, name: PathName.last(of: name), saved: nil,
            records: [], places: [], answers: [:], codings: [], findings: [finding])
    }

    /// The bundle of a return whose copy in the archive is damaged, and is not read.
    static func damaged(name: String, sha256: String) -> ReturnBundle {
        let copy = "archive/\(sha256.prefix(2))/\(sha256)"
        let finding = Finding(
            rule: MessageKey.fileDamaged.rawValue, severity: .error,
            message: .own(.fileDamaged, ["file": .text(name)]), value: name, expected: .own(.fileExpected),
            suggestion: .own(.fileDamagedAdvice, ["copy": .text(copy)]))
        return unread(finding, name: name, sha256: sha256)
    }

    /// The bundle of a return that has left the inbox and of which the archive has no copy any more.
    static func lost(name: String, sha256: String) -> ReturnBundle {
        let copy = "archive/\(sha256.prefix(2))/\(sha256)"
        let finding = Finding(
            rule: MessageKey.fileNotFound.rawValue, severity: .error,
            message: .own(.fileNotFoundArchive, ["file": .text(name), "copy": .text(copy)]), value: name,
            suggestion: .own(.fileNotFoundArchiveAdvice))
        return unread(finding, name: name, sha256: sha256)
    }

    /// A file of the inbox that is not copied. Where there is no content to know it by, its path takes the content's place.
    static func refused(_ refusal: InboxRefusal) -> ReadReturn {
        let path = refusal.path
        let isLockFile = refusal.rule == .lockFile
        // The limits of what comes in one file are not the reader's, and are not raised.
        let help: Message =
            refusal.rule == .limit ? .own(.fileLimitContainerAdvice) : advice(SpreadsheetError(refusal.rule, ""))
        let finding = Finding(
            rule: refusal.rule.rawValue, severity: severity(of: refusal.rule),
            message: message(refusal.rule, file: path, refusal.reason), value: path,
            expected: .own(isLockFile ? .fileExpectedWorkbook : .fileExpected),
            suggestion: refusal.isMember || isLockFile ? help : nil)
        return refused(
            path, sha256: refusal.sha256 ?? refusal.bytes.map { Digest.sha256(Data("path ".utf8) + Data($0)) },
            finding: finding)
    }

    /// A file of the inbox that was not taken, with what there is to say of it.
    ///
    /// - Parameter sha256: what it is known by; nil for the hash of its path.
    static func refused(_ path: String, sha256: String? = nil, finding: Finding) -> ReadReturn {
        let bundle = ReturnBundle(
            sha256: sha256 ?? hash(ofPath: path), format: nil,
            version: nil, language: nil, name: path,
            saved: nil, records: [], places: [],
            answers: [:], codings: [], findings: [finding])
        return ReadReturn(bundle: bundle, file: path, isPresent: true)
    }

    /// What a file is known by that could not be taken.
    static func hash(ofPath path: String) -> String { Digest.sha256(Data("path \(path)".utf8)) }

    private static func refusal(_ error: any Error, name: String) -> Finding {
        guard let error = error as? SpreadsheetError else {
            return Finding(
                rule: "file.unreadable", severity: .error,
                message: .own(.fileFailed, ["file": .text(name), "reason": .text("\(error)")]), value: name)
        }
        return Finding(
            rule: error.code.rawValue, severity: severity(of: error.code),
            message: message(error.code, file: name, error.message), sheet: error.sheet,
            cell: error.cell?.description, value: name, expected: .own(.fileExpectedWorkbook),
            suggestion: advice(error))
    }

    /// A lock file holds no answers: it only says that somebody had the workbook open.
    private static func severity(of code: SpreadsheetError.Code) -> Severity { code == .lockFile ? .note : .error }

    /// What the reader says, which is English; in other languages what is wrong by its kind.
    private static func message(_ code: SpreadsheetError.Code, file: String, _ text: String) -> Message {
        guard let key = MessageKey.named(code.rawValue) else { return .text("\(file): \(text)") }
        return .own(key, ["file": .text(file), "text": .text(text)])
    }

    private static func advice(_ error: SpreadsheetError) -> Message {
        guard let key = MessageKey.named("\(error.code.rawValue).advice") else { return .text(error.advice) }
        return .own(key, ["text": .text(error.advice)])
    }
}

extension WorkbookFormat {
    /// The format's name in a word.
    var shortName: String {
        switch self {
        case .xlsx(let macroEnabled, _): macroEnabled ? "xlsm" : "xlsx"
        case .csv: "csv"
        }
    }
}
