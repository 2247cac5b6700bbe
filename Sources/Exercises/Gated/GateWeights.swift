import ExactMath
import Recurrence
import Wording

/// The weights of one gate or candidate: a = W x + U h + b, with an optional peephole V.
struct GateWeights: Sendable, Equatable {
    /// The letter in the weights' names: f in W_f.
    var name: String
    /// H×I
    var input: Matrix<Double>
    /// H×H
    var recurrent: Matrix<Double>
    var bias: [Double]
    /// H×H, diagonal or full; nil without.
    var peephole: Matrix<Double>?
    /// Whether only the peephole's diagonal is there.
    var isDiagonal = false

    private var hidden: Int { input.rows }

    static func drawn(
        _ name: String, hidden: Int, input: Int, peephole: Peephole = .none, using generator: inout SeededGenerator
    ) -> GateWeights {
        var weights = GateWeights(
            name: name, input: Decimals.matrix(hidden, input, 12, &generator),
            recurrent: Decimals.matrix(hidden, hidden, 12, &generator), bias: Decimals.vector(hidden, 8, &generator))
        switch peephole {
        case .none: break
        case .diagonal:
            let diagonal = Decimals.vector(hidden, 9, &generator)
            weights.peephole = Matrix(rows: hidden, columns: hidden) { $0 == $1 ? diagonal[$0] : 0 }
            weights.isDiagonal = true
        case .full: weights.peephole = Decimals.matrix(hidden, hidden, 9, &generator)
        }
        return weights
    }

    /// What a sheet is given of it.
    var statements: [Statement] {
        var parts: [Statement] = [
            .given(WrittenForm("W_\(name)", "W_{\(name)}"), input.notation),
            .given(WrittenForm("U_\(name)", "U_{\(name)}"), recurrent.notation),
        ]
        if let peephole {
            parts.append(.given(WrittenForm("V_\(name)", "V_{\(name)}"), peepholeVector?.notation ?? peephole.notation))
        }
        return parts + [.given(WrittenForm("b_\(name)", "b_{\(name)}"), bias.notation)]
    }

    /// What a gradient passes on its way back: U and V.
    var waysBack: [Statement] {
        statements.compactMap { statement in
            guard case .given(let name, _) = statement, ["U", "V"].contains(name.text.prefix(1)) else { return nil }
            return statement
        }
    }

    /// A diagonal peephole as the vector that scenes have.
    private var peepholeVector: [Double]? {
        guard isDiagonal, let peephole else { return nil }
        return (0..<hidden).map { peephole[$0, $0] }
    }

    /// The numbers by the names that a network has for them.
    var values: [String: [Double]] {
        var values = [
            "stack.0.W_\(name)": input.elements, "stack.0.U_\(name)": recurrent.elements, "stack.0.b_\(name)": bias,
        ]
        values["stack.0.V_\(name)"] = peepholeVector ?? peephole?.elements
        return values
    }

    /// The weights as a scene names them.
    var members: [JSON.Member] {
        var members = [
            JSON.Member("stack.0.W_\(name)", input.json), JSON.Member("stack.0.U_\(name)", recurrent.json),
            JSON.Member("stack.0.b_\(name)", bias.json),
        ]
        if let peephole { members.append(JSON.Member("stack.0.V_\(name)", peepholeVector?.json ?? peephole.json)) }
        return members
    }
}

/// One step of a gated cell as a scene: x_1 given, states given, no loss.
func stepScene(
    title: String, layer: [JSON.Member], gates: [GateWeights], extra: [JSON.Member], input: [Double]
) -> JSON {
    .object([
        "unfold": .integer(1), "title": .string(title),
        "model": .object([
            "shape": .string("many-to-many"),
            "stack": .array([.object(layer + [JSON.Member("initial_state", .string("given"))])]),
        ]),
        "sequence": .object(["inputs": .array([input.json])]), "loss": .string("none"),
        "parameters": .object(["values": .object(gates.flatMap(\.members) + extra)]),
    ])
}
