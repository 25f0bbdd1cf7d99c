/// Names in another script, by their sound. A transliteration leaves open which vowel is written and whether a letter is doubled, but hardly a
/// consonant: "Бургундия" is no spelling of Burundi, though one letter lies between them.
extension NameMatcher {
    /// What a text in another script means by its sound: the item if that is sure, the refusal of a text that sounds like one that is refused, or
    /// candidates for when nothing else is found. Nil if it sounds like nothing that is known.
    ///
    /// - Parameter latin: the text as ``inLatin(_:_:)`` gives it.
    func bySound(_ latin: FoldedText, _ places: PlaceRules) -> Verdict? {
        if let entry = index.whole.find(latin.bytes), let found = wholeBySound(entry, latin, places) { return found }
        guard let spelling = Self.soundingSpelling(latin),
            let near = withSearch({ $0.soundingLike(latin, spelling) }),
            !isNearRefused(spelling.letters, near.item, places)
        else { return nil }
        guard near.isSure else { return .candidates([near.item], confidence: 0.6) }
        return Verdict(item: near.item, method: .transliterated, confidence: 0.9)
    }

    /// What was found by spelling, unless the text sounds like one that is refused: "Тасмания" is two slips from Танзания, but one from Tasmania.
    ///
    /// - Parameter latin: the text as ``inLatin(_:_:)`` gives it.
    func unlessSoundingRefused(_ found: Verdict, _ latin: FoldedText, _ places: PlaceRules) -> Verdict {
        let isBySpelling = found.item == nil ? found.refusal == nil : found.method == .editDistance
        guard isBySpelling, let item = found.item ?? found.candidates.first?.item,
            let spelling = Self.soundingSpelling(latin), isNearRefused(spelling.letters, item, places)
        else { return found }
        return Verdict()
    }

    /// The text in Latin letters by its sound; nil if it is in them, or in a script of which the sound is not known.
    ///
    /// - Parameters:
    ///   - text: well-formed UTF-8.
    ///   - folded: the text in the form in which it is compared.
    func inLatin(_ text: UnsafeBufferPointer<UInt8>, _ folded: FoldedText) -> FoldedText? {
        guard let first = folded.bytes.first, first >= 0xC2,
            let sounded = Romanisation.romanised(String(decoding: text, as: UTF8.self))
        else { return nil }
        return TextFolding.shared.fold(sounded)
    }

    /// The letters of a text that is long enough to sound like another one but for a slip.
    private static func soundingSpelling(_ latin: FoldedText) -> Spelling? {
        latin.count > 5 ? NameSearch.spelling(latin) : nil
    }

    private func wholeBySound(_ entry: Int, _ latin: FoldedText, _ places: PlaceRules) -> Verdict? {
        // "Сан-Мартин" is as ambiguous as "San Martín".
        if let refused = refusal(entry, false, nil, places) { return refused }
        let item = index.item(entry, language: nil)
        if item == NameIndex.several { return .candidates(index.items(entry), confidence: 0.5) }
        guard item >= 0 else { return nil }
        // Three letters are soon another word, and what counts only letter by letter does not count by its sound.
        if latin.count < SlipIndex.shortest || index.countsExactly(entry) {
            return .candidates([Int(item)], confidence: 0.6)
        }
        return Verdict(item: Int(item), method: .transliterated, confidence: 0.94)
    }

    /// Whether a text that is refused is one slip from the letters: "Тасмания" is Tasmania. The item's own nationality does not count, since
    /// "Ukrainia" is Ukraine.
    private func isNearRefused(_ letters: [UInt16], _ item: Int, _ places: PlaceRules) -> Bool {
        letters.withUnsafeBufferPointer { letters in
            (0..<index.whole.count).contains { entry in
                let number = index.refusal(entry)
                guard number >= 0 else { return false }
                // Most keys are ASCII, and are not read where they are too short or too long.
                let key = index.whole.key(entry)
                guard abs(key.count - letters.count) < 2, let other = Spelling.letters(key) else { return false }
                let refused = places.refusal(number)
                if refused.reason.hasPrefix("a nationality"), refused.candidates.contains(item) { return false }
                // Both buffers are read between their bounds only.
                return other.withUnsafeBufferPointer { EditDistance.within(1, letters, $0) != nil }
            }
        }
    }
}

/// A name that a transliterated text has but for slips.
struct SoundAlike {
    let item: Int
    /// Whether the slip is one that transliteration makes.
    let isSure: Bool
}

extension NameSearch {
    /// The one name that is one slip away from a transliterated text, or else two, and has its consonants; nil if there is none.
    func soundingLike(_ latin: FoldedText, _ spelling: Spelling) -> SoundAlike? {
        if let near = oneSlip(latin, spelling) {
            let keys = keysNear(spelling, slips: 1)
            guard let item = near.item, keys.contains(where: { Self.haveSameConsonants($0, latin.bytes) }) else {
                return nil
            }
            let written = Romanisation.withoutGlides(latin.bytes)
            // Of a short name another one is soon made with a vowel: "Misuri" is not Misri.
            let isSure = latin.count > 7 || keys.contains { Romanisation.withoutGlides($0) == written }
            return SoundAlike(item: item, isSure: isSure)
        }
        guard let item = twoSlips(spelling)?.item,
            keysNear(spelling, slips: 2).contains(where: { Self.haveSameConsonants($0, latin.bytes) })
        else { return nil }
        return SoundAlike(item: item, isSure: false)
    }

    private func keysNear(_ spelling: Spelling, slips: Int) -> [ArraySlice<UInt8>] {
        nameSlips.near(spelling, bound: slips).map { index.whole.key($0.entry) }
    }

    private static func haveSameConsonants(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        Romanisation.consonantLetters(of: one) == Romanisation.consonantLetters(of: other)
    }
}
