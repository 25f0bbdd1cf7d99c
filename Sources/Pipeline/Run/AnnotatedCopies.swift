import Foundation
import Load
import Logging
import Report
import SurveyModel

/// The copies of a run's returns that go back to those who sent them: `returns/<reporter>/annotated.xlsx`.
struct AnnotatedCopies {
    /// Returns whose copies a thread makes one after another. Most are taken from the last run, for which threads need not wake one another.
    private static let together = 8

    let survey: Survey
    /// Where each return is archived, by its hash.
    let urls: [String: URL]
    let annotator: any ReturnAnnotating
    let logger: Logger
    /// Where the copies go.
    let folder: RunFolder
    /// The copies of earlier runs.
    let made: MadeFiles
    /// The contents of which no copy is made.
    let except: Set<String>

    /// What was made.
    struct Outcome {
        var files: [Written] = []
        /// The contents over which the workers that were to annotate them were lost.
        var lost: [String] = []
    }

    /// Makes the copies, several at once, and tells of them in the order of the returns: of each return of the current round that counts or is
    /// held and that there is something to ask about, but not of one that came too late. A file that cannot be marked costs its own copy only.
    ///
    /// - Throws: what the disk says; ``PipelineError`` where no return can be annotated at all.
    func write(for result: RunResult, width: Int) throws -> Outcome {
        let issues = result.issues
        let numbers = Dictionary(grouping: issues.indices) { issues[$0].returnID }
        let asked = result.returns.filter { item in
            item.isAskedAbout(in: survey.definition.round.current)
                && numbers[item.id]?.contains { issues[$0].isForRespondent } == true
        }
        let several = Dictionary(grouping: asked, by: \.reporter).filter { $0.value.count > 1 }
        let reporters = Dictionary(survey.reporters.map { ($0.code, $0) }) { first, _ in first }
        var outcome = Outcome()
        // How many a reporter has, and so their names, does not depend on which of them can be made.
        let wanted = asked.filter { item in
            !except.contains(item.sha256) && !item.isTooLate((numbers[item.id] ?? []).lazy.map { issues[$0] })
        }
        try wanted.inOrder(width: width, together: Self.together) {
            item -> Outcome in
            let isOneOfSeveral = several[item.reporter] != nil
            let copy = AnnotatedCopy(
                sha256: item.sha256, name: PathName.last(of: item.file),
                language: item.language(for: reporters[item.reporter], in: survey.definition),
                folder: ReporterFolder.name(of: item.reporter),
                number: isOneOfSeveral || item.reporter.isEmpty ? "-\(item.id)" : "",
                isPrivate: survey.definition.hasPrivateFields)
            return try files(of: copy, item, numbers[item.id] ?? [], among: issues)
        } take: { (own: Outcome) in
            outcome.files += own.files
            outcome.lost += own.lost
        }
        return outcome
    }

    /// The copy of a return: taken from the last run, or made.
    ///
    /// - Parameter numbers: which of the issues are the return's.
    private func files(
        of copy: AnnotatedCopy, _ item: Return, _ numbers: [Int], among issues: [Issue]
    ) throws -> Outcome {
        guard let url = urls[item.sha256] else { return Outcome() }
        // All of its issues: which of them it asks is told by these.
        let key = made.key("copy") { bytes in
            bytes.append(copy)
            bytes.append(all: numbers) { $0.append(issues[$1]) }
        }
        if let files = try made.take(key, into: folder) {
            return Outcome(files: files.map { Written($0, key: key) })
        }
        let task = AnnotationTask(copy: copy, questions: ReturnQuestions(numbers.map { issues[$0] }))
        guard !task.questions.isEmpty else { return Outcome() }
        guard !Archive.isDamaged(url.path, sha256: item.sha256) else {
            tellOfNone(item, "its copy in the archive is damaged")
            return Outcome(lost: [item.sha256])
        }
        switch try annotator.annotate(task, at: url, file: item.file) {
        case .copy(let annotated):
            tell(of: annotated, item)
            try Interruption.check()
            let path = "returns/\(copy.folder)/annotated\(copy.number).\(annotated.fileExtension)"
            // A copy of a return holds all that the return does.
            try folder.write(annotated.bytes, to: path, isPrivate: copy.isPrivate)
            return Outcome(files: [Written(path: path, sha256: Digest.sha256(annotated.bytes), key: key)])
        case .refusal(let reason):
            tellOfNone(item, reason)
            return Outcome()
        case .loss(let reason):
            tellOfNone(item, reason)
            return Outcome(lost: [item.sha256])
        }
    }

    private func tellOfNone(_ item: Return, _ reason: String) {
        logger.warning(
            "there is no annotated copy of a return", metadata: ["file": "\(item.file)", "reason": "\(reason)"])
    }

    private func tell(of copy: AnnotatedReturn, _ item: Return) {
        if let reason = copy.anewBecause {
            logger.notice(
                "the annotated copy was made anew from the values",
                metadata: ["file": "\(item.file)", "reason": "\(reason)"])
        }
        if !copy.sheetsWithoutNotes.isEmpty {
            logger.notice(
                "cells of the annotated copy are marked without notes",
                metadata: ["file": "\(item.file)", "parts": "\(copy.sheetsWithoutNotes.joined(separator: ", "))"])
        }
    }
}
