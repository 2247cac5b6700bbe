import ExactMath
import Wording

/// How parameters get their first values.
///
/// Every parameter draws from a generator of its own, seeded by the seed and the parameter's path; so its values depend on
/// nothing else in the network, and stay what they are when a layer is added. Only +, −, ×, ÷ and √ are used, which are
/// the same on every machine.
public struct Initialization: Sendable, Equatable {
    /// How weights and biases begin, but for the biases that `forgetBias` sets.
    public var scheme: InitializationScheme
    /// The seed that every parameter's generator shares; one seed gives the same values on every machine.
    public var seed: UInt64
    /// Factor of every weight; biases keep theirs.
    public var gain: Double
    /// The bias of every gate that keeps the state (b_f, b_G) is set to this value, of every gate that replaces it (b_z) to the
    /// negative: these gates then keep the state.
    public var forgetBias: Double?
    /// Rescales every square U to this spectral radius; a U whose radius is 0 stays.
    public var spectralRadius: Double?

    /// The defaults are those of a scene's `initialize` that has none of the keys.
    public init(
        scheme: InitializationScheme = .uniform, seed: UInt64 = 1, gain: Double = 1, forgetBias: Double? = nil,
        spectralRadius: Double? = nil
    ) {
        self.scheme = scheme
        self.seed = seed
        self.gain = gain
        self.forgetBias = forgetBias
        self.spectralRadius = spectralRadius
    }
}

/// What weights and biases are before training. Learned and given states are always 0.
public enum InitializationScheme: String, Sendable, CaseIterable {
    /// Everything in ±1/√H, biases too; H is the hidden width of the layer or decoder, for a readout the width that it
    /// reads, for an embedding its size, for attention its width.
    case uniform
    /// Matrices in ±√(6 / (rows + columns)), vectors of weights as in `uniform`, biases 0 (Glorot and Bengio 2010).
    case xavier
    /// Matrices with orthonormal rows or columns, whichever are fewer; vectors of weights as in `uniform`, biases 0
    /// (Saxe et al. 2014).
    case orthogonal
    /// Square U the identity, other weights as in `uniform`, biases 0 (Le et al. 2015).
    case identity
    /// Everything 0.
    case zero
}

extension Initialization {
    /// The first values of one parameter, row-major.
    public func values(of parameter: Parameter, in network: Network) -> [Double] {
        switch parameter.role {
        case .learnedState, .givenState: return zeros(parameter)
        case .bias, .recurrentBias, .readoutBias: return biases(of: parameter, in: network)
        case .input, .recurrent, .peephole, .inner, .readout, .embedding, .attention: break
        }
        var weights = weights(of: parameter, in: network)
        if gain != 1 { for i in weights.indices { weights[i] *= gain } }
        if let spectralRadius, parameter.role == .recurrent, parameter.rows == parameter.columns {
            let radius = PowerIteration.spectralRadius(of: weights, size: parameter.rows)
            if radius > 0 { for i in weights.indices { weights[i] *= spectralRadius / radius } }
        }
        return weights
    }

    /// The first values of all parameters, as `Parameter.range` places them.
    public func values(for network: Network) -> [Double] {
        var all = [Double](repeating: 0, count: network.parameterCount)
        for parameter in network.parameters {
            all.replaceSubrange(parameter.range, with: values(of: parameter, in: network))
        }
        return all
    }

    private func zeros(_ parameter: Parameter) -> [Double] { [Double](repeating: 0, count: parameter.count) }

    private func biases(of parameter: Parameter, in network: Network) -> [Double] {
        if let forgetBias, parameter.forgetSign != 0 {
            return [Double](repeating: parameter.forgetSign > 0 ? forgetBias : -forgetBias, count: parameter.count)
        }
        return scheme == .uniform ? uniform(parameter, in: network) : zeros(parameter)
    }

    private func weights(of parameter: Parameter, in network: Network) -> [Double] {
        let isSquareU = parameter.role == .recurrent && parameter.rows == parameter.columns
        switch scheme {
        case .zero: return zeros(parameter)
        case .identity where isSquareU:
            return (0..<parameter.count).map { $0 % (parameter.columns + 1) == 0 ? 1 : 0 }
        case .xavier where !parameter.isVector:
            return drawn(parameter, bound: (6 / Double(parameter.rows + parameter.columns)).squareRoot())
        case .orthogonal where !parameter.isVector:
            var generator = SeededGenerator(seed: seed, name: parameter.path)
            return Orthonormal.matrix(rows: parameter.rows, columns: parameter.columns, using: &generator)
        case .uniform, .xavier, .orthogonal, .identity: return uniform(parameter, in: network)
        }
    }

    private func uniform(_ parameter: Parameter, in network: Network) -> [Double] {
        drawn(parameter, bound: 1 / Double(width(of: parameter, in: network)).squareRoot())
    }

    private func drawn(_ parameter: Parameter, bound: Double) -> [Double] {
        var generator = SeededGenerator(seed: seed, name: parameter.path)
        return (0..<parameter.count).map { _ in generator.uniform(-bound, bound) }
    }

    /// H of `uniform`.
    private func width(of parameter: Parameter, in network: Network) -> Int {
        switch parameter.role {
        case .readout, .embedding: return parameter.columns
        case .readoutBias: return network.parameters.first { $0.role == .readout }?.columns ?? parameter.rows
        case .attention: return parameter.rows
        default: return network.parts.first { $0.name == parameter.part }?.layer?.hidden ?? parameter.rows
        }
    }
}

extension SeededGenerator {
    /// A generator of its own for every name: the seed's first draw and the name's FNV-1a hash, exclusively or'ed.
    init(seed: UInt64, name: String) {
        var first = SeededGenerator(seed: seed)
        self.init(seed: first.next() ^ Checksum.fnv1a(name.utf8))
    }
}
