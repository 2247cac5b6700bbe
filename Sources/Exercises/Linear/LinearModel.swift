import ExactMath
import Recurrence

/// A linear recurrent network with its sequence: everything that is given in an exercise.
///
/// Sizes: state H, input I, output O, T steps. W_aa is H×H, W_ax H×I, W_ya O×H.
public struct LinearModel<S: Scalar>: Sendable, Equatable {
    /// W_aa, H×H
    public var recurrent: Matrix<S>
    /// W_ax, H×I
    public var input: Matrix<S>
    /// W_ya, O×H
    public var output: Matrix<S>
    /// a^0
    public var start: [S]
    /// x^1 … x^T
    public var inputs: [[S]]
    /// y^1 … y^T; nil where there is no loss.
    public var targets: [[S]?]

    /// A network of these numbers; that their sizes fit each other is not checked.
    public init(
        recurrent: Matrix<S>, input: Matrix<S>, output: Matrix<S>, start: [S], inputs: [[S]], targets: [[S]?]
    ) {
        self.recurrent = recurrent
        self.input = input
        self.output = output
        self.start = start
        self.inputs = inputs
        self.targets = targets
    }

    /// T, counted by the inputs.
    public var steps: Int { inputs.count }
    /// H, the number of entries of a state.
    public var hidden: Int { recurrent.rows }
    /// I, the number of entries of an input.
    public var inputWidth: Int { input.columns }
    /// O, the number of entries of an output.
    public var outputWidth: Int { output.rows }

    /// The same network over other numbers.
    public func map<R: Scalar>(_ convert: (S) -> R) -> LinearModel<R> {
        LinearModel<R>(
            recurrent: recurrent.map(convert), input: input.map(convert), output: output.map(convert),
            start: start.map(convert), inputs: inputs.map { $0.map(convert) },
            targets: targets.map { $0.map { $0.map(convert) } })
    }
}

extension LinearModel {
    /// The network's architecture: one linear layer with a given state 0, and a linear readout.
    var architecture: Architecture {
        Architecture(
            stack: [Layer(cell: LinearCell(CellOptions()), hidden: hidden, bias: false, initialState: .given)],
            readout: Readout(size: outputWidth, bias: false), loss: .mse, inputWidth: inputWidth)
    }

    /// Its numbers in the order in which a plan takes them.
    func given(_ plan: WorkedPlan) -> [S] {
        plan.given.flatMap { name -> [S] in
            switch name.path {
            case "stack.0.U": recurrent.elements
            case "stack.0.W": input.elements
            case "readout.W_y": output.elements
            case "stack.0.h0": start
            case "target": targets[(name.step ?? 1) - 1] ?? []
            default: inputs[(name.step ?? 1) - 1]
            }
        }
    }
}
