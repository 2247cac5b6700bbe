import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// What is read and shown: prose, equations, lengths, moments, formulas.
extension LessonProof {
    mutating func text(_ prose: Prose) {
        for math in prose.mathematics { equation(math) }
        for claim in prose.claims {
            guard let outcome = attempt({ [numbers] () throws(LessonProblem) in try claim.outcome(in: numbers) }) else {
                continue
            }
            if !outcome.holds {
                note(
                    .claimFails(found: outcome.left.elements.map(\.precise).joined(separator: ", "), text: claim.text),
                    at: claim.place)
            }
        }
        if let number = Self.decimal(in: prose.bareWords) { note(.unclaimedNumber(number), at: prose.place) }
    }

    /// What stands between dollars and is an equation is read, and true in the scene where that has its names.
    mutating func equation(_ math: MathText) {
        guard let equation = InlineEquation(math.unicode) else { return }
        if let why = equation.misreading { return note(.mathematicsUnread(math.unicode, why: why), at: math.place) }
        guard !InlineEquation.isClaimedByOthers(math.unicode) else { return }
        let outcome = names?.outcome(of: equation) ?? .notHere
        equations.append((math.unicode, outcome))
        if case .fails(let left, let right) = outcome {
            note(.equationFails(math.unicode, left: left, right: right), at: math.place)
        }
    }

    /// A decimal of two places or more: such a number comes from somewhere.
    static func decimal(in text: String) -> String? {
        let words = text.split { !($0.isNumber || $0 == ".") }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
        return words.first { word in
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].count >= 2
        }.map(String.init)
    }

    /// Every text stays within its part of an 80-column terminal.
    mutating func fits(_ step: LessonStep) {
        let lines = step.prose.reduce(0) { $0 + LessonLayout.lines(of: $1.text) }
        if lines > LessonLayout.proseLines {
            note(
                .tooLong("the text of the step", lines: lines, limit: LessonLayout.proseLines), at: step.prose[0].place)
        }
        guard let task = step.task else { return }
        var asked = task.wording.map { LessonLayout.lines(of: $0.text) } ?? 0
        if case .ask(let question) = task.kind { asked += question.choiceLines }
        if case .predict(let question, _) = task.kind { asked += question.choiceLines }
        if asked > LessonLayout.taskLines {
            note(.tooLong("the question", lines: asked, limit: LessonLayout.taskLines), at: task.place)
        }
        for prose in task.replies {
            let lines = LessonLayout.lines(of: prose.text)
            if lines > LessonLayout.replyLines {
                note(.tooLong("the text", lines: lines, limit: LessonLayout.replyLines), at: prose.place)
            }
        }
    }

    mutating func view(_ view: LessonView) {
        guard let place = view.place else { return }
        guard let numbers else { return note(.noScene, at: place) }
        if let moment = view.moment { check(moment: moment, numbers, at: place) }
        if let screen = view.screen, !LessonView.screens.contains(screen) {
            note(.unknownScreen(screen, known: LessonView.screens), at: place)
        }
        if let focus = view.focus {
            let node = String(focus.prefix { $0 != "[" })
            let network = numbers.trace.network
            let names = network.nodes.filter(\.isShown).flatMap { node in
                [node.name, "\(network.parts[node.part].name).\(node.name)"]
            }
            if !names.contains(node) { note(.nothingUnderCursor(focus), at: place) }
        }
    }

    mutating func check(moment: String, _ numbers: SceneNumbers, at place: TextLocation) {
        let timeline = Timeline(numbers.trace.network, clips: numbers.scene.training?.clip != nil)
        let known = (0..<timeline.count).map { timeline[$0].description }
        // A step inside a moment has one number more.
        let whole = known.contains(moment) ? moment : String(moment[..<(moment.lastIndex(of: ".") ?? moment.endIndex)])
        if !known.contains(whole) { note(.unknownMoment(moment, known: known), at: place) }
    }

    mutating func check(_ formula: LessonFormula) {
        guard let numbers else { return note(.noScene, at: formula.place) }
        for line in formula.lines {
            guard let engine = EngineFormula.text(of: formula.of, numbers, line.notation) else {
                note(.noFormula(formula.of), at: formula.place)
                return
            }
            if EngineFormula.plain(engine) != EngineFormula.plain(line.text) {
                note(.formulaDiffers(engine: engine), at: line.place)
            }
        }
    }
}

extension LessonView {
    /// The screens that a lesson may show.
    public static let screens = [
        "step", "table", "gradients", "triangle", "attention", "compare", "training", "twin", "characters", "scan",
    ]
}
