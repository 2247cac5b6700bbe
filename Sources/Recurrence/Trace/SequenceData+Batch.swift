import ExactMath

extension SequenceData {
    /// Sequences of equal lengths as one, their steps interleaved: the first step of each, then the second of each, and so on.
    ///
    /// They begin with the same y_0, if with any.
    init(interleaving sequences: [SequenceData]) {
        let first = sequences[0]
        precondition(
            sequences.allSatisfy { $0.inputSteps == first.inputSteps && $0.targets.count == first.targets.count },
            "sequences that run at once are equally long")
        precondition(sequences.allSatisfy { $0.start == first.start }, "sequences that run at once start alike")
        self.init(inputWidth: first.inputWidth, length: first.length, start: first.start)
        if sequences.count == 1 {
            self = first
            return
        }
        let width = inputWidth
        for t in 0..<first.inputSteps {
            if first.tokens.isEmpty {
                for sequence in sequences { inputs += sequence.inputs[t * width..<(t + 1) * width] }
            } else {
                for sequence in sequences { tokens.append(sequence.tokens[t]) }
            }
        }
        targets = TargetSequence(first.targets.indices.flatMap { t in sequences.map { $0.targets[t] } })
    }
}
