import Foundation
import Load

extension Survey {
    /// Opens the store that the survey's runs have made. Where it is gone an empty one would say that nothing was ever received.
    ///
    /// - Parameter output: the survey's output folder.
    /// - Throws: ``PipelineError`` of code `noInput` where there is none, `io` where that cannot be told; ``LoadError`` where it cannot be opened.
    func madeStore(in output: URL) throws -> Store {
        let file = output.appending(path: "canvass.sqlite")
        guard try SurveyFile.isThere(file) else {
            throw PipelineError(
                .noInput,
                "There is no store \(file.path), which tells what was received; the next run makes it from the archive: canvass run \(argument)"
            )
        }
        return try Store(path: file.path, definition: definition, codes: codes)
    }
}
