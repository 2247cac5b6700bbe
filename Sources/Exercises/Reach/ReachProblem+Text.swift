import Formula
import Recurrence
import Wording

extension ReachProblem {
    private var where_: String {
        let steps = losses.map { "t = \($0)" }
        if losses.count == lengths.outputs { return "at every step" }
        return "only at "
            + (steps.count == 1 ? steps[0] : steps.dropLast().joined(separator: ", ") + " and " + (steps.last ?? ""))
    }

    private func words(_ layer: Layer) -> String {
        let cell = type(of: layer.cell).name
        return (layer.bidirectional ? "a bidirectional layer" : "a layer") + " of the cell \(cell)"
            + (layer.residual ? ", with a shortcut around it" : "")
    }

    private func start(_ layer: Layer) -> String {
        switch layer.initialState {
        case .zero: "state 0 is zero"
        case .learned: "state 0 is learned, and not zero"
        case .given: "state 0 is given, and not zero"
        }
    }

    func text(title: String) -> ExerciseText {
        var statement: [Statement] = [
            .text("A network over T = \(lengths.inputs) steps \(readoutWords), bottom first:")
        ]
        statement += architecture.stack.enumerated().map { place, layer in
            .text("layer \(place + 1): \(words(layer)); \(start(layer))")
        }
        statement.append(.text("There is a loss \(where_), and none elsewhere."))
        switch truncation {
        case .chunks(let k)?:
            statement.append(
                .text(
                    "The way back is cut in chunks of \(k): the state is detached after every step that is a multiple of \(k)."
                ))
        case .window(let k)?:
            statement.append(.text("The way back is truncated by a sliding window of \(k) steps."))
        case nil: break
        }
        statement.append(
            .text(
                "Which gradients of L are not zero in general (for weights and inputs that are nothing special)? Answer yes where it is not zero: "
                    + "for states and inputs one yes or no a step, for a parameter one."))
        return ExerciseText(
            statement: statement,
            hints: [
                "Draw the unfolded graph and mark the losses. A gradient is not zero exactly where an arrow path leads from the thing to a loss.",
                "Arrows go forward in time: a state reaches losses at its own step and later ones, never earlier ones.",
                "A parameter has one term a step: what arrives at that step, times what the parameter was multiplied by there.",
                "A state that starts at zero: what is U multiplied by at the first step?",
                truncation == nil
                    ? "In a layer that runs backwards in time, the arrows between its states point the other way."
                    : "Where a state is detached, no gradient passes from the step after it to it; the forward pass knows nothing of that.",
            ],
            solution: zip(fields, answers()).map { field, answer in
                "\(field.name) = \(field.kind.keyText(answer))   (\(field.meaning.text))"
            }, scene: scene(title: title),
            given: [
                JSON.Member("losses", .array(losses.map { .integer($0) })),
                JSON.Member("steps", .integer(lengths.inputs)),
            ])
    }

    /// The network with small numbers, to look at.
    private func scene(title: String) -> JSON {
        let ones = JSON.array([JSON](repeating: .integer(1), count: architecture.inputWidth))
        let zeros = JSON.array([JSON](repeating: .integer(0), count: network.outputWidth))
        let readout =
            architecture.readout.map { readout in
                [JSON.Member("readout", .object(["size": .integer(readout.size), "activation": .string("identity")]))]
            } ?? []
        let stack = architecture.stack.map { layer in
            JSON.object(
                [
                    JSON.Member("cell", .string(type(of: layer.cell).name)),
                    JSON.Member("hidden", .integer(layer.hidden)),
                    JSON.Member("bidirectional", .bool(layer.bidirectional)),
                ] + (layer.residual ? [JSON.Member("residual", .bool(true))] : []))
        }
        return .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object(
                [JSON.Member("shape", .string("many-to-many")), JSON.Member("stack", .array(stack))] + readout),
            "sequence": .object([
                "inputs": .array([JSON](repeating: ones, count: lengths.inputs)),
                "targets": .array((1...lengths.outputs).map { losses.contains($0) ? zeros : .null }),
            ]), "loss": .string("mse"),
            "parameters": .object(["initialize": .object(["scheme": .string("zero")])]),
        ])
    }
}

extension LineName {
    /// The name without its step.
    var traceName: TraceName { TraceName(path: path.split(separator: ".").map(String.init), isGradient: isGradient) }
}
