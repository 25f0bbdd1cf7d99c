/// The words of an SQL text, outside texts in quotation marks and comments. It tells names from texts; what the SQL means is SQLite's to say.
struct SQLLexer {
    /// Identifiers and keywords in order, those in double quotes, backquotes and brackets as well.
    private(set) var words: [String] = []
    /// Texts in single quotes, in order, without the quotes.
    private(set) var texts: [String] = []
    /// Texts that are the whole first argument of a function, with its name: `matches('a+', x)`.
    private(set) var literalArguments: [(function: String, text: String)] = []
    /// Whether no bracket closes that was not opened, and none stays open.
    private(set) var isBalanced = true

    init(_ sql: String) {
        let scalars = Array(sql.unicodeScalars)
        var index = 0
        var depth = 0
        var call = CallState.none
        while index < scalars.count {
            let scalar = scalars[index]
            switch scalar {
            case "'":
                let text = Self.quoted("'", scalars, &index)
                texts.append(text)
                call = if case .opened(let function) = call { .given(function, text) } else { .none }
            case "\"", "`":
                words.append(Self.quoted(scalar, scalars, &index))
                call = .none
            case "[":
                words.append(Self.quoted("]", scalars, &index))
                call = .none
            case "-" where Self.next(scalars, index) == "-": Self.skipLine(scalars, &index)
            case "/" where Self.next(scalars, index) == "*": Self.skipComment(scalars, &index)
            case _ where Self.isOfWord(scalar):
                let word = Self.word(scalars, &index)
                words.append(word)
                call = .named(word)
            case " ", "\t", "\n", "\r": index += 1
            default:
                call = call.after(scalar)
                if case .done(let function, let text) = call { literalArguments.append((function, text)) }
                if scalar == "(" { depth += 1 }
                if scalar == ")" { depth -= 1 }
                if depth < 0 { isBalanced = false }
                index += 1
            }
        }
        if depth != 0 { isBalanced = false }
    }

    /// How far a call with a text as its first argument was read.
    private enum CallState {
        case none
        case named(String)
        case opened(String)
        case given(String, String)
        case done(String, String)

        /// The state after a sign. The text is the whole argument where a comma or the closing bracket follows.
        func after(_ sign: Unicode.Scalar) -> CallState {
            switch (self, sign) {
            case (.named(let function), "("): .opened(function)
            case (.given(let function, let text), ","), (.given(let function, let text), ")"): .done(function, text)
            default: .none
            }
        }
    }

    private static func next(_ scalars: [Unicode.Scalar], _ index: Int) -> Unicode.Scalar? {
        index + 1 < scalars.count ? scalars[index + 1] : nil
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == "$" || scalar.value > 127 || (48...57).contains(scalar.value)
            || (65...90).contains(scalar.value) || (97...122).contains(scalar.value)
    }

    private static func word(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var word = String.UnicodeScalarView()
        while index < scalars.count, isOfWord(scalars[index]) {
            word.append(scalars[index])
            index += 1
        }
        return String(word)
    }

    /// The text up to the closing mark; the mark twice stands for itself, but for a bracket.
    private static func quoted(_ mark: Unicode.Scalar, _ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var text = String.UnicodeScalarView()
        index += 1
        while index < scalars.count {
            if scalars[index] == mark {
                guard mark != "]", next(scalars, index) == mark else { break }
                index += 1
            }
            text.append(scalars[index])
            index += 1
        }
        index += 1
        return String(text)
    }

    private static func skipLine(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        while index < scalars.count, scalars[index] != "\n" { index += 1 }
    }

    private static func skipComment(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        index += 2
        while index < scalars.count, !(scalars[index] == "*" && next(scalars, index) == "/") { index += 1 }
        index += 2
    }
}
