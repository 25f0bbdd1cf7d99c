import Spreadsheets
import SurveyModel

/// Findings of one kind in one sheet, told as one where they are many: a reviewer reads the first and how far they reach.
enum FindingGroups {
    /// So many of a kind are told one by one.
    static let most = 20

    /// The findings in their order, each group of more than ``most`` in the place of its first.
    static func grouped(_ findings: [Finding]) -> [Finding] {
        var counts: [Kind: Int] = [:]
        var members: [Kind: [Finding]] = [:]
        for finding in findings {
            guard let kind = Kind(finding) else { continue }
            counts[kind, default: 0] += 1
            members[kind, default: []].append(finding)
        }
        var told: Set<Kind> = []
        return findings.compactMap { finding in
            guard let kind = Kind(finding), let count = counts[kind], count > most else { return finding }
            guard told.insert(kind).inserted else { return nil }
            let own = (members[kind] ?? []).map(cells(of:))
            let blocks = extent(own.flatMap(\.self))
            // A member may stand for many itself.
            let more = Message.number(own.reduce(0) { $0 + cellCount($1) } - 1)
            let message: Message =
                blocks.isEmpty
                ? .own(.wordsGrouped, ["message": finding.message, "count": more])
                : .own(
                    .wordsGroupedCells, ["message": finding.message, "count": more, "cells": words(blocks)])
            var group = Finding(
                rule: finding.rule, severity: finding.severity, message: message, sheet: finding.sheet,
                cell: finding.cell, value: finding.value, expected: finding.expected, suggestion: finding.suggestion)
            group.alike = own.flatMap(\.self)
            return group
        }
    }

    /// The cells that a finding is about.
    private static func cells(of finding: Finding) -> [AlikeCells] {
        guard finding.alike.isEmpty else { return finding.alike }
        let cell = finding.cell.flatMap { CellAddress($0) }
        return [
            AlikeCells(
                cell: cell.map { .init(row: $0.row, column: $0.column, lastRow: $0.row, lastColumn: $0.column) },
                value: finding.value, message: finding.message)
        ]
    }

    /// How many cells these are; what was lost has none and counts as one.
    private static func cellCount(_ cells: [AlikeCells]) -> Int { cells.reduce(0) { $0 + ($1.block?.count ?? 1) } }

    /// The cells, in as few rectangles as rows and columns give.
    private static func extent(_ cells: [AlikeCells]) -> [AlikeCells.Block] {
        let blocks = cells.compactMap(\.block)
        var single = CellBlocks()
        let addresses = blocks.filter { $0.count == 1 }.map { CellAddress(row: $0.row, column: $0.column) }
        for cell in Set(addresses).sorted() { single.add(row: cell.row, column: cell.column) }
        return (single.finish() + blocks.filter { $0.count > 1 }).sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }

    /// So many rectangles stand in a sentence; the issue files have all.
    private static let mostInWords = 40

    /// Rectangles in words.
    static func words(_ blocks: [AlikeCells.Block]) -> Message {
        let list = Message.list(blocks.prefix(mostInWords).map(\.text))
        guard blocks.count > mostInWords else { return list }
        return .own(.wordsAndMore, ["list": list, "count": .number(blocks.count - mostInWords)])
    }

    private struct Kind: Hashable {
        let rule: String
        let sheet: String

        /// Only what respondents may have typed or altered by the hundred, and what no record is wrong for; and rows with a field too many, which
        /// are all rows of a file where its header has one too few.
        init?(_ finding: Finding) {
            let isGrouped =
                ["layout.text-unclaimed", UnreadControls.rule, RaggedRows.rule, ReviewSheetReading.rule]
                .contains(finding.rule)
                || finding.rule.hasPrefix("template.")
            guard isGrouped, let sheet = finding.sheet else { return nil }
            rule = finding.rule
            self.sheet = sheet
        }
    }
}
