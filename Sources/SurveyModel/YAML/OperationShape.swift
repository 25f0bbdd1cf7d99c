/// The keys about what happens around a run, night by night.
enum OperationShape {
    static let keep = Shape.object(
        ObjectShape(
            "the runs that are kept",
            [
                Property("runs", .integer(minimum: 1), "How many of the newest runs stay."),
                Property("days", .integer(minimum: 1), "How many days a run stays."),
            ]))

    static let notice = Shape.object(
        ObjectShape(
            "a notice",
            [
                Property(
                    "command", .list(.text), required: true,
                    "The program and its arguments, as a list; no shell reads them."),
                Property(
                    "when", .list(.word(NotifyDefinition.Occasion.allCases.map(\.rawValue)), orOne: true),
                    "When it is told (default `always`)."),
                Property(
                    "seconds", .integer(minimum: 1),
                    "How many seconds it may take (default \(NotifyDefinition.usualSeconds))."),
            ]))
}
