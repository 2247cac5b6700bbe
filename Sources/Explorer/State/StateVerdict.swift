import Foundation
import Recurrence

/// What becomes of one loss's gradient on its way back through one state: its norm at every step of its span, and what that comes to.
///
/// The state is h; or a state that is handed on beside it, such as the c of an LSTM, and then by the part of its gradient that the next
/// step hands back, since the total also holds the way through h.
struct StateVerdict: Sendable {
    let part: Int
    let state: NodeID
    /// The step of the loss.
    let loss: Int
    let isCarriedPart: Bool
    /// The span, from where the gradient sets out to where it ends.
    let steps: [Int]
    /// One norm a step of the span.
    let norms: [Double]
    /// |last / first| of every unit; nil for a unit whose gradient sets out as 0.
    let unitRatios: [Double?]
    let kind: Kind

    enum Kind: Sendable, Hashable {
        case holds, fades, vanishes, grows, explodes
        /// Exactly 0 from this step on back.
        case dead(from: Int)
        /// 0 everywhere: nothing of the loss comes here.
        case silent
        /// Infinite or no number from this step on back.
        case notFinite(from: Int)
    }

    /// last / first
    var ratio: Double { (norms.last ?? 0) / (norms.first ?? 1) }
    /// The geometric mean of it over the steps.
    var ratioPerStep: Double { pow(ratio, 1 / Double(max(1, steps.count - 1))) }

    /// Nil where the loss has no span of two steps in the part.
    init?(_ session: Session, part: Int, state: NodeID, loss: Int) {
        let network = session.network
        let place = network.parts[part]
        let gradients = session.gradients(ofLossAt: loss)
        let isCarried = place.states.first != state
        var steps = network.span(of: place, backFromLossAt: loss)
        // The span of a part that is handed back begins at the last step that has a next one.
        if isCarried { steps.removeFirst(min(1, steps.count)) }
        guard steps.count > 1 else { return nil }
        let vectors =
            isCarried
            ? session.trace.carriedParts(of: state, at: steps, in: gradients)
            : steps.map { Array(gradients[network.row(state, at: $0)]) }
        self.part = part
        self.state = state
        isCarriedPart = isCarried
        self.loss = loss
        self.steps = steps
        norms = vectors.map { euclideanNorm($0) }
        let (first, last) = (vectors[0], vectors[vectors.count - 1])
        unitRatios = zip(first, last).map { $0 == 0 ? nil : abs($1 / $0) }
        kind = Self.kind(norms, steps)
    }

    /// Under 1/50 in all: vanishes; over 50: explodes; from 1/2 to 2: holds; below: fades; above: grows.
    static func kind(_ norms: [Double], _ steps: [Int]) -> Kind {
        if let bad = norms.firstIndex(where: { !$0.isFinite }) { return .notFinite(from: steps[bad]) }
        guard let first = norms.first, let last = norms.last, norms.contains(where: { $0 != 0 }) else { return .silent }
        if last == 0 { return .dead(from: steps[(norms.lastIndex { $0 != 0 } ?? -1) + 1]) }
        // What sets out as 0 and comes to something has grown without bound.
        guard first != 0 else { return .explodes }
        switch last / first {
        case ..<(1 / 50.0): return .vanishes
        case ..<0.5: return .fades
        case ...2: return .holds
        case ...50: return .grows
        default: return .explodes
        }
    }

    /// `vanishes`, `dead`
    var word: String {
        switch kind {
        case .holds: "holds"
        case .fades: "fades"
        case .vanishes: "vanishes"
        case .grows: "grows"
        case .explodes: "explodes"
        case .dead: "dead"
        case .silent: "silent"
        case .notFinite: "not finite"
        }
    }

    var isGrowing: Bool { kind == .grows || kind == .explodes }
    var isShrinking: Bool {
        switch kind {
        case .fades, .vanishes, .dead: true
        default: false
        }
    }
}

extension Session {
    /// The gradients of all rows of one loss alone.
    func gradients(ofLossAt k: Int) -> [Double] {
        if trace.losses.count == 1, trace.losses[0].step == k { return trace.gradients }
        return lossMemo(k) { trace.rowGradients(ofLossAt: k) }
    }

    /// The verdicts on every state of a part, h first.
    func verdicts(part: Int, loss: Int) -> [StateVerdict] {
        verdictMemo(VerdictKey(part: part, loss: loss)) {
            network.parts[part].states.compactMap { StateVerdict(self, part: part, state: $0, loss: loss) }
        }
    }

    struct VerdictKey: Hashable, Sendable {
        let part: Int
        let loss: Int
    }

    /// The first number that is infinite or none, in the order of the computation: of the values, then of the gradients on the way back;
    /// of a state and what it is computed from, the state.
    var firstNonFinite: (node: NodeID, step: Int, unit: Int, isGradient: Bool)? {
        nonFiniteMemo(0) {
            if trace.values.allSatisfy(\.isFinite), trace.gradients.allSatisfy(\.isFinite) { return nil }
            for position in 1..<max(2, timeline.places + 1) {
                guard let place = timeline[position].place else { continue }
                for row in rows(of: place) where !isPreactivation(row.node) {
                    if let unit = trace.value(row.node, at: row.step).firstIndex(where: { !$0.isFinite }) {
                        return NonFinite(
                            row: row, unit: unit - network.row(row.node, at: row.step).lowerBound, isGradient: false)
                    }
                }
            }
            guard timeline.hasLoss else { return nil }
            for position in (1..<timeline.places + 1).reversed() {
                guard let place = timeline[position].place else { continue }
                for row in rows(of: place).reversed() where !isPreactivation(row.node) {
                    if let unit = trace.gradient(row.node, at: row.step).firstIndex(where: { !$0.isFinite }) {
                        return NonFinite(
                            row: row, unit: unit - network.row(row.node, at: row.step).lowerBound, isGradient: true)
                    }
                }
            }
            return nil
        }
        .map { ($0.row.node, $0.row.step, $0.unit, $0.isGradient) }
    }

    struct NonFinite: Sendable {
        let row: Row
        let unit: Int
        let isGradient: Bool
    }
}
