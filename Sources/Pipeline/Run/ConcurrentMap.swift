extension Array where Element: Sendable {
    /// Maps with at most `width` elements under way at once, and hands each result on as it comes. The results are in the array's order.
    func concurrentMap<Result: Sendable>(
        width: Int, _ transform: @escaping @Sendable (Element) -> Result, each: (Int, Result) throws -> Void
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: count)
            var next = 0
            var done = 0
            func start(_ group: inout ThrowingTaskGroup<(Int, Result), any Error>) {
                guard next < count else { return }
                let index = next
                let element = self[index]
                next += 1
                group.addTask { (index, transform(element)) }
            }
            for _ in 0..<Swift.max(1, width) { start(&group) }
            while let (index, result) = try await group.next() {
                results[index] = result
                done += 1
                try each(done, result)
                start(&group)
            }
            return results.compactMap(\.self)
        }
    }
}
