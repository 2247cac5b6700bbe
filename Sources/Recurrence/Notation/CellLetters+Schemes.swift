import Formula

extension CellLetters {
    /// The plain cell a = W x + U h + b, h = g(a) in every notation.
    static let vanilla: [Notation: CellLetters] = [
        .dalmau: CellLetters([
            "h": Letter("a"), "a": Letter("z"), "W": Letter("W_ax"), "U": Letter("W_aa"), "b": Letter("b_a"),
        ]),
        .brasher: CellLetters(["a": Letter("A")]),
        .mcallester: CellLetters([
            "W": Letter("W^{x,h}"), "U": Letter("W^{h,h}"), "b": Letter("B", .negative),
        ]),
        .jumadinova: CellLetters(stacks: [MatrixStack("W", ["U": "W_hh", "W": "W_xh"])]),
        .pytorch: CellLetters([
            "W": Letter("W_ih"), "U": Letter("W_hh"), "b": Letter(.both("b_ih", "b_hh")),
        ]),
    ]

    /// Brasher's affine maps A_f(x_t, h_{t−1}), one for every pre-activation.
    static func affineNames(_ preactivations: [String]) -> CellLetters {
        CellLetters(
            Dictionary(
                uniqueKeysWithValues: preactivations.map { name in
                    (name, Letter(Symbol("A", lower: String(name.dropFirst(2)))))
                }))
    }

    /// McAllester's W^{x,R}, W^{h,R} and −B^R, one of each for every gate.
    static func indexed(_ gates: [String], bias: [String: Letter] = [:]) -> CellLetters {
        var letters = bias
        for gate in gates {
            letters["W_\(gate)"] = Letter("W^{x,\(gate)}")
            letters["U_\(gate)"] = Letter("W^{h,\(gate)}")
            letters["b_\(gate)"] = Letter("B^{\(gate)}", .negative)
        }
        return CellLetters(letters)
    }
}

extension Symbol {
    /// (b_ih + b_hh): two parameters of which only the sum is here.
    static func both(_ first: String, _ second: String) -> Symbol {
        var symbol = Symbol(spelled: first)
        symbol.summands = [Symbol(spelled: second)]
        return symbol
    }
}

extension Cell {
    /// How the cell writes in a notation, in a network of this architecture.
    func letters(in notation: Notation, of architecture: Architecture) -> CellLetters {
        var letters = letters[notation] ?? CellLetters()
        // Where outputs have a letter y already, a state keeps its own.
        if architecture.readout != nil {
            for state in type(of: self).states where letters.letters[state]?.symbol.letter == "y" {
                letters.letters[state] = nil
            }
        }
        return letters
    }
}
