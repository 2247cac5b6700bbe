import ExactMath
import Recurrence
import Scenes
import Weights
import Testing

@Suite struct ExportTests {
    static let cells: [String: SceneLayer] = {
        var after = CellOptions()
        after.reset = .after
        var relu = CellOptions()
        relu.activation = .relu
        return [
            "rnn": SceneLayer(cell: "rnn", hidden: 2), "relu": SceneLayer(cell: "rnn", options: relu, hidden: 2),
            "linear": SceneLayer(cell: "linear", hidden: 2, bias: true),
            "gru": SceneLayer(cell: "gru", options: after, hidden: 2), "lstm": SceneLayer(cell: "lstm", hidden: 2),
        ]
    }()

    /// A scene whose parameters are all given, among them zeros of both signs and numbers that no decimal keeps short.
    static func scene(
        _ stack: [SceneLayer], readout: Readout? = nil, embedding: SceneEmbedding? = nil, shape: Shape = .manyToMany
    ) -> Scene {
        let model = SceneModel(shape: shape, stack: stack, readout: readout, embedding: embedding, inputWidth: 3)
        let zeros = [Number](repeating: Number(0), count: 3)
        let source = embedding == nil ? SceneSequence.Source.inputs(zeros) : .tokens([0])
        var scene = Scene(model: model, sequence: SceneSequence(source: source))
        var random = SeededGenerator(seed: 11)
        let special: [Double] = [0, -0.0, 1 / 3, .leastNonzeroMagnitude, -1e300]
        for parameter in scene.network().parameters {
            let numbers = (0..<parameter.count).map { _ in
                Bool.random(using: &random)
                    ? Double.random(in: -1...1, using: &random) : special.randomElement(using: &random) ?? 0
            }
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: numbers.map(Number.init))
        }
        return scene
    }

    static func bits(_ scene: Scene) -> [String: [UInt64]] {
        scene.values.mapValues { $0.numbers.map(\.double.bitPattern) }
    }

    static func variants(_ layer: SceneLayer) -> [[SceneLayer]] {
        var bidirectional = layer
        bidirectional.bidirectional = true
        var unbiased = layer
        unbiased.bias = false
        var learned = layer
        learned.initialState = .learned
        var given = bidirectional
        given.initialState = .given
        return [[layer], [bidirectional, bidirectional], [unbiased], [learned, layer], [layer, given]]
    }

    @Test(arguments: cells.keys.sorted())
    func aRoundTripIsExact(_ cell: String) throws {
        let layer = try #require(Self.cells[cell])
        for stack in Self.variants(layer) {
            let scene = Self.scene(stack, readout: Readout(size: 4, activation: .softmax))
            let export = try TorchExport(scene)

            let whole = try WeightsImport().scene(from: TensorFile(export.safetensors)).scene
            #expect(whole.model == scene.model)
            #expect(Self.bits(whole) == Self.bits(scene))

            // An npz archive has no place for what names and shapes do not say.
            let options = WeightsImport(
                cell: cell == "linear" ? "linear" : nil, activation: cell == "relu" ? .relu : nil)
            let bare = try options.scene(from: TensorFile(export.npz)).scene
            #expect(bare.model.stack.map(\.cell) == scene.model.stack.map(\.cell))
            #expect(Self.bits(bare) == Self.bits(scene))
        }
    }

    @Test func aMixedStackIsAListOfModules() throws {
        let stack = try ["linear", "gru", "relu", "lstm", "rnn"].map { try #require(Self.cells[$0]) }
        let scene = Self.scene(stack, shape: .manyToOne)
        let file = try TensorFile(TorchExport(scene).safetensors)
        #expect(file["layers.3.weight_ih_l0"]?.shape == [8, 2])
        let back = try WeightsImport().scene(from: file).scene
        #expect(back.model == scene.model)
        #expect(Self.bits(back) == Self.bits(scene))
    }

    @Test func whatAnNPZDoesNotTellIsSaid() throws {
        func untold(_ scene: Scene) throws -> [String] { try TorchExport(scene).untoldByNPZ }
        let linear = try #require(Self.cells["linear"])
        let relu = try #require(Self.cells["relu"])
        let lstm = SceneLayer(cell: "lstm", hidden: 3)
        #expect(try untold(Self.scene([lstm], readout: Readout(size: 1, activation: .identity))) == [])
        #expect(
            try untold(Self.scene([linear, linear]))
                == [0, 1].map {
                    "npz does not hold stack.\($0)'s cell linear; it comes back as cell rnn without --cell linear"
                })
        #expect(
            try untold(Self.scene([linear, relu], readout: Readout(size: 1, activation: .sigmoid), shape: .manyToOne))
                == [
                    "npz does not hold readout's activation sigmoid; it comes back as activation identity",
                    "npz does not hold shape many-to-one; it comes back as shape many-to-many",
                    "npz does not hold stack.0's cell linear; it comes back as cell rnn",
                    "npz does not hold stack.1's activation relu; it comes back as activation tanh",
                ])
        var given = lstm
        given.initialState = .given
        let tied = SceneEmbedding(vocabulary: ["a", "b"], size: 3, tied: true)
        #expect(
            try untold(Self.scene([given], embedding: tied)) == [
                "npz does not hold embedding's tied true; it comes back as none without --embedding embedding --readout embedding",
                "npz does not hold the vocabulary; its tokens come back as their numbers",
                "npz does not hold stack.0's initial_state given; it comes back as initial_state learned",
            ])
        let archive = try TensorFile(TorchExport(Self.scene([lstm], embedding: tied)).npz)
        let back = try WeightsImport(embedding: "embedding", readout: "embedding").scene(from: archive).scene
        #expect(back.model.embedding?.tied == true)
    }

    @Test func embeddingsKeepTheirWords() throws {
        let layer = SceneLayer(cell: "lstm", hidden: 3)
        let words = ["the", "\"cat\"", "čaj 😀"]
        for isTied in [false, true] {
            let scene = Self.scene(
                [layer], readout: isTied ? nil : Readout(size: 3),
                embedding: SceneEmbedding(vocabulary: words, size: 3, tied: isTied))
            let back = try WeightsImport().scene(from: TensorFile(TorchExport(scene).safetensors)).scene
            #expect(back.model == scene.model)
            #expect(Self.bits(back) == Self.bits(scene))
        }
    }

    @Test func names() throws {
        var layer = SceneLayer(cell: "gru", options: CellOptions(reset: .after), hidden: 2)
        layer.bidirectional = true
        let file = try TensorFile(TorchExport(Self.scene([layer], readout: Readout(size: 1))).safetensors)
        #expect(
            file.tensors.map(\.name) == [
                "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse",
                "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse", "readout.weight", "readout.bias",
            ])
        #expect(
            file.tensors.map(\.shape) == [[6, 3], [6, 2], [6], [6], [6, 3], [6, 2], [6], [6], [1, 4], [1]])
    }

    @Test func whatTorchDoesNotHaveIsRefusedByName() throws {
        var residual = SceneLayer(cell: "lstm", hidden: 3)
        residual.residual = true
        let refused: [(SceneLayer, String)] = [
            (SceneLayer(cell: "ugrnn", hidden: 2), "stack.0: torch has no ugrnn cell; it has RNN, LSTM and GRU"),
            (
                SceneLayer(cell: "feedforward", hidden: 2),
                "stack.0: torch has no feedforward cell; it has RNN, LSTM and GRU"
            ),
            (residual, "stack.0: residual: true is not in torch's RNN, LSTM and GRU"),
            (
                SceneLayer(cell: "lstm", options: CellOptions(peephole: .full), hidden: 2),
                "stack.0: peephole: full is not in torch's LSTM, whose gates do not see c"
            ),
            (
                SceneLayer(cell: "gru", hidden: 2),
                "stack.0: reset: before is not torch's GRU, whose reset gate acts after the product (reset: after)"
            ),
            (
                SceneLayer(cell: "rnn", options: CellOptions(activation: .sigmoid), hidden: 2),
                "stack.0: activation: sigmoid is not in torch's RNN, which has tanh and relu"
            ),
        ]
        for (layer, sentence) in refused {
            let error = #expect(throws: WeightsError.self) { try TorchExport(Self.scene([layer])) }
            #expect(error?.description == sentence)
        }
    }

    @Test func aProgram() throws {
        var layer = SceneLayer(cell: "gru", options: CellOptions(reset: .after), hidden: 1)
        layer.initialState = .learned
        var scene = Self.scene([layer], readout: Readout(size: 1, activation: .sigmoid, bias: false))
        for path in scene.values.keys {
            let count = scene.values[path]?.numbers.count ?? 0
            scene.values[path]?.numbers = (0..<count).map { Number(0.5 + Double($0)) }
        }
        scene.title = "One gate"
        scene.model.loss = .mse
        scene.sequence.targets = [.vector([Number(1)])]
        let text = try PyTorchScript(TorchExport(scene)).text
        let head = """
            # One gate
            # Prints the outputs, the loss and the gradient of every parameter of the scene, computed by torch's own modules and autograd.
            # Written by `unfold export --format pytorch`; needs PyTorch.
            import torch

            torch.set_default_dtype(torch.float64)

            weights = {
                "layers.0.weight_ih_l0": [[0.5, 1.5, 2.5], [-0.5, -1.5, -2.5], [0.5, 1.5, 2.5]],
                "layers.0.weight_hh_l0": [[0.5], [-0.5], [0.5]],
                "layers.0.bias_ih_l0": [0.5, -0.5, 0.5],
                "layers.0.bias_hh_l0": [0.0, 0.0, 0.5],
                "readout.weight": [[0.5]],
            }

            network = torch.nn.ModuleDict({
                "layers": torch.nn.ModuleList([
                    torch.nn.GRU(3, 1),
                ]),
                "readout": torch.nn.Linear(1, 1, bias=False),
            })
            network.load_state_dict({name: torch.tensor(values) for name, values in weights.items()})

            states = {
                "stack.0.h0": torch.tensor([0.5], requires_grad=True),
            }
            initial = [torch.stack([states["stack.0.h0"]])]

            inputs = torch.tensor([[0.0, 0.0, 0.0]])
            targets = {  # by step, from 0
                0: [1.0],
            }

            h = inputs
            for layer, state in zip(network["layers"], initial):
                h, _ = layer(h, state)
            a_y = network["readout"](h)
            y = torch.sigmoid(a_y)

            for t in range(1, 2):
                print("y", t, y[t - 1].tolist())

            loss = 0 * y.sum() + sum(
                0.5 * (y[t] - torch.tensor(target)).square().sum()
                for t, target in targets.items()
            )
            loss.backward()
            print("loss", loss.item())
            """
        #expect(text.hasPrefix(head))
    }

    @Test func anONNXModelComesBackRoundedToFloats() throws {
        var lstm = SceneLayer(cell: "lstm", options: CellOptions(peephole: .diagonal), hidden: 2)
        lstm.initialState = .given
        var gru = SceneLayer(cell: "gru", hidden: 3)
        gru.bidirectional = true
        let linear = SceneLayer(cell: "linear", hidden: 2, bias: true)
        let sigmoid = SceneLayer(cell: "rnn", options: CellOptions(activation: .sigmoid), hidden: 2, bias: false)
        for stack in [[lstm, gru], [linear, sigmoid]] {
            var scene = Self.scene(stack, readout: Readout(size: 2, activation: .softmax), shape: .manyToOne)
            let error = #expect(throws: WeightsError.self) { try ONNXExport(scene) }
            #expect(error?.description.hasSuffix("it has a number that is too large for float32") == true)
            scene.values = scene.values.mapValues { value in
                var value = value
                value.numbers = value.numbers.map { abs($0.double) > 2 ? Number(0.1) : $0 }
                return value
            }
            let file = try TensorFile(ONNXExport(scene).bytes)
            let back = try WeightsImport().scene(from: file).scene
            #expect(back.model == scene.model)
            let rounded = scene.values.mapValues { $0.numbers.map { Double(Float($0.double)).bitPattern } }
            #expect(Self.bits(back) == rounded)
        }
    }

    @Test func whatOtherReadersOfONNXDoIsSaid() throws {
        let peephole = SceneLayer(cell: "lstm", options: CellOptions(peephole: .diagonal), hidden: 2)
        let relu = SceneLayer(cell: "rnn", options: CellOptions(activation: .relu), hidden: 2)
        func notes(_ stack: [SceneLayer]) throws -> [String] {
            var scene = Self.scene(stack)
            scene.values = scene.values.mapValues { value in
                var value = value
                value.numbers = value.numbers.map { _ in Number(0.5) }
                return value
            }
            return try ONNXExport(scene).notes
        }
        #expect(try notes([SceneLayer(cell: "lstm", hidden: 2)]) == [])
        #expect(
            try notes([peephole, relu, SceneLayer(cell: "gru", hidden: 2)]) == [
                "OpenVINO leaves peepholes out, and OpenCV exchanges two of them",
                "tract takes relu and sigmoid layers for tanh", "OpenCV gives a GRU's last step alone",
            ])
    }

    @Test func programsForOtherTools() throws {
        let scene = Self.scene([SceneLayer(cell: "gru", hidden: 2)])
        #expect(try ToolScript(scene, for: .keras).text.contains("reset_after=reset"))
        for (tool, words) in [
            (ToolScript.Tool.flax, "reset: before, which is not in Flax NNX's gru"),
            (.mlx, "reset: before, which is not in MLX's gru"),
        ] {
            let error = #expect(throws: WeightsError.self) { try ToolScript(scene, for: tool) }
            #expect(error?.description == "stack.0: \(words)")
        }
        var after = SceneLayer(cell: "gru", hidden: 2)
        after.options.reset = .after
        let error = #expect(throws: WeightsError.self) { try ToolScript(Self.scene([after]), for: .flax) }
        #expect(error?.description == "stack.0: c_h is not zero, which is not in Flax NNX's gru")
    }
}
