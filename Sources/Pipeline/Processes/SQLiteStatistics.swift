#if os(Linux)
    import CLinux
#endif

/// What SQLite counts of its own memory, which nobody here asks for.
public enum SQLiteStatistics {
    /// Has it count nothing. It counts each piece of memory behind one lock for all connections, at which those wait for each other that ask at once: in a
    /// run over one return that took a thirtieth of the processor time.
    ///
    /// To be called before the first database is opened; later it changes nothing.
    public static func forgo() {
        #if os(Linux)
            canvass_forgo_sqlite_statistics()
        #endif
    }
}
