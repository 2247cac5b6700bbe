import Formula

/// The name of a line of a worked program: a value or a gradient of a trace, such as `stack.0.h[2]` or `grad(stack.0.U)`.
public struct LineName: Hashable, Sendable {
    /// "stack.0.h"; before a colon what a copy of the line is about: "L3:stack.0.h".
    public var path: String
    /// nil for what has no steps.
    public var step: Int?
    /// Whether it is ∂L/∂ of what the path names; else it is the value.
    public var isGradient: Bool

    /// The line of a value; without a step that of the loss or a parameter.
    public static func value(_ path: String, _ step: Int? = nil) -> LineName {
        LineName(path: path, step: step, isGradient: false)
    }

    /// The line of a gradient; without a step that of a parameter.
    public static func gradient(_ path: String, _ step: Int? = nil) -> LineName {
        LineName(path: path, step: step, isGradient: true)
    }

    /// The line of which this one is a copy.
    var original: LineName {
        guard let colon = path.firstIndex(of: ":") else { return self }
        return LineName(path: String(path[path.index(after: colon)...]), step: step, isGradient: isGradient)
    }

    /// The last part of the path: "f" of stack.0.f.
    var letter: String { path.split(separator: ".").last.map(String.init) ?? path }

    /// The value at the same place.
    var valueName: Expression { LineName.value(path, step).expression }

    var expression: Expression {
        .name(
            path.split(separator: ".").map(String.init), step.map { [.integer($0)] } ?? [], isGradient: isGradient)
    }
}

extension Expression {
    /// The names replaced that `change` has another expression for.
    func renaming(_ change: (TraceName) -> Expression?) -> Expression {
        replacing { node in
            if case .quantity(let name) = node.kind { return change(name) }
            return nil
        }
    }
}
