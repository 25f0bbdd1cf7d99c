import Foundation
import Testing

@testable import Pipeline

@Suite("What becomes of a night of several surveys")
struct NightOutcomeTests {
    /// A night in which each survey came to such an end.
    private func night(_ codes: [PipelineError.Code], isOutputLost: Bool = false) -> Night {
        var night = Night(of: codes.count + 1)
        for (number, code) in codes.enumerated() {
            night.failed(
                "survey-\(number)", PipelineError(code, "It ended with \(code.rawValue)."),
                output: URL(filePath: "/no/such/output"), started: Date())
        }
        if isOutputLost { night.outputFailed(PipelineError(.io, "Standard output cannot be written.")) }
        return night
    }

    @Test(
        "the exit code is that of a stop, else the first trouble's, else that of lost output; a lock counts where nothing else does",
        arguments: [
            ([], true, 74), ([.locked], false, 75), ([.locked], true, 74), ([.locked, .definition], true, 65),
            ([.cannotWrite, .terminated, .terminated], true, 143),
        ] as [([PipelineError.Code], Bool, Int32)])
    func exitCode(codes: [PipelineError.Code], isOutputLost: Bool, expected: Int32) {
        #expect(night(codes, isOutputLost: isOutputLost).exitCode == expected)
    }

    @Test("a stop is said once, behind what befell others, and counts for each survey that was not begun")
    func stopped() {
        let night = night([.definition, .terminated, .terminated])
        #expect(
            night.text
                == "survey-0: It ended with 65.\nsurvey-1: It ended with 143.\n4 surveys: 0 done, 3 not")
        for number in 0..<3 {
            let code = number == 0 ? 65 : 143
            #expect(night.metrics.text.contains("canvass_last_run_exit_code{survey=\"survey-\(number)\"} \(code)\n"))
        }
    }
}
