import ExactMath

/// One instruction of the compiled network: reads rows of the arena at step t, and writes one row.
///
/// What each kind does stands in `Operations/`, forward beside backward.
struct Instruction: Sendable {
    var kind: Kind
    /// Whether y is added to; otherwise it is assigned.
    var accumulates = false
    var function = Activation.identity
    var y: View
    var a = View.none
    var b = View.none
    var c = View.none
    var d = View.none
    var m = MatrixPlace()
    /// Of kind `row`: its place in the program's list.
    var rowInstruction = 0
    /// Operands whose gradients are assigned in a backward pass, where nothing else has written them yet.
    var assigns = Assigned()
    /// The steps at which it runs.
    var steps: ClosedRange<Int>

    struct Assigned: Sendable, Equatable {
        var a = false
        var b = false
        var c = false
        var d = false
        /// The parameters' gradients, summed over all steps.
        var parameter = false
    }

    /// Names an operand.
    enum Slot: Int, Sendable { case a, b, c, d }

    init(_ kind: Kind, y: View, steps: ClosedRange<Int>) {
        self.kind = kind
        self.y = y
        self.steps = steps
    }

    /// Both at once, where the views at these places follow each other; nil where they do not.
    func joined(with other: Instruction, at views: [WritableKeyPath<Instruction, View>]) -> Instruction? {
        var joined = self
        for view in views {
            guard let both = self[keyPath: view].followed(by: other[keyPath: view]) else { return nil }
            joined[keyPath: view] = both
        }
        return joined
    }
}

/// An operand to whose gradient an instruction adds.
struct GradientSink {
    let slot: Instruction.Slot?
    /// The rows that it covers.
    let view: View
    /// Whether it may assign instead: not where it adds more than once, and never where the view is of stride 0.
    let canAssign: Bool

    init(_ slot: Instruction.Slot?, _ view: View, canAssign: Bool = true) {
        self.slot = slot
        self.view = view
        self.canAssign = canAssign
    }
}
