import ExactMath
import Formula
import Wording

/// Runs whose numbers of steps are drawn for the text that is judged, so that none can be foreseen.
extension FormulaJudge {
    /// The operations that a formula may cost at one run: a sum in a sum costs the square of the steps.
    private static let longFuel = 3 * fuel

    /// Whether a formula that was right at the known points is right at others.
    ///
    /// Numbers in bounds and powers can tell a long run from a short one: the longest run here is longer than all of them together.
    /// Where T or t counts as a number, or is multiplied in a bound, more and longer runs are tried, so that no polynomial in T
    /// vanishes at all of them. A fault says that the formula costs too much to be decided.
    func holdsElsewhere<Number: FormulaNumber>(
        _ expression: Expression, _ source: SourceText, draw: (inout SeededGenerator) -> Number
    ) throws(FormulaFault) -> Bool {
        var generator = SeededGenerator(seed: Checksum.fnv1a(String(source.characters).utf8))
        let reach = expression.usesStepAsNumber ? nil : expression.reach
        guard reach ?? 0 <= AnswerLanguage.maximumExponent else {
            throw FormulaFault(.exponentTooLarge, at: expression.range)
        }
        var lastSteps = [generator.integer(in: 4...9)]
        if let reach {
            // Twice as long: then some step has more than them before it and behind it.
            let shortest = max(10, 2 * reach + 3)
            lastSteps.append(generator.integer(in: shortest...shortest + 8))
        } else {
            lastSteps += [generator.integer(in: 20...40), generator.integer(in: 41...160)]
        }
        let sizes = FormulaSizes(
            state: generator.integer(in: 2...3), input: generator.integer(in: 4...5),
            output: generator.integer(in: 6...7))
        for length in lastSteps {
            var last = length
            var isDecided = false
            while !isDecided {
                // The ends and the middle: all steps of a long run would be many. Where t counts as a number, one more.
                var chosen: Set = [task.steps?(last).lowerBound ?? 1, last / 2, last]
                if reach == nil { chosen.insert(generator.integer(in: 1...last)) }
                do throws(FormulaFault) {
                    let points = try FormulaPoints(
                        task, sizes, lastSteps: [last], among: chosen, withMistakes: false, draw: { draw(&generator) })
                    let result = try points.values(of: expression, fuel: Self.longFuel)
                    if result.note != nil || points.reference(of: result.values) == nil { return false }
                    isDecided = true
                } catch {
                    // Too long a run decides nothing; a shorter one does, as long as it is beyond the numbers in the bounds.
                    guard error.fact.isBeyondBounds, let reach, last > max(4, reach + 1) else { throw error }
                    last = max(4, reach + 1, last / 2)
                }
            }
        }
        return true
    }
}

extension Expression {
    /// Whether T, t or the variable of a sum stands where a number does, not as a step, a power or a bound.
    fileprivate var usesStepAsNumber: Bool {
        switch kind {
        case .index: true
        case .element: false
        case .power(let base, _), .entrywisePower(let base, _): base.usesStepAsNumber
        case .series(_, _, _, let body): body.usesStepAsNumber
        default: children.contains(where: \.usesStepAsNumber)
        }
    }

    /// What the numbers in bounds and in powers of a step add up to; nil where one of them is no sum of steps and numbers.
    fileprivate var reach: Int? {
        var (indices, others): ([Expression], [Expression]) = ([], children)
        switch kind {
        case .element: return 0
        case .series(_, let lower, let upper, let body): (indices, others) = ([lower, upper], [body])
        case .power(let base, let exponent), .entrywisePower(let base, let exponent):
            let counted = exponent.countedRange.map { [$0.lower, $0.upper] } ?? [exponent]
            (indices, others) = (counted.contains(where: \.holdsStep) ? counted : [], [base])
        default: break
        }
        var reach = 0
        for index in indices {
            guard let offset = index.offset else { return nil }
            reach += offset
        }
        for other in others {
            guard let inner = other.reach else { return nil }
            reach += inner
        }
        return reach
    }

    private var holdsStep: Bool {
        if case .index = kind { return true }
        return children.contains(where: \.holdsStep)
    }

    /// The size of the number in k − t + 1; nil where a step is multiplied, or where something else stands.
    private var offset: Int? {
        guard let linear, linear.steps.values.allSatisfy({ (-1...1).contains($0) }) else { return nil }
        return abs(linear.number)
    }

    /// A sum of steps and numbers: how often each step is in it, and what the numbers make.
    private var linear: (steps: [String: Int], number: Int)? {
        switch kind {
        case .index(let name): return ([name: 1], 0)
        case .number: return wholeNumber.flatMap { $0 <= 1_000_000 ? ([:], $0) : nil }
        case .negative(let inner): return inner.linear.map { ($0.steps.mapValues { -$0 }, -$0.number) }
        case .sum(let terms):
            var (steps, number) = ([String: Int](), 0)
            for term in terms {
                guard let part = term.value.linear else { return nil }
                let sign = term.isNegative ? -1 : 1
                steps.merge(part.steps.mapValues { sign * $0 }) { $0 + $1 }
                number += sign * part.number
            }
            return (steps, number)
        default: return nil
        }
    }
}
