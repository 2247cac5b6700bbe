/// Numbers that stand for bytes: the same in every run and on every machine, unlike `hashValue`.
package enum Checksum {
    /// The 64-bit FNV-1a hash of Fowler, Noll and Vo.
    package static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
