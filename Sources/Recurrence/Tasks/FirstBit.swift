import ExactMath

/// Remember the first bit: x_1 is −1 or 1, then noise in [−0.1, 0.1) follows; at T the network is asked for the bit.
///
/// The target is the bit itself under `mse`, class 0 (−1) or 1 (1) under `nll`, and [0] or [1] under `bce`. The hardest test of a long memory with
/// the fewest numbers.
public enum FirstBit: SequenceTask {
    public static let name = "first-bit"
    public static let summary = "the first input, −1 or 1, is asked for after noise"
    public static let inputWidth = 1
    public static let shapes: [Shape] = [.oneToOne, .manyToOne, .manyToMany]
    public static let minimumLength = 1

    /// Largest noise.
    static let noise = 0.1

    public static func outputWidth(for loss: Loss) -> Int? {
        switch loss {
        case .mse, .bce, .none: 1
        case .nll: 2
        }
    }

    public static func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let bit: Double = generator.next() >> 63 == 0 ? -1 : 1
        var inputs = [bit]
        inputs.reserveCapacity(length)
        for _ in 1..<max(1, length) { inputs.append(generator.uniform(-noise, noise)) }
        let target: Target<Double> =
            switch loss {
            case .nll: .index(bit > 0 ? 1 : 0)
            case .bce: .vector([bit > 0 ? 1 : 0])
            case .mse, .none: .vector([bit])
            }
        let before = shape == .manyToMany ? length - 1 : 0
        return SequenceData(
            inputs: inputs, inputWidth: inputWidth,
            targets: TargetSequence([Target<Double>?](repeating: nil, count: before) + [target]))
    }
}
