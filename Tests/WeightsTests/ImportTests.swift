import Foundation
import Recurrence
import Scenes
import Weights
import Testing

@Suite struct ImportTests {
    /// The largest of |a − b| / max(1, |b|).
    static func distance(_ a: [Double], _ b: [Double]) -> Double {
        guard a.count == b.count else { return .infinity }
        return zip(a, b).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    }

    static func json(_ value: [[Double]]) -> String { "\(value)" }

    static func input(_ expected: Expected) throws -> ImportInput {
        var keys: [String] = []
        if let x = expected.input ?? expected.x { keys.append("\"inputs\": \(json(x))") }
        if let output = expected.output, let gradient = expected.dL_doutput {
            // mse without a readout has the gradient output − target.
            let targets = zip(output, gradient).map { zip($0, $1).map { $0 - $1 } }
            keys.append("\"targets\": \(json(targets))")
        }
        if let y = expected.y { keys.append("\"targets\": \(json(y))") }
        let width = expected.output == nil ? expected.h0.flat.count : 2
        let h0 = stride(from: 0, to: expected.h0.flat.count, by: width).map {
            Array(expected.h0.flat[$0..<$0 + width])
        }
        keys.append("\"h0\": \(json(h0))")
        if let c0 = expected.c0 { keys.append("\"c0\": \(json(c0))") }
        return try ImportInput(Array("{\(keys.joined(separator: ", "))}".utf8), file: "input.json")
    }

    @Test(arguments: try Expected.cases().map(\.name))
    func torchAgrees(_ name: String) throws {
        let expected = try #require(try Expected.cases().first { $0.name == name })
        let file = try TensorFile(Samples.bytes(expected.file))
        // What torch gives there is the module's own output.
        let isBare = expected.output != nil
        let options = WeightsImport(
            cell: name == "linear_rnn_all" ? "linear" : nil, embedding: isBare ? "none" : nil,
            readout: isBare ? "none" : nil)
        let scene = try options.scene(from: file, input: Self.input(expected)).scene
        let trace = scene.trace(as: Double.self)
        let steps = trace.network.outputSteps

        if let output = expected.output {
            #expect(Self.distance(steps.flatMap { trace.output(at: $0) }, output.flatMap(\.self)) < 1e-12)
        } else {
            #expect(Self.distance([trace.loss], [expected.loss_value]) < 1e-12)
            #expect(Self.distance(trace.values("stack.0", "h"), expected.h?.flatMap(\.self) ?? []) < 1e-12)
        }
        var ours = trace.torchGradients(of: scene)
        let x = try #require(trace.network.node("input", "x"))
        ours["input"] = trace.network[x].steps.flatMap { trace.gradient(x, at: $0) }
        if name == "linear_rnn_all" {
            ours = [
                "W": trace.gradient("stack.0.W"), "U": trace.gradient("stack.0.U"), "b": trace.gradient("stack.0.b"),
                "V": trace.gradient("readout.W_y"), "c": trace.gradient("readout.b_y"),
                "h0": trace.gradient("stack.0.h0"), "x": ours["input"] ?? [],
            ]
        }
        for (key, gradient) in expected.grads where key != "h" && key != "o" {
            #expect(Self.distance(ours[key] ?? [], gradient.flat) < 1e-12, "\(key)")
        }
        if let norm = expected.global_grad_norm {
            // Torch counts bias_ih and bias_hh apart.
            let squares = ours.filter { $0.key.contains("_l") }.values.joined().reduce(0) { $0 + $1 * $1 }
            #expect(Self.distance([squares.squareRoot()], [norm]) < 1e-12)
        }
    }

    @Test func everyGateOfAnLSTMAgrees() throws {
        let expected = try #require(try Expected.cases().first { $0.name == "lstm" })
        let file = try TensorFile(Samples.bytes(expected.file))
        let trace = try WeightsImport().scene(from: file, input: Self.input(expected)).scene.trace(as: Double.self)
        let names = ["a_i": "a_i", "a_f": "a_f", "a_g": "a_c", "a_o": "a_o", "g": "c_tilde", "c": "c", "h": "h"]
        for (torch, scene) in names {
            let steps = try #require(expected.steps?["l0"]).compactMap { $0[torch]?.flat }.flatMap(\.self)
            #expect(Self.distance(trace.values("stack.0", scene), steps) < 1e-12, "\(torch)")
        }
    }

    @Test func withoutInputThereIsOneStepOfZerosAndNoLoss() throws {
        let scene = try WeightsImport().scene(from: TensorFile(Samples.bytes("gru.safetensors"))).scene
        #expect(scene.sequence == SceneSequence(source: .inputs([Number(0), Number(0), Number(0)])))
        #expect(scene.model.loss == .none)
        var gru = SceneLayer(cell: "gru", hidden: 2)
        gru.options.reset = .after
        #expect(scene.model == SceneModel(stack: [gru], inputWidth: 3))
        #expect(
            scene.values.keys.sorted() == [
                "stack.0.U_h", "stack.0.U_r", "stack.0.U_z", "stack.0.W_h", "stack.0.W_r", "stack.0.W_z", "stack.0.b_h",
                "stack.0.b_r", "stack.0.b_z", "stack.0.c_h",
            ])
    }

    @Test func optionsOfAnRNN() throws {
        let file = try TensorFile(Samples.bytes("rnn_tanh.safetensors"))
        #expect(try WeightsImport().scene(from: file).scene.model.stack[0].options.activation == .tanh)
        #expect(try WeightsImport(activation: .relu).scene(from: file).scene.model.stack[0].options.activation == .relu)
        #expect(try WeightsImport(cell: "linear").scene(from: file).scene.model.stack[0].cell == "linear")
        let lstm = try TensorFile(Samples.bytes("lstm.safetensors"))
        #expect(throws: WeightsError.option("--cell rnn", "the matrices have 4·H rows, which makes the cell lstm")) {
            try WeightsImport(cell: "rnn").scene(from: lstm)
        }
        #expect(throws: WeightsError.option("--activation relu", "there is no rnn layer to have it")) {
            try WeightsImport(activation: .relu).scene(from: lstm)
        }
    }

    @Test func aPrefixChoosesAModule() throws {
        let file = try TensorFile(Samples.bytes("lstm_f16_prefixed.safetensors"))
        for prefix in [nil, "encoder.lstm", "encoder.lstm.", "encoder"] {
            let result = try WeightsImport(prefix: prefix).scene(from: file)
            #expect(result.scene.model.stack.map(\.cell) == ["lstm"])
            #expect(
                result.notes == [
                    #"read as weights of PyTorch, by names such as "encoder.lstm.weight_hh_l0""#,
                    """
                    stack.0: lstm, 3 → 2, from "encoder.lstm.weight_ih_l0", "encoder.lstm.weight_hh_l0", \
                    "encoder.lstm.bias_ih_l0", "encoder.lstm.bias_hh_l0"
                    """,
                    #"embedding: 5 × 3 from "embedding.weight", by its name, tokens called by their numbers"#,
                    #"readout: 2 → 1 from "head.weight", "head.bias", by its name"#,
                    """
                    the file holds arrays alone: what the program does without any, such as a residual, a mask or reading \
                    backwards, is not seen
                    """,
                ])
            #expect(result.scene.notes == result.notes.joined(separator: "\n") + "\n")
        }
        let error = #expect(throws: WeightsError.self) { try WeightsImport(prefix: "decoder").scene(from: file) }
        #expect(error?.description == #"no recurrent weights under "decoder"; there are some under "encoder.lstm""#)
    }

    static func module(_ prefix: String, rows: Int, hidden: Int, input: Int, leaves: [String] = []) -> [NamedArray] {
        let base = [
            NamedArray(
                name: prefix + "weight_ih_l0", shape: [rows, input], values: .init(repeating: 0.5, count: rows * input)),
            NamedArray(
                name: prefix + "weight_hh_l0", shape: [rows, hidden],
                values: .init(repeating: 0.5, count: rows * hidden)),
        ]
        return base
            + leaves.map { NamedArray(name: prefix + $0, shape: [rows], values: .init(repeating: 1, count: rows)) }
    }

    static func error(_ arrays: [NamedArray], prefix: String? = nil) throws -> String? {
        let file = try TensorFile(TensorFile.safetensors(arrays))
        return #expect(throws: WeightsError.self) { try WeightsImport(prefix: prefix).scene(from: file) }?.description
    }

    @Test func whatDoesNotFitIsSaidInOneSentence() throws {
        let two = Self.module("a.", rows: 8, hidden: 2, input: 1) + Self.module("b.", rows: 3, hidden: 1, input: 1)
        #expect(
            try Self.error(two) == """
                the recurrent modules "a", "b" could stand side by side; say which feeds which with --stack a,b, or take one \
                with --prefix
                """)
        #expect(
            try Self.error(Self.module("", rows: 10, hidden: 4, input: 1))
                == #"tensor "weight_hh_l0": its shape is [10, 4]; rows should be 1 (rnn), 3 (gru) or 4 (lstm) times its columns"#
        )
        #expect(
            try Self.error([Self.module("", rows: 8, hidden: 2, input: 1)[0]])
                == #""weight_hh_l0" is missing; the other weights of its layer are there"#)
        let projected =
            Self.module("", rows: 8, hidden: 2, input: 1)
            + [NamedArray(name: "weight_hr_l0", shape: [1, 2], values: [1, 2])]
        #expect(try Self.error(projected) == #""weight_hr_l0" belongs to an LSTM with proj_size, which no scene has"#)
        #expect(
            try Self.error([NamedArray(name: "w", shape: [1], values: [1])])
                == #"no recurrent weights: of its names "w" there is none that a known tool gives; say what they are in a file for --map"#
        )
        var infinite = Self.module("", rows: 2, hidden: 2, input: 1)
        infinite[0].values[1] = .infinity
        #expect(
            try Self.error(infinite)
                == #"tensor "weight_ih_l0" has a number that is infinite or nan; a scene's numbers are finite"#)
        let chain =
            Self.module("layers.0.", rows: 8, hidden: 2, input: 1)
            + Self.module("layers.1.", rows: 9, hidden: 3, input: 5)
        #expect(
            try Self.error(chain)
                == #"recurrent weights of 2 modules: "layers.0", "layers.1"; choose one with --prefix, several with --stack A,B, or say with --map which is the decoder"#
        )
        let stacked = #expect(throws: WeightsError.self) {
            try WeightsImport(stack: ["layers.0", "layers.1"]).scene(from: TensorFile(TensorFile.safetensors(chain)))
        }
        #expect(stacked?.description == #"tensor "layers.1.weight_ih_l0": it reads 5 numbers, but layers.0 gives 2"#)
        let short =
            Self.module("", rows: 8, hidden: 2, input: 1)
            + [NamedArray(name: "bias_ih_l0", shape: [4], values: [1, 2, 3, 4])]
        #expect(try Self.error(short) == #"tensor "bias_ih_l0": its shape is [4]; it should be [8]"#)
    }

    @Test func aListOfModulesIsAStack() throws {
        let arrays =
            Self.module("net.layers.1.", rows: 9, hidden: 3, input: 2)
            + Self.module("net.layers.0.", rows: 8, hidden: 2, input: 1, leaves: ["bias_ih_l0"])
            + [NamedArray(name: "net.readout.weight", shape: [1, 3], values: [1, 2, 3])]
        let file = try TensorFile(TensorFile.npz(arrays))
        let model = try WeightsImport().scene(from: file).scene.model
        #expect(model.stack.map(\.cell) == ["lstm", "gru"])
        #expect(model.stack.map(\.bias) == [true, false])
        #expect(model.readout?.size == 1)
        #expect(try WeightsImport(prefix: "net.layers.0").scene(from: file).scene.model.stack.count == 1)
    }

    @Test func inputsThatDoNotFit() throws {
        let file = try TensorFile(Samples.bytes("rnn_tanh.safetensors"))
        for text in [
            "[[1, 2]]", "[]", "{}", "[[1, 2, x]]", #"{"inputs": [[1,2,3]], "targets": [[1,2],[3,4]]}"#,
            #"{"tokens": [1]}"#,
            #"{"inputs": [[1,2,3]], "targets": [1]}"#, #"{"inputs": [[1,2,3]], "h0": [[1,2],[3,4]]}"#, "[[1,2,3]", "7",
            #"{"inputs": [[1,2,3]], "outputs": []}"#, #"{"inputs": [[1,2,3]], "loss": "mse"}"#,
        ] {
            #expect(throws: (any Error).self, "\(text)") {
                try WeightsImport().scene(from: file, input: ImportInput(Array(text.utf8), file: "input.json"))
            }
        }
    }

    @Test func aList() throws {
        let file = try TensorFile(Samples.bytes("lstm_f16_prefixed.safetensors"))
        let expected = """
            embedding.weight           F16  [5, 3]  embedding of 5 tokens, or readout, 3 → 5
            encoder.lstm.bias_hh_l0    F16  [8]     lstm layer 0: b of i, f, c, o
            encoder.lstm.bias_ih_l0    F16  [8]     lstm layer 0: b of i, f, c, o
            encoder.lstm.weight_hh_l0  F16  [8, 2]  lstm layer 0: U of i, f, c, o
            encoder.lstm.weight_ih_l0  F16  [8, 3]  lstm layer 0: W of i, f, c, o
            head.bias                  F16  [1]     readout, 2 → 1
            head.weight                F16  [1, 2]  readout, 2 → 1
            dialect: torch, PyTorch
            --prefix encoder.lstm: lstm, 1 layer, input 3, hidden 2
            """
        #expect(WeightsListing(file).lines.joined(separator: "\n") == expected)
        let linear = WeightsListing(try TensorFile(Samples.bytes("linear_rnn_all.safetensors"))).lines
        #expect(linear.last == "rnn (or linear: --cell linear), 1 layer, input 2, hidden 2")
        #expect(linear.contains { $0.hasSuffix("readout, 2 → 2") || $0.contains("readout,") })
    }

    /// Arrays from which PyTorch computes a weight have its role, and no array of a network is called unused.
    @Test(arguments: [
        (
            ["weight_hh_l0_g", "weight_hh_l0_v", "weight_ih_l0"],
            """
            weight_hh_l0_g  F64  [4, 1]  lstm layer 0: U of i, f, c, o
            weight_hh_l0_v  F64  [4, 1]  lstm layer 0: U of i, f, c, o
            weight_ih_l0    F64  [4, 1]  lstm layer 0: W of i, f, c, o
            dialect: torch, PyTorch
            lstm, 1 layer, input 1, hidden 1
            note: "weight_hh_l0" is computed: weight norm, weight_hh_l0_g times weight_hh_l0_v over its norm
            """
        ),
        (
            ["module.weight_ih_l0", "weight_hh_l0_raw"],
            """
            module.weight_ih_l0  F64  [4, 1]  lstm layer 0: W of i, f, c, o
            weight_hh_l0_raw     F64  [4, 1]  lstm layer 0: U of i, f, c, o
            dialect: torch, PyTorch
            lstm, 1 layer, input 1, hidden 1
            note: "weight_hh_l0" is "weight_hh_l0_raw", the weight before weight drop
            """
        ),
    ])
    func aListOfWhatIsComputed(_ names: [String], expected: String) throws {
        let arrays = names.enumerated().map { index, name in
            "\"\(name)\": {\"dtype\": \"F64\", \"shape\": [4, 1], \"data_offsets\": [\(32 * index), \(32 * index + 32)]}"
        }
        let ones = [[UInt8]](repeating: [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], count: 4 * names.count).flatMap(\.self)
        let file = try TensorFile(Samples.safetensors("{\(arrays.joined(separator: ", "))}", data: ones))
        #expect(WeightsListing(file).lines.joined(separator: "\n") == expected)
    }
}
