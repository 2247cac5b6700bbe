extension Slip {
    /// The words of slips that got a name later.
    var laterWords: SlipWords? {
        switch self {
        case .m27, .m28, .m28b, .m28c, .m29, .m29b, .m30, .m31, .m32, .m33, .m34, .m34b, .m36: confusionWords
        case .g19, .g20, .g21, .g21b, .g22, .g23, .g24, .g25, .g26, .g27, .g28, .g29, .g30: slopeWords
        case .c05, .c06, .v05: measureWords
        default: nil
        }
    }

    private var confusionWords: SlipWords {
        switch self {
        case .m27:
            SlipWords(
                formula: "Σ δ^t (a^t)ᵀ for W_ya", reason: "δ instead of the error",
                message:
                    "δ^t stands where the error e^t belongs: W_ya leads to the output, and so its gradient is paired with the error there."
            )
        case .m28, .m28b, .m28c:
            SlipWords(
                formula: "e^t = ŷ^t − y^{t±1}", reason: "the target of the wrong step",
                message: "The target is that of the wrong step: look at the index of y in the error e^t.")
        case .m29, .m29b:
            SlipWords(
                formula: "δ^t = W_yaᵀ e^{t+1} + W_aaᵀ δ^{t+1}", reason: "the error of the wrong step",
                message: "The error is that of the wrong step: look at the index of e in δ^t.")
        case .m30:
            SlipWords(
                formula: "∂L/∂a^0 = δ^1", reason: "one step back missing",
                message:
                    "This is δ^1, the gradient of a^1, handed in for that of a^0: one step back, through a matrix, is missing."
            )
        case .m31:
            SlipWords(
                formula: "Σ W_yaᵀ (W_aaᵀ)^{k−t} e^k", reason: "the matrices in the wrong order",
                message:
                    "The matrices stand in the wrong order: which of them does the error meet first on its way back?")
        case .m32:
            SlipWords(
                formula: "the term t = 1 with a^1", reason: "a^1 for a^0 in the sum",
                message:
                    "In one term of ∂L/∂W_aa the index of a is off: at the first step W_aa multiplied the initial state a^0, not a^1."
            )
        case .m33:
            SlipWords(
                formula: "a_2 from the new a_1", reason: "the state overwritten in place",
                message:
                    "The state is overwritten in place: its first entries are new already while the next ones are computed from them."
            )
        case .m34, .m34b:
            SlipWords(
                formula: "y one-hot at k ± 1", reason: "the class counted from 0 or from 1",
                message: "The target is one off: look at whether the class is counted from 0 or from 1.")
        default:
            SlipWords(
                formula: "Σ e^t (a^{t−1})ᵀ for W_aa", reason: "the error instead of δ",
                message:
                    "The error e^t stands where δ^t belongs: the gradient of a matrix before the state is paired with the state's."
            )
        }
    }

    private var slopeWords: SlipWords {
        switch self {
        case .g19:
            SlipWords(
                formula: "tanh′ as 1 − a", reason: "the square forgotten",
                message: "The derivative of tanh is written without the square: look at tanh's own derivative.")
        case .g20:
            SlipWords(
                formula: "tanh′ as a(1 − a)", reason: "the derivative of σ for that of tanh",
                message: "This is the derivative of the sigmoid σ: look at tanh's own derivative.")
        case .g21:
            SlipWords(
                formula: "1 − tanh(a)²", reason: "tanh taken twice",
                message: "tanh is taken twice: the value in its derivative has been through tanh already.")
        case .g21b:
            SlipWords(
                formula: "(1 − a²)²", reason: "the derivative taken twice",
                message: "The derivative of tanh is taken twice: it stands in the way back once for each tanh.")
        case .g22:
            SlipWords(
                formula: "r left out", reason: "the reset gate not used",
                message: "The reset gate is not used: look at what it multiplies in the candidate.")
        case .g23:
            SlipWords(
                formula: "U_hᵀ da_h without r", reason: "the reset gate forgotten on the way back",
                message:
                    "The reset gate is forgotten on the way back: what it multiplied going forward it multiplies going back."
            )
        case .g24, .g25, .g26:
            SlipWords(
                formula: "da without σ′ at one gate", reason: "a gate's derivative forgotten",
                message:
                    "At one gate its own derivative σ′ is missing: a gate is a sigmoid of its pre-activation, and the gradient goes through it."
            )
        case .g27:
            SlipWords(
                formula: "da_o = dh ⊙ c ⊙ o(1 − o)", reason: "c for tanh(c)",
                message: "c stands where tanh(c) belongs: look at what the output gate multiplies.")
        case .g28:
            SlipWords(
                formula: "back through h = o ⊙ c", reason: "h = o ⊙ c: the tanh forgotten",
                message:
                    "The way back is that of h = o ⊙ c: the tanh of the cell state and its own derivative are missing.")
        case .g29:
            SlipWords(
                formula: "dc = dh ⊙ o", reason: "the derivative of tanh(c) forgotten",
                message: "The derivative of tanh(c) is missing between h and c; the gate is there.")
        default:
            SlipWords(
                formula: "−log₁₀", reason: "the logarithm to base 10",
                message: "This is the logarithm to base 10 (log10); the natural logarithm is meant.")
        }
    }

    private var measureWords: SlipWords {
        switch self {
        case .c05:
            SlipWords(
                formula: "‖g‖ = Σ |g_i|", reason: "a sum of absolute values for the norm",
                message:
                    "The norm is a sum of absolute values here: the Euclidean norm is the root of the sum of the squares."
            )
        case .c06:
            SlipWords(
                formula: "min(g, at)", reason: "clipped from above only",
                message:
                    "Entries are clipped from above only: the absolute value counts, and −threshold bounds from below.")
        default:
            SlipWords(
                formula: "the largest entry for ρ", reason: "the largest entry instead of the largest eigenvalue",
                message: "This is the largest entry of the matrix: the spectral radius is about its eigenvalues.")
        }
    }
}
