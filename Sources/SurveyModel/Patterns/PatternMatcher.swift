/// Runs a program over a text, all ways at once: at each character every instruction is visited once at most.
struct PatternMatcher {
    /// The ways that are open before a character, in order of preference, with the places of the groups on each.
    private struct Threads {
        var order: [Int] = []
        var isVisited: [Bool]
        var visited: [Int] = []
        var slots: [Int]

        init(count: Int, slotCount: Int) {
            isVisited = Array(repeating: false, count: count)
            slots = Array(repeating: -1, count: count * slotCount)
        }

        mutating func clear() {
            order.removeAll(keepingCapacity: true)
            for instruction in visited { isVisited[instruction] = false }
            visited.removeAll(keepingCapacity: true)
        }
    }

    private enum Visit {
        case instruction(Int)
        case restore(slot: Int, place: Int)
    }

    private let program: PatternProgram
    private let scalars: [Unicode.Scalar]
    private let slotCount: Int
    private var visits: [Visit] = []
    /// How many instructions were looked at; tests hold it against the text's length times the program's.
    private(set) var steps = 0

    init(_ program: PatternProgram, text: String, capturing: Bool) {
        self.program = program
        scalars = Array(text.unicodeScalars)
        slotCount = capturing ? 2 * (program.groupNames.count + 1) : 0
    }

    /// The text between two places.
    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// The places of the match and its groups (empty where they are not captured), or `nil` where nothing matches.
    ///
    /// - Parameter whole: whether the match must be the whole text; else it is the first part that matches.
    mutating func run(whole: Bool) -> [Int]? {
        var current = Threads(count: program.instructions.count, slotCount: slotCount)
        var next = current
        var found: [Int]?
        for place in 0...scalars.count {
            if found == nil, place == 0 || !whole {
                // A later beginning ranks behind all that began before.
                var slots = Array(repeating: -1, count: slotCount)
                if slotCount > 0 { slots[0] = place }
                follow(0, at: place, &slots, into: &current)
            }
            if current.order.isEmpty, whole || found != nil { break }
            if let slots = advance(current, at: place, whole: whole, into: &next) { found = slots }
            swap(&current, &next)
            next.clear()
        }
        return found
    }

    /// Takes the character at a place on all ways; the slots of the way that is at the end, which cuts off those it is preferred to.
    private mutating func advance(_ current: Threads, at place: Int, whole: Bool, into next: inout Threads) -> [Int]? {
        let taken = place < scalars.count ? program.taken(scalars[place]) : nil
        for instruction in current.order {
            steps += 1
            if case .accept = program.instructions[instruction] {
                if whole, taken != nil { continue }
                var slots = slots(of: instruction, in: current)
                if slotCount > 0 { slots[1] = place }
                return slots
            }
            guard let taken, program.takes(taken, by: program.instructions[instruction]) else { continue }
            var slots = slots(of: instruction, in: current)
            follow(instruction + 1, at: place + 1, &slots, into: &next)
        }
        return nil
    }

    private func slots(of instruction: Int, in threads: Threads) -> [Int] {
        slotCount == 0 ? [] : Array(threads.slots[instruction * slotCount..<(instruction + 1) * slotCount])
    }

    /// Adds all instructions that take a character and can be reached without taking one, in order of preference.
    private mutating func follow(_ start: Int, at place: Int, _ slots: inout [Int], into threads: inout Threads) {
        visits.append(.instruction(start))
        while let visit = visits.popLast() {
            steps += 1
            guard case .instruction(let instruction) = visit else {
                if case .restore(let slot, let old) = visit { slots[slot] = old }
                continue
            }
            guard !threads.isVisited[instruction] else { continue }
            threads.isVisited[instruction] = true
            threads.visited.append(instruction)
            switch program.instructions[instruction] {
            case .jump(let target): visits.append(.instruction(target))
            case .split(let first, let second):
                visits.append(.instruction(second))
                visits.append(.instruction(first))
            case .save(let slot):
                if slotCount > 0 {
                    visits.append(.restore(slot: slot, place: slots[slot]))
                    slots[slot] = place
                }
                visits.append(.instruction(instruction + 1))
            case .assertion(let assertion):
                if holds(assertion, at: place) { visits.append(.instruction(instruction + 1)) }
            case .scalar, .set, .accept:
                threads.order.append(instruction)
                for slot in 0..<slotCount { threads.slots[instruction * slotCount + slot] = slots[slot] }
            }
        }
    }

    private func holds(_ assertion: PatternAssertion, at place: Int) -> Bool {
        switch assertion {
        case .start: place == 0
        case .end: place == scalars.count
        case .wordBoundary: isWord(place - 1) != isWord(place)
        case .noWordBoundary: isWord(place - 1) == isWord(place)
        }
    }

    private func isWord(_ index: Int) -> Bool {
        scalars.indices.contains(index) && scalars[index].isWordCharacter
    }
}
