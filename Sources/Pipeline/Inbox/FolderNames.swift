import StableStorage

extension Descriptor {
    /// The names in this folder, as its file system's own bytes, which need be no text; each ends with a NUL.
    ///
    /// - Returns: nil where there are more than so many.
    /// - Throws: ``FileSystemError`` where the folder cannot be read to its end.
    func names(atMost most: Int) throws(FileSystemError) -> [[CChar]]? {
        try Folder.names(of: number, at: path, atMost: most)
    }
}
