import Recurrence
import TerminalUI

extension SceneLook {
    /// The affine maps behind the number under the cursor, or on the way back those that its gradient comes through: each with its
    /// matrices and vectors, the row or column in use marked.
    var matrixBlocks: [SideBlock] {
        guard let row = session.row(under: focus, at: playhead) else { return [] }
        let unit = min(focus.unit, session.network[row.node].width - 1)
        return (isGoingBack ? pullbackBlocks(row, unit) : []) + mapBlocks(row, unit)
    }

    var isGoingBack: Bool { moment.isBackward }

    // MARK: Values

    private func mapBlocks(_ row: Session.Row, _ unit: Int) -> [SideBlock] {
        maps(behind: row.node, at: row.step).map { map in
            let network = session.network
            let isSameWidth = network[map.node].width == network[row.node].width
            let used = isSameWidth ? unit : min(unit, network[map.node].width - 1)
            var matrices = pieces(of: map.equation, at: map.step, row: used)
            matrices.append(
                .init(
                    "= \(naming.name(map.node, at: map.step))", column: known(map.node, at: map.step), row: used))
            let table = MatrixTable(matrices: matrices, numbers: numbers)
            return SideBlock(
                glyphs.text(symbols(of: map.node, at: map.step)), leastWidth: 24
            ) { table.lines(width: $0.width) }
        }
    }

    private struct Map {
        let node: NodeID
        let step: Int
        let equation: Equation
    }

    /// The equations with parameters from which a node is computed at its step, nearest first: a for h, a_f … a_o for the h of an LSTM.
    private func maps(behind node: NodeID, at t: Int) -> [Map] {
        let network = session.network
        var found: [Map] = []
        var waiting = [node]
        var seen: Set<NodeID> = []
        while !waiting.isEmpty {
            let next = waiting.removeFirst()
            guard seen.insert(next).inserted, let equation = network.equation(of: next, at: t) else { continue }
            if !equation.operation.parameters.isEmpty {
                found.append(Map(node: next, step: t, equation: equation))
                continue
            }
            waiting += equation.operation.operands.filter { $0.step == .same && network[$0.node].part == equation.part }
                .map(\.node)
        }
        return found
    }

    /// The parameters of an equation, each with the vector that it meets.
    private func pieces(of equation: Equation, at t: Int, row: Int) -> [MatrixTable.Matrix] {
        let terms = (equation.operation as? Sum)?.terms.map { $0 as any Operation } ?? [equation.operation]
        // As the equation is written: what is added alone comes last.
        let ordered = terms.filter { !$0.operands.isEmpty } + terms.filter(\.operands.isEmpty)
        return ordered.flatMap { term -> [MatrixTable.Matrix] in
            let parameters = term.parameters.map { id -> MatrixTable.Matrix in
                let parameter = session.network[id]
                // A column of the embedding or a row of attention's v is no unit of the result.
                let isByRow = term is MatrixProduct || term is DiagonalProduct || term is AddedParameter
                return matrix(of: parameter, row: isByRow && row < parameter.rows ? row : nil)
            }
            let vectors = term.operands.compactMap { operand -> MatrixTable.Matrix? in
                guard let step = operand.step(at: t), session.network[operand.node].storedSteps.contains(step) else {
                    return nil
                }
                return .init(naming.name(operand.node, at: step), column: known(operand.node, at: step))
            }
            return parameters + vectors
        }
    }

    /// A parameter as its rows; a vector as a column.
    func matrix(of parameter: Parameter, row: Int? = nil, column: Int? = nil) -> MatrixTable.Matrix {
        matrix(parameterName(parameter), session.trace.value(parameter), of: parameter, row: row, column: column)
    }

    /// Numbers in a parameter's shape.
    private func matrix(
        _ name: String, _ entries: ArraySlice<Double>, of parameter: Parameter, row: Int?, column: Int?
    ) -> MatrixTable.Matrix {
        .init(name, rows: parameter.rows, columns: parameter.columns, row: row, column: column) {
            entries[entries.startIndex + $0 * parameter.columns + $1]
        }
    }

    /// `U`, in the letters of the notation.
    func parameterName(_ parameter: Parameter) -> String {
        guard let index = session.network.parameters.firstIndex(where: { $0.path == parameter.path }) else {
            return parameter.name
        }
        return naming.name(session.network.parameterID(index))
    }

    // MARK: Gradients

    /// For every matrix that reads the node: the matrix with the column in use, and the gradients that come through it.
    private func pullbackBlocks(_ row: Session.Row, _ unit: Int) -> [SideBlock] {
        let network = session.network
        return network.consumers(of: row.node, at: row.step).compactMap { reader in
            let equation = network.equations[reader.equation]
            let terms = (equation.operation as? Sum)?.terms.map { $0 as any Operation } ?? [equation.operation]
            guard
                let product = terms.lazy.compactMap({ $0 as? MatrixProduct }).first(where: {
                    $0.vector.node == row.node && $0.vector.step(at: reader.step) == row.step
                })
            else { return nil }
            let isKnown = session.isGradientComputed(equation.output, at: reader.step, playhead)
            let upper = session.trace.gradient(equation.output, at: reader.step).map { isKnown ? $0 : nil }
            let name = naming.gradient(of: naming.name(equation.output, at: reader.step))
            let parameter = network[product.matrix]
            let table = MatrixTable(
                matrices: [
                    matrix(of: parameter, column: product.column + unit), .init(name, column: upper),
                ], numbers: numbers)
            let transposed = parameterName(parameter) + (glyphs.isASCII ? "'" : "ᵀ")
            let target = naming.gradient(of: naming.name(row.node, at: row.step))
            return SideBlock(
                glyphs.text("\(target) gets \(transposed) \(name)"), leastWidth: 24
            ) { table.lines(width: $0.width) }
        }
    }

    /// At the clip and the update: the chosen parameter before and after.
    var parameterBlocks: [SideBlock] {
        let parameters = session.trainedParameters
        guard !parameters.isEmpty else { return [] }
        let chosen = min(lists.parameter, parameters.count - 1)
        let order = [chosen] + parameters.indices.filter { $0 != chosen }
        return order.map { index in
            let parameter = parameters[index]
            let entry = index == chosen ? min(lists.entry, parameter.count - 1) : nil
            let (row, column) = (entry.map { $0 / parameter.columns }, entry.map { $0 % parameter.columns })
            func shown(_ name: String, _ entries: ArraySlice<Double>) -> MatrixTable.Matrix {
                matrix(name, entries, of: parameter, row: row, column: column)
            }
            let matrices =
                moment == .update
                ? [
                    shown("before", session.trace.value(parameter)),
                    shown("gradient", session.clippedEntries[parameter.range]),
                    shown("after", session.updated[parameter.range]),
                ]
                : [
                    shown("raw gradient", session.trace.gradient(parameter)),
                    shown("clipped", session.clippedEntries[parameter.range]),
                ]
            let table = MatrixTable(matrices: matrices, numbers: numbers)
            return SideBlock(parameter.path, leastWidth: 24) { table.lines(width: $0.width) }
        }
    }
}
