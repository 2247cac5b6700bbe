/// Exact backpropagation through time of a linear network with L = Σ_t ½‖ŷ_t − y_t‖², without a single fraction on the way.
///
/// With all weights over D (W = W′/D) and all of a_0, x, y over E, every quantity of a step is an integer over one known denominator:
///
///     N_t = E D^t a_t              N_t = W_aa′ N_{t−1} + W_ax′ (E D^{t−1} x_t)
///     e′_t = E D^{t+1} e_t         e′_t = W_ya′ N_t − E D^{t+1} y_t
///     M_t = E D^{2T+2−t} δ_t       M_t = D^{2T−2t} W_ya′ᵀ e′_t + W_aa′ᵀ M_{t+1}
///
/// and the sums over t of the three weight gradients have the one denominator E² D^{2T+1}. Numbers are reduced when they are asked for.
public struct ExactLinearBPTT: Sendable {
    public let network: LinearRNN
    public let inputs: [[Rational]]
    public let targets: [[Rational]]

    /// D
    private let weightDenominator: Denominator
    /// E
    private let dataDenominator: Denominator
    /// N_0 … N_T
    private let states: [IntegerVector]
    /// D^{2T−2t} e′_t for t = 1 … T: e_t over E D^{2T+1−t}
    private let errors: [IntegerVector]
    /// M_1 … M_T
    private let adjoints: [IntegerVector]
    /// E D^{t−1} x_t for t = 1 … T
    private let scaledInputs: [IntegerVector]
    /// W_aa′
    private let recurrent: IntegerVector

    /// T
    public var steps: Int { inputs.count }

    /// Runs forward and backward. There are as many targets as inputs, each as long as the network says, and at least one; anything else is a
    /// trap.
    public init(_ network: LinearRNN, inputs: [[Rational]], targets: [[Rational]]) {
        precondition(!inputs.isEmpty && inputs.count == targets.count, "every step has an input and a target")
        precondition(
            inputs.allSatisfy { $0.count == network.input.columns }
                && targets.allSatisfy { $0.count == network.readout.rows },
            "an input has \(network.input.columns) entries and a target \(network.readout.rows)")
        self.network = network
        self.inputs = inputs
        self.targets = targets
        let weights = Self.common(network.recurrent.elements + network.input.elements + network.readout.elements)
        let data = Self.common(network.start + inputs.flatMap { $0 } + targets.flatMap { $0 })
        weightDenominator = weights
        dataDenominator = data
        recurrent = Self.scaled(network.recurrent.elements, times: weights)
        let input = Self.scaled(network.input.elements, times: weights)
        let readout = Self.scaled(network.readout.elements, times: weights)
        let (hidden, width, outputs) = (network.start.count, network.input.columns, network.readout.rows)
        let last = 2 * inputs.count

        var states = [Self.scaled(network.start, times: data)]
        var xs: [IntegerVector] = []
        var errors: [IntegerVector] = []
        var over = data
        for (t, (x, y)) in zip(inputs, targets).enumerated() {
            let scaledX = Self.scaled(x, times: over)
            over = over * weights
            let state = IntegerVector.sum(
                hidden, .product(recurrent, columns: hidden, states[t]), .product(input, columns: width, scaledX))
            let error = IntegerVector.sum(
                outputs, .product(readout, columns: hidden, state), .negative(Self.scaled(y, times: over * weights)))
            xs.append(scaledX)
            states.append(state)
            errors.append(error.multiplied(by: weights.raised(to: last - 2 * (t + 1))))
        }
        var adjoints: [IntegerVector] = []
        for error in errors.reversed() {
            let fromLoss = IntegerVector.Term.transposed(readout, columns: hidden, error, count: outputs)
            if let next = adjoints.last {
                adjoints.append(
                    .sum(hidden, fromLoss, .transposed(recurrent, columns: hidden, next, count: hidden)))
            } else {
                adjoints.append(.sum(hidden, fromLoss))
            }
        }
        (self.states, self.errors, self.scaledInputs) = (states, errors, xs)
        self.adjoints = adjoints.reversed()
    }

    private static func common(_ numbers: [Rational]) -> Denominator {
        numbers.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { ScaledVector.Extent($0, stride: 1, count: buffer.count).denominator } ?? .one
        }
    }

    /// The numbers times a common multiple of their denominators.
    private static func scaled(_ numbers: [Rational], times multiple: Denominator) -> IntegerVector {
        numbers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return IntegerVector(count: 0, width: 1) }
            let extent = ScaledVector.Extent(base, stride: 1, count: buffer.count)
            var result = IntegerVector(count: numbers.count, width: extent.limbs(over: multiple))
            for (i, number) in numbers.enumerated() { result.set(i, to: number, times: multiple) }
            return result
        }
    }

    // MARK: Reading

    /// a_t, t = 0 … T
    public func state(_ t: Int) -> [Rational] {
        fractions(states[t], network.start.count, over: dataDenominator * weightDenominator.raised(to: t))
    }

    /// e_t = ŷ_t − y_t, t = 1 … T
    public func error(_ t: Int) -> [Rational] {
        let over = dataDenominator * weightDenominator.raised(to: 2 * steps + 1 - t)
        return fractions(errors[t - 1], network.readout.rows, over: over)
    }

    /// ŷ_t, t = 1 … T
    public func output(_ t: Int) -> [Rational] { zip(error(t), targets[t - 1]).map { $0 + $1 } }

    /// δ_t = ∂L/∂a_t, t = 1 … T
    public func adjoint(_ t: Int) -> [Rational] {
        let over = dataDenominator * weightDenominator.raised(to: 2 * steps + 2 - t)
        return fractions(adjoints[t - 1], network.start.count, over: over)
    }

    /// ∂L/∂a_0 = W_aaᵀ δ_1
    public var startGradient: [Rational] {
        let hidden = network.start.count
        let sum = IntegerVector.sum(hidden, .transposed(recurrent, columns: hidden, adjoints[0], count: hidden))
        return fractions(sum, hidden, over: dataDenominator * weightDenominator.raised(to: 2 * steps + 2))
    }

    /// ∂L/∂W_aa = Σ δ_t a_{t−1}ᵀ
    public var recurrentGradient: Matrix<Rational> { gradient(adjoints, states, like: network.recurrent) }

    /// ∂L/∂W_ax = Σ δ_t x_tᵀ
    public var inputGradient: Matrix<Rational> { gradient(adjoints, scaledInputs, like: network.input) }

    /// ∂L/∂W_ya = Σ e_t a_tᵀ
    public var readoutGradient: Matrix<Rational> {
        gradient(errors, Array(states.dropFirst()), like: network.readout)
    }

    /// L = Σ_t ½‖e_t‖²
    public var loss: Rational {
        (1...steps).reduce(.zero) { sum, t in
            error(t).reduce(sum) { $0 + $1 * $1 }
        } * Rational(small: 1, 2)
    }

    private func fractions(_ vector: IntegerVector, _ count: Int, over denominator: Denominator) -> [Rational] {
        (0..<count).map { vector.fraction($0, over: denominator) }
    }

    /// Σ_t left_t right_tᵀ over E² D^{2T+1}
    private func gradient(
        _ left: [IntegerVector], _ right: [IntegerVector], like matrix: Matrix<Rational>
    ) -> Matrix<Rational> {
        let over = dataDenominator * dataDenominator * weightDenominator.raised(to: 2 * steps + 1)
        let width = zip(left, right).reduce(0) { max($0, $1.0.width + $1.1.width) }
        return Matrix(rows: matrix.rows, columns: matrix.columns) { r, c in
            LongSum.with(limbs: width) { sum in
                for (y, x) in zip(left, right) {
                    _ = y.read { y in x.read { x in IntegerVector.Entries.addProduct(y, r, x, c, to: sum) } }
                }
                return sum.value(over: over)
            }
        }
    }
}
