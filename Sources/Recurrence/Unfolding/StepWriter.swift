import ExactMath

/// Writes the equations of one step of a cell; see `Cells/` for how it reads.
public struct StepWriter {
    var builder: NetworkBuilder
    let part: Int
    let layer: Layer
    /// x_t: what the layer reads at this step.
    public let input: Value
    private var states: [String: NodeID] = [:]

    /// A vector as an equation reads it: one node, or several side by side.
    public struct Value: Sendable {
        var pieces: [Piece]
        /// Whether it is what the layer reads.
        var isInput = false

        struct Piece: Sendable {
            var operand: Operand
            var width: Int
        }

        var width: Int { pieces.reduce(0) { $0 + $1.width } }
    }

    /// One summand of an affine map, by what it multiplies.
    public enum Product {
        /// W v: the input, or the layer below inside a cell
        case input(String, Value)
        /// U v: the previous hidden state, or what a gate leaves of it
        case recurrent(String, Value)
        /// V v: the cell state
        case peephole(String, Value)
        /// v ⊙ c, with a vector in place of the matrix V
        case diagonalPeephole(String, Value)
    }

    /// The bias of an affine map.
    public struct Bias: Sendable, ExpressibleByStringInterpolation {
        let name: String
        let role: Parameter.Role
        let forgetSign: Int

        public init(stringLiteral name: String) { self.init(name, .bias, 0) }

        private init(_ name: String, _ role: Parameter.Role, _ forgetSign: Int) {
            self.name = name
            self.role = role
            self.forgetSign = forgetSign
        }

        /// The bias of a gate that keeps the state where it is large: the initialiser's `forget_bias` sets it.
        public static func keeping(_ name: String) -> Bias { Bias(name, .bias, 1) }
        /// The bias of a gate that replaces the state where it is large: `forget_bias` sets it to the negative.
        public static func replacing(_ name: String) -> Bias { Bias(name, .bias, -1) }
        /// A bias that is added to the product with the previous state, before a gate meets it.
        public static func recurrent(_ name: String) -> Bias { Bias(name, .recurrentBias, 0) }
    }

    init(builder: NetworkBuilder, part: Int, layer: Layer, states: [String: NodeID], input: Value) {
        self.builder = builder
        self.part = part
        self.layer = layer
        self.states = states
        self.input = Value(pieces: input.pieces, isInput: true)
    }

    /// Width H of the hidden state.
    public var hidden: Int { layer.hidden }

    /// The state of that name at the step before.
    public func previous(_ state: String) -> Value {
        guard let node = states[state] else { preconditionFailure("the cell has no state named \(state)") }
        let order = builder.parts[part].order
        return Value(pieces: [.init(operand: Operand(node: node, step: .shifted(-order)), width: hidden)])
    }

    /// name = Σ products + bias; the bias is left out where the layer has none.
    public mutating func affine(
        _ name: String, _ products: [Product], bias: Bias, width: Int? = nil, _ meaning: NodeMeaning = .preactivation
    ) -> Value {
        sum(name, products, bias, of: name, width: width, meaning)
    }

    /// The same for a vector that has no name in the trace.
    ///
    /// - Parameter map: the map, by its node's name, that its parameters belong to.
    public mutating func unnamedAffine(_ products: [Product], bias: Bias, of map: String) -> Value {
        sum("", products, bias, of: map, width: nil, .inner)
    }

    /// name = g(a)
    public mutating func apply(
        _ function: Activation, to a: Value, as name: String, _ meaning: NodeMeaning? = nil
    ) -> Value {
        write(name, width: a.width, Apply(function, operand(a)), meaning)
    }

    /// g(a), without a name in the trace
    public mutating func unnamed(_ function: Activation, of a: Value) -> Value {
        write("", width: a.width, Apply(function, operand(a)))
    }

    /// name = a ⊙ b
    public mutating func product(_ a: Value, _ b: Value, as name: String, _ meaning: NodeMeaning? = nil) -> Value {
        write(name, width: a.width, HadamardProduct(operand(a), operand(b)), meaning)
    }

    /// a ⊙ b, without a name in the trace
    public mutating func unnamedProduct(_ a: Value, _ b: Value) -> Value {
        write("", width: a.width, HadamardProduct(operand(a), operand(b)))
    }

    /// name = a ⊙ b + c ⊙ d
    public mutating func productSum(
        _ a: Value, _ b: Value, _ c: Value, _ d: Value, as name: String, _ meaning: NodeMeaning? = nil
    ) -> Value {
        write(name, width: a.width, ProductSum(operand(a), operand(b), operand(c), operand(d)), meaning)
    }

    /// name = gate ⊙ a + (1 − gate) ⊙ b
    public mutating func blend(
        gate: Value, _ a: Value, _ b: Value, as name: String, _ meaning: NodeMeaning? = nil
    ) -> Value {
        write(name, width: a.width, Blend(gate: operand(gate), operand(a), operand(b)), meaning)
    }

    /// name = Σ products + bias + a ⊙ b
    public mutating func affine(
        _ name: String, _ products: [Product], bias: Bias, plus a: Value, times b: Value,
        _ meaning: NodeMeaning = .preactivation
    ) -> Value {
        let p = sum("", products, bias, of: name, width: nil, .inner)
        let terms: [any Term] = [Copy(operand(p), width: hidden), HadamardProduct(operand(a), operand(b))]
        return write(name, width: hidden, Sum(terms), meaning)
    }

    private mutating func sum(
        _ name: String, _ products: [Product], _ bias: Bias, of map: String, width: Int?, _ meaning: NodeMeaning
    ) -> Value {
        let rows = width ?? hidden
        // A width of its own has no letter; a decoder's input is several vectors.
        let letter: String? = width == nil ? "H" : nil
        var terms: [any Term] = []
        if layer.bias {
            let b = parameter(bias.name, bias.role, rows, nil, shape: letter, map: map, forgetSign: bias.forgetSign)
            terms.append(AddedParameter(b))
        }
        for product in products {
            switch product {
            case .input(let name, let value):
                let isWhole = value.isInput && builder.parts[part].kind != .decoder
                let shape = letter.flatMap { isWhole ? "\($0)×I" : nil }
                let m = parameter(name, .input, rows, value.width, shape: shape, map: map)
                terms += builder.matrixTerms(m, value)
            case .recurrent(let name, let value):
                let m = parameter(name, .recurrent, rows, value.width, shape: letter.map { "\($0)×H" }, map: map)
                terms += builder.matrixTerms(m, value)
            case .peephole(let name, let value):
                let m = parameter(name, .peephole, rows, value.width, shape: letter.map { "\($0)×H" }, map: map)
                terms += builder.matrixTerms(m, value)
            case .diagonalPeephole(let name, let value):
                let m = parameter(name, .peephole, rows, nil, shape: letter, map: map)
                terms.append(DiagonalProduct(m, operand(value)))
            }
        }
        return write(name, width: rows, Sum(terms), meaning)
    }

    /// A vector of parameters, for an operation of one's own.
    ///
    /// - Parameter map: the node, by its name, that it belongs to.
    public mutating func vector(_ name: String, _ role: Parameter.Role, width: Int? = nil, of map: String)
        -> ParameterID
    {
        parameter(name, role, width ?? hidden, nil, shape: width == nil ? "H" : nil, map: map)
    }

    /// A parameter of the part; without columns a vector.
    private mutating func parameter(
        _ name: String, _ role: Parameter.Role, _ rows: Int, _ columns: Int?, shape: String?, map: String,
        forgetSign: Int = 0
    ) -> ParameterID {
        builder.parameter(
            Parameter(
                path: "\(builder.parts[part].name).\(name)", role: role, rows: rows, columns: columns ?? 1,
                isVector: columns == nil, shape: shape, map: map, forgetSign: forgetSign))
    }

    /// name = any operation; without a name it is not listed in the trace.
    public mutating func write(
        _ name: String, width: Int, _ operation: any Operation, _ meaning: NodeMeaning? = nil
    ) -> Value {
        let node = states[name] ?? builder.node(part: part, name: name, width: width)
        if let meaning { builder.nodes[node.index].meaning = meaning }
        builder.equation(part: part, output: node, operation)
        return Value(pieces: [.init(operand: Operand(node: node, step: .same), width: width)])
    }

    /// The row behind a value, as an operation reads it; the input of a layer may lie in several, which only a matrix reads.
    public func operand(_ value: Value) -> Operand {
        precondition(value.pieces.count == 1, "only a matrix can read the whole input of a layer")
        return value.pieces[0].operand
    }
}
