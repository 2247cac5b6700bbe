/// What is known of a slip, in words.
public struct SlipWords: Sendable, Hashable {
    /// The wrong formula.
    public var formula: String
    /// Why people make it, in a few words.
    public var reason: String
    /// The sentence for a student: names the slip and points at the term, without the right formula.
    public var message: String
}

extension Slip {
    /// What a report says of the slip; one that comes out in several ways has the same words for all.
    public var words: SlipWords {
        if let laterWords { return laterWords }
        switch self {
        case .m01, .m02, .m03, .m04, .m05, .m06, .m07, .m08: return recursionWords
        case .m09, .m10, .m11, .m12, .m13, .m14, .m15, .m19, .m20, .m24: return sumWords
        case .m37, .m38, .g31, .g32, .g33, .g34: return programWords
        case .m16, .m17, .m18, .m21, .m22, .m23, .m25, .m26: return matrixWords
        case .c01, .c02, .c03, .c04, .t01, .t02, .t03, .v01, .v02, .v03, .v04, .p01, .p02, .p03: return otherWords
        case .f01, .f02, .f03, .w01, .w02, .s01, .s02, .s03, .s04, .s05, .r01, .r02, .r03: return questionWords
        default: return gateWords
        }
    }

    private var recursionWords: SlipWords {
        switch self {
        case .m01:
            SlipWords(
                formula: "δ^t = W_yaᵀ e^t", reason: "no carry from t+1",
                message:
                    "The carry is missing: each δ^t has only its own step's loss in it. What does a^t do to the steps after t?"
            )
        case .m02:
            SlipWords(
                formula: "δ^t = W_aaᵀ δ^{t+1} for t < T", reason: "only the last loss",
                message:
                    "The step's own loss is missing: only what comes back from t+1 is there, and so at last the last loss alone."
            )
        case .m03:
            SlipWords(
                formula: "carry W_aa δ^{t+1}", reason: "transpose forgotten",
                message:
                    "The transpose is forgotten in the carry: look at the matrix through which the gradient comes back from t+1."
            )
        case .m04:
            SlipWords(
                formula: "δ^t = W_yaᵀ e^t + W_aaᵀ W_yaᵀ e^{t+1}", reason: "the recursion stopped after one step",
                message: "The carry stops after one step: what comes back from t+1 has to have all later losses in it.")
        case .m05:
            SlipWords(
                formula: "e = y − ŷ", reason: "sign",
                message: "The sign of the error is turned round: look at the order of the two terms in e^t.")
        case .m06:
            SlipWords(
                formula: "e = 2(ŷ − y)", reason: "the ½ forgotten",
                message:
                    "The error is twice too large, a factor 2: look at the factor in front of the squared norm in L.")
        case .m07:
            SlipWords(
                formula: "everything / T", reason: "mean instead of sum",
                message: "The error is divided by the number of steps, a mean: does L take a mean over the steps?")
        default:
            SlipWords(
                formula: "δ^t ⊙ (1 − (a^t)²)", reason: "tanh's derivative in a linear network",
                message: "There is a derivative of tanh, 1 − (a^t)², in δ^t: which activation has this network?")
        }
    }

    private var sumWords: SlipWords {
        switch self {
        case .m09:
            SlipWords(
                formula: "Σ δ^t (a^t)ᵀ for W_aa", reason: "index",
                message: "The index of a is off in ∂L/∂W_aa: which state did W_aa multiply at step t?")
        case .m10:
            SlipWords(
                formula: "Σ δ^t (x^{t−1})ᵀ for W_ax", reason: "index",
                message: "The index of x is off in ∂L/∂W_ax: which input did W_ax multiply at step t?")
        case .m11:
            SlipWords(
                formula: "Σ e^t (a^{t−1})ᵀ for W_ya", reason: "index",
                message: "The index of a is off in ∂L/∂W_ya: which state did W_ya multiply at step t?")
        case .m12:
            SlipWords(
                formula: "only the term t = T", reason: "no sum",
                message: "Only the last step's term is there: the matrix is used at every step.")
        case .m13:
            SlipWords(
                formula: "only the term t = 1", reason: "an accumulator overwritten",
                message:
                    "Only the first step's term is left, as if the sum were overwritten: terms have to be added up.")
        case .m14:
            SlipWords(
                formula: "Σ a^{t−1}(δ^t)ᵀ", reason: "outer product transposed",
                message:
                    "The outer product is transposed, it lies the wrong way round: its shape has to be the matrix's, row by row."
            )
        case .m15:
            SlipWords(
                formula: "Σ_t Σ_{k≤t} (W_aaᵀ)^{t−k} δ^t (a^{k−1})ᵀ", reason: "total derivative counted twice",
                message:
                    "The later steps are counted twice: δ^t has the whole future in it already, so each step needs one term."
            )
        case .m19:
            SlipWords(
                formula: "(Σ δ^t)(Σ a^{t−1})ᵀ", reason: "product of sums",
                message:
                    "A product of two sums stands where a sum of products is needed: multiply step by step, then add.")
        case .m20:
            SlipWords(
                formula: "the term t = 1 of ∂L/∂W_aa dropped", reason: "a^0 forgotten in the sum",
                message: "One term of ∂L/∂W_aa is missing: W_aa is used at the first step too, on a^0.")
        default:
            SlipWords(
                formula: "δ^t paired with a^{T−t}", reason: "time reversed",
                message:
                    "The pairs of ∂L/∂W_aa run against each other: one list is in the order of time, the other is not.")
        }
    }

    private var matrixWords: SlipWords {
        switch self {
        case .m16:
            SlipWords(
                formula: "exponent (k−t)+1", reason: "off by one",
                message: "The power of W_aa is one too high: count the steps between t and k, with k = t first.")
        case .m17:
            SlipWords(
                formula: "exponent (k−t)−1, not below 0", reason: "off by one",
                message: "The power of W_aa is one too low: count the steps between t and k, with k = t first.")
        case .m18:
            SlipWords(
                formula: "entrywise power of W_aa", reason: "entrywise instead of matrix power",
                message: "W_aa is raised to a power entry by entry: a power of a matrix is a product of matrices.")
        case .m21:
            SlipWords(
                formula: "carry through W_axᵀ", reason: "wrong matrix",
                message: "The carry goes through the wrong matrix: which one leads from a^t to a^{t+1}?")
        case .m22:
            SlipWords(
                formula: "e = ŷ", reason: "target forgotten",
                message: "The target is forgotten in the error: look at e^t once more.")
        case .m23:
            SlipWords(
                formula: "δ^t = e^t + W_aaᵀ δ^{t+1}", reason: "W_yaᵀ forgotten",
                message: "e^t is a gradient with respect to ŷ^t, not to a^t: one matrix lies between them.")
        case .m25:
            SlipWords(
                formula: "W_ya e^t", reason: "transpose forgotten",
                message: "The transpose is forgotten in the direct term: look at the matrix in front of e^t.")
        default:
            SlipWords(
                formula: "a^0 = 0 in the forward pass", reason: "initial state forgotten",
                message: "The forward pass starts from zero: look at the given a^0.")
        }
    }

    private var gateWords: SlipWords {
        switch self {
        case .g01:
            SlipWords(
                formula: "dc without the carry", reason: "the c carry dropped",
                message: "What comes back through the cell state is missing: c_t reaches the loss past h_t as well.")
        case .g02:
            SlipWords(
                formula: "dh_{t−1} without a path", reason: "the h carry dropped",
                message: "A path into h_{t−1} is missing: go through every place where h_{t−1} is used.")
        case .g03:
            SlipWords(
                formula: "no V_*ᵀ da_*", reason: "the peephole's path dropped",
                message: "The peepholes are a path too: a gate that reads the cell state also sends a gradient into it."
            )
        case .g04:
            SlipWords(
                formula: "dh without o ⊙ (1 − tanh²c)", reason: "o(1 − tanh²c) forgotten",
                message: "Between h_t and c_t lie a gate and a tanh: their factor is missing in dc_t.")
        case .g05:
            SlipWords(
                formula: "no path through r", reason: "the path through r forgotten",
                message: "The reset gate depends on h_{t−1} and on x_t: its path back is missing.")
        case .g06:
            SlipWords(
                formula: "z and 1 − z swapped", reason: "convention",
                message: "The two sides of the gate are swapped: look at which term the gate itself multiplies.")
        case .g07:
            SlipWords(
                formula: "⊙ (1 − h²) dropped", reason: "the activation's derivative forgotten",
                message: "The activation's own derivative is missing between h_t and its pre-activation.")
        case .g08:
            SlipWords(
                formula: "⊙ (1 − h²) put after the sum", reason: "the derivative in the wrong place",
                message: "The activation's derivative stands in the wrong place: look at the order of the steps back.")
        case .g09:
            SlipWords(
                formula: "1 − a² of the pre-activation", reason: "the derivative at the wrong value",
                message: "The derivative is taken of the pre-activation: look at which value 1 − (·)² is written in.")
        case .g10:
            SlipWords(
                formula: "o sees c_{t−1}", reason: "the output gate's peephole",
                message: "The output gate's peephole sees the wrong cell state: by then a newer one is there.")
        case .g11:
            SlipWords(
                formula: "f and i swapped", reason: "gates mixed up",
                message: "Forget gate and input gate are swapped: look at which of them multiplies the old state.")
        case .g12:
            SlipWords(
                formula: "h = o ⊙ c", reason: "tanh forgotten",
                message: "The cell state goes out without its squashing function: look at the last line.")
        case .g13:
            SlipWords(
                formula: "σ for the candidate", reason: "the wrong squashing function",
                message: "The new content went through σ, as if it were a gate: look at its activation.")
        case .g14:
            SlipWords(
                formula: "r on the other side of U_h", reason: "the other convention of the reset gate",
                message:
                    "The reset gate acts on the other side of the matrix U_h: both conventions exist, look at this one's equation."
            )
        case .g15:
            SlipWords(
                formula: "no biases", reason: "biases left out",
                message: "The biases are left out of the pre-activations.")
        case .g16:
            SlipWords(
                formula: "alpha = e / Σ e", reason: "exponential forgotten",
                message: "The weights are made from the scores themselves: a softmax takes an exponential first.")
        case .g17:
            SlipWords(
                formula: "e without tanh", reason: "tanh forgotten",
                message: "The score is linear in the two states: look at what v is multiplied with.")
        default:
            SlipWords(
                formula: "softmax not divided by its sum", reason: "normalisation forgotten",
                message: "The probabilities do not add up to one: the exponentials are not divided by their sum.")
        }
    }

    private var programWords: SlipWords {
        switch self {
        case .m37:
            SlipWords(
                formula: "Σ δ^t (a^{t−1})ᵀ / T", reason: "mean over the steps instead of their sum",
                message: "The sum over the steps is divided by their number: L is a sum, and so is its gradient.")
        case .m38:
            SlipWords(
                formula: "one path alone, or all but one", reason: "paths that meet are not all added",
                message:
                    "Several paths come back to this vector, and not all of them are in it: look for an = where += belongs, or for a line that is missing."
            )
        case .g31:
            SlipWords(
                formula: "⊙ g(1 − g) dropped", reason: "a gate's slope forgotten",
                message: "A gate's own derivative is missing between the gate and its pre-activation.")
        case .g32:
            SlipWords(
                formula: "the gate paired with the new state", reason: "index",
                message:
                    "A gate's gradient is taken with the state that it made: look at which state it multiplied, that of this step or of the step before."
            )
        case .g33:
            SlipWords(
                formula: "do = dh ⊙ c", reason: "tanh forgotten on the way back",
                message: "A gate's gradient has the state as it is, where the gate multiplied its tanh.")
        default:
            SlipWords(
                formula: "dU_h with h_{t−1} alone", reason: "the reset gate forgotten in a weight gradient",
                message: "The reset gate stands between h_{t−1} and U_h: it belongs into the gradient of U_h as well.")
        }
    }

    private var otherWords: SlipWords {
        switch self {
        case .c01:
            SlipWords(
                formula: "each parameter by its own norm", reason: "clipped per parameter instead of globally",
                message: "Each parameter is clipped by its own norm: the question is about one norm over all of them.")
        case .c02:
            SlipWords(
                formula: "each entry into [−at, at]", reason: "by value instead of norm",
                message: "Entries are cut one by one: clipping by a norm scales them all and keeps the direction.")
        case .c03:
            SlipWords(
                formula: "clipped after every parameter", reason: "clipped inside the recursion",
                message: "Clipping happens along the way: it comes once, when every gradient is complete.")
        case .c04:
            SlipWords(
                formula: "scaled by at/‖g‖ always", reason: "scaled although under the threshold",
                message: "Something is scaled although it is under the threshold: when does clipping act at all?")
        case .t01:
            SlipWords(
                formula: "chunks", reason: "cut in chunks instead of a sliding window",
                message: "The pass is cut in chunks: a sliding window sees equally far from every step.")
        case .t02:
            SlipWords(
                formula: "window", reason: "a sliding window instead of chunks",
                message: "A sliding window was used: in chunks the carry is cut at fixed places.")
        case .t03:
            SlipWords(
                formula: "nothing cut", reason: "the truncation forgotten",
                message: "Nothing is cut: this is the whole backward pass.")
        case .v01:
            SlipWords(
                formula: "U^T", reason: "one factor too many",
                message: "There is one factor too many: count the steps from 1 to T.")
        case .v02:
            SlipWords(
                formula: "largest singular value for ρ", reason: "norm instead of spectral radius",
                message: "This is the largest singular value: the spectral radius is about eigenvalues.")
        case .v03:
            SlipWords(
                formula: "entrywise power", reason: "entrywise instead of matrix power",
                message: "The matrix is raised to a power entry by entry: a power of a matrix is a product of matrices."
            )
        case .v04:
            SlipWords(
                formula: "ρ^k instead of ‖U^k‖", reason: "spectral radius instead of norm",
                message:
                    "The bound was asked of the spectral radius alone: the norm of the power can stay above it for longer."
            )
        case .p01:
            SlipWords(
                formula: "two biases a gate", reason: "PyTorch's count",
                message: "This is PyTorch's count, which has two biases for each gate; here each gate has one.")
        case .p02:
            SlipWords(
                formula: "no biases", reason: "biases forgotten",
                message: "The biases are not counted.")
        default:
            SlipWords(
                formula: "multiplied by T", reason: "weights not shared",
                message: "The weights are counted once for every step: they are the same at each.")
        }
    }
}
