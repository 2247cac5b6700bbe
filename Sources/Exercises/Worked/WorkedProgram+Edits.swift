import ExactMath
import Formula
import Recurrence

extension WorkedProgram {
    /// The program with changes made, in the order of the work: losses, values, the way back, slopes, sums over time.
    ///
    /// - Parameter editsValues: whether the forward pass is asked about; where it is given, slips leave it alone.
    func applying(_ edits: [Edit], editsValues: Bool = true) -> WorkedProgram {
        guard !edits.isEmpty else { return self }
        var program = self
        for edit in edits { program.editError(edit) }
        if editsValues { for edit in edits { program.editValues(edit) } }
        for edit in edits { program.turnMatrices(edit) }
        for edit in edits { program.exchangeMatrices(edit) }
        for edit in edits { program.editGates(edit, inValues: editsValues) }
        for edit in edits { program.confuseStart(edit) }
        let carries = program.lines
        program.editRecursions(edits)
        for edit in edits { program.editSlopes(edit) }
        program.editSums(edits, carries: carries)
        return program
    }

    // MARK: Which lines

    /// Changes every term of the lines that `isMeant`.
    func editing(_ isMeant: (LineName) -> Bool, _ change: (Term) -> Term?) -> [LineName: Line] {
        var result = lines
        for (name, line) in lines where isMeant(name) {
            let terms = line.terms.compactMap(change)
            // A line that stays shares its memory with the one before: comparing the two is quick.
            if terms != line.terms { result[name]?.terms = terms }
        }
        return result
    }

    /// Changes the expression of every term of the lines that `isMeant`.
    func rewriting(_ isMeant: (LineName) -> Bool, _ change: (Term) -> Expression?) -> [LineName: Line] {
        var result = lines
        for (name, line) in lines where isMeant(name) {
            var (terms, isChanged) = (line.terms, false)
            for index in terms.indices {
                guard let expression = change(terms[index]) else { continue }
                terms[index].expression = expression
                isChanged = true
            }
            if isChanged { result[name]?.terms = terms }
        }
        return result
    }

    /// The equation that a term comes from.
    func equation(of term: Term) -> Equation? {
        if case .equation(let index, _) = term.source { network.equations[index] } else { nil }
    }

    /// The carried states, without the part's other nodes.
    func isState(_ name: LineName) -> Bool {
        guard let node = node(name.path) else { return false }
        return network.part(of: node).states.contains(node)
    }

    /// A step at which a state has a value of its own.
    func isOwnStep(_ name: LineName) -> Bool {
        guard let node = node(name.path), let step = name.step else { return false }
        return network[node].steps.contains(step)
    }

    func isVector(_ name: LineName) -> Bool { node(name.path) != nil }

    /// Leaves out what comes back to vectors from gradients that are zero because nothing reaches them.
    mutating func dropZeros() {
        while true {
            let zeros = Set(lines.filter { $0.key.isGradient && $0.value.terms.isEmpty }.keys)
            let before = lines
            lines = editing({ $0.isGradient && isVector($0) }) { term in
                let upper = term.expression.traceNames.filter(\.isGradient)
                return !upper.isEmpty && upper.allSatisfy { zeros.contains(line($0)) } ? nil : term
            }
            if lines == before { return }
        }
    }

    // MARK: The error

    private mutating func editError(_ edit: Edit) {
        let isError: (LineName) -> Bool = { $0.isGradient }
        func rewriteErrors(_ change: (Expression) -> Expression) {
            lines = rewriting(isError) { $0.source == .loss && !$0.isCarried ? change($0.expression) : nil }
        }
        /// L of errors that are scaled: 2(ŷ − y) belongs to Σ‖ŷ − y‖², and (ŷ − y)/T to a mean over the steps.
        func scaleLosses(_ factor: Rational) {
            lines = rewriting({ $0.path.hasSuffix("losses") }) { .product(.number(factor), $0.expression) }
        }
        let isSquared = network.architecture.loss == .mse
        switch edit {
        case .onlyLoss(let step):
            lines = editing(isError) {
                $0.source == .loss && !$0.isCarried && $0.isAbout(stepOtherThan: step) ? nil : $0
            }
            dropZeros()
        case .scaleError(let factor):
            rewriteErrors { factor == -1 ? .negated($0) : .product(.integer(factor), $0) }
            if factor > 0 { scaleLosses(isSquared ? Rational(1) / Rational(factor) : Rational(factor)) }
        case .meanError:
            let steps = Rational(network.outputSteps.upperBound)
            rewriteErrors { .product(.number(.one / steps), $0) }
            scaleLosses(isSquared ? steps : .one / steps)
        case .forgetTarget:
            rewriteErrors { $0.renaming { $0.dotted == "target" ? .product(.integer(0), .quantity($0)) : nil } }
        default: confuseErrors(edit)
        }
    }
}

extension WorkedProgram.Term {
    /// Whether it reads the target of another step.
    fileprivate func isAbout(stepOtherThan step: Int) -> Bool {
        expression.traceNames.contains { $0.dotted == "target" && $0.indices.first?.wholeNumber != step }
    }
}

extension Expression {
    static func quantity(_ name: TraceName) -> Expression { Expression(.quantity(name)) }
}
