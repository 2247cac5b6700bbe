import Foundation
import Recurrence
import Scenes

/// What torch computed for one of the files: decoded from expected.json.
struct Expected: Decodable {
    var name: String
    var file: String
    var prefix: String?
    var input: [[Double]]?
    var x: [[Double]]?
    var h0: Nested
    var c0: [[Double]]?
    var dL_doutput: [[Double]]?
    var y: [[Double]]?
    var output: [[Double]]?
    var h: [[Double]]?
    var loss_value: Double
    var grads: [String: Nested]
    var steps: [String: [[String: Nested]]]?
    var global_grad_norm: Double?

    static func cases() throws -> [Expected] {
        struct File: Decodable { var cases: [Expected] }
        let data = try Data(contentsOf: Samples.folder.appending(path: "expected.json"))
        return try JSONDecoder().decode(File.self, from: data).cases
    }
}

/// Numbers in any depth of lists.
enum Nested: Decodable {
    case number(Double)
    case list([Nested])

    init(from decoder: any Swift.Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .list(try container.decode([Nested].self))
        }
    }

    var flat: [Double] {
        switch self {
        case .number(let number): [number]
        case .list(let items): items.flatMap(\.flat)
        }
    }
}

/// The gates of torch's modules in the order of their rows, in a scene's letters; written out here a second time, so
/// that a slip in the program's table is seen.
enum TorchGates {
    static func suffixes(_ cell: String) -> [String] {
        switch cell {
        case "lstm": ["_i", "_f", "_c", "_o"]
        case "gru": ["_r", "_z", "_h"]
        default: [""]
        }
    }
}

extension Trace where S == Double {
    /// The gradients of a scene's stack in torch's names and layouts.
    func torchGradients(of scene: Scene) -> [String: [Double]] {
        var result: [String: [Double]] = [:]
        for (index, layer) in scene.model.stack.enumerated() {
            let parts =
                layer.bidirectional
                ? [("stack.\(index).forward", ""), ("stack.\(index).backward", "_reverse")] : [("stack.\(index)", "")]
            for (part, reverse) in parts {
                func rows(_ letter: String) -> [Double] {
                    TorchGates.suffixes(layer.cell).flatMap { suffix in
                        let sign: Double = suffix == "_z" ? -1 : 1
                        return gradient("\(part).\(letter)\(suffix)").map { sign * $0 }
                    }
                }
                let name = "_l\(index)\(reverse)"
                result["weight_ih" + name] = rows("W")
                result["weight_hh" + name] = rows("U")
                result["bias_ih" + name] = rows("b")
                result["bias_hh" + name] = rows("b")
                if layer.cell == "gru" {
                    result["bias_hh" + name]?.replaceSubrange(
                        2 * layer.hidden..<3 * layer.hidden, with: gradient("\(part).c_h"))
                }
                for state in ["h", "c"] where network.parameter("\(part).\(state)0") != nil {
                    result["\(state)0", default: []] += gradient("\(part).\(state)0")
                }
            }
        }
        return result
    }

    func gradient(_ path: String) -> [Double] {
        network.parameter(path).map { Array(gradient($0)) } ?? []
    }

    /// All steps of a node, one after another.
    func values(_ part: String, _ name: String) -> [Double] {
        guard let node = network.node(part, name) else { return [] }
        return network[node].steps.flatMap { value(node, at: $0) }
    }
}
