import Scenes

/// The numbers of one table, looked up once.
struct EditNumbers {
    private let group: EditGroup
    private let scene: Scene
    private let parameter: ParameterValue?

    init(_ scene: Scene, _ group: EditGroup) {
        self.group = group
        if case .parameter(let path) = group.kind {
            self.scene = scene
            parameter = scene.value(of: path)
        } else {
            self.scene = scene.withoutTask
            parameter = nil
        }
    }

    subscript(row: Int, column: Int) -> Scenes.Number? {
        guard case .parameter = group.kind else { return scene[group.number(row, column)] }
        return parameter.map { $0.numbers[row * $0.columns + column] }
    }
}
