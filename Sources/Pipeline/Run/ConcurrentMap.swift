extension Array where Element: Sendable {
    /// Maps with at most `width` elements under way at once, and hands each result on as it comes, one after another, to `each`, whose
    /// answers are kept. They are in the array's order.
    func concurrentMap<Result: Sendable, Kept>(
        width: Int, _ transform: @escaping @Sendable (Element) async throws -> Result,
        each: (Int, Result) throws -> Kept
    ) async throws -> [Kept] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Kept?](repeating: nil, count: count)
            var next = 0
            var done = 0
            func start(_ group: inout ThrowingTaskGroup<(Int, Result), any Error>) {
                guard next < count else { return }
                let index = next
                let element = self[index]
                next += 1
                group.addTask { (index, try await transform(element)) }
            }
            for _ in 0..<Swift.max(1, width) { start(&group) }
            while let (index, result) = try await group.next() {
                done += 1
                start(&group)
                results[index] = try each(done, result)
            }
            return results.compactMap(\.self)
        }
    }
}
