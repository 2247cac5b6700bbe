import Wording

/// Gradients of a scene in doubles, clipped in the three ways.
struct SceneClip: Working {
    let gradients: [Shaped<Double>]
    let names: [String]
    let at: Double

    /// - Parameter at: the threshold; half of the whole norm where there is none.
    init(gradients: [Shaped<Double>], names: [String], at: Double?) {
        self.gradients = gradients
        self.names = names
        let half = (Self.norm(gradients.flatMap(\.entries)) * 50).rounded() / 100
        self.at = at ?? max(half, 0.01)
    }

    private static func norm(_ entries: [Double]) -> Double {
        entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        func factor(_ entries: [Double]) -> Double {
            let norm = Self.norm(entries)
            return norm > at || (slips.contains(.c04) && norm > 0) ? at / norm : 1
        }
        func put(_ change: (Shaped<Double>) -> [Double]) {
            for gradient in gradients { sheet.put(.real(Shaped(gradient.shape, change(gradient)))) }
        }
        let byValue: (Shaped<Double>) -> [Double] = { $0.entries.map { min(max($0, -at), at) } }
        let scale = sheet.put(factor(gradients.flatMap(\.entries)))
        put { gradient in
            if slips.contains(.c02) { return byValue(gradient) }
            let own = slips.contains(.c01) ? factor(gradient.entries) : scale
            return gradient.entries.map { own * $0 }
        }
        put { gradient in gradient.entries.map { factor(gradient.entries) * $0 } }
        put(byValue)
        return sheet.answers
    }

    var fields: [AnswerField] {
        let kind = AnswerKind.decimal(places: Decimals.asked)
        func all(_ way: String, _ words: String) -> [AnswerField] {
            zip(names, gradients).map { name, gradient in
                AnswerField(
                    "\(way)_\(name)", gradient.shape, kind,
                    WrittenForm(
                        "∂L/∂\(name) clipped by \(words)",
                        "\\partial L/\\partial \\mathtt{\(name.replacing("_", with: "\\_"))} \\text{ clipped by \(words)}"
                    ))
            }
        }
        return [
            AnswerField(
                "scale", .scalar, kind,
                WrittenForm("the factor of clipping by norm", "\\text{the factor of clipping by norm}"))
        ] + all("by_norm", "one norm") + all("by_parameter_norm", "its own norm") + all("by_value", "value")
    }

    var text: ExerciseText {
        ExerciseText(
            statement: [.text("Gradients:")]
                + zip(names, gradients).map { name, gradient in
                    let words = gradient.text { Decimals.text($0, places: Decimals.given) }
                    return .given(
                        WrittenForm(
                            "∂L/∂\(name)", "\\partial L/\\partial \\mathtt{\(name.replacing("_", with: "\\_"))}"),
                        WrittenForm(words, words))
                } + [
                    .given(
                        WrittenForm("threshold", "\\text{threshold}"),
                        WrittenForm(Decimals.short(at), Decimals.short(at))),
                    .text(
                        "Clip them in three ways: by one norm over all parameters together (and say the factor), by each parameter's own norm, "
                            + "and by value, entry by entry, to \(Decimals.asked) decimals."),
                ],
            hints: [
                "Clipping acts on the whole, finished gradient, and only where it is over the threshold.",
                "One norm: square every entry of every parameter, add them all up, take one root.",
                "Per parameter: each has its own norm and its own factor; one that is under the threshold stays as it is.",
                "By value: no norm at all; an entry outside [−threshold, threshold] goes to the nearer end.",
            ],
            solution: ["‖g‖ = \(Decimals.text(Self.norm(gradients.flatMap(\.entries))))"]
                + zip(fields, answers()).map { "\($0.name) = \($1.text())" },
            given: [JSON.Member("at", .number(at))])
    }
}
