/// The names of the numbers below a thousand in one language, and its word for a thousand.
struct NumberNameTable: Sendable {
    private let names: [String: Int]
    private let thousands: Set<String>
    /// Whether the words are written as one, as in German.
    private let isCompound: Bool
    /// Whether the word for a thousand alone is the number, as `mille` is and `thousand` is not.
    private let hasBareThousand: Bool

    private init(
        _ spellings: [(Int, String)], thousands: Set<String>, isCompound: Bool = false, hasBareThousand: Bool = true
    ) {
        var names: [String: Int] = [:]
        for (number, name) in spellings { names[Self.key(name, isCompound)] = number }
        self.names = names
        self.thousands = thousands
        self.isCompound = isCompound
        self.hasBareThousand = hasBareThousand
    }

    private static func key(_ name: String, _ isCompound: Bool) -> String {
        PlainText.plain(name).split { $0 == " " || $0 == "-" }
            .joined(separator: isCompound ? "" : " ")
    }

    func number(_ words: ArraySlice<String>) -> Int? {
        if isCompound { return compound(words.joined()) }
        if let number = names[words.joined(separator: " ")] { return number }
        guard let place = words.firstIndex(where: thousands.contains) else { return nil }
        return joined(
            words[..<place].joined(separator: " "), words[(place + 1)...].joined(separator: " "))
    }

    private func compound(_ word: String) -> Int? {
        if let number = names[word] { return number }
        guard let range = thousands.lazy.compactMap({ word.firstRange(of: $0) }).first else { return nil }
        return joined(String(word[..<range.lowerBound]), String(word[range.upperBound...]))
    }

    /// A number of thousands and what is left of it; either may be nothing.
    private func joined(_ head: String, _ tail: String) -> Int? {
        guard let thousands = head.isEmpty ? (hasBareThousand ? 1 : nil) : names[head], thousands > 0 else {
            return nil
        }
        let tail = tail.hasPrefix("and ") ? String(tail.dropFirst(4)) : tail
        guard let rest = tail.isEmpty ? 0 : names[tail], tail.isEmpty || rest > 0 else { return nil }
        return thousands * 1000 + rest
    }

    // MARK: - Languages

    private static func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }

    static let english: NumberNameTable = {
        let small = split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        )
        let tens = split("twenty thirty forty fifty sixty seventy eighty ninety")
        var names = small.enumerated().map { ($0, $1) } + [(0, "nil"), (40, "fourty"), (12, "a dozen"), (12, "dozen")]
        for (ten, name) in tens.enumerated() {
            for unit in 0...9 { names.append((20 + 10 * ten + unit, unit == 0 ? name : "\(name) \(small[unit])")) }
        }
        let below = names.filter { $0.0 > 0 && !$0.1.contains("dozen") }
        for hundred in ["a"] + small[1...9] {
            let count = hundred == "a" ? 100 : 100 * (small.firstIndex(of: hundred) ?? 1)
            names.append((count, "\(hundred) hundred"))
            for (number, name) in below {
                names.append((count + number, "\(hundred) hundred \(name)"))
                names.append((count + number, "\(hundred) hundred and \(name)"))
            }
        }
        names.append((1, "a"))
        return NumberNameTable(names, thousands: ["thousand"], hasBareThousand: false)
    }()

    static let french: NumberNameTable = {
        let small = split(
            "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
        )
        var names = small.enumerated().map { ($0, $1) } + [(1, "une"), (0, "néant"), (12, "une douzaine")]
        func add(_ base: Int, _ name: String, upTo last: Int) {
            names.append((base, name))
            for unit in 1...last {
                names.append((base + unit, "\(name) \(small[unit])"))
                if unit == 1 || unit == 11 { names.append((base + unit, "\(name) et \(small[unit])")) }
            }
        }
        for (ten, name) in split("vingt trente quarante cinquante").enumerated() {
            add(20 + 10 * ten, name, upTo: 9)
        }
        add(60, "soixante", upTo: 19)
        // The s stands at the end only: "quatre-vingts", but "quatre-vingt mille".
        add(80, "quatre vingt", upTo: 19)
        names.append((80, "quatre vingts"))
        for (base, name) in [(70, "septante"), (80, "huitante"), (80, "octante"), (90, "nonante")] {
            add(base, name, upTo: 9)
        }
        let below = names.filter { $0.0 > 0 && $0.1 != "une douzaine" }
        for hundred in 1...9 {
            let name = hundred == 1 ? "cent" : "\(small[hundred]) cent"
            names += [(100 * hundred, name), (100 * hundred, name + "s")]
            names += below.map { (100 * hundred + $0.0, "\(name) \($0.1)") }
        }
        return NumberNameTable(names, thousands: ["mille"])
    }()

    static let spanish: NumberNameTable = {
        let small = split(
            """
            cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho \
            diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve
            """)
        var names = small.enumerated().map { ($0, $1) }
        names += [(1, "un"), (1, "una"), (21, "veintiún"), (21, "veintiuna"), (12, "una docena")]
        for (ten, name) in split("treinta cuarenta cincuenta sesenta setenta ochenta noventa").enumerated() {
            let base = 30 + 10 * ten
            names.append((base, name))
            names += (1...9).map { (base + $0, "\(name) y \(small[$0])") }
            names += [(base + 1, "\(name) y un"), (base + 1, "\(name) y una")]
        }
        let below = names.filter { $0.0 > 0 && $0.1 != "una docena" }
        let hundreds = split(
            "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")
        names.append((100, "cien"))
        for (index, name) in hundreds.enumerated() {
            let count = 100 * (index + 1)
            // "Doscientas personas"; "ciento" has one form, and is no number alone.
            for form in index > 0 ? [name, "\(name.dropLast(2))as"] : [name] {
                if index > 0 { names.append((count, form)) }
                names += below.map { (count + $0.0, "\(form) \($0.1)") }
            }
        }
        return NumberNameTable(names, thousands: ["mil"])
    }()

    static let german: NumberNameTable = {
        let small = split(
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
        )
        let tens = split("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
        var names = small.enumerated().map { ($0, $1) } + [(1, "ein"), (1, "eine"), (2, "zwo"), (5, "fuenf")]
        names += [(12, "ein Dutzend"), (12, "zwoelf")]
        for (ten, name) in tens.enumerated() {
            let base = 20 + 10 * ten
            for spelling in Set([name, name.replacing("ß", with: "ss"), name.replacing("ü", with: "ue")]) {
                names.append((base, spelling))
                for unit in 1...9 {
                    names.append((base + unit, "\(unit == 1 ? "ein" : small[unit])und\(spelling)"))
                }
            }
        }
        let below = names.filter { $0.0 > 0 && $0.1 != "ein Dutzend" }
        for hundred in 1...9 {
            for name in hundred == 1 ? ["hundert", "einhundert"] : ["\(small[hundred])hundert"] {
                names.append((100 * hundred, name))
                for (number, rest) in below {
                    names.append((100 * hundred + number, name + rest))
                    names.append((100 * hundred + number, name + "und" + rest))
                }
            }
        }
        return NumberNameTable(names, thousands: ["tausend"], isCompound: true)
    }()
}
