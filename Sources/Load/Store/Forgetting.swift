import class GRDB.Database

/// What the ledger forgets when a return is removed from the archive.
extension Store {
    /// The files of inboxes that were seen to hold a content, themselves or in a container.
    ///
    /// - Throws: ``LoadError`` where the store cannot be read.
    public func paths(of sha256: String) throws -> [String] {
        try asking { database in
            try String.fetchAll(
                database,
                sql:
                    "SELECT path FROM _ledger_files WHERE sha256 = ? OR sha256 IN (SELECT container FROM _ledger_members WHERE sha256 = ?) ORDER BY path",
                arguments: [sha256, sha256])
        }
    }

    /// Forgets that a content was ever received: should it come again, it is archived again.
    ///
    /// - Throws: ``LoadError`` where the store cannot be written.
    public func forget(_ sha256: String) throws {
        try changing { database in
            try database.execute(sql: "DELETE FROM _ledger_files WHERE sha256 = ?", arguments: [sha256])
            try database.execute(sql: "DELETE FROM _ledger_received WHERE sha256 = ?", arguments: [sha256])
            try database.execute(sql: "DELETE FROM _ledger_members WHERE container = ?", arguments: [sha256])
            try database.execute(sql: "DELETE FROM _ledger_opened WHERE container = ?", arguments: [sha256])
        }
    }
}
