/// The words and signs that a number format writes beside numbers, such as the currency of `#,##0" kr."`.
///
/// A class, so that the cells of a format share it.
final class NumberWording: Sendable, Hashable {
    /// What stands before and behind the numbers of a section of the format.
    struct Section: Sendable, Hashable {
        /// Which numbers the section shows; `nil` where its place says so.
        var condition: Condition?
        var before = ""
        var after = ""

        /// Whether it writes more than white space.
        var hasWords: Bool { (before + after).contains { !$0.isWhitespace } }
    }

    /// A comparison such as `[<100]`.
    struct Condition: Sendable, Hashable {
        let sign: String
        let bound: Double

        /// The condition that stands in brackets; `nil` where there is none, but a colour, a language or a currency.
        init?(_ content: String) {
            let sign = content.prefix { "<>=".contains($0) }
            guard ["<", ">", "=", "<=", ">=", "<>"].contains(String(sign)),
                let bound = Double(content[sign.endIndex...])
            else { return nil }
            self.sign = String(sign)
            self.bound = bound
        }

        func holds(for number: Double) -> Bool {
            switch sign {
            case "<": number < bound
            case ">": number > bound
            case "<=": number <= bound
            case ">=": number >= bound
            case "=": number == bound
            default: number != bound
            }
        }
    }

    private let sections: [Section]

    /// - Parameter sections: those of a format in their order, at most four; `nil` where none writes anything.
    init?(_ sections: [Section]) {
        guard sections.contains(where: \.hasWords) else { return nil }
        self.sections = sections
    }

    /// What a cell shows of a number, but for how many digits it shows; `nil` where nothing stands beside them, and for zero, which is zero in any unit.
    ///
    /// - Parameter digits: the digits of a number that is not negative.
    func text(of number: Double, digits: (Double) -> String) -> String? {
        guard number != 0, number.isFinite, let (section, isOwn) = shownBy(number), section.hasWords else {
            return nil
        }
        guard number < 0 else { return section.before + digits(number) + section.after }
        guard isOwn else { return "-" + section.before + digits(-number) + section.after }
        // A section for negative numbers says so by a dash, by parentheses, or by a colour alone.
        var plain = section
        plain.before.removeAll { Self.negative.contains($0) }
        plain.after.removeAll { Self.negative.contains($0) }
        return plain.hasWords ? "-" + plain.before + digits(-number) + plain.after : nil
    }

    private static let negative: Set<Character> = ["-", "\u{2212}", "–", "(", ")"]

    /// The section that shows a number, and whether it is for such numbers alone.
    private func shownBy(_ number: Double) -> (section: Section, isOwn: Bool)? {
        if sections.contains(where: { $0.condition != nil }) {
            return sections.prefix(3).first { $0.condition?.holds(for: number) ?? true }.map { ($0, number < 0) }
        }
        guard number < 0, sections.count > 1 else { return sections.first.map { ($0, false) } }
        return (sections[1], true)
    }

    static func == (left: NumberWording, right: NumberWording) -> Bool { left.sections == right.sections }

    func hash(into hasher: inout Hasher) { hasher.combine(sections) }
}
