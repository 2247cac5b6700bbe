import Recurrence

/// A worked program with slips in it: everywhere, on the way back alone, or in the equations of one quantity.
struct Variation: Sendable {
    enum Scope: Sendable, Hashable {
        case everywhere, wayBack
        /// The lines of this path, values or gradients.
        case alone(String, isGradient: Bool)
    }

    var slips: [Slip]
    var scope: Scope
    var program: WorkedProgram

    /// The lines that are not as in another program.
    func changed(from right: WorkedProgram) -> Set<LineName> {
        Set(program.lines.filter { right.lines[$0.key] != $0.value }.keys)
    }
}

extension Slip {
    /// The slips that are looked for in programs: all that change lines. Where two come to the same the first is named.
    fileprivate static let ofPrograms: [Slip] = {
        let first = allCases.filter { $0 <= .g18 } + [.m37, .m38, .g31, .g32, .g33, .g34]
        return first + allCases.filter { !$0.edits.isEmpty && !first.contains($0) }
    }()
}

extension WorkedProgram {
    /// The slips that a program of this network can have.
    var possibleSlips: [Slip] { Slip.ofPrograms.filter(isPossible) }

    private func isPossible(_ slip: Slip) -> Bool {
        switch slip {
        // Sums in closed form: only where one path alone leads from step to step, and no other state does.
        case .m04, .m16, .m17, .m18: return isPlainRecursion
        case .m03: return areSquare(.recurrent)
        case .m21: return areSquare(.recurrent) && areSquare(.input)
        case .m23, .m25: return areSquare(.readout)
        default: return true
        }
    }

    private func areSquare(_ role: Parameter.Role) -> Bool {
        network.parameters.allSatisfy { $0.role != role || $0.rows == $0.columns }
    }

    /// One layer whose state comes back by one path, forward in time.
    private var isPlainRecursion: Bool {
        let parts = network.parts.filter { !$0.states.isEmpty }
        guard parts.count == 1, parts[0].order > 0, network.architecture.shape != .oneToMany else { return false }
        return lines.allSatisfy { name, line in
            !name.isGradient || line.terms.count(where: \.isCarried) <= 1
        }
    }

    /// The changes of lines that come under a slip's name; of a path left out there are as many as there are paths.
    private func choices(of slip: Slip) -> [[Edit]] {
        if slip == .g15 { return [slip.edits, slip.edits + [.forgetReadoutBias], [.forgetReadoutBias]] }
        guard slip == .m38 else { return [slip.edits] }
        let most =
            lines.filter { $0.key.isGradient && isState($0.key) }
            .map { $0.value.terms.count { $0.source != .loss } }.max() ?? 0
        return most < 2 ? [] : (0..<most).flatMap { [[.onlyCarried($0)], [.withoutPath($0)]] }
    }

    /// Runs through every program with one slip in it, those that change most first; `body` says whether to go on.
    ///
    /// Slips with the same lines come once.
    func forEachVariation(_ slips: [Slip], _ scopes: Variation.Level, _ body: (Variation) -> Void) {
        for slip in slips {
            for edits in choices(of: slip) {
                let whole = applying(edits)
                switch scopes {
                case .everywhere:
                    if whole.lines != lines { body(Variation(slips: [slip], scope: .everywhere, program: whole)) }
                case .wayBack:
                    let back = applying(edits, editsValues: false).withOwnLosses
                    if back.lines != lines, back.lines != whole.lines {
                        body(Variation(slips: [slip], scope: .wayBack, program: back))
                    }
                case .alone:
                    forEachQuantity(of: whole) { body(Variation(slips: [slip], scope: $0, program: $1)) }
                }
            }
        }
    }

    /// With losses that do not go wrong with the error.
    private var withOwnLosses: WorkedProgram {
        var program = self
        program.lines.merge(lossesOfOutputs) { $1 }
        return program
    }

    /// This program with the lines of one quantity after another taken from a changed one.
    private func forEachQuantity(of whole: WorkedProgram, _ body: (Variation.Scope, WorkedProgram) -> Void) {
        var names: [Variation.Scope: [LineName]] = [:]
        for (name, line) in whole.lines where lines[name] != line {
            names[.alone(name.path, isGradient: name.isGradient), default: []].append(name)
        }
        guard names.count > 1 else { return }
        for scope in names.keys.sorted(by: { $0.order < $1.order }) {
            var program = withOwnLosses
            for name in names[scope] ?? [] { program.lines[name] = whole.lines[name] }
            body(scope, program)
        }
    }
}

extension Variation {
    /// How much of a program a slip is in.
    enum Level: Sendable, CaseIterable { case everywhere, wayBack, alone }
}

extension Variation.Scope {
    fileprivate var order: String {
        switch self {
        case .everywhere: "0"
        case .wayBack: "1"
        case .alone(let path, let isGradient): (isGradient ? "3" : "2") + path
        }
    }
}
