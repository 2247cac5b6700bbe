/// The recurrent parameters of a file, sorted once by the module that they belong to.
struct TorchIndex {
    let file: TensorFile
    private let members: [String: [(name: TorchName, tensor: Tensor)]]
    /// The paths of all modules with recurrent weights, sorted.
    let prefixes: [String]
    private let known: Set<String>

    init(_ file: TensorFile) {
        self.file = file
        var members: [String: [(name: TorchName, tensor: Tensor)]] = [:]
        var prefixes: Set<String> = []
        for tensor in file.tensors {
            guard let name = TorchName(tensor.name) else { continue }
            members[name.prefix, default: []].append((name, tensor))
            if name.role == .weightIH || name.role == .weightHH { prefixes.insert(name.prefix) }
        }
        self.members = members
        self.prefixes = prefixes.sorted()
        known = prefixes
    }

    /// Whether there are recurrent weights at exactly this path.
    func hasModule(at prefix: String) -> Bool { known.contains(prefix) }

    /// What belongs to the module at a path.
    subscript(prefix: String) -> [(name: TorchName, tensor: Tensor)] { members[prefix] ?? [] }
}
