import SurveyModel

/// Where the definition has a layout's labels: what tells of one that was not found names the place where a spelling is added.
struct LabelPlace: Sendable {
    private let layout: String
    /// The override that lays something over the layout.
    private let override: String?
    /// The fields of which it does so: what is added to their labels in the layout itself it replaces.
    private let fields: Set<String>
    /// Whether it gives the headings.
    private let isOfHeadings: Bool

    /// - Parameters:
    ///   - layout: the layout.
    ///   - override: the override that it is of; nil for the survey's own.
    ///   - base: what the override is laid over.
    init(_ layout: LayoutDefinition, override: String? = nil, over base: LayoutDefinition? = nil) {
        self.layout = layout.name
        guard let override, let base, base.position != layout.position else {
            self.override = nil
            fields = []
            isOfHeadings = false
            return
        }
        let positions = Dictionary(base.formFields.map { ($0.field, $0.position) }) { first, _ in first }
        self.override = override
        fields = Set(layout.formFields.filter { positions[$0.field] != $0.position }.map(\.field))
        isOfHeadings = layout.headings != base.headings
    }

    /// The place of a field's label.
    func message(of field: String) -> Message { message(fields.contains(field), .wordsLayoutOfLabel) }

    /// The place of the labels of all fields.
    var ofAll: Message { message(!fields.isEmpty, .wordsLayoutOfLabels) }

    /// The place of the headings of a table or block that stands again.
    var ofHeadings: Message { message(isOfHeadings, .wordsLayoutOfLabel) }

    private func message(_ isOfOverride: Bool, _ key: MessageKey) -> Message {
        guard isOfOverride, let override else { return .own(key, ["layout": .text(layout)]) }
        return .own(.wordsLayoutOfOverride, ["layout": .text(layout), "name": .text(override)])
    }
}

extension LayoutDefinition {
    /// The fields that are found by a label beside their answer.
    var formFields: [FormField] {
        switch kind {
        case .form(let form): form.fields
        case .blocks(let blocks): blocks.fields
        case .table(let table): table.repetition?.fields ?? []
        case .matrix: []
        }
    }

    /// The headings of what stands again.
    fileprivate var headings: Labels? {
        switch kind {
        case .blocks(let blocks): blocks.start
        case .table(let table): table.repetition?.start
        case .form, .matrix: nil
        }
    }
}
