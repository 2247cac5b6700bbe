import ExactMath

extension Trace {
    /// The states of every step of a part, in running order, where the states before that step are 0 and all else is as it is: b_t of a
    /// step that is A_t state_{t−1} + b_t. From the step's own equations, so that nothing cancels.
    public func statesFromZero(of part: Int) -> [[S]] {
        let place = network.parts[part]
        let steps = place.runningSteps
        // Each step reads of the part only the states before, which are set, so that what the step before it left needs no mending.
        var arena = values
        let program = network.program
        return arena.withUnsafeMutableBufferPointer { buffer in
            guard let v = buffer.baseAddress else { return [] }
            return workspace.read { workspace in
                pass.withMemory(v, workspace) { memory in
                    steps.map { t in
                        for state in place.states {
                            for index in network.row(state, at: place.predecessor(of: t)) { v[index] = .zero }
                        }
                        for equation in place.equations where network.equations[equation].steps.contains(t) {
                            for instruction in program.equations[equation] { instruction.forward(memory, at: t) }
                        }
                        return place.states.flatMap { state in network.row(state, at: t).map { v[$0] } }
                    }
                }
            }
        }
    }
}
