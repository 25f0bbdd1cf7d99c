/// The shape of `limits` and `csv`: how the survey's returns are read. The names are those of Spreadsheets' `ReaderLimits` and
/// `TextEncoding`, which this module does not know; a test of Pipeline holds them against each other.
enum ReadingShape {
    static let limits = Shape.object(
        ObjectShape(
            "limits",
            [
                Property("fileBytes", .size, "The size of a file."),
                Property("archiveEntries", .integer(minimum: 1), "The number of entries in a workbook's archive."),
                Property("partBytes", .size, "The unpacked size of one part of a workbook."),
                Property("totalBytes", .size, "The unpacked size of all parts of a workbook that are read."),
                Property("xmlDepth", .integer(minimum: 1), "How deep XML elements may stand in each other."),
                Property("xmlTagBytes", .size, "The size of one tag or comment of the XML."),
                Property("xmlTextBytes", .size, "The size of one text of the XML."),
                Property("stringBytes", .size, "The size of one cell's text, at most 16 MiB."),
                Property("longTextBytes", .size, "The size of a sheet's texts that are longer than Excel allows."),
                Property("rowBytes", .size, "The size of the texts of one row."),
                Property("sharedStringBytes", .size, "The size of all of a workbook's shared strings together."),
                Property("sharedStrings", .integer(minimum: 1), "The number of a workbook's shared strings."),
                Property("sheets", .integer(minimum: 1), "The number of sheets in a workbook."),
                Property("cells", .integer(minimum: 1), "The number of cells with a value in a sheet."),
                Property("rows", .integer(minimum: 1), "The highest row of a CSV file."),
                Property("columns", .integer(minimum: 1), "The highest column."),
                Property(
                    "listEntries", .integer(minimum: 1),
                    "The entries of a list that is held in memory, such as styles or merged ranges."),
                Property("listBytes", .size, "The size of such a list."),
                Property(
                    "seconds", .integer(minimum: 1),
                    "The processor time that reading any file may take, in whole seconds."),
                Property(
                    "secondsPer100Megabytes", .integer(minimum: 1),
                    "The processor time that comes to it for each 100 MB of the file, in whole seconds."),
                Property(
                    "secondsPerReturn", .integer(minimum: 1),
                    "The processor time that a return may take in all, in whole seconds (default 300)."),
                Property("memoryBytes", .size, "The memory that a return may take in all (default 1 GiB)."),
                Property(
                    "issuesPerReturn", .integer(minimum: 1),
                    "The issues that are told of a return; one with more is held (default 100000)."),
                Property(
                    "issueBytesPerReturn", .size,
                    "The text in the issues that are told of a return; one with more is held (default 64 MiB)."),
                Property(
                    "secondsPerRule", .integer(minimum: 1),
                    "The processor time that a rule may take over all returns, in whole seconds (default 60)."),
            ]))

    static let csv = Shape.object(
        ObjectShape(
            "the dialect of CSV returns",
            [
                Property("delimiter", .text, "What stands between fields: one ASCII character, or `tab`."),
                Property("quote", .text, "What stands around fields: one ASCII character, or `none`."),
                Property(
                    "escape", .word(CSVDefinition.Escape.allCases.map(\.rawValue)),
                    "How a quote inside a quoted field is written."),
                Property(
                    "encoding", .word(CSVDefinition.encodings), "The character encoding, by its IANA name."),
            ]))
}
