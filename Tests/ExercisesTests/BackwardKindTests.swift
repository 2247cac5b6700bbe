import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Testing
import Wording

/// The exercise about any scene: what is right is what the engine finds, and it is marked as the others are.
@Suite struct BackwardKindTests {
    @Test(arguments: BuiltInScenes.all.map(\.name))
    func rightAnswersAreTheEnginesGradients(name: String) throws {
        let scene = try SceneLookup.scene(name).scene
        guard scene.lengths.inputs <= 20 else {
            #expect(throws: ExerciseProblem.self) { try Catalogue.exercise("backward", scene: scene, name: name) }
            return
        }
        let exercise = try Catalogue.exercise("backward", scene: scene, name: name)
        let trace = scene.trace(as: Double.self)
        var expected: [[Double]] = []
        for part in trace.network.parts.reversed() {
            for t in part.runningSteps.reversed() {
                expected += part.states.map { Array(trace.gradient($0, at: t)) }
            }
        }
        for parameter in trace.network.parameters where parameter.isTrainable {
            expected.append(Array(trace.gradient(parameter)))
        }
        let answers = exercise.working.answers()
        #expect(answers.count == expected.count && exercise.fields.count == expected.count)
        for ((field, answer), numbers) in zip(zip(exercise.fields, answers), expected) {
            let found = entries(answer)
            #expect(found.count == numbers.count)
            for (a, b) in zip(found, numbers) {
                #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(name) \(field.name): \(a), \(b)")
            }
        }
    }

    @Test(arguments: ["elman-by-hand", "exact-fractions", "gru-resets"])
    func aKeyIsAllRightAndASlipIsNamed(name: String) throws {
        let exercise = try Catalogue.exercise("backward", scene: try SceneLookup.scene(name).scene, name: name)
        #expect(exercise.mark(answers(exercise)).isAllRight)
        #expect(exercise.slips.contains(.m01))
        for slip in exercise.slips {
            let marked = exercise.mark(answers(exercise, SlipSet(slip)))
            #expect(!marked.isAllRight)
            #expect(marked.diagnosis == [slip], "\(name) \(slip.id): \(marked.diagnosis)")
        }
    }

    @Test func whatFollowsFromAWrongNumberIsCarried() throws {
        let scene = try SceneLookup.scene("exact-fractions").scene
        let exercise = try Catalogue.exercise(
            "backward", scene: scene, name: "x", ask: "grad(stack.0.h[2]), grad(stack.0.h[1]), grad(stack.0.U)")
        #expect(exercise.fields.map(\.name) == ["dh_2", "dh_1", "dU"])
        // Somebody has every entry of ∂L/∂h_2 too large by 1 and goes on rightly.
        let slipped = exercise.working.answers([]) { place, value in place == 0 ? plusOne(value) : nil }
        var sheet: StudentAnswers = [:]
        for (place, value) in slipped.enumerated() {
            guard case .exact(let numbers) = place == 0 ? plusOne(value) : value else { continue }
            let read = Shaped(numbers.shape, numbers.entries.map { ReadNumber(.exact($0)) })
            sheet[exercise.fields[place].name] = (.numbers(read), "")
        }
        #expect(exercise.mark(sheet).answers.map(\.verdict) == [.wrong, .carried, .carried])
    }

    @Test(arguments: ["grad(stack.0.h[9])", "stack.0.U", "grad(nothing[1])", "", "grad(stack.0.h)"])
    func whatCannotBeAskedIsRefused(ask: String) throws {
        let scene = try SceneLookup.scene("exact-fractions").scene
        #expect(throws: ExerciseProblem.self) {
            try Catalogue.exercise("backward", scene: scene, name: "x", ask: ask)
        }
    }

    private func plusOne(_ value: AnswerValue) -> AnswerValue {
        guard case .exact(let numbers) = value else { return value }
        return .exact(Shaped(numbers.shape, numbers.entries.map { $0 + 1 }))
    }

    private func entries(_ value: AnswerValue) -> [Double] {
        switch value {
        case .exact(let numbers): numbers.entries.map(\.approximation)
        case .real(let numbers): numbers.entries
        default: []
        }
    }
}
