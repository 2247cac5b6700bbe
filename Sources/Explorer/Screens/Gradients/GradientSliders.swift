import Recurrence
import Scenes
import TerminalUI

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

/// Why a slider cannot be moved.
enum SliderProblem: Error {
    case inFractions, tooLarge, tooSmall, atTheEnd

    var words: String {
        switch self {
        case .inFractions: "this scene computes in fractions"
        case .tooLarge: "a number would be too large to be finite"
        case .tooSmall: "the number would be too small to be told from 0"
        case .atTheEnd: "it goes no further"
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

    /// The steps of a sequence that the slider makes; a longer or shorter one can only come nearer to them.
    private static let lengths = 2...200
    private static let leastRadius = 0.05

    /// The scene with a slider moved by so many notches.
    func moved(_ slider: GradientSlider, by notches: Int) throws(SliderProblem) -> Scene {
        guard let position = position(of: slider) else { throw .atTheEnd }
        switch slider {
        case .radius:
            let wanted = max(
                min(position, Self.leastRadius), ((position * 20).rounded() + Double(notches)) / 20)
            guard wanted != position else { throw .atTheEnd }
            return try scene.replacing(recurrentSquares, in: trace) { $0 * wanted / position }
        case .forgetBias:
            let wanted = ((position * 2).rounded() + Double(notches)) / 2
            var scene = try scene.replacing(forgetBiases, in: trace) { _ in wanted }
            for parameter in forgetBiases where parameter.forgetSign < 0 {
                scene.values[parameter.path]?.numbers = Array(repeating: Number(-wanted), count: parameter.count)
            }
            return scene
        case .length:
            let present = network.lengths.inputs
            let (least, most) = (min(present, Self.lengths.lowerBound), max(present, Self.lengths.upperBound))
            let wanted = min(most, max(least, present + notches))
            guard wanted != present, let scene = scene.stretched(to: wanted) else { throw .atTheEnd }
            return scene
        case .threshold:
            let factor = notches > 0 ? 1.25 : 0.8
            let wanted = Float((0..<abs(notches)).reduce(position) { value, _ in value * factor })
            guard wanted > 0 else { throw .tooSmall }
            guard wanted.isFinite, let number = try? Number("\(wanted)"),
                let scene = try? scene.setting(.threshold, to: number)
            else { throw .tooLarge }
            return scene
        }
    }

    /// What a slider stands at, in few digits; nil where the scene has no such number.
    func spelled(_ slider: GradientSlider, _ numbers: Numbers) -> String? {
        position(of: slider).map { slider == .length ? "\(network.lengths.inputs)" : numbers.short($0) }
    }
}

extension Scene {
    /// These parameters with every entry changed.
    fileprivate func replacing(
        _ parameters: [Parameter], in trace: Trace<Double>, _ change: (Double) -> Double
    ) throws(SliderProblem) -> Scene {
        guard arithmetic == .double else { throw .inFractions }
        var scene = self
        for parameter in parameters {
            let entries = trace.value(parameter).map(change)
            guard entries.allSatisfy(\.isFinite) else { throw .tooLarge }
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
