import ExactMath
import Recurrence

/// A change of worked lines. Every named slip is one of these, or a few.
enum Edit: Sendable, Equatable {
    // MARK: The losses and the error
    /// Only the loss of this step counts.
    case onlyLoss(Int)
    /// ∂L/∂y is multiplied by this.
    case scaleError(Int)
    /// ∂L/∂y is divided by the number of steps.
    case meanError
    /// The target is left out of the error.
    case forgetTarget
    /// The target, or the whole error, of a step so many later; at the end that of the last step, or none.
    case shiftTarget(Int, keepsEnd: Bool), shiftError(Int, keepsEnd: Bool)
    /// The class is so many further on.
    case shiftClass(Int)
    /// The logarithm is that to base 10.
    case decimalLogarithm

    // MARK: Values
    /// State 0 is zero.
    case forgetStart
    /// Biases are left out of values.
    case forgetBiases
    /// The readout's bias is left out.
    case forgetReadoutBias
    /// The last gate sees the old cell state.
    case peepAtOldState
    /// A function left out of a value: that of a state, or of a score.
    case unsquash
    /// A candidate goes through σ.
    case squashAsGate
    /// A gate stands on the other side of the matrix.
    case moveReset
    /// A gate that resets is not used.
    case forgetReset
    /// A state is written over entry by entry while it is still read.
    case overwriteState
    /// softmax without exponentials, or without its sum.
    case softmaxOfScores, softmaxWithoutSum
    /// Two gates, told apart by what they do, change places.
    case swapGates
    /// g and 1 − g change places.
    case mirrorGate

    // MARK: The way back
    /// M stands where Mᵀ belongs.
    case untranspose(Parameter.Role)
    /// One matrix stands where another belongs.
    case exchange(Parameter.Role, with: Parameter.Role)
    /// A matrix is left out.
    case forgetMatrix(Parameter.Role)
    /// Paths that are left out.
    case dropCarried, dropDirect, dropCellCarry, dropStatePath, dropPeepholes, dropReset
    /// The gradient of state 1 is handed on as that of state 0.
    case skipStart
    /// W_yaᵀ stands before the powers of W_aaᵀ.
    case reverseMatrices
    /// The gate that resets is left out of what goes back through what it resets.
    case dropResetFactor
    /// What comes back has one step's loss only.
    case stopAfterOneStep
    /// One factor W more, or one less, between a loss and a state.
    case power(Int)
    /// Powers are taken entry by entry.
    case entrywisePowers
    case truncate(Truncation)

    // MARK: Slopes
    /// The slope of tanh where there is none.
    case addSlope
    /// An activation's slope is left out.
    case dropSlope
    /// The slope of tanh(c) and the gate before it are left out.
    case dropStateSlope
    /// The slope comes after the matrix.
    case lateSlope
    /// The slope is that of the layer above, put behind its matrix.
    case slopeAfterMatrix
    /// The slope is written in the argument.
    case slopeOfArgument
    /// The slope of tanh in y = tanh(·) is written 1 − y, y(1 − y), 1 − tanh(y)², or stands there twice.
    case slopeOfFirstPower, slopeOfSigmoid, slopeTakenTwice, slopeSquared
    /// The slope of one gate's σ is left out, counted in the order of the equations.
    case dropGateSlope(Int)
    /// c stands where tanh(c) belongs: in what goes back to the gate, and in the slope.
    case unsquashGatePath, dropSquashSlope
    /// Every gate's slope is left out.
    case dropGateSlopes
    /// A gate is paired with the state that it made, and not with the one before.
    case pairWithNewState
    /// A gate is paired with a state instead of its tanh.
    case unsquashBack

    // MARK: Paths
    /// Of what comes back to a state from the next step only this term is left, counted from 0.
    case onlyCarried(Int)
    /// Of what comes back to a state, the loss apart, this term is left out.
    case withoutPath(Int)

    // MARK: Sums over time
    /// What a gradient is paired with, so many steps off.
    case shiftPartner(Parameter.Role, Int)
    /// Paired with the state of step T − t.
    case reversePartner
    case onlyLastTerm, onlyFirstTerm, withoutFirstTerm
    /// In the first term alone the partner is one step late.
    case shiftFirstPartner
    /// The states' gradient stands where the error belongs, and the other way round.
    case stateForError, errorForState
    /// Each term with everything that comes after it once more.
    case countTwice
    case productOfSums
    case transposeOuter
    /// The sum is divided by the number of its terms.
    case meanOfTerms
    /// A recurrent matrix is paired with the state before the reset gate.
    case partnerWithoutReset
}

extension Slip {
    /// The slip as a change of lines.
    var edits: [Edit] {
        switch self {
        case .m01: [.dropCarried]
        case .m02: [.dropDirect]
        case .m03: [.untranspose(.recurrent)]
        case .m04: [.stopAfterOneStep]
        case .m05: [.scaleError(-1)]
        case .m06: [.scaleError(2)]
        case .m07: [.meanError]
        case .m08: [.addSlope]
        case .m09: [.shiftPartner(.recurrent, 1)]
        case .m10: [.shiftPartner(.input, -1)]
        case .m11: [.shiftPartner(.readout, -1)]
        case .m12: [.onlyLastTerm]
        case .m13: [.onlyFirstTerm]
        case .m14: [.transposeOuter]
        case .m15: [.countTwice]
        case .m16: [.power(1)]
        case .m17: [.power(-1)]
        case .m18: [.entrywisePowers]
        case .m19: [.productOfSums]
        case .m20: [.withoutFirstTerm]
        case .m21: [.exchange(.recurrent, with: .input)]
        case .m22: [.forgetTarget]
        case .m23: [.forgetMatrix(.readout)]
        case .m24: [.reversePartner]
        case .m25: [.untranspose(.readout)]
        case .m26: [.forgetStart]
        case .g01: [.dropCellCarry]
        case .g02: [.dropStatePath]
        case .g03: [.dropPeepholes]
        case .g04: [.dropStateSlope]
        case .g05: [.dropReset]
        case .g06: [.mirrorGate]
        case .g07: [.dropSlope]
        case .g08: [.lateSlope]
        case .g09: [.slopeOfArgument]
        case .g10: [.peepAtOldState]
        case .g11: [.swapGates]
        case .g12, .g17: [.unsquash]
        case .g13: [.squashAsGate]
        case .g14: [.moveReset]
        case .g15: [.forgetBiases]
        case .g16: [.softmaxOfScores]
        case .g18: [.softmaxWithoutSum]
        case .m27: [.stateForError]
        case .m28: [.shiftTarget(1, keepsEnd: true)]
        case .m28b: [.shiftTarget(1, keepsEnd: false)]
        case .m28c: [.shiftTarget(-1, keepsEnd: true)]
        case .m29: [.shiftError(1, keepsEnd: true)]
        case .m29b: [.shiftError(1, keepsEnd: false)]
        case .m30: [.skipStart]
        case .m31: [.reverseMatrices]
        case .m32: [.shiftFirstPartner]
        case .m33: [.overwriteState]
        case .m34: [.shiftClass(1)]
        case .m34b: [.shiftClass(-1)]
        case .m36: [.errorForState]
        case .g19: [.slopeOfFirstPower]
        case .g20: [.slopeOfSigmoid]
        case .g21: [.slopeTakenTwice]
        case .g21b: [.slopeSquared]
        case .g22: [.forgetReset]
        case .g23: [.dropResetFactor]
        case .g24: [.dropGateSlope(0)]
        case .g25: [.dropGateSlope(1)]
        case .g26: [.dropGateSlope(2)]
        case .g27: [.unsquashGatePath]
        case .g28: [.unsquashGatePath, .dropSquashSlope]
        case .g29: [.dropSquashSlope]
        case .g30: [.decimalLogarithm]
        case .c05, .c06, .v05: []
        case .m37: [.meanOfTerms]
        case .m38: [.onlyCarried(0)]
        case .g31: [.dropGateSlopes]
        case .g32: [.pairWithNewState]
        case .g33: [.unsquashBack]
        case .g34: [.partnerWithoutReset]
        case .c01, .c02, .c03, .c04, .t01, .t02, .t03, .v01, .v02, .v03, .v04, .p01, .p02, .p03: []
        case .f01, .f02, .f03, .w01, .w02, .s01, .s02, .s03, .s04, .s05, .r01, .r02, .r03: []
        }
    }
}
