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

    /// A bound beside a number that has passed it: rounded to so many digits, or to as many more as it takes for the number to have passed what is shown.
    func shown(digits: Int, passedBy number: Double) -> String {
        for digits in digits..<max(digits, 16) {
            let text = shown(digits: digits)
            if let bound = Double(text), (bound < number) == (self < number), (bound > number) == (self > number) {
                return text
            }
        }
        return Value.shortest(self)
    }

    /// A share in per cent that is above a limit: rounded to a tenth, or to as many more decimals as it takes for what is shown to be above the limit.
    func shownPercent(above limit: Double) -> String {
        for decimals in 1..<16 {
            let scale = Foundation.pow(10, Double(decimals))
            let rounded = (self * scale).rounded() / scale
            if rounded > limit { return Value.shortest(rounded) }
        }
        return Value.shortest(self)
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
