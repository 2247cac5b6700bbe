import ExactMath
import Recurrence

/// Sensitivities carried forward (real-time recurrent learning, Williams and Zipser 1989): S_t = ∂state_t/∂U = J_t S_{t−1} + what U does at
/// step t itself; then ∂L/∂U = Σ_t direct_tᵀ S_t, the same as what goes back.
struct ForwardMode: Sendable {
    let parameter: Parameter
    /// S_t for every step in running order: a row a unit of the state, a column an entry of the parameter.
    let sensitivities: [[[Double]]]
    let steps: [Int]
    /// ∂L/∂U carried forward; empty without a loss.
    let gradient: [Double]
    /// Of all states together: H, or 2H where c is handed on beside h.
    let width: Int
    /// `H`, or `2H`
    let widthName: String

    /// Numbers kept, and multiplications a step.
    var kept: Int { width * parameter.count }
    var multiplications: Int { width * width * parameter.count }
    var keptBackward: Int { width * steps.count }
    var multiplicationsBackward: Int { width * width }

    /// Nil where the part has no recurrent matrix, or one too large for this, and where its own step is not the whole way from its state to
    /// the next, so that J_t is not all of ∂state_t/∂state_{t−1}.
    init?(_ session: Session, part index: Int) {
        let network = session.network
        let part = network.parts[index]
        guard network.partsAround(index).isEmpty else { return nil }
        guard let place = network.parameters.firstIndex(where: { $0.role == .recurrent && $0.part == part.name }) else {
            return nil
        }
        let parameter = network.parameters[place]
        let id = network.parameterID(place)
        let width = part.states.reduce(0) { $0 + network[$1].width }
        guard width * width * parameter.count * part.steps.count <= 2_000_000 else { return nil }
        let trace = session.trace
        var carried = [[Double]](repeating: [Double](repeating: 0, count: parameter.count), count: width)
        var all: [[[Double]]] = []
        var gradient = [Double](repeating: 0, count: session.timeline.hasLoss ? parameter.count : 0)
        for t in part.runningSteps {
            let jacobian = trace.jacobian(of: index, at: t).matrix
            var present = jacobian.map { row in
                (0..<parameter.count).map { entry in row.indices.reduce(0) { $0 + row[$1] * carried[$1][entry] } }
            }
            for equation in part.equations.map({ network.equations[$0] }) where equation.steps.contains(t) {
                let terms =
                    (equation.operation as? Sum)?.terms.map { $0 as any Recurrence.Operation } ?? [equation.operation]
                for case let product as MatrixProduct in terms where product.matrix == id {
                    guard let before = product.vector.step(at: t) else { continue }
                    let vector = Array(trace.value(product.vector.node, at: before))
                    let reach = trace.sensitivity(of: index, to: equation.output, at: t)
                    for unit in 0..<width {
                        for row in 0..<parameter.rows {
                            for column in vector.indices {
                                present[unit][row * parameter.columns + product.column + column] +=
                                    reach[unit][row] * vector[column]
                            }
                        }
                    }
                }
            }
            carried = present
            all.append(present)
            guard !gradient.isEmpty else { continue }
            let direct = trace.directPart(of: index, at: t)
            for entry in gradient.indices {
                gradient[entry] += direct.indices.reduce(0) { $0 + direct[$1] * present[$1][entry] }
            }
        }
        self.parameter = parameter
        sensitivities = all
        steps = part.runningSteps
        self.gradient = gradient
        self.width = width
        widthName = part.states.count > 1 ? "\(part.states.count)H" : "H"
    }
}

extension Session {
    func forwardMode(part: Int) -> ForwardMode? { forwardModeMemo(part) { ForwardMode(self, part: part) } }
}
