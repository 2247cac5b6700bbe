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

        struct Piece: Sendable {
            var operand: Operand
            var width: Int
        }

        var width: Int { pieces.reduce(0) { $0 + $1.width } }
    }

    /// One summand of an affine map.
    public enum Product {
        /// M v, with M of the output's width × v's width
        case matrix(String, Value)
        /// m ⊙ v
        case diagonal(String, Value)
    }

    init(builder: NetworkBuilder, part: Int, layer: Layer, states: [String: NodeID], input: Value) {
        self.builder = builder
        self.part = part
        self.layer = layer
        self.states = states
        self.input = input
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
    public mutating func affine(_ name: String, _ products: [Product], bias: String, width: Int? = nil) -> Value {
        sum(name, products, bias: bias, width: width ?? hidden, isShown: true)
    }

    /// The same, for a vector that has no name in the trace.
    public mutating func unnamedAffine(_ products: [Product], bias: String) -> Value {
        sum("", products, bias: bias, width: hidden, isShown: false)
    }

    /// name = g(a)
    public mutating func apply(_ function: Activation, to a: Value, as name: String) -> Value {
        write(name, width: a.width, Apply(function, operand(a)))
    }

    /// g(a), without a name in the trace
    public mutating func unnamed(_ function: Activation, of a: Value) -> Value {
        write("", width: a.width, Apply(function, operand(a)))
    }

    /// name = a ⊙ b
    public mutating func product(_ a: Value, _ b: Value, as name: String) -> Value {
        write(name, width: a.width, HadamardProduct(operand(a), operand(b)))
    }

    /// a ⊙ b, without a name in the trace
    public mutating func unnamedProduct(_ a: Value, _ b: Value) -> Value {
        write("", width: a.width, HadamardProduct(operand(a), operand(b)))
    }

    /// name = a ⊙ b + c ⊙ d
    public mutating func productSum(_ a: Value, _ b: Value, _ c: Value, _ d: Value, as name: String) -> Value {
        write(name, width: a.width, ProductSum(operand(a), operand(b), operand(c), operand(d)))
    }

    /// name = gate ⊙ a + (1 − gate) ⊙ b
    public mutating func blend(gate: Value, _ a: Value, _ b: Value, as name: String) -> Value {
        write(name, width: a.width, Blend(gate: operand(gate), operand(a), operand(b)))
    }

    /// name = Σ products + bias + a ⊙ b
    public mutating func affine(_ name: String, _ products: [Product], bias: String, plus a: Value, times b: Value)
        -> Value
    {
        let p = sum("", products, bias: bias, width: hidden, isShown: false)
        return write(
            name, width: hidden, Sum([Copy(operand(p), width: hidden), HadamardProduct(operand(a), operand(b))]))
    }

    private mutating func sum(_ name: String, _ products: [Product], bias: String, width: Int, isShown: Bool) -> Value {
        let path = builder.parts[part].name
        var terms: [any Term] = []
        if layer.bias {
            let b = builder.parameter("\(path).\(bias)", .bias, rows: width, columns: 1, isVector: true)
            terms.append(AddedParameter(b))
        }
        for product in products {
            switch product {
            case .matrix(let name, let value):
                let role: Parameter.Role =
                    switch name.first {
                    case "U": .recurrent
                    case "V": .peephole
                    default: .input
                    }
                let m = builder.parameter("\(path).\(name)", role, rows: width, columns: value.width, isVector: false)
                terms += builder.matrixTerms(m, value)
            case .diagonal(let name, let value):
                let m = builder.parameter("\(path).\(name)", .peephole, rows: width, columns: 1, isVector: true)
                terms.append(DiagonalProduct(m, operand(value)))
            }
        }
        return write(name, width: width, Sum(terms))
    }

    /// A vector of parameters, for an operation of one's own.
    public mutating func vector(_ name: String, width: Int? = nil) -> ParameterID {
        builder.parameter(
            "\(builder.parts[part].name).\(name)", .peephole, rows: width ?? hidden, columns: 1, isVector: true)
    }

    /// name = any operation; without a name it is not listed in the trace.
    public mutating func write(_ name: String, width: Int, _ operation: any Operation) -> Value {
        let node = states[name] ?? builder.node(part: part, name: name, width: width)
        builder.equation(part: part, output: node, operation)
        return Value(pieces: [.init(operand: Operand(node: node, step: .same), width: width)])
    }

    /// The row behind a value, as an operation reads it; the input of a layer may lie in several, which only a matrix reads.
    public func operand(_ value: Value) -> Operand {
        precondition(value.pieces.count == 1, "only a matrix can read the whole input of a layer")
        return value.pieces[0].operand
    }
}
