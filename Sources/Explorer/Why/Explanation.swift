import ExactMath
import Recurrence
import TerminalUI

/// Why a number is what it is: the equation in symbols, with the numbers in, and the result.
public struct Explanation: Sendable, Equatable {
    /// `c₃ = f₃ ⊙ c₂ + i₃ ⊙ c~₃`
    public let symbols: String
    /// `0.8412·0.7986 + 0.1904·0.3120 = 0.7312`
    public let numbers: String
}

/// Numbers of a session as text: fractions where the scene has them and they are asked for.
public struct NumberText: Sendable {
    let session: Session
    let numbers: Numbers
    let isExact: Bool

    public init(_ session: Session, glyphs: Glyphs, isExact: Bool) {
        self.session = session
        numbers = Numbers(glyphs)
        self.isExact = isExact && session.exact != nil
    }

    func value(_ node: NodeID, at t: Int, unit: Int) -> String {
        let index = session.network.row(node, at: t).lowerBound + unit
        if isExact, let exact = session.exact { return numbers.spell(exact.values[index].description) }
        return numbers.text(session.trace.values[index])
    }

    func gradient(_ node: NodeID, at t: Int, unit: Int) -> String {
        let index = session.network.row(node, at: t).lowerBound + unit
        if isExact, let exact = session.exact { return numbers.spell(exact.gradients[index].description) }
        return numbers.text(session.trace.gradients[index])
    }

    func entry(_ parameter: ParameterID, _ index: Int) -> String {
        let index = session.network[parameter].offset + index
        if isExact, let exact = session.exact { return numbers.spell(exact.values[index].description) }
        return numbers.text(session.trace.values[index])
    }

    func losses() -> [(step: Int, text: String)] {
        if isExact, let exact = session.exact {
            return exact.losses.map { ($0.step, numbers.spell($0.value.description)) }
        }
        return session.trace.losses.map { ($0.step, numbers.text($0.value)) }
    }

    func loss() -> String {
        if isExact, let exact = session.exact { return numbers.spell(exact.loss.description) }
        return numbers.text(session.trace.loss)
    }

    /// The summands of a gradient entry, as text and as doubles.
    func contributions(_ node: NodeID, at t: Int, unit: Int) -> [(source: Contribution<Double>.Source, isCarried: Bool, text: String, value: Double)] {
        let approximate = session.trace.contributions(to: node, at: t)
        if isExact, let exact = session.exact {
            return zip(approximate, exact.contributions(to: node, at: t)).map {
                ($0.source, $0.isCarried, numbers.spell($1.values[unit].description), $0.values[unit])
            }
        }
        return approximate.map { ($0.source, $0.isCarried, numbers.text($0.values[unit]), $0.values[unit]) }
    }

    /// A sum of such entries, as text.
    func sum(_ node: NodeID, at t: Int, unit: Int, where include: (Int) -> Bool) -> String {
        if isExact, let exact = session.exact {
            let terms = exact.contributions(to: node, at: t).enumerated().filter { include($0.offset) }
            return numbers.spell(terms.reduce(Rational.zero) { $0 + $1.element.values[unit] }.description)
        }
        let terms = session.trace.contributions(to: node, at: t).enumerated().filter { include($0.offset) }
        return numbers.text(terms.reduce(0) { $0 + $1.element.values[unit] })
    }
}
