import ExactMath

/// An operation, with the rows that it reads and writes: what scheduling needs to know.
struct LoweredOperation: Sendable {
    var operation: Operation
    var output: NodeID
    var reads: [Operand]
}

/// Turns equations into operations, one term at a time.
struct Lowering {
    let builder: NetworkBuilder

    func operations(of equation: Equation) -> [LoweredOperation] {
        let y = view(equation.output)
        let steps = equation.steps
        func lowered(_ operation: Operation, _ reads: [Operand]) -> LoweredOperation {
            LoweredOperation(operation: operation, output: equation.output, reads: reads)
        }
        switch equation.right {
        case .sum(let terms):
            return sum(terms, into: equation)
        case .apply(let function, let a):
            return [lowered(Operation(kind: .apply, function: function, y: y, a: view(a), steps: steps), [a])]
        case .product(let a, let b):
            return [lowered(Operation(kind: .product, y: y, a: view(a), b: view(b), steps: steps), [a, b])]
        case .productSum(let a, let b, let c, let d):
            let operation = Operation(
                kind: .productSum, y: y, a: view(a), b: view(b), c: view(c), d: view(d), steps: steps)
            return [lowered(operation, [a, b, c, d])]
        case .plusProduct(let p, let a, let b):
            return [
                lowered(Operation(kind: .add, y: y, a: view(p), steps: steps), [p]),
                lowered(
                    Operation(kind: .product, accumulates: true, y: y, a: view(a), b: view(b), steps: steps), [a, b]),
            ]
        case .blend(let gate, let a, let b):
            let operation = Operation(kind: .blend, y: y, a: view(gate), b: view(a), c: view(b), steps: steps)
            return [lowered(operation, [gate, a, b])]
        case .softmax(let a):
            return [lowered(Operation(kind: .softmax, y: y, a: view(a), steps: steps), [a])]
        case .lookup(let e):
            return [lowered(Operation(kind: .lookup, y: y, m: place(e), steps: steps), [])]
        case .scores(let query, let keys, let v, let tanh):
            var operation = Operation(kind: .scores, y: y, a: view(query), b: view(keys), c: view(v), steps: steps)
            let kept = builder.nodes[tanh.index]
            operation.b.origin = builder.nodes[keys.node.index].address(1)
            operation.m = .init(origin: kept.origin, rows: y.width, columns: operation.a.width, stride: kept.stride)
            return [lowered(operation, [query, keys])]
        case .mix(let weights, let memory):
            return mix(weights, memory, into: equation)
        }
    }

    /// Terms in the order given; the first one that covers the whole output assigns.
    private func sum(_ terms: [Term], into equation: Equation) -> [LoweredOperation] {
        var covered = 0
        return terms.map { term in
            var operation = Operation(kind: .add, y: view(equation.output), steps: equation.steps)
            var reads: [Operand] = []
            operation.accumulates = covered >= operation.y.width
            switch term {
            case .matrix(let m, let column, let v):
                operation.kind = .matrix
                operation.a = view(v)
                operation.m = place(m)
                operation.m.origin += column
                operation.m.columns = operation.a.width
                reads = [v]
            case .transposed(let m, let row, let v):
                operation.kind = .transposed
                operation.a = view(v)
                operation.m = place(m)
                operation.m.origin += row * operation.m.stride
                operation.m.rows = operation.a.width
                reads = [v]
            case .diagonal(let m, let v):
                operation.kind = .product
                operation.a = view(m)
                operation.b = view(v)
                operation.aIsParameter = true
                reads = [v]
            case .parameter(let b):
                operation.a = view(b)
                operation.aIsParameter = true
            case .plain(let v, let from, let at, let width):
                operation.a = view(v)
                operation.a.origin += from
                operation.a.width = width
                operation.y.origin += at
                operation.y.width = width
                operation.accumulates = at < covered
                reads = [v]
            }
            covered += operation.y.width
            return LoweredOperation(operation: operation, output: equation.output, reads: reads)
        }
    }

    /// context = Σ_j alpha_j h_j, each piece of the memory into its own entries.
    private func mix(_ weights: Operand, _ memory: [Operand], into equation: Equation) -> [LoweredOperation] {
        var at = 0
        return memory.map { piece in
            var operation = Operation(kind: .mix, y: view(equation.output), a: view(weights), steps: equation.steps)
            let node = builder.nodes[piece.node.index]
            operation.b = View(origin: node.address(1), stride: node.stride, width: node.width)
            operation.y.origin += at
            operation.y.width = node.width
            at += node.width
            return LoweredOperation(operation: operation, output: equation.output, reads: [weights, piece])
        }
    }

    private func view(_ node: NodeID) -> View {
        let node = builder.nodes[node.index]
        return View(origin: node.origin, stride: node.stride, width: node.width)
    }

    private func view(_ operand: Operand) -> View {
        var view = view(operand.node)
        switch operand.step {
        case .same, .all: break
        case .shifted(let shift): view.origin += shift * view.stride
        case .fixed(let step):
            view.origin += step * view.stride
            view.stride = 0
        }
        return view
    }

    private func view(_ parameter: ParameterID) -> View {
        let parameter = builder.parameters[parameter.index]
        return View(origin: parameter.offset, stride: 0, width: parameter.count)
    }

    private func place(_ parameter: ParameterID) -> Operation.MatrixPlace {
        let parameter = builder.parameters[parameter.index]
        return .init(
            origin: parameter.offset, rows: parameter.rows, columns: parameter.columns, stride: parameter.columns)
    }
}
