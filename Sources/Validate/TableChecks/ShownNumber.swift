import Foundation
import SurveyModel

extension Double {
    /// The number as a sentence has it: rounded to so many significant digits, without what adding up binary fractions left behind. A whole number, of which
    /// that leaves nothing, keeps all of its digits where not only its size is asked for.
    func shown(digits: Int = 12) -> String {
        let isExact = digits >= 12 && magnitude < 0x1p53 && rounded() == self
        guard isFinite, self != 0, !isExact else { return Value.shortest(self) }
        let power = digits - 1 - Int(Foundation.log10(magnitude).rounded(.down))
        guard (-300...300).contains(power) else { return Value.shortest(self) }
        let scale = Foundation.pow(10, Double(abs(power)))
        return Value.shortest(power >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale)
    }
}

extension Record {
    /// The number in a field; nil where there is none.
    func number(_ field: Int) -> Double? { entries[field]?.value?.number }

    /// The values of fields as the dataset writes them; nil where one is missing.
    func texts(_ fields: [Int]) -> [String]? {
        var texts: [String] = []
        for field in fields {
            guard let text = entries[field]?.value?.text else { return nil }
            texts.append(text)
        }
        return texts
    }
}
