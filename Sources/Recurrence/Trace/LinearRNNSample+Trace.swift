import ExactMath

extension LinearRNNSample {
    /// The linear layer under a readout without a bias, with ½‖ŷ_t − y_t‖² at every step, run forward and backward.
    ///
    /// Parameters are `stack.0.U` (W_aa), `stack.0.W` (W_ax), `stack.0.h0` (a_0) and `readout.W_y` (W_ya).
    public func trace<S: Scalar>(as type: S.Type = S.self) -> Trace<S> {
        let (hidden, width, outputs) = (network.start.count, network.input.columns, network.readout.rows)
        let unfolded = Network(
            Architecture(
                stack: [Layer(cell: LinearCell(CellOptions()), hidden: hidden, bias: false, initialState: .given)],
                readout: Readout(size: outputs, bias: false), loss: .mse, inputWidth: width),
            lengths: Lengths(inputs: inputs.count, outputs: inputs.count))
        var parameters = [S](repeating: .zero, count: unfolded.parameterCount)
        for parameter in unfolded.parameters {
            let entries =
                switch parameter.role {
                case .recurrent: network.recurrent.elements
                case .input: network.input.elements
                case .givenState: network.start
                default: network.readout.elements
                }
            parameters.replaceSubrange(parameter.range, with: entries.map { S($0) })
        }
        let data = SequenceData(
            inputs: inputs.flatMap { $0.map { S($0) } }, inputWidth: width,
            targets: TargetSequence(targets.map { .vector($0.map { S($0) }) }))
        return Trace(unfolded, parameters: parameters, data: data)
    }
}
