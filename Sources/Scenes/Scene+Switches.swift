import ExactMath
import Recurrence

extension Scene {
    mutating func setResidual(_ isOn: Bool, ofLayer index: Int) throws(EditError) {
        let width = index == 0 ? model.inputWidth : model.stack[index - 1].outputWidth
        guard !isOn || model.stack[index].outputWidth == width else { throw .doesNotFit }
        model.stack[index].residual = isOn
    }

    /// Output or target, and in a one-to-many net none; a target that is read has to be there.
    mutating func setFeedback(at index: Int) throws(EditError) {
        guard Feedback.allCases.indices.contains(index) else { throw .doesNotFit }
        let feedback = Feedback.allCases[index]
        switch feedback {
        case .argmax where model.feedback != .argmax: throw .doesNotFit
        case .none where model.shape != .oneToMany: throw .doesNotFit
        case .target where withoutTask.sequence.targets.dropLast().contains { $0 == nil }: throw .doesNotFit
        case .target where withoutTask.sequence.targets.isEmpty: throw .doesNotFit
        default: model.feedback = feedback
        }
    }

    /// A value as it is said: on or off, the name of a feedback, a word of the vocabulary, or a number; nil where it is none.
    public func value(_ word: String, of number: SceneNumber) -> Number? {
        switch number {
        case .residual: return ["on": 1, "off": 0][word].map { Number($0) }
        case .feedback:
            return Feedback(rawValue: word).flatMap { Feedback.allCases.firstIndex(of: $0) }.map {
                Number(Rational($0))
            }
        case .token: return vocabulary.firstIndex(of: word).map { Number(Rational($0)) }
        default: return try? Number(word)
        }
    }

    /// A value as `value(_:of:)` reads it.
    public func said(_ value: Number, of number: SceneNumber) -> String {
        switch number {
        case .residual: value.double != 0 ? "on" : "off"
        case .feedback:
            Feedback.allCases.indices.contains(Int(value.double)) ? Feedback.allCases[Int(value.double)].rawValue : ""
        case .token: vocabulary.indices.contains(Int(value.double)) ? vocabulary[Int(value.double)] : ""
        default: value.description
        }
    }
}

extension SceneNumber {
    /// Whether its value is said as a word.
    public var isWord: Bool {
        switch self {
        case .residual, .feedback, .token: true
        default: false
        }
    }
}
