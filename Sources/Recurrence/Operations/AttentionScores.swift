import ExactMath
import Formula

/// e_j = v · tanh(query + key_j), for every step j of the keys (Bahdanau, Cho and Bengio 2015).
public struct AttentionScores: Operation {
    /// W s_{i−1}, of width A.
    public let query: Operand
    /// U h_j, of width A, read at every step j.
    public let keys: Operand
    /// The vector v, of width A.
    public let v: ParameterID
    /// The node that keeps tanh(query + key_j) for every j, row after row.
    public let tanh: NodeID

    /// One score a step of the keys; the node `tanh` has A entries for each of them.
    public init(query: Operand, keys: Operand, v: ParameterID, tanh: NodeID) {
        self.query = query
        self.keys = keys
        self.v = v
        self.tanh = tanh
    }

    public var operands: [Operand] { [query, keys] }
    public var parameters: [ParameterID] { [v] }
    public var isRational: Bool { false }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.scores)
        instruction.a = lowering.view(query)
        instruction.b = lowering.firstRow(of: keys.node)
        instruction.c = lowering.view(v)
        let kept = lowering.node(tanh)
        instruction.m = .init(
            origin: kept.origin, rows: instruction.y.width, columns: instruction.a.width, stride: kept.stride)
        lowering.append(instruction, reading: [query, keys])
    }

    /// vᵀ tanh(query + key_j), entry by entry
    public func formula(_ step: EquationStep) -> ValueFormula {
        .entries(
            step.steps(keys).map { .product(step.names.name(v).transposed, tanh(of: $0, step)) })
    }

    /// ∂e_j (v ⊙ (1 − tanh²)) to the key of step j, and the sum of them to the query
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        func through(_ j: Int) -> Expression {
            let slope = Expression.hadamard(step.names.name(v), .complement(tanh(of: j, step).squared))
            return .product(gradient(of: j, step), slope)
        }
        return .whole(operand == 0 ? .sum(step.steps(keys).map(through)) : through(row))
    }

    /// Σ_j ∂e_j tanh(query + key_j)
    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        .sum(step.steps(keys).map { .product(gradient(of: $0, step), tanh(of: $0, step)) })
    }

    private func tanh(of j: Int, _ step: EquationStep) -> Expression {
        .call(.tanh, .sum([step.value(query), step.names.value(keys.node, at: j)]))
    }

    /// One entry of ∂L/∂e.
    private func gradient(of j: Int, _ step: EquationStep) -> Expression {
        let unit = j - step.steps(keys).lowerBound + 1
        let path = step.names.path(of: step.equation.output)
        return .name(path, [.integer(step.t), .integer(unit)], isGradient: true)
    }
}

/// y_j = c · tanh(a + b_j); row t of M holds tanh(a + b_j) for all j
extension AttentionScores: InstructionKind {
    static var readsParameters: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let (rows, width) = (i.m.rows, i.m.columns)
        let v = memory.v
        let e = memory.row(i.y, at: t)
        let kept = v + i.m.origin + i.m.stride * t
        let keys = memory.memory(i.b, count: rows, at: t)
        if keys.stride == width { S.copy(keys.base, into: kept, count: rows * width) }
        for j in 0..<rows {
            let row = kept + j * width
            if keys.stride != width { S.copy(keys.base + j * keys.stride, into: row, count: width) }
            S.add(memory.row(i.a, at: t), into: row, count: width)
        }
        S.apply(.tanh, kept, into: kept, count: rows * width)
        for j in 0..<rows { e[j] = S.dot(kept + j * width, v + i.c.origin, count: width) }
    }

    /// With u_j = tanh(a + b_j): db_j += dy_j c ⊙ (1 − u_j²), and da takes the sum of them.
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let (rows, width) = (i.m.rows, i.m.columns)
        let keys = memory.memoryGradients(i.b, count: rows, at: t)
        let kept = memory.v + i.m.origin + i.m.stride * t
        withUnsafeTemporaryAllocation(of: S.self, capacity: rows * width) { buffer in
            buffer.initialize(repeating: .zero)
            defer { buffer.deinitialize() }
            guard let delta = buffer.baseAddress else { return }
            // The gradients of the arguments of tanh, one row a key.
            S.addOuterProducts(
                Rows(base: memory.upper(i.y, at: t), stride: 0, count: 1),
                Rows(base: memory.v + i.c.origin, stride: 0, count: 1),
                into: MutableMatrixView(base: delta, rows: rows, columns: width, stride: width), accumulate: false)
            S.addDerivative(of: .tanh, at: kept, times: delta, into: delta, count: rows * width, accumulate: false)
            if keys.stride == width {
                S.add(delta, into: keys.base, count: rows * width)
            } else {
                for j in 0..<rows { S.add(delta + j * width, into: keys.base + j * keys.stride, count: width) }
            }
            withUnsafePointer(to: S.one) { one in
                S.addOuterProducts(
                    Rows(base: one, stride: 0, count: rows), Rows(base: delta, stride: width, count: rows),
                    into: MutableMatrixView(base: memory.gradient(i.a, at: t), rows: 1, columns: width, stride: width),
                    accumulate: true)
            }
        }
    }

    /// dc += Σ_t Σ_j dy_tj u_tj
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        for t in range {
            let tanh = MatrixView<S>(
                base: memory.v + i.m.origin + i.m.stride * t, rows: i.m.rows, columns: i.m.columns,
                stride: i.m.columns)
            S.multiplyTransposed(tanh, memory.upper(i.y, at: t), into: memory.g + i.c.origin, accumulate: true)
        }
    }

    static func placed(_ i: Instruction, _ places: BatchPlaces) -> Instruction {
        var placed = i.movingRows(places)
        placed.b = places.memory(i.b)
        let kept = places.view(View(origin: i.m.origin, stride: i.m.stride, width: i.m.stride), steps: i.steps)
        placed.m.origin = kept.origin
        placed.m.stride = kept.stride
        return placed
    }

    /// The query is added to once a key.
    static func sinks(of i: Instruction) -> [GradientSink] {
        [GradientSink(.b, i.b.block(i.y.width)), GradientSink(.a, i.a, canAssign: false)]
    }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.c.origin..<i.c.origin + i.c.width }
}
