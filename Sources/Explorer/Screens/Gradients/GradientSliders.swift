import Recurrence
import Scenes

/// The numbers of a scene that the Gradients screen changes while its curves stand beside them.
enum GradientSlider: Int, CaseIterable, Sendable {
    case radius, forgetBias, length, threshold

    var title: String {
        switch self {
        case .radius: "ρ(U)"
        case .forgetBias: "forget bias"
        case .length: "T"
        case .threshold: "threshold"
        }
    }
}

extension Session {
    /// What a slider stands at; nil where the scene has no such number.
    func position(of slider: GradientSlider) -> Double? {
        switch slider {
        case .radius:
            // Of a larger matrix the eigenvalues take longer than a key may.
            guard let parameter = recurrentSquares.first, parameter.rows <= 100 else { return nil }
            let radius = sliderRadiusMemo(parameter.offset) { SpanFigures.radius(trace, parameter) }
            // Zeros cannot be scaled.
            return radius > 0 && radius.isFinite ? radius : nil
        case .forgetBias:
            guard let parameter = forgetBiases.first else { return nil }
            return trace.value(parameter).first.map { parameter.forgetSign < 0 ? -$0 : $0 }
        case .length:
            if case .task = scene.sequence.source { return nil }
            return network.architecture.decoder == nil && network.lengths.inputs > 0 && scene.model.shape != .oneToOne
                && scene.model.shape != .oneToMany ? Double(network.lengths.inputs) : nil
        case .threshold: return scene.training?.clip?.at.approximation
        }
    }

    private var recurrentSquares: [Parameter] {
        network.parameters.filter { $0.role == .recurrent && $0.rows == $0.columns }
    }

    private var forgetBiases: [Parameter] { network.parameters.filter { $0.forgetSign != 0 } }

    /// The scene with a slider moved by so many notches; nil where it cannot be.
    func moved(_ slider: GradientSlider, by notches: Int) -> Scene? {
        guard let position = position(of: slider) else { return nil }
        switch slider {
        case .radius:
            let wanted = max(0.05, ((position * 20).rounded() + Double(notches)) / 20)
            return scene.replacing(recurrentSquares, in: trace) { $0 * wanted / position }
        case .forgetBias:
            let wanted = ((position * 2).rounded() + Double(notches)) / 2
            return scene.replacing(forgetBiases, in: trace) { _ in wanted }.map { scene in
                var scene = scene
                for parameter in forgetBiases where parameter.forgetSign < 0 {
                    scene.values[parameter.path]?.numbers = Array(repeating: Number(-wanted), count: parameter.count)
                }
                return scene
            }
        case .length: return scene.stretched(to: min(200, max(2, Int(position) + notches)))
        case .threshold:
            let factor = notches > 0 ? 1.25 : 0.8
            let wanted = (0..<abs(notches)).reduce(position) { value, _ in value * factor }
            guard let number = try? Number("\(Float(wanted))") else { return nil }
            return try? scene.setting(.threshold, to: number)
        }
    }
}

extension Scene {
    /// These parameters with every entry changed; nil where the scene computes in fractions, and where an entry would not be finite.
    fileprivate func replacing(
        _ parameters: [Parameter], in trace: Trace<Double>, _ change: (Double) -> Double
    ) -> Scene? {
        guard arithmetic == .double else { return nil }
        var scene = self
        for parameter in parameters {
            let entries = trace.value(parameter).map(change)
            guard entries.allSatisfy(\.isFinite) else { return nil }
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: entries.map { Number($0) })
        }
        return scene
    }

    /// The same sequence over T steps: cut, or begun again from its start. A loss at the end stays at the end.
    func stretched(to length: Int) -> Scene? {
        var scene = self
        func cycled<Element>(_ elements: [Element], by width: Int) -> [Element] {
            guard !elements.isEmpty else { return [] }
            return (0..<length * width).map { elements[$0 % elements.count] }
        }
        switch sequence.source {
        case .inputs(let numbers): scene.sequence.source = .inputs(cycled(numbers, by: model.inputWidth))
        case .tokens(let tokens): scene.sequence.source = .tokens(cycled(tokens, by: 1))
        case .task: return nil
        }
        guard model.shape == .manyToMany, !sequence.targets.isEmpty else { return scene }
        scene.sequence.targets = cycled(sequence.targets, by: 1)
        if let last = sequence.targets.last { scene.sequence.targets[length - 1] = last }
        return scene
    }
}
