extension Slip {
    /// Slips that got a name after the numbers of a kind's first version were fixed: they are looked for, but the search for a variant
    /// does not ask whether they can be told apart.
    static func later(_ kind: String) -> [Slip] { byKind[kind] ?? [] }

    private static let tanhSlopes: [Slip] = [.g19, .g20, .g21, .g21b]
    private static let errors: [Slip] = [.m28, .m28b, .m28c, .m29, .m29b]

    private static let byKind: [String: [Slip]] = [
        "linear-forward": [.m28, .m28b, .m28c, .m33],
        "linear-bptt": [.m27] + errors + [.m30, .m31, .m32, .m33, .m36],
        "linear-bptt-last": [.m31, .m33],
        "linear-triangle": [.m31, .m33],
        "truncated": [.m10, .m11, .m15] + errors + [.m31, .m32, .m33, .m36],
        "linear-formula": [.m14, .m27, .m28, .m29, .m31, .m32, .m36],
        "softmax-nll": [.m34, .m34b, .g30],
        "rnn-bptt": [.m04, .m10, .m15, .m19, .m21, .m23, .m24, .m25, .m27, .m28, .m29, .m29b, .m32, .m34, .m34b, .m36]
            + tanhSlopes,
        "lstm-step": [.m33], "gru-step": [.g22, .m33], "ugrnn-step": [.m33],
        "lstm-bptt": [.g07] + tanhSlopes + [.g24, .g25, .g26, .g27, .g28, .g29],
        "gru-bptt": tanhSlopes + [.g23, .g24, .g25],
        "ugrnn-bptt": tanhSlopes + [.g24],
        "clip": [.c05, .c06], "vanish": [.v05],
        "backward": [.m04, .m06, .m10, .m11, .m15, .m19, .m23, .m25, .m28, .m29, .m29b, .m32, .m36, .g08, .g09]
            + tanhSlopes + [.g23, .g24, .g25, .g26, .g27, .g28, .g29],
    ]
}

extension ExerciseKind {
    /// Every slip that has a name in this kind, in the order of their ids.
    public var namedSlips: [Slip] {
        Set(slips + Slip.later(id)).sorted { ($0.rawValue, $0.place) < ($1.rawValue, $1.place) }
    }
}
