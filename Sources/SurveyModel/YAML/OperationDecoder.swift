/// What happens around a run.
extension DefinitionDecoder {
    func keep(_ node: YAMLNode?) -> KeepDefinition {
        func number(_ key: String) -> Int? { (node?[key]?.text).flatMap { Int($0) } }
        return KeepDefinition(runs: number("runs"), days: number("days"))
    }

    mutating func metrics(_ node: YAMLNode?) -> String? {
        guard let node, let text = node.text else { return nil }
        if !text.hasSuffix(".prom") {
            report(
                node.position,
                "the file of `metrics` does not end in `.prom`, so that the collector would pass it over",
                "Write such as `/var/lib/prometheus/node-exporter/canvass-parks.prom`.")
        }
        return text
    }

    mutating func notice(_ node: YAMLNode) -> NotifyDefinition {
        let command = texts(node["command"])
        if command.first?.isEmpty ?? true {
            report(
                (node["command"] ?? node).position, "`command` of `notify` names no program",
                "Write the program and its arguments as a list, such as `[/usr/local/bin/tell, parks]`.")
        }
        if let text = command.first(where: { $0.contains("\0") }) {
            report(
                node.position, "`command` of `notify` holds a NUL character, in '\(text.prefix(20))'", "Remove it.")
        }
        let occasions = texts(node["when"]).compactMap { NotifyDefinition.Occasion(rawValue: $0) }
        let seconds = (node["seconds"]?.text).flatMap { Int($0) } ?? NotifyDefinition.usualSeconds
        return NotifyDefinition(
            command: command, occasions: occasions.isEmpty ? [.always] : occasions, seconds: min(seconds, 86_400))
    }
}
