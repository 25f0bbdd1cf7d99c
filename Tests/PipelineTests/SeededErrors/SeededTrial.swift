import Foundation
import Spreadsheets
import SurveyModel

@testable import Pipeline

/// Errors planted into the clean returns of a survey, and what is found of them.
struct SeededTrial {
    /// Errors and warnings on the clean returns.
    private(set) var falseAlarms: [String] = []
    private(set) var planted: [(file: String, error: SeededError)] = []
    private(set) var missed: [String] = []
    private(set) var unexplained: [String] = []

    /// More errors than these in one return could hide each other.
    private static let mostPerReturn = 5

    static let coProduction = Result {
        let run = try SeededRun("co-production")
        let blank = try run.blank()
        let clean = CleanCoProduction.returns(of: run.survey.reporters.map(\.code), blank: blank)
        return try SeededTrial(
            run, clean: clean, beside: [], kinds: CoProductionKinds.all, count: 350, seed: 20_260_430)
    }

    static let municipalServices = Result {
        let run = try SeededRun("municipal-services")
        func clean(_ quarter: String) -> [SeededReturn] {
            CleanMunicipalServices.returns(of: CleanMunicipalServices.reporters, quarter: quarter)
        }
        let earlier = try clean("2025-Q3").map(run.read)
        return try SeededTrial(
            run, clean: clean("2025-Q4"), beside: earlier, kinds: MunicipalServicesKinds.all, count: 150, seed: 2_025)
    }

    /// - Parameter beside: returns of earlier rounds, clean as well.
    private init(
        _ run: SeededRun, clean: [SeededReturn], beside: [ReadReturn], kinds: [SeededKind], count: Int, seed: UInt64
    ) throws {
        let cleanRead = try clean.map(run.read)
        falseAlarms = try run.issues(in: cleanRead + beside).flatMap { file, findings in
            findings.filter { $0.severity != .note }.map { Self.told($0, file) }
        }.sorted()
        var random = SeededGenerator(seed: seed)
        var wanted = (0..<count).map { kinds[$0 % kinds.count] }
        while !wanted.isEmpty {
            let before = wanted.count
            // One return of ten stays clean among those with errors.
            var batch = clean
            wanted = wanted.filter { kind in
                let order = batch.indices.filter { $0 % 10 != 9 && batch[$0].errors.count < Self.mostPerReturn }
                    .sorted { (batch[$0].errors.count, $0) < (batch[$1].errors.count, $1) }
                return !order.contains { batch[$0].plant(kind, using: &random) }
            }
            guard wanted.count < before else { break }
            let read = try zip(batch, cleanRead).map { $0.errors.isEmpty ? $1 : try run.read($0) }
            judge(batch, try run.issues(in: read + beside))
        }
    }

    private mutating func judge(_ batch: [SeededReturn], _ found: [String: [Finding]]) {
        for target in batch {
            let findings = found[target.file] ?? []
            for error in target.errors {
                planted.append((target.file, error))
                let hit = findings.first { Self.tells($0, error) }
                if hit == nil {
                    let near = findings.filter { $0.rule == error.rule || error.cells.contains($0.cell ?? "") }
                    missed.append(
                        "\(error.kind): \(error.rule) at \(error.sheet)!\(error.cells.first ?? "") of \(target.file); there is \(near.map { Self.told($0, "") })"
                    )
                } else if error.isSuggested && hit?.suggestion == nil {
                    missed.append("\(error.kind): nothing suggested at \(error.cells.first ?? "") of \(target.file)")
                }
            }
            unexplained += findings.filter { finding in
                finding.severity != .note && !target.errors.contains { Self.explains($0, finding) }
            }.map { Self.told($0, target.file) }
        }
        unexplained += (found.filter { file, _ in !batch.contains { $0.file == file } }).flatMap { file, findings in
            findings.filter { $0.severity != .note }.map { Self.told($0, file) }
        }.sorted()
    }

    private static func explains(_ error: SeededError, _ finding: Finding) -> Bool {
        tells(finding, error)
            || error.consequences.contains { place in
                place.cell.map { isAt(finding, place.rule, error.sheet, $0) } ?? (place.rule == finding.rule)
            }
    }

    /// Whether a finding tells of an error, where it is.
    private static func tells(_ finding: Finding, _ error: SeededError) -> Bool {
        error.cells.contains { isAt(finding, error.rule, error.sheet, $0) }
            && (error.field == nil || error.field == finding.field)
    }

    /// Whether a finding is of a rule, and about a cell.
    private static func isAt(_ finding: Finding, _ rule: String, _ sheet: String, _ cell: String) -> Bool {
        guard finding.rule == rule else { return false }
        if finding.sheet == sheet && (finding.cell ?? "") == cell { return true }
        return finding.cells.contains {
            $0.sheet == sheet && "\(CellAddress(row: $0.row, column: $0.column))" == cell
        }
    }

    private static func told(_ finding: Finding, _ file: String) -> String {
        "\(file) \(finding.severity) \(finding.rule) at \(finding.sheet ?? "")!\(finding.cell ?? "") \(finding.value ?? ""): \(finding.message.text(in: "en"))"
    }
}
