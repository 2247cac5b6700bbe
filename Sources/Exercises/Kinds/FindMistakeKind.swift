import ExactMath
import Formula
import Wording

/// A classmate's whole backward pass, made by running one slip (at level 4 two): which answer is the first wrong one, by which slip, and
/// what is its right value?
public struct FindMistakeKind: ExerciseKind {
    public let id = "find-mistake"
    public let title = "find the mistake in a classmate's backward pass"
    public let slips: [Slip] = [.f01, .f02, .f03]

    /// The kind with its four levels: backward passes of the sizes of `LinearBPTTKind`, each with one slip in it, at
    /// level 4 with two.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let network = LinearModel<Double>.drawn(level: level, using: &generator)
        let slips = LinearTask.backward.slips(network)
        guard level == 1 ? network.isReadable : network.isPractical(for: .backward, slips: slips) else { return nil }
        return exercise(
            network.map { Rational($0) }, level: level, origin: .seed(seed, level: level), using: &generator)
    }

    /// The exercise about a backward pass of this network; nil where no slip can be told from the others in it.
    func exercise(
        _ network: LinearModel<Rational>, level: Int, origin: Exercise.Origin, using generator: inout SeededGenerator
    ) -> Exercise? {
        guard let sheet = MistakenSheet.drawn(network, level: level, using: &generator) else { return nil }
        let own = slips.filter { sheet.answers(SlipSet($0)) != sheet.answers() }
        guard sheet.tells(own, at: level) else { return nil }
        return Exercise(
            kind: id, origin: origin, title: title, fields: sheet.questions, slips: own, working: sheet
        ) { sheet.text(title: "\(id) (\(origin.words))") }
    }
}

/// A sheet of the backward pass with slips in it, and what is asked about them.
struct MistakenSheet: Working {
    /// One mistake: the answer in which it shows first, and the slip.
    struct Mistake: Sendable {
        var place: Int
        var slip: Slip
    }

    let network: LinearModel<Rational>
    /// The fields of the backward pass.
    let fields: [AnswerField]
    let right: [AnswerValue]
    let written: [AnswerValue]
    /// In the order in which they show.
    let mistakes: [Mistake]
    /// The slips that are offered, in the order of their ids.
    let offered: [Slip]

    /// How many slips are offered at each level.
    private static let offers = [4, 6, 8, 10]

    static func drawn(
        _ network: LinearModel<Rational>, level: Int, using generator: inout SeededGenerator
    ) -> MistakenSheet? {
        let task = LinearTask.backward
        let plan = task.plan(network)
        let working = TraceWorking(plan, exact: network.given(plan))
        let right = working.answers()
        // Sheets are told apart modulo a prime; those that are shown are worked in fractions.
        guard let ofRight = working.residues([]) else { return nil }
        var sheets: [Slip: [Shaped<PrimeField>]] = [:]
        for slip in task.slips(network) {
            if let residues = working.residues(SlipSet(slip)), residues != ofRight { sheets[slip] = residues }
        }
        // A slip whose sheet is another's too cannot be asked for; at level 1 there are such.
        let alone = sheets.keys.sorted().filter { slip in
            !sheets.contains { $0.key != slip && $0.value == sheets[slip] }
        }
        guard alone.count >= 2 else { return nil }
        func isReadable(_ answers: [AnswerValue]) -> Bool {
            answers.allSatisfy { $0.rationals?.allSatisfy(\.isSmall) ?? false }
        }
        func firstDifference(_ a: [AnswerValue], _ b: [AnswerValue]) -> Int? { a.indices.first { a[$0] != b[$0] } }
        let first = generator.element(of: alone)
        let ofFirst = working.answers(SlipSet(first))
        guard isReadable(ofFirst), let place = firstDifference(ofFirst, right) else { return nil }
        var mistakes = [Mistake(place: place, slip: first)]
        var written = ofFirst
        if level == 4 {
            let second = generator.element(of: alone)
            let pair: SlipSet = [SlipSet(first), SlipSet(second)]
            guard second != first, !SlipSet.exclusive.contains(where: { $0.isSuperset(of: pair) }) else { return nil }
            written = working.answers(pair)
            // The second shows after the first, and both lines have one reason.
            guard let later = firstDifference(written, ofFirst), later > place,
                working.residues(pair) != sheets[second],
                written[place] == ofFirst[place], isReadable(written)
            else { return nil }
            mistakes.append(Mistake(place: later, slip: second))
        }
        let others = generator.shuffled(alone.filter { slip in !mistakes.contains { $0.slip == slip } })
        let offered = (mistakes.map(\.slip) + others.prefix(offers[level - 1] - mistakes.count)).sorted()
        return MistakenSheet(
            network: network, fields: task.fields(network), right: right, written: written, mistakes: mistakes,
            offered: offered)
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        let wrong = right.indices.filter { right[$0] != written[$0] }
        for mistake in mistakes {
            var place = mistake.place
            if slips.contains(.f01), let last = wrong.last { place = last }
            if slips.contains(.f03), let earliest = wrong.last(where: { fields[$0].name.hasPrefix("delta") }) {
                place = earliest
            }
            sheet.put(.word(fields[place].name))
            sheet.put(.word(mistake.slip.id))
            sheet.put(slips.contains(.f02) ? written[place] : right[place])
        }
        return sheet.answers
    }

    /// What is asked.
    var questions: [AnswerField] {
        mistakes.enumerated().flatMap { number, mistake -> [AnswerField] in
            let mark = number == 0 ? "" : "_\(number + 1)"
            let which = number == 0 ? "the first wrong answer" : "the first answer in which the second slip shows"
            func words(_ text: String) -> WrittenForm { WrittenForm(text, "\\text{\(text)}") }
            return [
                AnswerField("line\(mark)", .scalar, .word(fields.map(\.name)), words(which)),
                AnswerField("slip\(mark)", .scalar, .slip(offered), words("the slip that was made there")),
                AnswerField(
                    "value\(mark)", fields[mistake.place].shape, .exact,
                    words("what a right sheet has in that answer")),
            ]
        }
    }
}
