import Foundation
import Load
import StableStorage

/// Whose results a folder holds: two surveys whose folders have one name must not share them; one that was moved may go on.
struct OutputClaim {
    private let output: URL
    private let survey: Survey

    init(_ output: URL, of survey: Survey) {
        self.output = output
        self.survey = survey
    }

    /// Notes the survey's folder as that of which the results are.
    ///
    /// - Throws: ``PipelineError`` of code `cannotWrite` where they are another survey's, and of code `io` where that cannot be told; what the store throws.
    func make(in store: Store) throws {
        let folder = survey.folder.standardizedFileURL.path
        if let owner = try store.owner(), owner != folder, try isSurvey(owner) {
            throw PipelineError(
                .cannotWrite,
                "\(output.path) holds the results of another survey of this name, \(owner). Use --output to keep them apart."
            )
        }
        try store.setOwner(folder)
    }

    /// Whether there is a survey in the folder of which the results are. Where that cannot be told, it is not taken to have moved.
    private func isSurvey(_ owner: String) throws(PipelineError) -> Bool {
        do {
            return try Folder.holds("\(owner)/pipeline.yaml")
        } catch {
            throw PipelineError(
                .io,
                "\(output.path) holds the results of the survey \(owner), and it cannot be told whether that is still there: \(error). Mend the permissions of its folder, or use --output to keep the results apart."
            )
        }
    }
}
