import ExactMath
import Wording

/// A working that remembers what slips make of its answers: a class that shares an exercise asks for the same runs again and again.
final class RememberedWorking: Working {
    private let working: any Working
    private let known = Memo<SlipSet, [AnswerValue]>()
    private let residues = Guarded<[SlipSet: [Shaped<PrimeField>]]>([:])

    init(_ working: any Working) { self.working = working }

    func answers(_ slips: SlipSet) -> [AnswerValue] { known(slips) { working.answers(slips) } }

    func residues(_ slips: SlipSet) -> [Shaped<PrimeField>]? {
        if let known = residues.withLock({ $0[slips] }) { return known }
        let run = working.residues(slips)
        if let run { residues.withLock { $0[slips] = run } }
        return run
    }

    var givens: [[Double]] { working.givens }

    func residues(_ slips: SlipSet, at place: Int) -> Shaped<PrimeField>? {
        if let known = residues.withLock({ $0[slips] }) { return known[place] }
        return working.residues(slips, at: place)
    }

    // What is computed from a student's own numbers is that student's alone.

    func doubles(_ slips: SlipSet) -> [Shaped<Double>?] { working.doubles(slips) }

    func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?] {
        working.doubles(slips, adopting: adopt)
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        working.answers(slips, adopting: adopt)
    }

    func residues(from own: [[PrimeField]?]) -> OnwardAnswers<Shaped<PrimeField>>? { working.residues(from: own) }

    func doubles(from own: [[Double]?]) -> OnwardAnswers<Shaped<Double>?> { working.doubles(from: own) }

    func doubles(_ slips: SlipSet, at place: Int) -> Shaped<Double>? { working.doubles(slips, at: place) }
}
