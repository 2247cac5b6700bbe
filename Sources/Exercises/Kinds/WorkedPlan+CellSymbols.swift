import Formula
import Recurrence

extension WorkedPlan {
    /// The letters of the explorer for what a worked solution has a line of, or is given.
    @Sendable func cellSymbol(_ name: LineName) -> Symbol? {
        let lettering = Lettering(program.network, .unfold)
        func letter(_ name: LineName) -> Symbol? {
            guard case .quantity(let trace) = name.expression.kind else { return nil }
            return lettering.symbol(trace)
        }
        if name.path != name.original.path {
            // What comes in from later steps: all that comes to h, or a part of what comes to c.
            let arriving = LineName.gradient(name.original.path, name.step)
            var symbol = letter(arriving)
            if program.lines[arriving]?.terms.count ?? 0 > 1 { symbol?.upper = "later" }
            return symbol
        }
        guard name.step != nil, let node = program.node(name.path) else { return letter(name) }
        let isState = program.isState(name)
        if name.isGradient {
            let isKnown =
                asked.contains(name) || (isState && !program.network.part(of: node).states.prefix(1).contains(node))
            return isKnown ? letter(name) : nil
        }
        // A pre-activation is written out in what it goes into.
        let isArgument = program.network.equations.contains { ($0.operation as? Apply)?.argument.node == node }
        return isArgument && !isState ? nil : letter(name)
    }
}
