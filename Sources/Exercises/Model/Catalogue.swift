import Wording

/// Every kind of exercise, in the order in which they are learned.
public enum Catalogue {
    /// One of each kind; no two have the same id.
    public static let kinds: [any ExerciseKind] = [
        LinearForwardKind(), LinearBPTTKind(), LinearLastKind(), AffineBackwardKind(), SoftmaxNLLKind(), RNNBPTTKind(),
        LinearTriangleKind(), LinearFormulaKind(), OneToManyKind(), TruncatedKind(), ClipKind(), VanishKind(),
        GateLogicKind(), CellStepKind(form: .lstm), CellStepKind(form: .gru), CellStepKind(form: .ugrnn),
        AttentionStepKind(), CellBPTTKind(form: .lstm),
        CellBPTTKind(form: .gru), CellBPTTKind(form: .ugrnn), ParametersKind(), ShapeKind(), BackwardKind(),
        FindMistakeKind(), PathsKind(), StackedKind(), ReachKind(),
    ]

    private static let byID = Dictionary(uniqueKeysWithValues: kinds.map { ($0.id, $0) })

    /// The kind of an id, spelt exactly so; nil where there is none.
    public static func kind(_ id: String) -> (any ExerciseKind)? { byID[id] }

    /// The id that a misspelt one was probably meant to be.
    public static func nearest(_ id: String) -> String? { Spelling.nearest(to: id, among: kinds.map(\.id)) }

    /// The exercise of an id, a seed and a level.
    ///
    /// - Parameter version: of the kind; nil for the newest.
    public static func exercise(
        _ id: String, seed: UInt64 = 1, level: Int = 2, version: Int? = nil
    ) throws(ExerciseProblem) -> Exercise {
        guard let kind = kind(id) else { throw .unknownKind(SafeText.of(id), near: nearest(id)) }
        return try kind.make(seed: seed, level: level, version: version)
    }
}
