import Foundation
import SurveyModel
import Synchronization
import Testing

@Suite("Several at once, in their order")
struct InOrderTests {
    private struct Failure: Error, Equatable {
        let number: Int
    }

    @Test("results come in the order of the elements, however long each takes", arguments: [1, 2, 7])
    func order(width: Int) throws {
        var taken: [Int] = []
        try Array(0..<200).inOrder(width: width, ahead: 2) { number in
            if number % 7 == 0 { usleep(2_000) }
            return number * 2
        } take: {
            taken.append($0)
        }
        #expect(taken == (0..<200).map { $0 * 2 })
    }

    @Test(
        "those that are made together come in their order too, all of them", arguments: [1, 2, 7],
        [0, 1, 5, 63, 64, 65, 1_000])
    func together(width: Int, count: Int) throws {
        var taken: [Int] = []
        try Array(0..<count).inOrder(width: width, together: 8) { number in
            number * 2
        } take: {
            taken.append($0)
        }
        #expect(taken == (0..<count).map { $0 * 2 })
        #expect(throws: Failure(number: 1)) {
            try Array(0..<count + 2).inOrder(width: width, together: 8) { number -> Int in
                if number > 0 { throw Failure(number: number) }
                return number
            } take: { _ in
            }
        }
    }

    @Test("no more are held than there is room for, and others are made while one is taken")
    func room() throws {
        let begun = Mutex(0)
        var taken = 0
        var most = 0
        try Array(0..<60).inOrder(width: 3, ahead: 2) { number in
            begun.withLock { $0 += 1 }
            return number
        } take: { _ in
            usleep(5_000)
            taken += 1
            most = max(most, begun.withLock { $0 } - taken)
        }
        // The one that is taken leaves its place.
        #expect(taken == 60 && most >= 3 && most <= 6)
    }

    @Test("of several failures that of the first element is thrown, and nothing more is begun", arguments: [1, 3])
    func failures(width: Int) {
        let begun = Mutex(0)
        var taken: [Int] = []
        #expect(throws: Failure(number: 5)) {
            try Array(0..<1_000).inOrder(width: width, ahead: 2) { number in
                begun.withLock { $0 += 1 }
                if number == 5 { usleep(20_000) }
                if number >= 5 { throw Failure(number: number) }
                return number
            } take: {
                taken.append($0)
            }
        }
        #expect(taken == [0, 1, 2, 3, 4])
        #expect(begun.withLock { $0 } <= 12)
    }

    @Test("what cannot be taken ends it")
    func notTaken() {
        let begun = Mutex(0)
        #expect(throws: Failure(number: 3)) {
            try Array(0..<1_000).inOrder(width: 2, ahead: 2) { number in
                begun.withLock { $0 += 1 }
                return number
            } take: { number in
                if number == 3 { throw Failure(number: number) }
            }
        }
        // Three that were taken, the one that was not, and as many as there is room for.
        #expect(begun.withLock { $0 } <= 8)
    }

    @Test("of those made together all before the one that fails are taken, and none behind it")
    func takenBeforeFailure() {
        var taken: [Int] = []
        #expect(throws: Failure(number: 21)) {
            try Array(0..<1_000).inOrder(width: 2, together: 8) { number in
                if number == 21 { throw Failure(number: number) }
                return number
            } take: {
                taken.append($0)
            }
        }
        #expect(taken == Array(0..<21))
    }

    @Test("one may be within another")
    func nested() throws {
        var sums: [Int] = []
        try Array(0..<8).inOrder(width: 4) { outer in
            var sum = 0
            try Array(0..<8).inOrder(width: 4) {
                $0 + outer
            } take: {
                sum += $0
            }
            return sum
        } take: {
            sums.append($0)
        }
        #expect(sums == (0..<8).map { 28 + 8 * $0 })
    }
}
