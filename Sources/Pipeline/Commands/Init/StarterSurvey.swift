import Foundation

/// The files of a new survey that works at once: an example to be changed into one's own.
struct StarterSurvey {
    /// The name as commands need it.
    let name: String
    /// The path from the survey's folder to the schema of definitions; nil where there is none.
    let schema: String?
    let year: Int

    static let inboxNote = """
        # Inbox

        Put the returns here as they come (.xlsx, .xlsm, .csv), in folders if you like. Canvass reads them and never changes them.

        """

    var files: [(path: String, content: Data)] {
        [
            ("pipeline.yaml", definition),
            (RuleTesting.fileName, tests),
            ("reporters.csv", "code,name,language,contact\nALD,Aldermoor,en,\nBRA,Bracknor,en,\n"),
            (
                "codelists/kind.csv",
                "code,parent,label_en,synonyms_en\ngarden,,Public garden,garden|gardens\nwood,,Woodland,wood|forest\n"
            ),
            ("inbox/README.md", Self.inboxNote),
            (
                "inbox/ALD-\(year).csv",
                "Name;Kind;Area;Opened\nMill Garden;garden;\"1,5\";1931\nNorth Wood;Forrest;220;n.a.\nCastle Garden;Public Garden;61;1958\n"
            ),
        ].map { ($0.0, Data($0.1.utf8)) }
    }

    /// The comment by which editors find a schema, which is beside that of definitions; nothing where there is none.
    private func schemaLine(_ file: String) -> String {
        guard let schema else { return "" }
        return "# yaml-language-server: $schema=\(schema.replacing("pipeline.schema.json", with: file))\n"
    }

    private var tests: String {
        """
        \(schemaLine("rules-test.schema.json"))# Small records that each rule must pass and must fail (docs/rules.md).  Run them:  canvass test \(name)
        large-for-a-garden:
          pass:
            - {kind: garden, area: 49.5}
            - {kind: wood, area: 220}
          fail: {kind: garden, area: 50}

        """
    }

    private var definition: String {
        """
        \(schemaLine("pipeline.schema.json"))# A survey that works, to be changed into yours. Everything in it is invented. docs/definition.md explains each key.
        # Try it:  canvass run \(name)      Check it:  canvass doctor \(name)
        canvass: 1
        title: Parks survey (invented)
        languages: [en]

        # The round that is being collected.
        round: {current: "\(year)"}

        # Where returns arrive: put the files there.
        inbox: {path: inbox, ignore: [README.md]}

        # Who must report stands in reporters.csv. A return tells who sent it by its file's name: ALD-\(year).csv is Aldermoor's.
        reporters:
          file: reporters.csv
          from: {filename: '^([A-Z]{3})'}

        # What people write where there is no value, and why there is none (docs/definition.md#missing).
        missing:
          - {status: M, marks: ["n.a.", "n.a", n/a, not applicable]}
          - {status: L, marks: ["..", "…", not available]}
          - {status: O, marks: ["-", "–"]}

        # Lists of codes with the words that people use for them. Canvass brings two: {bundled: countries}, {bundled: cofog}.
        codelists:
          kind: {file: codelists/kind.csv}

        # What is published: a table for each kind of record, with its fields.
        tables:
          parks:
            title: Parks
            key: name
            fields:
              name: {type: string, title: Name, constraints: {required: true}}
              kind: {type: string, codelist: kind, title: Kind of park}
              area: {type: number, unit: hectares, title: Area, constraints: {minimum: 0}}
              opened: {type: year, title: Year of opening, constraints: {maximum: \(year)}}

        # Where the records stand in a return. Labels are looked for, not cells: columns may be in any order.
        layouts:
          parks:
            into: parks
            sheet: {any: true}
            table:
              columns:
                name: {label: Name}
                kind: {label: Kind}
                area: {label: [Area, Size]}
                opened: {label: Opened}

        # Checks of your own, in SQL: true is fine (docs/rules.md).
        rules:
          - id: large-for-a-garden
            table: parks
            severity: warning
            check: kind <> 'garden' OR area < 50
            message: "{name} is a {kind_label} of {area} ha."

        """
    }
}
