import ExactMath
import Recurrence
import Wording

/// A network and where its losses stand: which gradients are not zero in general?
public struct ReachKind: ExerciseKind {
    public let id = "reach"
    public let title = "what does a loss reach? Which gradients are not zero"
    public let slips: [Slip] = [.m01, .t03, .r01, .r02, .r03]

    /// The kind with its four levels: 3, 4, 4 and 5 steps, from level 3 on two layers or two directions, at level 4
    /// truncated.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let steps = [3, 4, 4, 5][level - 1]
        let cells: [any Cell] = [
            ElmanCell(CellOptions()), GRU(CellOptions()), LSTM(CellOptions()), UGRNN(CellOptions()),
        ]
        let cell = level == 1 ? cells[0] : generator.element(of: cells)
        let twice = level == 3 && generator.integer(in: 0...1) == 1
        var stack = [Layer(cell: cell, hidden: 2, bidirectional: twice)]
        if level == 4 || (level == 3 && !twice) { stack.append(Layer(cell: cell, hidden: 2)) }
        let count = generator.integer(in: 1...max(1, steps / 2))
        let losses = Array(generator.shuffled(Array(1...steps)).prefix(count)).sorted()
        let truncation: Truncation? = level == 4 ? .chunks(generator.integer(in: 2...3)) : nil
        let problem = ReachProblem(
            architecture: Architecture(
                stack: stack, readout: Readout(size: 2, activation: .identity), loss: .mse, inputWidth: 2),
            lengths: Lengths(inputs: steps, outputs: steps), losses: losses, truncation: truncation)
        let exercise = exercise(problem, level: level, origin: .seed(seed, level: level))
        return level == 1 || exercise.slips.count >= 2 ? exercise : nil
    }

    func exercise(_ problem: ReachProblem, level: Int, origin: Exercise.Origin) -> Exercise {
        Exercise(
            kind: id, origin: origin, title: title, fields: problem.fields,
            slips: problem.distinguishable(problem.possible(slips)), working: problem
        ) { problem.text(title: "\(id) (\(origin.words))") }
    }
}

extension Working {
    /// Of these slips the first ones that can be told from the right way and from each other.
    func distinguishable(_ slips: [Slip]) -> [Slip] {
        slips.reduce(into: []) { kept, slip in if tells(kept + [slip]) { kept.append(slip) } }
    }
}

/// Which gradients of a network are not zero in general: those of one run on random numbers that are not.
struct ReachProblem: Working {
    var architecture: Architecture
    var lengths: Lengths
    /// The steps with a loss.
    var losses: [Int]
    /// Where the way back is cut.
    var truncation: Truncation?
    /// The readout as the problem names it: what is asked does not hang on its function, and is computed with the identity.
    var readoutWords = "with a linear readout"

    /// A window of one step has no meaning where time runs both ways.
    func possible(_ slips: [Slip]) -> [Slip] {
        slips.filter { $0 != .m01 || !architecture.stack.contains(where: \.bidirectional) }
    }

    /// One row of the table.
    enum Row: Sendable {
        /// A state or the input at every step: part, node, and the field's name.
        case vector(String, String, String)
        /// Parameters of one part and letter: their paths, and the field's name.
        case parameters([String], String)
    }

    var network: Network { Network(architecture, lengths: lengths) }

    var rows: [Row] {
        let network = network
        let parts = network.parts.filter { !$0.states.isEmpty && $0.layer != nil }
        let states = parts.reversed().flatMap { part in part.states.map { (part.name, network[$0].name) } }
        func short(_ name: String, among names: [String]) -> Bool { names.count(where: { $0 == name }) == 1 }
        let stateRows = states.map { part, node -> Row in
            let isShort = short(node, among: states.map(\.1))
            return .vector(part, node, "d" + (isShort ? node : "\(part)_\(node)".replacing(".", with: "_")))
        }
        let input = network.part(of: network.inputs).name
        let inputRow = Row.vector(input, network[network.inputs].name, "dx")
        var groups: [(part: String, letter: String, paths: [String])] = []
        for parameter in network.parameters where parameter.isTrainable {
            let part = String(parameter.path.dropLast(parameter.name.count + 1))
            // The gates of a layer stand side by side: W_f, W_i, W_c, W_o.
            let isState = parameter.name.hasSuffix("0")
            let letter = part.hasPrefix("stack") && !isState ? String(parameter.name.prefix(1)) : parameter.name
            if let place = groups.firstIndex(where: { $0.part == part && $0.letter == letter }) {
                groups[place].paths.append(parameter.path)
            } else {
                groups.append((part, letter, [parameter.path]))
            }
        }
        let parameterRows = groups.map { part, letter, paths -> Row in
            let isShort = short(letter, among: groups.map(\.letter))
            return .parameters(paths, "d" + (isShort ? letter : "\(part)_\(letter)".replacing(".", with: "_")))
        }
        return stateRows + [inputRow] + parameterRows
    }

    var fields: [AnswerField] {
        let lettering = Lettering(network, .unfold)
        return rows.map { row in
            switch row {
            case .vector(let part, let node, let name):
                let symbol = lettering.symbol(LineName.gradient("\(part).\(node)").traceName)
                return AnswerField(
                    name, .vector(lengths.inputs), .flags,
                    WrittenForm(
                        "\(symbol.text(.unicode)) at t = 1 … \(lengths.inputs)",
                        "\(symbol.text(.latex)) \\text{ at } t = 1, \\dots, \(lengths.inputs)"))
            case .parameters(let paths, let name):
                let symbols = paths.map { lettering.symbol(LineName.gradient($0).traceName) }
                return AnswerField(
                    name, paths.count == 1 ? .scalar : .vector(paths.count), .flags,
                    WrittenForm(
                        symbols.map { $0.text(.unicode) }.joined(separator: ", "),
                        symbols.map { $0.text(.latex) }.joined(separator: ",\\ ")))
            }
        }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        let T = lengths.inputs
        let isTurned = slips.contains(.r01)
        let trace = trace(slips, losses: isTurned ? losses.map { T + 1 - $0 } : losses)
        let network = trace.network
        let top = "stack.\(architecture.stack.count - 1)"
        for row in rows {
            switch row {
            case .vector(let part, let node, _):
                let isBelow = slips.contains(.r03) && part != top && !part.hasPrefix(top + ".")
                let steps = isTurned ? Array((1...T).reversed()) : Array(1...T)
                let id = network.node(part, node)
                sheet.put(
                    .settings(
                        steps.map { t in
                            guard let id, !isBelow else { return 0 }
                            return trace.gradient(id, at: t).contains { $0 != 0 } ? 1 : 0
                        }))
            case .parameters(let paths, _):
                sheet.put(
                    .settings(
                        paths.map { path in
                            let isBelow =
                                slips.contains(.r03) && path.hasPrefix("stack.") && !path.hasPrefix(top + ".")
                            guard let parameter = network.parameters.first(where: { $0.path == path }), !isBelow else {
                                return 0
                            }
                            return trace.gradient(parameter).contains { $0 != 0 } ? 1 : 0
                        }))
            }
        }
        return sheet.answers
    }

    /// A run on random numbers; what is not zero there is not zero in general.
    private func trace(_ slips: SlipSet, losses: [Int]) -> Trace<Double> {
        var architecture = architecture
        if slips.contains(.r02) {
            for layer in architecture.stack.indices { architecture.stack[layer].initialState = .given }
        }
        let network = Network(architecture, lengths: lengths)
        var generator = SeededGenerator(seed: 0x7265_6163_68)
        func random(_ count: Int) -> [Double] { (0..<count).map { _ in generator.uniform(0.2, 0.9) } }
        let data = SequenceData<Double>(
            inputs: random(lengths.inputs * architecture.inputWidth), inputWidth: architecture.inputWidth,
            targets: TargetSequence(
                (1...lengths.outputs).map { t in
                    losses.contains(t) ? Target.vector(random(network.outputWidth).map { -$0 }) : nil
                }))
        let trace = Trace(network, parameters: random(network.parameterCount), data: data)
        if slips.contains(.m01) { return trace.truncated(.window(1)) }
        guard let truncation, !slips.contains(.t03) else { return trace }
        return trace.truncated(truncation)
    }
}
