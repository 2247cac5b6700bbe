extension Program {
    /// The program over several sequences at once: the same instructions in the same order, over B rows where there was one.
    init(_ single: Program, _ places: BatchPlaces) {
        func placed(_ instruction: Instruction) -> Instruction {
            instruction.rules.placed(instruction, places)
        }
        func placed(_ block: ProgramBlock) -> ProgramBlock {
            ProgramBlock(
                steps: places.steps(block.steps), order: block.order, before: block.before.map(placed),
                each: block.each.map(placed), after: block.after.map(placed))
        }
        let steps = Self.stepsOfRows(single)
        blocks = single.blocks.map(placed)
        backward = single.backward.map(placed)
        parametric = (0..<places.count).map { lane in
            let places = places.seen(by: lane)
            let instructions = single.parametric.flatMap(\.instructions).map { instruction in
                var seen = instruction.rules.placed(instruction, places)
                // The first sequence assigns, the others add.
                if lane > 0 { seen.assigns.parameter = false }
                return seen
            }
            let rows = zip(single.rowInstructions, steps).map { $0.placed(places, steps: $1) }
            return ParameterPhase(instructions, rowInstructions: rows, sequences: places.count)
        }
        copies = single.copies
        workspaceCount = single.workspaceCount
        gaps = single.gaps.map(places.gap)
        rowInstructions = zip(single.rowInstructions, steps).map { $0.placed(places, steps: $1) }
        equations = []
        forwardPhases = ProgramPhase.all(of: blocks, sequences: places.count)
        backwardPhases = ProgramPhase.all(of: backward, sequences: places.count)
    }

    /// For every instruction of kind `row`, the steps at which it runs.
    private static func stepsOfRows(_ program: Program) -> [ClosedRange<Int>] {
        var steps = [ClosedRange<Int>](repeating: 1...1, count: program.rowInstructions.count)
        for instruction in program.blocks.flatMap(\.all) where instruction.kind == .row {
            steps[instruction.rowInstruction] = instruction.steps
        }
        return steps
    }
}

extension Network {
    /// The network over several sequences of equal length at once, their steps interleaved: step t of sequence b (from 0) is step
    /// (t − 1) B + b + 1.
    ///
    /// Every row has the same bits as when the sequence runs alone. The gradients of parameters are summed over one sequence after
    /// another, each going on from the sum of those before it.
    func over(sequences count: Int) -> Network {
        precondition(count > 0 && sequences == 1, "a network of one sequence runs over one or more")
        return count == 1 ? self : Network(self, BatchPlaces(self, count: count))
    }

    private init(_ single: Network, _ places: BatchPlaces) {
        architecture = single.architecture
        lengths = Lengths(
            inputs: single.lengths.inputs * places.count, outputs: single.lengths.outputs * places.count)
        sequences = places.count
        parts = single.parts
        nodes = single.nodes.map(places.node)
        parameters = single.parameters
        equations = single.equations
        blocks = single.blocks.map {
            Block(steps: places.steps($0.steps), order: $0.order, equations: $0.equations)
        }
        output = single.output
        logits = single.logits
        lossReads = single.lossReads
        outputSteps = places.steps(single.outputSteps)
        inputs = single.inputs
        feedNode = single.feedNode
        parameterCount = single.parameterCount
        arenaCount = parameterCount + (single.arenaCount - parameterCount) * places.count
        program = Program(single.program, places)
        consumers = single.consumers
    }
}
