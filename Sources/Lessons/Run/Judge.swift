import ExactMath
import Exercises
import Formula
import Scenes
import Wording

extension Claim {
    /// The numbers that it is about: those of its own scene, or of the step's.
    func numbers(in step: SceneNumbers?) throws(LessonProblem) -> SceneNumbers {
        if let scene { return SceneNumbers(try scene.setting(edits)) }
        guard let step else { throw LessonProblem(.noScene, at: place) }
        return step
    }

    /// Its own scene as it is changed; nil where it is about the step's.
    public var ownScene: Scene? { scene.flatMap { try? $0.setting(edits) } }

    /// Whether a comparison holds, and both sides.
    func outcome(in step: SceneNumbers?) throws(LessonProblem) -> ComparisonOutcome {
        let numbers = try numbers(in: step)
        do { return try expression.outcome(in: numbers) } catch {
            throw LessonProblem(.formula(error.message), at: error.location)
        }
    }

    /// The number that an expression has.
    func value(in step: SceneNumbers?) throws(LessonProblem) -> Quantity {
        // A number without names needs no scene.
        let grid: NumberGrid<Quantity>
        do {
            if expression.names.isEmpty {
                grid = try expression.value(in: ConstantEnvironment())
            } else {
                let numbers = try numbers(in: step)
                do { grid = try expression.value(in: numbers) } catch {
                    throw LessonProblem(.formula(error.message), at: error.location)
                }
            }
        } catch let problem as LessonProblem {
            throw problem
        } catch let problem as FormulaProblem {
            throw LessonProblem(.formula(problem.message), at: problem.location)
        } catch {
            throw LessonProblem(.claimNotNumber, at: place)
        }
        guard grid.elements.count == 1, let value = grid.elements.first else {
            throw LessonProblem(.claimNotNumber, at: place)
        }
        return value
    }
}

extension Quantity {
    /// At most four decimals, or four digits that count; a fraction as it is where it is short.
    public var short: String {
        if let exact, exact.description.count <= 9 { return exact.description.replacing("-", with: "−") }
        return Decimals4.text(approximation).replacing("-", with: "−")
    }
}

/// Marks answers to questions.
struct Judge {
    let question: Question
    /// The numbers of the step's scene.
    let numbers: SceneNumbers?

    enum Verdict {
        case right
        /// With a reply that was foreseen, or with what can be said without giving the answer away.
        case wrong(String, isForeseen: Bool)
        case unread(String)
    }

    func verdict(_ text: String) throws(LessonProblem) -> Verdict {
        guard !text.trimmed.isEmpty else { return .unread("Nothing was said.") }
        switch question.form {
        case .choice(let choices): return choice(text.trimmed, among: choices)
        case .number(let claim, let within): return try number(text, claim, within)
        case .text(let words): return word(text, among: words)
        case .formula(let kind, let field, _): return formula(text, kind, field)
        }
    }

    private func choice(_ text: String, among choices: [Question.Choice]) -> Verdict {
        let said = text.lowercased()
        let exact = choices.first { $0.letter.lowercased() == said || $0.text.text.lowercased() == said }
        // The beginning of one choice alone, such as no for "no, it only makes large gradients small".
        let begun = choices.filter { choice in
            let text = choice.text.text.lowercased()
            return text.hasPrefix(said) && !(text.dropFirst(said.count).first?.isLetter ?? false)
        }
        guard let chosen = exact ?? (begun.count == 1 ? begun.first : nil) else {
            return .unread("One of \(Words.list(choices.map(\.letter), "or")) is an answer here.")
        }
        if chosen.letter == question.answer { return .right }
        let reply = question.wrong.first { $0.answer == chosen.letter }?.reply.text
        return .wrong(reply ?? "", isForeseen: reply != nil)
    }

    private func word(_ text: String, among words: [String]) -> Verdict {
        if words.contains(where: { Self.plain($0) == Self.plain(text) }) { return .right }
        let reply = question.wrong.first { Self.plain($0.answer) == Self.plain(text) }?.reply.text
        return .wrong(reply ?? "", isForeseen: reply != nil)
    }

    static func plain(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.split(separator: " ")
            .filter { !["a", "an", "the"].contains($0) }.joined(separator: " ")
    }

    private func number(_ text: String, _ claim: Claim, _ within: Double?) throws(LessonProblem) -> Verdict {
        let value = try claim.value(in: numbers)
        let isInteger = value.exact?.isInteger ?? (value.approximation == value.approximation.rounded())
        let typed = String(NumberSpelling.number(SourceText(text), isInteger: isInteger).characters)
        let read: ReadNumber
        do {
            guard let number = try AnswerLanguage.readValue(typed).single?.number else {
                return .unread("A single number is an answer here.")
            }
            read = number
        } catch {
            return .unread("column \(error.column): \(error.message)")
        }
        let rounding = AnswerLanguage.rounding(of: typed)
        let foreseen = question.wrong.compactMap { foreseen -> (reply: String, distance: Double)? in
            guard let other = try? self.value(of: foreseen),
                Self.isEqual(read, other, within: nil, rounding: rounding)
            else { return nil }
            return (foreseen.reply.text, (read.quantity.approximation - other.approximation).magnitude)
        }.min { $0.distance < $1.distance }
        if Self.isEqual(read, value, within: within, rounding: rounding) {
            // What is computed from rounded numbers means the nearest of the numbers that it may be.
            let distance = (read.quantity.approximation - value.approximation).magnitude
            guard rounding != nil, let foreseen, foreseen.distance < distance else { return .right }
        }
        if let foreseen { return .wrong(foreseen.reply, isForeseen: true) }
        let (x, v) = (read.quantity.approximation, value.approximation)
        if v != 0, Self.isClose(x, -v) { return .wrong("The size is right; look at the sign.", isForeseen: false) }
        if v != 0, Self.isClose(x, 2 * v) || Self.isClose(x, v / 2) {
            return .wrong("A factor of two is too many, or missing.", isForeseen: false)
        }
        if let digits = read.digits, digits.significant < 2,
            (x - v).magnitude <= 0.5 / Quantity.powerOfTen(digits.decimals)
        {
            return .wrong("Near; one more digit, please.", isForeseen: false)
        }
        return .wrong("", isForeseen: false)
    }

    func value(of foreseen: Question.Foreseen) throws(LessonProblem) -> Quantity {
        let scene: Scene? = if case .number(let claim, _) = question.form { claim.scene } else { nil }
        var claim = try InlineReader(scene: scene).claim(foreseen.answer, at: foreseen.place)
        if claim.scene == nil, case .number(let own, _) = question.form {
            claim.scene = own.scene
            claim.edits = own.edits
        }
        return try claim.value(in: numbers)
    }

    private static func isClose(_ a: Double, _ b: Double) -> Bool {
        (a - b).magnitude <= 0.01 * max(b.magnitude, 1e-12)
    }

    /// Equal, rounded to two digits or more, within half a percent, or within what the question allows.
    ///
    /// - Parameter rounding: what the digits of an expression's decimals leave open; nil for what has no decimals in it, or is one.
    static func isEqual(_ read: ReadNumber, _ value: Quantity, within: Double?, rounding: Double? = nil) -> Bool {
        if let a = read.quantity.exact, let b = value.exact, a == b { return true }
        let (x, v) = (read.quantity.approximation, value.approximation)
        // Small differences of rounded numbers keep few digits, but no answer is right that is far from the number.
        let open = min(rounding ?? 0, max(0.02 * v.magnitude, 0.0002))
        if let within { return (x - v).magnitude <= (within + open) * (1 + 1e-9) }
        if x == v { return true }
        // A decimal that is computed from decimals counts as one.
        if rounding != nil { return (x - v).magnitude <= max(0.005 * v.magnitude, open) * (1 + 1e-9) }
        if let digits = read.digits, digits.decimals > 0, digits.significant >= 2 || v.magnitude < 1e-9,
            (x - v).magnitude <= 0.5 / Quantity.powerOfTen(digits.decimals) * (1 + 1e-9)
        {
            return true
        }
        // A whole number is meant exactly, unless it is a rounded large one.
        if read.digits == nil, v.magnitude < 1000 { return (x - v).magnitude <= 1e-9 * max(1, v.magnitude) }
        return (x - v).magnitude <= 0.005 * v.magnitude
    }

    private func formula(_ text: String, _ kind: String, _ name: String) -> Verdict {
        guard let exercise = try? Catalogue.exercise(kind),
            let field = exercise.fields.first(where: { $0.name == name })
        else { return .unread("This exercise is not here.") }
        let marked = exercise.mark([name: AnswerReader.read(SourceText(text), for: field)])
        guard let answer = marked.answers.first(where: { $0.name == name }) else { return .unread("") }
        switch answer.verdict {
        case .right, .carried: return .right
        case .unreadable: return .unread(answer.message)
        case .missing, .wrong:
            // The same formula in another spelling is the same answer.
            func spelling(_ text: String) -> String {
                let read = exercise.mark([name: AnswerReader.read(SourceText(text), for: field)])
                return (read.answers.first { $0.name == name }?.echo ?? text).filter { $0 != " " }
            }
            let said = spelling(text)
            let reply = question.wrong.first { spelling($0.answer) == said }?.reply.text
            return .wrong(reply ?? answer.message, isForeseen: reply != nil)
        }
    }
}
