import ExactMath
import Foundation
import Recurrence

/// What the Jacobians of a verdict's span predict: their spectral radii and largest singular values, and the finite-time growth
/// λ = (1/n) log ‖product of Jacobians‖.
struct SpanFigures: Sendable {
    let radii: [Double]
    let singulars: [Double]
    /// log ‖product‖, of its largest singular value; −∞ where the product is 0.
    let logProduct: Double
    /// Whether all Jacobians are the same matrix.
    let areEqual: Bool
    /// Whether these Jacobians alone have made the gradients of the span from the first: the loss sends nothing to the others by a layer
    /// above or by an attention.
    let areAlone: Bool
    /// ρ of the one recurrent matrix, where the cell has one.
    let weightRadius: Double?

    var growth: Double { logProduct / Double(max(1, radii.count)) }
    /// The factor a step that ρ predicts, and the one that σ allows.
    var radiusPerStep: Double { Self.geometricMean(radii) }
    var singularPerStep: Double { Self.geometricMean(singulars) }

    private static func geometricMean(_ numbers: [Double]) -> Double {
        exp(numbers.reduce(0) { $0 + log($1) } / Double(max(1, numbers.count)))
    }

    /// Nil where there are no figures of the steps, or no step to go back over, and where a Jacobian is not finite.
    init?(_ session: Session, part: Int, loss: Int) {
        let network = session.network
        let place = network.parts[part]
        guard let figures = session.stepFigures(of: part),
            let verdict = session.verdicts(part: part, loss: loss).first
        else { return nil }
        // The verdict goes back in time: its last step is where the gradient ends, and has no Jacobian in the product.
        let steps = verdict.steps.dropLast().reversed().compactMap { figures[$0] }
        guard !steps.isEmpty else { return nil }
        var product: [[Double]] = []
        var logScale = 0.0
        var first: [[Double]]?
        var areEqual = true
        var (radii, singulars): ([Double], [Double]) = ([], [])
        for step in steps {
            guard step.matrix.joined().allSatisfy(\.isFinite) else { return nil }
            radii.append(step.radius)
            singulars.append(step.singular)
            areEqual = areEqual && Self.isNear(first ?? step.matrix, step.matrix)
            first = first ?? step.matrix
            // Scaled at every step, so that neither a long product nor a large one leaves the doubles.
            let factor = Self.scaled(step.matrix, &logScale)
            product = product.isEmpty ? factor : Self.scaled(Self.times(factor, product), &logScale)
        }
        self.radii = radii
        self.singulars = singulars
        self.areEqual = areEqual
        let norm = LinearAlgebra.largestSingularValue(
            Matrix(rows: product.count, columns: product.count) { product[$0][$1] })
        logProduct = norm > 0 ? logScale + log(norm) : -.infinity
        areAlone = Self.areAlone(session, verdict)
        let recurrent = network.parameters.filter { $0.role == .recurrent && $0.part == place.name }
        weightRadius =
            recurrent.count == 1 && recurrent[0].rows == recurrent[0].columns
            ? Self.radius(session.trace, recurrent[0]) : nil
    }

    static func radius(_ trace: Trace<Double>, _ parameter: Parameter) -> Double {
        let entries = Array(trace.value(parameter))
        return LinearAlgebra.spectralRadius(
            Matrix(rows: parameter.rows, columns: parameter.columns) { entries[$0 * parameter.columns + $1] })
    }

    /// Whether each gradient of a span but the one it sets out from is what the next step hands back.
    private static func areAlone(_ session: Session, _ verdict: StateVerdict) -> Bool {
        let gradients = session.gradients(ofLossAt: verdict.loss)
        let parts = session.trace.carriedParts(of: verdict.state, at: verdict.steps, in: gradients)
        return verdict.steps.indices.dropFirst().allSatisfy { place in
            let (t, norm) = (verdict.steps[place], max(verdict.norms[place], verdict.norms[place - 1]))
            let carried = parts[place]
            let whole = gradients[session.network.row(verdict.state, at: t)]
            return zip(whole, carried).allSatisfy { abs($0 - $1) <= 1e-9 * norm }
        }
    }

    /// A matrix with the largest magnitude of its entries 1, and the log of what it was divided by added to a sum; one of zeros as it is.
    private static func scaled(_ matrix: [[Double]], _ logScale: inout Double) -> [[Double]] {
        let largest = matrix.joined().reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return matrix }
        logScale += log(largest)
        return matrix.map { row in row.map { $0 / largest } }
    }

    private static func isNear(_ a: [[Double]], _ b: [[Double]]) -> Bool {
        zip(a.joined(), b.joined()).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) }
    }

    private static func times(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
        a.map { row in
            b[0].indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
        }
    }
}

extension Session {
    /// - Parameter loss: the step of the one loss that speaks.
    func spanFigures(of part: Int, loss: Int) -> SpanFigures? {
        spanMemo(VerdictKey(part: part, loss: loss)) { SpanFigures(self, part: part, loss: loss) }
    }

    /// ‖δ^t h_{t−1}ᵀ‖ at every step of a part: what step t adds to the gradients of its recurrent matrices.
    ///
    /// - Parameter loss: the step of the one loss that speaks.
    func recurrentTerms(of part: Int, loss: Int) -> [Double] {
        recurrentTermsMemo([part, loss]) { recurrentTerms(of: part, gradients: gradients(ofLossAt: loss)) }
    }

    private func recurrentTerms(of part: Int, gradients: [Double]) -> [Double] {
        let products = network.parts[part].equations.flatMap { index -> [(equation: Equation, vector: Operand)] in
            let equation = network.equations[index]
            let terms =
                (equation.operation as? Sum)?.terms.map { $0 as any Recurrence.Operation } ?? [equation.operation]
            return terms.compactMap { term in
                guard let product = term as? MatrixProduct, network[product.matrix].role == .recurrent else {
                    return nil
                }
                return (equation, product.vector)
            }
        }
        return network.parts[part].steps.map { t in
            let norms = products.compactMap { equation, vector -> Double? in
                guard equation.steps.contains(t), let before = vector.step(at: t) else { return nil }
                let delta = euclideanNorm(gradients[network.row(equation.output, at: t)])
                return delta * euclideanNorm(trace.value(vector.node, at: before))
            }
            return euclideanNorm(norms)
        }
    }
}
