import ExactMath
import Recurrence
import Scenes

/// A Python program that builds the same network from torch's modules, runs the same sequence, and prints the loss and
/// the gradient of every parameter under its name in the scene.
public struct PyTorchScript {
    /// Most numbers that a program holds; larger networks are better kept in a file of weights.
    public static let largest = 1_000_000

    private let export: TorchExport
    private let data: SequenceData<Double>
    private let modules: [TorchExport.Module]

    /// Throws `notInTorch` where the network and its inputs have more than `largest` numbers.
    public init(_ export: TorchExport) throws(WeightsError) {
        self.export = export
        data = export.scene.data()
        let stack = export.scene.model.stack
        // A linear cell is written out below, one layer at a time.
        let isOne = export.isOneModule && !stack.contains { $0.cell == LinearCell.name }
        modules =
            isOne
            ? [TorchExport.Module(path: "layers.0", layers: stack.indices)]
            : stack.indices.map { TorchExport.Module(path: "layers.\($0)", layers: $0..<$0 + 1) }
        let numbers = export.network.parameterCount + data.inputs.count
        guard numbers <= Self.largest else {
            throw .notInTorch(
                part: "the network", "its \(numbers) numbers make no readable program; export them as safetensors")
        }
    }

    private var model: SceneModel { export.scene.model }

    /// The program.
    public var text: String {
        [
            header, linearCell, weights, network, states, sequence, run, outputs, loss, gradients,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    // MARK: The pieces, in their order

    private var header: String {
        let title = export.scene.title.isEmpty ? "" : "# \(export.scene.title)\n"
        return title + """
            # Prints the outputs, the loss and the gradient of every parameter of the scene, computed by torch's own modules and autograd.
            # Written by `unfold export --format pytorch`; needs PyTorch.
            import torch

            torch.set_default_dtype(torch.float64)
            """
    }

    private var linearCell: String {
        guard model.stack.contains(where: { $0.cell == LinearCell.name }) else { return "" }
        return """
            class LinearRNN(torch.nn.Module):
                \"""h_t = W x_t + U h_{t-1} + b: torch.nn.RNN without its tanh.\"""

                def __init__(self, inputs, hidden, bias, bidirectional):
                    super().__init__()
                    self.hidden_size = hidden
                    self.suffixes = ["_l0", "_l0_reverse"] if bidirectional else ["_l0"]
                    shapes = {"weight_ih": (hidden, inputs), "weight_hh": (hidden, hidden)}
                    if bias:
                        shapes |= {"bias_ih": (hidden,), "bias_hh": (hidden,)}
                    for suffix in self.suffixes:
                        for name, shape in shapes.items():
                            self.register_parameter(name + suffix, torch.nn.Parameter(torch.zeros(shape)))

                def forward(self, x, state=None):
                    outputs, finals = [], []
                    for direction, suffix in enumerate(self.suffixes):
                        w, u = getattr(self, "weight_ih" + suffix), getattr(self, "weight_hh" + suffix)
                        b = getattr(self, "bias_ih" + suffix, 0) + getattr(self, "bias_hh" + suffix, 0)
                        h = torch.zeros(self.hidden_size) if state is None else state[direction]
                        steps = []
                        for x_t in x.flip(0) if direction else x:
                            h = w @ x_t + u @ h + b
                            steps.append(h)
                        outputs.append(torch.stack(steps[::-1] if direction else steps))
                        finals.append(h)
                    return torch.cat(outputs, dim=1), torch.stack(finals)

            """
    }

    private var weights: String {
        let arrays = export.arrays(ofModules: modules).filter { !Self.isState($0.name) }
        let lines = arrays.map { "    \"\($0.name)\": \(Python.literal($0.values, shape: $0.shape))," }
        return "weights = {\n\(lines.joined(separator: "\n"))\n}"
    }

    private static func isState(_ name: String) -> Bool {
        NumberedName(name).map { $0.stem == "h0" || $0.stem == "c0" } ?? false
    }

    private var network: String {
        var lines = ["network = torch.nn.ModuleDict({"]
        if let embedding = model.embedding {
            lines.append("    \"embedding\": torch.nn.Embedding(\(embedding.vocabulary.count), \(embedding.size)),")
        }
        lines.append("    \"layers\": torch.nn.ModuleList([")
        for module in modules { lines.append("        \(constructor(of: module)),") }
        lines.append("    ]),")
        if let readout = model.readout {
            let bias = readout.bias ? "" : ", bias=False"
            lines.append("    \"readout\": torch.nn.Linear(\(model.topWidth), \(readout.size)\(bias)),")
        }
        lines.append("})")
        lines.append("network.load_state_dict({name: torch.tensor(values) for name, values in weights.items()})")
        return lines.joined(separator: "\n")
    }

    private func constructor(of module: TorchExport.Module) -> String {
        let layer = model.stack[module.layers.lowerBound]
        let inputs =
            module.layers.lowerBound == 0 ? model.inputWidth : model.stack[module.layers.lowerBound - 1].outputWidth
        if layer.cell == LinearCell.name {
            let flags = [layer.bias, layer.bidirectional].map(Python.literal).joined(separator: ", ")
            return "LinearRNN(\(inputs), \(layer.hidden), \(flags))"
        }
        var arguments = ["\(inputs)", "\(layer.hidden)"]
        if module.layers.count > 1 { arguments.append("num_layers=\(module.layers.count)") }
        if layer.cell == ElmanCell.name, layer.options.activation == .relu { arguments.append("nonlinearity=\"relu\"") }
        if !layer.bias { arguments.append("bias=False") }
        if layer.bidirectional { arguments.append("bidirectional=True") }
        let type = RecurrentKind(layer)?.rawValue.uppercased() ?? ""
        return "torch.nn.\(type)(\(arguments.joined(separator: ", ")))"
    }

    /// `states`: initial states by their paths; `initial`: what every module takes, None for zeros.
    private var states: String {
        var lines: [String] = []
        var initial: [String] = []
        for module in modules {
            let layers = module.layers.map { (index: $0, layer: model.stack[$0]) }
            guard layers.contains(where: { $0.layer.initialState != .zero }), let first = layers.first else {
                initial.append("None")
                continue
            }
            let stacks = first.layer.states.map { state in
                let names = layers.flatMap { layer in
                    layer.layer.parts(at: layer.index).map { part in
                        let path = "\(part).\(state)0"
                        let zeros = [Double](repeating: 0, count: layer.layer.hidden)
                        let values = export.parameter(path) ?? zeros
                        let flag = layer.layer.initialState == .zero ? "" : ", requires_grad=True"
                        lines.append(
                            "    \"\(path)\": torch.tensor(\(Python.literal(values, shape: [values.count]))\(flag)),")
                        return "states[\"\(path)\"]"
                    }
                }
                return "torch.stack([\(names.joined(separator: ", "))])"
            }
            initial.append(stacks.count == 1 ? stacks[0] : "(\(stacks.joined(separator: ", ")))")
        }
        return "states = {\n\(lines.joined(separator: "\n"))\n}\n".replacingEmptyBraces
            + "initial = [\(initial.joined(separator: ", "))]"
    }

    private var sequence: String {
        var lines: [String] = []
        if data.tokens.isEmpty {
            let width = max(1, model.inputWidth)
            let shape = [data.inputs.count / width, width]
            lines.append("inputs = torch.tensor(\(Python.literal(data.inputs, shape: shape)))")
        } else {
            lines.append("inputs = network[\"embedding\"](torch.tensor(\(data.tokens)))")
        }
        let first = export.network.outputSteps.lowerBound - 1
        let targets = data.targets.enumerated().compactMap { index, target in
            target.map { "    \(first + index): \(Python.literal($0))," }
        }
        lines.append("targets = {  # by step, from 0\n\(targets.joined(separator: "\n"))\n}")
        return lines.joined(separator: "\n")
    }

    private var run: String {
        let readout =
            model.embedding?.tied == true
            ? "h @ network[\"embedding\"].weight.T" : model.readout == nil ? "h" : "network[\"readout\"](h)"
        let activation: ReadoutActivation =
            model.embedding?.tied == true ? .softmax : model.readout?.activation ?? .identity
        let output =
            switch activation {
            case .identity: "a_y"
            case .sigmoid: "torch.sigmoid(a_y)"
            case .tanh: "torch.tanh(a_y)"
            case .softmax: "torch.softmax(a_y, dim=-1)"
            }
        guard model.shape == .oneToMany else {
            return """
                h = inputs
                for layer, state in zip(network["layers"], initial):
                    h, _ = layer(h, state)
                a_y = \(readout)
                y = \(output)
                """
        }
        return """
            x, state, logits, outputs = inputs[0], initial, [], []
            for t in range(\(export.network.outputSteps.upperBound)):
                h = x[None]
                for k, layer in enumerate(network["layers"]):
                    h, state[k] = layer(h, state[k])
                a_y = \(readout)
                y = \(output)
                logits.append(a_y[0])
                outputs.append(y[0])
                x = \(nextInput)
            a_y, y = torch.stack(logits), torch.stack(outputs)
            """
    }

    /// What the next step of one-to-many reads.
    private var nextInput: String {
        let rows = model.embedding == nil ? "" : " @ network[\"embedding\"].weight"
        switch model.feedback {
        case .output: return "y[0]\(rows)"
        case .argmax:
            return "torch.nn.functional.one_hot(y[0].argmax(), \(model.outputWidth)).double()\(rows)"
        case .none: return "torch.zeros(\(model.inputWidth))"
        case .target:
            let one = "torch.nn.functional.one_hot(torch.tensor(targets[t]), \(model.outputWidth)).double()"
            let target = "(\(one) if isinstance(targets[t], int) else torch.tensor(targets[t]))\(rows)"
            return "\(target) if t in targets else torch.zeros(\(model.inputWidth))"
        }
    }

    private var outputs: String {
        let steps = export.network.outputSteps
        return """
            for t in range(\(steps.lowerBound), \(steps.upperBound + 1)):
                print("y", t, y[t - 1].tolist())
            """
    }

    private var loss: String {
        let term =
            switch model.loss {
            case .mse: "0.5 * (y[t] - torch.tensor(target)).square().sum()"
            case .nll:
                """
                -torch.log_softmax(a_y[t], 0)[target] if isinstance(target, int)
                    else -(torch.tensor(target) * torch.log_softmax(a_y[t], 0)).sum()
                """
            case .bce:
                """
                torch.nn.functional.binary_cross_entropy_with_logits(
                        a_y[t], torch.nn.functional.one_hot(torch.tensor(target), \(model.outputWidth)).double()
                        if isinstance(target, int) else torch.tensor(target), reduction="sum")
                """
            case .none: "0 * y[t].sum()"
            }
        let mean = model.reduction == .mean ? " / max(1, len(targets))" : ""
        return """
            loss = 0 * y.sum() + sum(
                \(term)
                for t, target in targets.items()
            )\(mean)
            loss.backward()
            print("loss", loss.item())
            """
    }

    /// Gradients in the scene's names: torch keeps all gates of a layer in one matrix.
    private var gradients: String {
        var rows: [String] = []
        for (number, module) in modules.enumerated() {
            for index in module.layers {
                let layer = model.stack[index]
                let gates = (RecurrentKind(layer)?.torchGates ?? []).map { "\"\($0.suffix)\"" }.joined(separator: ", ")
                for (direction, part) in layer.parts(at: index).enumerated() {
                    let suffix = "_l\(index - module.layers.lowerBound)\(direction == 1 ? "_reverse" : "")"
                    rows.append("    (\"\(part)\", network[\"layers\"][\(number)], \"\(suffix)\", [\(gates)]),")
                }
            }
        }
        return """
            for part, module, suffix, gates in [
            \(rows.joined(separator: "\n"))
            ]:
                grad = {name.removesuffix(suffix): p.grad for name, p in module.named_parameters() if name.endswith(suffix)}
                for k, gate in enumerate(gates):
                    rows = slice(k * module.hidden_size, (k + 1) * module.hidden_size)
                    sign = -1 if gate == "_z" else 1  # torch's z is the scene's 1 - z
                    print(f"{part}.W{gate}", (sign * grad["weight_ih"][rows]).tolist())
                    print(f"{part}.U{gate}", (sign * grad["weight_hh"][rows]).tolist())
                    if "bias_ih" in grad:
                        print(f"{part}.b{gate}", (sign * grad["bias_ih"][rows]).tolist())
                    if "bias_hh" in grad and gate == "_h":
                        print(f"{part}.c{gate}", grad["bias_hh"][rows].tolist())
            for name, module_name, parameter in [
                ("embedding.E", "embedding", "weight"),
                ("readout.W_y", "readout", "weight"),
                ("readout.b_y", "readout", "bias"),
            ]:
                if module_name in network and getattr(network[module_name], parameter) is not None:
                    print(name, getattr(network[module_name], parameter).grad.tolist())
            for name, state in states.items():
                if state.grad is not None:
                    print(name, state.grad.tolist())
            """
    }
}

extension String {
    /// An empty dictionary on one line.
    fileprivate var replacingEmptyBraces: String { self == "states = {\n\n}\n" ? "states = {}\n" : self }
}
