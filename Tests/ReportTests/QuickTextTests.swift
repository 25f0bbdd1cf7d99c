import Spreadsheets
import SurveyModel
import Testing

@testable import Report

@Suite("Texts that are taken as they are")
struct QuickTextTests {
    /// A text of an ASCII letter and the character, and one that goes the slow way whatever the character, since it has one that is written otherwise.
    private func compare(_ scalar: Unicode.Scalar, slow: String, _ written: (String) -> String) -> Bool {
        let quick = written("a\(scalar)")
        // By bytes: texts are equal that are made of other characters.
        return Array(written("a\(scalar)\(slow)").utf8) == Array((quick + written(slow)).utf8)
    }

    @Test("a character is written alone as it is beside one that has to be written otherwise")
    func characters() {
        // All with which something begins that is written otherwise, and some of all others.
        let values = Array(0..<0x3000) + Array(0xFB00...0xFFFF) + Array(stride(from: 0x3000, through: 0x10FFFF, by: 61))
        let wrong = values.filter { value in
            guard let scalar = Unicode.Scalar(UInt32(value)) else { return false }
            return
                !(compare(scalar, slow: "&") { XMLText.escaped($0) }
                && compare(scalar, slow: "&") { XMLText.cellText($0) }
                && compare(scalar, slow: "<") { DisplayText.escaped($0) }
                && compare(scalar, slow: "\u{7F}") { DisplayText.visible($0) }
                // Without the quotation marks.
                && compare(scalar, slow: "\n") { String(JSONText.quoted($0).unicodeScalars.dropFirst().dropLast()) })
        }
        #expect(wrong.isEmpty)
    }
}
