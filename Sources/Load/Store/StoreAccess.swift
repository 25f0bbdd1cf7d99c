public import class GRDB.Database
public import struct GRDB.DatabaseError
public import protocol GRDB.DatabaseReader

/// All that is read from a store and written into it goes through here, so that what SQLite says of the disk or the file is told by what is to be done.
extension Store {
    /// Gives the body read access to the staged records, and to nothing that writes.
    ///
    /// - Throws: what `body` throws; ``LoadError`` where the store itself fails.
    public func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws -> Result {
        try asking(body)
    }

    /// Gives the body read access to the staged records for several threads at once, and to nothing that writes.
    ///
    /// - Throws: what `body` throws; ``LoadError`` where the store itself fails.
    public func readers<Result>(_ body: (any DatabaseReader) throws -> Result) throws -> Result {
        try telling { try body(connections) }
    }

    /// Reads, while others may write.
    ///
    /// - Throws: what `body` throws; ``LoadError`` where the store itself fails.
    func asking<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try telling { try connections.read(body) }
    }

    /// Writes in a transaction, which has all of it or, where the body throws, nothing.
    ///
    /// - Throws: what `body` throws; ``LoadError`` where the store itself fails.
    func changing<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try telling { try connections.write(body) }
    }

    /// Does what asks SQLite. What it says that is neither the disk's nor the file's, such as of a record that is there already, stays as it is.
    ///
    /// - Throws: what `body` throws; ``LoadError`` where the store itself fails.
    func telling<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LoadError.ofStore(error, at: place) ?? error
        }
    }
}
