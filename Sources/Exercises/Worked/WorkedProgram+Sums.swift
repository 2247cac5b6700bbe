import ExactMath
import Formula
import Recurrence

// Slips of parameters' gradients, which are sums over time: Σ δ^t (a^{t−1})ᵀ.

extension WorkedProgram {
    /// - Parameter carries: the lines before their recursion was edited: what "counted twice" carries with.
    mutating func editSums(_ edits: [Edit], carries: [LineName: Line]) {
        guard edits.contains(where: \.isOfSums) else { return }
        for parameter in network.parameters where parameter.role != .givenState && parameter.role != .learnedState {
            let name = LineName.gradient(parameter.path)
            guard let line = lines[name], !line.terms.isEmpty else { continue }
            let steps = line.terms.compactMap(\.step)
            guard let first = steps.min(), let last = steps.max() else { continue }
            var products = line.terms.map { TimedProduct($0) }
            for edit in edits { shift(&products, edit, parameter.role, last: last) }
            for edit in edits { confuse(&products, edit, parameter, first: first) }
            var kept = Set(steps)
            if edits.contains(.onlyLastTerm) { kept = [last] }
            if edits.contains(.onlyFirstTerm) { kept = [first] }
            var shown = kept
            let isRecurrent = parameter.role == .recurrent
            if edits.contains(.withoutFirstTerm), isRecurrent, last > first { shown.remove(first) }
            let hasFuture = isRecurrent || parameter.role == .input
            if edits.contains(.countTwice), hasFuture {
                countTwice(&products, kept: kept, carries: carries)
                // A term that was left out of the double sum still reaches the earlier steps.
                if edits.contains(.onlyLastTerm) { shown = Set(steps) }
            }
            products.removeAll { !shown.contains($0.step) }
            if edits.contains(.productOfSums), hasFuture { products = TimedProduct.productOfSums(products) }
            if edits.contains(.partnerWithoutReset), isRecurrent || parameter.role == .recurrentBias {
                for index in products.indices { products[index].forgetReset() }
            }
            lines[name]?.terms = products.map {
                $0.term(isTransposed: edits.contains(.transposeOuter) && !parameter.isVector)
            }
            if edits.contains(.meanOfTerms) {
                let share = Expression.number(.one / Rational(max(products.count, 1)))
                var terms = lines[name]?.terms ?? []
                for index in terms.indices { terms[index].expression = .product(share, terms[index].expression) }
                lines[name]?.terms = terms
            }
        }
    }

    private func shift(_ products: inout [TimedProduct], _ edit: Edit, _ role: Parameter.Role, last: Int) {
        for index in products.indices {
            let step = products[index].step
            let change: ((Int) -> Int)? =
                switch edit {
                case .shiftPartner(role, let by): { $0 + by }
                case .reversePartner where role == .recurrent: { _ in last - step }
                default: nil
                }
            guard let change, let partner = products[index].partner else { continue }
            products[index].partner = partner.renaming { name in
                let line = line(name)
                guard let node = node(line.path), let t = line.step else { return nil }
                guard network[node].storedSteps.contains(change(t)) else {
                    return .product(.integer(0), .quantity(name))
                }
                return LineName.value(line.path, change(t)).expression
            }
        }
    }

    /// A gradient paired wrongly: the states' for the error's, or the other way round; a¹ for a⁰ in the first term.
    private func confuse(_ products: inout [TimedProduct], _ edit: Edit, _ parameter: Parameter, first: Int) {
        let isOfState = parameter.role == .recurrent || parameter.role == .input
        for index in products.indices {
            guard case .quantity(let upper) = products[index].upper.kind, let partner = products[index].partner else {
                continue
            }
            let step = products[index].step
            switch edit {
            case .stateForError where parameter.role == .readout:
                if let other = stateGradient(at: step), shape(of: other.path) == shape(of: upper.dotted) {
                    products[index].upper = other.expression
                }
            case .errorForState where isOfState:
                if let other = errorGradient(at: step), shape(of: other.path) == shape(of: upper.dotted) {
                    products[index].upper = other.expression
                }
            case .shiftFirstPartner where parameter.role == .recurrent && step == first:
                products[index].partner = partner.renaming { name in
                    let line = line(name)
                    guard let node = node(line.path), let t = line.step, network[node].storedSteps.contains(t + 1)
                    else {
                        return nil
                    }
                    return LineName.value(line.path, t + 1).expression
                }
            default: break
            }
        }
    }

    /// Each δ^t with what the later ones send back to it: Σ_{k≥t} (W_aaᵀ)^{k−t} δ^k.
    private func countTwice(_ products: inout [TimedProduct], kept: Set<Int>, carries: [LineName: Line]) {
        var later: Expression?
        for index in products.indices.sorted(by: { products[$0].step > products[$1].step }) {
            let own = products[index].upper
            guard case .quantity(let reader) = own.kind else { continue }
            var terms = kept.contains(products[index].step) ? [own] : []
            if let later {
                // A sum in one order has one last bit.
                for (_, line) in carries.sorted(by: {
                    ($0.key.path, $0.key.step ?? 0) < ($1.key.path, $1.key.step ?? 0)
                }) {
                    for term in line.terms where term.isCarried && term.step == products[index].step + 1 {
                        guard term.expression.traceNames.contains(where: { $0.path == reader.path && $0.isGradient })
                        else { continue }
                        terms.append(term.expression.renaming { $0.path == reader.path && $0.isGradient ? later : nil })
                    }
                }
            }
            products[index].upper = terms.isEmpty ? .product(.integer(0), own) : .sum(terms)
            later = products[index].upper
        }
    }
}

/// One term u vᵀ of a parameter's gradient; a bias has no v.
private struct TimedProduct {
    var source: WorkedProgram.Term
    var step: Int
    var upper: Expression
    var partner: Expression?

    init(_ term: WorkedProgram.Term) {
        source = term
        step = term.step ?? 0
        upper = term.expression
        guard case .product(let first, let rest) = term.expression.kind, let factor = rest.first, rest.count == 1,
            factor.operator == .times, case .transpose(let vector) = factor.value.kind
        else { return }
        (upper, partner) = (first, vector)
    }

    func term(isTransposed: Bool) -> WorkedProgram.Term {
        var term = source
        term.expression =
            partner.map { isTransposed ? .product($0, upper.transposed) : .product(upper, $0.transposed) } ?? upper
        return term
    }

    /// r ⊙ h as h, and upper ⊙ r as upper.
    mutating func forgetReset() {
        if let factor = partner?.lastFactor { partner = factor }
        if case .product(let gradient, let rest) = upper.kind, rest.count == 1, rest[0].operator == .entrywise {
            // Whichever of the two is the gradient.
            upper = gradient.traceNames.contains(where: \.isGradient) ? gradient : rest[0].value
        }
    }

    static func productOfSums(_ products: [TimedProduct]) -> [TimedProduct] {
        guard var whole = products.first, whole.partner != nil else { return products }
        whole.upper = .sum(products.map(\.upper))
        whole.partner = .sum(products.compactMap(\.partner))
        return [whole]
    }
}

extension Expression {
    /// b, where the node is a ⊙ b.
    fileprivate var lastFactor: Expression? {
        guard case .product(_, let rest) = kind, rest.count == 1, rest[0].operator == .entrywise else { return nil }
        return rest[0].value
    }
}

extension Edit {
    fileprivate var isOfSums: Bool {
        switch self {
        case .shiftPartner, .reversePartner, .onlyLastTerm, .onlyFirstTerm, .withoutFirstTerm, .countTwice,
            .productOfSums, .transposeOuter, .shiftFirstPartner, .stateForError, .errorForState, .meanOfTerms,
            .partnerWithoutReset:
            true
        default: false
        }
    }
}
