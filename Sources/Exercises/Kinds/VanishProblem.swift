import ExactMath
import Wording

struct VanishProblem: Working {
    let spectrum: ExactSpectrum
    /// T
    let steps: Int
    private let below = Once<Int?>()

    /// The bound under which the norm of U^k has to stay.
    static let bound = Rational(1) / 1_000

    /// U Uᵀ = Uᵀ U
    var isNormal: Bool {
        let (u, v) = (spectrum.matrix, spectrum.matrix.transposed)
        return (0..<2).allSatisfy { row in
            (0..<2).allSatisfy { column in
                (0..<2).reduce(Rational.zero) { $0 + u[row, $1] * v[$1, column] }
                    == (0..<2).reduce(Rational.zero) { $0 + v[row, $1] * u[$1, column] }
            }
        }
    }

    /// Whether the norm of U is over 1, so that a gradient can grow before it vanishes.
    var growsAtFirst: Bool { largestSingularValue > 1.2 }

    var stepsBelow: Int? { below.value { spectrum.stepsUntilNorm(staysBelow: Self.bound, limit: 400) } }

    /// ∂a^T/∂a^1
    func jacobian(_ slips: SlipSet = []) -> Matrix<Rational> {
        let exponent = slips.contains(.v01) ? steps : steps - 1
        let power =
            slips.contains(.v03)
            ? spectrum.matrix.map { $0.raised(to: exponent) } : spectrum.matrix.raised(to: exponent)
        return slips.contains(.m03) ? power.transposed : power
    }

    /// What a spectral radius says by itself.
    private static func fate(_ radius: Double) -> ExactSpectrum.Fate {
        radius < 1 ? .vanishes : radius > 1 ? .explodes : .neither
    }

    private var largestEntry: Rational {
        spectrum.matrix.elements.map(\.magnitude).max() ?? .zero
    }

    private var largestSingularValue: Double {
        LinearAlgebra.largestSingularValue(spectrum.matrix.map(\.approximation))
    }

    var givens: [[Double]] { [spectrum.matrix.elements.map(\.approximation), [Double(steps)]] }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        let radius = spectrum.spectralRadius
        let byNorm = slips.contains(.v02)
        _ = sheet.put(jacobian(slips))
        let byEntry = slips.contains(.v05)
        let shown: AnswerValue =
            byNorm
            ? .real(largestSingularValue)
            : byEntry
                ? .exact(largestEntry) : radius.isRational ? .exact(radius.rational) : .real(radius.approximation)
        let adopted = sheet.put(shown)
        // Whoever has another radius says what follows from that.
        let other = adopted != shown ? adopted.doubles?.first : byEntry ? shown.doubles?.first : nil
        let ofNorm: ExactSpectrum.Fate = largestSingularValue < 1 ? .vanishes : .explodes
        sheet.put(.word((other.map(Self.fate) ?? (byNorm ? ofNorm : spectrum.fate)).rawValue))
        if let stepsBelow {
            var count = stepsBelow
            if slips.contains(.v04) {
                count = 1
                var power = radius.approximation
                while power >= Self.bound.approximation, count < 10_000 {
                    power *= radius.approximation
                    count += 1
                }
            }
            sheet.put(.exact(Rational(count)))
        }
        return sheet.answers
    }

    var fields: [AnswerField] {
        var fields = [
            AnswerField(
                "jacobian", .matrix(2, 2), .exact,
                WrittenForm("∂a^\(steps)/∂a^1", "\\partial a^{\(steps)}/\\partial a^{1}")),
            AnswerField("rho", .scalar, .irrational, WrittenForm("ρ(U), the spectral radius", "\\rho(U)")),
            AnswerField(
                "verdict", .scalar, .word(ExactSpectrum.Fate.allCases.map(\.rawValue)),
                WrittenForm("what U^k does as k grows", "\\text{what } U^k \\text{ does as } k \\text{ grows}")),
        ]
        if spectrum.fate == .vanishes {
            fields.append(
                AnswerField(
                    "steps", .scalar, .integer,
                    WrittenForm(
                        "the first k from which on ‖U^k‖ stays below 1/1000",
                        "\\text{the first } k \\text{ from which on } \\lVert U^k \\rVert < 1/1000")))
        }
        return fields
    }

    var text: ExerciseText {
        return ExerciseText(
            statement: [
                .formula(WrittenForm("a^t = U a^{t-1} + W x^t", "a^{t} = U a^{t-1} + W x^{t}")),
                .given(WrittenForm("U", "U"), spectrum.matrix.notation),
                .given(WrittenForm("T", "T"), WrittenForm("\(steps)", "\(steps)")),
                .text(
                    "Compute the exact Jacobian of the last state with respect to the first, the spectral radius of U (a root such as √2/2 may stay), "
                        + "and say whether the gradient vanishes, explodes or does neither as T grows."
                        + (spectrum.fate == .vanishes
                            ? " Then find the first k from which on the spectral norm of U^k stays below 1/1000." : "")),
            ],
            hints: [
                "From one state to the next the Jacobian is one matrix; over several steps it is a product of matrices.",
                "Count the arrows between a^1 and a^\(steps), not the states.",
                "The spectral radius is the largest modulus of an eigenvalue; for 2×2 trace and determinant are enough.",
                "The radius alone decides unless it is exactly 1: then ask whether there are enough eigenvectors.",
                "The norm of a power can grow at first although it vanishes in the end: the spectral norm is a singular value, not ρ^k.",
            ],
            solution: solution,
            given: [JSON.Member("U", spectrum.matrix.json), JSON.Member("T", .integer(steps))])
    }

    // MARK: The worked solution

    private var solution: [String] {
        let radius = spectrum.spectralRadius
        func number(_ value: Rational) -> String { value < .zero || !value.isInteger ? "(\(value))" : "\(value)" }
        let (u, half) = (spectrum.matrix, spectrum.trace / 2)
        let square = half * half - spectrum.determinant
        return [
            "∂a^\(steps)/∂a^1 = U^\(steps - 1) = \(jacobian())",
            "trace = U[1,1] + U[2,2] = \(number(u[0, 0])) + \(number(u[1, 1])) = \(spectrum.trace)",
            "determinant = U[1,1]·U[2,2] − U[1,2]·U[2,1] = "
                + "\(number(u[0, 0]))·\(number(u[1, 1])) − \(number(u[0, 1]))·\(number(u[1, 0])) = \(spectrum.determinant)",
            "eigenvalues: λ = trace/2 ± √((trace/2)² − determinant) = \(half) ± \(square < .zero ? "i " : "")√(\(square < .zero ? -square : square))"
                + eigenvalues(square),
            "ρ = \(radius.text)" + (radius.isRational ? "" : " ≈ \(Decimals.text(radius.approximation))")
                + (square < .zero ? "   (a complex pair: |λ|² = determinant)" : "   (the larger |λ|)"),
            "U^k " + (spectrum.fate == .neither ? "neither vanishes nor explodes" : spectrum.fate.rawValue)
                + (spectrum.fate == .explodes && radius.compare(to: 1) == 0
                    ? " (a double eigenvalue of modulus 1 with one eigenvector)" : ""),
        ] + powerTable + (stepsBelow.map { ["‖U^k‖ stays below 1/1000 from k = \($0) on"] } ?? [])
    }

    /// The two roots, where they are fractions.
    private func eigenvalues(_ square: Rational) -> String {
        let root = QuadraticSurd(0, plusRootOf: square < .zero ? .zero : square)
        guard square >= .zero, root.isRational else { return "" }
        let half = spectrum.trace / 2
        return root.rational.isZero
            ? ": \(half) twice" : ": \(half + root.rational) and \(half - root.rational)"
    }

    /// The spectral norms of the first powers and of those around the last that is not small enough.
    private var powerTable: [String] {
        let last = stepsBelow ?? 12
        let norms = spectrum.norms(count: last)
        let shown = (1...last).filter { $0 <= 4 || $0 >= last - 1 || $0 & ($0 - 1) == 0 }
        return shown.map { "‖U^\($0)‖ = \(Decimals.text(norms[$0 - 1]))" }
    }
}
