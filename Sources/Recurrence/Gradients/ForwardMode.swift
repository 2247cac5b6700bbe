import ExactMath

extension Trace {
    /// The derivatives of the loss along some directions by forward mode: tangents that run with the values through the equations, and no
    /// backward pass.
    func forwardDerivatives(along directions: [ParameterDirection<S>]) -> [S] {
        S.self == Double.self ? derivativesInBatches(directions).map { S($0) } : derivativesOneByOne(directions)
    }

    /// A run over dual numbers for each direction.
    private func derivativesOneByOne(_ directions: [ParameterDirection<S>]) -> [S] {
        let constants = values[..<network.parameterCount].map { Dual(constant: $0) }
        var run = Trace<Dual<S>>(
            network, parameters: constants, data: data.map { Dual(constant: $0) }, backward: false)
        return directions.map { direction in
            var parameters = constants
            for index in direction.support { parameters[index].tangent = direction.entry(index) }
            run.rerun(parameters: parameters)
            return run.loss.tangent
        }
    }

    /// A run for every seven directions, over doubles that carry seven tangents.
    private func derivativesInBatches(_ directions: [ParameterDirection<S>]) -> [Double] {
        let constants = values[..<network.parameterCount].map { VectorDual(constant: $0.approximation) }
        var run: Trace<VectorDual>?
        var result: [Double] = []
        for first in stride(from: 0, to: directions.count, by: VectorDual.directions) {
            let batch = directions[first..<min(first + VectorDual.directions, directions.count)]
            var parameters = constants
            for (lane, direction) in batch.enumerated() {
                for index in direction.support { parameters[index][lane] = direction.entry(index).approximation }
            }
            if run == nil {
                run = Trace<VectorDual>(
                    network, parameters: parameters, data: data.map { VectorDual(constant: $0.approximation) },
                    backward: false)
            } else {
                run?.rerun(parameters: parameters)
            }
            let loss = run?.loss ?? .zero
            result += (0..<batch.count).map { loss[$0] }
        }
        return result
    }
}

extension SequenceData {
    /// The same sequence over another scalar.
    public func map<Other>(_ transform: (S) -> Other) -> SequenceData<Other> {
        func map(_ target: Target<S>) -> Target<Other> {
            switch target {
            case .vector(let values): .vector(values.map(transform))
            case .index(let index): .index(index)
            }
        }
        return SequenceData<Other>(
            inputs: inputs.map(transform), inputWidth: inputWidth, tokens: tokens,
            targets: TargetSequence(targets.map { $0.map(map) }), length: length, start: start.map(map))
    }
}
