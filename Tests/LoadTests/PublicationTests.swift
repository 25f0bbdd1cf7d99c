import Foundation
import Load
import OrderedCollections
import SurveyModel
import Testing

@Suite("What a run publishes")
struct PublicationTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let csvFiles = [
        "dataset/practices.csv", "dataset/remarks.csv", "rejected/practices.csv", "rejected/remarks.csv",
        "lineage/records.csv", "lineage/fields.csv", "lineage/anchors.csv", "lineage/values.csv",
        "lineage/returns.csv",
    ]

    private func files() throws -> [String: [UInt8]] {
        Dictionary(try SpecimenSurvey.publication().files().map { ($0.path, $0.bytes) }) { first, _ in first }
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try #require(try files()[path], "\(path) is not published"), as: UTF8.self)
    }

    @Test("a run publishes dataset, rejected records and lineage, in a fixed order")
    func paths() throws {
        #expect(
            try SpecimenSurvey.publication().files().map(\.path) == [
                "dataset/practices.csv", "dataset/remarks.csv", "dataset/datapackage.json", "rejected/practices.csv",
                "rejected/remarks.csv", "lineage/records.csv",
                "lineage/fields.csv", "lineage/anchors.csv", "lineage/values.csv", "lineage/returns.csv",
            ])
    }

    @Test("each CSV file is as blessed, byte for byte; CANVASS_BLESS=1 writes it anew", arguments: csvFiles)
    func golden(_ path: String) throws {
        let file = Self.golden.appending(path: path.replacing("/", with: "-"))
        let published = try text(path)
        if ProcessInfo.processInfo.environment["CANVASS_BLESS"] == "1" {
            try Data(published.utf8).write(to: file)
            Testing.Issue.record(
                "CANVASS_BLESS: \(file.lastPathComponent) was written; read its difference, then run the tests without",
                severity: .warning)
        }
        #expect(published == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test("the same publication gives the same bytes, in whatever order its returns came")
    func repeatable() throws {
        let publication = try SpecimenSurvey.publication()
        let shuffled = Publication(
            survey: publication.survey, definition: publication.definition, returns: publication.returns.reversed(),
            disposition: publication.disposition,
            labels: publication.labels, records: publication.records)
        #expect(try publication.files().map(\.path) == shuffled.files().map(\.path))
        #expect(try publication.files().map(\.bytes) == shuffled.files().map(\.bytes))
    }

    @Test("a file that could not be read has no records, though another return's id be the same")
    func refusedTwin() throws {
        let publication = try SpecimenSurvey.publication()
        let twins = Publication(
            survey: publication.survey, definition: publication.definition,
            returns: publication.returns + [SpecimenSurvey.item("a", "", state: .refused)],
            disposition: publication.disposition, labels: publication.labels, records: publication.records)
        let (files, alone) = (try twins.files(), try publication.files())
        let differing = zip(files, alone).filter { $0.bytes != $1.bytes }.map(\.0.path)
        #expect(differing == ["lineage/returns.csv"])
    }

    @Test("lines made for several returns at once stand in the same order")
    func concurrent() throws {
        let publication = try SpecimenSurvey.publication()
        #expect(try publication.files(width: 4).map(\.bytes) == publication.files().map(\.bytes))
    }

    @Test(
        "the header has each field, its label where it has codes, its status where it may be missing, then where a record comes from"
    )
    func header() throws {
        #expect(
            try text("dataset/practices.csv").split(separator: "\n").first
                == "number,title,area,area_label,area_status,stages,stages_label,stages_status,share,share_status,agreed,agreed_status,day,day_status,start,start_status,reporter,round,return,record"
        )
    }

    @Test("a blank answer of a table that stands otherwise than the first has a line with its cell, and no other has")
    func blanksOfMoved() throws {
        let plain = try SpecimenSurvey.publication()
        func place(_ field: String, _ column: String, _ records: ClosedRange<Int>? = nil) -> FieldPlace {
            FieldPlace(
                table: "practices", field: field, sheet: "Practices", column: column, row: "", layout: "practices",
                records: records)
        }
        let places = [place("number", "A"), place("area", "C"), place("area", "K", 2...2), place("day", "", 2...2)]
        let records = HeldRecords([
            SpecimenSurvey.bundle(
                "a", [SpecimenSurvey.shortRecord(1, "One"), SpecimenSurvey.shortRecord(2, "Two")], places: places)
        ])
        let publication = Publication(
            survey: plain.survey, definition: plain.definition,
            returns: plain.returns.filter { $0.id == SpecimenSurvey.id("a") }, disposition: plain.disposition,
            labels: plain.labels, records: records)
        let files = Dictionary(
            try publication.files().map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
        ) { first, _ in first }
        let id = SpecimenSurvey.id("a")
        #expect(
            files["lineage/values.csv"]?.split(separator: "\n").dropFirst().map(String.init) == [
                "\(id),practices,1,share,Practices,F6,n.a.,,missing-mark,1",
                "\(id),practices,2,area,Practices,K7,,,moved,1",
                "\(id),practices,2,share,Practices,F7,n.a.,,missing-mark,1",
            ])
        for path in ["lineage/fields.csv", "lineage/anchors.csv"] {
            #expect(files[path]?.split(separator: "\n").count == 3)
        }
    }

    @Test("where a survey has flags, every number has a status, also one that is always there")
    func flags() throws {
        let plain = try SpecimenSurvey.publication()
        let flagged = Publication(
            survey: plain.survey, definition: try SpecimenSurvey.definition("flags: [{status: E, marks: e}]\n"),
            returns: plain.returns, disposition: plain.disposition, labels: plain.labels,
            records: plain.records)
        let csv = try #require(try flagged.files().first { $0.path == "dataset/practices.csv" })
        #expect(
            String(decoding: csv.bytes, as: UTF8.self).hasPrefix(
                "number,number_status,title,area,area_label,area_status,"))
        let package = try #require(try flagged.files().first { $0.path == "dataset/datapackage.json" })
        #expect(String(decoding: package.bytes, as: UTF8.self).contains("No.: observation status (SDMX CL_OBS_STATUS)"))
    }

    @Test("records read are published, rejected or superseded")
    func counts() throws {
        let publication = try SpecimenSurvey.publication()
        var outcomes: [Disposition.Outcome: Int] = [:]
        for item in publication.returns {
            let blocks = publication.records.blocks(of: item.id).indices
            for record in try publication.records.records(of: item.id, blocks: blocks) {
                let id = RecordID(returnID: item.id, table: record.table, number: record.number)
                outcomes[publication.disposition.outcome(of: id), default: 0] += 1
            }
        }
        #expect(outcomes == [.published: 3, .rejected: 2, .superseded: 1])
        let lines = try Self.csvFiles.filter { !$0.hasPrefix("lineage") }.map { path in
            // Records with a line break in a field count once.
            try text(path).replacing("\nand away", with: "").split(separator: "\n").count - 1
        }
        #expect(lines == [2, 1, 2, 0])
    }

    @Test(
        "a rejected record stands with what was typed, its place and its reasons; a held one says that its return is held"
    )
    func rejected() throws {
        let lines = try text("rejected/practices.csv").split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines[1].hasSuffix(
                ",AAA,2026,aaaaaaaaaaaa,2,2,Beta,,,n.a.,,,,Practices,A7,constraint.maximum: Found: constraint.maximum. | second: Found: second."
            ))
        #expect(lines[2].hasSuffix(",Practices,A6,the return is held back"))
    }

    @Test(
        "only values that are not as typed are in the lineage of values; a value of several cells has a line for each")
    func values() throws {
        let lines = try text("lineage/values.csv").split(separator: "\n").map(String.init)
        #expect(lines.first == "return,table,record,field,sheet,cell,raw,value,method,confidence")
        #expect(lines.contains("aaaaaaaaaaaa,practices,1,area,Practices,C5,general hospital,GF070301,tokens,0.95"))
        #expect(
            lines.filter { $0.contains(",1,stages,") } == [
                "aaaaaaaaaaaa,practices,1,stages,Practices,D5,x,design;review,marks,1",
                "aaaaaaaaaaaa,practices,1,stages,Practices,E5,x,design;review,marks,1",
            ])
        #expect(lines.contains("aaaaaaaaaaaa,practices,1,share,Practices,F5,0.125,12.5,percent-format,1"))
        #expect(!lines.contains { $0.contains(",1,number,") || $0.contains(",1,day,") })
    }

    @Test("every record that was read has a line in the lineage, also those of superseded and held returns")
    func records() throws {
        let lines = try text("lineage/records.csv").split(separator: "\n")
        #expect(lines.count == 1 + 6)
        #expect(lines.contains("bbbbbbbbbbbb,practices,1,Practices,A6"))
        #expect(lines.contains("aaaaaaaaaaaa,remarks,1,Remarks,B1"))
    }

    @Test("every return has a line, also a refused one")
    func returns() throws {
        let lines = try text("lineage/returns.csv").split(separator: "\n")
        #expect(lines.map { $0.split(separator: ",").last } == ["state", "refused", "live", "superseded", "held"])
    }

    // MARK: - The data package

    private func package() throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(text("dataset/datapackage.json").utf8)) as? [String: Any])
    }

    private func resource(_ name: String) throws -> [String: Any] {
        let resources = try #require(try package()["resources"] as? [[String: Any]])
        return try #require(resources.first { $0["name"] as? String == name })
    }

    private func fields(_ name: String) throws -> [[String: Any]] {
        try #require((try resource(name)["schema"] as? [String: Any])?["fields"] as? [[String: Any]])
    }

    @Test("the data package says what it is, and each resource where it is and how large")
    func dataPackage() throws {
        let package = try package()
        #expect(package["$schema"] as? String == "https://datapackage.org/profiles/2.0/datapackage.json")
        #expect(package["name"] as? String == "invented")
        #expect(package["title"] as? String == "Invented survey")
        #expect(package["description"] as? String == "Invented data.")
        for table in ["practices", "remarks"] {
            let resource = try resource(table)
            #expect(resource["path"] as? String == "\(table).csv")
            #expect(resource["bytes"] as? Int == (try files()["dataset/\(table).csv"]?.count))
            #expect((resource["hash"] as? String)?.wholeMatch(of: /sha256:[0-9a-f]{64}/) != nil)
        }
    }

    @Test("its fields are the columns of the CSV files, in their order", arguments: ["practices", "remarks"])
    func fieldsAreColumns(_ table: String) throws {
        let names = try fields(table).compactMap { $0["name"] as? String }
        #expect(
            try text("dataset/\(table).csv").split(separator: "\n").first.map(String.init)
                == names.joined(separator: ","))
        #expect(Set(names).count == names.count)
    }

    @Test("types are those of Table Schema; a code is a string; text in quotation marks stays whole")
    func types() throws {
        let fields = try fields("practices")
        let types = Dictionary(
            fields.compactMap { field in (field["name"] as? String).map { ($0, field["type"] as? String) } }
        ) { first, _ in first }
        #expect(types["number"] == "integer")
        #expect(types["area"] == "string")
        #expect(types["stages"] == "string")
        #expect(types["share"] == "number")
        #expect(types["agreed"] == "boolean")
        #expect(types["day"] == "date")
        #expect(types["start"] == "year")
        #expect(types["record"] == "integer")
        #expect(fields.first { $0["name"] as? String == "share" }?["title"] as? String == "Share, in \"percent\"")
    }

    @Test("where policy blanks values, none is promised to be there")
    func blankedValues() throws {
        let plain = try SpecimenSurvey.publication()
        let blanking = Publication(
            survey: plain.survey, definition: try SpecimenSurvey.definition("policy: {warning: blank}\n"),
            returns: plain.returns, disposition: plain.disposition, labels: plain.labels, records: plain.records)
        func text(_ publication: Publication) throws -> String {
            let package = try #require(try publication.files().first { $0.path == "dataset/datapackage.json" })
            return String(decoding: package.bytes, as: UTF8.self)
        }
        #expect(try text(plain).contains("\"required\""))
        #expect(try !text(blanking).contains("\"required\"") && text(blanking).contains("\"minimum\""))
    }

    @Test("constraints are promised only where a breach keeps a record out")
    func constraints() throws {
        let fields = try fields("practices")
        let constraints = { (name: String) in
            fields.first { $0["name"] as? String == name }?["constraints"] as? [String: Any]
        }
        #expect(constraints("number")?["required"] as? Bool == true)
        #expect(constraints("number")?["minimum"] as? Int == 1)
        #expect(constraints("number")?["maximum"] as? Int == 20)
        // A title of a hundred characters that begins with a sign has an apostrophe in front.
        #expect(constraints("title")?["maxLength"] as? Int == 101)
        #expect(constraints("day")?["minimum"] as? String == "2025-01-01")
        #expect(constraints("share") == nil)
    }

    @Test(
        "a constraint is not promised where a breach of it is published, since a decision lets it stand",
        arguments: [
            ("constraint.maximum", IssueState.waived, "a", "maximum", false),
            ("constraint.required", .waived, "a", "required", false),
            ("type.not-an-integer", .waived, "a", "required", false),
            ("constraint.maximum", .open, "a", "maximum", true), ("constraint.maximum", .asked, "a", "maximum", true),
            ("constraint.maximum", .corrected, "a", "maximum", true),
            ("type.not-an-integer", .accepted, "a", "required", true),
            ("constraint.maximum", .waived, "b", "maximum", true),
            ("constraint.maximum", .waived, "c", "maximum", true),
            ("constraint.minimum", .waived, "a", "maximum", true), ("looks-odd", .waived, "a", "maximum", true),
        ])
    func waivedBreach(
        _ rule: String, _ state: IssueState, _ digit: String, _ constraint: String, _ isPromised: Bool
    ) throws {
        let plain = try SpecimenSurvey.publication()
        var issue = SpecimenSurvey.issue(rule, .error, digit, "practices", 1, field: "number")
        issue.state = state
        let publication = Publication(
            survey: plain.survey, definition: plain.definition, returns: plain.returns,
            disposition: Disposition(issues: [issue], returns: plain.returns, definition: plain.definition),
            labels: plain.labels, records: plain.records)
        let package = try #require(try publication.files().first { $0.path == "dataset/datapackage.json" })
        let text = String(decoding: package.bytes, as: UTF8.self)
        #expect(text.contains("\"\(constraint)\":") == isPromised)
    }

    @Test(
        "a year is one for Table Schema where its field's own bounds publish none but of four digits",
        arguments: [
            ("", "year"), (", constraints: {minimum: 1900}", "year"),
            (", constraints: {minimum: 1000, maximum: 9999}", "year"),
            (", constraints: {minimum: 1}", "integer"), (", constraints: {maximum: 12000}", "integer"),
            (", constraints: {minimum: 1900, severity: warning}", "integer"),
        ])
    func years(_ constraints: String, _ type: String) throws {
        let plain = try SpecimenSurvey.publication()
        let publication = Publication(
            survey: plain.survey,
            definition: try SpecimenSurvey.definition(
                changing: "title: Start year}", to: "title: Start year\(constraints)}"),
            returns: plain.returns, disposition: plain.disposition, labels: plain.labels, records: plain.records)
        let package = try #require(try publication.files().first { $0.path == "dataset/datapackage.json" })
        let text = String(decoding: package.bytes, as: UTF8.self)
        #expect(text.contains("{\"name\": \"start\", \"type\": \"\(type)\""))
    }

    @Test("lengths are promised of texts alone, and the values of a boolean are JSON's")
    func typedConstraints() throws {
        let plain = try SpecimenSurvey.publication()
        let bounded = Publication(
            survey: plain.survey,
            definition: try SpecimenSurvey.definition(
                changing: "{type: boolean, title: Agreed}",
                to: "{type: boolean, title: Agreed, constraints: {enum: [\"true\"], maxLength: 4}}"),
            returns: plain.returns, disposition: plain.disposition, labels: plain.labels, records: plain.records)
        let package = try #require(try bounded.files().first { $0.path == "dataset/datapackage.json" })
        let text = String(decoding: package.bytes, as: UTF8.self)
        #expect(text.contains("\"constraints\": {\"enum\": [true]}"))
        #expect(text.contains("\"maxLength\": 101") && !text.contains("\"maxLength\": 4"))
    }

    @Test(
        "values allowed are promised as the file has them, and lengths with the apostrophe that a text may have there")
    func apostrophes() throws {
        let plain = try SpecimenSurvey.publication()
        func constraints(_ field: String, _ constraints: String, labels: [String: [String: String]]) throws -> String {
            let definition = try SpecimenSurvey.definition(
                changing: "\(field)}", to: "\(field), constraints: {\(constraints)}}")
            let publication = Publication(
                survey: plain.survey, definition: definition, returns: plain.returns, disposition: plain.disposition,
                labels: labels, records: plain.records)
            let package = try #require(try publication.files().first { $0.path == "dataset/datapackage.json" })
            let text = String(decoding: package.bytes, as: UTF8.self)
            return try #require(text.firstMatch(of: /"title": "(?:Text|Area)", "constraints": (\{[^}]*\})/)).output.1
                .description
        }
        let text = "text: {type: string, title: Text"
        #expect(
            try constraints(text, "enum: [\"-a\", \"-5\", b, \"'=c\"]", labels: plain.labels)
                == #"{"enum": ["'-a", "-5", "b", "''=c"]}"#)
        #expect(
            try constraints(text, "minLength: 2, maxLength: 5", labels: plain.labels)
                == #"{"minLength": 2, "maxLength": 6}"#)
        let area = "area: {type: string, codelist: area, title: Area"
        #expect(try constraints(area, "maxLength: 8", labels: plain.labels) == #"{"maxLength": 8}"#)
        #expect(try constraints(area, "maxLength: 8", labels: ["area": ["-lo": "Low"]]) == #"{"maxLength": 9}"#)
    }
}
