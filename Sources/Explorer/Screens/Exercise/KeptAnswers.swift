import Exercises

/// What has been typed into exercises, cell by cell, so that nothing typed is lost: by `KIND-SEED-LEVEL`.
public struct KeptAnswers: Sendable, Equatable {
    public private(set) var cells: [String: [[String]]]

    public init(_ cells: [String: [[String]]] = [:]) { self.cells = cells }

    /// Notes what stands in a form; an empty one is forgotten.
    mutating func note(_ work: ExerciseWork) {
        guard let name = work.keptName else { return }
        let typed = work.typedCells
        cells[name] = typed.joined().contains { !$0.isEmpty } ? typed : nil
    }

    /// Puts what was typed before into a form that is opened again.
    func fill(_ work: inout ExerciseWork) {
        guard let name = work.keptName, let kept = cells[name] else { return }
        work.restore(kept)
    }
}

extension ExerciseWork {
    /// Nil for an exercise that is not made from a seed.
    var keptName: String? {
        guard case .seed(let seed, let level) = exercise.origin else { return nil }
        return "\(exercise.kind)-\(seed)-\(level)"
    }

    /// The cells with what is being typed in its place.
    var typedCells: [[String]] {
        var typed = cells
        if let editor { typed[place.field][place.entry] = editor.text }
        return typed
    }
}

extension Explorer {
    /// Notes what stands in the forms that are open, on the screen or left for another one.
    mutating func noteAnswers() {
        for layer in layers + shelf.values.joined() {
            if let form = layer.screen as? ExerciseForm { answers.note(form.work) }
        }
    }
}
