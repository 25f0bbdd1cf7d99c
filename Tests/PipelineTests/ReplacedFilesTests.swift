import Foundation
import SurveyModel
import Synchronization
import Testing
import Validate

@testable import Pipeline

@Suite("A file of the survey that is replaced while it is read")
struct ReplacedFilesTests {
    /// A file of the survey, and two contents that it has by turns.
    enum File: String, CaseIterable, CustomTestStringConvertible {
        case register = "reporters.csv"
        case aliases = "aliases.csv"
        case ranges = "ranges.csv"
        case blank = "blank.csv"

        var testDescription: String { rawValue }

        var contents: [String] {
            switch self {
            case .register: ["Aland", "Axphain"].map { "code,name\nAAA,\($0)\n" }
            case .aliases: ["food", "heat"].map { "list,raw,code\nkinds,wort,\($0)\n" }
            case .ranges: ["15", "16"].map { "kind,minimum,maximum\nfood,0,\($0)\n" }
            case .blank: ["\(ReviewedSurvey.header)\n", "%PDF-1.4 no questionnaire"]
            }
        }

        /// The number of the content by which a survey was made; of the blank questionnaire, the second is refused.
        func number(in survey: Survey) -> Int {
            switch self {
            case .register: survey.reporters.first?.name == "Aland" ? 0 : 1
            case .aliases: Self.kind(in: survey) == "food" ? 0 : 1
            case .ranges: survey.definition.rangeFiles[rawValue]?[["food"]]?.maximum == 15 ? 0 : 1
            case .blank: 0
            }
        }

        /// What the survey makes of a text that only its aliases explain.
        private static func kind(in survey: Survey) -> String? {
            let content = Array("\(ReviewedSurvey.header)\n1,10,5,wort,,2026-01-01\n".utf8)
            let bundle = ReturnProcessor(survey).process(
                bytes: content, name: "AAA.csv", sha256: Digest.sha256(content))
            return bundle.records.first?.entries[3]?.value?.text
        }
    }

    /// Tells another thread that it is to end.
    private final class Ending: Sendable {
        private let isSet = Atomic(false)

        var isPending: Bool { isSet.load(ordering: .relaxed) }

        func set() { isSet.store(true, ordering: .relaxed) }
    }

    /// A survey that has all of the files.
    private func survey() throws -> ReviewedSurvey {
        let survey = try ReviewedSurvey(returns: [:]) { folder in
            for file in File.allCases {
                try Data(file.contents[0].utf8).write(to: folder.appending(path: file.rawValue))
            }
        }
        let checks = "    plausibility:\n      - {kind: range, fields: amount, by: kind, file: ranges.csv}\n"
        let definition = ReviewedSurvey.definition.replacing(
            "    key: number\n", with: "    key: number\n\(checks)")
        try Data("\(definition)template: blank.csv\n".utf8).write(to: survey.folder.appending(path: "pipeline.yaml"))
        return survey
    }

    /// Puts contents by turns in a file's place, as `canvass decide` and editors do, while something else is done.
    private func replacing(_ url: URL, by contents: [String], while body: () throws -> Void) throws {
        for (number, content) in contents.enumerated() {
            try Data(content.utf8).write(to: URL(filePath: "\(url.path).\(number)"))
        }
        let (place, count) = (url.path, contents.count)
        let put: @Sendable (Int) -> Void = { number in
            symlink("\(place).\(number)", "\(place).next")
            rename("\(place).next", place)
        }
        put(0)
        let ending = Ending()
        _ = try bothAtOnce {
            defer { ending.set() }
            try body()
        } _: {
            var number = 0
            while !ending.isPending {
                number = (number + 1) % count
                put(number)
            }
        }
    }

    @Test("as it stands, each content makes its survey", arguments: File.allCases)
    func still(_ file: File) throws {
        let survey = try survey()
        for (number, content) in file.contents.enumerated() {
            try Data(content.utf8).write(to: survey.folder.appending(path: file.rawValue))
            guard file != .blank || number == 0 else {
                let error = #expect(throws: DefinitionError.self) { try survey.survey() }
                let message = error?.diagnostics.first?.message
                #expect(message?.hasSuffix("'blank.csv' cannot be read: this is a PDF document") == true)
                continue
            }
            let loaded = try survey.survey()
            #expect(file.number(in: loaded) == number)
            #expect(loaded.files.first { $0.name == file.rawValue }?.sha256 == Digest.sha256(Data(content.utf8)))
        }
    }

    @Test("the hash that the survey has of it is that of the content by which it was made", arguments: File.allCases)
    func surveys(_ file: File) throws {
        let survey = try survey()
        let hashes = file.contents.map { Digest.sha256(Data($0.utf8)) }
        var loads = 0
        try replacing(survey.folder.appending(path: file.rawValue), by: file.contents) {
            for _ in 0..<40 {
                guard let loaded = try? SurveyLoader.loadForReading(survey.folder) else { continue }
                loads += 1
                let hash = loaded.files.first { $0.name == file.rawValue }?.sha256
                #expect(hash == hashes[file.number(in: loaded)])
            }
        }
        let isEnough = file == .blank ? loads > 0 : loads == 40
        #expect(isEnough, "\(loads) of 40")
    }

    @Test("the hash of the decisions is that of their lines")
    func decisions() throws {
        let survey = try ReviewedSurvey(returns: [:])
        let header = "\(DecisionFile.columns.joined(separator: ","))\n"
        let line = "00000000000000a1,waive,400,,Yes,reviewer A,,2026-11-01,\n"
        let contents = [header + line, header + line + line]
        let first = Digest.sha256(Data(contents[0].utf8))
        try replacing(survey.decisions, by: contents) {
            for _ in 0..<200 {
                let file = try DecisionFile.read(in: survey.folder)
                #expect(file.lines.count == (file.sha256 == first ? 1 : 2))
            }
        }
    }

    @Test("decisions are read from the bytes of which the hash is told, though there is no such file any more")
    func bytes() throws {
        let header = DecisionFile.columns.joined(separator: ",")
        let content = Array("\(header)\n00000000000000a1,waive,\"4\n00\",,Yes,reviewer A,,2026-11-01,\nb2,wave\n".utf8)
        let nowhere = URL(filePath: "/no/such/survey")
        let file = try DecisionFile.read(content, in: nowhere)
        #expect(file.sha256 == Digest.sha256(content))
        #expect(file.lines.map(\.line) == [2, 4])
        let error = #expect(throws: DefinitionError.self) { try DecisionFile.read(Array("a,b\n".utf8), in: nowhere) }
        #expect(error?.diagnostics.map(\.file) == ["survey/decisions.csv"])
        #expect(error?.diagnostics.first?.message.contains("lacks the column fingerprint and action") == true)
    }

    /// Contents of a register, right ones and wrong ones.
    private static let registers: [Data] = {
        let workbook = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/issues-decided.xlsx")
        let texts = [
            "code,name\nAAA,Aland\n", "\u{FEFF}code,name\r\nAAA,\"A\nland\"\r\n\r\nBBB,B;C\r\n",
            "code;name\nAAA;Aland\n",
            "code,name\nAAA,\"Aland\nBBB,Borduria\n", "code\nAAA\n", "code,name", "", " \n", "%PDF-1.4 no register",
        ]
        let latin = Data("code,name\nAAA,\u{C5}land\n".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        var contents = texts.map { Data($0.utf8) }
        contents.append(latin)
        if let data = try? Data(contentsOf: workbook) { contents.append(data) }
        return contents
    }()

    @Test("rows are the same from memory and from the file, and so is what is wrong with it", arguments: registers)
    func register(_ content: Data) throws {
        func told(_ read: () throws -> [RegisterRow]) -> [String] {
            do {
                return try read().map { row in "\(row.line) \(row.fields.sorted { $0.key < $1.key })" }
            } catch {
                return ["\(error)"]
            }
        }
        let survey = try ReviewedSurvey(returns: [:])
        let url = survey.folder.appending(path: "reporters.csv")
        try content.write(to: url)
        for columns in [["code", "name"], ["fingerprint"]] {
            let fromFile = told { try RegisterRow.read(url, file: "survey/reporters.csv", needing: columns) }
            let bytes = Array(content)
            let fromMemory = told {
                try RegisterRow.read(bytes, file: "survey/reporters.csv", needing: columns, refusing: .nothing)
            }
            #expect(fromMemory == fromFile)
        }
    }
}
