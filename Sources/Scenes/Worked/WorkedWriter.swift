import ExactMath
import Formula
import Recurrence

/// Writes the sections of one trace.
struct WorkedWriter<S: Scalar> {
    private let scene: Scene
    private let options: WorkedDerivation.Options
    private let derivation: Derivation<S>
    private let writer: MathWriter<S>
    private let timeline: Timeline
    /// The clip and the update, where the timeline has one.
    private let update: WorkedUpdate?
    private var network: Network { derivation.network }

    init(_ scene: Scene, _ trace: Trace<S>, _ options: WorkedDerivation.Options, spell: @escaping (S) -> String) {
        self.scene = scene
        self.options = options
        derivation = Derivation(trace)
        writer = MathWriter(derivation, options.notation, options.style, most: options.most, spell: spell)
        timeline = Timeline(trace.network, clips: scene.training?.clip != nil)
        update =
            timeline.index(of: .update) == nil
            ? nil : WorkedUpdate(scene, trace as? Trace<Double> ?? scene.trace(as: Double.self), options)
    }

    func sections() -> [WorkedDerivation.Section] {
        let first = options.from.flatMap { timeline.index(of: $0) } ?? 0
        let last = options.through.flatMap { timeline.index(of: $0) } ?? timeline.count - 1
        guard first <= last else { return [] }
        return (first...last).flatMap { sections(at: timeline[$0]) }.filter { !$0.lines.isEmpty }
    }

    private func sections(at moment: Moment) -> [WorkedDerivation.Section] {
        switch moment {
        case .start: return [.init(title: "given", lines: given())]
        case .forward(let place): return [.init(title: "\(moment)", lines: forward(place))]
        case .loss:
            guard isWanted("loss") else { return [] }
            return [.init(title: "loss", lines: derivation.losses().flatMap { lines(of: $0) })]
        case .backward(let place):
            let section = WorkedDerivation.Section(title: "\(moment)", lines: backward(place))
            let isLast = timeline.index(of: moment) == timeline.lossIndex + timeline.places
            return isLast ? [section, .init(title: "parameters", lines: parameters())] : [section]
        case .clip: return [.init(title: "clip", lines: update?.clipLines { isWanted($0, isGradient: true) } ?? [])]
        case .update: return [.init(title: "update", lines: update?.updateLines { isWanted($0) } ?? [])]
        }
    }

    /// Whether a node, at a step or as a whole, or a parameter is among those asked for.
    private func isWanted(_ name: String, at t: Int? = nil, isGradient: Bool = false) -> Bool {
        options.only.isEmpty
            || options.only.contains { wanted in
                let isNamed = name == wanted.dotted || name.hasSuffix("." + wanted.dotted)
                let isAtStep = t == nil || wanted.indices.isEmpty || wanted.indices[0].wholeNumber == t
                return isNamed && isAtStep && (isGradient || !wanted.isGradient)
            }
    }

    // MARK: Moments

    private func given() -> [WorkedDerivation.Line] {
        var lines: [WorkedDerivation.Line] = []
        for parameter in network.parameters where isWanted(parameter.path) {
            lines.append(value(writer.derivation.names.name(parameter), parameter.rows, parameter.columns))
        }
        for t in network[network.inputs].steps where isWanted(network[network.inputs].name, at: t) {
            let name = derivation.names.name(network.inputs, at: .integer(t))
            if derivation.value(of: network.inputs, at: t) == nil {
                lines.append(value(name, network[network.inputs].width, 1))
            }
        }
        for loss in derivation.trace.losses where isWanted("target", at: loss.step) {
            lines.append(value(derivation.names.target(at: loss.step), network.outputWidth, 1))
        }
        return lines
    }

    /// A given number, vector or matrix: its name and its entries.
    private func value(_ name: Expression, _ rows: Int, _ columns: Int) -> WorkedDerivation.Line {
        let most = options.most
        func row(_ r: Int) -> String {
            let entries = (0..<min(columns, most)).map { writer.numeric(name, row: r, column: $0) }
            let text = (entries + (columns > most ? [ellipsis] : [])).joined(separator: ", ")
            return columns > 1 && options.style != .spoken ? "[\(text)]" : text
        }
        let texts =
            (0..<min(rows, most)).map(row)
            + (rows > most
                ? [options.style == .spoken ? "\(rows - most) more" : "\(ellipsis) (\(rows - most) more)"] : [])
        let isBare = rows * columns == 1 || options.style == .spoken
        let text = isBare ? texts.joined(separator: "; ") : "[" + texts.joined(separator: ", ") + "]"
        return WorkedDerivation.Line(symbols: (writer.symbols(name, isFull: true), text))
    }

    private var ellipsis: String {
        options.style == .spoken
            ? "and more" : options.style == .latex ? "\\dots" : options.style == .ascii ? "..." : "…"
    }

    private func forward(_ place: Moment.Place) -> [WorkedDerivation.Line] {
        timeline.equations(at: place).flatMap { step -> [WorkedDerivation.Line] in
            let node = network.equations[step.equation].output
            guard network[node].isShown, isWanted(fullName(node), at: step.step),
                let line = derivation.value(of: node, at: step.step)
            else { return [] }
            return lines(of: line)
        }
    }

    private func backward(_ place: Moment.Place) -> [WorkedDerivation.Line] {
        timeline.equations(at: place).reversed().flatMap { step -> [WorkedDerivation.Line] in
            let node = network.equations[step.equation].output
            guard network[node].isShown, isWanted(fullName(node), at: step.step, isGradient: true) else { return [] }
            return gradientLines(derivation.gradient(of: node, at: step.step), of: node, at: step.step)
        }
    }

    private func parameters() -> [WorkedDerivation.Line] {
        network.parameters.enumerated().flatMap { index, parameter -> [WorkedDerivation.Line] in
            guard isWanted(parameter.path, isGradient: true) else { return [] }
            return lines(of: derivation.gradient(of: network.parameterID(index)))
        }
    }

    private func fullName(_ node: NodeID) -> String { network.part(of: node).name + "." + network[node].name }

    // MARK: Lines

    private func gradientLines(
        _ line: Derivation<S>.Line, of node: NodeID, at t: Int
    ) -> [WorkedDerivation.Line] {
        guard !line.terms.isEmpty else {
            return [
                WorkedDerivation.Line(
                    symbols: (writer.symbols(of: line).left, "0"), remark: network.reasonForNoGradient(of: node, at: t),
                    subject: line.left.traceNames.first)
            ]
        }
        var lines = lines(of: line)
        if line.isCarriedState, line.terms.contains(where: \.isCarried), line.terms.contains(where: { !$0.isCarried }) {
            func list(_ isCarried: Bool) -> String {
                line.terms.filter { $0.isCarried == isCarried }.map { writer.symbols($0.formula.whole) }
                    .joined(separator: " + ")
            }
            lines[0].halves = (list(false), list(true))
        }
        return lines
    }

    private func lines(of line: Derivation<S>.Line) -> [WorkedDerivation.Line] {
        let subject = line.left.traceNames.first
        let reads = line.right.whole.traceNames
        return WorkedLines.lines(of: line, writer, most: options.most).map { worked in
            var worked = worked
            (worked.subject, worked.reads) = (subject, reads)
            return worked
        }
    }
}

/// A derivation's line as worked lines, the same for every kind of number.
enum WorkedLines {
    static func lines<S: Scalar>(
        of line: Derivation<S>.Line, _ writer: MathWriter<S>, most: Int
    ) -> [WorkedDerivation.Line] {
        let shape = writer.shape(of: line)
        if case .entries = line.right {
            // Entries with equations of their own: one line each.
            return (0..<min(shape.rows, most)).map { row in
                WorkedDerivation.Line(
                    symbols: writer.symbols(of: line, unit: row), entries: [writer.entry(of: line, row: row)],
                    omitted: row == most - 1 ? shape.rows - most : 0)
            }
        }
        let cells = (0..<shape.rows).lazy.flatMap { row in (0..<shape.columns).lazy.map { (row, $0) } }
        let entries = cells.prefix(most).map { writer.entry(of: line, row: $0.0, column: $0.1) }
        return [
            WorkedDerivation.Line(
                symbols: writer.symbols(of: line), entries: Array(entries), omitted: max(0, shape.count - most))
        ]
    }
}
