extension SheetFailure: CustomStringConvertible {
    public var description: String {
        switch fact {
        case .unreadable(let reason): reason
        case .noExercise:
            "The sheet does not say which exercise it answers; a line such as exercise = linear-bptt would fit."
        case .unknownExercise(let name, let near):
            "There is no exercise “\(name)”"
                + (near.map { "; did you mean \($0)?" } ?? "; `unfold exercise list` names them all.")
        case .missing(let name): "The sheet has no \(name); a line such as \(name) = 2 would fit."
        case .notANumber(let name, let found, let fits): "The \(name) is “\(found)”; \(fits) would fit."
        case .exercise(let problem): problem.description
        case .notExpected(let found, let expected): "This is \(found), but \(expected) is expected."
        case .scenesNotAllowed(let name):
            "The sheet is about the scene “\(name)”, and scenes are read only from a folder given with --scenes."
        case .scene(let name, let reason): "The scene “\(name)” cannot be used: \(reason)"
        case .cannotRead(let reason): "The file cannot be read: \(reason)"
        }
    }
}

extension ExerciseProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownKind(let name, let near):
            "There is no exercise “\(name)”"
                + (near.map { "; did you mean \($0)?" } ?? "; `unfold exercise list` names them all.")
        case .noLevel(_, let level): "There is no level \(level); 1, 2, 3 or 4 would fit."
        case .noVersion(let kind, let version, let newest):
            "There is no version \(version) of \(kind); \(newest == 1 ? "1" : "1 … \(newest)") would fit."
        case .noVariant(let kind, let seed, let level):
            "No variant of \(kind) was found for seed \(seed) at level \(level); another seed would fit."
        case .unfitScene(_, let reason): reason
        case .unfitAsk(let text, let reason): "“\(text)” cannot be asked for; \(reason)."
        case .noScenes(let kind): "\(kind) takes its numbers from a seed, not from a scene."
        case .noHint(let kind, let step, let steps):
            "There is no hint \(step) for \(kind); 1 … \(steps) would fit."
        }
    }
}
