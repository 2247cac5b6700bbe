/// What reads bytes that nobody vouches for.
public enum FuzzTarget: String, CaseIterable, Sendable {
    case scene, weights, map, input, sheet, formula, lesson, script, keys, progress, answers, results, arrays, names,
        roster

    /// What came of an input.
    public enum Verdict: Sendable, Equatable {
        case accepted
        /// In one sentence.
        case refused(String)
        /// Something that must hold does not.
        case broken(String)
    }

    /// Reads the bytes as this target does, and looks at everything that comes of them.
    public func run(_ bytes: [UInt8]) -> Verdict {
        do {
            try read(bytes)
            return .accepted
        } catch let broken as Broken {
            return .broken(broken.words)
        } catch let refusal as Refusal {
            return judged(refusal.words)
        } catch {
            return judged("\(error)")
        }
    }

    /// A refusal is one line that a terminal shows as it is; for weights of other tools the command that converts them may follow.
    private func judged(_ sentence: String) -> Verdict {
        if sentence.isEmpty { return .broken("a refusal says nothing") }
        if let problem = printing(sentence, lines: self == .weights) {
            return .broken("the refusal \(problem): \(sentence.debugDescription)")
        }
        return .refused(sentence)
    }
}

/// Something that must hold does not.
struct Broken: Error {
    let words: String

    init(_ words: String) { self.words = words }
}

/// A refusal of a reader that has no sentence of its own.
struct Refusal: Error {
    let words: String

    init(_ words: String) { self.words = words }
}
