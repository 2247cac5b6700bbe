import Formula
import Recurrence
import Scenes
import Wording

extension NumberEdit {
    /// Reads `stack.0.U[1][2]`, `inputs[2][1]`, `targets[3][1]`, `tokens[2]`, `start[1]`, `threshold`, `rate`, `feedback`,
    /// `residual.stack.1`; nil where it is none of these.
    static func number(of name: String) -> SceneNumber? {
        let parts = name.split(separator: "[", omittingEmptySubsequences: false).map(String.init)
        let indices = parts.dropFirst().map { $0.hasSuffix("]") ? Int($0.dropLast()) ?? 0 : 0 }
        guard let path = parts.first, indices.count <= 2, indices.allSatisfy({ $0 >= 1 }) else { return nil }
        let first = (indices.first ?? 1) - 1
        let second = indices.count > 1 ? indices[1] - 1 : 0
        switch path {
        case "threshold": return indices.isEmpty ? .threshold : nil
        case "rate": return indices.isEmpty ? .rate : nil
        case "inputs": return indices.isEmpty ? nil : .input(step: first, unit: second)
        case "targets": return indices.isEmpty ? nil : .target(step: first, unit: second)
        case "start": return indices.isEmpty ? nil : .start(unit: first)
        case "tokens": return indices.count == 1 ? .token(step: first) : nil
        case "feedback": return indices.isEmpty ? .feedback : nil
        case _ where path.hasPrefix("residual.stack."):
            return indices.isEmpty ? Int(path.dropFirst("residual.stack.".count)).map { .residual(layer: $0) } : nil
        default: return path.isEmpty ? nil : .parameter(path: path, row: first, column: second)
        }
    }
}

extension Scene {
    /// The scene with numbers changed.
    func setting(_ edits: [NumberEdit]) throws(LessonProblem) -> Scene {
        var scene = self
        for edit in edits {
            if let reason = scene.misfit(of: edit) {
                throw LessonProblem(.cannotBeSet(edit.name, reason), at: edit.place)
            }
            do {
                scene = try scene.setting(edit.number, to: edit.value)
            } catch {
                throw LessonProblem(.cannotBeSet(edit.name, error.reason), at: edit.place)
            }
        }
        return scene
    }

    /// Why a name with so few or so many indices means no one number; nil where it means one, or where the scene has none of that name.
    private func misfit(of edit: NumberEdit) -> String? {
        guard self[edit.number] != nil else { return nil }
        let sizes: [Int]
        switch edit.number {
        case .parameter(let path, _, _):
            guard let value = value(of: path) else { return nil }
            sizes = value.isVector ? [value.rows] : [value.rows, value.columns]
        case .input: sizes = [lengths.inputs, model.inputWidth]
        case .target: sizes = [lengths.outputs, model.outputWidth]
        case .start: sizes = [model.outputWidth]
        case .threshold, .rate, .residual, .feedback, .token: return nil
        }
        let parts = edit.name.split(separator: "[")
        let count = parts.count - 1
        if count > sizes.count { return "\(parts[0]) takes one index; \(parts[0])[\(parts[1]) would fit" }
        // An index that is left out means all of them.
        let meant = sizes.dropFirst(count).reduce(1, *)
        guard meant > 1 else { return nil }
        let one = edit.name + String(repeating: "[1]", count: sizes.count - count)
        return "it stands for \(meant) numbers; \(one) is one of them"
    }

    /// The names of all numbers that differ between two versions of a scene; nil where they differ in more than numbers.
    public func numbersChanged(to other: Scene) -> [String]? {
        if self == other { return [] }
        guard model.withSwitches(of: other.model) == other.model, lengths == other.lengths else { return nil }
        var changed: [String] = []
        if differs(.feedback, other) { changed.append("feedback") }
        for layer in model.stack.indices where differs(.residual(layer: layer), other) {
            changed.append("residual.stack.\(layer)")
        }
        for step in 0..<lengths.inputs where differs(.token(step: step), other) {
            changed.append("tokens[\(step + 1)]")
        }
        for parameter in network().parameters {
            guard let a = value(of: parameter.path), let b = other.value(of: parameter.path), a != b else { continue }
            for index in a.numbers.indices where a.numbers[index].exact != b.numbers[index].exact {
                let (row, column) = (index / a.columns + 1, index % a.columns + 1)
                changed.append("\(parameter.path)[\(row)]" + (a.isVector ? "" : "[\(column)]"))
            }
        }
        for step in 0..<lengths.inputs {
            for unit in 0..<model.inputWidth where differs(.input(step: step, unit: unit), other) {
                changed.append("inputs[\(step + 1)][\(unit + 1)]")
            }
        }
        for step in 0..<lengths.outputs {
            for unit in 0..<model.outputWidth where differs(.target(step: step, unit: unit), other) {
                changed.append("targets[\(step + 1)][\(unit + 1)]")
            }
        }
        if differs(.threshold, other) { changed.append("threshold") }
        if differs(.rate, other) { changed.append("rate") }
        return changed
    }

    private func differs(_ number: SceneNumber, _ other: Scene) -> Bool {
        guard let a = self[number], let b = other[number] else { return false }
        return a.exact != b.exact
    }
}

extension SceneModel {
    /// The model with another one's shortcuts and feedback: what can be switched and is no number.
    fileprivate func withSwitches(of other: SceneModel) -> SceneModel {
        var model = self
        guard stack.count == other.stack.count else { return model }
        model.feedback = other.feedback
        for layer in stack.indices { model.stack[layer].residual = other.stack[layer].residual }
        return model
    }
}

extension EditError {
    var reason: String {
        switch self {
        case .noSuchNumber: "the scene has no such number"
        case .notPositive: "it needs a number above 0"
        case .notALabel: "a target of bce lies between 0 and 1"
        case .doesNotFit: "it does not fit this scene"
        }
    }
}
