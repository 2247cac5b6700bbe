import ExactMath
import Formula
import Recurrence

// What a person reads of a plan whose network may be any: the explorer's letters.

extension WorkedProgram {
    /// Every value that is computed and shown, in the order of the forward pass.
    var valuesInOrder: [LineName] {
        network.runningBlocks.flatMap { block in
            block.steps.flatMap { t in
                block.equations.compactMap { index -> LineName? in
                    let equation = network.equations[index]
                    guard network[equation.output].isShown, equation.steps.contains(t) else { return nil }
                    let name = network.part(of: equation.output).name + "." + network[equation.output].name
                    return .value(name, t)
                }
            }
        }
    }
}

extension WorkedPlan {
    /// The explorer's letter of every line.
    func letter(_ name: LineName) -> Symbol? {
        guard case .quantity(let trace) = name.original.expression.kind else { return nil }
        return lettering.symbol(trace)
    }

    func written(_ name: LineName) -> WrittenForm {
        let symbol = letter(name) ?? Symbol(name.path)
        return WrittenForm(symbol.text(.unicode), symbol.text(.latex))
    }

    /// A value's equation with every name in it.
    func equationForReaders(of name: LineName) -> WrittenForm {
        equation(of: name) { self.written($0) }
    }

    /// The lines of a worked solution: what is asked, each after the gradients that it reads.
    var worked: [LineName] {
        var done: Set<LineName> = []
        var result: [LineName] = []
        func add(_ name: LineName) {
            guard name.isGradient, done.insert(name).inserted, let line = right.lines[name] else { return }
            for read in line.reads { right.readings(read).forEach(add) }
            result.append(name)
        }
        asked.forEach(add)
        return result
    }

    @Sendable func gradientSymbol(_ name: LineName) -> Symbol? { letter(name) }
}

extension TraceWorking {
    /// A line's numbers as they are given: fractions, or so many places.
    func notation(_ name: LineName, places: Int?) -> WrittenForm {
        guard let places else { return exactNotation(name) }
        let shaped = shaped(name)
        let texts = shaped.entries.map { number -> String in
            let short = Decimals.short(number)
            return short.count <= 8 ? short : Decimals.text(number, places: places)
        }
        return WrittenForm(
            Shaped(shaped.shape, texts).text { $0 }, Self.latex(Shaped(shaped.shape, texts)))
    }

    private func exactNotation(_ name: LineName) -> WrittenForm {
        guard let shaped = exactly(name) else { return WrittenForm("", "") }
        return WrittenForm(
            shaped.text(\.description), Self.latex(Shaped(shaped.shape, shaped.entries.map(\.latex))))
    }

    private static func latex(_ numbers: Shaped<String>) -> String {
        if numbers.entries.count == 1 { return numbers.entries[0] }
        let columns = if case .matrix(_, let columns) = numbers.shape { columns } else { 1 }
        let rows = stride(from: 0, to: numbers.entries.count, by: columns).map {
            numbers.entries[$0..<$0 + columns].joined(separator: " & ")
        }
        return "\\begin{pmatrix} " + rows.joined(separator: " \\\\ ") + " \\end{pmatrix}"
    }
}
