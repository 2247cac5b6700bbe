/// A mistake with a name: one wrong formula that people really use.
///
/// M: backpropagation through time; G: gated cells and tanh; C: clipping; T: truncation; V: powers of a matrix; P: counting
/// parameters; F: finding a mistake; W: ways through a cell; S: stacked matrices; R: what a loss reaches.
public enum Slip: String, Sendable, CaseIterable, Hashable, Comparable {
    case m01 = "M01", m02 = "M02", m03 = "M03", m04 = "M04", m05 = "M05", m06 = "M06", m07 = "M07", m08 = "M08"
    case m09 = "M09", m10 = "M10", m11 = "M11", m12 = "M12", m13 = "M13", m14 = "M14", m15 = "M15", m16 = "M16"
    case m17 = "M17", m18 = "M18", m19 = "M19", m20 = "M20", m21 = "M21", m22 = "M22", m23 = "M23", m24 = "M24"
    case m25 = "M25", m26 = "M26"
    case g01 = "G01", g02 = "G02", g03 = "G03", g04 = "G04", g05 = "G05", g06 = "G06", g07 = "G07", g08 = "G08"
    case g09 = "G09", g10 = "G10", g11 = "G11", g12 = "G12", g13 = "G13", g14 = "G14", g15 = "G15", g16 = "G16"
    case g17 = "G17", g18 = "G18"
    case c01 = "C01", c02 = "C02", c03 = "C03", c04 = "C04"
    case t01 = "T01", t02 = "T02", t03 = "T03"
    case v01 = "V01", v02 = "V02", v03 = "V03", v04 = "V04"
    case p01 = "P01", p02 = "P02", p03 = "P03"
    case f01 = "F01", f02 = "F02", f03 = "F03"
    case w01 = "W01", w02 = "W02"
    case s01 = "S01", s02 = "S02", s03 = "S03", s04 = "S04", s05 = "S05"
    case r01 = "R01", r02 = "R02", r03 = "R03"
    case m27 = "M27", m28 = "M28", m29 = "M29", m30 = "M30", m31 = "M31", m32 = "M32", m33 = "M33", m34 = "M34"
    case m36 = "M36"
    case g19 = "G19", g20 = "G20", g21 = "G21", g22 = "G22", g23 = "G23", g24 = "G24", g25 = "G25", g26 = "G26"
    case g27 = "G27", g28 = "G28", g29 = "G29", g30 = "G30"
    case c05 = "C05", c06 = "C06"
    case v05 = "V05"
    // Other ways in which the same mistake comes out.
    case m34b = "M34b", m28b = "M28b", m28c = "M28c", m29b = "M29b", g21b = "G21b"
    // Those that programs make, and nobody on paper.
    case m37 = "M37", m38 = "M38"
    case g31 = "G31", g32 = "G32", g33 = "G33", g34 = "G34"

    /// "M28": the name of the mistake, whichever way it came out.
    public var id: String { String(rawValue.prefix(3)) }

    /// The place of the slip in a set, from 0.
    var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
    /// By their places.
    static let byPlace = allCases

    public static func < (a: Slip, b: Slip) -> Bool { a.place < b.place }
}
