import Foundation

extension RuleFunction {
    /// Functions of numbers that not every build of SQLite has. Where a result is no finite number, it is NULL; so it is for text.
    static let ofNumbers: [RuleFunction] = [
        number("log10", log10), number("ln", log), number("exp", exp), number("sqrt") { $0.squareRoot() },
        number("floor") { $0.rounded(.down) }, number("ceil") { $0.rounded(.up) },
        RuleFunction("power", 2) { arguments in
            guard let base = arguments[0].number, let exponent = arguments[1].number else { return nil }
            return finite(pow(base, exponent))
        },
        // How much `b` differs from `a`, as a share of `a`.
        RuleFunction("relative_change", 2) { arguments in
            guard let before = arguments[0].number, let after = arguments[1].number, before != 0 else { return nil }
            return finite((after - before) / abs(before))
        },
    ]

    private static func number(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> RuleFunction {
        RuleFunction(name, 1) { arguments in arguments[0].number.flatMap { finite(body($0)) } }
    }

    private static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}
