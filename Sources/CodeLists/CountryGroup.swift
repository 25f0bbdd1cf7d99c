/// A group of countries whose membership changes: the OECD, the European Union, the G20.
public struct CountryGroup: Sendable, Hashable {
    /// One country's membership.
    public struct Membership: Sendable, Hashable {
        /// The country, ISO 3166-1 alpha-3.
        public let code: String
        /// The year in which it joined.
        public let from: Int
        /// The year in which it left, or nil while it is a member.
        public let to: Int?
    }

    /// The group's name: `OECD`, `EU` or `G20`.
    public let name: String
    /// All memberships, past ones too, by country.
    public let memberships: [Membership]

    /// The names of the groups that are shipped.
    public static let bundledNames = ["EU", "G20", "OECD"]

    /// A group that is shipped. The EU is counted from its forerunner of 1958; the G20 without its unions.
    ///
    /// - Throws: `unknownList` for any other name, `unreadable` if the installation is broken.
    public static func bundled(_ name: String) throws(CodeListError) -> CountryGroup {
        var memberships: [Membership] = []
        for record in try BundledText.records("country-groups.csv").dropFirst() where record.fields.first == name {
            guard record.fields.count == 4, let from = Int(record.fields[2]) else {
                throw CodeListError(
                    .unreadable, list: name, file: "country-groups.csv", line: record.line,
                    message: "expected group, code, year of joining and year of leaving")
            }
            memberships.append(Membership(code: record.fields[1], from: from, to: Int(record.fields[3])))
        }
        guard !memberships.isEmpty else {
            throw CodeListError(
                .unknownList, list: name,
                message: "no such group is shipped; the groups are \(bundledNames.joined(separator: ", "))")
        }
        return CountryGroup(name: name, memberships: memberships)
    }

    /// The memberships that held at the end of the year, in the order of the countries' codes.
    public func memberships(inYear year: Int) -> [Membership] {
        memberships.filter { $0.from <= year && year < $0.to ?? .max }.sorted { $0.code < $1.code }
    }

    /// The countries that were members at the end of the year, in the order of their codes.
    public func members(inYear year: Int) -> [String] {
        memberships(inYear: year).map(\.code)
    }

    /// Whether the country was a member at the end of the year.
    public func contains(_ code: String, inYear year: Int) -> Bool {
        memberships.contains { $0.code == code && $0.from <= year && year < $0.to ?? .max }
    }
}
