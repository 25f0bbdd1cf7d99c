import Spreadsheets
import SurveyModel

/// What was chosen in form controls without a linked cell: it stands in no cell, so that no layout reads it.
enum UnreadControls {
    static let rule = "layout.control"

    private struct Place: Hashable {
        let kind: FormControl.Kind
        let cell: CellAddress?
    }

    /// Tells what is chosen on a sheet and was not chosen in the blank questionnaire, once for each cell. The answer itself is not told: nobody
    /// knows whether the question is a private one.
    static func findings(on grid: SheetGrid, beside blank: SheetAlignment?) -> [Finding] {
        let name = grid.sheet.name
        var told: Set<Place> = []
        return grid.details.unlinkedControls.compactMap { control in
            guard !control.selection.isEmpty, !isAsSent(control, blank),
                told.insert(Place(kind: control.kind, cell: control.cell)).inserted
            else { return nil }
            return Finding(
                rule: Self.rule, severity: .warning,
                message: .own(key(of: control.kind), ["sheet": .text(name)]), sheet: name,
                cell: control.cell?.description)
        }
    }

    /// Whether the questionnaire was sent with the same chosen: in the control of that name, of several in the one at that place; of none, in that at
    /// that place.
    private static func isAsSent(_ control: FormControl, _ blank: SheetAlignment?) -> Bool {
        guard let blank else { return false }
        let place = control.cell.map { blank.templatePlace(row: $0.row, column: $0.column) ?? $0 }
        let known = blank.template.grid.details.controls.filter { $0.kind == control.kind }
        let named = known.filter { $0.name == control.name }
        let there = (named.isEmpty ? known : named).filter { $0.cell == place }
        return (there.isEmpty ? named : there).contains { $0.selection == control.selection }
    }

    private static func key(of kind: FormControl.Kind) -> MessageKey {
        switch kind {
        case .tickBox: .layoutControlTickBox
        case .optionButton: .layoutControlOption
        case .list, .dropDown: .layoutControlList
        }
    }
}

extension SheetDetails {
    /// The form controls whose answers stand in no cell. Excel writes the link of a group of option buttons to the first of the group, and nothing tells
    /// the group of the others: where one of a sheet has a link, all are taken for linked.
    var unlinkedControls: [FormControl] {
        let hasLinkedOptions = controls.contains { $0.kind == .optionButton && $0.isLinked }
        return controls.filter { !$0.isLinked && !($0.kind == .optionButton && hasLinkedOptions) }
    }
}
