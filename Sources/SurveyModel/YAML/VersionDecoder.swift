import OrderedCollections

/// Template versions and overrides: what differs from the layouts, laid over them.
extension DefinitionDecoder {
    mutating func versions(_ root: YAMLNode) -> [TemplateVersion] {
        versions(root, with: nil)
    }

    mutating func overrides(_ root: YAMLNode) -> [LayoutOverride] {
        (root["overrides"]?.entries ?? []).map { entry in
            let node = entry.value
            if node["file"] == nil, node["text"] == nil, node["reporter"] == nil {
                report(
                    entry.keyPosition, "nothing tells for which returns the override '\(entry.key)' is",
                    "Add `file:` with a pattern of the file's name, `text:` with words of the return, or `reporter:` with a code or name."
                )
            }
            return LayoutOverride(
                name: entry.key, file: node["file"].flatMap { pattern($0) }, texts: texts(node["text"]),
                reporters: texts(node["reporter"]), versions: versions(root, with: entry))
        }
    }

    private mutating func versions(_ root: YAMLNode, with change: YAMLNode.Entry?) -> [TemplateVersion] {
        let base = root["layouts"]?.entries ?? []
        let declared = root["versions"]?.entries ?? []
        guard !declared.isEmpty else {
            return [
                TemplateVersion(
                    id: "1", tags: [], texts: [], templates: texts(root["template"]),
                    templatePositions: names(root["template"]).map(\.position),
                    layouts: layouts(laid(change, over: base)))
            ]
        }
        return declared.enumerated().map { index, version in
            // What stands at the top is sent today: the newest version.
            let template = version.value["template"] ?? (index == 0 ? root["template"] : nil)
            let whole = merged(base, with: version, what: "version \(version.key)", path: "versions")
            return TemplateVersion(
                id: version.key, tags: texts(version.value["tag"]), texts: texts(version.value["text"]),
                templates: texts(template), templatePositions: names(template).map(\.position),
                layouts: layouts(laid(change, over: whole)))
        }
    }

    private mutating func laid(_ change: YAMLNode.Entry?, over base: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        guard let change else { return base }
        return merged(base, with: change, what: "override \(change.key)", path: "overrides")
    }

    /// The base layouts with differences laid over them, checked whole again: a difference may leave a layout without what it needs.
    private mutating func merged(_ base: [YAMLNode.Entry], with entry: YAMLNode.Entry, what: String, path: String)
        -> [YAMLNode.Entry]
    {
        let differences = entry.value["layouts"]?.entries ?? []
        for difference in differences where !base.contains(where: { $0.key == difference.key }) {
            report(
                difference.keyPosition,
                "the \(what) changes the layout '\(difference.key)', which is not below `layouts`",
                Spelling.advice(for: difference.key, among: base.map(\.key)))
        }
        return base.map { layout in
            guard let difference = differences.first(where: { $0.key == layout.key }) else { return layout }
            let value = overlay(layout.value, difference.value, alternatives: [DefinitionShape.kinds])
            var checker = ShapeChecker(file: file)
            checker.check(value, DefinitionShape.layout, path: "\(path).\(entry.key).layouts.\(layout.key)")
            diagnostics += checker.diagnostics
            return YAMLNode.Entry(key: layout.key, keyPosition: difference.keyPosition, value: value)
        }
    }

    /// Mappings are merged key by key; anything else is replaced. Of keys that exclude each other, such as the kinds of layouts, the
    /// difference's takes the place of the base's.
    private func overlay(_ base: YAMLNode, _ difference: YAMLNode, alternatives: [[String]] = []) -> YAMLNode {
        guard case .mapping(let old) = base.content, case .mapping(let new) = difference.content else {
            return difference
        }
        var entries: [YAMLNode.Entry] = []
        for entry in old {
            let rivals = alternatives.first { $0.contains(entry.key) } ?? []
            if new.contains(where: { $0.key != entry.key && rivals.contains($0.key) }) { continue }
            if let change = new.first(where: { $0.key == entry.key }) {
                let inner = entry.key == "sheet" ? [DefinitionShape.selectors] : []
                entries.append(
                    .init(
                        key: entry.key, keyPosition: change.keyPosition,
                        value: overlay(entry.value, change.value, alternatives: inner)))
            } else {
                entries.append(entry)
            }
        }
        entries += new.filter { entry in !old.contains { $0.key == entry.key } }
        return YAMLNode(content: .mapping(entries), position: difference.position)
    }
}
