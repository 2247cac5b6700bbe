import Formula
import Recurrence
import TerminalUI

/// The score of who predicts every next value before it is shown.
public struct PredictionScore: Sendable, Hashable {
    /// Guesses that were right.
    public var right = 0
    /// Guesses that were judged.
    public var asked = 0

    /// The score before the first guess.
    public init() {}
}

/// The value that the next moment brings, and how a guess at it is judged.
struct Prediction: Sendable {
    /// `h₃[1]`, or ∂L/∂ of it.
    let name: String
    let value: Double
    /// The same number one step earlier on the way; nil where there is none.
    let before: Double?
    /// Why it is what it is: the equation with the numbers in.
    let reason: String

    enum Guess: Sendable, Equatable {
        case number(Double)
        case positive, negative, zero
        case larger, smaller
    }

    /// A number, a sign, or larger and smaller than one step before; nil for anything else.
    static func guess(_ text: String) -> Guess? {
        let word = text.filter { $0 != " " }.replacing("\u{2212}", with: "-").lowercased()
        switch word {
        case "+", "positive": return .positive
        case "-", "negative", "minus": return .negative
        case "0", "zero": return .zero
        case ">", "larger", "more": return .larger
        case "<", "smaller", "less": return .smaller
        default:
            let parts = word.split(separator: "/").map { Double($0.replacing(",", with: ".")) }
            if parts.count == 1, let number = parts[0] { return .number(number) }
            if parts.count == 2, let a = parts[0], let b = parts[1], b != 0 { return .number(a / b) }
            // What is computed counts by its value: tanh(0.5*0.3).
            let value = try? AnswerLanguage.readValue(text).single?.number?.quantity.approximation
            return value.flatMap { $0.isFinite ? .number($0) : nil }
        }
    }

    /// A number counts as right within a twentieth, or half a hundredth where that is more.
    func isRight(_ guess: Guess) -> Bool {
        switch guess {
        case .number(let number): abs(number - value) <= max(abs(value) / 20, 0.005)
        case .positive: value > 0
        case .negative: value < 0
        case .zero: abs(value) <= 0.005
        case .larger: before.map { value > $0 } ?? false
        case .smaller: before.map { value < $0 } ?? false
        }
    }
}

extension Explorer {
    /// What the next moment brings under the cursor; nil where that is no number that can be asked for.
    var nextPrediction: Prediction? {
        guard let session else { return nil }
        var ahead = self
        ahead.move(1) { $0.next($1) }
        guard ahead.playhead != playhead, let look = SceneLook(ahead) else { return nil }
        switch look.moment {
        case .start, .clip, .update: return nil
        case .loss:
            let explanation = look.explanations(most: 6).last
            return Prediction(
                name: "L", value: session.trace.loss, before: nil,
                reason: explanation.map { "\($0.symbols) = \($0.numbers)" } ?? "")
        case .forward, .backward: break
        }
        guard let row = session.row(under: ahead.focus, at: ahead.playhead),
            session.isComputed(row.node, at: row.step, ahead.playhead)
        else { return nil }
        let unit = min(ahead.focus.unit, session.network[row.node].width - 1)
        let isGradient = look.moment.isBackward
        if isGradient, !session.isGradientComputed(row.node, at: row.step, ahead.playhead) { return nil }
        let numbers = isGradient ? session.trace.gradients : session.trace.values
        let place = look.naming.name(row.node, at: row.step)
        let name =
            (isGradient ? look.naming.gradient(of: place) : place)
            + (session.network[row.node].width > 1 ? "[\(unit + 1)]" : "")
        let order = session.network.part(of: row.node).order * (isGradient ? -1 : 1)
        let earlier = row.step - order
        let before =
            session.network[row.node].steps.contains(earlier)
            ? numbers[session.network.row(row.node, at: earlier).lowerBound + unit] : nil
        let explanation = look.explanations(most: 6).first
        return Prediction(
            name: name, value: numbers[session.network.row(row.node, at: row.step).lowerBound + unit], before: before,
            reason: explanation.map { $0.numbers.isEmpty ? $0.symbols : "\($0.symbols): \($0.numbers)" } ?? "")
    }

    /// Begins asking for every next value, or ends it and says the score.
    mutating func togglePredicting() {
        if let score = predictions {
            predictions = nil
            message = Message("no more predictions; \(score.right) of \(score.asked) were right")
        } else {
            predictions = PredictionScore()
            message = Message("the next value stays hidden until you have guessed it")
        }
    }

    /// Judges a guess, shows the value, and keeps the score. A guess that cannot be read is asked for again.
    mutating func predict(_ text: String) {
        guard let prediction = nextPrediction else {
            message = Message("nothing can be guessed here: the next moment brings no number", isError: true)
            return
        }
        guard let guess = Prediction.guess(text) else {
            message = Message(
                "\(text.isEmpty ? "nothing" : text) is no guess: a number, + or −, larger or smaller", isError: true)
            return
        }
        let isRight = prediction.isRight(guess)
        var score = predictions ?? PredictionScore()
        score.asked += 1
        score.right += isRight ? 1 : 0
        predictions = score
        move(1) { $0.next($1) }
        let value = Numbers(glyphs).text(prediction.value)
        message = Message(
            glyphs.text("\(isRight ? "right" : "wrong"): \(prediction.name) is \(value). \(prediction.reason)"))
    }
}
