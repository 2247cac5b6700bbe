/// Names a parameter of a network.
public struct ParameterID: Hashable, Sendable {
    /// Place in `Network.parameters`, from 0.
    public let index: Int
}

/// A weight matrix, a bias, or an initial state: what training moves, and what a scene gives under `values`.
public struct Parameter: Sendable {
    /// The path in scene files: `stack.0.forward.W_f`, `readout.b_y`, `decoder.h0` …
    public let path: String
    /// The path's pieces between its dots.
    public var pathParts: [String] { path.split(separator: ".").map(String.init) }
    /// What it is in the equations; first values and training go by it, not by the name.
    public let role: Role
    /// Number of rows of a matrix, or of entries of a vector.
    public let rows: Int
    /// 1 for a vector.
    public let columns: Int
    /// Whether it is written as a vector, with one index; a matrix with one column is not.
    public let isVector: Bool
    /// What its rows and columns are in the letters of the equations, `H×I`; nil where they have no letters.
    public let shape: String?
    /// The affine map that it belongs to, by its node's name: the weights of one gate have one.
    public let map: String
    /// How the initialiser's `forget_bias` sets it: 1 to the value, −1 to its negative, 0 not at all.
    public let forgetSign: Int

    /// Position of its first entry in a vector of all parameters, row-major.
    public internal(set) var offset = 0

    /// What a parameter is in the equations, whatever its letter.
    public enum Role: Sendable, Equatable {
        /// W: multiplies the input, or the layer below inside a feed-forward cell.
        case input
        /// U: multiplies the previous hidden state.
        case recurrent
        /// V: multiplies the cell state.
        case peephole
        /// b
        case bias
        /// c_h: added to the product with the previous state, before a gate meets it.
        case recurrentBias
        /// Any other weight of a cell.
        case inner
        /// h0, c0 of `initial_state: learned`
        case learnedState
        /// h0, c0 of `initial_state: given`: constants.
        case givenState
        case readout
        case readoutBias
        case embedding
        case attention
    }

    /// A parameter at offset 0: its place among the others is settled when the network is laid out.
    public init(
        path: String, role: Role, rows: Int, columns: Int, isVector: Bool, shape: String? = nil, map: String = "",
        forgetSign: Int = 0
    ) {
        self.path = path
        self.role = role
        self.rows = rows
        self.columns = columns
        self.isVector = isVector
        self.shape = shape
        self.map = map
        self.forgetSign = forgetSign
    }

    /// Number of entries.
    public var count: Int { rows * columns }
    /// Where its entries stand in a vector of all parameters.
    public var range: Range<Int> { offset..<offset + count }
    /// Whether norms count it, clipping touches it and updates move it.
    public var isTrainable: Bool { role != .givenState }
    /// The last component of the path: `W_f`.
    public var name: String { String(path[path.index(after: path.lastIndex(of: ".") ?? path.startIndex)...]) }
    /// The path without the name: `stack.0.forward`.
    public var part: String { String(path[..<(path.lastIndex(of: ".") ?? path.startIndex)]) }
}
