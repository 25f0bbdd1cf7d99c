import OrderedCollections
import SurveyModel

/// Which of a survey's overrides a return is read with: the first that fits.
struct OverrideChoice {
    private let definition: SurveyDefinition

    init(_ definition: SurveyDefinition) {
        self.definition = definition
    }

    /// The one that the file's name or the return's own words tell before it is read.
    func before(file: String, _ texts: ReturnTexts) -> LayoutOverride? {
        let named = reporter(inName: file)
        return definition.overrides.first { item in
            item.file?.firstMatch(in: file) != nil || texts.hold(texts: item.texts)
                || named.map { Self.isOne(of: item.reporters, $0) } ?? false
        }
    }

    /// The one of the reporter whom a return names that was read without any.
    func after(_ extraction: Extraction) -> LayoutOverride? {
        guard definition.overrides.contains(where: { !$0.reporters.isEmpty }) else { return nil }
        let said = definition.reporters.sources.lazy.compactMap { source -> String? in
            guard case .field(let reference) = source,
                let index = definition.tables[reference.table]?.index(of: reference.field)
            else { return nil }
            return extraction.records.lazy.filter { $0.table == reference.table }
                .compactMap { $0.entries[index]?.value.text }.first
        }
        guard let name = said.first else { return nil }
        return definition.overrides.first { Self.isOne(of: $0.reporters, name) }
    }

    private func reporter(inName file: String) -> String? {
        definition.reporters.sources.lazy.compactMap { source -> String? in
            guard case .filename(let pattern) = source, let match = pattern.firstMatch(in: file) else { return nil }
            // The first group, or all of it where there is no group; a group that took no part says nothing.
            return match.groups.first ?? match.text
        }.first
    }

    private static func isOne(of reporters: [String], _ name: String) -> Bool {
        guard !reporters.isEmpty, name.utf8.count <= LabelText.longestKept else { return false }
        let words = TextFolding.fold(name)
        return !words.isEmpty && reporters.contains { TextFolding.fold($0) == words }
    }
}
