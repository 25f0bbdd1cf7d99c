/// How the reader goes about its work. The values read are the same in every mode; tests hold the modes against each other.
package struct ReadingMode: Sendable {
    /// Whether rows and shared strings are scanned where that is certain; `false` has libxml2 read everything, the reference.
    package var usesScanner = true
    /// The size of the pieces in which parts and text files are read.
    package var pieceBytes = 512 << 10

    /// The mode of every day.
    package init() {}
}
