import ExactMath
import Formula
import Recurrence
import Wording

/// One step of a gated cell with its numbers: x_1, the states before, and the weights of every gate.
struct CellStep: Sendable {
    var form: CellForm
    var options: CellOptions
    var gates: [GateWeights]
    /// c_h of a GRU whose reset gate stands after the matrix.
    var innerBias: [Double]?
    var x: [Double]
    /// h_0, and c_0 where the cell has one.
    var states: [[Double]]
    /// ∂L/∂h_1, and what comes back into c_1 from later steps; empty where only the step is asked.
    var arriving: [[Double]] = []
    /// Whether the values of the gates are given, and not worked from the weights.
    var areGatesGiven = false

    /// A step of a level's sizes, drawn.
    static func drawn(_ form: CellForm, level: Int, using generator: inout SeededGenerator) -> CellStep {
        let size = form.sizes[level - 1]
        let gates = form.gates.map { name in
            GateWeights.drawn(
                name, hidden: size.hidden, input: size.input,
                peephole: form.seesCell.contains(name) ? size.options.peephole : .none, using: &generator)
        }
        let hasInner = size.options.reset == .after
        let innerBias = hasInner ? Decimals.vector(size.hidden, 8, &generator) : nil
        let x = Decimals.vector(size.input, 12, &generator)
        let states = form.states.indices.map { Decimals.vector(size.hidden, $0 == 0 ? 9 : 15, &generator) }
        return CellStep(form: form, options: size.options, gates: gates, innerBias: innerBias, x: x, states: states)
    }

    /// The step with biases that give its gates and its candidate short values, drawn.
    ///
    /// The output gate sees the new cell state, so its bias comes when that state is there.
    func withShortGates(using generator: inout SeededGenerator) -> CellStep {
        var step = self
        step.areGatesGiven = true
        for gate in step.gates.indices { step.gates[gate].bias = [Double](repeating: 0, count: hidden) }
        for gate in step.gates.indices {
            let plan = step.model.plan("gates", asked: form.values.map { .value("stack.0." + $0, 1) })
            let argument = step.model.working(plan).doubles(.value("stack.0.a_\(gates[gate].name)", 1))
            step.gates[gate].bias = argument.map { seen in
                let isCandidate = !form.values.contains(gates[gate].name) || form.states.contains(gates[gate].name)
                if isCandidate {
                    let value = Decimals.tenths(&generator, 9)
                    return ((1 + value) / (1 - value)).logarithm() / 2 - seen
                }
                let value = Double(generator.integer(in: 1...9)) / 10
                return (value / (1 - value)).logarithm() - seen
            }
        }
        return step
    }

    /// The step with the same gates whatever becomes of its states: what is given as a number hangs on nothing.
    var withFixedGates: CellStep {
        let plan = model.plan("gates", asked: form.values.map { .value("stack.0." + $0, 1) })
        let working = model.working(plan)
        var step = self
        for gate in gates.indices {
            step.gates[gate].input = gates[gate].input.map { _ in 0 }
            step.gates[gate].recurrent = gates[gate].recurrent.map { _ in 0 }
            step.gates[gate].peephole = gates[gate].peephole?.map { _ in 0 }
            step.gates[gate].bias = working.doubles(.value("stack.0.a_\(gates[gate].name)", 1))
        }
        return step
    }

    var hidden: Int { states[0].count }

    var model: WorkedModel<Double> {
        var values = gates.reduce(into: [String: [Double]]()) { $0.merge($1.values) { $1 } }
        values["stack.0.c_h"] = innerBias
        for (state, numbers) in zip(form.states, states) { values["stack.0.\(state)0"] = numbers }
        let layer = Layer(cell: form.cell(options), hidden: hidden, initialState: .given)
        let later = zip(form.states, arriving).map { ("stack.0.\($0)", $1) }
        return WorkedModel(
            architecture: Architecture(stack: [layer], inputWidth: x.count), lengths: Lengths(inputs: 1, outputs: 1),
            values: values, inputs: [x], later: Dictionary(uniqueKeysWithValues: later))
    }

    // MARK: Words

    /// The equations of the step and what is given, as on a sheet.
    func statement(_ plan: WorkedPlan) -> [Statement] {
        let heading = form.heading(options)
        let equations = form.values.map { name in
            var equation = plan.equation(of: .value("stack.0." + name, 1), symbol: form.symbol)
            // What a peephole sees has its step in braces, on sheets of this version of the kinds.
            equation.latex.replace(/(V_\{.\}(?: \\odot)?) c_(\d)/) { "\($0.1) c_{\($0.2)}" }
            return Statement.formula(equation)
        }
        if areGatesGiven { return [.text("One step of \(heading):")] + equations + givenGates(plan) }
        let inner = innerBias.map { [Statement.given(WrittenForm("c_h", "c_{h}"), $0.notation)] } ?? []
        return [.text("One step of \(heading):")] + equations + gates.flatMap(\.statements) + inner + [
            .given(WrittenForm("x_1", "x_1"), x.notation)
        ] + zip(form.states, states).map { .given(WrittenForm("\($0)_0", "\($0)_0"), $1.notation) }
    }

    /// Gates and candidate as numbers; what multiplies the states, where the way back goes through it.
    private func givenGates(_ plan: WorkedPlan) -> [Statement] {
        let working = model.working(plan)
        let values = form.values.filter { !form.states.contains($0) }.compactMap { name -> Statement? in
            let line = LineName.value("stack.0." + name, 1)
            guard let symbol = form.symbol(line) else { return nil }
            // The biases were chosen so that these are short.
            return .given(symbol, working.doubles(line).map { ($0 * 10).rounded() / 10 }.notation)
        }
        let weights = arriving.isEmpty ? [] : gates.flatMap(\.waysBack)
        let x = arriving.isEmpty ? [] : [Statement.given(WrittenForm("x_1", "x_1"), x.notation)]
        let before = zip(form.states, states).filter { !arriving.isEmpty || $0.0 == "c" }.map {
            Statement.given(WrittenForm("\($0)_0", "\($0)_0"), $1.notation)
        }
        return [.text("The values of the gates are given, so nothing has to be looked up:")] + values + weights + x
            + before
    }

    func scene(title: String) -> JSON {
        let given = zip(form.states, states).map { JSON.Member("stack.0.\($0)0", $1.json) }
        return stepScene(
            title: title,
            layer: [JSON.Member("cell", .string(form.name)), JSON.Member("hidden", .integer(hidden))]
                + form.members(options),
            gates: gates, extra: (innerBias.map { [JSON.Member("stack.0.c_h", $0.json)] } ?? []) + given, input: x)
    }
}

extension WorkedPlan {
    /// A line as an equation, in both spellings of a sheet; lines without a symbol are written out in it.
    func equation(of name: LineName, symbol: @escaping (LineName) -> WrittenForm?) -> WrittenForm {
        func written(_ expression: Expression) -> Expression {
            expression.renaming { read in
                let line = program.line(read)
                if symbol(line) != nil { return nil }
                return program.lines[line].map { written($0.formula) }
            }
        }
        func text(_ style: WritingStyle, _ expression: Expression) -> String {
            Printer(style) { read in
                let form = symbol(self.program.line(read)) ?? WrittenForm(read.dotted, read.dotted)
                return Leaf(style == .latex ? form.latex : form.text, .symbol(isScalar: false, isRaised: false))
            }.text(expression).replacing("\u{A0}", with: " ").replacing("\\, ", with: " ")
        }
        let right = written(program.lines[name]?.formula ?? .integer(0))
        func line(_ style: WritingStyle) -> String { "\(text(style, name.expression)) = \(text(style, right))" }
        return WrittenForm(line(.unicode), line(.latex))
    }
}
