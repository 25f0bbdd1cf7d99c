/// FNV-1a of 32 bits over characters (Unicode scalars), its upper half folded into the lower. Source: G. Fowler, L. C. Noll, K.-P. Vo, "FNV hash", where it
/// goes over bytes.
enum ScalarHash {
    static func of(_ scalars: some Sequence<Unicode.Scalar>) -> UInt32 {
        let hash = scalars.reduce(2_166_136_261 as UInt32) { ($0 ^ $1.value) &* 16_777_619 }
        return hash ^ hash >> 16
    }
}
