import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// A cell that the package does not know, in scene files: its own file says its roles, its words, its letters, and which bias
/// `forget_bias` sets.
@Suite struct OwnCellTests {
    private static let text = """
        unfold: 1
        model:
          stack:
          - {cell: mgu, hidden: 2}
          - {cell: gru, hidden: 1, reset: after}
        sequence:
          inputs: [[1], [-1], [0.5]]
          targets: [null, [0.5], [-1]]
        loss: mse
        parameters:
          initialize: {scheme: uniform, seed: 3, forget_bias: 2}
        """

    private func scene() throws -> Scene {
        try Scene(text: Self.text, file: "own.yaml", cells: Cells.all + [MinimalGatedUnit.self])
    }

    @Test func isReadWrittenAndCertified() throws {
        let scene = try scene()
        #expect(try Scene(text: scene.yaml, file: "own.yaml", cells: Cells.all + [MinimalGatedUnit.self]) == scene)
        let trace = scene.trace(as: Double.self)
        #expect(trace.certificate().passed)
        try DerivationCheck(trace, "mgu") { abs($0 - $1) <= 1e-12 * max(1, abs($0), abs($1)) }.all()
    }

    @Test func isUnknownWhereItIsNotGiven() throws {
        do {
            _ = try Scene(text: Self.text, file: "own.yaml")
            Issue.record("the cell was read")
        } catch {
            #expect(
                error.description
                    == "own.yaml:4:12: cell is 'mgu'; it can be linear, rnn, feedforward, ugrnn, gru, lstm or mingru")
        }
    }

    /// This f is 1 where the state is replaced: to keep it, `forget_bias` goes to −b_f.
    @Test func aForgetBiasHasTheSignThatKeepsTheState() throws {
        let scene = try scene()
        #expect(scene.value(of: "stack.0.b_f")?.numbers.map(\.double) == [-2, -2])
        #expect(scene.value(of: "stack.1.b_z")?.numbers.map(\.double) == [-2])
        let kept = scene.value(of: "stack.1.b_r")?.numbers.map(\.double) ?? []
        #expect(kept.allSatisfy { abs($0) <= 1 } && kept != [0])
    }

    @Test func saysWhatItsNodesAndParametersAre() throws {
        let network = try scene().network()
        func meaning(_ name: String) -> NodeMeaning? { network.node("stack.0", name).map { network[$0].meaning } }
        #expect(meaning("f") == .gate(.letsIn, "forget") && meaning("a_f") == .preactivation)
        #expect(meaning("h_tilde") == .candidate("new") && meaning("h") == .state("hidden"))
        func role(_ name: String) -> Parameter.Role? { network.parameter("stack.0.\(name)")?.role }
        #expect(["W_f", "U_f", "b_f"].map(role) == [.input, .recurrent, .bias])
        #expect(network.parameter("stack.0.W_f")?.shape == "H×I")
    }

    @Test func isWrittenInItsOwnLetters() throws {
        let trace = try scene().trace(as: Double.self)
        let h = try #require(trace.network.node("stack.0", "h"))
        let derivation = Derivation(trace)
        let line = try #require(derivation.value(of: h, at: 2))
        func symbols(_ notation: Notation) -> String {
            let writer = MathWriter(derivation, notation, .unicode) { $0.description }
            let text = writer.symbols(of: line)
            // What may not be broken has spaces that do not break.
            return "\(text.left) = \(text.right)".replacing("\u{a0}", with: " ")
        }
        #expect(symbols(.unfold) == "h¹₂ = (1 − f¹₂) ⊙ h¹₁ + f¹₂ ⊙ h~¹₂")
        #expect(symbols(.jumadinova) == "h¹₂ = (1 − u¹₂) ⊙ h¹₁ + u¹₂ ⊙ h~¹₂")
    }

    /// Everything that a cell of the package says of its parts, in one table.
    @Test func theCellsOfThePackageSayTheirs() {
        let table = Cells.all.map { type in
            let cell = type.init(CellOptions(peephole: .diagonal))
            let architecture = Architecture(stack: [Layer(cell: cell, hidden: 1)], inputWidth: 1)
            let network = Network(architecture, lengths: Lengths(inputs: 1, outputs: 1))
            let nodes = network.nodes.filter { $0.isShown && $0.name != "x" }
                .map { "\($0.name) \($0.meaning.word.isEmpty ? "\($0.meaning.role)" : $0.meaning.word)" }
            let kept = network.parameters.filter { $0.forgetSign != 0 }.map { "\($0.name) \($0.forgetSign)" }
            return "\(type.name): " + (nodes + kept).joined(separator: ", ")
        }
        #expect(
            table == [
                "linear: h hidden, a preactivation", "rnn: h hidden, a preactivation",
                "feedforward: h hidden, a_1 preactivation",
                "ugrnn: h hidden, a_R preactivation, R new, a_G preactivation, G gate, b_G 1",
                "gru: h hidden, a_z preactivation, z update, a_r preactivation, r reset, a_h preactivation, "
                    + "h_tilde new, b_z -1",
                "lstm: h hidden, c cell, a_f preactivation, f forget, a_i preactivation, i input, a_c preactivation, "
                    + "c_tilde new, a_o preactivation, o output, b_f 1",
                "mingru: h hidden, a_z preactivation, z update, h_tilde new, b_z -1",
            ])
    }
}

/// The minimal gated unit (Zhou et al. 2016): one gate f that replaces the state where it is 1, and resets with it.
struct MinimalGatedUnit: Cell {
    static let name = "mgu"
    static let options: [CellOption] = []
    static let states = ["h"]

    init(_ options: CellOptions) {}

    var letters: [Notation: CellLetters] { [.jumadinova: CellLetters(["f": Letter("u")])] }

    func write(_ step: inout StepWriter) {
        let (x, h) = (step.input, step.previous("h"))
        let a_f = step.affine("a_f", [.input("W_f", x), .recurrent("U_f", h)], bias: .replacing("b_f"))
        let f = step.apply(.sigmoid, to: a_f, as: "f", .gate(.letsIn, "forget"))
        let seen = step.unnamedProduct(f, h)
        let a_h = step.affine("a_h", [.input("W_h", x), .recurrent("U_h", seen)], bias: "b_h")
        let h_tilde = step.apply(.tanh, to: a_h, as: "h_tilde", .candidate("new"))
        _ = step.blend(gate: f, h_tilde, h, as: "h")
    }
}
