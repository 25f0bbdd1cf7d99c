import SurveyModel

/// What tells the issues apart that were found over the values as typed, so that the next look, over values that decisions have changed, knows each again:
/// one that is gone must not leave its fingerprint to another.
struct FirstLook: Sendable {
    /// Where an issue is, to tell it from another of its identity.
    struct Place: Hashable, Sendable {
        let returnID: String
        let table: String?
        let record: Int?
        let sheet: String?
        let cell: String?

        init(_ finding: Finding, in returnID: String) {
            self.returnID = returnID
            table = finding.table
            record = finding.record
            sheet = finding.sheet
            cell = finding.cell
        }
    }

    /// Issues of one identity, in the order in which they were found.
    struct Alike: Sendable {
        /// How many there are.
        private(set) var count = 0
        /// Their numbers, from 1.
        private(set) var numbers: [Place: [Int]] = [:]

        mutating func add(_ place: Place) {
            count += 1
            numbers[place, default: []].append(count)
        }
    }

    /// What a query's finding is about.
    struct Subject: Hashable, Sendable {
        let rule: String
        let returnID: String
        let record: Int?
        let field: String?

        init(_ finding: Finding, in returnID: String) {
            rule = finding.rule
            self.returnID = returnID
            record = finding.record
            field = finding.field
        }
    }

    /// Issues of which another has the identity, by this.
    let alike: [String: Alike]
    /// Of identities that several returns have, the return in which each was met first.
    let owners: [String: String]
    /// Of what queries have told several things.
    let several: Set<Subject>
    /// What they have told of the rest, in English.
    let words: [Subject: String]
}
