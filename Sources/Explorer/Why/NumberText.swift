import ExactMath
import Recurrence
import TerminalUI

/// Numbers of a session as text: fractions where the scene has them and they are asked for.
public struct NumberText: Sendable {
    let session: Session
    let numbers: Numbers
    let isExact: Bool

    /// The numbers of a session.
    ///
    /// - Parameter isExact: whether fractions are asked for; without effect where the session has none.
    public init(_ session: Session, glyphs: Glyphs, isExact: Bool) {
        self.session = session
        numbers = Numbers(glyphs)
        self.isExact = isExact && session.exact != nil
    }

    /// The number at a place of the arena of values.
    func value(at index: Int) -> String {
        if isExact, let exact = session.exact { return fraction(exact.values[index]) }
        return numbers.text(session.trace.values[index])
    }

    /// The number at a place of the arena of gradients.
    func gradient(at index: Int) -> String {
        if isExact, let exact = session.exact { return fraction(exact.gradients[index]) }
        return numbers.text(session.trace.gradients[index])
    }

    func value(_ node: NodeID, at t: Int, unit: Int) -> String {
        value(at: session.network.row(node, at: t).lowerBound + unit)
    }

    func gradient(_ node: NodeID, at t: Int, unit: Int) -> String {
        gradient(at: session.network.row(node, at: t).lowerBound + unit)
    }

    func losses() -> [(step: Int, text: String)] {
        if isExact, let exact = session.exact { return exact.losses.map { ($0.step, fraction($0.value)) } }
        return session.trace.losses.map { ($0.step, numbers.text($0.value)) }
    }

    func loss() -> String {
        if isExact, let exact = session.exact { return fraction(exact.loss) }
        return numbers.text(session.trace.loss)
    }

    func fraction(_ value: Rational) -> String { numbers.spell(value.description) }

    // MARK: In columns

    /// A value at the right of a column: a fraction where it fits, otherwise its decimals behind ≈.
    func valueColumn(at index: Int, width: Int) -> String {
        column(session.trace.values[index], session.exact?.values[index], width: width)
    }

    func gradientColumn(at index: Int, width: Int) -> String {
        column(session.trace.gradients[index], session.exact?.gradients[index], width: width)
    }

    func column(_ value: Double, _ exact: Rational?, width: Int) -> String {
        guard isExact, let exact else { return numbers.column(value, width: width) }
        let text = fraction(exact)
        if Text.width(text) <= width { return Text.pad(text, width: width, alignment: .right) }
        let about = numbers.glyphs.isASCII ? "~" : "≈"
        let decimals = numbers.column(value, width: max(0, width - 1)).filter { $0 != " " }
        return Text.pad(about + decimals, width: width, alignment: .right)
    }
}
