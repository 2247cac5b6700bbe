import ExactMath
import Formula
import Recurrence

/// Every way from a state before a step to one after it, found in the lines of the derivation, and what each sends back.
struct CellWays: Sendable {
    /// A way as the nodes that it passes, pre-activations left out: h0, f, c1, h1.
    struct Way: Sendable {
        var nodes: [String]
        /// What the gradient at its end becomes at its beginning, in the trace's names.
        var factor: Expression
        /// The factor as it stands on a sheet.
        var written: String

        var text: String { nodes.joined(separator: "->") }
    }

    let plan: WorkedPlan
    private let program: WorkedProgram
    private let isVector: Bool

    /// - Parameters:
    ///   - slips: what is wrong with the way back.
    ///   - isVector: whether factors are written for vectors: else every letter is a number.
    init(_ plan: WorkedPlan, _ slips: SlipSet = [], isVector: Bool) {
        self.plan = plan
        self.isVector = isVector
        program = plan.program.applying(slips.slips.flatMap(\.edits))
    }

    /// The ways from one state at step 0 to one at step 1; shorter ones first, those of equal length by their letters.
    func ways(from: String, to: String) -> [Way] {
        let end = LineName.gradient("stack.0.\(to)", 1)
        let arriving = LineName.value("later:stack.0.\(to)", 1).expression
        var result: [Way] = []
        func follow(_ line: LineName, _ nodes: [String], _ back: (Expression) -> Expression) {
            let terms = program.lines[line]?.terms ?? []
            if line == end, terms.contains(where: { $0.expression == arriving }) {
                let factor = back(arriving)
                result.append(Way(nodes: nodes, factor: factor, written: written(factor)))
            }
            for term in terms {
                guard let next = term.expression.traceNames.first(where: \.isGradient).map({ program.line($0) }) else {
                    continue
                }
                follow(next, nodes + (program.isSeen(next) ? [display(next)] : [])) { upper in
                    back(term.expression.renaming { program.line($0) == next ? upper : nil })
                }
            }
        }
        let start = LineName.gradient("stack.0.\(from)", 0)
        follow(start, [display(start)]) { $0 }
        // One that is read twice by the same equation is one way.
        var known: Set<[String]> = []
        return result.filter { known.insert($0.nodes).inserted }
            .sorted { ($0.nodes.count, $0.text) < ($1.nodes.count, $1.text) }
    }

    private func written(_ factor: Expression) -> String {
        Printer(.unicode) { name in
            Leaf(CellLetter.name(plan.program.line(name)), .symbol(isScalar: !isVector, isRaised: false))
        }.text(isVector ? factor : factor.ofOneUnit).replacing("\u{A0}", with: " ")
    }

    /// Whether a way passes a gate.
    func passesGate(_ way: Way) -> Bool { way.nodes.contains { gates.contains($0) } }

    /// Whether a way passes states alone.
    func isDirect(_ way: Way) -> Bool { way.nodes.allSatisfy { $0.suffix(1).allSatisfy(\.isNumber) } }

    /// Every node that a way can pass.
    var nodes: [String] {
        let lines = program.lines.keys.filter { $0.isGradient && $0.path.hasPrefix("stack.0.") && $0.step != nil }
        return Array(Set(lines.filter(program.isSeen).map(display))).sorted()
    }

    private var gates: Set<String> {
        Set(
            program.network.equations.filter { ($0.operation as? Apply)?.function == .sigmoid }
                .map { CellLetter.of(program.network[$0.output].name) })
    }

    private func display(_ line: LineName) -> String {
        let letter = CellLetter.of(line.path)
        return program.isState(line) ? letter + "\(line.step ?? 0)" : letter
    }
}

extension WorkedProgram {
    /// Whether a vector has a letter of its own on a sheet: what a function is taken of is written out in it.
    func isSeen(_ line: LineName) -> Bool {
        guard let own = node(line.path) else { return false }
        return isState(line) || !network.equations.contains { ($0.operation as? Apply)?.argument.node == own }
    }
}

extension Expression {
    /// The factor of a cell of one unit: every letter is a number, and what arrives is 1.
    var ofOneUnit: Expression {
        func factors(_ node: Expression) -> [(isDivision: Bool, value: Expression)] {
            switch node.kind {
            case .transpose(let inner): return factors(inner)
            case .quantity(let name) where name.dotted.hasPrefix("later:"): return []
            case .product(let first, let rest):
                return factors(first)
                    + rest.flatMap { factor in
                        factors(factor.value).map { ((factor.operator == .divide) != $0.isDivision, $0.value) }
                    }
            case .negative(let inner): return [(false, .negated(.integer(1)))] + factors(inner)
            case .entrywisePower(let base, let exponent):
                return [(false, Expression(.power(base.ofOneUnit, exponent: exponent)))]
            case .sum(let terms):
                return [
                    (
                        false,
                        .sum(
                            terms.map { $0.isNegative ? .negated($0.value.ofOneUnit) : $0.value.ofOneUnit })
                    )
                ]
            case .call(let function, let inner): return [(false, .call(function, inner.ofOneUnit))]
            default: return [(false, node)]
            }
        }
        let all = factors(self).filter { $0.value != .integer(1) }
        guard let first = all.first else { return .integer(1) }
        let rest = all.dropFirst().map { Factor(operator: $0.isDivision ? .divide : .times, value: $0.value) }
        let start = first.isDivision ? Expression.quotient(.integer(1), first.value) : first.value
        return rest.isEmpty ? start : Expression(.product(first: start, rest: rest))
    }
}
