import Recurrence
import Scenes

/// A Python program that builds a scene's network of a tool's own layers, gives them its weights, runs the same sequence, and
/// prints the outputs.
///
/// The parts that differ between tools are its words; a backward direction is the same layer over the sequence turned around.
public struct ToolScript {
    /// What one tool writes.
    struct Words: Sendable {
        var title: String
        /// Imports and settings, and the functions `build(kind, …)` and `run(layer, x, states)`.
        var prelude: String
        var pattern: @Sendable (SceneLayer, RecurrentKind) throws(CannotHold) -> CellPattern
        /// How a matrix becomes an array.
        var array: String
        /// A table of a number for each token, and a product with what is read.
        var embedding: String
        var readout: String
        var functions: [ReadoutActivation: String]
        var concatenate: String
        var reversed: String
    }

    private let export: ToolExport
    private let words: Words

    /// The tools that a program can be written for.
    public enum Tool: String, Sendable, CaseIterable { case keras, flax, mlx }

    /// Throws `notInTorch` with what the tool's layers lack, or for more than `PyTorchScript.largest` numbers.
    public init(_ scene: Scene, for tool: Tool) throws(WeightsError) {
        words =
            switch tool {
            case .keras: .keras
            case .flax: .flax
            case .mlx: .mlx
            }
        export = try ToolExport(scene, tool: words.title, pattern: words.pattern)
        try export.checkSize()
    }

    /// The program.
    public var text: String {
        [header, words.prelude, layers, sequence, loop, readout, outputs].filter { !$0.isEmpty }.joined(
            separator: "\n\n") + "\n"
    }

    private var header: String {
        let title = export.scene.title.isEmpty ? "" : "# \(export.scene.title)\n"
        return title + "# Prints the outputs of the scene, computed by \(words.title)'s own layers."
    }

    /// A list of layers, each a list of its directions: what `build` needs, and its initial states.
    private var layers: String {
        var lines = ["layers = ["]
        for layer in export.layers {
            lines.append("    [")
            for direction in layer.directions {
                let inputs =
                    (direction.arrays.first?.shape ?? []).reduce(1, *)
                    / (layer.layer.hidden * layer.kind.suffixes.count)
                let width = isSeparate(direction) ? (direction.arrays.first?.shape.first ?? 0) : inputs
                let options = [
                    "\"\(layer.kind.rawValue)\"", "\(width)", "\(layer.layer.hidden)", "\"\(layer.activation)\"",
                    "\"\(layer.layer.options.reset.rawValue)\"", Python.literal(layer.layer.bias),
                ]
                lines.append("        (build(\(options.joined(separator: ", ")), {")
                for array in direction.arrays {
                    lines.append("            \"\(array.name)\": \(Python.literal(array.values, shape: array.shape)),")
                }
                let states = layer.kind.states.compactMap { direction.states[$0] }.map {
                    Python.literal($0, shape: [$0.count])
                }
                lines.append("        }), \(states.isEmpty ? "None" : "[\(states.joined(separator: ", "))]")),")
            }
            lines.append("    ],")
        }
        return (lines + ["]"]).joined(separator: "\n")
    }

    private func isSeparate(_ direction: ToolExport.ExportLayer.Direction) -> Bool {
        direction.arrays.contains { $0.name == "ii.kernel" }
    }

    private var sequence: String {
        guard let table = export.embedding else {
            let width = max(1, export.scene.model.inputWidth)
            let shape = [export.data.inputs.count / width, width]
            return "x = \(words.array)(\(Python.literal(export.data.inputs, shape: shape)))"
        }
        let rows = Python.literal(table.values, shape: [table.rows, table.columns])
        return
            "embedding = \(words.array)(\(rows))\nx = \(words.embedding.replacing("TOKENS", with: "\(export.data.tokens)"))"
    }

    private var loop: String {
        """
        for directions in layers:
            outputs = []
            for k, (layer, states) in enumerate(directions):
                h = run(layer, \(words.reversed.replacing("X", with: "x")) if k else x, states)
                outputs.append(\(words.reversed.replacing("X", with: "h")) if k else h)
            x = \(words.concatenate) if len(outputs) > 1 else outputs[0]
        """
    }

    private var readout: String {
        guard let readout = export.readout else { return "y = x" }
        let matrix = Python.literal(readout.matrix.values, shape: [readout.matrix.rows, readout.matrix.columns])
        let bias = readout.bias.map { Python.literal($0, shape: [$0.count]) } ?? "[0.0] * \(readout.matrix.rows)"
        return """
            w_y = \(words.array)(\(matrix))
            b_y = \(words.array)(\(bias))
            a_y = \(words.readout)
            y = \(words.functions[readout.activation] ?? "a_y")
            """
    }

    private var outputs: String {
        let steps = export.network.outputSteps
        return """
            for t in range(\(steps.lowerBound), \(steps.upperBound + 1)):
                print("y", t, y[t - 1].tolist())
            """
    }
}
