import ExactMath
import Formula
import Recurrence

/// An exercise about a trace: its answers are lines of the trace, worked in fractions or in doubles.
struct TraceWorking: Working {
    private enum Numbers: Sendable {
        case exact(WorkedRow<Rational>, WorkedRow<PrimeField>?, Once<WorkedRow<Double>>)
        case real(WorkedRow<Double>)
    }
    private let numbers: Numbers

    init(_ plan: WorkedPlan, exact given: [Rational]) {
        // A denominator that the prime divides has no residue; and residues are neither positive nor negative.
        let residues = plan.isPolynomial ? given.compactMap { PrimeField(exactly: $0) } : []
        numbers = .exact(
            WorkedRow(plan, given: given), residues.count == given.count ? WorkedRow(plan, given: residues) : nil,
            Once<WorkedRow<Double>>())
    }

    init(_ plan: WorkedPlan, real given: [Double]) { numbers = .real(WorkedRow(plan, given: given)) }

    func answers(_ slips: SlipSet) -> [AnswerValue] {
        switch numbers {
        case .exact(let row, _, _): row.answers(slips).map { .exact($0) }
        case .real(let row): row.answers(slips).map { .real($0) }
        }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        switch numbers {
        case .exact(let row, _, _):
            row.onward { adopt($0, .exact(Shaped(row.right[$0].shape, $1)))?.rationals }.answers(slips).map {
                .exact($0)
            }
        case .real(let row):
            row.onward { adopt($0, .real(Shaped(row.right[$0].shape, $1)))?.doubles }.answers(slips).map { .real($0) }
        }
    }

    func residues(_ slips: SlipSet) -> [Shaped<PrimeField>]? {
        guard case .exact(_, let row?, _) = numbers else { return nil }
        return row.answers(slips)
    }

    func residues(from own: [[PrimeField]?]) -> OnwardAnswers<Shaped<PrimeField>>? {
        guard case .exact(_, let row?, _) = numbers else { return nil }
        let onward = row.onward { place, _ in own[place] }
        return OnwardAnswers(all: onward.answers, one: onward.answer)
    }

    func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?] {
        inDoubles.onward(adopting: adopt).answers(slips)
    }

    func doubles(_ slips: SlipSet) -> [Shaped<Double>?] { inDoubles.answers(slips) }

    func doubles(from own: [[Double]?]) -> OnwardAnswers<Shaped<Double>?> {
        let onward = inDoubles.onward { place, _ in own[place] }
        return OnwardAnswers(all: onward.answers, one: onward.answer)
    }

    func residues(_ slips: SlipSet, at place: Int) -> Shaped<PrimeField>? {
        guard case .exact(_, let row?, _) = numbers else { return nil }
        return row.answer(slips, at: place)
    }

    func doubles(_ slips: SlipSet, at place: Int) -> Shaped<Double>? { inDoubles.answer(slips, at: place) }

    private var inDoubles: WorkedRow<Double> {
        switch numbers {
        case .exact(let row, _, let doubles):
            doubles.value { WorkedRow(row.plan, given: row.given.map(\.approximation)) }
        case .real(let row): row
        }
    }

    /// What is given, and where the forward pass is done already its values too.
    var givens: [[Double]] {
        switch numbers {
        case .exact(let row, _, _): row.givens
        case .real(let row): row.givens
        }
    }

    /// The numbers of a line of the right way as doubles.
    func doubles(_ name: LineName) -> [Double] {
        switch numbers {
        case .exact(let row, _, _): row.value(of: name.expression).entries.map(\.approximation)
        case .real(let row): row.value(of: name.expression).entries
        }
    }

    /// The value of a line in doubles; in fractions, where the working has them.
    func shaped(_ name: LineName) -> Shaped<Double> {
        switch numbers {
        case .exact(let row, _, _):
            let value = row.value(of: name.expression)
            return Shaped(value.shape, value.entries.map(\.approximation))
        case .real(let row): return row.value(of: name.expression)
        }
    }

    func exactly(_ name: LineName) -> Shaped<Rational>? {
        if case .exact(let row, _, _) = numbers { row.value(of: name.expression) } else { nil }
    }

    /// Lines of a worked solution; fractions, or decimals as they are asked.
    func lines(_ names: [LineName], symbol: @escaping (LineName) -> Symbol?) -> [String] {
        switch numbers {
        case .exact(let row, _, _):
            names.map(LineWriter(row, symbol: symbol) { $0.description }.line)
        case .real(let row): names.map(LineWriter(row, symbol: symbol) { Decimals.text($0) }.line)
        }
    }
}
