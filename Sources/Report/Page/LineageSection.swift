import SurveyModel

/// The look-up of a row of the dataset: the form, how many rows it can tell of, and what it tells.
struct LineageSection {
    let index: ResultIndex
    let catalogue: Catalogue
    let trails: RowTrails?

    func context() -> [String: Any] {
        guard let trails, trails.total > 0 else { return ["hasAny": false] }
        let held = trails.held
        let live = index.result.returns.first { $0.state == .live }
        return [
            "hasAny": true,
            "hasSeveral": index.tables.count > 1,
            "tables": index.tables.map { ["name": $0.name, "title": $0.title] },
            "example": live.map { "\($0.id) 1" } ?? "",
            "room": held == trails.total
                ? catalogue.text("lineage.whole", count: held)
                : catalogue.text("lineage.part", count: trails.total, ["held": catalogue.number(held)]),
            "data": trails.json(index, catalogue),
        ]
    }
}
