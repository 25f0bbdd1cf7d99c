/// What numbers lose that are held as binary fractions: a limit that they keep as they were typed must not count as passed.
extension Double {
    /// Whether the number lies beyond a limit by more than rounding may have put it there.
    ///
    /// - Parameters:
    ///   - limit: the limit, which may itself be a product.
    ///   - numbers: what the number was reckoned from; asked for where it matters.
    ///   - size: the least size of these by which the loss is measured, for what should be nought and is a little more.
    func exceeds(_ limit: Double, of numbers: @autoclosure () -> [Double], size: Double = 0) -> Bool {
        self > limit && self > limit + 4 * limit.ulp + numbers().roundingLoss(size)
    }
}

extension [Double] {
    /// What adding them up may lose: nothing of whole numbers.
    fileprivate func roundingLoss(_ least: Double) -> Double {
        let size = reduce(0) { $0 + abs($1) }
        // From 2^53 on not every whole number can be held.
        if size < 0x1p53, allSatisfy({ $0.rounded() == $0 }) { return 0 }
        // Spreadsheets write fifteen digits or more of a number; each addition loses half a unit in the last place of what it gives.
        return Swift.max(1e-12, Double(count) * Double.ulpOfOne) * Swift.max(size, least)
    }
}
