import ExactMath
import Recurrence
import Scenes
import Testing

/// The losses and their mean: known numbers, and every gradient by two other methods over all that a loss can meet.
@Suite struct LossTests {
    /// One linear unit whose a_y is the input itself.
    private func scene(_ loss: String, inputs: String, targets: String, activation: String = "sigmoid") throws -> Scene
    {
        try Scene(
            text: """
                unfold: 1
                model:
                  stack: [{cell: linear, hidden: 1}]
                  readout: {size: 1, activation: \(activation)}
                sequence:
                  inputs: \(inputs)
                  targets: \(targets)
                loss: \(loss)
                parameters:
                  values:
                    stack.0.W: [[1]]
                    stack.0.U: [[0]]
                    readout.W_y: [[1]]
                    readout.b_y: [0]
                """, file: "loss")
    }

    private func logitGradients(_ trace: Trace<Double>) throws -> [Double] {
        let a_y = try #require(trace.network.node("readout", "a_y"))
        return trace.network[a_y].steps.flatMap { Array(trace.gradient(a_y, at: $0)) }
    }

    /// σ(0) = ½ costs log 2 whatever the label; σ(log 3) = ¾.
    @Test func crossEntropy() throws {
        let trace = try scene("bce", inputs: "[[0], [0], [1.0986122886681098]]", targets: "[[1], [0.25], [0]]").trace(
            as: Double.self)
        let log2 = 0.6931471805599453
        for (loss, expected) in zip(trace.losses, [log2, log2, 2 * log2]) {
            #expect(abs(loss.value - expected) < 1e-15)
        }
        #expect(abs(trace.loss - 4 * log2) < 1e-15)
        for (found, expected) in zip(try logitGradients(trace), [-0.5, 0.25, 0.75]) {
            #expect(abs(found - expected) < 1e-15)
        }
    }

    /// Where y rounds to 1 or 0, the loss is still that of a_y: |a| where it is wrong, e^−|a| where it is right.
    @Test func crossEntropyOfLargeLogits() throws {
        let trace = try scene(
            "bce", inputs: "[[1000], [-1000], [40], [-40]]", targets: "[[0], [1], [1], [0]]"
        ).trace(as: Double.self)
        let right = 4.248354255291589e-18
        for (loss, expected) in zip(trace.losses, [1_000, 1_000, right, right]) {
            #expect(abs(loss.value - expected) <= 1e-15 * expected)
        }
        #expect(try logitGradients(trace)[..<2] == [1, -1])
    }

    /// Over the steps that have a loss, not over all steps; what is listed for each step stays as it is.
    @Test func aMeanDividesByTheStepsThatCount() throws {
        let text = TruncationTests.scene.replacing("[0, -1], [0, -1]]", with: "null, [0, -1]]")
        let sum = try Scene(text: text, file: "sum").trace(as: Rational.self)
        let mean = try Scene(text: text.replacing("loss: mse", with: "loss: mse\nreduction: mean"), file: "mean")
            .trace(as: Rational.self)
        #expect(sum.losses == mean.losses && sum.losses.count == 2)
        #expect(mean.loss == sum.loss / 2)
        #expect(mean.stepsAveraged == 2 && sum.stepsAveraged == nil)
        #expect(mean.gradients == sum.gradients.map { $0 / 2 })
        #expect(mean.gradients(ofLossAt: 3) == sum.gradients(ofLossAt: 3).map { $0 / 2 })
        #expect(mean.certificate().passed && mean.certificate().forwardMode.tolerance == 0)
        for truncation in [Truncation.window(1), .chunks(2)] {
            #expect(mean.truncated(truncation).gradients == sum.truncated(truncation).gradients.map { $0 / 2 })
        }
        let h = try #require(mean.network.node("stack.0", "h"))
        let y = try #require(mean.network.node("readout", "y"))
        for (node, t) in [(h, 1), (h, 3), (y, 3)] {
            let halves = sum.contributions(to: node, at: t).map { $0.values.map { $0 / 2 } }
            #expect(mean.contributions(to: node, at: t).map(\.values) == halves)
        }
        let clipping = Clipping(by: .value, at: Rational(1, 4))
        #expect(
            mean.clipped(clipping).exact == sum.clipped(Clipping(by: .value, at: Rational(1, 2))).exact?.map { $0 / 2 })
    }

    /// More steps than are computed at a time: h_t is x_t, and every number a small fraction.
    @Test(arguments: [255, 256, 257, 600]) func aLongRunHasTheLossOfEveryStep(steps: Int) throws {
        let model = SceneModel(stack: [SceneLayer(cell: "linear", hidden: 2)], loss: .mse, inputWidth: 2)
        let network = Network(model.architecture, lengths: Lengths(inputs: steps, outputs: steps))
        var parameters = [Double](repeating: 0, count: network.parameterCount)
        let w = try #require(network.parameter("stack.0.W"))
        parameters.replaceSubrange(w.range, with: [1, 0, 0, 1])
        let x = (0..<2 * steps).map { Double($0 % 13) / 4 }
        let y = (0..<2 * steps).map { Double($0 % 7) / 8 }
        let trace = Trace(
            network, parameters: parameters,
            data: SequenceData(inputs: x, inputWidth: 2, targets: TargetSequence(vectors: y, width: 2)))
        let differences = zip(x, y).map { $0 - $1 }
        #expect(trace.losses.map(\.step) == Array(1...steps))
        let squares = differences.map { $0 * $0 }
        let expected = stride(from: 0, to: 2 * steps, by: 2).map { at -> Double in
            let sum: Double = squares[at] + squares[at + 1]
            return sum / 2
        }
        #expect(trace.losses.map(\.value) == expected)
        let h = try #require(network.node("stack.0", "h"))
        #expect((1...steps).flatMap { trace.gradient(h, at: $0) } == differences)
    }

    @Test func withoutALossTheMeanIsZero() throws {
        var scene = try scene("bce", inputs: "[[1], [2]]", targets: "[null, null]")
        scene.model.reduction = .mean
        let trace = scene.trace(as: Double.self)
        #expect(trace.loss == 0 && trace.gradients.allSatisfy { $0 == 0 })
    }

    // MARK: Properties

    /// Which steps have a target: all, all but some, none.
    enum Targets: CaseIterable { case all, some, none }

    struct Setting: Sendable, CustomTestStringConvertible {
        let shape: Shape
        let loss: Loss
        let reduction: Reduction
        let targets: Targets
        let cell: String

        var testDescription: String { "\(shape.rawValue) \(loss.rawValue) \(reduction.rawValue) \(targets) \(cell)" }

        static let all = Shape.allCases.flatMap { shape in
            [Loss.mse, .nll, .bce].flatMap { loss in
                Reduction.allCases.flatMap { reduction in
                    Targets.allCases.flatMap { targets in
                        ["rnn", "mingru"].map {
                            Setting(shape: shape, loss: loss, reduction: reduction, targets: targets, cell: $0)
                        }
                    }
                }
            }
        }

        var scene: Scene {
            let inputs = shape == .oneToOne || shape == .oneToMany ? 1 : 4
            let outputs = shape == .oneToOne || shape == .manyToOne ? 1 : 4
            let activation = loss.logitActivation ?? .tanh
            let layer = SceneLayer(cell: cell, hidden: 2, initialState: .learned)
            let model = SceneModel(
                shape: shape, stack: [layer], readout: Readout(size: 2, activation: activation),
                decoder: shape == .seq2seq
                    ? SceneDecoder(layer: SceneLayer(cell: cell, hidden: 2), attention: 2) : nil,
                feedback: .output, loss: loss, reduction: reduction, inputWidth: 2)
            let targets = (1...outputs).map { t -> SceneTarget? in
                if self.targets == .none || self.targets == .some && t % 2 == 1 { return nil }
                return t == 4 ? .index(1) : .vector([Number(Rational(t) / 5), Number(Rational(1, 3))])
            }
            let numbers = (1...2 * inputs).map { Number(Rational($0 * 7 % 5 - 2) / 3) }
            return Scene(
                model: model, sequence: SceneSequence(source: .inputs(numbers), targets: targets),
                initialization: Initialization(seed: 3))
        }
    }

    @Test(arguments: Setting.all) func gradientsAgreeWithDualNumbersAndDifferences(_ setting: Setting) throws {
        let trace = setting.scene.trace(as: Double.self)
        let certificate = trace.certificate()
        #expect(certificate.passed)
        #expect(certificate.differences?.passed == true)
        #expect(certificate.triangle?.passed == true)
        let count = trace.losses.count
        let sum = trace.losses.reduce(0) { $0 + $1.value }
        #expect(trace.loss == (setting.reduction == .mean && count > 0 ? sum / Double(count) : sum))
        // A run with other parameters leaves nothing in the arenas.
        let parameters = Array(trace.values[..<trace.network.parameterCount])
        var again = trace
        again.rerun(parameters: parameters.map { 0.5 - $0 })
        again.rerun(parameters: parameters)
        #expect(again.values == trace.values && again.gradients == trace.gradients)
    }
}
