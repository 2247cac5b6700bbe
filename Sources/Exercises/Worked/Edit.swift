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

    // MARK: Values
    /// State 0 is zero.
    case forgetStart
    /// Biases are left out of values.
    case forgetBiases
    /// The last gate sees the old cell state.
    case peepAtOldState
    /// A function left out of a value: that of a state, or of a score.
    case unsquash
    /// A candidate goes through σ.
    case squashAsGate
    /// A gate stands on the other side of the matrix.
    case moveReset
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

    // MARK: Sums over time
    /// What a gradient is paired with, so many steps off.
    case shiftPartner(Parameter.Role, Int)
    /// Paired with the state of step T − t.
    case reversePartner
    case onlyLastTerm, onlyFirstTerm, withoutFirstTerm
    /// Each term with everything that comes after it once more.
    case countTwice
    case productOfSums
    case transposeOuter
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
        case .c01, .c02, .c03, .c04, .t01, .t02, .t03, .v01, .v02, .v03, .v04, .p01, .p02, .p03: []
        case .f01, .f02, .f03, .w01, .w02, .s01, .s02, .s03, .s04, .s05, .r01, .r02, .r03: []
        }
    }
}
