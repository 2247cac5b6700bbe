import Scenes

/// The arrays of a file that do not belong to the chosen modules: a readout and an embedding beside them, and the rest.
struct Surroundings {
    let inputWidth: Int
    private let path: String
    private let file: TensorFile
    private var taken: Set<String> = []
    private let chosen: Set<String>

    init(of selection: TorchSelection, in file: TensorFile) {
        self.file = file
        inputWidth = selection.inputWidth
        path = selection.surroundings
        chosen = Set(selection.modules.map(\.prefix))
    }

    /// The whole name of an array beside the modules.
    func name(of leaf: String) -> String { TorchName.join(path, leaf) }

    /// A matrix beside the modules, if it is there and fits.
    mutating func take(_ leaf: String, columns: Int) -> Tensor? {
        guard let tensor = file[name(of: leaf)], tensor.shape.count == 2, tensor.shape[0] > 0,
            tensor.shape[1] == columns,
            tensor.count <= DocumentLimits().nodes
        else { return nil }
        taken.insert(tensor.name)
        return tensor
    }

    /// A vector beside the modules, if it is there and fits.
    mutating func take(_ leaf: String, count: Int) -> Tensor? {
        guard let tensor = file[name(of: leaf)], tensor.shape == [count] else { return nil }
        taken.insert(tensor.name)
        return tensor
    }

    /// One sentence about what the scene does not have, if there is anything.
    var notes: [String] {
        let rest = file.tensors.map(\.name).filter { name in
            !taken.contains(name) && !(TorchName(name).map { chosen.contains($0.prefix) } ?? false)
        }
        guard !rest.isEmpty else { return [] }
        let shown = rest.prefix(6).map(WeightsError.quoted).joined(separator: ", ")
        let more = rest.count > 6 ? " and \(rest.count - 6) more" : ""
        return ["left out: \(shown)\(more)"]
    }
}
