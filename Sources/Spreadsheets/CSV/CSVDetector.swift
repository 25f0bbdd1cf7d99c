/// Finds out delimiter, quoting and layout of a text file from its beginning.
///
/// Each candidate reads the sample; the one wins whose lines agree best on their number of fields and whose fields look most
/// like single values (after van den Burg, Nazábal and Sutton 2019). One odd line changes little.
struct CSVDetector {
    private static let sampleBytes = 128 << 10
    private static let candidates: [Character] = [",", ";", "\t", "|"]
    /// The same as bytes.
    static let delimiters = Set(candidates.compactMap(\.asciiValue))

    private struct Trial {
        let dialect: CSVDialect
        let fieldCounts: [Int]
        let cellCounts: [Int]
        let columns: Int
        let agreement: Double
        let score: Double
        let quotesLines: Bool
        let unwrapsAll: Bool
        let lineEnds: (lf: Int, crlf: Int, cr: Int)
    }

    /// What is found out about a file; what is given of its dialect is taken, an encoding but where the file proves another.
    static func detect(
        _ file: RandomAccessFile, given: CSVDialectHint, limits: ReaderLimits
    ) throws(SpreadsheetError) -> (detection: CSVDetection, notes: [ReaderNote]) {
        let encoding = try encoding(of: file, given: given)
        let sample = try sample(of: file, encoding)
        let separator = separatorLine(sample)
        let text = Array(sample.dropFirst(separator?.length ?? 0))
        guard text.contains(where: { $0 > 0x20 }) else {
            throw SpreadsheetError(.empty, "The file has no text.")
        }
        var trials: [Trial] = []
        var refusal: SpreadsheetError?
        for dialect in dialects(for: text, encoding.encoding, given: given, separator: separator?.delimiter) {
            // A line that one delimiter cuts into too many fields may be a good one by another.
            do throws(SpreadsheetError) {
                trials.append(try trial(dialect, text, isWhole: file.size <= sampleBytes, limits: limits))
            } catch {
                refusal = refusal ?? error
            }
        }
        // The first of equals wins: the order of the candidates is that of their frequency.
        guard var best = trials.first else {
            throw refusal ?? SpreadsheetError(.empty, "The file has no text.")
        }
        for trial in trials.dropFirst() where trial.score > best.score { best = trial }
        if let refusal, best.columns == 1 { throw refusal }
        let isFixed = given.delimiter != nil || separator != nil
        let second = trials.filter { $0.dialect.delimiter != best.dialect.delimiter }.map(\.score).max() ?? 0
        let sureness = isFixed ? 1 : best.score / (best.score + second + 0.05)
        let reasons = [encoding.reason] + reasons(for: best, given: given, hasSeparatorLine: separator != nil)
        var notes: [ReaderNote] = []
        if encoding.isDoubtful {
            notes.append(
                ReaderNote(
                    .doubtfulEncoding,
                    "The encoding is a guess by which the text makes little sense, or which rests on few letters (\(encoding.encoding.rawValue)), so letters may be wrong. A file that is saved as UTF-8, or of which the encoding is given, is read without a guess."
                ))
        } else if encoding.isGuess {
            notes.append(ReaderNote(.guessedEncoding, "The encoding is a guess: \(encoding.reason)."))
        }
        notes += contradictions(encoding, given: given, separator: separator?.delimiter)
        let detection = CSVDetection(
            dialect: best.dialect, confidence: (min(1, sureness) * 100).rounded() / 100, reasons: reasons,
            lineEnding: lineEnding(best.lineEnds), titleLines: titleLines(best), columns: best.columns,
            hasByteOrderMark: encoding.markLength > 0, hasSeparatorLine: separator != nil,
            quotesLines: best.quotesLines, unwrapsAll: best.unwrapsAll)
        return (detection, notes)
    }

    private static func reasons(for best: Trial, given: CSVDialectHint, hasSeparatorLine: Bool) -> [String] {
        var reasons: [String] = []
        if !given.given.isEmpty { reasons.append("given: \(given.given.joined(separator: ", "))") }
        if best.quotesLines { reasons.append("each line stands in quotation marks as a whole") }
        if best.dialect.skipsBlanks, given.skipsBlanks == nil { reasons.append("blanks stand before quotes") }
        if given.delimiter != nil { return reasons }
        if hasSeparatorLine {
            reasons.append("the first line names the delimiter")
        } else if best.columns > 1 {
            let share = Int((best.agreement * 100).rounded())
            reasons.append(
                "split at \(name(of: best.dialect.delimiter)), \(share) % of the lines have \(best.columns) fields")
        } else {
            reasons.append("no delimiter splits the lines alike: one column")
        }
        return reasons
    }

    /// Where the file itself says otherwise than what is given: its encoding is taken, the given delimiter too, but neither in silence.
    private static func contradictions(
        _ found: EncodingDetector.Finding, given: CSVDialectHint, separator: Character?
    ) -> [ReaderNote] {
        var notes: [ReaderNote] = []
        if let encoding = given.encoding, encoding != found.encoding {
            notes.append(
                ReaderNote(
                    .dialectContradicted,
                    "The encoding was given as \(encoding.rawValue), but \(found.reason); the file was read as \(found.encoding.rawValue)."
                ))
        }
        if let delimiter = given.delimiter, let separator, delimiter != separator {
            notes.append(
                ReaderNote(
                    .dialectContradicted,
                    "The first line names \(name(of: separator)) as delimiter; the file was split at \(name(of: delimiter)), as given."
                ))
        }
        return notes
    }

    private static func encoding(
        of file: RandomAccessFile, given: CSVDialectHint
    ) throws(SpreadsheetError) -> EncodingDetector.Finding {
        guard let encoding = given.encoding else { return try EncodingDetector.detect(file) }
        return try EncodingDetector.detect(file, given: encoding)
    }

    private static func sample(
        of file: RandomAccessFile, _ encoding: EncodingDetector.Finding
    ) throws(SpreadsheetError) -> [UInt8] {
        let bytes = try file.bytes(at: encoding.markLength, count: sampleBytes)
        var decoder = TextDecoder(encoding.encoding)
        var text: [UInt8] = []
        bytes.withUnsafeBytes { decoder.append($0, to: &text) }
        return text
    }

    /// `sep=;` as Excel writes and reads it: the delimiter, and the line's length with its end.
    static func separatorLine(_ text: some Collection<UInt8>) -> (delimiter: Character, length: Int)? {
        let start = Array(text.prefix(9))
        let isQuoted = start.first == 0x22
        let bare = isQuoted ? Array(start.dropFirst()) : start
        guard bare.count >= 5, String(decoding: bare.prefix(4), as: UTF8.self).lowercased() == "sep=", bare[4] < 0x80,
            ![0x00, 0x0A, 0x0D, 0x22].contains(bare[4])
        else { return nil }
        guard !isQuoted || bare.count > 5 && bare[5] == 0x22 else { return nil }
        let rest = bare.dropFirst(isQuoted ? 6 : 5)
        let end = rest.starts(with: [0x0D, 0x0A]) ? 2 : (rest.first == 0x0A || rest.first == 0x0D ? 1 : 0)
        guard end > 0 else { return nil }
        return (Character(Unicode.Scalar(bare[4])), (isQuoted ? 7 : 5) + end)
    }

    private static func dialects(
        for text: [UInt8], _ encoding: TextEncoding, given: CSVDialectHint, separator: Character?
    ) -> [CSVDialect] {
        let quote: Character? =
            switch given.quoting {
            case .none?: nil
            case .mark(let mark)?: mark
            case nil: usesApostrophes(text) ? "'" : "\""
            }
        let escape = given.escape ?? (usesBackslashes(text, quote) ? .backslash : .doubled)
        return ((given.delimiter ?? separator).map { [$0] } ?? candidates).map { delimiter in
            CSVDialect(
                delimiter: delimiter, quote: quote, escape: escape, encoding: encoding,
                skipsBlanks: given.skipsBlanks ?? BlanksBeforeQuotes.stand(in: text, delimiter, quote))
        }
    }

    /// What stands at the edges of fields: delimiters and line ends.
    private static let edges = delimiters.union([0x0A, 0x0D])

    /// Apostrophes quote where there is no quotation mark and they open and close fields alike.
    private static func usesApostrophes(_ text: [UInt8]) -> Bool {
        guard !text.contains(0x22) else { return false }
        var opening = 0
        var closing = 0
        for (index, byte) in text.enumerated() where byte == 0x27 {
            if index == 0 || Self.edges.contains(text[index - 1]) { opening += 1 }
            if index + 1 == text.count || Self.edges.contains(text[index + 1]) { closing += 1 }
        }
        return opening >= 2 && abs(opening - closing) * 10 <= opening
    }

    private static func usesBackslashes(_ text: [UInt8], _ quote: Character?) -> Bool {
        guard let mark = quote?.asciiValue else { return false }
        var escaped = 0
        var doubled = 0
        for index in text.indices.dropFirst().dropLast() where text[index] == mark && text[index - 1] == 0x5C {
            // A path such as "C:\" ends in a backslash without escaping anything: a field's end follows the quote.
            if !Self.edges.contains(text[index + 1]) { escaped += 1 }
        }
        guard escaped > 0 else { return false }
        for index in text.indices.dropFirst().dropLast(2) where text[index] == mark && text[index + 1] == mark {
            // An empty field has a delimiter or line end on both sides.
            if !Self.edges.contains(text[index - 1]) || !Self.edges.contains(text[index + 2]) { doubled += 1 }
        }
        return escaped > doubled
    }

    /// The sample, split by a dialect.
    private struct Split {
        let scanner: CSVScanner
        let batch: RowBatch

        init(_ scanner: CSVScanner, _ text: [UInt8], isWhole: Bool) throws(SpreadsheetError) {
            var scanner = scanner
            var batch = RowBatch()
            batch.text = text + [0]
            _ = try scanner.scan(&batch, isLast: isWhole)
            self.scanner = scanner
            self.batch = batch
        }

        /// The numbers of fields of the lines with text; of a file of nothing but delimiters the empty fields speak.
        var filled: [Int] {
            let withText = zip(scanner.fieldCounts, batch.rows).filter { !$1.cells.isEmpty }.map { $0.0 }
            return withText.isEmpty ? scanner.fieldCounts : withText
        }

        /// The number of fields that most lines have, also of those that have them in one quoted field; 1 where nothing splits them.
        var columns: Int {
            var counts: [Int: Int] = [:]
            for fields in filled where fields > 1 { counts[fields, default: 0] += 1 }
            for line in scanner.wrappedLines where line.isRow(ofColumns: line.fields) { counts[line.fields]? += 1 }
            return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
        }
    }

    private static func trial(
        _ dialect: CSVDialect, _ text: [UInt8], isWhole: Bool, limits: ReaderLimits
    ) throws(SpreadsheetError) -> Trial {
        var split = try Split(CSVScanner(dialect, limits: limits), text, isWhole: isWhole)
        var columns = split.columns
        let lines = split.scanner.wrappedLines
        let quotesLines = WrappedLine.areRows(lines, of: split.filled.count)
        if quotesLines { columns = lines.first?.fields ?? columns }
        // Lines that are rows in quotes as a whole are read as such.
        let unwrapsAll = WrappedLine.areQuotedAnyway(lines, of: split.filled.count, columns: columns)
        if quotesLines || unwrapsAll {
            let scanner = CSVScanner(
                dialect, limits: limits, columns: columns, quotesLines: quotesLines, unwrapsAll: unwrapsAll)
            split = try Split(scanner, text, isWhole: isWhole)
        }
        let filled = split.filled
        let agreement = Double(filled.count { $0 == columns }) / Double(max(1, filled.count))
        let batch = split.batch
        let single = batch.cells.count { isSingleValue(batch.text[$0.textRange]) }
        let cleanness = batch.cells.isEmpty ? 1 : Double(single) / Double(batch.cells.count)
        let pattern = columns > 1 ? agreement * Double(columns - 1) / Double(columns) : 0.01
        return Trial(
            dialect: dialect, fieldCounts: split.scanner.fieldCounts, cellCounts: batch.rows.map(\.cells.count),
            columns: columns, agreement: agreement, score: pattern * cleanness * cleanness, quotesLines: quotesLines,
            unwrapsAll: unwrapsAll, lineEnds: split.scanner.lineEnds)
    }

    /// Whether a field looks like one value rather than like several that another delimiter separates.
    private static func isSingleValue(_ text: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case 0x3B, 0x09, 0x7C, 0x22: return false
            // A comma stands in numbers and before spaces in sentences; otherwise it separates.
            case 0x2C, 0x20, 0x30...0x39: break
            default: if previous == 0x2C { return false }
            }
            previous = byte
        }
        return true
    }

    private static func lineEnding(_ ends: (lf: Int, crlf: Int, cr: Int)) -> CSVDetection.LineEnding {
        switch (ends.lf > 0, ends.crlf > 0, ends.cr > 0) {
        case (false, false, false): .none
        case (true, false, false): .lf
        case (false, true, false): .crlf
        case (false, false, true): .cr
        default: .mixed
        }
    }

    /// Lines before the first that fills at least half of the table's columns.
    private static func titleLines(_ trial: Trial) -> Int {
        guard trial.columns > 1 else { return 0 }
        let header = zip(trial.fieldCounts, trial.cellCounts).enumerated().first { _, record in
            record.0 >= trial.columns - 1 && record.1 * 2 >= trial.columns && record.1 > 1
        }
        return header?.offset ?? 0
    }

    private static func name(of delimiter: Character) -> String {
        switch delimiter {
        case "\t": "tabs"
        case ",": "commas"
        case ";": "semicolons"
        case "|": "vertical bars"
        default: "\"\(delimiter)\""
        }
    }
}
