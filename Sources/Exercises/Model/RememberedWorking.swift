import ExactMath
import Synchronization

/// A working that remembers what slips make of its answers: a class that shares an exercise asks for the same runs again and again.
final class RememberedWorking: Working {
    private let working: any Working
    private let answers = Mutex<[SlipSet: [AnswerValue]]>([:])
    private let residues = Mutex<[SlipSet: [Shaped<PrimeField>]]>([:])

    init(_ working: any Working) { self.working = working }

    func answers(_ slips: SlipSet) -> [AnswerValue] {
        if let known = answers.withLock({ $0[slips] }) { return known }
        let run = working.answers(slips)
        answers.withLock { $0[slips] = run }
        return run
    }

    func residues(_ slips: SlipSet, through last: Int) -> [Shaped<PrimeField>]? {
        if let known = residues.withLock({ $0[slips] }) { return known }
        let run = working.residues(slips, through: .max)
        if let run { residues.withLock { $0[slips] = run } }
        return run
    }

    var givens: [[Double]] { working.givens }

    // What is computed from a student's own numbers is that student's alone.

    func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?] {
        working.doubles(slips, adopting: adopt)
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        working.answers(slips, adopting: adopt)
    }

    func residues(
        _ slips: SlipSet, through last: Int, adopting adopt: (Int, [PrimeField]) -> [PrimeField]?
    ) -> [Shaped<PrimeField>]? {
        working.residues(slips, through: last, adopting: adopt)
    }
}
