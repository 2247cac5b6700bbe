import ExactMath

extension Instruction {
    /// Computes row t of y.
    @inline(__always)
    func forward<S: Scalar>(_ memory: ForwardMemory<S>, at t: Int) { visit(ForwardStep(memory: memory, t: t)) }

    /// `for t in steps { forward(at: t) }`
    @inline(__always)
    func forward<S: Scalar>(_ memory: ForwardMemory<S>) { forward(memory, through: steps) }

    /// `for t in range { forward(at: t) }`
    @inline(__always)
    func forward<S: Scalar>(_ memory: ForwardMemory<S>, through range: ClosedRange<Int>) {
        visit(ForwardAll(memory: memory, range: range))
    }

    /// Adds to the gradients of what row t of y was computed from, parameters left out.
    @inline(__always)
    func backward<S: Scalar>(_ memory: BackwardMemory<S>, at t: Int) { visit(BackwardStep(memory: memory, t: t)) }

    /// The same for every step of a range.
    @inline(__always)
    func backward<S: Scalar>(_ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {
        visit(BackwardAll(memory: memory, range: range))
    }

    /// Adds the gradients of the parameters, summed over the steps of a range.
    @inline(__always)
    func parameterGradients<S: Scalar>(_ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {
        visit(ParameterGradients(memory: memory, range: range))
    }

    /// What the kind says once and for all.
    var rules: any InstructionKind.Type { visit(Rules()) }

    /// The operands to whose gradients it adds, in the order in which it does.
    func sinks(_ rows: [RowInstruction]) -> [GradientSink] {
        kind == .row ? rows[rowInstruction].sinks : rules.sinks(of: self)
    }

    /// Where its parameters stand; empty where it reads none.
    func parameterRange(_ rows: [RowInstruction]) -> Range<Int> {
        kind == .row ? rows[rowInstruction].parameterRange : rules.parameterRange(of: self)
    }
}

private struct ForwardStep<S: Scalar>: InstructionVisitor {
    let memory: ForwardMemory<S>
    let t: Int

    @inline(__always)
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) { kind.forward(i, memory, at: t) }
}

private struct ForwardAll<S: Scalar>: InstructionVisitor {
    let memory: ForwardMemory<S>
    let range: ClosedRange<Int>

    @inline(__always)
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) { kind.forward(i, memory, through: range) }
}

private struct BackwardStep<S: Scalar>: InstructionVisitor {
    let memory: BackwardMemory<S>
    let t: Int

    @inline(__always)
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) { kind.backward(i, memory, at: t) }
}

private struct BackwardAll<S: Scalar>: InstructionVisitor {
    let memory: BackwardMemory<S>
    let range: ClosedRange<Int>

    @inline(__always)
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) { kind.backward(i, memory, through: range) }
}

private struct ParameterGradients<S: Scalar>: InstructionVisitor {
    let memory: BackwardMemory<S>
    let range: ClosedRange<Int>

    @inline(__always)
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) {
        kind.parameterGradients(i, memory, through: range)
    }
}

private struct Rules: InstructionVisitor {
    func visit<K: InstructionKind>(_ kind: K.Type, _ i: Instruction) -> any InstructionKind.Type { kind }
}
