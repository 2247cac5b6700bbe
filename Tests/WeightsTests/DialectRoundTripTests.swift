import ExactMath
import Recurrence
import Scenes
import Testing

@testable import Weights

/// Random layers written by each dialect's own table come back bit for bit.
///
/// A slip in a table goes both ways unseen here; `ToolFilesTests` has the tools' own files against that.
@Suite struct DialectRoundTripTests {
    static let special: [Double] = [0, -0.0, 1 / 3, .leastNonzeroMagnitude, -1e300]

    static func numbers(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in
            Bool.random(using: &random)
                ? Double.random(in: -1...1, using: &random) : special.randomElement(using: &random) ?? 0
        }
    }

    /// A random layer in a scene's letters; biases and c_h where the pattern has places for them.
    static func layer(_ pattern: CellPattern, _ random: inout SeededGenerator) -> (
        values: [String: [Double]], hidden: Int
    ) {
        let hidden = Int.random(in: 1...5, using: &random)
        let inputs = Int.random(in: 1...5, using: &random)
        let hasBias = Bool.random(using: &random)
        var values: [String: [Double]] = [:]
        for suffix in pattern.kind.suffixes {
            values["W" + suffix] = numbers(hidden * inputs, &random)
            values["U" + suffix] = numbers(hidden * hidden, &random)
            if hasBias { values["b" + suffix] = numbers(hidden, &random) }
        }
        if hasBias, pattern.kind == .gru, pattern.reset == .after {
            let isKept = pattern.biases.contains { bias in
                switch bias {
                case .outer: false
                case .recurrent, .inner, .rows: true
                }
            }
            values["c_h"] = isKept ? numbers(hidden, &random) : [Double](repeating: 0, count: hidden)
        }
        if !pattern.peepholes.isEmpty {
            for letter in ["V_i", "V_f", "V_o"] { values[letter] = numbers(hidden, &random) }
        }
        return (values, hidden)
    }

    static let patterns: [(name: String, pattern: CellPattern)] =
        Dialect.all.flatMap { dialect in dialect.cells.map { (dialect.title, $0) } }
        + RecurrentKind.allCases.map { ("ONNX", Dialect.onnxPattern($0, reset: .after)) }

    @Test(arguments: patterns.indices)
    func aLayerComesBackBitForBit(_ index: Int) throws {
        let pattern = Self.patterns[index].pattern
        var random = SeededGenerator(seed: UInt64(index))
        for _ in 0..<40 {
            let (values, hidden) = Self.layer(pattern, &random)
            let arrays = try pattern.arrays(hidden: hidden) { values[$0] }
            #expect(Set(arrays.map(\.name)).count == arrays.count)
            let file = try TensorFile(TensorFile.npz(arrays))
            let back = try CellArrays(pattern) { file[$0] }
            #expect(back.hidden == hidden)
            #expect(back.kind == pattern.kind)
            var found = back.vectors.mapValues { $0.map(\.bitPattern) }
            for (name, matrix) in back.matrices { found[name] = matrix.values.map(\.bitPattern) }
            let hasZero = values["c_h"] == [Double](repeating: 0, count: hidden)
            let expected = values.mapValues { $0.map(\.bitPattern) }
            if hasZero { found["c_h"] = expected["c_h"] }
            #expect(found == expected, "\(Self.patterns[index].name), \(pattern.kind)")
        }
    }

    /// Written under a path, a dialect's arrays are recognised as that dialect's.
    @Test(arguments: Dialect.all.filter { $0.name != "openvino" }.map(\.title))
    func aDialectIsRecognised(_ title: String) throws {
        let dialect = try #require(Dialect.all.first { $0.title == title })
        var random = SeededGenerator(seed: 3)
        for pattern in dialect.cells where !pattern.isNumbered {
            var (values, hidden) = Self.layer(pattern, &random)
            while values.keys.filter({ $0.hasPrefix("b") }).isEmpty { (values, hidden) = Self.layer(pattern, &random) }
            let path = dialect.weight == "vars.0" ? "layers/lstm/cell" : "net.cell"
            let arrays = try pattern.arrays(hidden: hidden) { values[$0] }.map { array in
                NamedArray(name: "\(path).\(array.name)", shape: array.shape, values: array.values)
            }
            let model = try Recognition.model(of: TensorFile(TensorFile.npz(arrays)), from: nil)
            // tinygrad's and Paddle's cells have torch's names.
            let expected = ["tinygrad", "PaddlePaddle"].contains(title) ? "PyTorch" : title
            #expect(model.dialect.title == expected)
            #expect(model.modules.map { $0.layers.map(\.kind) } == [[pattern.kind]])
            #expect(model.rest.isEmpty)
        }
    }

    @Test func whatADialectCannotHoldIsRefused() throws {
        let pattern = try #require(Dialect.flaxNNX.cells.first { $0.kind == .gru })
        let values = [
            "b_r": [1.0], "b_z": [1], "b_h": [1], "c_h": [2], "W_r": [1], "W_z": [1], "W_h": [1], "U_r": [1],
            "U_z": [1], "U_h": [1],
        ]
        #expect(throws: CannotHold.self) { try pattern.arrays(hidden: 1) { values[$0] } }
    }
}
