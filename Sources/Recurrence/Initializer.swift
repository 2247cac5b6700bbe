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

/// Random matrices with orthonormal rows or columns.
enum Orthonormal {
    /// A rows × columns matrix, row-major: Gram–Schmidt, twice, on nearly normal numbers.
    static func matrix(rows: Int, columns: Int, using generator: inout SeededGenerator) -> [Double] {
        let count = min(rows, columns)
        let width = max(rows, columns)
        var vectors: [[Double]] = []
        while vectors.count < count {
            var vector = (0..<width).map { _ in nearlyNormal(using: &generator) }
            for _ in 0..<2 {
                for other in vectors {
                    let product = dot(vector, other)
                    for i in 0..<width { vector[i] -= product * other[i] }
                }
            }
            let norm = dot(vector, vector).squareRoot()
            // A vector that lies in the span of the others is drawn again.
            if norm > 1e-6 { vectors.append(vector.map { $0 / norm }) }
        }
        var matrix = [Double](repeating: 0, count: rows * columns)
        for r in 0..<rows {
            for c in 0..<columns { matrix[r * columns + c] = rows <= columns ? vectors[r][c] : vectors[c][r] }
        }
        return matrix
    }

    /// The sum of twelve uniform numbers: mean 0, variance 1, and no logarithm, whose last bit differs between libraries.
    private static func nearlyNormal(using generator: inout SeededGenerator) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += generator.uniform() }
        return sum
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }
}

/// The spectral radius by repeated squaring.
enum PowerIteration {
    /// ρ(A) = lim ‖A^m‖^(1/m) for a square matrix, row-major (Gelfand), with m = 2^k and the norm taken out after every
    /// squaring; 0 where a power vanishes.
    static func spectralRadius(of matrix: [Double], size: Int) -> Double {
        var power = matrix
        var radius = 1.0
        let squarings = size <= 64 ? 48 : size <= 256 ? 32 : 20
        for k in 0...squarings {
            if k > 0 { power = squared(power, size: size) }
            var norm = frobenius(power)
            guard norm > 1e-290 else { return 0 }
            for i in power.indices { power[i] /= norm }
            for _ in 0..<k { norm = norm.squareRoot() }
            radius *= norm
        }
        return radius
    }

    private static func frobenius(_ matrix: [Double]) -> Double {
        let largest = matrix.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return 0 }
        var sum = 0.0
        for entry in matrix { sum += (entry / largest) * (entry / largest) }
        return largest * sum.squareRoot()
    }

    private static func squared(_ a: [Double], size n: Int) -> [Double] {
        var product = [Double](repeating: 0, count: n * n)
        a.withUnsafeBufferPointer { a in
            product.withUnsafeMutableBufferPointer { product in
                for i in 0..<n {
                    for k in 0..<n {
                        let factor = a[i * n + k]
                        for j in 0..<n { product[i * n + j] += factor * a[k * n + j] }
                    }
                }
            }
        }
        return product
    }
}
