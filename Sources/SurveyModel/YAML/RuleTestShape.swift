/// The shape of `rules-test.yaml`.
enum RuleTestShape {
    static let root = Shape.keyed(
        .object(
            ObjectShape(
                "the tests of a rule",
                [
                    Property(
                        "pass", .list(record, orOne: true),
                        "Records that fulfil the rule, each as `field: value`; `reporter`, `round` and `with` say what is around it."
                    ),
                    Property(
                        "fail", .list(record, orOne: true),
                        "Records that break the rule, each as `field: value`; `reporter`, `round` and `with` say what is around it."
                    ),
                ])))

    /// The keys are the fields of the rule's table, which the decoder knows.
    static let record = Shape.keyed(.any)
}
