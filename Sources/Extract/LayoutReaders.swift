import OrderedCollections
import SurveyModel

/// The readers of a survey's layouts: each is made ready once for all returns, not for each of them.
struct LayoutReaders: Sendable {
    private struct Key: Hashable {
        let version: String
        /// The override that the version is of; nil for the survey's own.
        let override: String?
    }

    private let definition: SurveyDefinition
    private let labels: CodeLabelLists
    private let made = Memory<Key, [String: LayoutReader]>(most: 64)

    init(_ definition: SurveyDefinition, _ labels: CodeLabelLists) {
        self.definition = definition
        self.labels = labels
    }

    /// The reader of each layout of a version, by the layout's name.
    func all(of version: TemplateVersion, override: String?) -> [String: LayoutReader] {
        made.value(of: Key(version: version.id, override: override)) {
            var readers: [String: LayoutReader] = [:]
            let base = definition.versions.first { $0.id == version.id }
            let titled = Dictionary(grouping: version.layouts.values.filter { !$0.title.isEmpty }, by: \.sheet)
            for (name, layout) in version.layouts {
                guard let table = definition.tables[layout.table] else { continue }
                readers[name] = LayoutReader(
                    layout, table: table, labels: labels,
                    labelPlace: LabelPlace(layout, override: override, over: base?.layouts[name]),
                    besides: (titled[layout.sheet] ?? []).filter { $0.name != name }.map(\.title))
            }
            return readers
        }
    }
}
