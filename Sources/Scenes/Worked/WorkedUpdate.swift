import ExactMath
import Formula
import Recurrence
import Wording

/// The clip and the update of a scene, line by line.
struct WorkedUpdate {
    private let formulas: UpdateFormulas
    private let writer: MathWriter<Double>
    private let most: Int
    /// How it is not an update of the scene's training.
    private var difference: String?

    /// The next update of a scene by its own sequence.
    init(_ scene: Scene, _ trace: Trace<Double>, _ options: WorkedDerivation.Options) {
        self.init(scene.update(by: trace), options)
        difference = scene.updateDifference
    }

    init(_ formulas: UpdateFormulas, _ options: WorkedDerivation.Options) {
        self.formulas = formulas
        let spelling = DecimalSpelling(decimals: options.decimals)
        writer = MathWriter(
            Derivation(formulas.trace), options.notation, options.style, most: options.most,
            numbers: formulas.numbers
        ) { spelling.text($0) }
        most = options.most
    }

    private var trained: [Parameter] { formulas.trace.network.parameters.filter(\.isTrainable) }

    /// The clip of the parameters that are asked for.
    func clipLines(isWanted: (String) -> Bool) -> [WorkedDerivation.Line] {
        guard let clipping = formulas.clipping, trained.contains(where: { isWanted($0.path) }) else { return [] }
        let at = DecimalSpelling.exact.text(clipping.at.approximation)
        let rule =
            switch clipping.by {
            case .norm: "by norm: all gradients are scaled by threshold / ‖g‖ where ‖g‖ is over the threshold \(at)"
            case .parameterNorm: "by parameter-norm: each parameter's gradient is scaled on its own, threshold \(at)"
            case .value: "by value: every entry is moved into [−\(at), \(at)]"
            }
        return [.sentence(rule)]
            + formulas.clipLines.filter { formulas.parameter(of: $0).map { isWanted($0.path) } ?? true }
            .flatMap { WorkedLines.lines(of: $0, writer, most: most) }
    }

    /// The rule and the new entries of the parameters that are asked for; the reason in their place where no step is made.
    func updateLines(isWanted: (String) -> Bool) -> [WorkedDerivation.Line] {
        if let sentence = formulas.noStepSentence, trained.contains(where: { isWanted($0.path) }) {
            return [.sentence(formulas.rule), .sentence(sentence)]
        }
        let lines = trained.flatMap { parameter -> [WorkedDerivation.Line] in
            guard isWanted(parameter.path) else { return [] }
            let cells = (0..<parameter.count).map { ($0 / parameter.columns, $0 % parameter.columns) }
            return cells.prefix(most).enumerated().map { place, cell in
                let line = formulas.updateLine(of: parameter, row: cell.0, column: cell.1)
                return WorkedDerivation.Line(
                    symbols: writer.symbols(of: line), entries: [writer.entry(of: line, row: 0)],
                    omitted: place == most - 1 ? parameter.count - most : 0)
            }
        }
        return lines.isEmpty ? [] : ([formulas.rule, difference].compactMap(\.self)).map { .sentence($0) } + lines
    }
}
