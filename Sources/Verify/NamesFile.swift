import Recurrence
import Scenes
import Wording

/// A file that says what arrays stand for, one a line: `dWaa: grad(stack.0.U)`.
///
/// A value is a name of the trace, with a step where the array is one vector (`grad(stack.0.h[0])`), its transpose (`grad(stack.0.U)'`)
/// or its negative; or a list of parameters that stand side by side or one on top of another: `dWf: [grad(stack.0.U_f), grad(stack.0.W_f)]`.
public struct NamesFile {
    /// Largest file that is read, in bytes.
    public static let largestFile = 1 << 20

    let file: String
    let pairs: [(key: DocumentNode, value: DocumentNode)]

    /// Reads the file's bytes; `file` is the name that errors give.
    public init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        do {
            let root = try DocumentReader.read(bytes).root
            guard root.kind == .mapping else {
                throw VerifyError(
                    file, "it is \(root.summary), needs a line for each array, such as dWaa: grad(stack.0.U)",
                    at: root.position)
            }
            pairs = root.pairs
        } catch let misfit as Misfit {
            throw SceneError(file: file, position: misfit.position, fact: misfit.fact)
        }
    }

    /// What each of the named arrays stands for, in the order of the file.
    func targets(_ names: ArrayNames) throws(VerifyError) -> [(
        name: String, target: ArrayTarget, position: TextLocation
    )] {
        var result: [(name: String, target: ArrayTarget, position: TextLocation)] = []
        for (key, value) in pairs {
            var blocks: [ArrayTarget.Block] = []
            for node in value.kind == .sequence ? Array(value.children) : [value] {
                guard node.isScalar, let target = names.traced(node.text) else {
                    throw VerifyError(
                        file,
                        "\(node.isScalar ? Words.quote(node.text) : node.summary) is no vector, parameter or gradient of this scene; names such as \(names.examples) would fit",
                        at: node.position)
                }
                blocks += target.blocks
            }
            if blocks.count > 1,
                let other = blocks.first(where: { if case .parameter = $0.quantity { false } else { true } })
            {
                throw VerifyError(
                    file,
                    "\(other.line(in: names.network).path) is no parameter; a list names parameters that are blocks of one array",
                    at: value.position)
            }
            guard !blocks.isEmpty else {
                throw VerifyError(file, "the list is empty; names of parameters would fit", at: value.position)
            }
            result.append((key.text, ArrayTarget(blocks), key.position))
        }
        return result
    }
}

extension ArrayNames {
    /// A state's gradient and a parameter's, as examples.
    var examples: String {
        let state = network.parts.first { !$0.states.isEmpty }.flatMap { part in
            part.states.first.map { "grad(\(part.name).\(network[$0].name))" }
        }
        let parameter = network.parameters.first { $0.role == .recurrent } ?? network.parameters.first
        return [state, parameter.map { "grad(\($0.path))" }].compactMap { $0 }.joined(separator: " and ")
    }
}
