import ExactMath
import Recurrence
import TerminalUI

/// Explains one entry of a node's gradient: direct + carried = total, and every term of it.
public struct WhyGradient: Sendable {
    let session: Session
    let naming: Naming
    let text: NumberText

    public init(_ session: Session, naming: Naming, isExact: Bool) {
        self.session = session
        self.naming = naming
        text = NumberText(session, glyphs: naming.glyphs, isExact: isExact)
    }

    /// One term: where it comes from, in symbols, and its number.
    public struct Item: Sendable, Equatable {
        public let symbols: String
        public let number: String
        public let isCarried: Bool
    }

    /// The terms that have arrived in the order of the backward pass, and their sums.
    public struct Terms: Sendable, Equatable {
        public let items: [Item]
        /// How many terms have not arrived yet.
        public let missing: Int
        public let direct: String
        public let carried: String
        public let total: String
    }

    /// - Parameters:
    ///   - unit: from 0.
    ///   - arrived: how many terms have arrived.
    public func terms(of node: NodeID, at t: Int, unit: Int, arrived: Int = .max) -> Terms {
        if text.isExact, let exact = session.exact {
            return terms(exact.contributions(to: node, at: t), node, t, unit, arrived, text.fraction)
        }
        return terms(session.trace.contributions(to: node, at: t), node, t, unit, arrived, text.numbers.text)
    }

    private func terms<S: Scalar>(
        _ all: [Contribution<S>], _ node: NodeID, _ t: Int, _ unit: Int, _ arrived: Int, _ spell: (S) -> String
    ) -> Terms {
        let here = all.prefix(arrived)
        func sum(_ terms: some Sequence<Contribution<S>>) -> String {
            spell(terms.reduce(S.zero) { $0 + $1.values[unit] })
        }
        return Terms(
            items: here.map {
                Item(symbols: symbols($0.source, node, at: t), number: spell($0.values[unit]), isCarried: $0.isCarried)
            },
            missing: all.count - here.count, direct: sum(here.filter { !$0.isCarried }),
            carried: sum(here.filter(\.isCarried)), total: sum(here))
    }

    /// The sum in one line, and its terms in another.
    public func explanation(of node: NodeID, at t: Int, unit: Int, arrived: Int = .max) -> Explanation {
        let terms = terms(of: node, at: t, unit: unit, arrived: arrived)
        let name = naming.gradient(of: naming.name(node, at: t))
        if terms.items.isEmpty && terms.missing == 0 {
            return Explanation(symbols: "\(name) = 0", numbers: nothing(reads: node, at: t))
        }
        let place = session.network[node].width > 1 ? "unit \(unit + 1): " : ""
        let result =
            terms.missing == 0 ? "total \(terms.total)" : "so far \(terms.total), \(terms.missing) more to come"
        let sum = "\(name) = direct \(terms.direct) + carried \(terms.carried) = \(result)"
        func list(_ word: String, _ items: [Item]) -> String? {
            items.isEmpty ? nil : "\(word) " + items.map { "\($0.symbols) = \($0.number)" }.joined(separator: ", ")
        }
        let lists = [
            list("direct:", terms.items.filter { !$0.isCarried }), list("carried:", terms.items.filter(\.isCarried)),
        ]
        return Explanation(
            symbols: sum, numbers: place + lists.compactMap { $0 }.joined(separator: "; "), details: details(of: terms))
    }

    private func details(of terms: Terms) -> [String] {
        let width = terms.items.map { Text.width($0.symbols) }.max() ?? 0
        func line(_ word: String, _ symbols: String, _ number: String) -> String {
            Text.pad(word, width: 8) + Text.pad(symbols, width: width + 2)
                + Text.pad(number, width: 11, alignment: .right)
        }
        var lines = terms.items.map { line($0.isCarried ? "carried" : "direct", $0.symbols, $0.number) }
        if terms.missing > 0 { lines.append("\(terms.missing) more to come") }
        lines.append(line(terms.missing == 0 ? "total" : "so far", "", terms.total))
        return lines
    }

    /// Why nothing flows into a node, in one sentence.
    private func nothing(reads node: NodeID, at t: Int) -> String {
        let network = session.network
        let isOutput = network.outputSteps.contains(t) && network.output.contains { $0.node == node }
        if isOutput && network.architecture.loss.logitActivation != nil {
            return "the loss is computed from a_y directly, and nothing else reads y here"
        }
        if isOutput { return "there is no target at this step, and nothing else reads it" }
        return "no number that the loss depends on reads it"
    }
}
