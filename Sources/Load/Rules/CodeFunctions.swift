import SurveyModel

extension RuleFunction {
    /// Functions of codes and code lists.
    static func ofCodes(_ tree: CodeTree) -> [RuleFunction] {
        [
            RuleFunction("code_label", 2) { arguments in
                tree[arguments[1].text, list: arguments[0].text]?.label ?? arguments[1].text
            },
            RuleFunction("code_parent", 2) { tree[$0[1].text, list: $0[0].text]?.parent },
            RuleFunction("code_level", 2) { tree[$0[1].text, list: $0[0].text]?.level },
            RuleFunction("code_exists", 2) { tree[$0[1].text, list: $0[0].text] != nil },
            RuleFunction("code_ancestor", 3) { arguments in
                guard let level = Int(arguments[2].text) else { return nil }
                return tree.path(of: arguments[1].text, list: arguments[0].text).first { $0.level == level }?.code
            },
            RuleFunction("is_in", 3) { arguments in
                let ancestor = arguments[2].text
                return tree.path(of: arguments[1].text, list: arguments[0].text).contains { $0.code == ancestor }
            },
        ]
    }
}
