import ExactMath
import Recurrence
import TerminalUI

extension SceneLook {
    /// The verdicts on the chosen part's states under one loss, with their evidence; what has not come back yet is not judged.
    func verdictLines(_ curves: GradientCurves, _ visible: Set<Int>) -> [(text: String, isWarning: Bool)] {
        session.verdicts(part: curves.part, loss: curves.loss).map { verdict in
            guard verdict.steps.allSatisfy({ visible.contains($0) }) else {
                return (glyphs.text("\(verdictName(verdict)): judged when the backward pass is through"), false)
            }
            return (glyphs.text(sentence(verdict)), verdict.isGrowing || verdict.word == "not finite")
        }
    }

    /// `‖∂L₈/∂c_t‖`, and that it is the part that the next step hands back.
    private func verdictName(_ verdict: StateVerdict) -> String {
        let state = naming.name(verdict.state)
        let carried = verdict.isCarriedPart ? ", as the next step hands it back" : ""
        return "‖∂L\(glyphs.subscripted(verdict.loss))/∂\(state)_t‖\(carried)"
    }

    /// `‖∂L₈/∂c_t‖: t = 7 → 1 ×0.65 in all (×0.93 a step; unit 1 ×0.985, unit 2 ×0.016): holds`
    func sentence(_ verdict: StateVerdict) -> String {
        let name = verdictName(verdict)
        let (first, last) = (verdict.steps[0], verdict.steps[verdict.steps.count - 1])
        let span = "t = \(first) → \(last)"
        switch verdict.kind {
        case .silent: return "\(name): 0 at every step of \(span): nothing of this loss comes here"
        case .notFinite(let t):
            return "\(name): \(span) not finite from t = \(t)"
        case .dead(let t):
            return "\(name): \(span) ×0 in all: dead from t = \(t)\(reasonForDeath(verdict, t))"
        case .explodes where verdict.norms[0] == 0:
            return "\(name): \(span) from 0 to \(numbers.short(verdict.norms[verdict.norms.count - 1])): explodes"
        case .holds, .fades, .vanishes, .grows, .explodes:
            let all = "×\(numbers.short(verdict.ratio)) in all"
            let each = "×\(numbers.short(verdict.ratioPerStep)) a step\(units(verdict))"
            return "\(name): \(span) \(all) (\(each)): \(verdict.word)"
        }
    }

    private func units(_ verdict: StateVerdict) -> String {
        let known = verdict.unitRatios.enumerated().compactMap { unit, ratio in ratio.map { (unit + 1, $0) } }
        guard verdict.unitRatios.count > 1, !known.isEmpty else { return "" }
        guard known.count > 3 else {
            return "; " + known.map { "unit \($0.0) ×\(numbers.short($0.1))" }.joined(separator: ", ")
        }
        let ratios = known.map(\.1)
        return "; units ×\(numbers.short(ratios.min() ?? 0)) to ×\(numbers.short(ratios.max() ?? 0))"
    }

    /// Why nothing goes on from the step after `t`: a closed unit, or a number too small for a double.
    private func reasonForDeath(_ verdict: StateVerdict, _ t: Int) -> String {
        let part = session.network.parts[verdict.part]
        guard let place = verdict.steps.firstIndex(of: t), place > 0 else { return "" }
        let after = verdict.steps[place - 1]
        if verdict.norms[place - 1] < 1e-290 { return " (too small for a double)" }
        for index in part.equations {
            let equation = session.network.equations[index]
            guard let apply = equation.operation as? Apply, equation.steps.contains(after) else { continue }
            let isClosed = session.trace.value(equation.output, at: after).allSatisfy {
                apply.function.isClosed(at: $0)
            }
            if isClosed { return " (\(apply.function.rawValue) closed at t = \(after))" }
        }
        return " (the step from t = \(after) hands nothing back)"
    }

    // MARK: What the Jacobians say

    /// λ beside ρ and σ, and where the verdict goes another way than ρ, why; or why there are none.
    func figureLines(_ curves: GradientCurves, _ visible: Set<Int>) -> [String] {
        let name = stateName(curves)
        if let way = session.otherWay(of: curves.part) {
            let text =
                "no ρ, σ and λ: the step's own Jacobian is not the whole way from \(name)_{t−1} to \(name)_t, because \(way)"
            return [glyphs.text(text)]
        }
        guard let figures = session.spanFigures(of: curves.part, loss: curves.loss) else { return [] }
        let n = figures.radii.count
        let range = { (numbers: [Double]) -> String in
            let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
            let (a, b) = (self.numbers.short(low), self.numbers.short(high))
            return a == b ? a : "\(a) to \(b)"
        }
        let growth = figures.logProduct.isFinite ? numbers.short(figures.growth) : "−∞"
        let line =
            "∂\(name)_t/∂\(name)_{t−1}: ρ \(range(figures.radii)), σ \(range(figures.singulars)); λ = log ‖product‖/\(n) = \(growth)"
        let isWhole = session.verdicts(part: curves.part, loss: curves.loss).allSatisfy {
            $0.steps.allSatisfy(visible.contains)
        }
        return [glyphs.text(line)] + (isWhole ? contrast(curves, figures).map { [glyphs.text($0)] } ?? [] : [])
    }

    /// Why a gradient grows where every ρ is below 1, or shrinks where ρ is above 1; nil where ρ and the verdict agree, and where the
    /// product of the Jacobians is not all that has made the gradient.
    private func contrast(_ curves: GradientCurves, _ figures: SpanFigures) -> String? {
        guard figures.areAlone, let verdict = session.verdicts(part: curves.part, loss: curves.loss).first,
            let low = figures.radii.min(), let high = figures.radii.max()
        else { return nil }
        let weight = figures.weightRadius
        let sigma = numbers.short(figures.singulars.max() ?? 0)
        if verdict.isGrowing, high < 1 {
            return figures.areEqual
                ? "ρ < 1, so in the long run it vanishes, but the matrix is not normal: σ = \(sigma) lets it grow first"
                : "every ρ < 1, but the Jacobians differ: a product of different ones may grow (σ up to \(sigma))"
        }
        if verdict.isShrinking, low > 1 {
            return figures.areEqual
                ? "ρ > 1, so U^k explodes in the long run, but this gradient lies off the growing direction"
                : "every ρ > 1, but the Jacobians differ: what one stretches the next one turns away"
        }
        if verdict.isShrinking, let weight, weight > 1, high < 1 {
            return
                "saturation: U alone has ρ \(numbers.short(weight)), the slopes bring every Jacobian down to ρ ≤ \(numbers.short(high))"
        }
        if verdict.isGrowing, let weight, weight < 1 {
            return "U^k vanishes in the long run (ρ \(numbers.short(weight))); over this span it grows"
        }
        return nil
    }

    /// The first number that is not finite, and what that comes to; nil where every number is finite.
    var nonFiniteSentence: String? {
        guard let first = session.firstNonFinite else { return nil }
        let name = naming.name(first.node, at: first.step)
        let full = first.isGradient ? naming.gradient(of: name) : name
        let unit = session.network[first.node].width > 1 || !first.isGradient ? "[\(first.unit + 1)]" : ""
        let effect =
            !session.norms.total.isFinite
            ? "no finite norm, so no clip and no step; the first is"
            : "not every number is finite\(session.makesStep ? "" : ", so no step is made"); the first that is not is"
        return glyphs.text("\(effect) \(full)\(unit)")
    }
}

extension Activation {
    /// Whether nothing goes back where this is the result: the slope there is 0.
    fileprivate func isClosed(at result: Double) -> Bool {
        switch self {
        case .identity: false
        case .relu: result == 0
        case .tanh: abs(result) == 1
        case .sigmoid: result == 0 || result == 1
        }
    }
}
