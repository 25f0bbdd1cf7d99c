/// What happens around a run.
extension DefinitionDecoder {
    func keep(_ node: YAMLNode?) -> KeepDefinition {
        func number(_ key: String) -> Int? { (node?[key]?.text).flatMap { Int($0) } }
        return KeepDefinition(runs: number("runs"), days: number("days"))
    }
}
