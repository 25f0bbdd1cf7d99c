import class GRDB.Database
import class GRDB.Row

/// A file in a container (a ZIP archive or mail that was received), as it was found when the container was opened.
public struct ContainerMember: Sendable, Hashable {
    /// The path in the container, with `/`; empty where it is about the container itself.
    public let name: String
    /// The name's ending, in lower case, without a dot.
    public let fileExtension: String
    /// SHA-256 of its content in hex, which is in the archive; empty where it could not be read.
    public let sha256: String
    /// The id of the rule by which it is told that it could not be read; empty where it could.
    public let rule: String
    /// Why it could not be read.
    public let reason: String

    /// A member whose content is in the archive.
    public init(name: String, fileExtension: String, sha256: String) {
        self.init(name: name, fileExtension: fileExtension, sha256: sha256, rule: "", reason: "")
    }

    /// A member that could not be read.
    public init(name: String, rule: String, reason: String) {
        self.init(name: name, fileExtension: "", sha256: "", rule: rule, reason: reason)
    }

    private init(name: String, fileExtension: String, sha256: String, rule: String, reason: String) {
        self.name = name
        self.fileExtension = fileExtension
        self.sha256 = sha256
        self.rule = rule
        self.reason = reason
    }

    /// The same under another name.
    public func with(name: String) -> ContainerMember {
        ContainerMember(name: name, fileExtension: fileExtension, sha256: sha256, rule: rule, reason: reason)
    }
}

/// A container that was opened, with what was found in it.
public struct OpenedContainer: Sendable {
    /// The container's hash.
    public let sha256: String
    /// What is in it; nil where that is to be found out once more.
    public let members: [ContainerMember]?
    /// The members that are returns of which there was no receipt.
    public let received: [ReceivedReturn]

    /// A container with what was found in it.
    public init(sha256: String, members: [ContainerMember]?, received: [ReceivedReturn]) {
        self.sha256 = sha256
        self.members = members
        self.received = received
    }
}

extension Store {
    /// What is in each container, by the container's hash.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func containers() throws -> [String: [ContainerMember]] {
        let rows = try asking { database in
            try Row.fetchAll(
                database,
                sql:
                    "SELECT container, name, extension, sha256, rule, reason FROM _ledger_members ORDER BY container, number"
            ).map { row -> (String, ContainerMember) in
                let member: ContainerMember =
                    (row[3] as String).isEmpty
                    ? ContainerMember(name: row[1], rule: row[4], reason: row[5])
                    : ContainerMember(name: row[1], fileExtension: row[2], sha256: row[3])
                return (row[0], member)
            }
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    /// Under which conditions each container was opened, by the container's hash; as ``remember(_:under:)`` was told.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func containerConditions() throws -> [String: String] {
        let rows = try asking { database in
            try Row.fetchAll(database, sql: "SELECT container, under FROM _ledger_opened").map {
                row -> (String, String) in
                (row[0], row[1])
            }
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// Remembers what is in containers, all in one transaction.
    ///
    /// - Parameters:
    ///   - opened: the containers.
    ///   - conditions: what else it depends on what was found in them.
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func remember(_ opened: [OpenedContainer], under conditions: String) throws {
        guard !opened.isEmpty else { return }
        try changing { database in
            for container in opened {
                if let members = container.members {
                    try Self.insert(members, of: container.sha256, under: conditions, in: database)
                }
                for item in container.received { try Self.insert(item, in: database) }
            }
        }
    }

    private static func insert(
        _ members: [ContainerMember], of container: String, under conditions: String, in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO _ledger_opened (container, under) VALUES (?, ?)",
            arguments: [container, conditions])
        try database.execute(sql: "DELETE FROM _ledger_members WHERE container = ?", arguments: [container])
        for (number, member) in members.enumerated() {
            try database.execute(
                sql:
                    "INSERT INTO _ledger_members (container, number, name, extension, sha256, rule, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    container, number, member.name, member.fileExtension, member.sha256, member.rule, member.reason,
                ])
        }
    }
}
