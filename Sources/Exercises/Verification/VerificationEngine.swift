import ExactMath
import Recurrence
import Scenes

/// The lines of a scene's trace, worked as they are, with slips, and from a learner's own numbers.
struct VerificationEngine: Sendable {
    let plan: WorkedPlan
    private let row: WorkedRow<Double>
    var program: WorkedProgram { plan.right }

    /// Networks that are worked line by line, hundreds of times; larger ones are compared with the trace alone.
    private static let largest = (lines: 4_000, products: 2_000_000)

    /// Whether the lines of a scene are few enough to be worked with every slip.
    static func isSmallEnough(_ scene: Scene) -> Bool {
        let network = scene.network()
        let steps = max(scene.lengths.inputs, scene.lengths.outputs)
        return network.nodes.count * steps <= largest.lines && network.parameterCount * steps <= largest.products
    }

    /// - Parameters:
    ///   - lines: the lines that are looked at, in the order of the computation.
    ///   - right: their numbers as the engine has them. Where the lines give others, there is no working.
    init?(_ scene: Scene, _ lines: [LineName], right: [[Double]]) {
        guard Self.isSmallEnough(scene) else { return nil }
        let model = WorkedModel<Double>(scene)
        // The loss decides how its line is written.
        let asked = lines + (scene.model.loss == .none ? [] : [.value("loss")])
        plan = model.plan(
            "verify " + asked.map { "\($0.path) \($0.step ?? -1) \($0.isGradient)" }.joined(separator: ","),
            asked: asked)
        row = WorkedRow(plan, given: model.given(plan))
        for (place, numbers) in right.enumerated() {
            guard Nearness(1e-9, of: numbers).holds(row.right[place].entries, numbers) else { return nil }
        }
    }

    /// The numbers of every line under a variation; nil for lines whose shape it changes is told by their count alone.
    func answers(_ variation: Variation) -> [Shaped<Double>] {
        let code = plan.changes(of: variation.program)
        var numbers = row.row.padded(to: code.count)
        return code.run(&numbers)
    }

    /// The same where a learner's own numbers are gone on with; nil is the right way.
    func answers(_ variation: Variation?, adopting adopt: (Int, [Double]) -> [Double]?) -> [Shaped<Double>] {
        let code = variation.map { plan.code(of: $0.program) } ?? plan.rightCode
        var numbers = row.given.padded(to: code.count)
        return code.run(&numbers, adopt: adopt)
    }

    /// The lines on which these depend, not going behind lines that are known.
    func dependencies(of names: [LineName], behind known: Set<LineName>) -> Set<LineName> {
        var found: Set<LineName> = []
        var waiting = names
        while let name = waiting.popLast() {
            guard found.insert(name).inserted, let line = program.lines[name] else { continue }
            for read in line.reads {
                waiting += program.readings(read).filter { !known.contains($0) && !found.contains($0) }
            }
        }
        return found
    }
}
