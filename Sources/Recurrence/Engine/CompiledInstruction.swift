import CKernels

extension Instruction {
    /// The instruction as the kernels run it; nil where they do not know its kind: of attention over several sequences at once.
    func compiled(sequences: Int) -> kernel_instruction? {
        guard let kernel, sequences == 1 || kind != .scores && kind != .mix else { return nil }
        var result = kernel_instruction()
        result.kind = kernel
        result.accumulates = accumulates
        result.assigns_a = assigns.a
        result.assigns_b = assigns.b
        result.assigns_c = assigns.c
        result.assigns_d = assigns.d
        result.assigns_parameter = assigns.parameter
        result.width = y.width
        result.first = steps.lowerBound
        result.last = steps.upperBound
        result.y = y.compiled
        result.a = a.compiled
        result.b = b.compiled
        result.c = c.compiled
        result.d = d.compiled
        result.m = kernel_matrix_place(
            origin: m.origin, rows: m.rows, columns: m.columns, stride: m.stride, copy: m.copy ?? -1,
            transposed: m.transposed ?? -1)
        // The weights are as many as the rows of the memory that they mix.
        if kind == .mix { result.m.rows = a.width }
        return result
    }

    private var kernel: kernel_kind? {
        switch kind {
        case .matrix: kernel_matrix
        case .transposed: kernel_transposed
        case .addParameter: kernel_add_parameter
        case .copy: kernel_copy
        case .diagonal: kernel_diagonal
        case .product: kernel_product
        case .productSum: kernel_product_sum
        case .blend: kernel_blend
        case .apply:
            switch function {
            case .identity: kernel_identity
            case .tanh: kernel_tanh
            case .sigmoid: kernel_sigmoid
            case .relu: kernel_relu
            }
        case .softmax: kernel_softmax
        case .scores: kernel_scores
        case .mix: kernel_mix
        case .lookup, .row: nil
        }
    }
}

extension View {
    fileprivate var compiled: kernel_view { kernel_view(origin: origin, stride: stride) }
}
