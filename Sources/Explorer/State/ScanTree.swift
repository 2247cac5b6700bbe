import ExactMath
import Recurrence

/// s_t = A_t s_{t−1} + b_t for t = 1 … T, as a tree of composed steps (Hillis and Steele 1986): level d composes every step with the one 2^d
/// before it, so that ⌈log₂ T⌉ levels do what T steps one after another do.
struct ScanTree<S: Scalar>: Sendable {
    /// A run of steps as one: s_last = matrix · s_{first−1} + offset. Steps count from 1.
    struct Span: Sendable {
        let first: Int
        let last: Int
        let matrix: [[S]]
        let offset: [S]
    }

    /// Level 0 holds the steps themselves; each level one span a step.
    let levels: [[Span]]
    /// How many compositions each level above 0 takes.
    let compositions: [Int]

    var depth: Int { levels.count - 1 }

    /// - Parameter steps: A_t and b_t in running order; not empty.
    init(_ steps: [(matrix: [[S]], offset: [S])]) {
        var level = steps.enumerated().map {
            Span(first: $0.offset + 1, last: $0.offset + 1, matrix: $0.element.matrix, offset: $0.element.offset)
        }
        var levels = [level]
        var compositions: [Int] = []
        var reach = 1
        while reach < level.count {
            let before = level
            level = before.indices.map { index in
                index < reach ? before[index] : Self.compose(before[index - reach], then: before[index])
            }
            compositions.append(before.count - reach)
            levels.append(level)
            reach *= 2
        }
        self.levels = levels
        self.compositions = compositions
    }

    /// (A₂, b₂) after (A₁, b₁): A₂ A₁ and A₂ b₁ + b₂.
    private static func compose(_ first: Span, then second: Span) -> Span {
        let size = first.offset.count
        let matrix = second.matrix.map { row in
            (0..<size).map { column in
                row.indices.reduce(S.zero) { $0 + row[$1] * first.matrix[$1][column] }
            }
        }
        let offset = second.matrix.enumerated().map { index, row in
            row.indices.reduce(second.offset[index]) { $0 + row[$1] * first.offset[$1] }
        }
        return Span(first: first.first, last: second.last, matrix: matrix, offset: offset)
    }

    /// The states that the last level gives, from a start.
    func states(from start: [S]) -> [[S]] {
        (levels.last ?? []).map { span in
            span.matrix.enumerated().map { index, row in
                row.indices.reduce(span.offset[index]) { $0 + row[$1] * start[$1] }
            }
        }
    }
}

/// The two recurrences of a part that are linear: forward where its cell is, and the gradients' for every cell.
struct ScanOfPart<S: Scalar>: Sendable {
    let tree: ScanTree<S>
    /// s_0
    let start: [S]
    /// The states that the run itself has, one a step.
    let wanted: [[S]]
    /// The step of the network of every step of the tree.
    let steps: [Int]

    /// The largest difference between the tree's states and the run's; no number where one of them is none.
    var difference: Double {
        zip(tree.states(from: start).joined(), wanted.joined()).map { abs(($0 - $1).approximation) }.worst
    }

    /// h_t = A_t h_{t−1} + b_t, where A_t is the step's Jacobian, and b_t what the step gives of its input alone.
    static func forward(_ trace: Trace<S>, part index: Int) -> ScanOfPart {
        let part = trace.network.parts[index]
        func state(_ t: Int) -> [S] { part.states.flatMap { Array(trace.value($0, at: t)) } }
        let steps = part.runningSteps
        let maps = zip(steps, trace.statesFromZero(of: index)).map { t, offset in
            (matrix: trace.jacobian(of: index, at: t).matrix, offset: offset)
        }
        return ScanOfPart(tree: ScanTree(maps), start: state(part.initialStep), wanted: steps.map(state), steps: steps)
    }

    /// δ^t = direct^t + J_{t+1}ᵀ δ^{t+1}, begun at the last step.
    static func backward(_ trace: Trace<S>, part index: Int) -> ScanOfPart {
        let part = trace.network.parts[index]
        let steps = Array(part.runningSteps.reversed())
        let width = part.states.reduce(0) { $0 + trace.network[$1].width }
        let maps = steps.enumerated().map { place, t -> (matrix: [[S]], offset: [S]) in
            let direct = trace.directPart(of: index, at: t)
            guard place > 0 else {
                return ([[S]](repeating: [S](repeating: .zero, count: width), count: width), direct)
            }
            let jacobian = trace.jacobian(of: index, at: steps[place - 1]).matrix
            let transposed = (0..<width).map { row in (0..<width).map { jacobian[$0][row] } }
            return (transposed, direct)
        }
        let wanted = steps.map { trace.adjoint(of: index, at: $0) }
        return ScanOfPart(
            tree: ScanTree(maps), start: [S](repeating: .zero, count: width), wanted: wanted, steps: steps)
    }
}

extension Trace {
    /// What a step of a part gets of the loss by itself, not handed back by the next step: for h; what a second state gets through h of the
    /// same step is h's.
    func directPart(of part: Int, at t: Int) -> [S] {
        let states = network.parts[part].states
        return states.flatMap { state -> [S] in
            let zero = [S](repeating: .zero, count: network[state].width)
            guard state == states.first else { return zero }
            return contributions(to: state, at: t).filter { !$0.isCarried }
                .reduce(zero) { sum, one in zip(sum, one.values).map { $0 + $1 } }
        }
    }

    /// The gradient with respect to all states of a part that the next step reads: of h the whole, of a second state what the next step
    /// hands back.
    func adjoint(of part: Int, at t: Int) -> [S] {
        let states = network.parts[part].states
        return states.flatMap { state in
            state == states.first ? Array(gradient(state, at: t)) : carriedPart(of: state, at: t, in: gradients)
        }
    }
}

extension Session {
    /// Whether h_t is A_t h_{t−1} + b_t where neither A_t nor b_t hangs on the states before: the cell is linear in its state, and nothing
    /// else that it reads comes from that state by another way.
    func isLinearRecurrence(_ part: Int) -> Bool {
        hasLinearCell(part) && network.partsAround(part, throughClasses: true).isEmpty
    }

    /// Whether a cell's h_t is linear in h_{t−1}, as long as its input does not hang on that.
    func hasLinearCell(_ part: Int) -> Bool {
        guard let cell = network.parts[part].layer?.cell else { return false }
        return cell is LinearCell || cell is MinGRU
    }

    /// Nil where the steps cannot be composed, and where the state is too wide, or the sequence too long, for a tree at every key.
    func scan(of part: Int, isBackward: Bool) -> ScanOfPart<Double>? {
        guard canScan(part, isBackward) else { return nil }
        return scanMemo(ScanKey(part: part, isBackward: isBackward)) {
            isBackward ? .backward(trace, part: part) : .forward(trace, part: part)
        }
    }

    /// The same in fractions, where the scene has them.
    func exactScan(of part: Int, isBackward: Bool) -> ScanOfPart<Rational>? {
        guard let exact, canScan(part, isBackward) else { return nil }
        return exactScanMemo(ScanKey(part: part, isBackward: isBackward)) {
            isBackward ? .backward(exact, part: part) : .forward(exact, part: part)
        }
    }

    private func canScan(_ part: Int, _ isBackward: Bool) -> Bool {
        let isComposed =
            isBackward ? timeline.hasLoss && network.partsAround(part).isEmpty : isLinearRecurrence(part)
        let place = network.parts[part]
        let width = place.states.reduce(0) { $0 + network[$1].width }
        return isComposed && width > 0 && width * width * width * place.steps.count <= 400_000
    }

    struct ScanKey: Hashable, Sendable {
        let part: Int
        let isBackward: Bool
    }
}
