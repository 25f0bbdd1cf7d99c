/// Templates that call each other by their names.
struct TemplateLibrary: Sendable {
    private let templates: [String: [TemplatePart]]

    /// - Parameter templates: the parts by the template's name.
    init(_ templates: [String: [TemplatePart]]) {
        self.templates = templates
    }

    /// A template filled in. Text is escaped as HTML where the template does not say otherwise.
    ///
    /// - Parameter fields: texts, truth values, fields of their own, and arrays of such.
    /// - Returns: nil where there is no such template.
    func render(_ name: String, _ fields: [String: Any]) -> String? {
        guard let parts = templates[name] else { return nil }
        var rendering = Rendering(templates: templates, fields)
        rendering.render(parts)
        return rendering.text
    }
}

/// A template while it is filled in.
private struct Rendering {
    private(set) var text = ""
    private let templates: [String: [TemplatePart]]
    /// What names stand for, the innermost last; empty where a section has no fields.
    private var stack: [[String: Any]]

    init(templates: [String: [TemplatePart]], _ fields: [String: Any]) {
        self.templates = templates
        stack = [fields]
    }

    mutating func render(_ parts: [TemplatePart]) {
        for part in parts {
            switch part {
            case .text(let own): text += own
            case .value(let path, let isRaw):
                guard let value = value(path) else { continue }
                let own = Self.text(of: value)
                text += isRaw ? own : DisplayText.escaped(DisplayText.visible(own, limit: .max))
            case .section(let path, let isInverted, let inner):
                section(value(path), inner, isInverted: isInverted)
            case .partial(let name):
                if let template = templates[name] { render(template) }
            }
        }
    }

    /// What a path stands for: its first name in the innermost fields that have it, the others in what that is.
    private func value(_ path: [String]) -> Any? {
        guard let first = path.first else { return nil }
        for fields in stack.reversed() {
            guard var value = fields[first] else { continue }
            for name in path.dropFirst() {
                guard let inner = (value as? [String: Any])?[name] else { return nil }
                value = inner
            }
            return value
        }
        return nil
    }

    private mutating func section(_ value: Any?, _ parts: [TemplatePart], isInverted: Bool) {
        guard let value else {
            if isInverted { render(parts) }
            return
        }
        if let isThere = value as? Bool {
            if isThere != isInverted { render(parts) }
        } else if let fields = value as? [String: Any] {
            if !isInverted { render(parts, in: fields) }
        } else if let items = value as? [[String: Any]] {
            if isInverted, items.isEmpty { render(parts) }
            guard !isInverted else { return }
            for item in items { render(parts, in: item) }
        } else if let items = value as? [Any] {
            if isInverted, items.isEmpty { render(parts) }
            guard !isInverted else { return }
            for item in items { render(parts, in: item as? [String: Any] ?? [:]) }
        } else if !isInverted {
            render(parts, in: [:])
        }
    }

    private mutating func render(_ parts: [TemplatePart], in fields: [String: Any]) {
        stack.append(fields)
        render(parts)
        stack.removeLast()
    }

    private static func text(of value: Any) -> String {
        if let text = value as? String { return text }
        // A value in an optional is that value.
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional, let inner = mirror.children.first { return text(of: inner.value) }
        return String(describing: value)
    }
}
