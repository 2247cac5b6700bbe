import ExactMath
import Recurrence
import Scenes
import Testing
import Weights

@Suite struct MapTests {
    static func array(_ name: String, _ shape: [Int], _ first: Double) -> NamedArray {
        let values = (0..<shape.reduce(1, *)).map { place -> Double in
            let rise = 0.1 * Double(place % 7)
            return first + rise - 0.05 * Double(place % 3)
        }
        return NamedArray(name: name, shape: shape, values: values)
    }

    /// An encoder and a decoder of names that no tool gives: 4 letters, 3 classes, 2 units.
    static let file: [NamedArray] = [
        array("e", [4, 2], 0.1), array("ew", [6, 2], -0.3), array("eu", [6, 2], 0.2), array("eb", [6], -0.2),
        array("ec", [6], 0.15),
        array("de", [3, 2], 0.3), array("dw", [6, 2], 0.25), array("du", [6, 2], -0.4), array("db", [6], 0.05),
        array("dc", [6], -0.1),
        array("fw", [3, 2], -0.2), array("fb", [3], 0.1), array("unrelated", [5], 1),
    ]
    static let map = """
        unfold-map: 1
        parts:
          embedding: {E: e, vocabulary: [a, b, c, </s>]}
          stack.0: {cell: gru, reset: after, W: ew, U: eu, b: [eb, ec], order: [r, z, n], z: keep}
          decoder: {cell: gru, reset: after, W: dw, U: du, b: [db, dc], order: [r, z, n], z: keep, embedding: de}
          readout: {W: fw, b: fb, activation: softmax}
        """

    static func result(_ map: String, input: String? = nil, file: [NamedArray] = file) throws -> WeightsImport.Result {
        let input = try input.map { try ImportInput(Array($0.utf8), file: "input.json") }
        return try WeightsMap(Array(map.utf8), file: "map.yaml").scene(
            from: TensorFile(TensorFile.npz(file)), input: input)
    }

    static func values(_ name: String) -> [Double] { file.first { $0.name == name }?.values ?? [] }

    /// A step of torch's GRU, written out a second time.
    static func step(_ x: [Double], _ h: [Double], _ prefix: String) -> [Double] {
        func affine(_ m: [Double], _ v: [Double], _ b: [Double]) -> [Double] {
            b.indices.map { row in b[row] + v.indices.reduce(0) { $0 + m[row * v.count + $1] * v[$1] } }
        }
        let a = affine(values(prefix + "w"), x, values(prefix + "b"))
        let b = affine(values(prefix + "u"), h, values(prefix + "c"))
        func sigmoid(_ a: Double) -> Double { a.logistic() }
        return h.indices.map { k in
            let r = sigmoid(a[k] + b[k])
            let z = sigmoid(a[2 + k] + b[2 + k])
            return (1 - z) * (a[4 + k] + r * b[4 + k]).hyperbolicTangent() + z * h[k]
        }
    }

    @Test func anEncoderAndADecoderSpell() throws {
        let result = try Self.result(Self.map, input: #"{"tokens": ["c", 0, "</s>"], "start": 1, "length": 4}"#)
        let scene = result.scene
        #expect(scene.model.shape == .seq2seq)
        #expect(scene.model.feedback == .argmax)
        #expect(scene.vocabulary == ["a", "b", "c", "</s>"])
        #expect(try Scene(text: scene.yaml, file: "s") == scene)
        let trace = scene.trace(as: Double.self)

        var h = [0.0, 0]
        for token in [2, 0, 3] { h = Self.step(Array(Self.values("e")[2 * token..<2 * token + 2]), h, "e") }
        var fed = 1
        for t in 1...4 {
            h = Self.step(Array(Self.values("de")[2 * fed..<2 * fed + 2]), h, "d")
            #expect(ImportTests.distance(trace.values("decoder", "h", at: t) ?? [], h) < 1e-14)
            let logits = (0..<3).map { (k: Int) -> Double in
                return Self.values("fb")[k] + Self.values("fw")[2 * k] * h[0] + Self.values("fw")[2 * k + 1] * h[1]
            }
            fed = logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
            #expect(trace.likeliestClass(at: t) == fed)
        }
        #expect(result.notes.contains(#"not used: "unrelated""#))
        #expect(
            result.notes.contains(
                "decoder: its embedding of 3 classes is folded into its W, since it reads classes as one-hot vectors"))
    }

    /// As many classes as letters, each with an embedding of its own: the encoder's is folded in, too.
    @Test func twoVocabulariesOfOneSize() throws {
        var file = Self.file
        file[0] = Self.array("e", [3, 2], 0.1)
        let map = Self.map.replacing("[a, b, c, </s>]", with: "[a, b, c]")
        let scene = try Self.result(map, input: #"{"tokens": ["c", "a"], "start": 1, "length": 2}"#, file: file).scene
        #expect(scene.model.embedding == nil)
        let e = file[0].values
        var h = [0.0, 0]
        for token in [2, 0] { h = Self.step(Array(e[2 * token..<2 * token + 2]), h, "e") }
        let trace = scene.trace(as: Double.self)
        #expect(ImportTests.distance(trace.values("stack.0", "h", at: 2) ?? [], h) < 1e-14)
    }

    @Test func targetsForceADecoder() throws {
        let scene = try Self.result(Self.map, input: #"{"tokens": ["a"], "start": 1, "targets": [2, 0, 1]}"#).scene
        #expect(scene.model.feedback == .target)
        #expect(scene.model.loss == .nll)
    }

    @Test func otherCells() throws {
        let arrays = [
            Self.array("k", [3, 8], 0.1), Self.array("r", [2, 8], -0.2), Self.array("b", [8], 0.3),
            Self.array("p", [2], 0.4),
            Self.array("q", [2], 0.5), Self.array("s", [2], 0.6),
        ]
        let text = """
            unfold-map: 1
            parts:
              stack.0: {cell: lstm, W: k, U: r, b: b, order: [f, i, g, o], transpose: true, peephole: [p, q, s]}
            """
        let scene = try Self.result(text, file: arrays).scene
        #expect(scene.model.stack == [SceneLayer(cell: "lstm", options: CellOptions(peephole: .diagonal), hidden: 2)])
        #expect(scene.values["stack.0.V_i"]?.numbers.map(\.double) == arrays[3].values)
        // Block 0 is f: its first row is the first column of k.
        #expect(
            scene.values["stack.0.W_f"]?.numbers.map(\.double).prefix(3)
                == [0, 8, 16].map { arrays[0].values[$0] }[...])
    }

    @Test(arguments: [
        ("W: ew", "W: eww", #"map.yaml:4:41: the file has no array 'eww'; did you mean "ew"?"#),
        ("U: eu", "U: fw", #"map.yaml:4:48: tensor "fw": its shape is [3, 2]; it should be [6, 2]"#),
        ("b: fb", "b: eb", #"map.yaml:6:23: "eb" has the shape [6], needs [3] as the b beside its W"#),
        ("[a, b, c, </s>]", "[a, b]", "map.yaml:3:33: the vocabulary has 2 tokens, but E has 4 rows"),
        (
            "order: [r, z, n], z: keep}", "order: [r, z], z: keep}",
            "map.yaml:4:72: order has 2 letters, needs r, z and n (or h), each once"
        ),
        (
            "order: [r, z, n], z: keep}", "order: [r, q, n], z: keep}",
            "map.yaml:4:76: order has 'q', needs r, z and n (or h)"
        ),
        (
            "stack.0", "stak.0",
            "map.yaml:4:3: the part 'stak.0' is not known; the parts are embedding, stack.0, stack.1, …, decoder and readout"
        ),
        (
            "cell: gru, reset: after, W: ew", "cel: gru, reset: after, W: ew",
            "map.yaml:4:13: stack.0 has no key 'cel'; did you mean 'cell'?"
        ),
        ("unfold-map: 1", "unfold-map: 2", "map.yaml:1:13: unfold-map is '2'; this program reads format version 1"),
        ("embedding: de", "embedding: fw", ""),
        ("z: keep, embedding: de}", "z: keep}", "map.yaml:3:3: the decoder reads 2 numbers, but its outputs have 3"),
    ])
    func whatIsWrongIsSaidWithItsPlace(_ old: String, _ new: String, _ sentence: String) throws {
        let text = Self.map.replacing(old, with: new, maxReplacements: 1)
        do {
            _ = try Self.result(text)
            #expect(sentence.isEmpty)
        } catch {
            #expect("\(error)".hasPrefix(sentence), "\(error)")
            #expect(!sentence.isEmpty)
        }
    }

    private static func sentence(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        (
            "stack.0.backward: {cell: linear, W: W2, U: U2}",
            "stack.0.backward has another cell or activation than stack.0.forward"
        ),
        (
            "stack.0.backward: {cell: rnn, activation: relu, W: W2, U: U2}",
            "stack.0.backward has another cell or activation than stack.0.forward"
        ),
        ("stack.0.forward: {cell: rnn, W: W2, U: U2}", "'stack.0.forward' stands there already"),
        ("stack.00: {cell: rnn, W: W2, U: U2}", "the part 'stack.00' is not known"),
    ])
    func aLayerHasOneCellAndStandsOnce(_ part: String, _ words: String) {
        let arrays =
            ["W", "W2"].map { Self.array($0, [2, 1], 0.1) } + ["U", "U2"].map { Self.array($0, [2, 2], 0.2) }
        let text = "unfold-map: 1\nparts:\n  stack.0: {cell: rnn, W: W, U: U}\n  \(part)\n"
        #expect(Self.sentence { _ = try Self.result(text, file: arrays) }.contains(words))
    }

    @Test(arguments: [
        (#"{"inputs": [[1]], "input": [[2]]}"#, "the sequence has both inputs and input; write one of them"),
        (#"{"tokens": ["a"], "inputs": [[2]]}"#, "the sequence has both inputs and tokens; write one of them"),
        (#"{"tokens": ["a"], "c0": [[0.1, 0.2]]}"#, "the cell gru takes no 'c0'; lstm does"),
    ])
    func whatAnInputHasIsReadOrRefused(_ input: String, _ words: String) {
        #expect(Self.sentence { _ = try Self.result(Self.map, input: input) }.contains(words))
    }
}
