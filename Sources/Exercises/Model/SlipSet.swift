/// Slips that are made together; the empty set is the right way.
public struct SlipSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt128

    public init(rawValue: UInt128) { self.rawValue = rawValue }

    /// The set of one slip alone.
    public init(_ slip: Slip) { self.init(rawValue: 1 << UInt128(slip.place)) }

    /// The set of these slips, in whatever order and however often they stand there.
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

    /// M01: no carry from t + 1, δ^t = W_yaᵀ e^t.
    public static let m01 = SlipSet(Slip.m01)
    /// M02: the last loss only, δ^t = W_aaᵀ δ^{t+1} for t < T.
    public static let m02 = SlipSet(Slip.m02)
    /// M03: the transpose forgotten in the carry, W_aa δ^{t+1}.
    public static let m03 = SlipSet(Slip.m03)
    /// M04: the recursion stopped after one step, δ^t = W_yaᵀ e^t + W_aaᵀ W_yaᵀ e^{t+1}.
    public static let m04 = SlipSet(Slip.m04)
    /// M05: the sign of the error turned round, e = y − ŷ.
    public static let m05 = SlipSet(Slip.m05)
    /// M06: the ½ of the loss forgotten, e = 2(ŷ − y).
    public static let m06 = SlipSet(Slip.m06)
    /// M07: a mean instead of a sum over the steps, e divided by T.
    public static let m07 = SlipSet(Slip.m07)
    /// M08: tanh's derivative in a linear network, δ^t ⊙ (1 − (a^t)²).
    public static let m08 = SlipSet(Slip.m08)
    /// M09: the state of the wrong step for W_aa, Σ δ^t (a^t)ᵀ.
    public static let m09 = SlipSet(Slip.m09)
    /// M10: the input of the wrong step for W_ax, Σ δ^t (x^{t−1})ᵀ.
    public static let m10 = SlipSet(Slip.m10)
    /// M11: the state of the wrong step for W_ya, Σ e^t (a^{t−1})ᵀ.
    public static let m11 = SlipSet(Slip.m11)
    /// M12: no sum over the steps, only the term t = T.
    public static let m12 = SlipSet(Slip.m12)
    /// M13: a sum overwritten at every step, only the term t = 1.
    public static let m13 = SlipSet(Slip.m13)
    /// M14: the outer product transposed, Σ a^{t−1} (δ^t)ᵀ.
    public static let m14 = SlipSet(Slip.m14)
    /// M15: the later steps counted twice, Σ_t Σ_{k≤t} (W_aaᵀ)^{t−k} δ^t (a^{k−1})ᵀ.
    public static let m15 = SlipSet(Slip.m15)
    /// M16: one factor too many, (W_aaᵀ)^{(k−t)+1}.
    public static let m16 = SlipSet(Slip.m16)
    /// M17: one factor too few, (W_aaᵀ)^{(k−t)−1}, with no power below 0.
    public static let m17 = SlipSet(Slip.m17)
    /// M18: W_aa raised to a power entry by entry.
    public static let m18 = SlipSet(Slip.m18)
    /// M19: a product of sums, (Σ δ^t)(Σ a^{t−1})ᵀ.
    public static let m19 = SlipSet(Slip.m19)
    /// M20: a^0 forgotten in the sum, the term t = 1 of ∂L/∂W_aa dropped.
    public static let m20 = SlipSet(Slip.m20)
    /// M21: the carry through the wrong matrix, W_axᵀ.
    public static let m21 = SlipSet(Slip.m21)
    /// M22: the target forgotten, e = ŷ.
    public static let m22 = SlipSet(Slip.m22)
    /// M23: W_yaᵀ forgotten, δ^t = e^t + W_aaᵀ δ^{t+1}.
    public static let m23 = SlipSet(Slip.m23)
    /// M24: time reversed, δ^t paired with a^{T−t}.
    public static let m24 = SlipSet(Slip.m24)
    /// M25: the transpose forgotten in the direct term, W_ya e^t.
    public static let m25 = SlipSet(Slip.m25)
    /// M26: the initial state forgotten, a^0 = 0 in the forward pass.
    public static let m26 = SlipSet(Slip.m26)
    /// G01: the carry of c dropped, dc without what comes from the next step.
    public static let g01 = SlipSet(Slip.g01)
    /// G02: a path into h_{t−1} dropped.
    public static let g02 = SlipSet(Slip.g02)
    /// G03: the peepholes' path dropped, no V_*ᵀ da_*.
    public static let g03 = SlipSet(Slip.g03)
    /// G04: the way from h to c forgotten, dh without o ⊙ (1 − tanh²c).
    public static let g04 = SlipSet(Slip.g04)
    /// G05: the path through the reset gate r forgotten.
    public static let g05 = SlipSet(Slip.g05)
    /// G06: z and 1 − z swapped.
    public static let g06 = SlipSet(Slip.g06)
    /// G07: the activation's derivative forgotten, ⊙ (1 − h²) dropped.
    public static let g07 = SlipSet(Slip.g07)
    /// G08: the activation's derivative in the wrong place, ⊙ (1 − h²) after the sum.
    public static let g08 = SlipSet(Slip.g08)
    /// G09: the activation's derivative at the pre-activation, 1 − a².
    public static let g09 = SlipSet(Slip.g09)
    /// G10: the output gate's peephole at the old cell state, c_{t−1}.
    public static let g10 = SlipSet(Slip.g10)
    /// G11: f and i swapped.
    public static let g11 = SlipSet(Slip.g11)
    /// G12: tanh forgotten on the way out, h = o ⊙ c.
    public static let g12 = SlipSet(Slip.g12)
    /// G13: the wrong squashing function, σ for the candidate.
    public static let g13 = SlipSet(Slip.g13)
    /// G14: the other convention of the reset gate, r on the other side of U_h.
    public static let g14 = SlipSet(Slip.g14)
    /// G15: the biases left out of the pre-activations.
    public static let g15 = SlipSet(Slip.g15)
    /// G16: the exponential forgotten, alpha = e / Σ e.
    public static let g16 = SlipSet(Slip.g16)
    /// G17: tanh forgotten in the attention score e.
    public static let g17 = SlipSet(Slip.g17)
    /// G18: the normalisation forgotten, a softmax not divided by its sum.
    public static let g18 = SlipSet(Slip.g18)
    /// C01: each parameter clipped by its own norm instead of one over all.
    public static let c01 = SlipSet(Slip.c01)
    /// C02: clipped by value instead of norm, each entry into [−at, at].
    public static let c02 = SlipSet(Slip.c02)
    /// C03: clipped after every parameter instead of once at the end.
    public static let c03 = SlipSet(Slip.c03)
    /// C04: scaled by at/‖g‖ although the norm is under the threshold.
    public static let c04 = SlipSet(Slip.c04)
    /// T01: cut in chunks where a sliding window is asked for.
    public static let t01 = SlipSet(Slip.t01)
    /// T02: cut by a sliding window where chunks are asked for.
    public static let t02 = SlipSet(Slip.t02)
    /// T03: the truncation forgotten, nothing cut.
    public static let t03 = SlipSet(Slip.t03)
    /// V01: one factor too many, U^T.
    public static let v01 = SlipSet(Slip.v01)
    /// V02: the largest singular value for the spectral radius ρ.
    public static let v02 = SlipSet(Slip.v02)
    /// V03: the matrix raised to a power entry by entry.
    public static let v03 = SlipSet(Slip.v03)
    /// V04: the spectral radius instead of the norm, ρ^k for ‖U^k‖.
    public static let v04 = SlipSet(Slip.v04)
    /// P01: PyTorch's count, two biases a gate.
    public static let p01 = SlipSet(Slip.p01)
    /// P02: the biases forgotten in the count.
    public static let p02 = SlipSet(Slip.p02)
    /// P03: the weights counted once for every step, multiplied by T.
    public static let p03 = SlipSet(Slip.p03)
    /// C05: a sum of absolute values for the norm, ‖g‖ = Σ |g_i|.
    public static let c05 = SlipSet(Slip.c05)
    /// C06: clipped from above only, min(g, at).
    public static let c06 = SlipSet(Slip.c06)
    /// V05: the largest entry of the matrix for the spectral radius ρ.
    public static let v05 = SlipSet(Slip.v05)
    /// F01: a consequence taken for the cause, the last wrong answer for the first.
    public static let f01 = SlipSet(Slip.f01)
    /// F02: the wrong value of the sheet copied for the right one.
    public static let f02 = SlipSet(Slip.f02)
    /// F03: the first in time taken for the first in the work, the wrong δ of the earliest step.
    public static let f03 = SlipSet(Slip.f03)
    /// W01: gates taken for constants, only the ways past them.
    public static let w01 = SlipSet(Slip.w01)
    /// W02: the direct way forgotten, only the ways through gates and candidates.
    public static let w02 = SlipSet(Slip.w02)
    /// S01: h and x exchanged, the blocks in the other order.
    public static let s01 = SlipSet(Slip.s01)
    /// S02: cut in the wrong place, after as many columns as the second block has.
    public static let s02 = SlipSet(Slip.s02)
    /// S03: rows and columns exchanged, the blocks transposed.
    public static let s03 = SlipSet(Slip.s03)
    /// S04: columns counted from 0.
    public static let s04 = SlipSet(Slip.s04)
    /// S05: gates mixed up, the first two exchanged.
    public static let s05 = SlipSet(Slip.s05)
    /// R01: gradients sent forward in time, yes from the first loss on.
    public static let r01 = SlipSet(Slip.r01)
    /// R02: the zero state forgotten, taken for one that is not zero.
    public static let r02 = SlipSet(Slip.r02)
    /// R03: the layers below forgotten, only the one under the loss.
    public static let r03 = SlipSet(Slip.r03)
}
