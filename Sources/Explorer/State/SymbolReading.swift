import ExactMath
import Foundation
import Recurrence
import Scenes

/// A network that reads symbols one after another and says which comes next, over a text that it has read.
struct SymbolReading: Sendable {
    /// What a symbol is written as.
    let symbols: [String]
    /// The text, as places among the symbols.
    let text: [Int]
    /// Of every symbol of the text: the states of the last recurrent layer when it has been read, one state's units after another's.
    let states: [[Double]]
    /// Of every symbol: how likely each is to come next.
    let next: [[Double]]
    /// The names of the states, and how many units each has.
    let stateNames: [(name: String, width: Int)]

    private let stepper: Stepper
    /// All states after every symbol, to go on from.
    private let kept: [[Double]]

    /// The task whose inputs are a text.
    private static let task = Characters().name
    /// So much of a text is read.
    static let most = 400

    /// Nil where the scene reads no symbols, or does not say at every step which comes next.
    init?(_ scene: Scene) {
        guard let (symbols, text) = Self.symbols(of: scene), !text.isEmpty,
            let stepper = Stepper(scene, symbols: symbols.count)
        else { return nil }
        self.symbols = symbols
        self.text = Array(text.prefix(Self.most))
        self.stepper = stepper
        var walker = stepper
        var (states, next, kept) = ([[Double]](), [[Double]](), [[Double]]())
        var start: [Double]?
        for symbol in self.text {
            let step = walker.read(symbol, from: start)
            states.append(step.shown)
            next.append(step.next)
            kept.append(step.states)
            start = step.states
        }
        (self.states, self.next, self.kept) = (states, next, kept)
        stateNames = stepper.stateNames
    }

    /// Why a session's scene has no text to read; nil where it has.
    static func obstacle(_ session: Session) -> String? {
        let (scene, network) = (session.scene, session.network)
        let hasSymbols =
            switch scene.sequence.source {
            case .task(let task): task.name == Self.task
            case .tokens: scene.model.outputWidth == scene.vocabulary.count
            case .inputs: false
            }
        let hasState = network.parts.contains { !$0.states.isEmpty }
        return hasSymbols && hasState && scene.model.loss == .nll && network.obstacleToChunks == nil
            ? nil : "this scene reads no characters; Training has a task that does (o)"
    }

    /// How the classes of a scene's answers are written; empty where they have numbers alone.
    static func names(of scene: Scene) -> [String] {
        (symbols(of: scene)?.symbols ?? []).map { symbol in
            switch symbol {
            case " ": "blank"
            case "\n": "line end"
            default: symbol
            }
        }
    }

    private static func symbols(of scene: Scene) -> (symbols: [String], text: [Int])? {
        switch scene.sequence.source {
        case .task(let task):
            guard let characters = task.task as? Characters else { return nil }
            let places = Dictionary(uniqueKeysWithValues: characters.alphabet.enumerated().map { ($1, $0) })
            return (
                characters.alphabet.map { String($0) }, characters.text.unicodeScalars.compactMap { places[$0] }
            )
        case .tokens(let tokens):
            return scene.model.outputWidth == scene.vocabulary.count ? (scene.vocabulary, tokens) : nil
        case .inputs: return nil
        }
    }

    /// Units over all states.
    var width: Int { states.first?.count ?? 0 }

    /// `h[3]`
    func name(ofUnit unit: Int) -> String {
        var left = unit
        for state in stateNames {
            if left < state.width { return "\(state.name)[\(left + 1)]" }
            left -= state.width
        }
        return ""
    }

    /// What the network goes on to say after the first so many symbols, each drawn by its probability to the power 1/temperature.
    func sample(after count: Int, length: Int, temperature: Double, seed: UInt64) -> [Int] {
        guard (1...text.count).contains(count) else { return [] }
        var generator = SeededGenerator(seed: seed)
        var walker = stepper
        var probabilities = next[count - 1]
        var states = kept[count - 1]
        var said: [Int] = []
        for _ in 0..<length {
            let symbol = Self.draw(probabilities, temperature, &generator)
            said.append(symbol)
            let step = walker.read(symbol, from: states)
            (probabilities, states) = (step.next, step.states)
        }
        return said
    }

    /// One of them, the sharper the lower the temperature.
    static func draw(_ probabilities: [Double], _ temperature: Double, _ generator: inout SeededGenerator) -> Int {
        let largest = probabilities.max() ?? 1
        let weights = probabilities.map { $0 > 0 ? pow($0 / largest, 1 / temperature) : 0 }
        var left = generator.uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}

/// Runs a network one symbol at a time.
private struct Stepper: Sendable {
    private var trace: BatchTrace<Double>
    private let parameters: [Double]
    private let width: Int
    private let isToken: Bool
    private let shown: [NodeID]

    init?(_ scene: Scene, symbols: Int) {
        let network = Network(scene.model.architecture, lengths: Lengths(inputs: 1, outputs: 1))
        guard scene.model.loss == .nll, network.obstacleToChunks == nil,
            let part = network.parts.last(where: { !$0.states.isEmpty })
        else { return nil }
        parameters = scene.parameters(of: network)
        shown = part.states
        if case .tokens = scene.sequence.source { isToken = true } else { isToken = false }
        width = isToken ? scene.model.inputWidth : symbols
        trace = BatchTrace(
            network, parameters: parameters, data: [Self.data(0, width: width, isToken: isToken)], backward: false)
    }

    var stateNames: [(name: String, width: Int)] {
        shown.map { (trace.network[$0].name, trace.network[$0].width) }
    }

    private static func data(_ symbol: Int, width: Int, isToken: Bool) -> SequenceData<Double> {
        guard !isToken else { return SequenceData(inputWidth: width, tokens: [symbol]) }
        var inputs = [Double](repeating: 0, count: width)
        inputs[symbol] = 1
        return SequenceData(inputs: inputs, inputWidth: width)
    }

    /// - Parameter states: nil at the beginning.
    mutating func read(
        _ symbol: Int, from states: [Double]?
    ) -> (shown: [Double], next: [Double], states: [Double]) {
        let zeros = [Double](repeating: 0, count: trace.finalStates.count)
        trace.rerun(
            parameters: parameters, data: [Self.data(symbol, width: width, isToken: isToken)], start: states ?? zeros)
        return (
            shown.flatMap { trace.value($0, at: 1, of: 0) }, trace.output(at: 1, of: 0), trace.finalStates
        )
    }
}
