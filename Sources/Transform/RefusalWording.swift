import SurveyModel

/// Words why a text is none of a code list's items. The lists say it in English; what they say of one place, such as of which country it is a
/// part, is said in other languages only in general.
enum RefusalWording {
    static func message(_ refusal: String) -> Message {
        if let key = keys[refusal] { return .own(key) }
        let key: MessageKey =
            if refusal.hasPrefix("ambiguous: ") || refusal.hasPrefix("may be ") {
                .codeRefusalOtherAmbiguous
            } else if refusal.hasPrefix("a part of ") || refusal.hasPrefix("a subdivision of ") {
                .codeRefusalOtherPart
            } else if refusal.hasPrefix("refused") {
                .codeRefusalOtherReviewed
            } else {
                .codeRefusalOther
            }
        return .own(key, ["reason": .text(refusal)])
    }

    private static let keys: [String: MessageKey] = [
        "a city": .codeRefusalCity,
        "a company": .codeRefusalCompany,
        "a currency": .codeRefusalCurrency,
        "a former state": .codeRefusalFormerState,
        "a language": .codeRefusalLanguage,
        "a nationality": .codeRefusalNationality,
        "a region": .codeRefusalRegion,
        "a sea or waters": .codeRefusalSea,
        "a subdivision": .codeRefusalSubdivision,
        "ambiguous": .codeRefusalAmbiguous,
        "an aggregate": .codeRefusalAggregate,
        "an island": .codeRefusalIsland,
        "an organisation": .codeRefusalOrganisation,
        "disputed": .codeRefusalDisputed,
        "no country": .codeRefusalNoCountry,
        "no place": .codeRefusalNoPlace,
        "nothing": .codeRefusalNothing,
        "two countries": .codeRefusalTwoCountries,
    ]
}
