import ExactMath

/// What the instructions of one kind do with their rows, forward beside backward; see `Operations/`.
protocol InstructionKind {
    /// Computes row t of y.
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int)
    /// `for t in range { forward(at: t) }`
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, through range: ClosedRange<Int>)

    /// Adds to the gradients of what row t of y was computed from, parameters left out.
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int)
    /// The same for every step of a range, in any order.
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>)
    /// The operands to whose gradients `backward` adds, in the order in which it does.
    static func sinks(of i: Instruction) -> [GradientSink]

    /// Whether the gradients of parameters hang on it.
    static var readsParameters: Bool { get }
    /// Adds the gradients of its parameters, summed over the steps of a range.
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>)
    /// Where its parameters stand.
    static func parameterRange(of i: Instruction) -> Range<Int>
    /// Whether it writes every entry of that range, and each in one sum over all steps.
    static func assignsParameters(_ i: Instruction) -> Bool

    /// The instruction where several sequences run at once, or as one of them sees it.
    static func placed(_ i: Instruction, _ places: BatchPlaces) -> Instruction

    /// Whether its matrix is copied ahead of a pass where it runs step by step.
    static var copiesMatrix: Bool { get }
    /// One instruction in place of two that do the same to neighbouring rows; nil where there is none.
    static func join(_ first: Instruction, _ second: Instruction) -> Instruction?
}

extension InstructionKind {
    @inline(__always)
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, through range: ClosedRange<Int>) {
        for t in range { forward(i, memory, at: t) }
    }

    @inline(__always)
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {
        for t in range { backward(i, memory, at: t) }
    }

    static var readsParameters: Bool { false }
    @inline(__always)
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {}
    static func parameterRange(of i: Instruction) -> Range<Int> { 0..<0 }
    static func assignsParameters(_ i: Instruction) -> Bool { false }
    static var copiesMatrix: Bool { false }
    static func placed(_ i: Instruction, _ places: BatchPlaces) -> Instruction { i.movingRows(places) }
    static func join(_ first: Instruction, _ second: Instruction) -> Instruction? { nil }
}

extension Instruction {
    /// The kinds that there are, in the order in which independent instructions run.
    enum Kind: UInt8, Sendable {
        case matrix, transposed, addParameter, copy, diagonal, product, productSum, blend, apply, softmax, lookup,
            scores
        case mix, row
    }

    /// Lends the kind's type to a visitor: the one place where kinds are told apart, and without a look-up at run time.
    @inline(__always)
    func visit<V: InstructionVisitor>(_ visitor: V) -> V.Result {
        switch kind {
        case .matrix: visitor.visit(MatrixProduct.self, self)
        case .transposed: visitor.visit(TransposedProduct.self, self)
        case .addParameter: visitor.visit(AddedParameter.self, self)
        case .copy: visitor.visit(Copy.self, self)
        case .diagonal: visitor.visit(DiagonalProduct.self, self)
        case .product: visitor.visit(HadamardProduct.self, self)
        case .productSum: visitor.visit(ProductSum.self, self)
        case .blend: visitor.visit(Blend.self, self)
        case .apply: visitor.visit(Apply.self, self)
        case .softmax: visitor.visit(Softmax.self, self)
        case .lookup: visitor.visit(Lookup.self, self)
        case .scores: visitor.visit(AttentionScores.self, self)
        case .mix: visitor.visit(AttentionMix.self, self)
        case .row: visitor.visit(RowInstructionKind.self, self)
        }
    }
}

protocol InstructionVisitor {
    associatedtype Result
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) -> Result
}
