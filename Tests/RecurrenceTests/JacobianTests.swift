import ExactMath
import Recurrence
import Scenes
import Testing

/// ∂state_t/∂state_{t−1} against what mathematics says.
@Suite struct JacobianTests {
    @Test func ofALinearCellIsU() throws {
        let trace = try Scene(text: TruncationTests.scene, file: "known").trace(as: Rational.self)
        let part = try #require(trace.network.parts.firstIndex { !$0.states.isEmpty })
        for t in 1...3 { #expect(trace.jacobian(of: part, at: t).matrix == [[-1, 0], [1, 1]]) }
    }

    /// b_t = W x_t, whatever U and the state before.
    @Test func besideItALinearCellHasItsInput() throws {
        let trace = try Scene(text: TruncationTests.scene, file: "known").trace(as: Rational.self)
        let part = try #require(trace.network.parts.firstIndex { !$0.states.isEmpty })
        #expect(trace.statesFromZero(of: part) == [[1, 1], [-1, -2], [0, 1]])
        let large = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[0.5], [0.25]]}
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1.0e200]]}}
                """, file: "large"
        ).trace(as: Double.self)
        let only = try #require(large.network.parts.firstIndex { !$0.states.isEmpty })
        #expect(large.statesFromZero(of: only) == [[0.5], [0.25]])
    }

    /// Of a first step that starts from zeros, it is the state itself, for every cell.
    @Test(arguments: Fixtures.names) func fromZerosTheStatesAreTheFirst(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        for (index, part) in trace.network.parts.enumerated() where !part.states.isEmpty {
            let start = part.states.flatMap { Array(trace.value($0, at: part.initialStep)) }
            guard start.allSatisfy({ $0 == 0 }), let first = part.runningSteps.first else { continue }
            let wanted = part.states.flatMap { Array(trace.value($0, at: first)) }
            let found = try #require(trace.statesFromZero(of: index).first)
            for (a, b) in zip(found, wanted) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "\(name), \(part.name)") }
        }
    }

    /// Of all parts and steps, in order, those that are asked for one by one.
    @Test(arguments: Fixtures.names) func areVisitedInOrder(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        var visited: [StepJacobian<Double>] = []
        trace.jacobians { visited.append($0) }
        let expected = trace.network.parts.indices.flatMap { part in
            trace.network.parts[part].states.isEmpty
                ? [] : trace.network.parts[part].steps.map { trace.jacobian(of: part, at: $0) }
        }
        #expect(visited.map(\.part) == expected.map(\.part) && visited.map(\.step) == expected.map(\.step))
        #expect(visited.map(\.matrix) == expected.map(\.matrix))
    }

    /// ∂h_t/∂a_t = diag(1 − h_t²) where h = tanh(a).
    @Test func aStateIsSensitiveToItsPreactivation() throws {
        let trace = KernelProgramTests.Sample(cell: "rnn", hidden: 5, inputs: 2, steps: 9).trace
        let part = try #require(trace.network.parts.firstIndex { !$0.states.isEmpty })
        let (a, h) = (
            try #require(trace.network.node("stack.0", "a")), try #require(trace.network.node("stack.0", "h"))
        )
        for t in 1...9 {
            let slopes = trace.value(h, at: t).map { 1 - $0 * $0 }
            for (row, entries) in trace.sensitivity(of: part, to: a, at: t).enumerated() {
                for (column, entry) in entries.enumerated() {
                    #expect(abs(entry - (row == column ? slopes[row] : 0)) < 1e-15)
                }
            }
        }
    }

    /// δ_{t−1} = direct + Jᵀ δ_t: the Jacobian explains the whole carry of every cell.
    @Test(arguments: Fixtures.names) func explainsTheCarry(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        let network = trace.network
        for part in network.parts.indices where !network.parts[part].states.isEmpty {
            let states = network.parts[part].states
            for t in network.parts[part].steps {
                let before = network.parts[part].predecessor(of: t)
                let matrix = trace.jacobian(of: part, at: t).matrix
                // What arrives at [h; c] of step t from outside its own cell.
                let arriving = states.flatMap { state in
                    outside(trace, state, part, t)
                }
                let carry = (0..<arriving.count).map { column in
                    zip(matrix, arriving).reduce(0) { $0 + $1.0[column] * $1.1 }
                }
                let found = states.flatMap { carried(trace, $0, part, before) }
                for (a, b) in zip(carry, found) {
                    #expect(abs(a - b) <= 1e-10 * max(1, abs(b)), "\(name) part \(part) t \(t)")
                }
            }
        }
    }

    private func outside(_ trace: Trace<Double>, _ node: NodeID, _ part: Int, _ t: Int) -> [Double] {
        sum(trace, node, t) { source in
            guard case .equation(let index, let step) = source else { return true }
            // A residual sum stands in the same part, but reads the state from outside the cell.
            let equation = trace.network.equations[index]
            return equation.part != part || step != t || trace.network[equation.output].name == "out"
        }
    }

    private func carried(_ trace: Trace<Double>, _ node: NodeID, _ part: Int, _ t: Int) -> [Double] {
        sum(trace, node, t) { source in
            guard case .equation(let index, let step) = source else { return false }
            return trace.network.equations[index].part == part && step != t
        }
    }

    private func sum(
        _ trace: Trace<Double>, _ node: NodeID, _ t: Int, where include: (Contribution<Double>.Source) -> Bool
    ) -> [Double] {
        var sum = [Double](repeating: 0, count: trace.network[node].width)
        for contribution in trace.contributions(to: node, at: t) where include(contribution.source) {
            for unit in sum.indices { sum[unit] += contribution.values[unit] }
        }
        return sum
    }
}
