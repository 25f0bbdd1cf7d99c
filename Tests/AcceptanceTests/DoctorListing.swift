import Foundation

/// What `canvass doctor --format json` tells of a return: which cell fed which field.
struct DoctorListing: Sendable {
    /// A cell, and what stands in it.
    struct Cell: Hashable, CustomStringConvertible {
        let sheet: String
        let cell: String
        let raw: String

        var description: String { "\(sheet)!\(cell) “\(raw)”" }
    }

    /// The fields that each cell fed, as `table.field`.
    let fields: [Cell: Set<String>]

    init(of file: URL, by survey: String, in folder: URL = Repository.root) throws {
        let process = try CanvassProcess(
            ["doctor", survey, "--return", file.path, "--format", "json"], in: folder)
        guard process.status == 0 else {
            throw Failure(description: "doctor \(survey) exits \(process.status): \(process.errors)")
        }
        let root = try JSONSerialization.jsonObject(with: Data(process.output.utf8)) as? [String: Any]
        let listing = root?["return"] as? [String: Any]
        guard let answers = listing?["answers"] as? [[String: Any]] else {
            throw Failure(description: "doctor \(survey) lists no answers: \(process.output.prefix(500))")
        }
        var fields: [Cell: Set<String>] = [:]
        for answer in answers {
            guard let sheet = answer["sheet"] as? String, let cell = answer["cell"] as? String,
                let raw = answer["raw"] as? String, let table = answer["table"] as? String,
                let field = answer["field"] as? String
            else { throw Failure(description: "an answer of doctor \(survey) lacks a key: \(answer)") }
            fields[Cell(sheet: sheet, cell: cell, raw: raw), default: []].insert("\(table).\(field)")
        }
        self.fields = fields
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
