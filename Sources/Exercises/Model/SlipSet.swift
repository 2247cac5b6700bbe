/// Slips that are made together; the empty set is the right way.
public struct SlipSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt128

    public init(rawValue: UInt128) { self.rawValue = rawValue }

    public init(_ slip: Slip) { self.init(rawValue: 1 << UInt128(slip.place)) }

    public init(_ slips: [Slip]) { self = slips.reduce(into: []) { $0.insert(SlipSet($1)) } }

    /// The slips in the order of their ids.
    public var slips: [Slip] {
        var result: [Slip] = []
        var rest = rawValue
        while rest != 0 {
            result.append(Slip.byPlace[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return result
    }

    public static let m01 = SlipSet(Slip.m01)
    public static let m02 = SlipSet(Slip.m02)
    public static let m03 = SlipSet(Slip.m03)
    public static let m04 = SlipSet(Slip.m04)
    public static let m05 = SlipSet(Slip.m05)
    public static let m06 = SlipSet(Slip.m06)
    public static let m07 = SlipSet(Slip.m07)
    public static let m08 = SlipSet(Slip.m08)
    public static let m09 = SlipSet(Slip.m09)
    public static let m10 = SlipSet(Slip.m10)
    public static let m11 = SlipSet(Slip.m11)
    public static let m12 = SlipSet(Slip.m12)
    public static let m13 = SlipSet(Slip.m13)
    public static let m14 = SlipSet(Slip.m14)
    public static let m15 = SlipSet(Slip.m15)
    public static let m16 = SlipSet(Slip.m16)
    public static let m17 = SlipSet(Slip.m17)
    public static let m18 = SlipSet(Slip.m18)
    public static let m19 = SlipSet(Slip.m19)
    public static let m20 = SlipSet(Slip.m20)
    public static let m21 = SlipSet(Slip.m21)
    public static let m22 = SlipSet(Slip.m22)
    public static let m23 = SlipSet(Slip.m23)
    public static let m24 = SlipSet(Slip.m24)
    public static let m25 = SlipSet(Slip.m25)
    public static let m26 = SlipSet(Slip.m26)
    public static let g01 = SlipSet(Slip.g01)
    public static let g02 = SlipSet(Slip.g02)
    public static let g03 = SlipSet(Slip.g03)
    public static let g04 = SlipSet(Slip.g04)
    public static let g05 = SlipSet(Slip.g05)
    public static let g06 = SlipSet(Slip.g06)
    public static let g07 = SlipSet(Slip.g07)
    public static let g08 = SlipSet(Slip.g08)
    public static let g09 = SlipSet(Slip.g09)
    public static let g10 = SlipSet(Slip.g10)
    public static let g11 = SlipSet(Slip.g11)
    public static let g12 = SlipSet(Slip.g12)
    public static let g13 = SlipSet(Slip.g13)
    public static let g14 = SlipSet(Slip.g14)
    public static let g15 = SlipSet(Slip.g15)
    public static let g16 = SlipSet(Slip.g16)
    public static let g17 = SlipSet(Slip.g17)
    public static let g18 = SlipSet(Slip.g18)
    public static let c01 = SlipSet(Slip.c01)
    public static let c02 = SlipSet(Slip.c02)
    public static let c03 = SlipSet(Slip.c03)
    public static let c04 = SlipSet(Slip.c04)
    public static let t01 = SlipSet(Slip.t01)
    public static let t02 = SlipSet(Slip.t02)
    public static let t03 = SlipSet(Slip.t03)
    public static let v01 = SlipSet(Slip.v01)
    public static let v02 = SlipSet(Slip.v02)
    public static let v03 = SlipSet(Slip.v03)
    public static let v04 = SlipSet(Slip.v04)
    public static let p01 = SlipSet(Slip.p01)
    public static let p02 = SlipSet(Slip.p02)
    public static let p03 = SlipSet(Slip.p03)
    public static let c05 = SlipSet(Slip.c05)
    public static let c06 = SlipSet(Slip.c06)
    public static let v05 = SlipSet(Slip.v05)
    public static let f01 = SlipSet(Slip.f01)
    public static let f02 = SlipSet(Slip.f02)
    public static let f03 = SlipSet(Slip.f03)
    public static let w01 = SlipSet(Slip.w01)
    public static let w02 = SlipSet(Slip.w02)
    public static let s01 = SlipSet(Slip.s01)
    public static let s02 = SlipSet(Slip.s02)
    public static let s03 = SlipSet(Slip.s03)
    public static let s04 = SlipSet(Slip.s04)
    public static let s05 = SlipSet(Slip.s05)
    public static let r01 = SlipSet(Slip.r01)
    public static let r02 = SlipSet(Slip.r02)
    public static let r03 = SlipSet(Slip.r03)
}
