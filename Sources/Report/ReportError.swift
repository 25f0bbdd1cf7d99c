/// Why a report could not be made: always a broken installation or an unknown language, never what stands in a return.
public enum ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no catalogue of words for the language.
    case unknownLanguage(String, available: [String])
    /// A file that ships with the program is not there.
    case missingResource(String)
    /// A file that ships with the program cannot be used.
    case invalidResource(String, reason: String)

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .unknownLanguage(let language, let available):
            "The report cannot be written in “\(language)”. Choose one of: \(available.joined(separator: ", "))."
        case .missingResource(let name):
            "The program's file Resources/\(name) is missing. Install Canvass again."
        case .invalidResource(let name, let reason):
            "The program's file Resources/\(name) cannot be used: \(reason). Install Canvass again, or mend the file."
        }
    }
}
