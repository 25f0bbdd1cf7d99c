import SurveyModel

/// The writing of a publication's lines. Those of some pieces are made, on several threads; those of others are known to be in an earlier run's files.
/// Both go into the files in the order of the pieces, several files at once.
struct LineWriting: Sendable {
    private let tables: [any PublishedTable]
    private let pieces: [PublishedPiece]
    private let keys: PieceKeys
    private let earlier: EarlierLines?

    /// - Parameters:
    ///   - publication: what is written.
    ///   - tables: what is written of it, each into a file of its own.
    ///   - version: tells whether an earlier run was made by the same program of the same survey.
    ///   - earlier: that run's files.
    init(_ publication: Publication, _ tables: [any PublishedTable], version: String, earlier: EarlierLines?) {
        self.tables = tables
        pieces = publication.pieces
        keys = PieceKeys(publication, version: version)
        self.earlier = earlier.flatMap { $0.paths == tables.map(\.path) ? $0 : nil }
    }

    /// Writes all of it.
    ///
    /// - Parameters:
    ///   - files: a file for each table, still empty.
    ///   - width: for how many pieces at once lines are made, and how many files are written at once.
    /// - Returns: what the files hold.
    /// - Throws: what records cannot be read for, and what the files throw.
    func write<File: PublishedFile>(to files: [File], width: Int) throws -> PublishedLines {
        let lanes = FileLanes(try lanes(of: files), width: width)
        // What has failed must not go on behind its caller's back.
        defer { lanes.stop() }
        var keys: [String] = []
        keys.reserveCapacity(pieces.count)
        var stretch: Stretch?
        try pieces.inOrder(width: width, ahead: 2) { piece in
            try lines(of: piece)
        } take: { piece in
            switch piece.lines {
            case .earlier(let place):
                if stretch?.append(place) != true {
                    try put(stretch, into: lanes)
                    stretch = Stretch(keys.count, at: place)
                }
            case .made(let lines):
                try put(stretch, into: lanes)
                stretch = nil
                try lanes.put(lines)
            }
            keys.append(piece.key)
        }
        try put(stretch, into: lanes)
        return PublishedLines(files: try lanes.finish(), keys: keys)
    }

    /// The files, each with its header.
    private func lanes<File: PublishedFile>(of files: [File]) throws -> [FileLane<File>] {
        try zip(files, tables).map { file, table in
            var head = CSVText()
            head.append(table.header)
            try file.write(head.bytes[...])
            let pieces = pieces
            return FileLane(file, FileLines(path: table.path, head: head.bytes.count)) { piece in
                try Self.lines(of: pieces[piece].opened(), in: table)
            }
        }
    }

    private func put<File: PublishedFile>(_ stretch: Stretch?, into lanes: FileLanes<File>) throws {
        guard let stretch, let earlier else { return }
        try lanes.put(
            earlier.files.map {
                (lines: NextLines.earlier(stretch, of: $0), bytes: $0.size(of: stretch.places))
            })
    }

    // MARK: - One piece

    /// What is known of a piece when its turn comes.
    private struct PieceLines: Sendable {
        enum Lines: Sendable {
            /// Those of each file, and how many bytes they take.
            case made([(lines: NextLines, bytes: Int)])
            /// They are in the earlier run's files, at this place.
            case earlier(Int)
        }

        /// The hash of what they are made of.
        let key: String
        let lines: Lines
    }

    private func lines(of piece: PublishedPiece) throws -> PieceLines {
        let key = keys.key(of: piece)
        if let place = earlier?.place(of: key) { return PieceLines(key: key, lines: .earlier(place)) }
        let opened = try piece.opened()
        return PieceLines(
            key: key,
            lines: .made(
                try tables.map { table in
                    let own = try Self.lines(of: opened, in: table)
                    // Nobody asks for those again that have no key.
                    let mark = key.isEmpty ? 0 : PublishedLines.mark(of: own[...])
                    return (lines: NextLines.made(own, mark: mark), bytes: own.count)
                }))
    }

    /// The lines of a piece in a file.
    private static func lines(of piece: PublishedPiece, in table: any PublishedTable) throws -> [UInt8] {
        var lines = CSVText(isNeutral: true)
        if piece.isFirst { table.append(piece.item, try piece.places(), to: &lines) }
        table.append(piece.item, try piece.records(), at: try piece.places(), to: &lines)
        return lines.bytes
    }
}
