/// Why a return's own file cannot be marked, though it could be read: it is then made anew from its values, and says so.
enum AnnotationError: Error, Sendable, Hashable {
    /// The file has something that cannot be changed in one place and kept in all others.
    case unsupported(String)
}
