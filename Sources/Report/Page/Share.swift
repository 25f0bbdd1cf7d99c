/// Shares as people read them.
enum Share {
    /// A share in whole per cent that is 100 only where nothing is missing, and 0 only where all is.
    static func percent(_ part: Int, of whole: Int) -> Int {
        guard whole > 0, part > 0 else { return 0 }
        return part >= whole ? 100 : min(99, max(1, part * 100 / whole))
    }

    /// The shade of a coverage cell: complete is pale, gaps are dark, since gaps are what to look for.
    static func shade(_ percent: Int) -> String {
        switch percent {
        case 100...: "g5"
        case 90...: "g4"
        case 75...: "g3"
        case 50...: "g2"
        default: "g1"
        }
    }
}
