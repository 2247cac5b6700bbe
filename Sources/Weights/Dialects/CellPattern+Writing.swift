import Recurrence

/// What a scene's layer has that a tool's layer cannot hold.
struct CannotHold: Error { var words: String }

extension CellPattern {
    /// The arrays of one direction of a layer under the names of the pattern: what `CellArrays` reads them back from, bit for
    /// bit.
    ///
    /// `parameter` gives a scene's numbers by their names: `W_f`, `b_f`; nil for what the layer does not have.
    func arrays(hidden: Int, parameter: (String) -> [Double]?) throws(CannotHold) -> [NamedArray] {
        var result: [NamedArray] = []
        for (arrays, letter) in [(input, "W"), (recurrent, "U")] {
            let blocks = gates.map { gate in signed(parameter(letter + gate.suffix) ?? [], gate) }
            let columns = (blocks.first?.count ?? 0) / max(1, hidden)
            switch arrays {
            case .stacked(let name): result.append(matrix(name, blocks.flatMap(\.self), columns: columns))
            case .separate(let names):
                for (name, block) in zip(names, blocks) { result.append(matrix(name, block, columns: columns)) }
            }
        }
        result += try biasArrays(hidden: hidden, parameter)
        for (name, letter) in zip(peepholes, ["V_i", "V_f", "V_o"]) {
            if let values = parameter(letter) { result.append(NamedArray(name: name, shape: [hidden], values: values)) }
        }
        return result
    }

    private func signed(_ values: [Double], _ gate: Gate) -> [Double] { gate.isNegated ? values.map { -$0 } : values }

    private func matrix(_ name: String, _ values: [Double], columns: Int) -> NamedArray {
        let matrix = DenseMatrix(rows: values.count / max(1, columns), columns: columns, values: values)
        let stored = isTransposed ? matrix.transposed : matrix
        return NamedArray(name: name, shape: [stored.rows, stored.columns], values: stored.values)
    }

    /// A scene's b stands in the first bias, its c_h where the pattern has a place for it.
    private func biasArrays(hidden: Int, _ parameter: (String) -> [Double]?) throws(CannotHold) -> [NamedArray] {
        guard parameter("b" + gates[0].suffix) != nil else { return [] }
        let outer = gates.map { signed(parameter("b" + $0.suffix) ?? [], $0) }
        let inner = parameter("c_h")
        var innerIsKept = inner == nil || inner?.allSatisfy { $0 == 0 } == true
        // Zeros with the sign that leaves the sum with the other bias as it is, −0 included.
        let beside = zip(gates, outer).map { gate, block in
            gate.suffix == "_h" && inner != nil ? inner ?? [] : block.map { $0 == 0 ? $0 : 0 }
        }
        var result: [NamedArray] = []
        for bias in biases {
            switch bias {
            case .outer(let arrays): result += vectors(arrays, outer)
            case .recurrent(let arrays):
                result += vectors(arrays, beside)
                innerIsKept = true
            case .inner(let name):
                let values = inner ?? [Double](repeating: 0, count: hidden)
                result.append(NamedArray(name: name, shape: [hidden], values: values))
                innerIsKept = true
            case .rows(let name):
                let row = outer.flatMap(\.self)
                let isDouble = kind == .gru && inner != nil
                let values = isDouble ? row + beside.flatMap(\.self) : row
                result.append(NamedArray(name: name, shape: isDouble ? [2, row.count] : [row.count], values: values))
                innerIsKept = true
            }
        }
        guard innerIsKept else { throw CannotHold(words: "c_h is not zero") }
        return result
    }

    private func vectors(_ arrays: Arrays, _ blocks: [[Double]]) -> [NamedArray] {
        switch arrays {
        case .stacked(let name):
            let values = blocks.flatMap(\.self)
            return [NamedArray(name: name, shape: [values.count], values: values)]
        case .separate(let names):
            return zip(names, blocks).map { NamedArray(name: $0, shape: [$1.count], values: $1) }
        }
    }
}
