import ExactMath

/// A task that recurrent networks are measured by: it makes a sequence and what the network should answer.
///
/// To add one, write one file in `Tasks/` with a type like these, and name it in `Tasks.all`.
public protocol SequenceTask: Sendable {
    /// The name in scene files.
    static var name: String { get }
    /// What is asked, in one sentence.
    static var summary: String { get }
    static var inputWidth: Int { get }
    /// Width of y under `mse`, and number of classes under `nll`; nil where a loss cannot measure the task.
    static func outputWidth(for loss: Loss) -> Int?
    /// The shapes that can be asked.
    static var shapes: [Shape] { get }
    /// The shortest sequence that makes sense.
    static var minimumLength: Int { get }

    /// One sequence: the same for the same length and generator, on every machine.
    static func sequence(length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator) -> SequenceData<
        Double
    >
}

/// Every task that there is.
public enum Tasks {
    public static let all: [any SequenceTask.Type] = [FirstBit.self]

    public static func named(_ name: String) -> (any SequenceTask.Type)? { all.first { $0.name == name } }
}
