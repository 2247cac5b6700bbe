import ExactMath
import Formula
import Recurrence

// Slips that take one quantity for another: an error or a target of another step, another class, the state after for the state before.

extension WorkedProgram {
    /// Targets and errors of other steps or classes.
    mutating func confuseErrors(_ edit: Edit) {
        func errors(_ change: (Expression) -> Expression) -> [LineName: Line] {
            rewriting(\.isGradient) { $0.source == .loss && !$0.isCarried ? change($0.expression) : nil }
        }
        switch edit {
        case .shiftTarget(let by, let keepsEnd):
            lines = errors { expression in
                expression.renaming { name in
                    guard name.dotted == "target", let step = name.indices.first?.wholeNumber else { return nil }
                    return shifted(name, to: step + by, among: lossSteps, keepsEnd)
                }
            }
        case .shiftError(let by, let keepsEnd):
            let paths = Set(errorPaths)
            lines = rewriting({ $0.isGradient && isState($0) }) { term in
                guard !term.isCarried else { return nil }
                return term.expression.renaming { name in
                    guard name.isGradient, paths.contains(name.dotted), let step = name.indices.first?.wholeNumber
                    else {
                        return nil
                    }
                    return shifted(name, to: step + by, among: lossSteps, keepsEnd)
                }
            }
        case .shiftClass(let by):
            lines = errors { expression in
                expression.renaming { name in
                    guard name.dotted == "target", let step = name.indices.first, name.indices.count == 1 else {
                        return nil
                    }
                    let width = shape(of: "target").count
                    return .concatenation(
                        (0..<width).map { entry in
                            .name(["target"], [step, .integer((entry - by + width) % width + 1)])
                        })
                }
            }
        default: break
        }
    }

    /// The name at another step; past the ends as it is, or nothing.
    private func shifted(_ name: TraceName, to step: Int, among steps: [Int], _ keepsEnd: Bool) -> Expression? {
        guard steps.contains(step) else { return keepsEnd ? nil : .product(.integer(0), .quantity(name)) }
        var other = name
        other.indices[0] = .integer(step)
        return .quantity(other)
    }

    /// The loss of another class.
    mutating func shiftClassInLosses(_ by: Int) {
        let outputs = Set(network.output.map { network.part(of: $0.node).name + "." + network[$0.node].name })
        lines = rewriting({ $0.path.hasSuffix("losses") }) { term in
            term.expression.renaming { name in
                guard outputs.contains(name.dotted), name.indices.count == 2, let entry = name.indices[1].wholeNumber
                else { return nil }
                let width = shape(of: name.dotted).count
                var other = name
                other.indices[1] = .integer((entry - 1 + by + width) % width + 1)
                return .quantity(other)
            }
        }
    }

    /// ∂L/∂a^1 handed in as ∂L/∂a^0.
    mutating func confuseStart(_ edit: Edit) {
        guard edit == .skipStart else { return }
        for name in lines.keys
        where name.isGradient && isState(name) && name.step == 0 && name.path == name.original.path {
            lines[name]?.terms = [Term(LineName.gradient(name.path, 1).expression)]
        }
    }

    // MARK: Gradients by what they are of

    /// The lines of ŷ − y: the readout's pre-activation and output, where one is handed on as the other.
    private var errorPaths: [String] {
        let direct = Set(
            lines.keys.filter { name in
                name.isGradient && isVector(name)
                    && lines[name]?.terms.contains { $0.source == .loss && !$0.isCarried } ?? false
            }.map(\.path))
        var paths = direct
        for (name, line) in lines where name.isGradient && line.factor == nil && line.terms.count == 1 {
            // From the loss one step only, in whatever order the lines come.
            if case .quantity(let read) = line.terms[0].expression.kind, read.isGradient, direct.contains(read.dotted) {
                paths.insert(name.path)
            }
        }
        return paths.sorted()
    }

    func errorGradient(at step: Int) -> LineName? {
        errorPaths.first.map { LineName.gradient($0, step) }
    }

    /// δ^t: what a layer's matrices are paired with, where there is one layer.
    func stateGradient(at step: Int) -> LineName? {
        guard let parameter = network.parameters.first(where: { $0.role == .recurrent }),
            let term = lines[.gradient(parameter.path)]?.terms.first,
            let upper = term.expression.traceNames.first(where: \.isGradient)
        else { return nil }
        return LineName.gradient(upper.dotted, step)
    }

    // MARK: A state written over

    /// Every value that reads the state before reads, for its entry i, a state whose entries before i are the new ones already.
    mutating func overwriteStates() {
        let right = self
        for part in network.parts {
            guard let state = part.states.first, network[state].width > 1 else { continue }
            let path = part.name + "." + network[state].name
            for t in network[state].steps {
                let mixed = right.mixedStates(path, at: t)
                for (name, line) in right.lines
                where !name.isGradient && name.step == t && name.path == name.original.path {
                    guard line.reads.contains(where: { right.line($0) == .value(path, t - 1) }),
                        right.shape(of: name.path).count == mixed.count
                    else { continue }
                    let whole = Expression.sum(line.terms.map(\.expression))
                    let entries = mixed.indices.map { i in
                        whole.renaming { right.line($0) == .value(path, t - 1) ? mixed[i] : nil }.entry(
                            i, of: mixed.count)
                    }
                    lines[name]?.terms = [Term(.concatenation(entries))]
                }
            }
        }
    }

    /// For each entry i the state that it is computed from: new before i, old from i on.
    private func mixedStates(_ path: String, at t: Int) -> [Expression] {
        let count = shape(of: path).count
        let old = { (i: Int) in LineName.value(path, t - 1).entry(i) }
        let whole = writtenOut(LineName.value(path, t).expression, except: .value(path, t - 1))
        var new: [Expression] = []
        var mixed: [Expression] = []
        for i in 0..<count {
            let state = Expression.concatenation(new + (i..<count).map(old))
            mixed.append(state)
            new.append(whole.renaming { line($0) == .value(path, t - 1) ? state : nil }.entry(i, of: count))
        }
        return mixed
    }

    /// The expression with the lines of its own step put in.
    private func writtenOut(_ expression: Expression, except old: LineName) -> Expression {
        expression.renaming { name in
            let read = line(name)
            guard !read.isGradient, read != old, read.step == (old.step ?? 0) + 1, let terms = lines[read]?.terms,
                !terms.isEmpty
            else { return nil }
            return writtenOut(.sum(terms.map(\.expression)), except: old)
        }
    }
}

extension LineName {
    /// One entry of a vector, from 0.
    fileprivate func entry(_ index: Int) -> Expression {
        .name(path.split(separator: ".").map(String.init), (step.map { [.integer($0)] } ?? []) + [.integer(index + 1)])
    }
}

extension Expression {
    /// Entry i of a vector, as the product with a row of zeros and a one.
    fileprivate func entry(_ index: Int, of count: Int) -> Expression {
        let row = Expression.concatenation((0..<count).map { .integer($0 == index ? 1 : 0) })
        return .product(row.transposed, self)
    }
}

extension NodeMeaning.Role {
    var isGate: Bool { if case .gate = self { true } else { false } }
}
