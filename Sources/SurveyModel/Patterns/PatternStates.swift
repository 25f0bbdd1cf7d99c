/// A small program as a set of states that fits a machine word, for whether a whole text matches: all ways at once, and no memory for any of them
/// (Navarro and Raffinot 2002, "Flexible Pattern Matching in Strings", section 5.2, bit-parallel Thompson).
///
/// A survey's patterns are checked against each answer of a column; most have a few characters and no assertion.
struct PatternStates: Sendable {
    /// What takes a character at each state.
    private let takers: [PatternProgram.Instruction]
    /// The states that are open after a state's character was taken.
    private let followers: [UInt64]
    /// The states that are open before the first character.
    private let first: UInt64
    /// The state in which the text may end.
    private let end: UInt64

    /// The program as states; nil where it looks around itself (`\b`), or has more states than bits.
    init?(_ instructions: [PatternProgram.Instruction]) {
        var states: [Int: Int] = [:]
        var takers: [PatternProgram.Instruction] = []
        for (place, instruction) in instructions.enumerated() {
            switch instruction {
            case .assertion: return nil
            case .split, .jump, .save: continue
            case .scalar, .set, .accept:
                states[place] = takers.count
                takers.append(instruction)
            }
        }
        guard takers.count <= UInt64.bitWidth else { return nil }
        func open(from start: Int) -> UInt64 {
            var open: UInt64 = 0
            var visited = Set<Int>()
            var places = [start]
            while let place = places.popLast() {
                guard visited.insert(place).inserted else { continue }
                switch instructions[place] {
                case .jump(let target): places.append(target)
                case .split(let first, let second): places += [first, second]
                case .save: places.append(place + 1)
                case .scalar, .set, .accept, .assertion: open |= states[place].map { 1 << UInt64($0) } ?? 0
                }
            }
            return open
        }
        self.takers = takers
        first = open(from: 0)
        // The program ends with what accepts, the one state that nothing follows.
        end = 1 << UInt64(takers.count - 1)
        followers = states.sorted { $0.value < $1.value }.dropLast().map { open(from: $0.key + 1) }
    }

    /// Whether the whole text matches. O(length × states).
    func matchesWhole(_ text: String, of program: PatternProgram) -> Bool {
        var open = first
        for scalar in text.unicodeScalars {
            let taken = program.taken(scalar)
            var next: UInt64 = 0
            var rest = open & ~end
            while rest != 0 {
                let state = rest.trailingZeroBitCount
                rest &= rest - 1
                if program.takes(taken, by: takers[state]) { next |= followers[state] }
            }
            guard next != 0 else { return false }
            open = next
        }
        return open & end != 0
    }
}
