/// SHA-256 as FIPS 180-4 writes it down, for tests that must not trust the library under the code they test.
enum SHA256Digest {
    static func bytes(of message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let length = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) }
        for start in stride(from: 0, to: padded.count, by: 64) {
            mix(Array(padded[start..<start + 64]), into: &state)
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }

    private static func mix(_ block: [UInt8], into state: inout [UInt32]) {
        var words = (0..<16).map { index in block[index * 4..<index * 4 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let first = words[index - 15]
            let second = words[index - 2]
            let small = rotate(first, 7) ^ rotate(first, 18) ^ (first >> 3)
            let large = rotate(second, 17) ^ rotate(second, 19) ^ (second >> 10)
            words.append(words[index - 16] &+ small &+ words[index - 7] &+ large)
        }
        var h = state
        for index in 0..<64 {
            let choice = (h[4] & h[5]) ^ (~h[4] & h[6])
            let majority = (h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2])
            let fourth = rotate(h[4], 6) ^ rotate(h[4], 11) ^ rotate(h[4], 25)
            let zeroth = rotate(h[0], 2) ^ rotate(h[0], 13) ^ rotate(h[0], 22)
            let one = h[7] &+ fourth &+ choice &+ constants[index] &+ words[index]
            h = [one &+ zeroth &+ majority, h[0], h[1], h[2], h[3] &+ one, h[4], h[5], h[6]]
        }
        for index in 0..<8 { state[index] = state[index] &+ h[index] }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        var primes: [UInt32] = []
        var candidate: UInt32 = 2
        while primes.count < 64 {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map(cubeRootFraction)
    }()

    /// By whole numbers alone: the greatest r with r³ ≤ p · 2^96, of which the low 32 bits are the fraction.
    private static func cubeRootFraction(_ prime: UInt32) -> UInt32 {
        var root: UInt64 = 0
        for bit in stride(from: 35, through: 0, by: -1) {
            let next = root | 1 << UInt64(bit)
            let cube = UInt128(next) * UInt128(next) * UInt128(next)
            if cube <= UInt128(prime) << 96 { root = next }
        }
        return UInt32(truncatingIfNeeded: root)
    }
}
