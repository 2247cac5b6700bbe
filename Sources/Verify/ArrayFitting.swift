import Exercises
import Recurrence
import Wording

/// On which axis of an array of vectors the steps stand.
public enum TimeAxis: String, Sendable, CaseIterable {
    case first, last
}

/// Finds the lines of a trace in arrays of a shape.
struct ArrayFitting {
    let network: Network

    /// An array's pieces, and whether it is the transpose of what would fit.
    struct Fit {
        var pieces: [ProgramArray.Piece]
        var isTurned = false
        /// The axis that the array's steps stand on; nil where there is one possibility only, and no axis to speak of.
        var axis: TimeAxis?
    }

    /// Every way to read an array; more than one where as many steps as entries leave the axis open.
    func fits(_ shape: [Int], _ target: ArrayTarget) -> [Fit] {
        let own = Self.squeezed(shape)
        guard target.blocks.count == 1 else { return stacked(own, target.blocks) }
        let block = target.blocks[0]
        switch block.quantity {
        case .loss:
            return own.isEmpty ? [Fit(pieces: [piece(block, nil, 0..<1, stride: 1)])] : []
        case .losses:
            let steps = Array(network.outputSteps)
            guard own == Self.squeezed([steps.count]) else { return [] }
            return [Fit(pieces: steps.enumerated().map { piece(block, $1, $0..<$0 + 1, stride: 1) })]
        case .node(let node, let step?):
            let width = network[node].width
            guard own == Self.squeezed([width]) else { return [] }
            return [Fit(pieces: [piece(block, step, 0..<width, stride: 1)])]
        case .node(let node, nil): return overTime(own, block, node)
        case .parameter(let id):
            let parameter = network[id]
            let dimensions = parameter.isVector ? [parameter.rows] : [parameter.rows, parameter.columns]
            let wanted = block.isTransposed ? dimensions.reversed() : dimensions
            if own == Self.squeezed(wanted) {
                return [Fit(pieces: [matrix(block, parameter, columns: wanted.last ?? 1, at: 0)])]
            }
            guard own == Self.squeezed(wanted.reversed()) else { return [] }
            return [Fit(pieces: [piece(block, nil, 0..<parameter.rows * parameter.columns, stride: 1)], isTurned: true)]
        }
    }

    /// The shapes that would fit, in words.
    func shapes(_ target: ArrayTarget) -> String {
        let each = target.blocks.map { block -> String in
            switch block.quantity {
            case .loss: return "a number"
            case .losses: return "\(network.outputSteps.count)"
            case .node(let node, let step):
                let (steps, width) = (network[node].steps.count, network[node].width)
                return step != nil ? "\(width)" : "\(steps)×\(width) or \(width)×\(steps)"
            case .parameter(let id):
                let (rows, columns) = (network[id].rows, network[id].columns)
                return network[id].isVector
                    ? "\(rows)" : block.isTransposed ? "\(columns)×\(rows)" : "\(rows)×\(columns)"
            }
        }
        return each.joined(separator: " beside ")
    }

    static func squeezed(_ shape: [Int]) -> [Int] { shape.filter { $0 != 1 } }

    // MARK: Pieces

    private func piece(_ block: ArrayTarget.Block, _ step: Int?, _ range: Range<Int>, stride: Int) -> ProgramArray.Piece
    {
        ProgramArray.Piece(block.line(in: network, step: step), places: Array(range))
    }

    /// A parameter whose block begins at a place of an array of so many columns.
    private func matrix(
        _ block: ArrayTarget.Block, _ parameter: Parameter, columns: Int, at start: Int
    ) -> ProgramArray.Piece {
        let places = (0..<parameter.rows).flatMap { r in
            (0..<parameter.columns).map { c in
                start + (block.isTransposed ? c * columns + r : parameter.isVector ? r : r * columns + c)
            }
        }
        return ProgramArray.Piece(block.line(in: network), places: places)
    }

    private func overTime(_ own: [Int], _ block: ArrayTarget.Block, _ node: NodeID) -> [Fit] {
        let width = network[node].width
        var result: [Fit] = []
        for steps in [network[node].steps, network[node].storedSteps] where steps.count > 0 {
            for axis in TimeAxis.allCases {
                let shape = axis == .first ? [steps.count, width] : [width, steps.count]
                guard own == Self.squeezed(shape) else { continue }
                let pieces = steps.enumerated().map { place, step in
                    ProgramArray.Piece(
                        block.line(in: network, step: step),
                        places: (0..<width).map { axis == .first ? place * width + $0 : $0 * steps.count + place })
                }
                if result.contains(where: {
                    $0.pieces.map(\.places) == pieces.map(\.places) && $0.pieces.map(\.line) == pieces.map(\.line)
                }) {
                    continue
                }
                result.append(Fit(pieces: pieces, axis: axis))
            }
            if !result.isEmpty { break }
        }
        if result.count == 1, steps(of: node) == 1 || width == 1 { result[0].axis = nil }
        return result
    }

    private func steps(of node: NodeID) -> Int { network[node].steps.count }

    /// Parameters side by side, or one on top of another.
    private func stacked(_ own: [Int], _ blocks: [ArrayTarget.Block]) -> [Fit] {
        var sizes: [(block: ArrayTarget.Block, parameter: Parameter, rows: Int, columns: Int)] = []
        for block in blocks {
            guard case .parameter(let id) = block.quantity else { return [] }
            let parameter = network[id]
            let isTurned = block.isTransposed && !parameter.isVector
            sizes.append(
                (
                    block, parameter, isTurned ? parameter.columns : parameter.rows,
                    isTurned ? parameter.rows : parameter.columns
                ))
        }
        guard let first = sizes.first else { return [] }
        let columns = sizes.reduce(0) { $0 + $1.columns }
        let rows = sizes.reduce(0) { $0 + $1.rows }
        var result: [Fit] = []
        if !first.parameter.isVector, sizes.allSatisfy({ $0.rows == first.rows }),
            own == Self.squeezed([first.rows, columns])
        {
            var at = 0
            result.append(
                Fit(
                    pieces: sizes.map { size in
                        defer { at += size.columns }
                        return matrix(size.block, size.parameter, columns: columns, at: at)
                    }))
        }
        if result.isEmpty, sizes.allSatisfy({ $0.columns == first.columns }),
            own == Self.squeezed([rows, first.columns])
        {
            var at = 0
            result.append(
                Fit(
                    pieces: sizes.map { size in
                        defer { at += size.rows * size.columns }
                        return matrix(size.block, size.parameter, columns: first.columns, at: at)
                    }))
        }
        return result
    }
}
