import ExactMath
import Formula
import Recurrence

/// A number's formula as the program writes it.
public enum EngineFormula {
    /// The line of `stack.0.h[3]`, `grad(stack.0.c[2])`, `grad(stack.0.U)`, `loss`, `scale` or `clipped.stack.0.U` in a notation; nil where there is none.
    public static func text(
        of name: String, _ numbers: SceneNumbers, _ notation: Notation, style: WritingStyle = .unicode
    ) -> String? {
        guard let expression = try? TraceExpression(name), let name = expression.names.first else { return nil }
        let derivation = Derivation(numbers.trace)
        let update = numbers.update
        let writer = MathWriter(derivation, notation, style, numbers: update.numbers) { "\($0)" }
        let clipLine = update.clipLines.first { $0.left == .name(name.path) }
        guard let line = line(name, derivation) ?? clipLine else { return nil }
        let (left, right) = writer.symbols(of: line)
        return "\(left) \(style.equals) \(right)"
    }

    private static func line(_ name: TraceName, _ derivation: Derivation<Double>) -> Derivation<Double>.Line? {
        let network = derivation.network
        let step = name.indices.first?.wholeNumber
        switch NetworkNames(network).resolve(name.path) {
        case .node(let node)?:
            guard let step, network[node].storedSteps.contains(step) else { return nil }
            return name.isGradient ? derivation.gradient(of: node, at: step) : derivation.value(of: node, at: step)
        case .parameter(let id)?: return name.isGradient ? derivation.gradient(of: id) : nil
        case .special(.losses)?:
            let losses = derivation.losses()
            guard let step, let place = derivation.trace.losses.firstIndex(where: { $0.step == step }) else {
                return nil
            }
            return losses.indices.contains(place) ? losses[place] : nil
        case .special(.loss)?: return derivation.losses().last
        default: return nil
        }
    }

    /// The text without the difference between blanks.
    static func plain(_ text: String) -> String {
        text.replacing("\u{A0}", with: " ").split(separator: " ").joined(separator: " ")
    }
}
