import SurveyModel

/// What is customary in a language, where a return says nothing clearer. Source: Unicode CLDR 46, `numbers` and `dates` of the locales named.
enum LanguageCustom {
    /// The decimal sign; nil where it cannot be told, as for English: everybody answers in it.
    static func decimalSign(_ language: String?) -> DecimalSign? {
        guard let language, let (base, region) = parts(language) else { return nil }
        if points.contains(base) { return .point }
        guard commas.contains(base) else { return nil }
        return region.map(pointRegions.contains) ?? false ? nil : .comma
    }

    /// The order of a date of which only the year is clear; nil where it cannot be told.
    static func dateOrder(_ language: String?) -> DateOrder? {
        guard let language, let (base, region) = parts(language) else { return nil }
        if base == "en" {
            return region == "US"
                ? .monthFirst : ["GB", "IE", "AU", "NZ", "IN", "MT"].contains(region) ? .dayFirst : nil
        }
        return dayFirst.contains(base) && region != "US" && region != "PR" ? .dayFirst : nil
    }

    /// Whether a year of two digits may stand first, as in 26-04-30.
    static func startsWithYear(_ language: String?) -> Bool {
        language.flatMap(parts).map { yearFirst.contains($0.base) } ?? false
    }

    /// A language without its country: `pt` of `pt-BR`.
    static func base(_ language: String?) -> String? { language.flatMap(parts)?.base }

    private static func parts(_ language: String) -> (base: String, region: String?)? {
        let parts = language.split(separator: "-").map(String.init)
        guard let base = parts.first else { return nil }
        return (base, parts.dropFirst().first { $0.count == 2 || $0 == "419" }?.uppercased())
    }

    private static let commas: Set = [
        "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "is", "it", "lt", "lv",
        "nb",
        "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
    ]
    private static let points: Set = ["he", "ja", "ko", "th", "zh"]
    private static let pointRegions: Set = [
        "CH", "LI", "MX", "US", "PR", "GT", "HN", "NI", "PA", "DO", "SV", "PE", "419", "ZA",
    ]
    private static let dayFirst: Set = [
        "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "gl", "he", "hr", "is", "it", "lv",
        "mt",
        "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk",
    ]
    private static let yearFirst: Set = ["eu", "hu", "ja", "ko", "lt", "sv", "zh"]
}
