/// The keys about what happens around a run, night by night.
enum OperationShape {
    static let keep = Shape.object(
        ObjectShape(
            "the runs that are kept",
            [
                Property("runs", .integer(minimum: 1), "How many of the newest runs stay."),
                Property("days", .integer(minimum: 1), "How many days a run stays."),
            ]))
}
