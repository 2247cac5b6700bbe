import ExactMath
import Exercises
import Formula
import Foundation
import Testing

#if DEBUG
    private let rewritings = 60
#else
    private let rewritings = 1_000
#endif

@Suite("Formulas rewritten at random")
struct RewritingTests {
    /// Every right formula in many forms: none is refused.
    @Test("A right formula is right however it is written", arguments: FormulaQuestion.allCases)
    func right(question: FormulaQuestion) throws {
        let task = FormulaTask.of(question)
        let judge = try FormulaJudge.of(question)
        for (number, reference) in (task.references + extraForms(question)).enumerated() {
            let tree = try AnswerLanguage.parse(SourceText(reference.formula), task.vocabulary)
            for seed in 0..<rewritings {
                var rewriting = Rewriting(seed: UInt64(seed * 10 + number))
                rewriting.allowsOutputs = task.allowsOutputs
                var spelling = FormulaSpelling(seed: UInt64(seed))
                let text = spelling.write(rewriting.rewrite(tree))
                let judgement = judge.judge(text)
                guard case .right = judgement.verdict else {
                    Issue.record(
                        "\(question) \(seed): \(text)\n read as \(judgement.echo ?? "-")\n \(judgement.verdict)")
                    return
                }
            }
        }
    }

    /// The same in Python: what cannot be read is said to be so, and nothing right is called wrong.
    @Test("A right formula is right in Python too", arguments: FormulaQuestion.allCases)
    func rightInPython(question: FormulaQuestion) throws {
        let task = FormulaTask.of(question)
        let judge = try FormulaJudge.of(question)
        for (number, reference) in (task.references + extraForms(question)).enumerated() {
            let tree = try AnswerLanguage.parse(SourceText(reference.formula), task.vocabulary)
            for seed in 0..<rewritings {
                var rewriting = Rewriting(seed: UInt64(seed * 10 + number))
                rewriting.allowsOutputs = task.allowsOutputs
                var spelling = PythonSpelling(seed: UInt64(seed))
                let text = spelling.write(rewriting.rewrite(tree))
                let judgement = judge.judge(text)
                guard case .right = judgement.verdict else {
                    Issue.record(
                        "\(question) \(seed): \(text)\n read as \(judgement.echo ?? "-")\n \(judgement.verdict)")
                    return
                }
            }
        }
    }

    /// One term doubled, turned round or left out, one index or transpose changed: never right, in no spelling.
    @Test("A changed formula is not right", arguments: FormulaQuestion.allCases)
    func changed(question: FormulaQuestion) throws {
        // Without a^0 the first step is right for a state of zero.
        guard question != .firstStep else { return }
        let task = FormulaTask.of(question)
        let judge = try FormulaJudge.of(question)
        for (number, reference) in (task.references + extraForms(question)).enumerated() {
            let tree = try AnswerLanguage.parse(SourceText(reference.formula), task.vocabulary)
            for seed in 0..<rewritings {
                var change = FormulaChange(seed: UInt64(seed * 10 + number))
                guard let changed = change.change(tree) else { continue }
                var rewriting = Rewriting(seed: UInt64(seed))
                rewriting.allowsOutputs = task.allowsOutputs
                var spelling = FormulaSpelling(seed: UInt64(seed))
                var python = PythonSpelling(seed: UInt64(seed))
                let other = rewriting.rewrite(changed)
                for text in [spelling.write(other), python.write(other)] {
                    if case .right = judge.judge(text).verdict {
                        Issue.record("\(question) \(seed): \(text) is taken for right")
                        return
                    }
                }
            }
        }
    }

    private func extraForms(_ question: FormulaQuestion) -> [FormulaTask.Reference] {
        switch question {
        case .delta: [FormulaTask.Reference("sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])")]
        case .recurrentGradient: [FormulaTask.Reference("sum(t=1..T, sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) a[t-1]')")]
        case .inputGradient: [FormulaTask.Reference("sum(t=1..T, (W_ya' e[t] + W_aa' delta[t+1]) x[t]')")]
        default: []
        }
    }

    /// Every named mistake in many forms: none is accepted, and each keeps its name.
    @Test("A mistake is a mistake however it is written", arguments: FormulaQuestion.allCases)
    func wrong(question: FormulaQuestion) throws {
        let task = FormulaTask.of(question)
        let judge = try FormulaJudge.of(question)
        for mistake in task.mistakes {
            for formula in mistake.formulas {
                let tree = try AnswerLanguage.parse(SourceText(formula), task.vocabulary)
                for seed in 0..<rewritings / 20 {
                    var rewriting = Rewriting(seed: UInt64(seed))
                    rewriting.allowsOutputs = task.allowsOutputs
                    var spelling = FormulaSpelling(seed: UInt64(seed))
                    let text = spelling.write(rewriting.rewrite(tree))
                    let judgement = judge.judge(text)
                    guard case .wrong(let slips, _) = judgement.verdict, slips.contains(mistake.slip) else {
                        Issue.record(
                            "\(question) \(mistake.slip.id) \(seed): \(text)\n read as \(judgement.echo ?? "-")\n \(judgement.verdict)"
                        )
                        return
                    }
                }
            }
        }
    }

    /// The one spelling in which formulas are echoed is read as the same formula.
    @Test("An echo reads back as itself", arguments: FormulaQuestion.allCases)
    func echoes(question: FormulaQuestion) throws {
        let task = FormulaTask.of(question)
        for formula in (task.references + extraForms(question)).map(\.formula) + task.mistakes.flatMap(\.formulas) {
            let tree = try AnswerLanguage.parse(SourceText(formula), task.vocabulary)
            for seed in 0..<20 {
                var rewriting = Rewriting(seed: UInt64(seed))
                let text = rewriting.rewrite(tree).description
                let again = try AnswerLanguage.parse(SourceText(text), task.vocabulary)
                #expect(again.description == text)
            }
        }
    }
}

extension FormulaTask {
    var allowsOutputs: Bool {
        if case .linear = model { return true }
        return false
    }
}
