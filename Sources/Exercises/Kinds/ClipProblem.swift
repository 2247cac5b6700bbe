import ExactMath
import Wording

/// Gradients of parameters, each the sum of one term a step, and a threshold.
package struct ClipProblem: Working {
    package struct Parameter: Sendable {
        var name: String
        var shape: AnswerShape
        /// One term a step, row by row.
        var terms: [[Rational]]

        package init(name: String, shape: AnswerShape, terms: [[Rational]]) {
            self.name = name
            self.shape = shape
            self.terms = terms
        }

        var gradient: [Rational] { terms.dropFirst().reduce(terms[0]) { sum($0, $1) } }
    }

    var parameters: [Parameter]
    /// The threshold.
    var at: Rational

    package init(parameters: [Parameter], at: Rational) {
        self.parameters = parameters
        self.at = at
    }

    /// Norms of a level's parameters that are whole together too, so that every answer is a fraction.
    private static let wholeNorms: [[[Int]]] = [
        [[5], [10], [13]], [[12, 5], [24, 10], [8, 15]],
        [[14, 2, 5], [2, 14, 5], [10, 10, 5], [2, 11, 10], [11, 2, 10], [6, 18, 13]],
        [[6, 2, 3], [2, 3, 6], [4, 4, 7], [2, 6, 9], [6, 6, 7], [4, 3, 12], [4, 12, 3]],
    ]

    static func drawn(level: Int, using generator: inout SeededGenerator) -> ClipProblem? {
        let layout: [(String, AnswerShape)] = [
            [("g", .vector(2))], [("W_aa", .matrix(2, 2)), ("b_a", .vector(2))],
            [("W_aa", .matrix(2, 2)), ("W_ax", .matrix(2, 3)), ("b_a", .vector(2))],
            [("W_aa", .matrix(3, 3)), ("W_ax", .matrix(3, 2)), ("b_a", .vector(3))],
        ][level - 1]
        let norms = generator.element(of: wholeNorms[level - 1])
        var parameters: [Parameter] = []
        for ((name, shape), norm) in zip(layout, norms) {
            guard let gradient = vector(shape.count, norm: norm, using: &generator) else { return nil }
            let steps = level == 1 ? 1 : level == 4 ? 3 : 2
            var terms = (1..<steps).map { _ in
                gradient.map { _ in Rational(generator.integer(in: -norm...norm)) }
            }
            terms.append(terms.reduce(gradient) { zip($0, $1).map { $0 - $1 } })
            parameters.append(Parameter(name: name, shape: shape, terms: terms))
        }
        let largest = norms.max() ?? 1
        let smallest = norms.min() ?? 1
        let at = level == 1 ? generator.integer(in: 1...max(largest / 2, 1)) : generator.integer(in: smallest...largest)
        let threshold = level >= 3 ? Rational(2 * at + 1) / 2 : Rational(at)
        let problem = ClipProblem(parameters: parameters, at: threshold)
        // At least one parameter lies over the threshold, and from level 2 on one under it.
        let over = problem.parameters.contains { problem.norm($0.gradient) > problem.at }
        let under = problem.parameters.contains { problem.norm($0.gradient) < problem.at }
        let cut = problem.parameters.contains { $0.gradient.contains { $0.magnitude > threshold } }
        return over && cut && (level == 1 || under) ? problem : nil
    }

    /// A vector of whole numbers with a whole norm; nil where the drawn ones have none.
    private static func vector(_ count: Int, norm: Int, using generator: inout SeededGenerator) -> [Rational]? {
        // About as large as entries of such a vector are, so that the last one often fits.
        let bound = max(1, 2 * norm / (Int(Double(count).squareRoot()) + 1))
        var entries = (0..<count - 1).map { _ in generator.integer(in: -bound...bound) }
        let rest = norm * norm - entries.reduce(0) { $0 + $1 * $1 }
        guard rest >= 0 else { return nil }
        let root = Int(Double(rest).squareRoot())
        guard root * root == rest else { return nil }
        entries.append(generator.integer(in: 0...1) == 0 ? root : -root)
        guard entries.filter({ $0 != 0 }).count >= min(2, count) else { return nil }
        return entries.map { Rational($0) }
    }

    /// A whole or rational norm; the drawn gradients have no other.
    func norm(_ gradient: [Rational]) -> Rational {
        QuadraticSurd(0, plusRootOf: gradient.reduce(Rational.zero) { $0 + $1 * $1 }).rational
    }

    /// One norm over all parameters.
    var globalNorm: Rational { norm(parameters.flatMap(\.gradient)) }

    /// - Parameter bySum: whether a sum of absolute values stands for the norm.
    private func norm(_ gradient: [Rational], bySum: Bool) -> Rational {
        bySum ? gradient.reduce(Rational.zero) { $0 + $1.magnitude } : norm(gradient)
    }

    func byParameterNorm(_ parameter: Parameter, always: Bool = false, bySum: Bool = false) -> [Rational] {
        let norm = norm(parameter.gradient, bySum: bySum)
        return norm > at || always ? parameter.gradient.map { $0 * at / norm } : parameter.gradient
    }

    func byValue(_ parameter: Parameter, fromAboveOnly: Bool = false) -> [Rational] {
        parameter.gradient.map { $0 > at ? at : $0 < -at && !fromAboveOnly ? -at : $0 }
    }

    package var givens: [[Double]] {
        parameters.flatMap { [$0.gradient] + $0.terms }.map { $0.map(\.approximation) } + [[at.approximation]]
    }

    package func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        let bySum = slips.contains(.c05)
        let whole = norm(parameters.flatMap(\.gradient), bySum: bySum)
        let scale = sheet.put(whole > at || slips.contains(.c04) ? at / whole : .one)
        for (place, parameter) in parameters.enumerated() {
            if slips.contains(.c03) {
                sheet.put(.real(Shaped(parameter.shape, clippedTermByTerm(place))))
                continue
            }
            let clipped =
                slips.contains(.c01)
                ? byParameterNorm(parameter, bySum: bySum)
                : slips.contains(.c02) ? byValue(parameter) : parameter.gradient.map { $0 * scale }
            sheet.put(.exact(Shaped(parameter.shape, clipped)))
        }
        for parameter in parameters {
            sheet.put(
                .exact(Shaped(parameter.shape, byParameterNorm(parameter, always: slips.contains(.c04), bySum: bySum))))
        }
        for parameter in parameters {
            sheet.put(.exact(Shaped(parameter.shape, byValue(parameter, fromAboveOnly: slips.contains(.c06)))))
        }
        return sheet.answers
    }

    /// Each step's terms clipped by their norm, then summed: clipping inside the recursion.
    private func clippedTermByTerm(_ place: Int) -> [Double] {
        let threshold = at.approximation
        var total = [Double](repeating: 0, count: parameters[place].shape.count)
        for step in parameters[place].terms.indices {
            let norm = parameters.flatMap { $0.terms[step] }.reduce(0) { $0 + $1.approximation * $1.approximation }
                .squareRoot()
            let scale = norm > threshold ? threshold / norm : 1
            total = sum(total, parameters[place].terms[step].map { scale * $0.approximation })
        }
        return total
    }

    package var fields: [AnswerField] {
        func fields(_ way: String, _ words: String, _ latex: String) -> [AnswerField] {
            parameters.map {
                AnswerField(
                    "\(way)_\($0.name)", $0.shape, .exact,
                    WrittenForm(
                        "∂L/∂\($0.name) clipped by \(words)",
                        "\\partial L/\\partial \(Self.latex($0.name)) \\text{ clipped by \(latex)}"))
            }
        }
        return [
            AnswerField(
                "scale", .scalar, .exact,
                WrittenForm("the factor of clipping by norm", "\\text{the factor of clipping by norm}"))
        ]
            + fields("by_norm", "one norm", "one norm") + fields("by_parameter_norm", "its own norm", "its own norm")
            + fields("by_value", "value", "value")
    }

    static func latex(_ name: String) -> String {
        guard let bar = name.firstIndex(of: "_") else { return name }
        return "\(name[..<bar])_{\(name[name.index(after: bar)...])}"
    }

    private func shown(_ entries: [Rational], _ shape: AnswerShape) -> WrittenForm {
        switch shape {
        case .matrix(let rows, let columns): Matrix(rows: rows, columns: columns, elements: entries).notation
        default: entries.notation
        }
    }

    var text: ExerciseText {
        let steps = parameters.first?.terms.count ?? 1
        var statement: [Statement] = [
            .text(steps == 1 ? "A gradient:" : "Gradients, each the sum of one term a step:")
        ]
        for parameter in parameters {
            let (name, latex) = (parameter.name, Self.latex(parameter.name))
            if steps > 1 {
                statement += parameter.terms.enumerated().map {
                    .given(
                        WrittenForm("\(name), term of t = \($0 + 1)", "\(latex)\\text{, term of } t = \($0 + 1)"),
                        shown($1, parameter.shape))
                }
            }
            statement.append(
                .given(.gradient(name, latex), shown(parameter.gradient, parameter.shape)))
        }
        let numbers = answers()
        return ExerciseText(
            statement: statement + [
                .given(WrittenForm("threshold", "\\text{threshold}"), WrittenForm(at.description, at.latex)),
                .text(
                    "Clip it in three ways: by one norm over all parameters together (and say the factor), by each parameter's own norm, "
                        + "and by value, entry by entry. Give fractions."),
            ],
            hints: [
                "Clipping acts on the whole, finished gradient, and only where it is over the threshold.",
                "One norm: square every entry of every parameter, add them all up, take one root.",
                "Over the threshold, everything is multiplied by the same factor, so that the norm becomes the threshold.",
                "Per parameter: each has its own norm and its own factor; one that is under the threshold stays as it is.",
                "By value: no norm at all; an entry outside [−threshold, threshold] goes to the nearer end.",
            ],
            solution: solution(numbers), scene: nil,
            given: [
                JSON.Member("at", at.json),
                JSON.Member(
                    "gradients",
                    .object(parameters.map { JSON.Member($0.name, Self.json($0.gradient, $0.shape)) })),
                JSON.Member(
                    "terms",
                    .object(
                        parameters.map { parameter in
                            JSON.Member(parameter.name, .array(parameter.terms.map { Self.json($0, parameter.shape) }))
                        })),
            ])
    }

    /// Line by line: the norms as roots of sums of squares, the factors, and each gradient times its factor.
    private func solution(_ numbers: [AnswerValue]) -> [String] {
        func norm(_ symbol: String, _ entries: [Rational]) -> String {
            let squares = entries.map { $0 < .zero || !$0.isInteger ? "(\($0))²" : "\($0)²" }.joined(separator: " + ")
            let norm = self.norm(entries)
            let remark = norm > at ? "over the threshold \(at)" : "not over the threshold \(at): the factor is 1"
            return "\(symbol) = √(\(squares)) = \(norm)   (\(remark))"
        }
        func bracketed(_ number: Rational) -> String { number.isInteger ? "\(number)" : "(\(number))" }
        let given = parameters.map { "∂L/∂\($0.name)" }
        let results = zip(fields, numbers).map { (name: $0.name, text: $1.text()) }
        let (wholes, own, byValue) = (
            results[1..<1 + given.count], results[1 + given.count..<1 + 2 * given.count], results.suffix(given.count)
        )
        var lines = [norm("‖g‖", parameters.flatMap(\.gradient))]
        lines.append(
            globalNorm > at
                ? "scale = threshold / ‖g‖ = \(bracketed(at))/\(bracketed(globalNorm)) = \(results[0].text)"
                : "scale = \(results[0].text)")
        for (place, result) in wholes.enumerated() {
            let gradient = shown(parameters[place].gradient, parameters[place].shape).text
            lines.append("\(result.name) = scale \(given[place]) = (\(results[0].text)) \(gradient) = \(result.text)")
        }
        for (place, result) in own.enumerated() {
            let parameter = parameters[place]
            lines.append(norm("‖\(given[place])‖", parameter.gradient))
            let gradient = shown(parameter.gradient, parameter.shape).text
            let factor = self.norm(parameter.gradient) > at
            lines.append(
                factor
                    ? "\(result.name) = (threshold / ‖\(given[place])‖) \(given[place]) = (\(bracketed(at))/\(bracketed(self.norm(parameter.gradient)))) \(gradient) = \(result.text)"
                    : "\(result.name) = \(given[place]) = \(result.text)")
        }
        lines.append("by value: an entry beyond −\(at) or \(at) goes to the nearer end")
        return lines + byValue.map { "\($0.name) = \($0.text)" }
    }

    private static func json(_ entries: [Rational], _ shape: AnswerShape) -> JSON {
        guard case .matrix(let rows, let columns) = shape else { return entries.json }
        return Matrix(rows: rows, columns: columns, elements: entries).json
    }
}
