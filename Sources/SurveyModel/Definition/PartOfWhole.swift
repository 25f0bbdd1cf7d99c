/// The parts of a whole in which a field's numbers are given, as its unit says: the power of ten by which a share becomes their number.
public enum PartOfWhole: Int, Sendable, Hashable {
    /// Per cent: a share of 0.12 is 12.
    case hundredth = 2
    /// Per mille: a share of 0.005 is 5.
    case thousandth = 3

    /// The parts that a unit names; nil where it is another unit.
    ///
    /// - Parameter unit: A field's unit, as the definition has it.
    public init?(unit: String?) {
        switch unit {
        case "percent", "per cent", "%": self = .hundredth
        case "per mille", "promille", "‰": self = .thousandth
        default: return nil
        }
    }
}
