import ExactMath
import Recurrence
import Scenes
import Wording

/// A kind of exercise that can take its numbers from a teacher's scene.
public protocol SceneExerciseKind: ExerciseKind {
    /// The exercise about this scene.
    ///
    /// - Throws: `ExerciseProblem.unfitScene` with the reason where the scene is not of this kind.
    func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise
}

extension SceneExerciseKind where Self: LinearKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let network: LinearModel<Rational>
        do throws(MisfitReason) { network = try LinearModel(scene) } catch {
            throw .unfitScene(kind: id, reason: error.reason)
        }
        let task = task(steps: network.steps, level: 2, seed: 1)
        if task == .last, network.targets.last == .some(nil) {
            throw .unfitScene(
                kind: id, reason: "the last step has no target, and so no loss; one with a target would fit.")
        }
        return exercise(network, task, origin: .scene(SafeText.of(name, limit: 200)))
    }
}

extension LinearForwardKind: SceneExerciseKind {}
extension LinearBPTTKind: SceneExerciseKind {}
extension LinearLastKind: SceneExerciseKind {}
extension LinearTriangleKind: SceneExerciseKind {}
extension TruncatedKind: SceneExerciseKind {}

extension Catalogue {
    /// The exercise of an id about a scene.
    ///
    /// - Parameter ask: names of the trace's grammar, where the kind takes any.
    public static func exercise(
        _ id: String, scene: Scene, name: String, ask: String? = nil
    ) throws(ExerciseProblem) -> Exercise {
        guard let kind = kind(id) else { throw .unknownKind(SafeText.of(id), near: nearest(id)) }
        if let ask {
            guard let kind = kind as? BackwardKind else {
                throw .unfitAsk(SafeText.of(ask), reason: "only the exercise backward takes names")
            }
            return try kind.exercise(scene: scene, name: name, ask: ask).withFiniteAnswers()
        }
        guard let kind = kind as? any SceneExerciseKind else { throw .noScenes(kind: id) }
        return try kind.exercise(scene: scene, name: name).withFiniteAnswers()
    }
}

extension ExerciseProblem {
    /// Numbers that no answer can be compared with.
    static func overflow(kind: String) -> ExerciseProblem {
        .unfitScene(kind: kind, reason: "its numbers overflow; smaller ones would fit.")
    }
}

extension Exercise {
    /// The exercise, unless a right answer is infinite or no number.
    fileprivate func withFiniteAnswers() throws(ExerciseProblem) -> Exercise {
        let isFinite = working.answers().allSatisfy { answer in
            if case .real(let numbers) = answer { numbers.entries.allSatisfy(\.isFinite) } else { true }
        }
        guard isFinite else { throw .overflow(kind: kind) }
        return self
    }
}

struct MisfitReason: Error {
    let reason: String
}

extension LinearModel<Rational> {
    /// The most numbers of a scene that exercises take: beyond it nobody computes by hand.
    private static let largest = (width: 8, steps: 12)

    /// The network of a scene with one linear layer and a linear readout.
    init(_ scene: Scene) throws(MisfitReason) {
        let model = scene.model
        func need(_ holds: Bool, _ reason: String) throws(MisfitReason) {
            if !holds { throw MisfitReason(reason: reason) }
        }
        try need(
            model.shape == .manyToMany || model.shape == .manyToOne,
            "the model's shape is \(model.shape.rawValue); many-to-many or many-to-one would fit.")
        try need(model.stack.count == 1, "the stack has \(model.stack.count) layers; one would fit.")
        guard let layer = model.stack.first, let readout = model.readout else {
            throw MisfitReason(reason: "there is no readout; a linear one without a bias would fit.")
        }
        try need(layer.cell == LinearCell.name, "stack.0 is of the cell \(layer.cell); linear would fit.")
        try need(
            !layer.bias && !layer.bidirectional && !layer.residual,
            "stack.0 has a bias, two directions or a residual connection; a plain layer would fit.")
        try need(
            readout.activation == .identity && !readout.bias,
            "the readout has an activation or a bias; activation: identity and bias: false would fit.")
        try need(model.loss == .mse, "the loss is \(model.loss.rawValue); mse would fit.")
        try need(model.reduction == .sum, "the loss is the mean of its steps; reduction: sum would fit.")
        guard case .inputs(let numbers) = scene.sequence.source, model.inputWidth > 0 else {
            throw MisfitReason(reason: "the sequence has no `inputs`; vectors would fit.")
        }
        let width = model.inputWidth
        let steps = numbers.count / width
        try need(
            (1...Self.largest.steps).contains(steps)
                && [layer.hidden, readout.size, width].allSatisfy { $0 <= Self.largest.width },
            "it is too large to be worked by hand; up to \(Self.largest.steps) steps and widths up to \(Self.largest.width) would fit."
        )
        func matrix(_ path: String, _ rows: Int, _ columns: Int) throws(MisfitReason) -> Matrix<Rational> {
            guard let value = scene.values[path], value.rows == rows, value.columns == columns else {
                throw MisfitReason(reason: "\(path) does not stand in its `values`; every parameter has to.")
            }
            return Matrix(rows: rows, columns: columns, elements: value.numbers.map(\.exact))
        }
        let start =
            layer.initialState == .zero
            ? [Rational](repeating: 0, count: layer.hidden) : try matrix("stack.0.h0", layer.hidden, 1).elements
        var targets: [[Rational]?] = try scene.sequence.targets.map { target throws(MisfitReason) in
            switch target {
            case nil: return nil
            case .vector(let numbers): return numbers.map(\.exact)
            case .index: throw MisfitReason(reason: "a target is a class; vectors would fit.")
            }
        }
        if model.shape == .manyToOne { targets = [[Rational]?](repeating: nil, count: steps - 1) + targets.suffix(1) }
        try need(
            targets.count == steps, "there are \(targets.count) targets for \(steps) steps; one a step would fit.")
        try need(targets.contains { $0 != nil }, "no step has a target; one or more would fit.")
        self.init(
            recurrent: try matrix("stack.0.U", layer.hidden, layer.hidden),
            input: try matrix("stack.0.W", layer.hidden, width),
            output: try matrix("readout.W_y", readout.size, layer.hidden), start: start,
            inputs: (0..<steps).map { step in numbers[step * width..<(step + 1) * width].map(\.exact) },
            targets: targets)
    }
}
