/// Why a report could not be made: always a broken installation, never what stands in a return.
public enum ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file that ships with the program is not there.
    case missingResource(String)
    /// A file that ships with the program cannot be used.
    case invalidResource(String, reason: String)

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .missingResource(let name):
            "The program's file Resources/\(name) is missing. Install Canvass again."
        case .invalidResource(let name, let reason):
            "The program's file Resources/\(name) cannot be used: \(reason). Install Canvass again, or mend the file."
        }
    }
}
