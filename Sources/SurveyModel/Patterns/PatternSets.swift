/// Sets in brackets and escapes.
extension PatternParser {
    /// A set after its `[`: ranges, escapes and, after `^`, all but these.
    mutating func bracketed(from place: Int) throws(PatternError) -> ScalarSet {
        let isNegated = skip("^")
        var set = ScalarSet()
        var isEmpty = true
        while let scalar = peek, scalar != "]" {
            isEmpty = false
            try addItem(to: &set, place)
        }
        guard skip("]") else {
            throw error(
                "the set is not closed", #"Check the brackets: a set ends with `]`, and a literal one is `\[`."#,
                at: place)
        }
        guard !isEmpty else {
            throw error("the set is empty", #"Write what it holds; a literal bracket is `\]`."#, at: place)
        }
        return isNegated ? set.negated : set
    }

    private mutating func addItem(to set: inout ScalarSet, _ start: Int) throws(PatternError) {
        let place = index
        guard let first = try member(of: &set, start) else { return }
        if first == "-", peek == "[" { throw subtraction }
        guard peek == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
            set.insert(first)
            return
        }
        index += 1
        if peek == "[" { throw subtraction }
        var none = ScalarSet()
        guard let last = try member(of: &none, start), first <= last else {
            throw error(
                "a range in a set does not go from one character up to another",
                #"Write it as `a-z`; a literal hyphen is `\-`, or stands last."#, at: place)
        }
        set.insert(first.value...last.value)
    }

    private var subtraction: PatternError {
        error(
            "taking one set from another is not supported",
            #"Write out the characters that are left; a literal bracket is `\[`."#)
    }

    /// One character of a set, or `nil` where it was a class such as `\d`, which is added.
    private mutating func member(of set: inout ScalarSet, _ start: Int) throws(PatternError) -> Unicode.Scalar? {
        let place = index
        guard let scalar = peek else {
            throw error(
                "the set is not closed", #"Check the brackets: a set ends with `]`, and a literal one is `\[`."#,
                at: start)
        }
        if scalar == "[" {
            throw error(
                "`[` stands in a set", #"A literal one is `\[`; for `[:alpha:]` write `\p{L}`, for `[:digit:]` `\d`."#)
        }
        if scalar == "&", skip("&&") {
            throw error(
                "what two sets have in common cannot be written with `&&`", #"A literal `&` is written `\&`."#,
                at: place)
        }
        index += 1
        guard scalar == "\\" else { return scalar }
        switch try escape(from: place) {
        case .scalar(let scalar): return scalar
        case .set(let found): set.formUnion(found)
        default:
            throw error("`\\b` and the like are places, and stand outside sets", "Remove it from the set.", at: place)
        }
        return nil
    }

    /// What follows a backslash.
    mutating func escape(from place: Int) throws(PatternError) -> PatternNode {
        guard let scalar = peek else {
            throw error("the pattern ends in a backslash", #"A literal backslash is `\\`."#, at: place)
        }
        index += 1
        switch scalar {
        case "d": return .set(.of(categories: GeneralCategory.digit))
        case "D": return .set(.of(categories: GeneralCategory.all & ~GeneralCategory.digit))
        case "w": return .set(.of(categories: GeneralCategory.word))
        case "W": return .set(.of(categories: GeneralCategory.all & ~GeneralCategory.word))
        case "s": return .set(.whiteSpace(true))
        case "S": return .set(.whiteSpace(false))
        case "p", "P": return .set(.of(categories: try category(from: place, isNegated: scalar == "P")))
        case "b": return .assertion(.wordBoundary)
        case "B": return .assertion(.noWordBoundary)
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "f": return .scalar("\u{0C}")
        case "v": return .scalar("\u{0B}")
        case "x": return .scalar(try codePoint(digits: 2, place))
        case "u": return .scalar(try codePoint(digits: 4, place))
        case "0"..."9", "k":
            throw error(
                "referring back to a group is not supported",
                "Write out what may stand there, or check it by a `rule`.",
                at: place)
        default:
            // A letter is kept for what it may mean elsewhere; signs stand for themselves.
            guard scalar.isASCII, !scalar.properties.isAlphabetic else {
                throw error(
                    "`\\\(scalar)` has no meaning here", "Leave out the backslash, or correct the letter.", at: place)
            }
            return .scalar(scalar)
        }
    }

    private mutating func category(from place: Int, isNegated: Bool) throws(PatternError) -> UInt32 {
        var name = ""
        if skip("{") {
            while let scalar = peek, scalar != "}" {
                name.unicodeScalars.append(scalar)
                index += 1
            }
        }
        guard skip("}"), let mask = GeneralCategory.mask(name) else {
            throw error(
                "`\\p` is not followed by a general category of Unicode",
                "Write it as `\\p{L}`; there are \(GeneralCategory.names).", at: place)
        }
        return isNegated ? GeneralCategory.all & ~mask : mask
    }

    /// The character of `\x41`, `\u0041` or `\u{1F600}`.
    private mutating func codePoint(digits: Int, _ place: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = digits == 4 && skip("{")
        var value: UInt32 = 0
        var count = 0
        while count < (isBraced ? 6 : digits), let scalar = peek,
            let digit = Character(scalar).hexDigitValue, scalar.isASCII
        {
            value = value * 16 + UInt32(digit)
            count += 1
            index += 1
        }
        let isWhole = isBraced ? count > 0 && skip("}") : count == digits
        guard isWhole, let scalar = Unicode.Scalar(value) else {
            throw error(
                "the number of a character is not complete", #"Write it as `\x41`, `\u0041` or `\u{1F600}`."#, at: place
            )
        }
        return scalar
    }
}

extension ScalarSet {
    static func of(categories mask: UInt32) -> ScalarSet {
        var set = ScalarSet()
        set.insert(categories: mask)
        return set
    }

    static func whiteSpace(_ wanted: Bool) -> ScalarSet {
        var set = ScalarSet()
        set.insertWhiteSpace(wanted)
        return set
    }
}
