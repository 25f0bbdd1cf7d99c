public import class GRDB.Database

/// The functions that rules may call beside SQLite's own.
public struct RuleFunctionSet: Sendable {
    let names: Set<String>
    let register: @Sendable (Database) -> Void

    /// Functions.
    ///
    /// - Parameters:
    ///   - names: their names in lower case.
    ///   - register: makes them known to a connection.
    public init(names: Set<String>, register: @escaping @Sendable (Database) -> Void) {
        self.names = names
        self.register = register
    }

    /// None.
    public static let none = RuleFunctionSet(names: []) { _ in }
}
