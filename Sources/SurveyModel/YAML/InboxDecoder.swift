/// The inbox.
extension DefinitionDecoder {
    /// Beyond it a run would wait for longer than anybody expects of a night's job.
    private static let longestSettle = 600

    mutating func inbox(_ node: YAMLNode?) -> InboxDefinition {
        let settle = (node?["settle"]?.text).flatMap { Int($0) } ?? 2
        if settle > Self.longestSettle {
            report(
                node?["settle"]?.position ?? .start, "`settle` of the inbox is \(settle) seconds",
                "Write at most \(Self.longestSettle): a run waits so long, and what has not settled is left for the next."
            )
        }
        return InboxDefinition(
            path: node?["path"]?.text ?? "", ignore: texts(node?["ignore"]), settle: settle,
            after: (node?["after"]?.text).flatMap { InboxDefinition.After(rawValue: $0) } ?? .leave,
            position: node?["path"]?.position ?? .start)
    }
}
