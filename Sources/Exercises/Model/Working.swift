import ExactMath

/// The computation behind an exercise: from what is given to every answer.
public protocol Working: Sendable {
    /// Every answer in the order of the solution, as the slips make it; the empty set is the right way.
    ///
    /// `adopt` sees each answer as it is computed, with its place, and may give back another value, which then stands in for it in all
    /// that follows; the answer itself is given as computed.
    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue]

    /// The same with nothing adopted.
    func answers(_ slips: SlipSet) -> [AnswerValue]

    /// The answers modulo 2^61 − 1, much faster, where the working can: equal answers are equal there too, and that
    /// two different ones are equal there is less likely than 10^−15.
    func residues(_ slips: SlipSet) -> [Shaped<PrimeField>]?

    /// The same from a student's own numbers, by place.
    func residues(from own: [[PrimeField]?]) -> OnwardAnswers<Shaped<PrimeField>>?

    /// One answer modulo 2^61 − 1 alone, much faster than all of them.
    func residues(_ slips: SlipSet, at place: Int) -> Shaped<PrimeField>?

    /// The answers as doubles, where only their first digits matter; nil for what is no number.
    func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?]

    /// The same with nothing adopted.
    func doubles(_ slips: SlipSet) -> [Shaped<Double>?]

    /// The same from a student's own numbers, by place.
    func doubles(from own: [[Double]?]) -> OnwardAnswers<Shaped<Double>?>

    /// One answer in doubles alone.
    func doubles(_ slips: SlipSet, at place: Int) -> Shaped<Double>?

    /// The numbers that the problem gives, one list a quantity.
    var givens: [[Double]] { get }
}

/// Answers as slips make them of a student's own numbers: all of them, or one alone, which is much faster.
public struct OnwardAnswers<Answer> {
    /// Every answer in the order of the solution.
    public var all: (SlipSet) -> [Answer]
    /// The answer at a place, counted from 0 in that order.
    public var one: (_ slips: SlipSet, _ place: Int) -> Answer
}

/// What to go on with instead of the answer computed at a place; nil for that answer itself.
public typealias Adoption = (_ place: Int, _ computed: AnswerValue) -> AnswerValue?

extension Working {
    public func residues(_ slips: SlipSet) -> [Shaped<PrimeField>]? { nil }

    public func residues(from own: [[PrimeField]?]) -> OnwardAnswers<Shaped<PrimeField>>? { nil }

    public func residues(_ slips: SlipSet, at place: Int) -> Shaped<PrimeField>? { residues(slips)?[place] }

    public func doubles(_ slips: SlipSet) -> [Shaped<Double>?] { doubles(slips) { _, _ in nil } }

    public func doubles(from own: [[Double]?]) -> OnwardAnswers<Shaped<Double>?> {
        func all(_ slips: SlipSet) -> [Shaped<Double>?] { doubles(slips) { place, _ in own[place] } }
        return OnwardAnswers(all: all) { all($0)[$1] }
    }

    public func doubles(_ slips: SlipSet, at place: Int) -> Shaped<Double>? { doubles(slips)[place] }

    public func answers(_ slips: SlipSet) -> [AnswerValue] { answers(slips) { _, _ in nil } }

    public func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?] {
        let answers = answers(slips) { place, value in
            guard let computed = value.doubles, let shape = value.shape, let own = adopt(place, computed) else {
                return nil
            }
            return value.rationals == nil ? .real(Shaped(shape, own)) : .exact(Shaped(shape, own.map { Rational($0) }))
        }
        return answers.map { value in value.doubles.flatMap { numbers in value.shape.map { Shaped($0, numbers) } } }
    }

    public var givens: [[Double]] { [] }

    /// The right answers.
    public func answers() -> [AnswerValue] { answers([]) }
}
