import Formula
import Recurrence
import Scenes
import Wording

extension NumberEdit {
    /// Reads `stack.0.U[1][2]`, `inputs[2][1]`, `targets[3][1]`, `start[1]`, `threshold`, `rate`; nil where it is none of these.
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
        default: return path.isEmpty ? nil : .parameter(path: path, row: first, column: second)
        }
    }
}

extension Scene {
    /// The scene with numbers changed.
    func setting(_ edits: [NumberEdit]) throws(LessonProblem) -> Scene {
        var scene = self
        for edit in edits {
            do {
                scene = try scene.setting(edit.number, to: edit.value)
            } catch {
                throw LessonProblem(.cannotBeSet(edit.name, error.reason), at: edit.place)
            }
        }
        return scene
    }

    /// The names of all numbers that differ between two versions of a scene; nil where they differ in more than numbers.
    public func numbersChanged(to other: Scene) -> [String]? {
        if self == other { return [] }
        guard model == other.model, lengths == other.lengths else { return nil }
        var changed: [String] = []
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

extension EditError {
    var reason: String {
        switch self {
        case .noSuchNumber: "the scene has no such number"
        case .notPositive: "it needs a number above 0"
        case .notALabel: "a target of bce lies between 0 and 1"
        }
    }
}
