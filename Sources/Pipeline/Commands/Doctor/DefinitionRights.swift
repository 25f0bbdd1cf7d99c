import Foundation
import OrderedCollections
import SurveyModel

/// Whether everybody on the machine can change a survey's definition. It is a program: whoever can write it has any command run by the nightly job.
public struct DefinitionRights: Sendable {
    private let survey: Survey

    /// A review of a survey's folder and of what belongs to its definition.
    public init(_ survey: Survey) {
        self.survey = survey
    }

    /// What everybody can write to, each with the command that mends it.
    public var diagnoses: [Diagnosis] {
        let above = survey.folder.deletingLastPathComponent()
        // Where each may only remove what is one's own (S_ISVTX), nobody can put another folder in the survey's place.
        let isShared = Self.mode(of: above).map { $0 & 0o1000 != 0 } ?? true
        let outer = isShared ? [] : [above]
        let runsCommands = Set(
            (outer + [survey.folder, survey.folder.appending(path: "pipeline.yaml")] + programs).map(
                \.standardizedFileURL.path))
        return OrderedSet((outer + [survey.folder] + files + programs).map(\.standardizedFileURL.path)).filter { path in
            Self.mode(of: URL(filePath: path)).map { $0 & S_IWOTH != 0 } ?? false
        }.map { path in
            Diagnosis(
                .warning, "definition",
                "everyone on this machine can write to \(path), and so "
                    + (runsCommands.contains(path)
                        ? "have any command run by the account of the job" : "change what is published"),
                advice: "Take that away: chmod o-w \(UnitQuoting.shell(path)).")
        }
    }

    /// The files of the definition, and the folders in which they lie.
    private var files: [URL] {
        (survey.files.map(\.name) + [DecisionFile.name]).flatMap { name in
            let file = name.hasPrefix("/") ? URL(filePath: name) : survey.folder.appending(path: name)
            return [file.deletingLastPathComponent(), file]
        }
    }

    /// The programs that are told of runs, where the definition says where they are.
    private var programs: [URL] {
        survey.definition.notices.compactMap(\.command.first).filter { $0.contains("/") }.map { name in
            name.hasPrefix("/") ? URL(filePath: name) : survey.folder.appending(path: name)
        }
    }

    private static func mode(of url: URL) -> mode_t? {
        var status = stat()
        return stat(url.path, &status) == 0 ? status.st_mode : nil
    }
}
