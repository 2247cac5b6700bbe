import ExactMath

@testable import Recurrence

/// A network's program in words: one line an instruction, with the names of what it writes and reads.
struct ProgramText {
    private let network: Network
    private let places: NodePlaces

    init(_ network: Network) {
        self.network = network
        places = NodePlaces(network.nodes)
    }

    var text: String {
        let program = network.program
        let forward = program.blocks.flatMap { block in
            [("before", block.before), ("each", block.each), ("after", block.after)].flatMap { name, instructions in
                instructions.map { "\(name) " + line($0) }
            }
        }
        let gradients = program.parametric[0].instructions.map {
            "gradient of \(parameters($0))\($0.assigns.parameter ? ", assigned" : "")"
        }
        let copies = program.copies.map {
            "copy of \(names($0.matrix.range))\($0.isTransposed ? ", transposed" : "")"
        }
        return (forward + gradients + copies).joined(separator: "\n")
    }

    private func line(_ i: Instruction) -> String {
        let read = [i.a, i.b, i.c, i.d].filter { $0.width > 0 }.map { name($0, i.steps) }
        let matrix = i.m.rows > 0 && i.kind != .scores ? [names(i.m.range)] : []
        let function = i.kind == .apply ? " \(i.function)" : ""
        let steps = "\(i.steps.lowerBound)…\(i.steps.upperBound)"
        return "\(steps) \(i.kind)\(function): \(name(i.y, i.steps)) \(i.accumulates ? "+=" : "=") "
            + (matrix + read).joined(separator: ", ")
    }

    private func parameters(_ i: Instruction) -> String { names(i.parameterRange(network.program.rowInstructions)) }

    private func names(_ range: Range<Int>) -> String {
        network.parameters.filter { $0.range.overlaps(range) }.sorted { $0.offset < $1.offset }.map(\.name)
            .joined(separator: " ")
    }

    private func name(_ view: View, _ steps: ClosedRange<Int>) -> String {
        let parts = places.parts(of: view, steps: steps)
        if parts.isEmpty { return names(view.origin..<view.origin + view.width) }
        return parts.map { part in
            let name = network.nodes[part.node].name
            return (name.isEmpty ? "?" : name)
                + (part.shift == 0 ? "" : part.shift > 0 ? "+\(part.shift)" : "\(part.shift)")
        }.joined(separator: " ")
    }
}
